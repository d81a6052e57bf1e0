"""Goals over the course of care: target date, baseline and newest value, what the therapist said of it and when.

A goal is met where the therapist says so; where the number says otherwise, or reaches the target unsaid, both stand
side by side for the therapist to settle.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chartside.documents.abbreviations import name_of
from chartside.documents.course import Series
from chartside.documents.course_rows import dated
from chartside.documents.course_series import Charted
from chartside.documents.episode import Episode, by_day
from chartside.documents.function_course import tasks_of, told_of, wording
from chartside.documents.goal_rows import OF_ALL, REACHED, distance_left, goal_fit, is_of_care, named_goal, placed_goals
from chartside.documents.heard import thing_of
from chartside.documents.knowledge import knowledge
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import capitalized, on_day, sentence, tidied
from chartside.documents.verdict_wording import on
from chartside.documents.words_found import course_words
from chartside.domain.documents import Column, Table
from chartside.domain.facts import Fact, Goal, GoalStatus, GoalTerm

GOALS_COURSE = Table(
    "goals",
    "Goals",
    (
        Column("goal", "Goal"),
        Column("due", "Target date"),
        Column("progress", "Baseline → latest"),
        Column("status", "Status"),
    ),
)
_NONE = "–"
_DAYS_IN_MONTH = 30.4
_FARTHEST = 3 * 366
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "sixteen": 16,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GoalCourse:
    """A goal with all that is said of it.

    Attributes:
        goal: Its newest wording.
        set_by: Its first wording, with the day it was set.
        said: Everything said of it, oldest first, its own wordings included.
        series: The measure it is judged by, if any.
        told: First and newest thing told of the task it names, where no measure fits.
        due: The day it is due, where the sources give it.
    """

    goal: Goal
    set_by: Goal
    said: tuple[Goal, ...]
    series: Series | None
    told: tuple[Fact, ...]
    due: date | None

    @property
    def stated(self) -> Goal | None:
        """The newest word on it that gives a status."""
        return next((g for g in reversed(self.said) if g.status is not None), None)

    @property
    def spoken(self) -> Goal | None:
        """The newest word on its status that gives a number beside it ("LTG 2 not met, 1 mile")."""
        stated = self.stated
        return stated if stated is not None and stated is not self.goal and stated.target_value is not None else None

    @property
    def met(self) -> bool:
        """Whether the therapist's newest word is that it is met."""
        return self.stated is not None and self.stated.status is GoalStatus.MET

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All it rests on."""
        values = (self.series.first.value, self.series.latest.value) if self.series else ()
        return tuple(dict.fromkeys([self.goal, self.set_by, *self.said, *values, *self.told]))


def goals_of(episode: Episode, rows: Sequence[Charted]) -> tuple[GoalCourse, ...]:
    """The goals of the plan of care, short-term ones first."""
    said = [f for f in by_day(episode, episode.canvas.facts) if isinstance(f, Goal) and is_of_care(f)]
    known = tasks_of(episode)
    goals: list[Goal] = []
    placed = placed_goals(said[-_MOST:], goals)
    made: list[GoalCourse] = []
    for index, goal in enumerate(goals):
        words = tuple(dict.fromkeys(placed.get(index, [goal])))
        if goal.term is None and goal.target_value is None and goal.due is None:
            continue  # a word on a goal that no source sets
        first = _set_by(goal, words)
        series = _series(goal, rows)
        told = () if series is not None else told_of(episode, known, goal.text)
        made.append(GoalCourse(goal, first, words, series, told, _due(goal, episode) or _due(first, episode)))
    return tuple(sorted(made, key=lambda g: g.goal.term is GoalTerm.LONG))


_MOST = 200  # words on goals; each is compared with each


def _set_by(goal: Goal, said: Sequence[Goal]) -> Goal:
    """The word that set the goal: the newest that revised it, else the first."""
    return goal if goal.status in (GoalStatus.NEW, GoalStatus.REVISED) else next(iter(said), goal)


def _series(goal: Goal, rows: Iterable[Charted]) -> Series | None:
    fits = [(goal_fit(goal, thing_of(row.series.latest.value)), row.series) for row in rows]
    best = max((fit for fit, _ in fits), default=0)
    return next((series for fit, series in fits if fit == best), None) if best else None


def _due(goal: Goal, episode: Episode) -> date | None:
    """The day on which so many weeks from the day it was set end."""
    start = episode.day_of(goal)
    if start is None or not goal.due:
        return None
    span = days_of(goal.due)
    return start + timedelta(days=span) if span is not None and span <= _FARTHEST else None


def days_of(text: str) -> int | None:
    """Days of a span of time in words ("4 wks", "twelve weeks", "2 months"); None where there is none."""
    hit = course_words("due").search(text)
    if hit is None:
        return None
    count = _NUMBERS.get(hit[1].lower()) or (int(hit[1]) if hit[1].isdigit() else 0)
    units = knowledge("course_words")["due"]
    word = hit[2].lower()
    if word in units["day"]:
        return count
    if word in units["week"]:
        return count * 7
    return round(count * _DAYS_IN_MONTH) if word in units["month"] else None


def write_goals_course(notebook: Notebook, episode: Episode, goals: Iterable[GoalCourse], section: str) -> None:
    """Put the goals into the section's table."""
    for one in goals:
        name = named_goal(one.goal, episode.style)
        due = due_words(one)
        progress = _progress(one, episode)
        status = capitalized("; ".join(_status(one, episode))) or _NONE
        cells = (("goal", name), ("due", due or _NONE), ("progress", progress or _NONE), ("status", status))
        text = f"Goal: {name}" + (f", due {due}" if due else "") + (f"; {progress}" if progress else "")
        text += f"; {status[:1].lower()}{status[1:]}" if status != _NONE else ""
        key = ("goal", one.goal.term, one.set_by.text)
        notebook.row(section, GOALS_COURSE.key, key, cells, sentence(text), one.facts, computed_by="goal.course")


def due_words(one: GoalCourse) -> str:
    """The day it is due with the source's words for it; "" where nothing is said."""
    said = tidied(one.goal.due or one.set_by.due or "")
    if one.due is None:
        return said
    return f"{on_day(one.due)} ({said})" if said else on_day(one.due)


def _progress(one: GoalCourse, episode: Episode) -> str:
    if one.series is not None:
        points = one.series.points
        first, latest = dated(points[0]), dated(points[-1])
        return first if len(points) == 1 else f"{first} → {latest}"
    if not one.told and one.spoken is not None:
        return f"{episode.style.words(tidied(one.spoken.text).strip(' .;,'))} {on(episode.day_of(one.spoken))}"
    steps = [f"{episode.style.words(wording(f))} {on(episode.day_of(f))}" for f in one.told]
    return " → ".join(capitalized(step) for step in steps)


def _status(one: GoalCourse, episode: Episode) -> Iterator[str]:
    """The therapist's word with its day, the number beside it, and a target date that has passed."""
    stated = one.stated
    distance = gap_to_goal(one)
    if stated is not None and stated.status is not None:
        words = "nearly met" if _nearly(stated) else name_of("goal_status", stated.status)
        stated = _since(one, stated)
        yield f"{words}, PT {on_day(day)}" if (day := episode.day_of(stated)) else f"{words} (stated)"
    if stated is None or stated.status is not GoalStatus.MET:
        if distance:
            yield distance
    elif distance and distance != REACHED:
        yield f"by the number {distance}, PT to confirm"
    passed = one.due is not None and episode.until is not None and one.due < episode.until
    if passed and not one.met:
        newest = _newest_day(one, episode)
        yield "target date passed" + (
            f", no value since {on_day(newest)}" if newest is not None and newest < (one.due or newest) else ""
        )
    if one.series is None and not one.told and one.spoken is None and not one.met:
        yield "no value in the notes read"


def _since(one: GoalCourse, stated: Goal) -> Goal:
    """The first of the words that say the same status without a break up to the newest: since then it is met."""
    since = stated
    for word in reversed([g for g in one.said if g.status is not None]):
        if word.status is not stated.status or stated.status is not GoalStatus.MET:
            break
        since = word
    return since


def _nearly(goal: Goal) -> bool:
    near = re.search(r"\b(?:nearly|almost|partially|partly)\b", goal.place.quote, re.I)
    return near is not None and goal.status is not GoalStatus.MET and OF_ALL.match(goal.text) is None


def gap_to_goal(one: GoalCourse) -> str:
    """How far the newest value is from the target, in words; "" where no measure fits."""
    return distance_left(one.goal, one.series.latest.value) if one.series is not None else ""


def _newest_day(one: GoalCourse, episode: Episode) -> date | None:
    if one.series is not None:
        return one.series.latest.day
    return episode.day_of(one.told[-1]) if one.told else None


def write_count(notebook: Notebook, goals: Sequence[GoalCourse], section: str) -> None:
    """One sentence of how many goals are met, by the therapist's word."""
    old = [g for g in goals if g.goal.status is not GoalStatus.NEW]
    if not old:
        return
    met = sum(g.met for g in old)
    parts = [f"{met} of {len(old)} met"]
    for status in (GoalStatus.PROGRESSING, GoalStatus.ONGOING, GoalStatus.NOT_MET):
        count = sum(g.stated is not None and g.stated.status is status for g in old)
        parts += [f"{count} {name_of('goal_status', status)}"] if count else []
    silent = sum(g.stated is None for g in old)
    parts += [f"{silent} without a word on status"] if silent else []
    added = len(goals) - len(old)
    parts += [f"{added} new"] if added else []
    facts = [fact for g in goals for fact in g.facts if isinstance(fact, Goal)]
    notebook.say(section, ("goals",), sentence(f"Goals: {', '.join(parts)}"), facts, computed_by="goal.count")


def aim_of(series: Series, goals: Sequence[GoalCourse]) -> float | None:
    """The target that a series is judged by, for its picture: the long-term goal's where there are two."""
    for one in reversed(goals):
        if one.series is series and one.goal.target_value is not None and gap_to_goal(one):
            return one.goal.target_value
    return series.goal.value if series.goal is not None else None
