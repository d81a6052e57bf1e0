"""Minutes and clock times of a visit: total and timed minutes, minutes of each service, beginning and end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from chartside.domain.facts import Fact, TimeEntry, TimeOf
from chartside.domain.source import Speaker
from chartside.extract.amounts import AMOUNT, amount
from chartside.extract.reading import Reading
from chartside.extract.service_minutes import service_minutes
from chartside.extract.visit_clocks import visit_clocks, visit_ranges
from chartside.extract.vocabulary import folded_text, rows

_UNIT = r"[ \t]?-?(?:'(?!')|min(?:ute)?s?\b\.?|m\b)"
_ENDS = r"(?=[ \t]*(?:$|[\n,;.|/()\]]|[ \t](?:timed|total|tot|in|out|and|period|comma|untimed)\b|[ \t]{2,}|\t))"
_VALUE = rf"(?:about |approx(?:imately|\.)? |~\s?)?(?P<n>{AMOUNT})(?:(?P<unit>{_UNIT})|{_ENDS})"
_LINK = r"[ \t]*(?:\([^)\n]{0,24}\)[ \t]*)?(?::|=|-|\bwas\b|\bis\b|\bof\b)?[ \t]*"
_KNOWN = re.compile(r"\b(?:timed(?! up)|treatment|tx|time|min|mins|minutes|billed|units)\b")
_ALL_TIMED = re.compile(
    r"[\s,;(/-]{0,4}(?:which (?:was|were) )?(?:all|100%)(?: of (?:it|which|this|them))?(?: was| were| is)? timed\b"
)
_TIMED = re.compile(r"\btimed\b")
_LEAST, _MOST = 1, 480
_NEAR = 40


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words of a total before its number and behind it, from `lexicon/time_words.toml`."""
    words = {
        str(row["kind"]): "|".join(re.escape(w) for w in sorted(row["words"], key=len, reverse=True))
        for row in rows("time_words.toml")
    }
    before = rf"(?<![\w-])(?P<label>(?:{words['total']}|{words['timed']})(?:[ \t]+(?:{words['filler']})\b\.?){{0,5}}){_LINK}{_VALUE}"
    unit = _UNIT.replace(r"\b\.?|", r"\b|")
    after = (
        rf"(?P<n>{AMOUNT})(?P<unit>{unit})?[ \t]*(?:(?:were|was|are|is|of|in|for|direct|skilled|the)[ \t]+){{0,3}}"
        rf"(?P<label>(?:{words['total_after']}|{words['timed']})(?:[ \t]+(?:{words['filler']})\b){{0,3}})(?![\w-])"
    )
    return re.compile(before), re.compile(after)


class TimeEntries:
    """Minutes and clock times."""

    name = "time_entries"

    def extract(self, reading: Reading) -> Iterable[Fact]:
        """Time entries of a source, the same entry once."""
        seen: set[tuple[TimeOf, str | None, float | None, str | None]] = set()
        totals = list(_totals(reading))
        taken = [(t.evidence[0].start, t.evidence[0].end) for t in totals]
        for entry in (*totals, *service_minutes(reading, taken), *visit_clocks(reading)):
            key = (entry.what, entry.code, entry.minutes, entry.clock)
            if entry.what is TimeOf.CODE or key not in seen:
                seen.add(key)
                yield entry


EXTRACTOR = TimeEntries()


def _totals(reading: Reading) -> Iterator[TimeEntry]:
    folded = folded_text(reading)
    before, after = _patterns()
    taken: list[tuple[int, int]] = []
    for pattern in (before, after):
        for found in pattern.finditer(folded):
            place = found.span("n")
            if any(start <= place[0] < end for start, end in taken) or not _is_time(reading, found):
                continue
            taken.append(place)
            timed = _TIMED.search(found["label"]) is not None
            yield from _entries(reading, found.start(), found.end(), amount(found["n"]), timed=timed)
    if not taken:
        yield from _said_with_clock(reading)


def _is_time(reading: Reading, found: re.Match[str]) -> bool:
    value = amount(found["n"])
    if value is None or not _LEAST <= value <= _MOST:
        return False
    if found["unit"]:
        return not _of_something_else(reading, found)
    line = reading.line_at(found.start())
    start = max(line.start, found.start() - 120)
    around = folded_text(reading)[start : min(line.end, found.end() + 120)]
    return len(_KNOWN.findall(around)) > 0 and not _of_something_else(reading, found)


def _of_something_else(reading: Reading, found: re.Match[str]) -> bool:
    """Whether a total is of an exercise or a number of units ("3 units total", "5 min total on bike")."""
    after = folded_text(reading)[found.end() : found.end() + 16]
    return (
        re.match(r"[ \t]?(?:units?|visits?|sessions?|sets?|reps?|/\d|on (?:the )?(?:bike|treadmill)|knee|hip)", after)
        is not None
    )


def _entries(reading: Reading, start: int, end: int, minutes: float | None, *, timed: bool) -> Iterator[TimeEntry]:
    while reading.text[end - 1].isspace():
        end -= 1
    what = TimeOf.TIMED_TOTAL if timed else TimeOf.TOTAL_TREATMENT
    yield TimeEntry(evidence=(reading.span(start, end),), what=what, minutes=minutes)
    also = None if timed else _ALL_TIMED.match(folded_text(reading), end)
    if also:
        yield TimeEntry(evidence=(reading.span(start, also.end()),), what=TimeOf.TIMED_TOTAL, minutes=minutes)


_SAID_MINUTES = re.compile(rf"(?P<n>{AMOUNT})(?P<unit>{_UNIT})")


def _said_with_clock(reading: Reading) -> Iterator[TimeEntry]:
    """Minutes said right behind the clock times of the visit, or "all timed" ("Forty-six minutes, all timed")."""
    folded = folded_text(reading)
    ends = [end for _, end in visit_ranges(reading)]
    ends += [entry.evidence[0].end for entry in visit_clocks(reading) if entry.what is TimeOf.END]
    for found in _SAID_MINUTES.finditer(folded):
        if reading.speaker_at(found.start()) is Speaker.PATIENT:
            continue
        all_timed = _ALL_TIMED.match(folded, found.end())
        behind = any(0 <= found.start() - end <= _NEAR and "\n" not in folded[end : found.start()] for end in ends)
        if all_timed or behind:
            yield from _entries(reading, found.start(), found.end(), amount(found["n"]), timed=False)
            return
