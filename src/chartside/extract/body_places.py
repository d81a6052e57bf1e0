"""Which region and side a phrase names."""

from __future__ import annotations

import re
from functools import cache

from chartside.domain.facts import Side
from chartside.extract.folding import fold
from chartside.extract.vocabulary import Term, Vocabulary, rows

_LEFT = re.compile(r"\b(?:left|lt)\b|\bl\b(?![\s-]?\d|-spine|/s)")
_RIGHT = re.compile(
    r"\b(?:right(?! now| away| here| there| in the| in my| after| at the| before)|rt)\b|\br\b(?!\s?\d|/o)"
)
_BOTH = re.compile(r"\b(?:bilateral(?:ly)?|both|bilat)\b|(?<![\w/&])b(?=\s+[a-z]{2})")


@cache
def _regions() -> Vocabulary:
    """Joints of `anatomy.toml` and parts of `body_parts.toml`, by the names facts carry."""
    joints = [
        Term(word, "joint", str(row["name"]), row, inflects=len(word) > 3)
        for row in rows("anatomy.toml", "joint")
        for word in row["words"]
    ]
    parts = [
        Term(
            word.lower(),
            "part",
            str(row.get("name", word)),
            row,
            inflects=not word[-1:].endswith("s") and len(word) > 3,
        )
        for row in rows("body_parts.toml")
        for word in row["words"]
    ]
    return Vocabulary([*joints, *parts])


def region_in(text: str) -> str | None:
    """The first region a phrase names ("lumbar" for "low back"), None where it names none."""
    found = _regions().find(fold(text))
    return found[0].term.name if found else None


def side_in(text: str) -> Side | None:
    """The side a phrase names; bilateral where it says so or names both sides."""
    folded = fold(text)
    left, right = _LEFT.search(folded), _RIGHT.search(folded)
    if _BOTH.search(folded) or (left and right):
        return Side.BILATERAL
    return Side.LEFT if left else Side.RIGHT if right else None
