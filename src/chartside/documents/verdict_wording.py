"""Verdicts on a course of values, in words: what changed, by how much, and whether that counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

from chartside.documents.course import Point, Series
from chartside.documents.heard import Value
from chartside.documents.knowledge import knowledge
from chartside.documents.phrasing import number, on_day, signed, with_unit
from chartside.documents.words_found import pattern_of
from chartside.domain.facts import Measure, Measurement, Score
from chartside.measures import Change, Named, Verdict, instruments, named_thresholds, rom_norm, value_change

_FEWEST_FOR_PLATEAU = 3
_GREATEST_GRADE = 5.0
_PLAIN = re.compile(r"[,(=]|\s\d")  # what a population's row says beyond its name


@dataclass(frozen=True, slots=True)
class Judged:
    """A change with its verdict.

    Attributes:
        change: As judged.
        amount: The difference with its sign and unit ("+41", "−2.3 cm"); of graded strength its direction.
        verdict: The verdict with its threshold ("improved beyond error (MDC 10.5, LBP 90%)").
        standing: Key of the verdict among the summaries ("improved", "unjudged_better").
        rule: Name of the rule that derived it.
    """

    change: Change
    amount: str
    verdict: str
    standing: str
    rule: str


def judged(was: Value, now: Value, population: str) -> Judged | None:
    """The change from `was` to `now` with its verdict; None where the two cannot be subtracted."""
    change = value_change(was, now, population)
    if change is None:
        return None
    graded = isinstance(now, Measurement) and now.measure is Measure.STRENGTH and bool(now.grade)
    return Judged(
        change,
        _amount(change, graded),
        _verdict(change, population, named_thresholds(was, now, population)),
        _standing(change),
        _rule(now),
    )


def _amount(change: Change, graded: bool) -> str:
    if change.amount == 0:
        return "0"
    if graded:
        return "higher grade" if change.amount > 0 else "lower grade"
    return with_unit(signed(change.amount), "" if change.unit in ("/10", "points") else change.unit)


def _verdict(change: Change, population: str, thresholds: Sequence[Named]) -> str:
    words = knowledge("verdicts")
    if change.verdict is Verdict.UNJUDGED:
        return str(words["unjudged"][_direction(change)])
    text = str(words["verdict"][change.verdict])
    if change.threshold is None:
        return text
    unit = "" if change.unit in ("/10", "points") else change.unit
    if not thresholds:
        return f"{text} ({change.kind} {with_unit(number(change.threshold), unit)})"
    found = [f"{t.kind} {with_unit(number(t.amount), unit)}, {_found_in(t.population)}" for t in thresholds]
    judging = next((t.population for t in thresholds if t.kind == change.kind), change.population)
    if not of_condition(judging, population):
        found.append(words["other_condition"])
    return f"{text} ({'; '.join(found)})"


def _found_in(population: str) -> str:
    return _PLAIN.split(population)[0].strip()


def of_condition(found_in: str, population: str) -> bool:
    """Whether a threshold was found in people of the patient's condition, or in people at large."""
    return any(words.search(found_in) and words.search(population) for words in _conditions()) or bool(
        _at_large().search(found_in)
    )


@cache
def _conditions() -> tuple[re.Pattern[str], ...]:
    return tuple(pattern_of(row["words"]) for row in knowledge("verdicts")["condition"])


@cache
def _at_large() -> re.Pattern[str]:
    return pattern_of(knowledge("verdicts")["at_large"])


def _direction(change: Change) -> str:
    return "neither" if change.better is None else "better" if change.better else "worse"


def _standing(change: Change) -> str:
    if change.verdict is Verdict.UNJUDGED:
        return f"unjudged_{_direction(change)}"
    return str(change.verdict)


def _rule(value: Value) -> str:
    return "change.score" if isinstance(value, Score) else f"change.{value.measure}"


def series_verdict(series: Series, population: str) -> Judged | None:
    """The verdict from the first to the newest value; None for a single value."""
    if len(series.points) < 2:
        return None
    return judged(series.first.value, series.latest.value, population)


def plateau_since(points: Sequence[Point], population: str) -> date | None:
    """Day since which the values have not moved beyond error, after they had moved before; None where they still do.

    A value that cannot get better (full motion, no pain, the top of a scale) is no plateau.
    """
    if len(points) < _FEWEST_FOR_PLATEAU or at_best(points[-1].value):
        return None
    start = len(points) - 1
    while start > 0 and all(_holds(points[start - 1].value, p.value, population) for p in points[start:]):
        start -= 1
    return points[start].day if start > 0 and _is_level(points[start:], population) else None


def _is_level(held: Sequence[Point], population: str) -> bool:
    """Whether values that stay within error are level, and not slowly getting better."""
    if len(held) < 2:
        return False
    rule = knowledge("verdicts")["plateau"]
    steps = [value_change(a.value, b.value, population) for a, b in pairwise(held)]
    if len(held) >= rule["fewest"] and not all(step is not None and step.better for step in steps):
        return True
    whole = value_change(held[0].value, held[-1].value, population)
    if whole is None:
        return False
    return abs(whole.amount) <= (whole.threshold or 0.0) * float(rule["share"])


def _holds(was: Value, now: Value, population: str) -> bool:
    """Whether two values do not differ beyond error; without a known error only equal values do not."""
    change = value_change(was, now, population)
    return change is not None and change.verdict in (Verdict.UNCHANGED, Verdict.WITHIN_ERROR, Verdict.BELOW_IMPORTANT)


def at_best(value: Value) -> bool:
    """Whether a value cannot get better: the end of its scale, or full motion."""
    if value.value is None:
        return False
    if isinstance(value, Score):
        known = instruments().get(value.instrument)
        if known is None or known.higher_is_better is None or known.unit == "s":
            return False
        return value.value == (known.max if known.higher_is_better else known.min)
    if value.measure is Measure.PAIN:
        return value.value == 0
    if value.measure is Measure.ROM:
        norm = rom_norm(value.joint, value.motion)
        return norm is not None and value.value >= norm.normal
    return value.measure is Measure.STRENGTH and bool(value.grade) and value.value == _GREATEST_GRADE


@cache
def summaries() -> tuple[tuple[frozenset[str], str], ...]:
    """Leads of the summary's sentences, each with the standings it is for."""
    return tuple((frozenset(row["of"]), row["lead"]) for row in knowledge("verdicts")["summary"])


def on(day: date | None) -> str:
    """The day of a value in parentheses ("(03/09/26)"); "(baseline)" where only its order is known."""
    return f"({on_day(day)})" if day is not None else "(baseline)"
