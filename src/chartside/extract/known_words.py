"""Every word the lexicons and the catalogue of measures know: none of them is a typing slip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from chartside.extract.lexicon_tables import lexicon_tables
from chartside.measures import instruments

_WORD = re.compile(r"[a-z]{5,}")


@cache
def known_words() -> frozenset[str]:
    """All words of five letters and more, in small letters."""
    names = (f.name for f in files("chartside.extract.lexicon").iterdir() if f.name.endswith(".toml"))
    found = {word for name in names for said in _strings(lexicon_tables(name)) for word in _WORD.findall(said.lower())}
    for instrument in instruments().values():
        for alias in (instrument.name, *instrument.aliases):
            found.update(_WORD.findall(alias.lower()))
    return frozenset(found)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
