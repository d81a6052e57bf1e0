"""What changed since the last evaluation: each measure's value then, now, and whether that is more than error."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from chartside.documents.abbreviations import Style
from chartside.documents.course import Course, Point, course_of
from chartside.documents.letters.parties import diagnoses
from chartside.documents.measure_rows import MeasureRow
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import on_day, sentence, tidied
from chartside.documents.value_wording import compared, shown
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Column, Table
from chartside.domain.facts import Diagnosis, Measure, Measurement

CHANGES = Table(
    "changes",
    "Since the last evaluation",
    (
        Column("measure", "Measure"),
        Column("was", "Was", numeric=True),
        Column("now", "Now", numeric=True),
        Column("change", "Change", numeric=True),
    ),
)
_APART = (Measure.PAIN, Measure.VITAL)  # told with their situation elsewhere


def last_evaluation(course: Course, visit: date | None) -> date | None:
    """Day of the last evaluation before the visit; else of the first visit known."""
    days = [v.day for v in course.visits if v.day is not None and (visit is None or v.day < visit)]
    evaluated = [v.day for v in course.visits if v.evaluation and v.day in days]
    return max((d for d in evaluated if d is not None), default=min(days, default=None))


def write_changes_since(
    notebook: Notebook, canvas: Canvas, rows: Sequence[MeasureRow], population: str
) -> tuple[MeasureRow, ...]:
    """Put down the measures that the last evaluation has too; the rows that it has not are given back."""
    course = course_of(canvas)
    since = last_evaluation(course, canvas.header.visit_date)
    points = {series.latest.value: (series.points[:-1], series.latest) for series in course.series}
    rest: list[MeasureRow] = []
    for row in rows:
        value = row.now[-1]
        earlier = None
        if not (isinstance(value, Measurement) and value.measure in _APART) and len(row.now) == 1 and value in points:
            earlier = _baseline(points[value][0], since)
        if earlier is None:
            rest.append(row)
            continue
        was, now = shown(earlier.value), shown(value)
        day = f" ({on_day(earlier.day)})" if earlier.day is not None else " (baseline)"
        change = compared(value, earlier.value, population)
        text = f"{row.name} {now}, was {was}{day}" + (f": {change.text}" if change else "")
        cells = (
            ("measure", row.name), ("was", f"{was}{day}"), ("now", now), ("change", change.text if change else "–")
        )  # fmt: skip
        notebook.row(
            "changes", CHANGES.key, ("change", *map(str, row.thing)), cells, sentence(text),
            [*row.facts, earlier.value], computed_by=change.rule if change else None,
        )  # fmt: skip
    return tuple(rest)


def write_earlier_diagnoses(notebook: Notebook, canvas: Canvas, style: Style) -> None:
    """Put down the diagnoses of earlier sources where today's sources name nothing treated."""
    if notebook.statements("referral"):
        return
    days = {source.id: source.date for source in canvas.sources}
    known = diagnoses(canvas)
    for fact in dict.fromkeys(f for f in canvas.history() if isinstance(f, Diagnosis) and f in known):
        day = days.get(fact.source)
        code = f" ({fact.icd10})" if fact.icd10 and fact.icd10 not in fact.text else ""
        since = f", of {on_day(day)}" if day is not None else ""
        text = f"Diagnosis{since}: {style.words(tidied(fact.text)).strip(' .;,')}{code}"
        notebook.say("referral", ("earlier diagnosis", fact.text), sentence(text), [fact])


def _baseline(points: Sequence[Point], since: date | None) -> Point | None:
    """The value of the last evaluation, or the last one before it; else the first value there is."""
    before = [p for p in points if since is None or p.day is None or p.day <= since]
    return before[-1] if before else points[0] if points else None
