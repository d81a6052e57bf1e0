"""Copied forward: today's values and words are today's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document, Scope
from chartside.domain.facts import Fact, Measure, Measurement, Score, When
from chartside.domain.flags import Flag, Severity, Where
from chartside.domain.source import Source
from chartside.verify.today import present_today

_AUTHORITY = "Medicare Program Integrity Manual (Pub. 100-08) ch. 3 §3.3.2: cloned notes do not show the visit"
_FEWEST_VALUES = 3
_CLONED = 0.85  # share of five-word stretches; reference pt-rules §6, cloning checks
_FEWEST_STRETCHES = 40
_STRETCH = 5


class CopiedForwardCheck:
    """Compares today with the visit before."""

    name = "copied_forward"

    def check(self, document: Document, canvas: Canvas) -> Iterable[Flag]:
        """All objective values identical to the last visit's, or nearly the same text."""
        if document.scope is not Scope.VISIT:
            return
        last = _last_visit(canvas)
        if last is None:
            return
        today = {_thing(f): f for f in present_today(canvas) if _objective(f)}
        before = {
            _thing(f): f for f in canvas.facts if f.source == last.id and f.when is When.CURRENT and _objective(f)
        }
        shared = today.keys() & before.keys()
        if len(shared) >= _FEWEST_VALUES and all(_same(today[thing], before[thing]) for thing in shared):
            yield Flag(
                "note.copied_forward_value",
                Severity.WARN,
                f"All {len(shared)} values measured again are those of {_named(last)}.",
                Where(fact=next(iter(today.values())).id or None, span=next(iter(today.values())).evidence[0]),
                "Check that they were measured today.",
                _AUTHORITY,
            )
        current = [source for source in canvas.sources if source.id in canvas.current]
        for source in current:
            if source.sha256 != last.sha256 and _alike(source, last) >= _CLONED:
                yield Flag(
                    "note.cloned",
                    Severity.WARN,
                    f"{source.name} is nearly word for word {_named(last)}.",
                    Where(span=source.span(0, 1)),
                    "Write what was different today.",
                    _AUTHORITY,
                )


def _last_visit(canvas: Canvas) -> Source | None:
    """The newest dated source before today's that holds values."""
    day = canvas.header.visit_date or date.max
    measured = {f.source for f in canvas.facts if _objective(f) and f.when is When.CURRENT}
    past = [
        s
        for s in canvas.sources
        if s.id not in canvas.current and s.id in measured and s.date is not None and s.date < day
    ]
    return max(past, key=lambda s: s.date or date.min, default=None)


def _objective(fact: Fact) -> bool:
    return isinstance(fact, Score) or (isinstance(fact, Measurement) and fact.measure is not Measure.PAIN)


def _thing(fact: Fact) -> tuple[object, ...]:
    if isinstance(fact, Score):
        return fact.kind, fact.instrument, fact.side
    if isinstance(fact, Measurement):
        return fact.kind, fact.measure, fact.joint, fact.motion, fact.side, fact.mode, fact.context
    raise TypeError("only values are compared")


def _same(a: Fact, b: Fact) -> bool:
    if isinstance(a, Measurement) and isinstance(b, Measurement):
        return (a.value, a.value_high, a.grade) == (b.value, b.value_high, b.grade)
    return isinstance(a, Score) and isinstance(b, Score) and a.value == b.value


def _named(source: Source) -> str:
    return f"the note of {source.date.isoformat()}" if source.date else source.name


def _alike(a: Source, b: Source) -> float:
    """Share of five-word stretches that both texts have; numbers count as words."""
    first, second = _stretches(a.text), _stretches(b.text)
    if min(len(first), len(second)) < _FEWEST_STRETCHES:
        return 0.0
    return len(first & second) / len(first | second)


def _stretches(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"[\w/.]+", text.lower())
    return frozenset(tuple(words[i : i + _STRETCH]) for i in range(len(words) - _STRETCH + 1))


CHECK = CopiedForwardCheck()
