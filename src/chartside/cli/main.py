"""`chartside`: the commands and how they end.

Exit codes: 0 fine, 1 blocking flags found, 2 bad usage or unreadable input. Errors are one line on standard error.
"""

from __future__ import annotations

from typing import Annotated

import typer

from chartside import __version__
from chartside.cli import backup, demo, draft, facts, plugins, practice, profile, prompts, serve, trail, units

app = typer.Typer(
    name="chartside",
    help="Documents for physical therapists in which every sentence shows its source.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"chartside {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Documents for physical therapists in which every sentence shows its source."""


app.command("facts")(facts.facts)
app.command("draft")(draft.draft)
app.command("units")(units.units)
app.command("serve")(serve.serve)
app.command("demo")(demo.demo)
app.command("practice")(practice.practice)
app.command("plugins")(plugins.plugins)
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.add_typer(profile.app, name="profile")
app.add_typer(trail.app, name="trail")
app.add_typer(prompts.app, name="prompts")


def main() -> None:
    """Entry point of the `chartside` script."""
    app()
