"""Omissions: what today's sources say and no statement tells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import fields

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document, Scope
from chartside.domain.facts import (
    BilledLine,
    Diagnosis,
    Equipment,
    Event,
    EventOf,
    Fact,
    History,
    Medication,
    Social,
    TimeEntry,
    When,
)
from chartside.domain.flags import Flag, Severity, Where
from chartside.domain.source import Span

_BACKGROUND = (Diagnosis, Equipment, History, Medication, Social)


class OmissionCheck:
    """Lists facts of today's sources that no statement was made from; a rejected statement counts as decided."""

    name = "omissions"

    def check(self, document: Document, canvas: Canvas) -> Iterable[Flag]:
        """One flag for each fact left out; background that earlier notes hold is an info only."""
        if document.scope is not Scope.VISIT:
            return
        told = {fact for statement in document.statements() for fact in statement.facts}
        spans = _by_source(span for statement in document.statements() for span in statement.evidence)
        today = canvas.today()
        values = {_value(fact) for fact in today if fact.id in told}
        for fact in today:
            if fact.id in told or isinstance(fact, BilledLine) or _value(fact) in values or _is_the_visit(fact):
                continue
            if _covered(fact.evidence[0], spans):
                continue
            values.add(_value(fact))
            yield Flag(
                "fact.omitted",
                Severity.INFO if _is_background(fact) else Severity.WARN,
                f"The note leaves out “{fact.evidence[0].quote[:80]}”.",
                Where(fact=fact.id or None, span=fact.evidence[0]),
                "Add it, or dismiss this if it does not belong in the note.",
                "Chartside promise: nothing said today is dropped in silence",
            )


def _is_background(fact: Fact) -> bool:
    """History and circumstances, clock times, and values quoted for comparison."""
    clock = isinstance(fact, TimeEntry) and fact.clock is not None
    return clock or isinstance(fact, _BACKGROUND) or fact.when not in (When.CURRENT, When.GOAL)


def _is_the_visit(fact: Fact) -> bool:
    """The visit itself, which the heading of the note tells."""
    return isinstance(fact, Event) and fact.what is EventOf.VISIT


def _value(fact: Fact) -> tuple[object, ...]:
    """What a fact says, whoever says it: all fields but its id, evidence and date."""
    parts: list[object] = [fact.kind]
    for field in fields(fact):
        if field.name not in ("id", "evidence", "date"):
            value = getattr(fact, field.name)
            parts.append(value.lower() if isinstance(value, str) else value)
    return tuple(parts)


def _by_source(spans: Iterable[Span]) -> dict[str, list[tuple[int, int]]]:
    """Spans of each source as sorted, merged ranges."""
    ranges: dict[str, list[tuple[int, int]]] = {}
    for span in sorted(set(spans), key=lambda s: (s.source, s.start, s.end)):
        merged = ranges.setdefault(span.source, [])
        if merged and span.start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], span.end))
        else:
            merged.append((span.start, span.end))
    return ranges


def _covered(span: Span, ranges: dict[str, list[tuple[int, int]]]) -> bool:
    """Whether statements cite the words of the fact, though not the fact itself."""
    merged = ranges.get(span.source, [])
    index = bisect_right(merged, (span.start, float("inf"))) - 1
    return index >= 0 and span.end <= merged[index][1]


CHECK = OmissionCheck()
