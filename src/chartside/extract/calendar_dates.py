"""Calendar days as notes write and say them: 03/09/2026, 3/9/26, 2026-07-13, January 26, march tenth twenty twenty six."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

import ahocorasick

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_MONTH_NUMBER = {
    m: n for n, m in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
_DAY_WORDS = (
    {w: n for n, w in enumerate(_ORDINALS, 1)}
    | {f"twenty {w}": 20 + n for n, w in enumerate(_ORDINALS[:9], 1)}
    | {f"twenty-{w}": 20 + n for n, w in enumerate(_ORDINALS[:9], 1)}
    | {"thirtieth": 30, "thirty first": 31, "thirty-first": 31}
)
_ONES = {w: n for n, w in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"], 1)}
_WRITTEN = re.compile(
    r"(?<![\d/.-])(?:(?P<y1>(?:19|20)\d\d)-(?P<m1>\d{1,2})-(?P<d1>\d{1,2})|(?P<m2>\d{1,2})(?P<sep>[/-])(?P<d2>\d{1,2})(?:(?P=sep)(?P<y2>(?:19|20)?\d\d))?)(?![\d/])"
)
_BETWEEN = re.compile(r"[/-](?<=\d[/-])(?=\d)")
"""The first sign of every written day; it begins with plain characters, so that it is found fast."""

_LONGEST_YEAR = 4
_DAYS = "|".join(sorted(_DAY_WORDS, key=len, reverse=True))
_NAMED = re.compile(
    rf"\b(?P<m>{_MONTHS})\.?\s+(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?|(?P<w>{_DAYS}))\b"
    r"(?:,?\s+(?P<y>(?:19|20)\d\d)\b|,?\s+twenty twenty[ -](?P<yw>one|two|three|four|five|six|seven|eight|nine)\b)?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class DayMention:
    """A day named in a text; `day` is None where the year is not said."""

    start: int
    end: int
    day: date | None


def days_in(text: str, start: int = 0, end: int | None = None) -> Iterator[DayMention]:
    """Days named in a text, in order of place; a score like "6/10" looks like one and is for the caller to leave out."""
    end = len(text) if end is None else end
    found = [*_written(text, start, end), *_named(text, start, end)]
    yield from sorted(found, key=lambda d: d.start)


def _written(text: str, start: int, end: int) -> Iterator[DayMention]:
    done = start
    for sign in _BETWEEN.finditer(text, start, end):
        first = sign.start() - 1
        while first > done and first > sign.start() - _LONGEST_YEAR and text[first - 1].isdecimal():
            first -= 1
        m = _WRITTEN.match(text, first, end) if first >= done else None
        if m is None:
            continue
        done = m.end()
        year, month, day = (m["y1"], m["m1"], m["d1"]) if m["y1"] else (m["y2"], m["m2"], m["d2"])
        if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
            continue
        yield DayMention(m.start(), m.end(), _day(year, int(month), int(day)))


@cache
def _month_cues() -> ahocorasick.Automaton:
    cues = ahocorasick.Automaton()
    for month in _MONTH_NUMBER:
        cues.add_word(month, len(month))
    cues.make_automaton()
    return cues


def _months(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Days with a month's name, looked for only where such a name begins a word."""
    at = start
    for last, length in _month_cues().iter(text[start:end].lower()):
        first = start + last + 1 - length
        if first < at or (first and text[first - 1].isalnum()):
            continue
        match = _NAMED.match(text, first, end)
        if match is not None:
            yield match
            at = match.end()


def _named(text: str, start: int, end: int) -> Iterator[DayMention]:
    for m in _months(text, start, end):
        month = _MONTH_NUMBER[m["m"].lower()[:3]]
        day = int(m["d"]) if m["d"] else _DAY_WORDS[m["w"].lower()]
        year = m["y"] or (f"202{_ONES[m['yw'].lower()]}" if m["yw"] else None)
        if 1 <= day <= 31:
            yield DayMention(m.start(), m.end(), _day(year, month, day))


def _day(year: str | None, month: int, day: int) -> date | None:
    if year is None:
        return None
    number = int(year) if len(year) == 4 else 2000 + int(year)
    try:
        return date(number, month, day)
    except ValueError:
        return None
