"""How a command ends when its input is no good: one line that teaches, exit code 2."""

from __future__ import annotations

from typing import NoReturn

import typer

BLOCKING = 1
BAD_INPUT = 2


def fail(message: str) -> NoReturn:
    """Print one line on standard error and end with exit code 2."""
    typer.echo(" ".join(message.split()), err=True)
    raise typer.Exit(BAD_INPUT)
