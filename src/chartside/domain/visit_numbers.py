"""Which number a visit has in its episode, as the event of the visit says it."""

from __future__ import annotations

import re

from chartside.domain.facts import Event, EventOf

_ONES = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_NUMBER = re.compile(rf"\bvisit\s*(\d{{1,3}}|{'|'.join(_ONES)})\b", re.I)


def visit_number(event: Event) -> int | None:
    """The number of a visit ("visit 4, 3 weeks post-op", "visit eight"); None where none is said."""
    hit = _NUMBER.search(event.text) if event.what is EventOf.VISIT else None
    if hit is None:
        return None
    return int(hit[1]) if hit[1].isdigit() else _ONES.index(hit[1].lower()) + 1
