"""The table of goals: what each wants, where it began, where it is today, and how far that is.

A goal is called met only where a source says so; where a value reaches its target, the rest of the goal is left for
the PT to confirm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from chartside.documents.abbreviations import Style, name_of
from chartside.documents.heard import Heard, Key, Value
from chartside.documents.knowledge import knowledge
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import capitalized, number, on_day, sentence, tidied, with_unit
from chartside.documents.value_wording import compared, shown
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Column, Table
from chartside.domain.facts import Fact, Goal, GoalStatus, GoalTerm, Measure, Measurement, Score
from chartside.measures import instruments
from chartside.plan_of_care import due_day

GOALS = Table(
    "goals",
    "Goals",
    (
        Column("goal", "Goal"),
        Column("progress", "Baseline → now"),
        Column("due", "Due"),
        Column("status", "Status"),
    ),
)
_LABEL = re.compile(
    r"\b(STG|LTG|short[- ]term goal|long[- ]term goal)s?\s*#?\s*(\d+|one|two|three|four|five|six)\b", re.I
)
OF_ALL = re.compile(
    r"^\W*(?:all\s+)?(?:(STG|LTG|short[- ]term|long[- ]term)s?\s*)?goals?\W*"
    r"(?:all\s+)?(?:are\s+)?(?:ongoing|progressing|met|not met)?\W*$"
    r"|^\W*(STG|LTG|short[- ]term goal|long[- ]term goal)s?\W*(?:(?:is|are)\s+)?"
    r"(?:ongoing|progressing|met|not met)?\W*$",
    re.I,
)
_COUNT = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_WORD = re.compile(r"[a-z]{3,}|\d+")
_IDLE = frozenset({"stg", "ltg", "the", "and", "with", "for", "goal", "met", "not", "wks", "weeks", "patient", "will"})
_MORE = frozenset({Measure.ROM, Measure.GAIT_SPEED, Measure.GRIP})
_MOST_GOALS = 120  # said in all notes together; goals are few, and each is compared with each
_ALIKE = 0.5  # share of words by which two wordings are of one goal
REACHED = "target value reached, PT to confirm"


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal of the episode with what today's sources say of it, and what earlier notes said last."""

    goal: Goal
    today: tuple[Goal, ...]
    earlier: Goal | None = None


def goal_rows(canvas: Canvas) -> tuple[GoalRow, ...]:
    """Goals of the episode in their newest wording, each with today's word on it; then goals new today."""
    past = [f for f in canvas.history() if isinstance(f, Goal) and is_of_care(f)][-_MOST_GOALS:]
    today = [f for f in canvas.today() if isinstance(f, Goal) and is_of_care(f)][:_MOST_GOALS]
    goals: list[Goal] = []
    said_earlier = placed_goals(past, goals)
    known = len(goals)
    said_today = placed_goals(today, goals)
    rows = [
        GoalRow(
            goal,
            tuple(said_today.get(index, ())) or ((goal,) if index >= known else ()),
            next(reversed(said_earlier.get(index, [])), None),
        )
        for index, goal in enumerate(goals)
    ]
    return tuple(sorted(rows, key=lambda row: row.goal.term is GoalTerm.LONG))


def placed_goals(said: Sequence[Goal], goals: list[Goal]) -> dict[int, list[Goal]]:
    """What is said of goals by the index of each; goals said for the first time are added to `goals`.

    A new or revised wording takes the place of the old one.
    """
    placed: dict[int, list[Goal]] = {}
    for goal in said:
        every = _all_of(goal, goals)
        index = None if every else _match(goal, goals)
        for place in every if index is None else [index]:
            placed.setdefault(place, []).append(goal)
        if index is not None and goal.status is not GoalStatus.MET and _defines(goal, goals[index]):
            goals[index] = goal
        if index is None and not every and (_is_one(goal) or not OF_ALL.match(goal.text)):
            goals.append(goal)
    return placed


def _defines(goal: Goal, old: Goal) -> bool:
    """Whether a word on a goal sets it anew."""
    return goal.status in (GoalStatus.NEW, GoalStatus.REVISED) or (
        goal.due is not None and len(goal.text) >= len(old.text)
    )


def is_of_care(goal: Goal) -> bool:
    """Whether a goal is one of the plan of care, not only a wish of the patient."""
    return goal.term is not None or goal.status is not None or goal.target_value is not None


def _labels(goals: Sequence[Goal]) -> list[tuple[str, int]]:
    """Label of each goal: as written, else its place among those of its term."""
    counts: dict[str, int] = {}
    labels: list[tuple[str, int]] = []
    for goal in goals:
        term = "LTG" if goal.term is GoalTerm.LONG else "STG"
        counts[term] = counts.get(term, 0) + 1
        labels.append(_label(goal) or (term, counts[term]))
    return labels


def _label(goal: Goal) -> tuple[str, int] | None:
    hit = _LABEL.search(goal.place.quote) or _LABEL.search(goal.text)
    if hit is None:
        return None
    number_said = _COUNT.get(hit[2].lower()) or int(hit[2])
    return ("LTG" if hit[1][0] in "Ll" else "STG"), number_said


def _all_of(goal: Goal, past: Sequence[Goal]) -> list[int]:
    """Indexes of the goals a word on all of them speaks of ("long-term goals ongoing")."""
    hit = OF_ALL.match(goal.text)
    if hit is None or goal.status is None:
        return []
    said = (hit[1] or hit[2] or "").lower()
    terms = {"s": GoalTerm.SHORT, "l": GoalTerm.LONG}
    meant = [i for i, g in enumerate(past) if not said or g.term is terms[said[0]]]
    return [] if _is_one(goal) and len(meant) > 1 else meant


def _is_one(goal: Goal) -> bool:
    """Whether a word is on one goal without saying which ("STG met"): clear only where its term has one."""
    hit = OF_ALL.match(goal.text)
    return hit is not None and hit[2] is not None and hit[2].lower() + "s" not in goal.text.lower()


def _match(goal: Goal, past: Sequence[Goal]) -> int | None:
    """Index of the goal that a word on a goal speaks of: by its label, else by its target and words."""
    label = _label(goal)
    labels = _labels(past)
    if label is not None and label in labels and past[labels.index(label)].source != goal.source:
        return labels.index(label)
    scored = [(_fit(goal, old), index) for index, old in enumerate(past) if _may_be(goal, old)]
    best = max(scored, key=lambda pair: (pair[0], -pair[1]), default=(0.0, -1))
    return best[1] if best[0] >= _ALIKE else None


def _may_be(goal: Goal, old: Goal) -> bool:
    """Whether two words on goals may be of one goal: no other term, no other target, no neighbour in one list."""
    if goal.term is not None and old.term is not None and goal.term is not old.term:
        return False
    if None not in (goal.target_value, old.target_value) and goal.target_value != old.target_value:
        return False
    return goal.source != old.source or _alike(goal, old) == 1 or goal.status is not None


def _fit(goal: Goal, old: Goal) -> float:
    alike = _alike(goal, old)
    same = goal.target_value is not None and (goal.target_value, goal.target_unit) == (
        old.target_value,
        old.target_unit,
    )
    return max(alike, 0.9) if same and alike > 0 else alike


def _alike(a: Goal, b: Goal) -> float:
    first, second = words_in(a.text), words_in(b.text)
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def words_in(text: str) -> frozenset[str]:
    """Stems of the telling words of a text."""
    return frozenset(word[:5] for word in _WORD.findall(text.lower()) if word not in _IDLE)


def write_goals(
    notebook: Notebook,
    canvas: Canvas,
    heard: Heard,
    rows: Iterable[GoalRow],
    style: Style,
    population: str,
    *,
    dated: bool = False,
) -> None:
    """Put the goals into their table; `dated` reckons the day each is due from the day it was set."""
    days = {source.id: source.date for source in canvas.sources}
    for row in rows:
        goal = row.goal
        things = measured_by(goal, heard)
        now = next((heard.today[t][-1] for t in things if t in heard.today), None)
        first = next((e for t in things if (e := heard.first(t)) is not None), None)
        facts: list[Fact] = [goal, *row.today]
        progress, distance = "–", ""
        if now is not None:
            facts.append(now)
            progress = shown(now)
            distance = distance_left(goal, now)
        if first is not None and first.value is not now:
            facts.append(first.value)
            progress = f"{shown(first.value)} → {progress if now is not None else 'not measured today'}"
        if row.earlier is not None and not any(g.status for g in row.today):
            facts.append(row.earlier)
        status = _status(row, distance, days.get(row.earlier.source) if row.earlier else None)
        if now is not None and first is not None and row.today:
            status += _unproven(now, first.value, population)
        name = named_goal(goal, style)
        due = tidied(goal.due or "") or "–"
        day = due_day(goal.due, days.get(goal.source)) if dated else None
        due = f"{on_day(day)} ({due})" if day is not None else due
        cells = (("goal", name), ("progress", progress), ("due", due), ("status", capitalized(status) or "–"))
        said = sentence(
            f"Goal: {name}" + (f", due {due}" if goal.due else "") + (f"; {progress}" if progress != "–" else "")
            + (f"; {status}" if status else "")
        )  # fmt: skip
        rule = "goal.remaining" if now is not None or first is not None or day is not None else None
        notebook.row("assessment", GOALS.key, ("goal", goal.term, goal.text), cells, said, facts, computed_by=rule)


def named_goal(goal: Goal, style: Style) -> str:
    """A goal with its term, as printed ("STG: elbow flexion 120°")."""
    text = re.sub(r"^goals?\s*:\s*", "", style.words(tidied(goal.text)).strip(" .;,:"), flags=re.I)
    if goal.term is None or re.match(r"(?:STG|LTG|short|long)", text, re.I):
        return capitalized(text)
    term = "STG" if goal.term is GoalTerm.SHORT else "LTG"
    return f"{style.words(term).capitalize() if style.expanded else term}: {text}"


def _status(row: GoalRow, distance: str, day: date | None) -> str:
    """What the source says of the goal, and what the value says."""
    said = [g.status for g in row.today if g.status is not None]
    words = [name_of("goal_status", s) for s in dict.fromkeys(said)]
    own = [g for g in row.today if not OF_ALL.match(g.text)]
    if own and len(own) < len(row.today):
        said = [g.status for g in own if g.status is not None]
        words = [name_of("goal_status", s) for s in dict.fromkeys(said)]
    text = " and ".join(words)
    nearly = any(re.search(r"\b(?:nearly|almost|partially|partly)\b", g.evidence[0].quote, re.I) for g in row.today)
    if nearly and GoalStatus.MET not in said:
        text = "nearly met"
    if text:
        text += " (stated)"
        distance = "" if distance == REACHED else distance
    elif row.earlier is not None and row.earlier.status is not None:
        text = name_of("goal_status", row.earlier.status) + (f" on {on_day(day)}" if day else "") + " (stated)"
        distance = "" if distance == REACHED else distance
    return "; ".join(part for part in (text, distance) if part)


def _unproven(now: Value, first: Value, population: str) -> str:
    """A word on a change that is below its threshold, though the target may be reached."""
    if not isinstance(now, Score):
        return ""
    change = compared(now, first, population)
    return f"; change {change.text.split(', ')[1]}" if change and ", below" in change.text else ""


def measured_by(goal: Goal, heard: Heard) -> list[Key]:
    """Things of the canvas that the goal's text speaks of, best fit first."""
    things = dict.fromkeys([*heard.today, *heard.past, *heard.own_earlier])
    found = [(fit + (thing in heard.today), thing) for thing in things if (fit := goal_fit(goal, thing))]
    return [thing for _, thing in sorted(found, key=lambda pair: -pair[0])]


def goal_fit(goal: Goal, thing: Key) -> int:
    """How well a thing measured fits what a goal's text speaks of; 0 for not at all."""
    text = goal.text.lower()
    if thing[0] == "score":
        return _score_fit(thing, text)
    named = knowledge("goal_words")["measure"].get(str(thing[0]))
    if named is not None:
        fits = goal.target_unit in named["units"] and any(word in text for word in named["words"])
        return 3 if fits else 0
    return _motion_fit(thing, text, goal)


def _score_fit(thing: Key, text: str) -> int:
    instrument = instruments().get(str(thing[1]))
    if instrument is None:
        return 0
    names = (instrument.id, instrument.name, *instrument.aliases)
    return 4 if any(re.search(rf"(?<!\w){re.escape(n.lower())}(?!\w)", text) for n in names if len(n) > 2) else 0


def _motion_fit(thing: Key, text: str, goal: Goal) -> int:
    if thing[0] != Measure.ROM or goal.target_unit not in ("deg", "°", None) or goal.target_value is None:
        return 0
    joint, motion, side, mode = str(thing[1] or ""), str(thing[2] or ""), thing[3], thing[4]
    if not any(re.search(rf"(?<!\w){re.escape(w)}(?!\w)", text) for w in motion_words().get(motion, (motion,)) if w):
        return 0
    if joint and joint not in text and any(region in text for region in knowledge("names")["order"]["regions"]):
        return 0
    named = {
        s for s, words in (("left", r"\b(?:l|left|lt)\b"), ("right", r"\b(?:r|right|rt)\b")) if re.search(words, text)
    }
    if named and side is not None and str(side) not in named:
        return 0
    passive = bool(re.search(r"\bp-?rom\b|passive", text))
    return 2 + (mode == ("passive" if passive else "active")) * 2 + (str(side) in named)


@cache
def motion_words() -> dict[str, tuple[str, ...]]:
    """Spellings of each motion in goals."""
    return {motion: tuple(words) for motion, words in knowledge("goal_words")["motion"].items()}


def distance_left(goal: Goal, now: Value) -> str:
    """How far today's value is from the target; "reached" leaves the judgement to the PT."""
    target = goal.target_value
    if target is None or now.value is None:
        return ""
    higher = _wants_higher(goal, now)
    own = now.unit or (instruments_unit(now.instrument) if isinstance(now, Score) else None)
    if higher is None or (goal.target_unit and own and goal.target_unit != own):
        return ""
    motion = isinstance(now, Measurement) and now.measure is Measure.ROM
    unit = "deg" if motion else (own or "")
    left = round(target - now.value if higher else now.value - target, 2)
    if left <= 0:
        return REACHED
    return (
        f"{with_unit(number(left), '' if unit == 'points' else unit)}{_points(left) if unit == 'points' else ''} short"
    )


def _points(left: float) -> str:
    return " point" if left == 1 else " points"


def instruments_unit(instrument: str) -> str:
    """Unit of a measure of the catalogue; empty for others."""
    known = instruments().get(instrument)
    return known.unit if known else ""


def _wants_higher(goal: Goal, now: Value) -> bool | None:
    words = knowledge("goal_words")["direction"]
    text = tidied(f"{goal.evidence[0].quote} {goal.text}").lower()
    if any(w in text for w in words["lower"]):
        return False
    if isinstance(now, Score):
        known = instruments().get(now.instrument)
        if known is not None and known.higher_is_better is not None:
            return known.higher_is_better
    if any(w in text for w in words["higher"]):
        return True
    return True if isinstance(now, Measurement) and now.measure in _MORE else None
