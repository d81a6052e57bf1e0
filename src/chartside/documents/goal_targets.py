"""The goals of a plan of care: from which baseline to which target, by which day, and whether that is more than error."""

from __future__ import annotations

from collections.abc import Iterable

from chartside.documents.abbreviations import Style
from chartside.documents.goal_rows import GoalRow, measured_by, named
from chartside.documents.heard import Heard, Value
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import number, on_day, sentence, tidied, with_unit
from chartside.documents.value_wording import shown
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Column, Table
from chartside.domain.facts import Fact, Goal, Measure, Measurement, Score
from chartside.measures import Change, Verdict, due_day, instrument_change, rom_change

TARGETS = Table(
    "targets",
    "Goals",
    (
        Column("goal", "Goal"),
        Column("baseline", "Baseline", numeric=True),
        Column("due", "Target date"),
        Column("beyond", "From baseline to target"),
    ),
)


def write_targets(
    notebook: Notebook, canvas: Canvas, heard: Heard, rows: Iterable[GoalRow], style: Style, population: str
) -> None:
    """Put each goal into the table, with the day it is due reckoned from the visit."""
    for row in rows:
        goal = row.goal
        facts: list[Fact] = [goal, *row.today]
        baseline = next((heard.today[t][-1] for t in measured_by(goal, heard) if t in heard.today), None)
        beyond, now = "", ""
        if baseline is not None:
            facts.append(baseline)
            now = shown(baseline)
            beyond = _beyond(goal, baseline, population)
        written = tidied(goal.due or "")
        day = due_day(goal.due, canvas.header.visit_date)
        due = f"{on_day(day)} ({written})" if day is not None else written
        name = named(goal, style)
        cells = (("goal", name), ("baseline", now or "–"), ("due", due or "–"), ("beyond", beyond or "–"))
        said = f"Goal: {name}" + (f", due {due}" if due else "") + (f"; baseline {now}" if now else "")
        said += f"; {beyond}" if beyond else ""
        rule = "goal.target" if day is not None or beyond else None
        key = ("goal", goal.term, goal.text)
        notebook.row("goals", TARGETS.key, key, cells, sentence(said), facts, computed_by=rule)


def _beyond(goal: Goal, now: Value, population: str) -> str:
    """How far the target is from the baseline, and whether that is more than the measure's error."""
    target = goal.target_value
    if target is None or now.value is None:
        return ""
    change = _change(goal, now, target, population)
    if change is None or change.amount == 0:
        return ""
    unit = "" if change.unit == "points" else change.unit
    amount = with_unit(number(abs(change.amount)), unit) + (" points" if change.unit == "points" else "")
    if change.better is False:
        return f"{amount} worse than the baseline"
    if change.threshold is None:
        return f"{amount}; no MDC on file"
    threshold = f"{change.kind} {with_unit(number(change.threshold), unit)}"
    if change.verdict in (Verdict.WITHIN_ERROR, Verdict.BELOW_IMPORTANT):
        return f"{amount}, not beyond {threshold}"
    return f"{amount}, beyond {threshold}"


def _change(goal: Goal, now: Value, target: float, population: str) -> Change | None:
    if isinstance(now, Score):
        try:
            return instrument_change(now.instrument, now.value, target, population, now.unit)
        except (KeyError, ValueError):
            return None
    if isinstance(now, Measurement) and now.measure is Measure.ROM and goal.target_unit in ("deg", "°", None):
        return rom_change(now.joint, now.motion, now.value or 0.0, target)
    return None

