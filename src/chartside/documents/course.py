"""The course of an episode: its visits in order, and the values of each measured thing from the first to the newest.

What a progress report, a discharge summary or a letter shows of a measure rests on these series. A value stands in a
series once for each day: the one before treatment where both are told, the first source's where two sources differ
(the checks say that they do). A value that is only quoted ("was 12 at evaluation") stands in for a visit whose own
record is not on the canvas, and is dropped as soon as that record says it itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from chartside.domain.canvas import Canvas
from chartside.domain.facts import Assertion, Event, EventOf, Fact, Measure, Measurement, Score, When
from chartside.domain.measured_things import MeasuredThing, thing_of
from chartside.domain.source import TELLS_OF_VISIT, Source, SourceKind
from chartside.domain.visit_numbers import visit_number

Value = Measurement | Score
_BEFORE, _AFTER = "before treatment", "after treatment"


@dataclass(frozen=True, slots=True)
class CourseVisit:
    """A treatment day whose record is on the canvas.

    Attributes:
        day: Its day; None where no source says it.
        sources: What tells of it, in the order of the canvas.
        number: Number of the visit in the episode, where a source says it.
        told: The fact that says day or number, for evidence.
        evaluation: Whether a source of it is an evaluation.
    """

    day: date | None
    sources: tuple[Source, ...]
    number: int | None = None
    told: Event | None = None
    evaluation: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a series; `day` is None where only its order is known ("baseline")."""

    day: date | None
    value: Value
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one thing, oldest first, at least one; and what it is to reach."""

    thing: MeasuredThing
    points: tuple[Point, ...]
    goal: Value | None = None

    @property
    def first(self) -> Point:
        """The oldest value: the baseline."""
        return self.points[0]

    @property
    def latest(self) -> Point:
        """The newest value."""
        return self.points[-1]

    @property
    def between(self) -> tuple[Point, ...]:
        """Values after the first and before the newest."""
        return self.points[1:-1]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of all its points."""
        return tuple(point.value for point in self.points)


@dataclass(frozen=True, slots=True)
class Course:
    """The visits on the canvas, oldest first, and the series of all that was measured in them."""

    visits: tuple[CourseVisit, ...]
    series: tuple[Series, ...]

    @property
    def start(self) -> date | None:
        """Day of the oldest visit on the canvas."""
        return next((visit.day for visit in self.visits if visit.day is not None), None)


def course_of(canvas: Canvas) -> Course:
    """The course up to the canvas's visit; sources and facts of later days are left out."""
    days = {source.id: source.date for source in canvas.sources}
    forms = {source.id for source in canvas.sources if source.kind is SourceKind.INTAKE}
    until = canvas.header.visit_date
    hurts = _place_of_pain(canvas)
    recorded: dict[MeasuredThing, list[Point]] = defaultdict(list)
    quoted: dict[MeasuredThing, list[tuple[date | None, Value]]] = defaultdict(list)
    goals: dict[MeasuredThing, Value] = {}
    for fact in canvas.facts:
        if not isinstance(fact, Measurement | Score):
            continue
        thing, own = _thing(fact, hurts), days.get(fact.source)
        if thing is None or (own is not None and until is not None and own > until):
            continue
        if fact.source in forms and thing.what == Measure.PAIN:
            continue  # what a form asks for pain is no value of a visit, and says not of what
        if fact.when is When.GOAL:
            goals[thing] = fact
        elif fact.when is When.CURRENT and fact.assertion is Assertion.PRESENT:
            recorded[thing].append(Point(fact.date or own, fact))
        elif fact.when in (When.PRIOR, When.BASELINE):
            quoted[thing].append((own, fact))
    series = []
    for thing in dict.fromkeys([*recorded, *quoted]):
        points = _by_day([*recorded.get(thing, ()), *_standing_in(recorded.get(thing, ()), quoted.get(thing, ()))])
        if points:
            series.append(Series(thing, tuple(points), goals.get(thing)))
    return Course(tuple(_visits(canvas)), tuple(series))


def _thing(fact: Value, hurts: MeasuredThing | None) -> MeasuredThing | None:
    """What a value is of; "before treatment" and "current" are its plain context, after treatment is another.

    Pain of no named place is that of the one place that hurts, where the episode has only one.
    """
    thing = thing_of(replace(fact, assertion=Assertion.PRESENT) if fact.assertion is Assertion.HISTORICAL else fact)
    if thing is None or thing.context == _AFTER:
        return None
    if hurts is not None and thing.what == hurts.what and thing.joint is None and thing.side is None:
        thing = replace(thing, joint=hurts.joint, side=hurts.side)
    plain = thing.context in (_BEFORE, "current")
    return replace(thing, context=None if plain or not thing.context else thing.context.casefold())


def _place_of_pain(canvas: Canvas) -> MeasuredThing | None:
    """The only place and side of which pain is rated; None where there are several, or none is named."""
    rated = [thing_of(f) for f in canvas.facts if isinstance(f, Measurement) and f.measure is Measure.PAIN]
    places = {(t.joint, t.side): t for t in rated if t is not None and t.joint is not None}
    return next(iter(places.values())) if len(places) == 1 else None


def _standing_in(recorded: Iterable[Point], quoted: Iterable[tuple[date | None, Value]]) -> Iterator[Point]:
    """Quoted values of days of which the canvas has no record."""
    taken = [point.day for point in recorded if point.day is not None]
    for own, value in quoted:
        if value.date is not None:
            if value.date not in taken:
                yield Point(value.date, value, quoted=True)
        elif own is None or not any(day < own for day in taken):
            yield Point(None, value, quoted=True)


def _by_day(points: Iterable[Point]) -> list[Point]:
    """One point a day, undated ones first; a value on record goes before a quoted one."""
    ordered = sorted(points, key=lambda p: (p.day or date.min, p.value.when is not When.BASELINE, p.quoted))
    kept: list[Point] = []
    for point in ordered:
        if kept and kept[-1].day == point.day:
            continue
        kept.append(point)
    return kept


def _visits(canvas: Canvas) -> Iterator[CourseVisit]:
    until = canvas.header.visit_date
    groups: dict[date | None, list[Source]] = defaultdict(list)
    days = canvas.source_days()
    for source in canvas.sources:
        day = days[source.id]
        if source.kind in TELLS_OF_VISIT and (day is not None or source.id in canvas.current):
            groups[day].append(source)
    for day in sorted(groups, key=lambda d: d or date.min):
        if day is not None and until is not None and day > until:
            continue
        sources = tuple(groups[day])
        told = [
            f
            for f in canvas.facts
            if isinstance(f, Event) and f.what is EventOf.VISIT and f.source in {s.id for s in sources}
        ]
        own = [f for f in told if f.date in (None, day)]
        numbered = next((f for f in own if visit_number(f) is not None), None)
        yield CourseVisit(
            day,
            sources,
            visit_number(numbered) if numbered else None,
            numbered or next(iter(own), None),
            any(source.kind is SourceKind.EVALUATION for source in sources),
        )
