"""How often and how long treatment is planned: visits and last day, reckoned from the day the plan was made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chartside.documents.phrasing import number, on_day
from chartside.domain.canvas import Canvas
from chartside.domain.facts import Assertion, PlanItem, PlanOf

_WEEK = 7
_MOST_WEEKS = 104  # what says more is no plan of treatment but a slip of reading


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
        return _sum([step.weeks for step in self.steps])

    @property
    def visits(self) -> float | None:
        """Visits of all steps; None where a step does not say how often or how long."""
        return _sum([s.per_week * s.weeks if s.per_week and s.weeks else None for s in self.steps])

    @property
    def ends(self) -> date | None:
        """Day on which the planned weeks are over."""
        weeks = self.weeks
        return self.begins + timedelta(days=round(weeks * _WEEK)) if self.begins and weeks else None

    @property
    def reckoned(self) -> str:
        """Visits and period in words ("18 visits, 04/06/26 to 06/29/26"); empty where nothing can be reckoned."""
        parts = []
        if self.visits and self.visits == round(self.visits):
            parts.append(f"{number(self.visits)} visits")
        if self.begins and self.ends:
            parts.append(f"{on_day(self.begins)} to {on_day(self.ends)}")
        return ", ".join(parts)


def plan_periods(canvas: Canvas) -> tuple[PlanPeriod, ...]:
    """The plans of all sources that set a frequency for a number of weeks, oldest first.

    "Continue 2x/week" repeats a plan and sets none; it is left out.
    """
    days = {source.id: source.date for source in canvas.sources}
    until = canvas.header.visit_date
    periods = []
    for source in canvas.sources:
        day = days[source.id] or (until if source.id in canvas.current else None)
        steps = tuple(f for f in canvas.facts if f.source == source.id and isinstance(f, PlanItem) and _sets(f))
        if steps and not (day is not None and until is not None and day > until):
            periods.append(PlanPeriod(steps, day))
    return tuple(sorted(periods, key=lambda p: p.begins or date.min))


def _sets(item: PlanItem) -> bool:
    return (
        item.what is PlanOf.FREQUENCY
        and item.assertion in (Assertion.PLANNED, Assertion.PRESENT)
        and item.per_week is not None
        and item.weeks is not None
        and item.per_week > 0
        and 0 < item.weeks <= _MOST_WEEKS
    )


def _sum(parts: Sequence[float | None]) -> float | None:
    return sum(p for p in parts if p is not None) if parts and None not in parts else None
