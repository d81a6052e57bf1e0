"""`chartside serve`: the canvas in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chartside.cli.ending import fail

if TYPE_CHECKING:
    from chartside.bootstrap import App

DataDir = Annotated[
    Path | None,
    typer.Option("--data-dir", help="The clinic's data (else CHARTSIDE_DATA_DIR, or ~/.local/share/chartside)."),
]


def serve(
    data_dir: DataDir = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
) -> None:
    """Open the canvas; on the first run the browser asks for the owner's account."""
    app = open_app(data_dir, host, port)
    address = f"http://{app.settings.host}:{app.settings.port}"
    typer.echo(f"Chartside is open on {address} (Ctrl+C ends it). Data: {app.settings.data_dir}")
    run(app)


def open_app(data_dir: Path | None, host: str | None = None, port: int | None = None) -> App:
    """The clinic in `data_dir`, ready to use; ends the command with one line where it cannot be opened."""
    from chartside.bootstrap import open_clinic
    from chartside.services.errors import ServiceError
    from chartside.settings import Settings
    from chartside.store import StoreError

    given = {"data_dir": data_dir, "host": host, "port": port}
    settings = Settings().model_copy(update={key: value for key, value in given.items() if value is not None})
    try:
        return open_clinic(settings)
    except (StoreError, ServiceError, OSError) as problem:
        fail(str(problem))


def run(app: App) -> None:
    """Serve the clinic until it is stopped."""
    import socket

    import uvicorn

    from chartside.web.app import create_app

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((app.settings.host, app.settings.port))
        except OSError:
            fail(f"{app.settings.host}:{app.settings.port} is in use; choose another with --port")
    try:
        uvicorn.run(
            create_app(app), host=app.settings.host, port=app.settings.port, log_level="warning", server_header=False
        )
    finally:
        app.close()
