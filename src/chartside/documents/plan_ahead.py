"""The plan from the report on: frequency, duration and the day it ends, what comes next, referrals, discharge."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from chartside.documents.episode import Episode, by_day
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import on_day, sentence
from chartside.documents.visit_words import facts_told, retell, words_of_visit
from chartside.domain.facts import Assertion, Fact, PlanItem
from chartside.plan_of_care import plan_periods


def plan_items(episode: Episode) -> list[PlanItem]:
    """Everything planned, oldest first."""
    return [f for f in by_day(episode, episode.canvas.facts) if isinstance(f, PlanItem)]


def write_plan(notebook: Notebook, episode: Episode, section: str) -> None:
    """The newest visit's plan in its own words, then the day on which its weeks end."""
    latest = episode.latest
    if latest is None:
        return
    for statement in words_of_visit(episode, latest)["plan"]:
        if not any(_is_home(f) for f in facts_told(episode, statement)):
            retell(notebook, episode, statement, section, ("plan",))
    write_frequency(notebook, episode, section)
    write_end(notebook, episode, section)


def write_frequency(notebook: Notebook, episode: Episode, section: str) -> None:
    """A frequency that differs from the one planned before, with the days of both."""
    planned = [f for f in plan_items(episode) if f.per_week and f.assertion is not Assertion.POSSIBLE]
    if not planned:
        return
    now = planned[-1]
    was = next((f for f in reversed(planned) if f.source != now.source), None)
    days = episode.day_of(now), None if was is None else episode.day_of(was)
    if was is None or was.per_week == now.per_week or days[0] != episode.until or days[1] is None:
        return
    text = f"Frequency from now: {now.per_week:g}x/wk; planned on {on_day(days[1])}: {was.per_week:g}x/wk"
    notebook.say(section, ("frequency",), sentence(text), [was, now], computed_by="plan.frequency")


def _is_home(fact: Fact) -> bool:
    return getattr(fact, "category", None) == "home_program"


def write_end(notebook: Notebook, episode: Episode, section: str) -> None:
    """When the first plan's weeks ended or end, and the newest plan's."""
    spans = planned_spans(episode)
    if not spans:
        return
    parts = []
    first, newest = spans[0], spans[-1]
    for index, span in enumerate(dict.fromkeys([first, newest])):
        start, end, items = span
        lead = "the first plan" if index == 0 and first != newest else "this plan"
        parts.append(f"{lead}, {_weeks(items)} from {on_day(start)}, runs to {on_day(end)}")
    facts = [item for _, _, items in dict.fromkeys([first, newest]) for item in items]
    notebook.say(section, ("end",), sentence("; ".join(parts)), facts, computed_by="plan.end")


def _weeks(items: Sequence[PlanItem]) -> str:
    weeks = [f"{item.weeks:g}" for item in items if item.weeks]
    return f"{' + '.join(weeks)} {'week' if weeks == ['1'] else 'weeks'}"


Span = tuple[date, date, tuple[PlanItem, ...]]


def planned_spans(episode: Episode) -> list[Span]:
    """Plans that say their weeks: day they were made, day they end, and the items; weeks of one note add up."""
    periods = plan_periods(episode.canvas)
    return [(p.begins, p.ends, p.steps) for p in periods if p.begins is not None and p.ends is not None]
