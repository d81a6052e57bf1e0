"""What is still to be reached: goals not met, with the newest value and the gap; and why that takes a therapist."""

from __future__ import annotations

from chartside.documents.course_rows import dated
from chartside.documents.function_course import wording
from chartside.documents.goal_course import GoalCourse, due_words, gap_to_goal
from chartside.documents.goal_rows import named_goal
from chartside.documents.letters.shown_elements import shown
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import capitalized, in_a_row, sentence
from chartside.documents.report_parts import Report
from chartside.documents.skilled_care import write_need
from chartside.documents.verdict_wording import on
from chartside.documents.words_found import course_words
from chartside.domain.documents import Column, Table
from chartside.domain.facts import Fact, Goal

REMAINING = Table(
    "remaining",
    "Goals not yet met",
    (Column("goal", "Goal"), Column("now", "Now"), Column("gap", "Still to go"), Column("due", "Due")),
)
_NONE = "–"


def write_remaining(notebook: Notebook, report: Report, section: str = "remaining") -> None:
    """A row for each goal that no source calls met; then which ones are met, on the word of the source."""
    style = report.episode.style
    for one in report.goals:
        if one.met:
            continue
        now, told = _now(one, report)
        name, gap, due = named_goal(one.goal, style), gap_to_goal(one), due_words(one)
        cells = (("goal", name), ("now", now or _NONE), ("gap", capitalized(gap) or _NONE), ("due", due or _NONE))
        words = name + (f"; now {now}" if now else "") + (f", {gap}" if gap else "")
        facts = [one.goal, one.set_by, *one.said, *told]
        rule = "goal.remaining" if told or one.due else None
        notebook.row(
            section, REMAINING.key, ("remaining", one.set_by.text), cells, sentence(words), facts, computed_by=rule
        )
    met = [one for one in report.goals if one.met]
    if met:
        text = sentence(f"Met so far: {in_a_row(named_goal(one.goal, style) for one in met)}")
        notebook.say(section, ("met",), text, [f for one in met for f in one.facts if isinstance(f, Goal)])


def _now(one: GoalCourse, report: Report) -> tuple[str, tuple[Fact, ...]]:
    """The newest value with its day, or the newest thing told of the task; reasoning on what lacks is no state."""
    if one.series is not None:
        return dated(one.series.latest), (one.series.latest.value,)
    told = [f for f in one.told[-1:] if not course_words("need").search(f.place.quote)]
    if not told:
        return "", ()
    words = capitalized(report.episode.style.words(wording(told[0])))
    return f"{words} {on(report.episode.day_of(told[0]))}", tuple(told)


def write_skill(notebook: Notebook, report: Report, section: str = "skill") -> None:
    """Why a therapist is needed in the therapist's words, then what only a therapist could do, newest visit first."""
    write_need(notebook.at(10), report.episode, section)
    for answer in shown("skilled_need", report):
        notebook.at(20).say(section, ("skilled", answer.text), sentence(capitalized(answer.text)), answer.facts)
