"""When a visit began and ended: "In 3:05p Out 3:50p", "(11:00-11:40)", "one o'clock to one forty", 0900-0953."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chartside.domain.facts import TimeEntry, TimeOf
from chartside.extract.amounts import CLOCK, FOUR_FIGURES, SAID_CLOCK, minutes_of_day
from chartside.extract.reading import Reading, Zone
from chartside.extract.vocabulary import folded_text

_ANY = rf"(?:{CLOCK}|{SAID_CLOCK}|{FOUR_FIGURES})"
_LABELS = r"(?<!\w)(?:(?:time|clock|clocked|session|tx|treatment|visit)[ -]?)?$"
_BEFORE_LABEL = re.compile(_LABELS)
_FEW_FIGURES = r"(?<![\w:./-])[1-9][0-5]\d(?![\w:/%#°]|\.\d|\s?(?:ft|feet|lbs?|min|m\b|deg))"
"""A clock time in three figures, read only behind "in" and "out"."""

_LABELLED_CLOCK = rf"(?:{_ANY}|{_FEW_FIGURES})"
_CLOCK_BEHIND = rf"(?=[\s:=\d])(?: time)?(?: at)?\s?[:=]?\s{{0,3}}(?P<clock>{_LABELLED_CLOCK})"
_IN, _OUT = (
    tuple(re.compile(label + _CLOCK_BEHIND) for label in labels)
    for labels in (
        ("in", "start(?:ed)?", "began", "begin"),
        ("out", "end(?:ed)?", "stop(?:ped)?", "finish(?:ed)?"),
    )
)
"""One pattern a label, as one that begins with plain letters is found faster than one with a choice of them."""

_CLOCKS = re.compile(
    r"\d:\d\d|\d\s?[ap]\.?m|o'clock|\d{4}\s?(?:-|to|>)|(?:oh|o|teen|ty|ten|eleven|twelve|one|two|three|four|five|six|seven|eight|nine)\s(?:to|until|till|thru|through)\s"
)
"""One of these stands wherever a range of clock times does."""

_LAST = rf"(?:{CLOCK}|{SAID_CLOCK}|(?:[01]\d|2[0-3])[0-5]\d(?![\w:/.-]))"
_RANGE = re.compile(
    rf"(?P<start>{_ANY})(?:\s?(?:-|–|—|->|→)\s?|\s(?:to|until|till|thru|through)\s)(?P<end>{_LAST})", re.I
)
_SHORTEST, _LONGEST = 5, 240
"""Minutes a treatment visit lasts at least and at most; other ranges are opening hours, shifts or sleep."""

_HALF_DAY = 12 * 60
_AROUND = 40
_NEARBY = 220
"""Characters between the beginning and the end of a visit at most, where both are labelled."""

_CLOCK_OUT_CLOCK = re.compile(
    rf"(?P<start>{_FEW_FIGURES}|{FOUR_FIGURES})[ \t]*[-,/]?[ \t]*(?:time )?(?:out|to out|end)[ \t]*[:=@-]?[ \t]*(?P<end>{_LABELLED_CLOCK})"
)
"""Figures before "out" with further figures behind it ("210 out 252")."""

_SILENT = frozenset({Zone.SUBJECTIVE, Zone.HISTORY, Zone.GOALS})


def visit_clocks(reading: Reading) -> Iterator[TimeEntry]:
    """Beginning and end of the visit, at most one of each."""
    labelled = _labelled(reading)
    if labelled is not None:
        yield from labelled
        return
    ranges = list(_ranges(reading))
    if ranges:
        yield _entry(reading, TimeOf.START, ranges[0].span("start"), ranges[0].span("start"))
        yield _entry(reading, TimeOf.END, ranges[-1].span("end"), ranges[-1].span("end"))


def visit_ranges(reading: Reading) -> Iterator[tuple[int, int]]:
    """Places of clock ranges that may be the visit's."""
    for found in _ranges(reading):
        yield found.span()


def _ranges(reading: Reading) -> Iterator[re.Match[str]]:
    folded, position = folded_text(reading), 0
    for hint in _CLOCKS.finditer(folded):
        if hint.start() < position:
            continue
        stop = hint.end() + _AROUND
        found = _RANGE.search(folded, max(position, hint.start() - _AROUND), min(stop, len(folded)))
        position = found.end() if found else hint.end()
        if found is not None and _is_visit(reading, found):
            yield found


def _labelled(reading: Reading) -> tuple[TimeEntry, ...] | None:
    folded = folded_text(reading)
    begins = list(_after(folded, _IN))
    if not begins and "out" in folded:
        return _written_bare(reading, folded)
    outs = list(_after(folded, _OUT)) if begins else []
    for begin, first in begins:
        end = next(((o, at) for o, at in outs if begin.end() <= at <= begin.end() + _NEARBY), None)
        if end is None or _length(begin["clock"], end[0]["clock"]) is None:
            continue
        return (
            _entry(reading, TimeOf.START, (first, begin.end()), begin.span("clock")),
            _entry(reading, TimeOf.END, (end[1], end[0].end()), end[0].span("clock")),
        )
    return None


def _written_bare(reading: Reading, folded: str) -> tuple[TimeEntry, ...] | None:
    """Beginning and end of a visit that leaves the first label out."""
    for found in _CLOCK_OUT_CLOCK.finditer(folded):
        if _is_visit(reading, found):
            return (
                _entry(reading, TimeOf.START, found.span("start"), found.span("start")),
                _entry(reading, TimeOf.END, (found.start("start"), found.end()), found.span("end")),
            )
    return None


def _after(folded: str, labels: Sequence[re.Pattern[str]]) -> Iterator[tuple[re.Match[str], int]]:
    """Clock times behind labels in order of place, each with the offset at which the label begins."""
    for found in sorted((m for label in labels for m in label.finditer(folded)), key=lambda m: m.start()):
        lead = _BEFORE_LABEL.search(folded, max(found.start() - 12, 0), found.start())
        if lead is not None:
            yield found, lead.start()


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
