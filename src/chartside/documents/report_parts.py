"""What the reports of an episode share: its series and goals, gathered once, and the sections all of them have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from chartside.documents.abbreviations import Style
from chartside.documents.assembling import assembled
from chartside.documents.attendance import write_condition, write_missed, write_period
from chartside.documents.course_rows import COURSE, write_course, write_summary
from chartside.documents.course_series import Charted, charted
from chartside.documents.discharge_parts import write_still_present
from chartside.documents.episode import Episode, episode_of
from chartside.documents.finding_course import FINDINGS, write_findings
from chartside.documents.function_course import FUNCTION, write_function
from chartside.documents.goal_course import GOALS_COURSE, GoalCourse, goals_of, write_count, write_goals_course
from chartside.documents.kind import DocumentKind
from chartside.documents.notebook import Notebook
from chartside.documents.skilled_care import SKILLED, write_need, write_skilled_care
from chartside.documents.trend_figures import trend_figures
from chartside.documents.visit_words import is_rest_of_finding, retell, words_of_visit
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document, Scope, Table


@dataclass(frozen=True, slots=True)
class Report:
    """What a report is written from.

    Attributes:
        episode: The episode up to the report's day.
        rows: The series charted.
        goals: The goals with all that is said of them.
    """

    episode: Episode
    rows: tuple[Charted, ...]
    goals: tuple[GoalCourse, ...]


def report_of(canvas: Canvas, *, period: bool = False, style: Style | None = None) -> Report:
    """Gather what a report of the canvas's episode is written from.

    Args:
        canvas: The episode up to the report's day.
        period: Whether it tells only the visits since the header's `period_start`.
        style: How words are written; None for the clinic's way.
    """
    episode = episode_of(canvas)
    since = canvas.header.period_start if period else None
    episode = replace(episode, since=since, style=style or episode.style)
    rows = charted(episode)
    return Report(episode, rows, goals_of(episode, rows))


def write_head(notebook: Notebook, report: Report, section: str) -> None:
    """Period, visits read and missed, and what the patient is treated for."""
    write_period(notebook.at(10), report.episode, section)
    write_missed(notebook.at(15), report.episode, section)
    write_condition(notebook.at(20), report.episode, section)


def write_verdicts(notebook: Notebook, report: Report, section: str) -> None:
    """What the numbers amount to, and how many goals are met."""
    write_summary(notebook.at(10), report.episode, report.rows, section)
    write_count(notebook.at(20), report.goals, section)


def write_patient_report(notebook: Notebook, report: Report, section: str) -> None:
    """What the patient reports at the newest visit."""
    latest = report.episode.latest
    if latest is None:
        return
    for statement in words_of_visit(report.episode, latest)["subjective"]:
        if is_rest_of_finding(report.episode, statement):
            continue
        retell(notebook, report.episode, statement, section, ("subjective",))


def write_measures_and_findings(notebook: Notebook, report: Report, section: str) -> None:
    """Every measure charted, then findings in words."""
    write_course(notebook.at(10), report.episode, report.rows, section)
    write_findings(notebook.at(20), report.episode, section)


def write_tasks(notebook: Notebook, report: Report, section: str) -> None:
    """Function, was and now."""
    write_function(notebook, report.episode, section)


def write_all_goals(notebook: Notebook, report: Report, section: str) -> None:
    """The goals, each with its evidence and status."""
    write_goals_course(notebook, report.episode, report.goals, section)


def write_skill(notebook: Notebook, report: Report, section: str) -> None:
    """Skilled care by visit, then why it is still needed."""
    write_skilled_care(notebook.at(10), report.episode, section)
    write_need(notebook.at(20), report.episode, section)


def write_reasons(notebook: Notebook, report: Report, section: str) -> None:
    """Why skilled care is still needed: the therapist's words, and what is still short."""
    write_need(notebook.at(10), report.episode, section)
    write_still_present(notebook.at(20), report.episode, report.rows, section)


def report_document(
    kind: DocumentKind, notebook: Notebook, report: Report, tables: Mapping[str, tuple[Table, ...]]
) -> Document:
    """The report of a kind, with its pictures beside the measures."""
    pictures = {"measures": trend_figures(report.rows, report.goals)}
    return assembled(kind, report.episode.canvas, notebook, tables, figures=pictures, scope=Scope.EPISODE)


TABLES: Mapping[str, tuple[Table, ...]] = {
    "function": (FUNCTION,),
    "measures": (COURSE, FINDINGS),
    "goals": (GOALS_COURSE,),
    "skilled_care": (SKILLED,),
}
"""Tables of the sections that the reports share."""
