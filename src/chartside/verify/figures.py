"""Numbers, units and dates as they stand in a text, in one notation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from chartside.verify.vocabulary import knowledge

_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+(?!\d)|\d+)(\.\d+)?")
_DOSE = re.compile(r"(?<![\d.])(\d{1,3})\s?(?:[x×]|sets\s+(?:of|x)|times)\s?(\d{1,3})(?!\d|\.\d)", re.I)
_GRADE = re.compile(r"(?<![\w.])([0-5][+-])(?=\s*/\s*5|[\s,;.)|]|$)")
_LEVEL = re.compile(r"(?<![A-Za-z])([CTLS]\d{1,2})(?:\s?[-–]\s?([CTLS]?\d{1,2}))?(?!\d|\.\d)")
_CODE = re.compile(
    r"(?<![\w.])(?:9[0-9]{4}|2\d{4}|G\d{4})(?!\w|\.\w)|(?<![\w.])[A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?(?!\w)"
)
_WORDS = {
    "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0, "eight": 8.0, "nine": 9.0,
    "ten": 10.0, "eleven": 11.0, "twelve": 12.0, "twice": 2.0,
}  # fmt: skip
_WORD = re.compile(rf"(?<![\w-])({'|'.join(_WORDS)})(?!\w)", re.I)
_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
_NAMES = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|(?-i:May|MAY)|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_DATE = re.compile(
    r"(?<![\d/.-])(?:(?P<iy>\d{4})-(?P<im>\d{1,2})-(?P<id>\d{1,2})"
    r"|(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4}|\d{2})"
    r"|(?P<sm>\d{1,2})/(?P<sd>\d{1,2}))(?![\d/])"
    rf"|(?<!\w)(?:(?P<dd>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<dm>{_NAMES})\.?(?:,?\s+(?P<dy>\d{{4}}))?"
    rf"|(?P<mm>{_NAMES})\.?\s+(?P<md>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|\s*[x×]\s*\d)(?:,?\s+(?P<my>\d{{4}}))?)(?!\w)",
    re.I,
)
_DIGIT = re.compile(r"\d")
_DATE_HINT = re.compile(r"\d[/-]\d|\d(?:st|nd|rd|th)?\s+[A-Za-z]{3}|[A-Za-z]{3}\.?\s+\d")
_DAY_FOLLOWS = re.compile(r"\b(?:on|by|since|until|dated|visit|eval)\s$", re.I)


@dataclass(frozen=True, slots=True)
class Day:
    """A date as written: a year only where one is said."""

    month: int
    day: int
    year: int | None = None

    def same_as(self, other: Day) -> bool:
        """Whether both may be the same day; a missing year fits any."""
        if (self.month, self.day) != (other.month, other.day):
            return False
        return self.year is None or other.year is None or self.year == other.year

    def __str__(self) -> str:
        return f"{self.month}/{self.day}" + (f"/{self.year}" if self.year else "")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with the unit that follows it; `units` holds every unit the sign may mean."""

    value: float
    units: frozenset[str]
    written: str


def days_in(text: str, *, any_fraction: bool = False) -> tuple[Day, ...]:
    """Dates written in a text.

    Args:
        text: To be read.
        any_fraction: Whether "3/10" may be a day; else only after "on", "by", "since" and the like, for pain is
            rated so too.
    """
    return tuple(day for day, _ in _dated(text, any_fraction))


def day_of(moment: date) -> Day:
    """A calendar date as a day."""
    return Day(moment.month, moment.day, moment.year)


def without_dates(text: str) -> str:
    """The text with its dates blanked, so that their numbers are not read as findings."""
    for _, (start, end) in reversed(list(_dated(text, False))):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def without_levels(text: str) -> str:
    """The text with its spinal levels blanked, so that the 5 of "L4-5" is not read as a number."""
    return _LEVEL.sub(lambda hit: " " * len(hit.group()), text)


def numbers_in(text: str) -> frozenset[float]:
    """Numbers written in digits, signs left out: "-5", "(5)" and "5" are one number."""
    return frozenset(_value(hit) for hit in _NUMBER.finditer(text) if _stands_alone(text, hit.start()))


def _value(hit: re.Match[str]) -> float:
    return float(hit[1].replace(",", "") + (hit[2] or ""))


def _stands_alone(text: str, start: int) -> bool:
    """Whether the digits at `start` are a number, not part of a name: "3x10" and "x 10", but not "L4" or "M25"."""
    before = text[start - 1] if start else " "
    if not before.isalpha():
        return True
    earlier = text[max(0, start - 3) : start - 1]
    return before in "xX×" and (not earlier or earlier[-1].isdigit() or earlier[-1].isspace())


def doses_in(text: str) -> frozenset[tuple[float, float]]:
    """Sets and repetitions ("3x10", "3 × 10", "3 sets of 10")."""
    return frozenset((float(hit[1]), float(hit[2])) for hit in _DOSE.finditer(text))


def number_words_in(text: str) -> frozenset[float]:
    """Numbers from two to twelve written as words."""
    return frozenset(_WORDS[hit.group().casefold()] for hit in _WORD.finditer(text))


def marks_in(text: str) -> frozenset[str]:
    """Grades with a sign ("4-"), spinal levels ("L4") and codes ("97110", "M25.561"), upper case."""
    if not _DIGIT.search(text):
        return frozenset()
    marks = {hit[1] for hit in _GRADE.finditer(text)}
    for hit in _LEVEL.finditer(text):
        marks.add(hit[1])
        if hit[2]:
            marks.add(hit[2] if hit[2][0].isalpha() else hit[1][0] + hit[2])
    marks |= {hit.group().upper() for hit in _CODE.finditer(text)}
    return frozenset(marks)


def quantities_in(text: str) -> Iterator[Quantity]:
    """Numbers that a unit of measure follows ("20 lb", "30s", "105°")."""
    if not _DIGIT.search(text):
        return
    for hit in _quantity().finditer(text):
        if _stands_alone(text, hit.start()):
            yield Quantity(_value(hit), _units()[hit[3].casefold()], hit.group().strip())


def unit_meanings(unit: str) -> frozenset[str]:
    """Every unit that a sign may mean; none for a sign that is not in the table."""
    return _units().get(unit.casefold(), frozenset())


@cache
def _units() -> Mapping[str, frozenset[str]]:
    signs: dict[str, frozenset[str]] = {}
    for row in knowledge("units_of_measure")["unit"]:
        for sign in row["signs"]:
            signs[sign] = signs.get(sign, frozenset()) | {row["id"]}
    return signs


@cache
def _quantity() -> re.Pattern[str]:
    signs = "|".join(re.escape(s) for s in sorted(_units(), key=len, reverse=True))
    return re.compile(rf"(\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+)(\.\d+)?[ \t-]?({signs})(?![A-Za-z\d/])", re.I)


def _dated(text: str, any_fraction: bool) -> Iterator[tuple[Day, tuple[int, int]]]:
    if not _DATE_HINT.search(text):
        return
    for hit in _DATE.finditer(text):
        parts = hit.groupdict()
        month = parts["im"] or parts["m"] or parts["sm"]
        named = parts["dm"] or parts["mm"]
        day = parts["id"] or parts["d"] or parts["sd"] or parts["dd"] or parts["md"]
        year = parts["iy"] or parts["y"] or parts["dy"] or parts["my"]
        if parts["sm"] and not (any_fraction or _DAY_FOLLOWS.search(text, max(0, hit.start() - 8), hit.start())):
            continue
        number = _MONTHS[named[:3].casefold()] if named else int(month)
        if not (1 <= number <= 12 and 1 <= int(day) <= 31):
            continue
        full = None if year is None else int(year) + (2000 if len(year) == 2 else 0)
        yield Day(number, int(day), full), hit.span()
