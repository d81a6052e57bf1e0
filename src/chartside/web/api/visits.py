"""Visits."""

from __future__ import annotations

import datetime as dt

from fastapi import Request
from pydantic import BaseModel

from chartside.services.add_visit import add_visit
from chartside.services.canvas_view import canvas_view
from chartside.services.today import today
from chartside.services.views import TodayVisit
from chartside.web.api.shapes import ERRORS, SourceOut, VisitIn, VisitOut
from chartside.web.routes import Routes
from chartside.web.session import desk, local_day

RESOURCE = Routes("visits", summary="Visits and what waits in them")


class ListedVisit(BaseModel):
    """A visit in a list."""

    visit: VisitOut
    patient: str
    status: str

    @classmethod
    def of(cls, row: TodayVisit) -> ListedVisit:
        """From the services'."""
        return cls(visit=VisitOut.of(row.visit), patient=row.patient.id, status=str(row.status))


class Day(BaseModel):
    """The visits of a day and the unsigned ones of earlier days."""

    day: dt.date
    visits: list[ListedVisit]
    waiting: list[ListedVisit]


class VisitWithSources(BaseModel):
    """A visit with the sources on its canvas."""

    visit: VisitOut
    sources: list[SourceOut]
    history: list[SourceOut]


@RESOURCE.router.get("/visits", responses=ERRORS)
def day_of_visits(request: Request, day: dt.date | None = None) -> Day:
    """The visits of a day (today when none is given), and what waits from earlier days."""
    with desk(request) as at:
        view = today(at.work, at.actor, day=day or local_day(request))
        return Day(
            day=view.day,
            visits=[ListedVisit.of(row) for row in view.visits],
            waiting=[ListedVisit.of(row) for row in view.waiting],
        )


@RESOURCE.router.post("/visits", status_code=201, responses=ERRORS)
def create_visit(request: Request, given: VisitIn) -> VisitOut:
    """Adds a visit to an episode; numbered after the last one when no number is given."""
    with desk(request) as at:
        return VisitOut.of(add_visit(at.work, at.actor, episode=given.episode, date=given.date, number=given.number))


@RESOURCE.router.get("/visits/{visit_id}", responses=ERRORS)
def visit(request: Request, visit_id: str) -> VisitWithSources:
    """A visit and its sources."""
    with desk(request) as at:
        view = canvas_view(at.work, at.actor, visit=visit_id)
        return VisitWithSources(
            visit=VisitOut.of(view.visit),
            sources=[SourceOut.of(source) for source in view.sources],
            history=[SourceOut.of(source) for source in view.history],
        )
