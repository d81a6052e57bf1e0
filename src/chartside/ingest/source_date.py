"""The day a source is about: the visit date in its first lines, or the date in its file name."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

_HEAD_LINES = 15
_HEAD_CHARACTERS = 2500
_EARLIEST_YEAR = 1990
_SHORT_LINE = 60
_ORNAMENT = " \t#*=_-[("
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), 1)
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(
    rf"""(?<![\d/.:-])(?:
      (?P<iso_year>(?:19|20)\d\d)[-/._](?P<iso_month>\d{{1,2}})[-/._](?P<iso_day>\d{{1,2}})
    | (?P<us_month>\d{{1,2}})(?P<sep>[/.-])(?P<us_day>\d{{1,2}})(?P=sep)(?P<us_year>(?:19|20)\d\d|\d\d)
    | (?P<name_month>{_MONTH})\.?[ ]{{1,3}}(?P<name_day>\d{{1,2}})(?:st|nd|rd|th)?,?[ ]{{1,3}}
      (?P<name_year>(?:19|20)\d\d)
    | (?P<day_first>\d{{1,2}})(?:st|nd|rd|th)?[ -](?P<day_month>{_MONTH})\.?,?[ -](?P<day_year>(?:19|20)\d\d)
    | (?P<packed_year>20\d\d)(?P<packed_month>[01]\d)(?P<packed_day>[0-3]\d)
    )(?![\d/]|[.:-]\d)""",
    re.I | re.X,
)


@dataclass(frozen=True, slots=True)
class _Words:
    """Words before a date that make it the visit's, or another's (dates.toml)."""

    visit: re.Pattern[str]
    plain: re.Pattern[str]
    other: re.Pattern[str]


def date_of(name: str, text: str) -> date | None:
    """The visit date.

    A date after "DOS", "Date of service", "Visit" … in the first lines wins, then the date in the file name, then the
    first other date that follows "Date", opens a line or stands in a heading. A date of birth, surgery, onset,
    referral, goal or next visit is never taken.

    Args:
        name: File name.
        text: The text.

    Returns:
        The day; None when nothing says it. US order is read (month/day/year); two-digit years are of this century.
    """
    head = _head(text)
    words = _words()
    loose: date | None = None
    for line, found in _dates(head):
        before = line[: found.start()]
        near = re.split(r"[|;\t]|\s{3,}|\.\s", before)[-1]
        day = _day(found)
        if day is None or words.other.search(near):
            continue
        if words.visit.search(near):
            return day
        opens = not near.strip(_ORNAMENT) or len(line) <= _SHORT_LINE or line.lstrip().startswith("[")
        if loose is None and (opens or words.plain.search(near)):
            loose = day
    return _in_name(name) or loose


def _in_name(name: str) -> date | None:
    spaced = name.replace("_", " ")
    return next((day for found in _DATE.finditer(spaced) if (day := _day(found)) is not None), None)


def _dates(head: str) -> Iterator[tuple[str, re.Match[str]]]:
    for line in head.split("\n"):
        for found in _DATE.finditer(line):
            yield line, found


def _head(text: str) -> str:
    lines = (line for line in text[:_HEAD_CHARACTERS].split("\n") if line.strip())
    return "\n".join(itertools.islice(lines, _HEAD_LINES))


def _day(found: re.Match[str]) -> date | None:
    parts = found.groupdict()
    if parts["iso_year"]:
        year, month, day = parts["iso_year"], parts["iso_month"], parts["iso_day"]
    elif parts["packed_year"]:
        year, month, day = parts["packed_year"], parts["packed_month"], parts["packed_day"]
    elif parts["us_month"]:
        year, month, day = parts["us_year"], parts["us_month"], parts["us_day"]
    elif parts["name_month"]:
        year, month, day = parts["name_year"], str(_MONTHS[parts["name_month"].lower()]), parts["name_day"]
    else:
        year, month, day = parts["day_year"], str(_MONTHS[parts["day_month"].lower()]), parts["day_first"]
    full = int(year) + 2000 if len(year) == 2 else int(year)
    try:
        return date(full, int(month), int(day)) if full >= _EARLIEST_YEAR else None
    except ValueError:
        return None


@cache
def _words() -> _Words:
    table = tomllib.loads(files("chartside.ingest.knowledge").joinpath("dates.toml").read_text("utf-8"))
    return _Words(
        re.compile(rf"\b(?:{'|'.join(table['visit']['words'])})\b[^A-Za-z0-9]*(?:\d{{1,3}}[^A-Za-z0-9]+)?$", re.I),
        re.compile(rf"\b(?:{'|'.join(table['plain']['words'])})\b[^A-Za-z0-9]*(?:\w{{3}},\s)?$", re.I),
        re.compile(rf"\b(?:{'|'.join(table['other']['words'])})\b[^.;]*$", re.I),
    )
