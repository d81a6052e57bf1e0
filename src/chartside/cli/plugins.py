"""`chartside plugins`: everything active behind every door."""

from __future__ import annotations

import json
from typing import Annotated

import typer

DOORS: tuple[tuple[str, str, str], ...] = (
    ("readers", "chartside.ingest.readers", "READER"),
    ("extractors", "chartside.extract.extractors", "EXTRACTOR"),
    ("document kinds", "chartside.documents.kinds", "KIND"),
    ("checks", "chartside.verify.checks", "CHECK"),
    ("renderers", "chartside.deliver.renderers", "RENDERER"),
)


def plugins(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """List the active plug-ins: built-in files and what installed packages add."""
    from chartside.plugins import Named, discover

    found = {
        door: {name: type(plugin).__module__ for name, plugin in discover(package, attribute, Named).items()}  # type: ignore[type-abstract]  # a protocol serves as the runtime check
        for door, package, attribute in DOORS
    }
    if as_json:
        typer.echo(json.dumps(found))
        return
    for door, entries in found.items():
        typer.secho(door, bold=True)
        for name, module in entries.items():
            typer.echo(f"  {name:28} {module}")
