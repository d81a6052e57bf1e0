"""Contradictions: today's sources among themselves, and with the episode."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document
from chartside.domain.facts import Fact, Measure, Measurement, Score, Side
from chartside.domain.flags import Flag, Severity, Where
from chartside.verify.today import present_today
from chartside.verify.vocabulary import body_parts, body_regions, sides_in

_AUTHORITY = "Medicare Program Integrity Manual (Pub. 100-08) ch. 3 §3.3.2: records must be consistent"
_OTHER = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}


class ContradictionCheck:
    """Compares values of the same thing, and the side of today's facts with the side of the episode."""

    name = "contradictions"

    def check(self, document: Document, canvas: Canvas) -> Iterable[Flag]:
        """Different values of one thing between today's sources, and sides that are not the episode's."""
        today = present_today(canvas)
        yield from _values(today)
        yield from _sides(document, today)


def _values(today: Iterable[Fact]) -> Iterable[Flag]:
    """Two sources that each give one value, and not the same; within one source, values may be trials or re-tests."""
    said: dict[tuple[object, ...], dict[str, list[Measurement | Score]]] = defaultdict(lambda: defaultdict(list))
    for fact in today:
        if isinstance(fact, Measurement | Score) and fact.value is not None and fact.date is None:
            said[_thing(fact)][fact.source].append(fact)
    for sources in said.values():
        groups = list(sources.values())
        first = groups[0]
        for other in groups[1:]:
            if any(_agree(a, b) for a in first for b in other):
                continue
            certain = len(first) == len(other) == 1 and not _varies(first[0])
            yield Flag(
                "note.contradiction",
                Severity.BLOCK if certain else Severity.WARN,
                f"Two of today's sources differ: “{first[-1].evidence[0].quote[:60]}” and "
                f"“{other[-1].evidence[0].quote[:60]}”.",
                Where(fact=other[-1].id or None, span=other[-1].evidence[0]),
                "Keep the right one: reject the other sentence, or say when each was measured.",
                _AUTHORITY,
            )


def _thing(fact: Measurement | Score) -> tuple[object, ...]:
    if isinstance(fact, Score):
        return fact.kind, fact.instrument, fact.unit, fact.side
    return fact.kind, fact.measure, fact.joint, fact.motion, fact.side, fact.mode, fact.unit, fact.context


def _varies(fact: Measurement | Score) -> bool:
    """Whether a value changes within a visit by its nature."""
    return isinstance(fact, Measurement) and fact.measure in (Measure.PAIN, Measure.VITAL, Measure.BALANCE)


def _agree(a: Measurement | Score, b: Measurement | Score) -> bool:
    low_a, high_a = _range(a)
    low_b, high_b = _range(b)
    return low_a <= high_b and low_b <= high_a


def _range(fact: Measurement | Score) -> tuple[float, float]:
    low = fact.value or 0.0
    high = fact.value_high if isinstance(fact, Measurement) and fact.value_high is not None else low
    return min(low, high), max(low, high)


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
