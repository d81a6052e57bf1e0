"""Contradictions: today's sources among themselves, and with the episode.

Of the episode: its side, and the values that earlier visits recorded where today quotes them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document, Scope
from chartside.domain.facts import Fact, Measurement, Score, Side, When
from chartside.domain.flags import Flag, Severity, Where
from chartside.domain.measured_things import (
    MeasuredThing,
    agree,
    may_be_same,
    recorded_instead,
    thing_of,
    varies_within_visit,
)
from chartside.verify.today import present_today
from chartside.verify.vocabulary import body_parts, body_regions, sides_in

_AUTHORITY = "Medicare Program Integrity Manual (Pub. 100-08) ch. 3 §3.3.2: records must be consistent"
_OTHER = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}


class ContradictionCheck:
    """Compares values of the same thing, of today and of earlier visits, and today's side with the episode's."""

    name = "contradictions"

    def check(self, document: Document, canvas: Canvas) -> Iterable[Flag]:
        """Different values of one thing, earlier values quoted wrongly, and sides that are not the episode's."""
        today = present_today(canvas)
        yield from _values(today)
        yield from _quoted(canvas, only_first=document.scope is Scope.EPISODE)
        yield from _sides(document, today)


def _values(today: Iterable[Fact]) -> Iterable[Flag]:
    """Two sources that each give one value, and not the same; within one source, values may be trials or re-tests."""
    said: dict[tuple[MeasuredThing, str | None], dict[str, list[Measurement | Score]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for fact in today:
        thing = thing_of(fact)
        if thing is not None and isinstance(fact, Measurement | Score) and fact.date is None:
            said[thing, fact.unit][fact.source].append(fact)
    for sources in said.values():
        groups = list(sources.values())
        first = groups[0]
        for other in groups[1:]:
            if any(agree(a, b) for a in first for b in other):
                continue
            certain = len(first) == len(other) == 1 and not varies_within_visit(first[0])
            yield Flag(
                "note.contradiction",
                Severity.BLOCK if certain else Severity.WARN,
                f"Two of today's sources differ: “{first[-1].evidence[0].quote[:60]}” and "
                f"“{other[-1].evidence[0].quote[:60]}”.",
                Where(fact=other[-1].id or None, span=other[-1].evidence[0]),
                "Keep the right one: reject the other sentence, or say when each was measured.",
                _AUTHORITY,
            )


def _quoted(canvas: Canvas, *, only_first: bool) -> Iterable[Flag]:
    """Earlier values that today's sources quote and no earlier visit recorded; one flag for each value.

    A report of an episode rests on the records themselves: there only what is quoted as the first value counts.
    """
    own_day = {source.id: source.date for source in canvas.sources}
    visit = canvas.header.visit_date or date.max
    recorded: dict[MeasuredThing, list[tuple[date, Measurement | Score]]] = defaultdict(list)
    for fact in canvas.history():
        thing, taken = thing_of(fact), fact.date or own_day.get(fact.source)
        if thing is None or taken is None or taken >= visit or fact.when is not When.CURRENT:
            continue
        if isinstance(fact, Measurement | Score):
            recorded[thing].append((taken, fact))
    told: set[tuple[MeasuredThing, float | None]] = set()
    for fact in canvas.today():
        thing = thing_of(fact)
        if thing is None or not isinstance(fact, Measurement | Score) or (thing, fact.value) in told:
            continue
        if only_first and fact.when is not When.BASELINE:
            continue
        other = recorded_instead(
            fact, visit, (pair for past, pairs in recorded.items() if may_be_same(past, thing) for pair in pairs)
        )
        if other is None:
            continue
        told.add((thing, fact.value))
        taken, value = other
        quoted_as = "the first value" if fact.when is When.BASELINE else "the earlier value"
        yield Flag(
            "note.contradiction",
            Severity.WARN,
            f"Today gives “{fact.evidence[0].quote[:60]}” as {quoted_as}; "
            f"the note of {taken.isoformat()} has “{value.evidence[0].quote[:60]}”.",
            Where(fact=fact.id or None, span=fact.evidence[0]),
            "Correct the earlier value, or say which visit it is of; one between may be missing here.",
            _AUTHORITY,
        )


def _sides(document: Document, today: Iterable[Fact]) -> Iterable[Flag]:
    """Facts of the episode's region, all of them on the other side."""
    named = sides_in(document.header.episode) - {"bilateral"}
    regions = {body_regions()[part] for part in body_parts().found(document.header.episode)}
    if len(named) != 1 or not regions:
        return
    side = Side(next(iter(named)))
    here = [f for f in today if isinstance(f, Measurement) and f.joint and f.side and regions & _regions_of(f.joint)]
    if len(here) >= 2 and all(f.side is _OTHER[side] for f in here):
        yield Flag(
            "note.contradiction",
            Severity.BLOCK,
            f"The episode is {side.value}; every side measured there today is {_OTHER[side].value}.",
            Where(fact=here[0].id or None, span=here[0].evidence[0]),
            "Correct the side, or open the other episode.",
            _AUTHORITY,
        )


def _regions_of(joint: str) -> frozenset[str]:
    return frozenset(body_regions()[part] for part in body_parts().found(joint))


CHECK = ContradictionCheck()
