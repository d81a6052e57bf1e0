"""Reading the rows of this room's own tables."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def knowledge(name: str) -> dict[str, Any]:
    """The tables of one file of documents/wording, by its name without ending."""
    return tomllib.loads(files("chartside.documents.wording").joinpath(f"{name}.toml").read_text("utf-8"))
