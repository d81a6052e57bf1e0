"""What is still to be reached: goals not met, with the newest value and the gap; and why that takes a therapist."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from chartside.documents.abbreviations import Style
from chartside.documents.episode import episode_of
from chartside.documents.function_course import tasks_of, told_of, wording
from chartside.documents.goal_rows import GoalRow, goal_rows, named_goal, standing_of
from chartside.documents.heard import Heard
from chartside.documents.knowledge import knowledge
from chartside.documents.letters.shown_elements import shown
from chartside.documents.letters.told import restated
from chartside.documents.notebook import Notebook
from chartside.documents.passages import passages_of
from chartside.documents.phrasing import capitalized, in_a_row, sentence, tidied
from chartside.documents.value_wording import shown as shown_value
from chartside.documents.words_found import course_words
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Column, Table
from chartside.domain.facts import Fact, Goal, GoalStatus
from chartside.domain.source import SourceKind

REMAINING = Table(
    "remaining",
    "Goals not yet met",
    (Column("goal", "Goal"), Column("now", "Now"), Column("gap", "Still to go"), Column("due", "Due")),
)


def write_remaining(notebook: Notebook, canvas: Canvas, heard: Heard, style: Style, section: str = "remaining") -> None:
    """A row for each goal that no source calls met; then which ones are met, on the word of the source."""
    met: list[GoalRow] = []
    episode = episode_of(canvas)
    known = tasks_of(episode)
    for row in goal_rows(canvas):
        if _only_talked_of(row.goal, canvas):
            continue
        if is_met(row):
            met.append(row)
            continue
        latest, gap = standing_of(row.goal, heard)
        facts: list[Fact] = [row.goal, *row.today]
        now = "–"
        if latest is not None:
            facts.append(latest.value)
            now = shown_value(latest.value)
        elif told := [f for f in told_of(episode, known, row.goal.text)[-1:] if not _reasoned().search(f.place.quote)]:
            facts += told
            now = capitalized(style.words(wording(told[0])))
        name = named_goal(row.goal, style)
        due = tidied(row.goal.due or "") or "–"
        cells = (("goal", name), ("now", now), ("gap", capitalized(gap) or "–"), ("due", due))
        words = name + (f"; now {now}" if now != "–" else "") + (f", {gap}" if gap else "")
        rule = "goal.remaining" if latest is not None else None
        notebook.row(
            section, REMAINING.key, ("remaining", row.goal.text), cells, sentence(words), facts, computed_by=rule
        )
    if met:
        text = sentence(f"Met so far: {in_a_row(named_goal(row.goal, style) for row in met)}")
        notebook.say(section, ("met",), text, [f for row in met for f in _said_met(row)])


def _only_talked_of(goal: Goal, canvas: Canvas) -> bool:
    """Whether a goal stands in talk alone, with neither term nor target: a remark on a goal, not the goal."""
    talk = canvas.source(goal.source).kind is SourceKind.TRANSCRIPT
    return talk and goal.term is None and goal.target_value is None


def is_met(row: GoalRow) -> bool:
    """Whether the newest word on a goal calls it met."""
    return bool(_said_met(row))


def _said_met(row: GoalRow) -> list[Fact]:
    today = [g for g in row.today if g.status is not None]
    if today:
        return [row.goal, *(g for g in today if g.status is GoalStatus.MET)] if _all_met(today) else []
    earlier = row.earlier
    return [row.goal, earlier] if earlier is not None and earlier.status is GoalStatus.MET else []


def _all_met(goals: Iterable[Goal]) -> bool:
    return all(g.status is GoalStatus.MET for g in goals)


def write_skill(notebook: Notebook, canvas: Canvas, style: Style, section: str = "skill") -> None:
    """What only a therapist could do, visit by visit, and the clinician's own reasons from the newest note."""
    for source in canvas.sources:
        if source.id not in canvas.current or source.kind is SourceKind.TRANSCRIPT:
            continue
        for passage in passages_of(source):
            span = source.span(passage.start, passage.end)
            if passage.section == "assessment" and _reasons().search(span.quote):
                inside = [f for f in canvas.facts if f.source == source.id and span.overlaps(f.place)]
                if inside and all(isinstance(f, Goal) for f in inside):
                    continue  # the table of goals has them
                notebook.say(section, ("reason", span.quote), restated(span, style), inside, spans=(span,))
    for answer in shown("skilled_need", canvas, style):
        notebook.say(section, ("skilled", answer.text), sentence(capitalized(answer.text)), answer.facts)


def _reasoned() -> re.Pattern[str]:
    """Words of reasoning on what is lacking, which is no state a goal has reached."""
    return course_words("need")


@cache
def _reasons() -> re.Pattern[str]:
    words = knowledge("letters")["reasons"]["words"]
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.I)
