"""`chartside demo`: the sample clinic in a folder of its own, and a SOAP note drafted from one of its notes."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from chartside.cli.ending import fail
from chartside.cli.serve import DataDir, open_app, run

SHOWN_PATIENT = "quintero"


def demo(
    data_dir: DataDir = None,
    serve: Annotated[bool, typer.Option("--serve", help="Open the canvas afterwards.")] = False,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
) -> None:
    """Load invented patients into a fresh folder and print a drafted SOAP note; an existing clinic is never touched."""
    if data_dir is None:
        data_dir = Path(tempfile.mkdtemp(prefix="chartside-sample-"))
    elif data_dir.exists() and any(data_dir.iterdir()):
        fail(f"{data_dir} is not empty; the sample clinic needs an empty folder, so that no clinic's data is touched")
    show_sample_note()
    from chartside.services.load_sample_clinic import load_sample_clinic
    from chartside.services.make_sign_in_link import make_sign_in_link

    app = open_app(data_dir, host, port)
    owner = load_sample_clinic(app)
    typer.echo("")
    typer.secho("Sample clinic loaded", bold=True)
    typer.echo(f"  {data_dir}: invented patients, six earlier visits of one, today's visits to draft and sign")
    if not serve:
        app.close()
        typer.echo(f"  Open it with: chartside serve --data-dir {data_dir}")
        return
    with app.work() as work:
        token = make_sign_in_link(work, email=owner.email)
    address = f"http://{app.settings.host}:{app.settings.port}"
    typer.secho(f"The canvas is open on {address}", bold=True)
    typer.echo(f"  Sign in as {owner.name} with this link (once, within 15 minutes): {address}/sign-in/once/{token}")
    typer.echo(f"  Or with {owner.email} and the password {owner.password}  (signing a note asks for it again)")
    typer.echo("  Ctrl+C ends it.")
    run(app)


def show_sample_note() -> None:
    """Print a session note of the sample clinic and the SOAP note drafted from it and the earlier visits."""
    from chartside.cli.terminal import document_lines
    from chartside.services.draft_files import CaseFile, draft_files
    from chartside.testing.sample_clinic import sample_case

    case = sample_case(SHOWN_PATIENT, date.today())
    typer.secho("What the therapist typed", bold=True)
    typer.echo(case.current[0].content.decode("utf-8"))
    typer.secho("What Chartside drafted from it and the earlier visits", bold=True)
    files = [CaseFile(note.name, note.content, note.date) for note in case.notes]
    document, _ = draft_files("soap_note", files, visit_date=case.visit_date)
    typer.echo("\n".join(document_lines(document)))
