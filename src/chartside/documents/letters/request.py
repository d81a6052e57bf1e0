"""What is asked for: frequency and duration as the newest plan sets them, with visits and days reckoned."""

from __future__ import annotations

import re

from chartside.documents.abbreviations import Style
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import number, on_day, sentence, tidied
from chartside.domain.canvas import Canvas
from chartside.domain.facts import Assertion, PlanItem, PlanOf
from chartside.plan_of_care import PlanPeriod, plan_periods

_ASKED = (PlanOf.FREQUENCY, PlanOf.DURATION)
_MEANT = (Assertion.PLANNED, Assertion.PRESENT)
_RANGE = re.compile(r"\d\s?[-–]\s?\d|\bto\b \d")
_VISITS = re.compile(r"\bvisits?\b", re.I)
_TIMES = {1.0: "once", 2.0: "twice"}


def write_request(notebook: Notebook, canvas: Canvas, style: Style, section: str = "opening") -> None:
    """The request in the plan's words, and what it comes to; nothing where no source sets a plan."""
    periods = plan_periods(canvas)
    newest = periods[-1] if periods else None
    steps = _steps(canvas, newest)
    if not steps:
        return
    wording = " then ".join(dict.fromkeys(_asked(step, style) for step in steps))
    notebook.say(section, ("request",), sentence(f"I request physical therapy as planned: {wording}"), steps)
    if newest is None or steps != newest.steps:
        return
    if reckoned(newest):
        text = sentence(f"That is {reckoned(newest)}")
        notebook.say(section, ("request", "reckoned"), text, steps, computed_by="plan.period")
    if len(periods) > 1 and (reduced := _reduced(periods[0], newest)):
        notebook.say(section, ("request", "reduced"), reduced, (*steps, *periods[0].steps), computed_by="plan.reduced")


def _steps(canvas: Canvas, newest: PlanPeriod | None) -> tuple[PlanItem, ...]:
    """What is asked for: today's frequency and duration where they say how long, else the newest plan's.

    Where today's sources end care without them, only the visits they still name: what an earlier plan left is not asked
    for any more.
    """
    today = [f for f in canvas.today() if isinstance(f, PlanItem)]
    own = tuple(f for f in today if f.what in _ASKED and f.assertion in _MEANT)
    if not own and any(f.what is PlanOf.DISCHARGE for f in today):
        return tuple(f for f in today if f.what is not PlanOf.DISCHARGE and _VISITS.search(f.text))
    if newest is None:
        return own
    says_how_long = newest.steps[0] not in own and any(f.weeks for f in own)
    return own if says_how_long else newest.steps


def reckoned(period: PlanPeriod) -> str:
    """Visits and days of a plan in words ("18 visits, 04/06/26 to 06/29/26"); empty where nothing can be reckoned."""
    parts = []
    if period.visits and period.visits == round(period.visits):
        parts.append(f"{number(period.visits)} visits")
    if period.begins and period.ends:
        parts.append(f"{on_day(period.begins)} to {on_day(period.ends)}")
    return ", ".join(parts)


def _asked(step: PlanItem, style: Style) -> str:
    """How often and how long in full words; the plan's own where it gives a range or says more."""
    words = tidied(step.text).strip(" .;,")
    if step.per_week and step.weeks and not _RANGE.search(words):
        times = _TIMES.get(step.per_week, f"{number(step.per_week)} times")
        return f"{times} a week for {number(step.weeks)} week{'s' if step.weeks != 1 else ''}"
    first, _, rest = words.partition(" ")
    carried = first.lower().rstrip(".:") in ("cont", "continue", "plan", "continued")
    return style.words(rest if carried and rest else words)


def _reduced(first: PlanPeriod, newest: PlanPeriod) -> str:
    was, now = first.steps[0].per_week, newest.steps[-1].per_week
    if not was or not now or now >= was or first.steps[0].source == newest.steps[0].source:
        return ""
    return sentence(f"The frequency is lower than that of the first plan ({was:g} a week then, {now:g} now)")
