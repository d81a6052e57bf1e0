"""When a visit began and ended: "In 3:05p Out 3:50p", "(11:00-11:40)", "one o'clock to one forty", 0900-0953."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chartside.domain.facts import TimeEntry, TimeOf
from chartside.extract.amounts import CLOCK, FOUR_FIGURES, SAID_CLOCK, minutes_of_day
from chartside.extract.reading import Reading, Zone
from chartside.extract.vocabulary import folded_text

_ANY = rf"(?:{CLOCK}|{SAID_CLOCK}|{FOUR_FIGURES})"
_LABELS = r"(?:time|clock|clocked|session|tx|treatment|visit)?[ -]?"
_IN = re.compile(
    rf"\b{_LABELS}(?:\b(?:in|start(?:ed)?|began|begin)(?: time)?)(?: at)?\s?[:=]?\s{{0,3}}(?P<clock>{_ANY})", re.I
)
_OUT = re.compile(
    rf"\b{_LABELS}(?:\b(?:out|end(?:ed)?|stop(?:ped)?|finish(?:ed)?)(?: time)?)(?: at)?\s?[:=]?\s{{0,3}}(?P<clock>{_ANY})",
    re.I,
)
_LAST = rf"(?:{CLOCK}|{SAID_CLOCK}|(?:[01]\d|2[0-3])[0-5]\d(?![\w:/.-]))"
_RANGE = re.compile(
    rf"(?P<start>{_ANY})(?:\s?(?:-|–|—|->|→)\s?|\s(?:to|until|till|thru|through)\s)(?P<end>{_LAST})", re.I
)
_SHORTEST, _LONGEST = 5, 240
"""Minutes a treatment visit lasts at least and at most; other ranges are opening hours, shifts or sleep."""

_HALF_DAY = 12 * 60
_NEARBY = 220
"""Characters between the beginning and the end of a visit at most, where both are labelled."""

_SILENT = frozenset({Zone.SUBJECTIVE, Zone.HISTORY, Zone.GOALS})


def visit_clocks(reading: Reading) -> Iterator[TimeEntry]:
    """Beginning and end of the visit, at most one of each."""
    labelled = _labelled(reading)
    if labelled is not None:
        yield from labelled
        return
    ranges = [found for found in _RANGE.finditer(folded_text(reading)) if _is_visit(reading, found)]
    if ranges:
        yield _entry(reading, TimeOf.START, ranges[0].span("start"), ranges[0].span("start"))
        yield _entry(reading, TimeOf.END, ranges[-1].span("end"), ranges[-1].span("end"))


def visit_ranges(reading: Reading) -> Iterator[tuple[int, int]]:
    """Places of clock ranges that may be the visit's."""
    for found in _RANGE.finditer(folded_text(reading)):
        if _is_visit(reading, found):
            yield found.span()


def _labelled(reading: Reading) -> tuple[TimeEntry, ...] | None:
    folded = folded_text(reading)
    outs = list(_OUT.finditer(folded))
    for begin in _IN.finditer(folded):
        end = next((o for o in outs if begin.end() <= o.start() <= begin.end() + _NEARBY), None)
        if end is None:
            continue
        if _length(begin["clock"], end["clock"]) is None:
            continue
        return (
            _entry(reading, TimeOf.START, begin.span(), begin.span("clock")),
            _entry(reading, TimeOf.END, end.span(), end.span("clock")),
        )
    return None


def _is_visit(reading: Reading, found: re.Match[str]) -> bool:
    line = reading.line_at(found.start())
    if line.zone in _SILENT and line.speaker is None:
        return False
    return _length(found["start"], found["end"]) is not None


def _length(start: str, end: str) -> int | None:
    """Minutes from one clock time to the other, None where no visit lasts so long."""
    first, last = minutes_of_day(start), minutes_of_day(end)
    if first is None or last is None:
        return None
    length = (last - first) % _HALF_DAY
    return length if _SHORTEST <= length <= _LONGEST else None


def _entry(reading: Reading, what: TimeOf, span: tuple[int, int], clock: tuple[int, int]) -> TimeEntry:
    said = reading.text[clock[0] : clock[1]].rstrip()
    said = said.rstrip(".") if said.count(".") == 1 else said
    begin = span[0] + len(reading.text[span[0] : span[1]]) - len(reading.text[span[0] : span[1]].lstrip())
    return TimeEntry(evidence=(reading.span(begin, span[1]),), what=what, clock=said)
