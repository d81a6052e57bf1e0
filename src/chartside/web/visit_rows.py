"""Rows of visits as lists show them: on Today and in a patient's chart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chartside.deliver.trend_pictures import Chart, chart
from chartside.services.views import TodayVisit, Trend, VisitStatus
from chartside.web.addresses import kind_query

STATES = {
    VisitStatus.TO_DRAFT: ("", "To draft"),
    VisitStatus.TO_REVIEW: ("ask", "To review"),
    VisitStatus.TO_SIGN: ("ask", "To sign"),
    VisitStatus.SIGNED: ("signed", "✓ Signed"),
}


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document of a visit, and the address of its PDF."""

    title: str
    url: str
    signed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    """One visit in a list."""

    url: str
    date: date
    patient: str
    problem: str
    number: str
    state: str
    state_class: str
    documents: tuple[DocumentRow, ...]


def visit_row(row: TodayVisit) -> VisitRow:
    """The visit as a list shows it."""
    planned = f" of {row.episode.visits_planned}" if row.episode.visits_planned else ""
    state_class, state = STATES[row.status]
    return VisitRow(
        url=f"/visits/{row.visit.id}",
        date=row.visit.date,
        patient=row.patient.name,
        problem=row.episode.title,
        number=f"{row.visit.number}{planned}" if row.visit.number else "",
        state=state,
        state_class=state_class,
        documents=tuple(
            DocumentRow(
                document.title, f"/visits/{row.visit.id}/export/pdf{kind_query(document.kind)}", document.signed
            )
            for document in row.documents
        ),
    )


def charts_of(trends: Iterable[Trend]) -> tuple[Chart, ...]:
    """The trends worth a picture."""
    drawn = (
        chart(t.title, [(p.date, p.value) for p in t.points], unit=t.unit, goal=t.goal, norm=t.norm) for t in trends
    )
    return tuple(found for found in drawn if found is not None)
