"""What a source is, guessed from its name and its first lines."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from functools import cache
from importlib.resources import files

from chartside.domain.source import SourceKind

_HEAD_LINES = 12
_TEXT_CHARACTERS = 4000


def kind_of(name: str, text: str, *, spoken: bool) -> SourceKind:
    """The likeliest kind.

    Args:
        name: File name.
        text: Its text.
        spoken: Whether it holds spoken words (captions, turns of a conversation); then it is a transcript.

    Returns:
        The kind with the most evidence; a session note when there is none.
    """
    if spoken:
        return SourceKind.TRANSCRIPT
    start = text[:_TEXT_CHARACTERS]
    places = {
        "name": re.sub(r"[._\-]+", " ", name),
        "head": "\n".join(start.split("\n", _HEAD_LINES)[:_HEAD_LINES]),
        "text": start,
    }
    sums: dict[SourceKind, int] = defaultdict(int)
    for kind, place, pattern, weight in _rows():
        if pattern.search(places[place]):
            sums[kind] += weight
    return max(sums, key=lambda kind: sums[kind]) if sums else SourceKind.SESSION_NOTE


@cache
def _rows() -> tuple[tuple[SourceKind, str, re.Pattern[str], int], ...]:
    table = tomllib.loads(files("chartside.ingest.knowledge").joinpath("source_kinds.toml").read_text("utf-8"))
    return tuple(
        (SourceKind(r["kind"]), r["in"], re.compile(r["pattern"], re.I | re.M), r["weight"]) for r in table["row"]
    )
