"""Reading the rows of this room."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def care_rows(name: str) -> dict[str, Any]:
    """The tables of one file of plan_of_care/rows, by its name without ending."""
    return tomllib.loads(files("chartside.plan_of_care.rows").joinpath(f"{name}.toml").read_text("utf-8"))
