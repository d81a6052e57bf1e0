"""When a goal is due: the day reckoned from the visit."""

from __future__ import annotations

import re
from datetime import date, timedelta

_TERM = re.compile(
    r"\b(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?\s*(days?|d|weeks?|wks?|w|months?|mos?)\b(?!\s*(?:po\b|post|s/p|gest|after))",
    re.I,
)
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10, "twelve": 12}
_IN_WORDS = re.compile(rf"\b({'|'.join(_WORDS)})\b(?=\s*(?:days?|weeks?|wks?|months?))", re.I)
_MONTHS = 12
_FARTHEST = 3 * 366


def due_day(due: str | None, start: date | None) -> date | None:
    """The day on which "4 wks" from `start` end; of a range its end; None where no time is said in days to months."""
    if due is None or start is None:
        return None
    hit = _TERM.search(_IN_WORDS.sub(lambda word: str(_WORDS[word[1].lower()]), due))
    if hit is None:
        return None
    count, unit = int(hit[2] or hit[1]), hit[3].lower()[0]
    if unit == "m":
        return _months_on(start, count)
    days = count if unit == "d" else count * 7
    return start + timedelta(days=days) if days <= _FARTHEST else None


def _months_on(start: date, months: int) -> date | None:
    year, month = divmod(start.month - 1 + months, _MONTHS)
    if months > 3 * _MONTHS:
        return None
    day = start.day
    while day > 28:
        try:
            return date(start.year + year, month + 1, day)
        except ValueError:
            day -= 1
    return date(start.year + year, month + 1, day)
