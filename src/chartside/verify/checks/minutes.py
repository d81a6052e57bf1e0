"""Minutes: code minutes, timed total, total treatment time and clock times of today agree."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chartside.domain.billing import UnitAllotment
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document, Scope
from chartside.domain.facts import Fact, TimeEntry, TimeOf
from chartside.domain.flags import Flag, Severity, Where
from chartside.verify.today import present_today, timed_codes_named

_AUTHORITY = "Medicare Benefit Policy Manual (Pub. 100-02) ch. 15 §220.3.E"
_CLOCK = re.compile(r"\s*(\d{1,2})(?::?(\d{2}))?\s*([ap])?\.?m?\.?\s*$", re.I)
_ROUNDING = 1.0  # a clock read to the minute at both ends


class MinutesCheck:
    """Adds up the minutes that today's sources document."""

    name = "minutes"

    def check(self, document: Document, canvas: Canvas) -> Iterable[Flag]:
        """Sums that contradict each other."""
        if document.scope is not Scope.VISIT and not _tells_units(document):
            return
        entries = [f for f in present_today(canvas) if isinstance(f, TimeEntry)]
        allotment = next(iter(canvas.units.values()), None)
        timed, total = _last(entries, TimeOf.TIMED_TOTAL), _last(entries, TimeOf.TOTAL_TREATMENT)
        if allotment is not None and allotment.lines and timed is not None:
            uncoded = any(e.what is TimeOf.CODE and e.code is None for e in entries)
            yield from _against_timed(allotment, timed, canvas, uncoded=uncoded)
        if timed is not None and total is not None and _minutes(timed) > _minutes(total):
            yield _flag(
                total, f"Timed minutes ({_minutes(timed):g}) are more than total treatment ({_minutes(total):g})."
            )
        elif allotment is not None and total is not None and _documented(allotment, entries) > _minutes(total):
            spent = _documented(allotment, entries)
            yield _flag(total, f"The codes have {spent:g} minutes, more than total treatment ({_minutes(total):g}).")
        clock = clock_minutes(entries)
        if clock is not None and total is not None and _minutes(total) > clock + _ROUNDING:
            yield _flag(
                total, f"Total treatment ({_minutes(total):g} min) is longer than the visit by the clock ({clock:g})."
            )


def _tells_units(document: Document) -> bool:
    return any((s.computed_by or "").startswith("units.") for s in document.statements())


def clock_minutes(entries: Iterable[TimeEntry]) -> float | None:
    """Minutes between the one start and the one end of the visit; None where there is no such pair."""
    starts = {moment for e in entries if e.what is TimeOf.START and (moment := _moment(e.clock)) is not None}
    ends = {moment for e in entries if e.what is TimeOf.END and (moment := _moment(e.clock)) is not None}
    if len(starts) != 1 or len(ends) != 1:
        return None
    spent = (ends.pop() - starts.pop()) % (24 * 60)
    return float(spent - 12 * 60 if spent > 12 * 60 else spent)


def _moment(clock: str | None) -> int | None:
    hit = _CLOCK.match(clock or "")
    if hit is None or int(hit[1]) > 24 or int(hit[2] or 0) > 59:
        return None
    hour = int(hit[1])
    if hit[3]:
        hour = hour % 12 + (12 if hit[3].lower() == "p" else 0)
    return hour * 60 + int(hit[2] or 0)


def _against_timed(allotment: UnitAllotment, timed: TimeEntry, canvas: Canvas, *, uncoded: bool) -> Iterable[Flag]:
    """Code minutes above the timed total, or below it though every code has minutes and every block a code."""
    spent = allotment.timed_minutes
    with_minutes = {line.code for line in allotment.lines if line.timed and line.minutes}
    complete = not uncoded and timed_codes_named(canvas) <= with_minutes
    if with_minutes and (spent > _minutes(timed) or (complete and spent < _minutes(timed))):
        sums = " + ".join(f"{x.code} {x.minutes:g}" for x in allotment.lines if x.timed and x.minutes)
        yield _flag(timed, f"Minutes of the codes ({sums} = {spent:g}) are not the timed total ({_minutes(timed):g}).")


def _documented(allotment: UnitAllotment, entries: Iterable[TimeEntry]) -> float:
    """Minutes of timed codes, and of untimed ones where they are said."""
    untimed = {line.code for line in allotment.lines if not line.timed}
    said = {e.code: e.minutes for e in entries if e.what is TimeOf.CODE and e.code in untimed and e.minutes is not None}
    return allotment.timed_minutes + sum(said.values())


def _last(entries: Iterable[TimeEntry], what: TimeOf) -> TimeEntry | None:
    said = [e for e in entries if e.what is what and e.minutes is not None]
    return said[-1] if said else None


def _minutes(entry: TimeEntry) -> float:
    return entry.minutes or 0.0


def _flag(fact: Fact, message: str) -> Flag:
    return Flag(
        "time.minutes_inconsistent",
        Severity.BLOCK,
        message,
        Where(fact=fact.id or None, span=fact.evidence[0]),
        "Correct the minutes in the note.",
        _AUTHORITY,
    )


CHECK = MinutesCheck()
