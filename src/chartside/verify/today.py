"""What today's sources document, as the checks and the required elements ask for it."""

from __future__ import annotations

from chartside.domain.billing import ServiceCode
from chartside.domain.canvas import Canvas
from chartside.domain.facts import Assertion, BilledLine, Fact, Intervention, TimeEntry, When


def present_today(canvas: Canvas) -> tuple[Fact, ...]:
    """Facts of today's sources that hold now."""
    return tuple(f for f in canvas.today() if f.assertion is Assertion.PRESENT and f.when is When.CURRENT)


def interventions_today(canvas: Canvas) -> tuple[Intervention, ...]:
    """What was done today."""
    return tuple(f for f in present_today(canvas) if isinstance(f, Intervention) and f.category != "home_program")


def services_of(intervention: Intervention, canvas: Canvas) -> tuple[ServiceCode, ...]:
    """Services an intervention may be billed as: its code's, else those of its family."""
    service = canvas.codes.get(intervention.code or "")
    if service is not None:
        return (service,)
    return tuple(s for s in canvas.codes.values() if intervention.category and s.category == intervention.category)


def timed_codes_named(canvas: Canvas) -> frozenset[str]:
    """Timed codes that today's sources name, by code or by a family that has one code."""
    codes: set[str] = set()
    for fact in present_today(canvas):
        if isinstance(fact, Intervention):
            services = services_of(fact, canvas)
            codes |= {s.code for s in services} if len(services) == 1 else set()
        elif isinstance(fact, TimeEntry | BilledLine) and fact.code:
            codes.add(fact.code)
    return frozenset(code for code in codes if code in canvas.codes and canvas.codes[code].timed)
