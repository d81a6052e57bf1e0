"""What the frequencies and durations of a plan come to: weeks, visits, the last day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from chartside.domain.facts import Fact, PlanItem, PlanOf

_MOST_WEEKS = 156


def frequencies(facts: Iterable[Fact]) -> tuple[PlanItem, ...]:
    """Planned frequency and duration; what two sources say alike counts once."""
    found: dict[tuple[object, ...], PlanItem] = {}
    for fact in facts:
        if isinstance(fact, PlanItem) and fact.what in (PlanOf.FREQUENCY, PlanOf.DURATION):
            found.setdefault((fact.what, fact.per_week, fact.weeks), fact)
    return tuple(found.values())


def plan_weeks(items: Sequence[PlanItem]) -> float | None:
    """Weeks of all phases together; None where one has none, or the sum is no plan's."""
    phases = [i for i in items if i.per_week is not None]
    alone = [i for i in items if i.per_week is None and i.weeks is not None]
    weeks: float | None = None
    if phases and all(i.weeks is not None for i in phases):
        weeks = sum(i.weeks or 0 for i in phases)
    elif len(phases) <= 1 and len(alone) == 1:
        weeks = alone[0].weeks
    return weeks if weeks is not None and 0 < weeks <= _MOST_WEEKS else None


def planned_visits(items: Sequence[PlanItem]) -> float | None:
    """Visits of all phases together, where each says how often and how long."""
    phases = [i for i in items if i.per_week is not None]
    weeks = plan_weeks(items)
    if not phases or weeks is None:
        return None
    if len(phases) == 1:
        return (phases[0].per_week or 0) * weeks
    return sum((i.per_week or 0) * (i.weeks or 0) for i in phases)


def plan_end(items: Sequence[PlanItem], start: date | None) -> date | None:
    """Last day of a plan that begins on a day."""
    weeks = plan_weeks(items)
    return start + timedelta(days=round(weeks * 7)) if weeks is not None and start is not None else None
