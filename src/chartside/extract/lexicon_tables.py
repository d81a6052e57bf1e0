"""The lexicon files as tables, each read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def lexicon_tables(name: str) -> dict[str, Any]:
    """All tables of a lexicon file ("symptoms.toml", "es/glossary.toml"); empty where there is no such file."""
    file = files("chartside.extract.lexicon").joinpath(*name.split("/"))
    return tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}
