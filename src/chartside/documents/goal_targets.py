"""The goals of a plan of care: from which baseline to which target, by which day, and if that is more than error."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chartside.documents.abbreviations import Style
from chartside.documents.goal_rows import GoalRow, measured_by, motion_words, named_goal, words_in
from chartside.documents.heard import Heard, Value
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import capitalized, in_a_row, number, on_day, sentence, tidied, with_unit
from chartside.documents.value_wording import shown
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Column, Table
from chartside.domain.facts import Assertion, Fact, Function, Goal, Measure, Measurement, Score, Symptom, When
from chartside.measures import Change, instrument_change, instrument_of, rom_change, thresholds_for
from chartside.plan_of_care import due_day

TARGETS = Table(
    "targets",
    "Goals",
    (
        Column("goal", "Goal"),
        Column("baseline", "Baseline"),
        Column("due", "Target date"),
        Column("beyond", "From baseline to target"),
    ),
)

_FEWEST_ALIKE = 2
_GRADED = re.compile(r"[0-5][+-]?\s*/\s*5\b|\b(?:strength|mmt)\b", re.I)
_MOST_ALIKE = 100  # words of function go before those of symptoms
_BOUND = re.compile(
    r"(?:[≤≥<>]=?|\b(?:under|below|over|above|at least|at most|less than|more than))\s*(\d+(?:\.\d+)?)"
    r"|(\d+(?:\.\d+)?)[^\d,;]{0,10} or (?:less|more|below|above|better|greater|fewer)",
    re.I,
)


def write_targets(
    notebook: Notebook, canvas: Canvas, heard: Heard, rows: Iterable[GoalRow], style: Style, population: str
) -> None:
    """Put each goal into the table, with the day it is due reckoned from the visit."""
    for row in rows:
        goal = row.goal
        facts: list[Fact] = [goal, *row.today]
        baseline = next((heard.today[t][-1] for t in measured_by(goal, heard) if t in heard.today), None)
        if baseline is None:
            baseline = _gait_speed(goal, heard) or _strength(goal, heard)
        beyond, now = "", ""
        told = _told_of(goal, canvas) if baseline is None else None
        if told is not None:
            facts.append(told)
            now = capitalized(style.words(tidied(told.place.quote)).strip(" .,;:"))
        if baseline is not None:
            facts.append(baseline)
            now = shown(baseline)
            beyond = _beyond(goal, baseline, population)
        written = tidied(goal.due or "")
        day = due_day(goal.due, canvas.source(goal.source).date or canvas.header.visit_date)
        due = f"{on_day(day)} ({written})" if day is not None else written
        name = named_goal(goal, style)
        cells = (("goal", name), ("baseline", now or "–"), ("due", due or "–"), ("beyond", beyond or "–"))
        said = f"Goal: {name}" + (f", due {due}" if due else "") + (f"; baseline {now}" if now else "")
        said += f"; {beyond}" if beyond else ""
        rule = "goal.target" if day is not None or beyond else None
        key = ("goal", goal.term, goal.text)
        known = told is not None and told.id in notebook.told
        notebook.row("goals", TARGETS.key, key, cells, sentence(said), facts, computed_by=rule)
        if told is not None and not known:
            notebook.told.discard(told.id)  # it has a sentence of its own


def _gait_speed(goal: Goal, heard: Heard) -> Value | None:
    """Today's gait speed, where the goal is one of gait speed in the same unit."""
    if not re.search(r"\b(?:gait|walking) (?:speed|velocity)\b", goal.text, re.I):
        return None
    speeds = [values[-1] for thing, values in heard.today.items() if thing[0] == Measure.GAIT_SPEED]
    return next((v for v in speeds if len(speeds) == 1 and v.unit == goal.target_unit), None)


def _strength(goal: Goal, heard: Heard) -> Value | None:
    """Today's grade of the one motion that a goal of strength names."""
    if not _GRADED.search(goal.text):
        return None
    named = [
        values[-1]
        for thing, values in heard.today.items()
        if thing[0] == Measure.STRENGTH and _names_motion(goal.text.lower(), str(thing[2] or ""), str(thing[3] or ""))
    ]
    return named[0] if len(named) == 1 else None


def _names_motion(text: str, motion: str, side: str) -> bool:
    """Whether a goal names a motion, and no other side than this one."""
    other = {"left": r"\b(?:r|right)\b", "right": r"\b(?:l|left)\b"}.get(side)
    if other is not None and re.search(other, text):
        return False
    return bool(motion) and any(
        re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) for word in motion_words().get(motion, (motion,))
    )


def _told_of(goal: Goal, canvas: Canvas) -> Fact | None:
    """What today's sources say in words of the thing that a goal without a measure is about."""
    wanted = _stems(goal.text)
    best: tuple[int, Fact] | None = None
    for fact in canvas.today():
        if not isinstance(fact, Function | Symptom) or fact.when is not When.CURRENT or is_in_goal(fact, canvas):
            continue
        alike = len(wanted & _stems(fact.place.quote))
        fit = alike + _MOST_ALIKE * isinstance(fact, Function)
        if alike >= _FEWEST_ALIKE and fact.assertion is Assertion.PRESENT and (best is None or fit > best[0]):
            best = fit, fact
    return best[1] if best else None


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:4] for word in words_in(text) if not word.isdigit() and not word.startswith("with"))


def is_in_goal(fact: Fact, canvas: Canvas) -> bool:
    """Whether a fact is read from the words of a goal."""
    return any(isinstance(g, Goal) and g.place.overlaps(fact.place) for g in canvas.today())


def _beyond(goal: Goal, now: Value, population: str) -> str:
    """How far the target is from the baseline, and whether that is more than the measure's error."""
    target = goal.target_value
    if target is None or now.value is None or not _is_clear(goal):
        return ""
    change = _change(goal, now, target, population)
    if change is None or change.amount == 0:
        return ""
    unit = "" if change.unit == "points" else change.unit
    amount = with_unit(number(abs(change.amount)), unit) + (" points" if change.unit == "points" else "")
    if change.better is False:
        return f"{amount} worse than the baseline"
    thresholds = _thresholds(now, change, population)
    if not thresholds:
        return f"{amount}; no MDC on file"
    size = abs(change.amount)
    beyond = [f"{name} {with_unit(number(least), unit)}" for name, least in thresholds if size >= least]
    below = [f"{name} {with_unit(number(least), unit)}" for name, least in thresholds if size < least]
    parts = [f"{word} {in_a_row(names)}" for word, names in (("beyond", beyond), ("not beyond", below)) if names]
    return f"{amount}, {', '.join(parts)}"


def _thresholds(now: Value, change: Change, population: str) -> list[tuple[str, float]]:
    """Detectable and important change that apply from the baseline; of motion the error of the measurement."""
    instrument = instrument_of(now)
    if instrument is None or (isinstance(now, Measurement) and now.measure is Measure.ROM):
        return [(change.kind, change.threshold)] if change.threshold is not None else []
    own = instrument.in_own_unit(now.value or 0.0, now.unit)
    if own is None:
        return []
    found = zip(("MDC", "MCID"), thresholds_for(instrument.id, own, population), strict=True)
    return [(name, round(threshold.amount(own), 2)) for name, threshold in found if threshold is not None]


def _is_clear(goal: Goal) -> bool:
    """Whether the bound that the goal's words set is the target read from them ("5xSTS in 16 s or less" is not 5)."""
    bounds = {float(next(filter(None, hit.groups()))) for hit in _BOUND.finditer(tidied(goal.text))}
    return not bounds or goal.target_value in bounds


def _change(goal: Goal, now: Value, target: float, population: str) -> Change | None:
    if isinstance(now, Score):
        try:
            return instrument_change(now.instrument, now.value, target, population, now.unit)
        except (KeyError, ValueError):
            return None
    instrument = instrument_of(now)
    if isinstance(now, Measurement) and now.measure is Measure.GAIT_SPEED and instrument is not None:
        return instrument_change(instrument.id, now.value or 0.0, target, population)
    if isinstance(now, Measurement) and now.measure is Measure.ROM and goal.target_unit in ("deg", "°", None):
        return rom_change(now.joint, now.motion, now.value or 0.0, target)
    return None
