"""What may be computed from the facts a sentence cites: changes, differences, thresholds, norms, totals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from chartside.domain.facts import Fact, Goal, Intervention, Measure, Measurement, PlanItem, Score, TimeEntry
from chartside.measures import function_needs, instrument_of, instruments, measurement_error, rom_norm
from chartside.plan_of_care import certification_terms, elements_in, factors_in, frequencies, plan_weeks, planned_visits
from chartside.verify.evidence import Support
from chartside.verify.figures import numbers_in

_MOST_OPERANDS = 40  # facts of one sentence that are set against each other
_NORM = re.compile(r"\bnorm|\bneed", re.I)
_THRESHOLD = re.compile(r"\bmdc|\bmcid|\bdetectable|\bimportant|\berror|\bthreshold", re.I)
_CUTOFF = re.compile(r"\brisk|\bcut-?off|\bband\b", re.I)
_BEST = re.compile(r"\bis best\b", re.I)
_NAMED_ONCE = frozenset({Measure.GIRTH, Measure.PAIN})
"""Measures whose place a later note may leave out."""
_MEASUREMENT_LIKE = {"pain": "nprs", "grip": "grip", "gait_speed": "gait_speed"}


def derived(support: Support) -> frozenset[float]:
    """Numbers that follow from a computed sentence's operands, as far as its words ask for them.

    Differences of two values of one thing (earlier and now, left and right), of a value and its goal or norm; their
    percentages where "%" is written; thresholds, norms and cut-offs where the sentence speaks of them; sums of
    minutes; visits of a plan (times a week by weeks) and their sum; counts of facts.
    """
    facts = support.facts[:_MOST_OPERANDS]
    numbers: set[float] = set(map(float, range(len(facts) + 1)))
    percent = "%" in support.text
    for a, b in combinations(facts, 2):
        if comparable(a, b):
            numbers |= set(_differences(a, b, percent=percent))
    numbers |= set(_sums(facts)) | set(_visits(facts))
    for fact in facts:
        if _THRESHOLD.search(support.text):
            numbers |= set(_thresholds(fact))
        if isinstance(fact, Measurement):
            numbers |= set(_of_norm(fact, named=_NORM.search(support.text) is not None))
        if isinstance(fact, Measurement | Score) and _CUTOFF.search(support.text):
            instrument = instrument_of(fact)
            numbers |= numbers_in(" ".join(c.at for c in instrument.cutoffs)) if instrument is not None else frozenset()
        if isinstance(fact, Score) and fact.instrument in instruments() and _BEST.search(support.text):
            numbers |= {float(instruments()[fact.instrument].min), float(instruments()[fact.instrument].max)}
    numbers |= set(_of_plan(support))
    if (support.statement.computed_by or "").startswith("complexity."):
        numbers |= {float(len(factors_in(support.facts))), float(len(elements_in(support.facts)))}
    return frozenset(numbers)


def comparable(a: Fact, b: Fact) -> bool:
    """Whether two facts are values of one thing (at two times, or of two sides), or one is the goal of the other."""
    if isinstance(a, Goal) or isinstance(b, Goal):
        return isinstance(a, Goal | Measurement | Score) and isinstance(b, Goal | Measurement | Score)
    if isinstance(a, Score) and isinstance(b, Score):
        return a.instrument == b.instrument
    if isinstance(a, Measurement) and isinstance(b, Measurement):
        named_once = a.measure is b.measure and a.measure in _NAMED_ONCE and None in (a.joint, b.joint)
        if named_once and (a.side is b.side or None in (a.side, b.side)):
            return True
        return (a.measure, a.joint, a.motion) == (b.measure, b.joint, b.motion)
    return False


def _values(fact: Fact) -> tuple[float, ...]:
    values = (getattr(fact, name, None) for name in ("value", "value_high", "target_value"))
    return tuple(float(value) for value in values if value is not None)


def _differences(a: Fact, b: Fact, *, percent: bool) -> Iterator[float]:
    score = next((fact for fact in (a, b) if isinstance(fact, Score)), None)
    measure = instruments().get(score.instrument) if score is not None else None
    shares = (1.0, *(measure.also_in.values() if measure else ()))
    for one in _values(a):
        for other in _values(b):
            gap = abs(one - other)
            yield from (round(gap / share, 2) for share in shares)
            yield from (round(gap / share, 1) for share in shares)
            if percent:
                yield from (float(round(100 * gap / abs(n))) for n in (one, other) if n)
                yield from (float(round(100 * abs(x / y))) for x, y in ((one, other), (other, one)) if y)


def _sums(facts: tuple[Fact, ...]) -> Iterator[float]:
    """Minutes of all, of the times alone and of the treatments alone, each value once or as often as it is said."""
    for kind in (TimeEntry | Intervention, TimeEntry, Intervention):
        minutes = [f.minutes for f in facts if isinstance(f, kind) and f.minutes is not None]
        if minutes:
            yield round(sum(minutes), 2)
            yield round(sum(dict.fromkeys(minutes)), 2)


def _of_plan(support: Support) -> Iterator[float]:
    """Visits and weeks of the plan items cited, and the days of certification rules."""
    rule = support.statement.computed_by or ""
    if rule.startswith("plan."):
        items = frequencies(support.facts)
        yield from (round(n, 2) for n in (plan_weeks(items), planned_visits(items)) if n is not None)
    if rule == "certification.due":
        yield from (float(term.days) for term in certification_terms())


def _visits(facts: tuple[Fact, ...]) -> Iterator[float]:
    """Visits of each step of a plan and of all of them; weeks of all of them."""
    steps = [f for f in facts if isinstance(f, PlanItem) and f.per_week and f.weeks]
    visits = [(step.per_week or 0) * (step.weeks or 0) for step in steps]
    if steps:
        yield from visits
        yield sum(visits)
        yield sum(step.weeks or 0 for step in steps)


def _thresholds(fact: Fact) -> Iterator[float]:
    """Published changes and errors of the measure of a fact."""
    name = fact.instrument if isinstance(fact, Score) else _MEASUREMENT_LIKE.get(getattr(fact, "measure", ""), "")
    if name in instruments():
        measure = instruments()[name]
        for threshold in (*measure.mdc, *measure.mcid):
            yield threshold.value
            yield threshold.value_high or threshold.value
            for value in _values(fact):
                yield round(threshold.amount(value), 1)
    if isinstance(fact, Measurement):
        error = measurement_error(fact.measure, fact.joint)
        if error is not None:
            yield error.value


def _of_norm(fact: Measurement, *, named: bool) -> Iterator[float]:
    """The gap to the norm; the norm itself and what tasks need where the sentence speaks of them."""
    norm = rom_norm(fact.joint, fact.motion)
    needs = [need.needed for need in function_needs(fact.joint, fact.motion)]
    for target in ([norm.normal] if norm else []) + needs:
        if named:
            yield target
            yield from (round(abs(target - value), 2) for value in _values(fact))
    if named and norm is not None:
        yield norm.low_below
