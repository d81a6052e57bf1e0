"""`chartside practice`: a kind of document tried on its practice case."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from chartside.cli.ending import BLOCKING, fail

if TYPE_CHECKING:
    from chartside.services.practice_prompt import Mark, Practice


def practice(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="Kind of document, for example soap_note.")],
    clinic: Annotated[Path | None, typer.Option(help="Clinic profile (TOML).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Draft a practice case and show what a good draft holds beside what this one does; ends with 1 on a miss."""
    from chartside.services.errors import ServiceError
    from chartside.services.practice_prompt import practice_prompt
    from chartside.services.read_clinic_profile import ProfileError, read_clinic_profile

    try:
        done = practice_prompt(kind, read_clinic_profile(clinic) if clinic else None)
    except (ServiceError, ProfileError) as problem:
        fail(str(problem))
    if as_json:
        typer.echo(json.dumps(_record(done), ensure_ascii=False, indent=1))
    else:
        _print(done)
    if done.good < len(done.marks):
        raise typer.Exit(BLOCKING)


def _print(done: Practice) -> None:
    from chartside.cli.terminal import document_lines

    typer.secho(done.case.title, bold=True)
    typer.echo(done.case.about)
    for source in done.case.sources:
        typer.echo("")
        typer.secho(source.name, bold=True)
        typer.echo(source.text.rstrip())
    typer.echo("")
    typer.secho("The draft", bold=True)
    typer.echo("\n".join(document_lines(done.document)))
    for heading, marks in _groups(done):
        typer.echo("")
        typer.secho(heading, bold=True)
        for mark in marks:
            typer.echo(f"  {'ok  ' if mark.good else 'MISS'} {mark.what}")
    typer.echo("")
    typer.echo(f"{done.good} of {len(done.marks)} as a good draft has them.")


def _groups(done: Practice) -> Iterable[tuple[str, tuple[Mark, ...]]]:
    groups = (("It holds", done.holds), ("It does not hold", done.lacks), ("It asks", done.asks))
    return [group for group in groups if group[1]]


def _record(done: Practice) -> dict[str, Any]:
    from chartside.domain.records import document_record

    def rows(marks: tuple[Mark, ...]) -> list[dict[str, object]]:
        return [{"what": mark.what, "good": mark.good, "found": mark.found} for mark in marks]

    return {
        "kind": done.case.kind,
        "title": done.case.title,
        "sources": [{"name": source.name, "text": source.text} for source in done.case.sources],
        "holds": rows(done.holds),
        "lacks": rows(done.lacks),
        "asks": rows(done.asks),
        "document": document_record(done.document),
    }
