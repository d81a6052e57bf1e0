"""Which region and side a phrase names."""

from __future__ import annotations

import re

from chartside.domain.facts import Side

_LEFT = re.compile(r"\b(?:left|lt)\b|\bL\b(?!\s?\d)(?!-spine)", re.I)
_RIGHT = re.compile(
    r"\b(?:right(?! now| away| here| there| in the| in my| after| at the| before)|rt)\b|\bR\b(?!\s?\d)", re.I
)
_BOTH = re.compile(r"\b(?:bilateral(?:ly)?|both|bilat|(?<![/&])B(?=\s+[a-zA-Z]))\b")


def side_in(text: str) -> Side | None:
    left, right = _LEFT.search(text), _RIGHT.search(text)
    if _BOTH.search(text) or (left and right):
        return Side.BILATERAL
    return Side.LEFT if left else Side.RIGHT if right else None


_REGIONS = re.compile(
    r"\b(knee|shoulder|hip|ankle|elbow|wrist|hand|foot|calf|leg|arm|thigh|groin|neck|low(?:er)? back|lumbar|back|upper arm|forearm|heel|toe|jaw|buttock|kneecap|face)s?\b",
    re.I,
)


def region_in(text: str) -> str | None:
    found = _REGIONS.search(text)
    return found.group(1).lower() if found else None
