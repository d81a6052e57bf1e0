"""`chartside draft`: a document from files."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chartside.cli.ending import BLOCKING, fail

if TYPE_CHECKING:
    from chartside.domain.documents import Document
    from chartside.services.read_clinic_profile import ReadProfile


class Format(StrEnum):
    """How a draft is printed."""

    TERMINAL = "terminal"
    JSON = "json"
    TEXT = "text"
    MD = "md"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"


_BINARY = frozenset({Format.PDF, Format.DOCX})


def draft(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="Kind of document, for example soap_note.")],
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="Notes of the visit and of earlier ones, or a folder.")
    ],
    visit_date: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Day of the visit; else the newest day in the files.")
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="First day a progress report tells of; else the start of care."),
    ] = None,
    clinic: Annotated[Path | None, typer.Option(help="Clinic profile (TOML).")] = None,
    payer: Annotated[str, typer.Option(help="One of the profile's payers, by name; else the one the files name.")] = "",
    form: Annotated[Format, typer.Option("--format", help="How to print it.")] = Format.TERMINAL,
    out: Annotated[Path | None, typer.Option(help="Write to this file.")] = None,
) -> None:
    """Draft a document from one or more sources; every sentence shows its source. Ends with 1 on blocking flags."""
    from chartside.cli.case_files import case_files
    from chartside.domain.chart import ClinicProfile
    from chartside.services.clinic_files import standard_sources
    from chartside.services.draft_files import draft_files
    from chartside.services.errors import Invalid
    from chartside.services.read_clinic_profile import ProfileError, ReadProfile, read_profile_file

    if form in _BINARY and out is None and sys.stdout.isatty():
        fail(f"a {form} file cannot be shown here; add --out FILE.{form}")
    day: date | None = visit_date.date() if visit_date else None
    try:
        read = read_profile_file(clinic) if clinic else ReadProfile(ClinicProfile(), {})
        standards = standard_sources(read.profile, read.files)
        document, _ = draft_files(
            kind,
            case_files(files),
            visit_date=day,
            profile=read.profile,
            standards=standards,
            payer=payer,
            since=since.date() if since else None,
        )
    except (Invalid, ProfileError) as problem:
        fail(str(problem))
    content = _printed(document, form, read)
    if out is None:
        typer.echo(content, nl=form not in _BINARY)
    else:
        try:
            out.write_bytes(content)
        except OSError as problem:
            fail(f"{out}: {problem.strerror or problem}; choose another file")
        typer.echo(f"{out}: {document.title}, unsigned draft", err=True)
    if document.blocking():
        raise typer.Exit(BLOCKING)


def _printed(document: Document, form: Format, read: ReadProfile) -> bytes:
    if form is Format.TERMINAL:
        from chartside.cli.terminal import document_lines

        return "\n".join(document_lines(document)).encode()
    if form is Format.JSON:
        from chartside.domain.records import document_record

        return json.dumps(document_record(document), ensure_ascii=False, indent=1).encode()
    from chartside.deliver import Printed, all_renderers
    from chartside.domain.signing import State

    return all_renderers()[form].render(Printed(document, read.profile, None, (), State.DRAFT, read.logo))
