"""Goals whose target is no farther from today's value than the error of the measure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chartside.domain.canvas import Canvas
from chartside.domain.facts import Assertion, Goal, Score, When
from chartside.measures import instruments, population_of, thresholds_for
from chartside.verify.figures import numbers_in
from chartside.verify.goal_proposals import goals_of_care


@dataclass(frozen=True, slots=True)
class WithinError:
    """A goal, how far its target is, and the detectable change it does not reach."""

    goal: Goal
    amount: str
    kind: str
    least: str


def goals_within_error(canvas: Canvas) -> Iterator[WithinError]:
    """Goals of one measure whose target lies below its detectable change from today's value."""
    now = [
        f
        for f in canvas.today()
        if isinstance(f, Score) and f.when is When.CURRENT and f.assertion is Assertion.PRESENT
    ]
    for goal in goals_of_care(canvas):
        named = [value for value in now if _named(goal, value)]
        target = goal.target_value
        if len({v.instrument for v in named}) != 1 or target is None or not _bounds(goal, target, named[0]):
            continue
        value, instrument = named[0], instruments()[named[0].instrument]
        own, aim = instrument.in_own_unit(value.value, value.unit), instrument.in_own_unit(target, value.unit)
        if own is None or aim is None:
            continue
        mdc, _ = thresholds_for(instrument.id, own, population_of(canvas))
        if mdc is not None and 0 < abs(aim - own) < mdc.amount(own):
            unit = instrument.unit
            sign = unit if unit == "%" else f" {unit}".rstrip()
            yield WithinError(goal, f"{round(abs(aim - own), 2):g}{sign}", "MDC", f"{mdc.amount(own):g}{sign}")


def _named(goal: Goal, value: Score) -> bool:
    instrument = instruments().get(value.instrument)
    names = (instrument.name, *instrument.aliases) if instrument is not None else ()
    return any(re.search(rf"(?<!\w){re.escape(n)}(?!\w)", goal.text, re.I) for n in names if len(n) > 2)


def _bounds(goal: Goal, target: float, value: Score) -> bool:
    """Whether the target is the last number of the goal's words but for the end of a scale: it is the measure's."""
    instrument = instruments()[value.instrument]
    names = numbers_in(" ".join((instrument.name, *instrument.aliases)))
    said = numbers_in(goal.text) - names - {float(instrument.max)}
    return target in said and len(said) == 1
