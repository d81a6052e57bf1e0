"""One view of an episode: the newest value of all that is measured, what contradicts what, what was copied forward."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from chartside.domain.facts import Fact, Measure, Measurement, Score, When
from chartside.domain.measured_things import (
    MeasuredThing,
    agree,
    may_be_same,
    recorded_instead,
    thing_of,
    varies_within_visit,
)
from chartside.domain.reading_words import reading_of
from chartside.domain.source import Source

FEWEST_COPIED = 3
"""Values that must be the same, all of them, before a visit counts as copied forward."""

Value = Measurement | Score


@dataclass(frozen=True, slots=True)
class ValueOfDay:
    """A value with the day it was taken on; None where neither the fact nor its source is dated."""

    day: date | None
    fact: Value


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one thing over the episode.

    Attributes:
        thing: What is measured.
        title: The same in words ("ROM · knee · flexion · right").
        values: Current values, oldest first; undated ones come first.
        baseline: A value named initial or of the evaluation, else None.
        goal: A target, else None.
    """

    thing: MeasuredThing
    title: str
    values: tuple[ValueOfDay, ...]
    baseline: Value | None
    goal: Value | None

    @property
    def newest(self) -> ValueOfDay:
        """The value that holds now."""
        return self.values[-1]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two facts that cannot both be right, and why."""

    why: str
    first: Value
    second: Value


@dataclass(frozen=True, slots=True)
class CopiedForward:
    """A day whose objective values are all those of the day before it."""

    day: date
    before: date
    facts: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class EpisodeView:
    """All of it, with the number of dated days."""

    days: tuple[date, ...]
    series: tuple[Series, ...]
    contradictions: tuple[Contradiction, ...]
    copied_forward: tuple[CopiedForward, ...]


def episode_view(sources: Sequence[Source], facts: Iterable[Fact]) -> EpisodeView:
    """Compare the facts of all sources of one episode.

    Args:
        sources: In any order; their dates order the values.
        facts: Facts of these sources.
    """
    own_day = {source.id: source.date for source in sources}
    told: dict[MeasuredThing, list[ValueOfDay]] = defaultdict(list)
    for fact in facts:
        thing = thing_of(fact)
        if thing is not None and isinstance(fact, Measurement | Score):
            told[thing].append(ValueOfDay(fact.date or own_day.get(fact.source), fact))
    days = tuple(sorted({source.date for source in sources if source.date is not None}))
    series = tuple(s for s in (_series(thing, values) for thing, values in told.items()) if s is not None)
    return EpisodeView(days, series, tuple(_contradictions(told, own_day)), tuple(_copied_forward(told)))


def _series(thing: MeasuredThing, values: list[ValueOfDay]) -> Series | None:
    current = [v for v in values if v.fact.when is When.CURRENT]
    if not current:
        return None
    current.sort(key=lambda v: (v.day or date.min, v.fact.start))
    baseline = next((v.fact for v in values if v.fact.when is When.BASELINE), None)
    goal = next((v.fact for v in values if v.fact.when is When.GOAL), None)
    return Series(thing, _title(current[-1].fact), tuple(current), baseline, goal)


def _title(fact: Value) -> str:
    """The reading of a fact without its value and moment."""
    said = fact.grade if isinstance(fact, Measurement) and fact.grade else f"{fact.value:g}"
    parts = reading_of(fact).split(" · ")
    return " · ".join(p for p in parts if not p.startswith(said) and p != "now")


def _contradictions(
    told: Mapping[MeasuredThing, list[ValueOfDay]], own_day: Mapping[str, date | None]
) -> Iterable[Contradiction]:
    for thing, values in told.items():
        yield from _of_one_day(values)
        alike = [value for other, values in told.items() if may_be_same(other, thing) for value in values]
        yield from _of_earlier_values(values, alike, own_day)


def _of_one_day(values: list[ValueOfDay]) -> Iterable[Contradiction]:
    """Sources of one day that give different values; a source that gives several has re-tested and is left alone."""
    by_day: dict[date, dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
    for value in values:
        if value.day is not None and value.fact.when is When.CURRENT:
            by_day[value.day][value.fact.source].append(value.fact)
    for day, sources in by_day.items():
        single = [facts[0] for facts in sources.values() if len(facts) == 1]
        for first, second in pairwise(single):
            if not agree(first, second) and not varies_within_visit(first):
                yield Contradiction(f"two sources of {day.isoformat()} differ", first, second)


def _of_earlier_values(
    values: list[ValueOfDay], alike: list[ValueOfDay], own_day: Mapping[str, date | None]
) -> Iterable[Contradiction]:
    """A value quoted as the last visit's or the baseline that no earlier source gives."""
    recorded = [(v.day, v.fact) for v in alike if v.fact.when is When.CURRENT and v.day is not None]
    for value in values:
        day = own_day.get(value.fact.source) or value.day
        other = recorded_instead(value.fact, day, recorded) if day is not None else None
        if other is not None:
            taken, fact = other
            why = f"quoted as {value.fact.when}; {taken.isoformat()} has another value"
            yield Contradiction(f"{why} (a visit between may be missing)", fact, value.fact)


def _copied_forward(told: Mapping[MeasuredThing, list[ValueOfDay]]) -> Iterable[CopiedForward]:
    by_day: dict[date, dict[MeasuredThing, Value]] = defaultdict(dict)
    for thing, values in told.items():
        for value in values:
            pain = isinstance(value.fact, Measurement) and value.fact.measure is Measure.PAIN
            if value.day is not None and value.fact.when is When.CURRENT and not pain:
                by_day[value.day].setdefault(thing, value.fact)
    for before, day in pairwise(sorted(by_day)):
        shared = by_day[before].keys() & by_day[day].keys()
        same = [by_day[day][t] for t in shared if _same(by_day[before][t], by_day[day][t])]
        if len(shared) >= FEWEST_COPIED and len(same) == len(shared):
            yield CopiedForward(day, before, tuple(sorted(same, key=lambda f: f.start)))


def _same(a: Value, b: Value) -> bool:
    grades = tuple(f.grade if isinstance(f, Measurement) else None for f in (a, b))
    return a.value == b.value and grades[0] == grades[1]


def episode_record(view: EpisodeView) -> dict[str, Any]:
    """The view as `chartside facts FOLDER --json` prints it: facts by their ids."""
    return {
        "days": [day.isoformat() for day in view.days],
        "series": [
            {
                "title": s.title,
                "newest": s.newest.fact.id,
                "values": [
                    {"date": v.day.isoformat() if v.day else None, "value": v.fact.value, "fact": v.fact.id}
                    for v in s.values
                ],
                "baseline": s.baseline.id if s.baseline else None,
                "goal": s.goal.id if s.goal else None,
            }
            for s in view.series
        ],
        "contradictions": [{"why": c.why, "facts": [c.first.id, c.second.id]} for c in view.contradictions],
        "copied_forward": [
            {"date": c.day.isoformat(), "from": c.before.isoformat(), "facts": [f.id for f in c.facts]}
            for c in view.copied_forward
        ],
    }
