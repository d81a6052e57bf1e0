"""`chartside trail`: the audit trail."""

from __future__ import annotations

import typer

from chartside.cli.ending import BLOCKING
from chartside.cli.serve import DataDir, open_app

app = typer.Typer(help="The audit trail of the clinic.", no_args_is_help=True)


@app.callback()
def trail() -> None:
    """The audit trail of the clinic."""


@app.command()
def verify(data_dir: DataDir = None) -> None:
    """Check the hash chain: any changed, removed or inserted row is found."""
    from chartside.services.verify_trail import verify_trail

    clinic = open_app(data_dir)
    with clinic.work() as work:
        report = verify_trail(work)
    clinic.close()
    if report.problems:
        for problem in report.problems:
            typer.echo(problem, err=True)
        raise typer.Exit(BLOCKING)
    typer.echo(f"The audit trail is whole: {report.rows} rows, each linked to the one before.")
