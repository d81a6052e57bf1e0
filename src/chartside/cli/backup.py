"""`chartside backup` and `chartside restore`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chartside.cli.ending import fail
from chartside.cli.serve import DataDir

if TYPE_CHECKING:
    from chartside.settings import Settings


def backup(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="New file for the backup.")], data_dir: DataDir = None
) -> None:
    """Copy the clinic's database, in use or not, into one encrypted file; keep the key file apart."""
    from chartside.services import back_up
    from chartside.store import StoreError

    settings = _settings(data_dir)
    try:
        size = back_up.backup(settings, path)
    except (StoreError, OSError) as problem:
        fail(str(problem))
    key = settings.key_file or settings.data_dir / "chartside.key"
    typer.echo(
        f"{path}: {size:,} bytes, encrypted with the clinic's key. It opens only with {key}; keep a copy of that."
    )


def restore(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")],
    data_dir: DataDir = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a clinic that is there; it is kept beside.")] = False,
) -> None:
    """Put a backup in place of the clinic's database, and check its audit trail."""
    from chartside.cli.trail import verify
    from chartside.services import back_up
    from chartside.store import StoreError

    settings = _settings(data_dir)
    try:
        back_up.restore(settings, path, force=force)
    except (StoreError, OSError) as problem:
        fail(str(problem))
    typer.echo(f"{settings.data_dir}: restored from {path}")
    verify(data_dir)


def _settings(data_dir: Path | None) -> Settings:
    from chartside.settings import Settings

    return Settings(data_dir=data_dir) if data_dir else Settings()
