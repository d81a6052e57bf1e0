"""`chartside facts`: what the sources say, each fact with the words that say it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from chartside.cli.ending import fail


def facts(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="Notes, transcripts, forms, or a folder of them.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Print the facts of one or more sources."""
    from chartside.cli.case_files import case_files
    from chartside.cli.terminal import facts_lines
    from chartside.domain.records import fact_record, source_record
    from chartside.services.draft_files import read_files
    from chartside.services.errors import Invalid

    try:
        case = read_files(case_files(files))
    except Invalid as problem:
        fail(str(problem))
    for flag in case.flags:
        typer.echo(f"{flag.message} {flag.remedy}", err=True)
    if as_json:
        record = {
            "sources": [source_record(source) for source in case.sources],
            "facts": [fact_record(fact) for fact in case.facts],
        }
        typer.echo(json.dumps(record, ensure_ascii=False, indent=1))
        return
    for line in facts_lines(case.sources, case.facts):
        typer.echo(line)
