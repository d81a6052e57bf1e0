"""What a goal says of itself: its state, its due date, its target."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from operator import attrgetter
from typing import Any

import ahocorasick

from chartside.domain.facts import GoalStatus
from chartside.extract.amounts import SAID
from chartside.extract.lexicon_tables import lexicon_tables
from chartside.extract.numerals import Numeral, numerals
from chartside.extract.reading import Reading
from chartside.extract.vocabulary import folded_text
from chartside.measures import instruments

_N = rf"(?:\d{{1,2}}(?:[ \t]?(?:-|to)[ \t]?\d{{1,2}})?|{SAID}|an?(?=[ \t-]))"
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?(?: \d{1,2}(?:st|nd|rd|th)?\b)?(?:,? 20\d\d)?"
SPAN = rf"(?:the (?:next )?)?{_N}[ \t-]?(?:wks?|weeks?|w|months?|mos?|m|visits?|vis|sessions?|days?|d|txs?|treatments?|years?|yrs?)(?![a-z0-9/'])\.?(?: (?:po|post[- ]?op|s/p))?"
DAY = r"(?:0?[1-9]|1[0-2])[/-](?:3[01]|[12]\d|0?[1-9])(?:[/-]\d{2,4})?(?![\d/%])|20\d\d-\d\d-\d\d"
_FULL_DAY = r"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}(?![\d/])|20\d\d-\d\d-\d\d"
_EVENT = (
    r"(?:(?:the )?(?:end of |time of |time (?:i|she|he) go(?:es)? )?(?:d/?c|discharge|poc|plan of care|episode|cert(?:ification)?(?: period)?|rehab|therapy|care|the month|month|season|summer|the year|year|school year|week)(?: end)?"
    r"|next [a-z]+(?: visit)?|(?:wk|week|month|mo|visit|session|tx|day)[ \t#]{0,2}\d{1,3}|re-?eval|recert|rtw|graduation|spring|summer|fall|winter|christmas|thanksgiving|easter)\b"
)
DUE_VALUE = rf"(?:{SPAN}|{DAY}|(?:early |mid-?|late |the end of |end of )?{_MONTH}(?![a-z])|{_EVENT})"
"""A time by which a goal is to be met."""

_DUE = re.compile(
    rf"(?<![a-z])(?:within|in|by|x|w/in|before|prior to|at|until|due(?: date)?:?|target(?: date)?:?)[ \t]+(?P<due>{DUE_VALUE})\)?"
    rf"|[ \t]*[(–-]+[ \t]*(?P<bare>{SPAN}|{_FULL_DAY})(?=[ \t]*(?:[)–:;,.-]|$))\)?|[ \t](?P<end>{SPAN}|{_FULL_DAY})(?=[ \t]*(?:-[ \t]|$))"
)
_UNITS = {
    "deg": "deg", "s": "s", "min": "min", "ft": "ft", "m": "m", "lb": "lb", "kg": "kg", "%": "%", "/10": "/10", "cm": "cm",
    "in": "in", "m/s": "m/s", "reps": "reps",
}  # fmt: skip
_AT = attrgetter("start")
_OF_TIME = frozenset({"wk", "week", "weeks", "day", "days", "visit", "visits", "month", "yr"})


@cache
def _lexicon() -> dict[str, Any]:
    return lexicon_tables("goal_words.toml")


def _any_of(words: list[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


@cache
def _states() -> tuple[re.Pattern[str], dict[str, GoalStatus]]:
    known = {w: GoalStatus(row["status"]) for row in _lexicon()["status"] for w in row["words"]}
    return re.compile(rf"(?<![\w/-])(?:{_any_of(list(known))})(?![\w/-])"), known


_TO_STATE = r"(?:(?:status|goal|current|currently|now|is|was|has been|are|were|all)\b[ \t:=(>-]*){0,4}"


@cache
def _only() -> re.Pattern[str]:
    words = _any_of([w for row in _lexicon()["status"] for w in row["words"]])
    return re.compile(
        rf"[\W_]*(?:(?:status|goal|all|still|now|is|currently)\b[\W_]*)*(?P<said>{words})(?![\w/-])(?:[\W_]*(?:on )?(?:{DAY}))?[\W_]*"
    )


@cache
def _ends() -> re.Pattern[str]:
    """A state at the end of a goal, with what leads to it ("… ......... MET", "(progressing)", "- not met")."""
    words = _any_of([w for row in _lexicon()["status"] for w in row["words"] if w not in _WORDY])
    return re.compile(
        rf"(?:[ \t]*[-:;,.(=>*→][-:;,.(=>*→_ \t]*+{_TO_STATE}|[ \t]+(?:goal |now |is |all )?)(?P<said>{words})(?![\w/-])"
        rf"(?:(?:[ \t]*(?:on )?(?:{DAY}))?[\W_]*$|(?:[ \t]*[(,:;–-]|[ \t](?:at|per|as of|w/|with|now|today|but|since)\b)[^\n]{{0,90}}$"
        r"|[ \t]+\d[\d./]*[ \t]?(?:%|°|deg|sec|s|ft|m|min|points|pts)?[\W_]*$)"
    )


_WORDY = frozenset(
    {
        "same",
        "maintain",
        "complete",
        "initial",
        "added",
        "open",
        "active",
        "improve",
        "partial",
        "remains",
        "done",
        "pm",
        "nm",
    }
)
"""Words that only stand for a state by themselves or behind a mark."""


@cache
def verbs() -> re.Pattern[str]:
    """A word with which a goal of its own begins."""
    return re.compile(rf"(?:and )?(?:to )?(?:{_any_of(_lexicon()['verbs']['words'])})(?![\w'])")


@cache
def headers() -> frozenset[str]:
    """Cells of a goal table's heading."""
    return frozenset(_lexicon()["headers"]["words"])


def status_in(folded: str, start: int, end: int) -> GoalStatus | None:
    """The state said in a stretch: a plain one at its end, else the first word of the first state that is there."""
    pattern, known = _states()
    found = {known[m.group()] for m in pattern.finditer(folded, start, end)}
    return next((state for state in _ORDER if state in found), None)


_ORDER = (
    GoalStatus.NOT_MET,
    GoalStatus.PROGRESSING,
    GoalStatus.MET,
    GoalStatus.REVISED,
    GoalStatus.NEW,
    GoalStatus.ONGOING,
)


def only_status(folded: str, start: int, end: int) -> GoalStatus | None:
    """The state that a stretch consists of ("MET", "status: ongoing 10/2")."""
    found = _only().fullmatch(folded, start, end)
    return _states()[1][found["said"]] if found else None


def status_at_end(folded: str, start: int, end: int) -> tuple[GoalStatus | None, int]:
    """The state with which a goal ends, and the end of the goal without it."""
    if not _state_near(folded, max(start, end - 130), end):
        return None, end
    found = _ends().search(folded, max(start, end - 130), end)
    if found is None or found.start() <= start:
        return None, end
    return _states()[1][found["said"]], found.start()


def status_at_start(folded: str, start: int, end: int) -> GoalStatus | None:
    """The state with which a goal begins ("met (DGI 18)")."""
    pattern, known = _states()
    found = pattern.match(folded, start, end)
    return known[found.group()] if found else None


@cache
def _state_words() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for row in _lexicon()["status"]:
        for word in row["words"]:
            automaton.add_word(word, word)
    automaton.make_automaton()
    return automaton


def _state_near(folded: str, start: int, end: int) -> bool:
    return any(
        not folded[last - len(word)].isalnum() and not folded[last + 1 : last + 2].isalnum()
        for last, word in _state_words().iter(folded, start, end)
        if last >= len(word)
    )


def due_in(folded: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a goal says by when."""
    found = _DUE.search(folded, start, end)
    if found is None:
        return None
    return next(found.span(g) for g in ("due", "bare", "end") if found[g])


def target_in(reading: Reading, start: int, end: int, due: tuple[int, int] | None) -> tuple[float | None, str | None]:
    """The first number with a unit or a scale in a goal, else its first number; never of its due date."""
    every = numerals(reading)
    inside: list[Numeral] = []
    named = [hit.span() for hit in _numbered_names().finditer(folded_text(reading), start, end)]
    for index in range(bisect_left(every, start, key=_AT), len(every)):
        numeral = every[index]
        if numeral.start >= end:
            break
        if any(low <= numeral.start < high for low, high in named):
            continue  # "five times sit to stand" counts nothing
        if due is None or not due[0] <= numeral.start < due[1]:
            inside.append(numeral)
    if not inside:
        return None, None
    telling = [n for n in inside if (n.of or n.unit) and n.unit not in _OF_TIME]
    chosen = (telling or inside)[0]
    if chosen.unit == "min" and reading.text[chosen.end - 1] in "'’′" and chosen.value >= _FEET:
        return chosen.value, "ft"
    if chosen.unit == "in" and due is not None and 0 <= due[0] - chosen.end <= 1:
        return chosen.value, None
    unit = ("/10" if chosen.of == 10 else "points") if chosen.of else _UNITS.get(chosen.unit or "", chosen.unit)
    return chosen.value, unit


@cache
def _numbered_names() -> re.Pattern[str]:
    """Names of measures that hold a number ("five times sit to stand", "6 minute walk")."""
    names = {name.lower() for measure in instruments().values() for name in (measure.name, *measure.aliases)}
    numbered = sorted((n for n in names if _NUMBER_IN_NAME.search(n)), key=len, reverse=True)
    return re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, numbered))})(?![\w])")


_NUMBER_IN_NAME = re.compile(r"\d|\b(?:one|two|three|four|five|six|ten|twelve|thirty)\b")
_FEET = 20
"""From this number on, a foot mark in a goal means feet ("amb 150'"), below it minutes."""
