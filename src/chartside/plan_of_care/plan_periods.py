"""The plans an episode has had: what each note sets of frequency and duration, from its day to the day it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chartside.domain.canvas import Canvas
from chartside.domain.facts import Assertion, PlanItem, PlanOf
from chartside.plan_of_care.plan_terms import frequencies, plan_end, plan_weeks, planned_visits

_KINDS = (PlanOf.FREQUENCY, PlanOf.DURATION)
_MOST_WEEKS = 156  # what says more is no plan of treatment but a slip of reading


@dataclass(frozen=True, slots=True)
class PlanPeriod:
    """The frequency and duration set in one source, one step after the other ("2x/wk x 6 wks, then 1x/wk x 6").

    Attributes:
        steps: The plan items, in the order of the source.
        begins: Day the plan was made; None where its source has no day.
    """

    steps: tuple[PlanItem, ...]
    begins: date | None

    @property
    def weeks(self) -> float | None:
        """Weeks of all steps; None where a step does not say."""
        return plan_weeks(frequencies(self.steps))

    @property
    def visits(self) -> float | None:
        """Visits of all steps; None where a step does not say how often or how long."""
        return planned_visits(frequencies(self.steps))

    @property
    def ends(self) -> date | None:
        """Day on which the planned weeks are over."""
        return plan_end(frequencies(self.steps), self.begins)


def plan_periods(canvas: Canvas) -> tuple[PlanPeriod, ...]:
    """The plans of all sources that set a number of weeks, oldest first, up to the canvas's visit.

    "Continue 2x/week" repeats a plan and sets none; it is left out.
    """
    until = canvas.header.visit_date
    periods = []
    for source in canvas.sources:
        day = source.date or (until if source.id in canvas.current else None)
        steps = tuple(f for f in canvas.facts if f.source == source.id and isinstance(f, PlanItem) and _sets(f))
        if steps and not (day is not None and until is not None and day > until):
            periods.append(PlanPeriod(steps, day))
    return tuple(sorted(periods, key=lambda p: p.begins or date.min))


def _sets(item: PlanItem) -> bool:
    meant = item.assertion in (Assertion.PLANNED, Assertion.PRESENT)
    often = item.per_week is None or item.per_week > 0
    return item.what in _KINDS and meant and often and item.weeks is not None and 0 < item.weeks <= _MOST_WEEKS
