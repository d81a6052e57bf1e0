"""`chartside facts`: what the sources say, each fact with the words that say it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from chartside.cli.ending import fail


def facts(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="Notes, transcripts, forms, or a folder of them.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    clinic: Annotated[Path | None, typer.Option(help="Clinic profile (TOML): its own words are read too.")] = None,
) -> None:
    """Print the facts of one or more sources, oldest first; of several days also the episode they tell together."""
    from chartside.cli.case_files import case_files
    from chartside.cli.episode_lines import episode_lines
    from chartside.cli.terminal import facts_lines
    from chartside.domain.records import fact_record, source_record
    from chartside.services.draft_files import read_files
    from chartside.services.episode_view import episode_record, episode_view
    from chartside.services.errors import Invalid
    from chartside.services.read_clinic_profile import ProfileError, read_clinic_profile

    try:
        profile = read_clinic_profile(clinic) if clinic is not None else None
        case = read_files(case_files(files), profile)
    except (Invalid, ProfileError) as problem:
        fail(str(problem))
    for flag in case.flags:
        typer.echo(f"{flag.message} {flag.remedy}", err=True)
    view = episode_view(case.sources, case.facts) if len(case.sources) > 1 else None
    if as_json:
        record: dict[str, Any] = {
            "sources": [source_record(source) for source in case.sources],
            "facts": [fact_record(fact) for fact in case.facts],
        }
        if view is not None:
            record["episode"] = episode_record(view)
        typer.echo(json.dumps(record, ensure_ascii=False, indent=1))
        return
    for line in facts_lines(case.sources, case.facts):
        typer.echo(line)
    for line in episode_lines(view) if view is not None else ():
        typer.echo(line)
