"""What today's sources say, once: values with all who say them, and the earlier value each is compared with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache

from chartside.domain.canvas import Canvas
from chartside.domain.facts import FACT_TYPES, Assertion, Fact, Measure, Measurement, Score, When

Value = Measurement | Score
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier value of the same thing in the same context.

    Attributes:
        value: The fact that says it.
        note: What is said of its time ("03/09/26", "baseline"), empty where only that it was earlier.
    """

    value: Value
    day: date | None
    baseline: bool


def said_alike(fact: Fact) -> Key:
    """What a fact says, whoever says it: all its fields but id, evidence and date."""
    parts: list[object] = [fact.kind]
    for name in _own_fields(fact.kind):
        value = getattr(fact, name)
        parts.append(" ".join(value.casefold().split()) if isinstance(value, str) else value)
    return tuple(parts)


@cache
def _own_fields(kind: str) -> tuple[str, ...]:
    return tuple(f.name for f in fields(FACT_TYPES[kind]) if f.name not in ("id", "evidence", "date"))


def thing_of(value: Value) -> Key:
    """What is measured, how and where: two values of one thing may be compared."""
    if isinstance(value, Score):
        return ("score", value.instrument, value.side)
    context = value.context if value.context not in ("current", "before treatment", "after treatment") else None
    if value.measure is Measure.PAIN:
        joint = value.joint if named_in_words(value) else None
        return ("pain", joint, value.motion, value.side if joint else None, _folded(context), value.unit)
    return (
        str(value.measure),
        _folded(value.joint),
        _folded(value.motion),
        value.side,
        value.mode,
        _folded(context),
        value.unit if value.measure in (Measure.STRENGTH, Measure.VITAL) else None,
    )


def named_in_words(value: Measurement) -> bool:
    """Whether the words of a value name its joint; a joint taken over from elsewhere is not printed with pain."""
    stem = (value.joint or "").casefold()[:4]
    return bool(stem) and any(stem in span.quote.casefold() for span in value.evidence)


def _folded(text: str | None) -> str | None:
    return text.casefold() if text else None


def present(fact: Fact) -> bool:
    """Whether a fact holds today."""
    return fact.assertion is Assertion.PRESENT and fact.when is When.CURRENT


@dataclass(frozen=True, slots=True)
class Heard:
    """The values of a canvas by what they measure.

    Attributes:
        today: Today's values in the order of the sources; the same value said by several stands once for each.
        own_earlier: Earlier values that today's sources themselves give.
        past: Values of the episode's other sources, oldest first, with the day they are of.
        aims: Values that today's sources set as goals.
    """

    today: Mapping[Key, tuple[Value, ...]]
    own_earlier: Mapping[Key, tuple[Value, ...]]
    past: Mapping[Key, tuple[tuple[date | None, Value], ...]]
    aims: Mapping[Key, tuple[Value, ...]]

    def earlier(self, thing: Key) -> Earlier | None:
        """The value to compare with: the note's own, else the newest of the history."""
        own = [v for t in _alike(thing, self.own_earlier) for v in self.own_earlier[t] if _comparable(v)]
        if own:
            newest = own[0]
            return Earlier(newest, newest.date, newest.when is When.BASELINE)
        past = _by_day(pair for t in _alike(thing, self.past) for pair in self.past[t])
        if past:
            day, value = past[-1]
            return Earlier(value, day, False)
        return None

    def first(self, thing: Key) -> Earlier | None:
        """The oldest value known, for the baseline of a goal."""
        own = [v for v in self.own_earlier.get(thing, ()) if v.when is When.BASELINE and _comparable(v)]
        past = self.past.get(thing, ())
        if own:
            return Earlier(own[0], own[0].date, True)
        if past:
            return Earlier(past[0][1], past[0][0], False)
        return self.earlier(thing)


def _alike(thing: Key, among: Mapping[Key, object]) -> list[Key]:
    """Things that are the same; pain of no named place is that of any place."""
    if thing[0] != "pain":
        return [thing] if thing in among else []
    return [t for t in among if t[0] == "pain" and t[4:] == thing[4:] and (t[1] is None or thing[1] in (None, t[1]))]


def _comparable(value: Value) -> bool:
    return value.value is not None or bool(getattr(value, "grade", None))


def heard(canvas: Canvas) -> Heard:
    """Sort the values of a canvas."""
    visit = canvas.header.visit_date
    days = {source.id: source.date for source in canvas.sources}
    today: dict[Key, list[Value]] = defaultdict(list)
    own: dict[Key, list[Value]] = defaultdict(list)
    past: dict[Key, list[tuple[date | None, Value]]] = defaultdict(list)
    aims: dict[Key, list[Value]] = defaultdict(list)
    for value in _values(canvas.today()):
        if present(value):
            today[thing_of(value)].append(value)
        elif value.when in (When.PRIOR, When.BASELINE) and value.assertion in (
            Assertion.PRESENT,
            Assertion.HISTORICAL,
        ):
            own[thing_of(value)].append(value)
        elif When.GOAL is value.when or value.assertion is Assertion.GOAL:
            aims[thing_of(value)].append(value)
    for value in _values(canvas.history()):
        day = value.date or days.get(value.source)
        if present(value) and _comparable(value) and (day is None or visit is None or day < visit):
            past[thing_of(value)].append((day, value))
    return Heard(
        {k: tuple(v) for k, v in today.items()},
        {k: tuple(v) for k, v in own.items()},
        {k: tuple(_by_day(v)) for k, v in past.items()},
        {k: tuple(v) for k, v in aims.items()},
    )


def _by_day(values: Iterable[tuple[date | None, Value]]) -> list[tuple[date | None, Value]]:
    return sorted(values, key=lambda pair: pair[0] or date.min)


def _values(facts: Iterable[Fact]) -> Iterable[Value]:
    return (f for f in facts if isinstance(f, Measurement | Score))
