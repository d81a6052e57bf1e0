"""Whole numbers in figures or in words, as patterns to build longer ones from, and their values."""

from __future__ import annotations

import re

from chartside.extract.numerals import spoken_value

_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety"
SAID = rf"(?:(?:{_TENS})(?:[ -](?:{_ONES}))?(?![a-z])|(?:{_TEENS}|{_ONES})(?![a-z]))"
"""A number below one hundred in words."""

AMOUNT = rf"(?:(?<![\w.,/:$])\d{{1,3}}(?:\.\d)?(?![\d:])|(?<![a-z]){SAID})"
"""A number in figures or words, nothing of a date, a clock or a longer number."""

_HOUR = rf"(?:{_ONES}|ten|eleven|twelve)"
_MINUTE_SAID = rf"(?:(?:oh|o|zero)[ -](?:{_ONES})|(?:{_TENS})(?:[ -](?:{_ONES}))?|{_TEENS})"
_HALF_OF_DAY = r"(?:\s?(?:[ap]\.?\s?m\b\.?|[ap]\b))"
CLOCK = rf"(?:(?<![\d:/.])(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:]){_HALF_OF_DAY}?|(?<![\d:/.])(?:1[0-2]|[1-9])\s?(?:[ap]\.?m\b\.?))"
"""A clock time in figures ("3:05p", "09:00", "2 pm")."""

SAID_CLOCK = rf"(?<![a-z-]){_HOUR}(?: o'clock|[ -]{_MINUTE_SAID}(?![a-z-])){_HALF_OF_DAY}?"
"""A clock time in words with its minutes, or on the hour ("nine oh five", "two o'clock")."""

FOUR_FIGURES = r"(?<![\w:./-])(?:[01]\d|2[0-3])[0-5]\d(?![\w:/])"
"""A clock time in four figures ("0953")."""

_THREE = 3
_FIGURES = re.compile(r"\d+(?:\.\d+)?")
_CLOCK_PARTS = re.compile(r"(?P<h>\d{1,2}):?(?P<m>\d{2})?(?:\s?(?P<half>[ap]))?")
_SAID_HOUR = re.compile(rf"(?P<h>{_HOUR})(?: o'clock|[ -](?P<m>{_MINUTE_SAID}))?(?:\s?(?P<half>[ap]))?")


def amount(words: str) -> float | None:
    """The number that a match of `AMOUNT` stands for."""
    if _FIGURES.fullmatch(words):
        return float(words)
    return spoken_value(words.replace("fourty", "forty"))


def minutes_of_day(clock: str) -> int | None:
    """Minutes since midnight of a clock time in figures or words; without "p" as on a twelve-hour dial."""
    folded = clock.lower().replace(".", "")
    if len(folded) == _THREE and folded.isdigit():
        folded = f"{folded[0]}:{folded[1:]}"
    found = _CLOCK_PARTS.match(folded)
    if found:
        hour, minute = int(found["h"]), int(found["m"] or 0)
    else:
        found = _SAID_HOUR.match(folded)
        if found is None:
            return None
        hour = int(spoken_value(found["h"]) or 0)
        minute = int(spoken_value(re.sub(r"^(?:oh|o|zero)[ -]", "", found["m"] or "zero")) or 0)
    if found["half"]:
        hour = hour % 12 + (12 if found["half"] == "p" else 0)
    return hour * 60 + minute
