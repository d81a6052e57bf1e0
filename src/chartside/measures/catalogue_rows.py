"""Reading the rows of the catalogue."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any


def catalogue(name: str) -> dict[str, Any]:
    """The tables of one file of the catalogue, by its name without ending."""
    return tomllib.loads(files("chartside.measures.catalogue").joinpath(f"{name}.toml").read_text("utf-8"))
