"""Today: the day's visits and what waits, one click to each canvas."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from chartside.domain.chart import Episode, Patient
from chartside.services.add_visit import add_visit
from chartside.services.list_patients import list_patients
from chartside.services.patient_chart import patient_chart
from chartside.services.permissions import Permission, allowed
from chartside.services.today import today
from chartside.web.rendering import render, scripted
from chartside.web.routes import Routes
from chartside.web.session import Desk, desk, local_day
from chartside.web.visit_rows import visit_row

PAGE = Routes("today")

MOST_FOUND = 6  # patients shown under the quick search; more words narrow it


@PAGE.router.get("/")
def show(request: Request, find: str = "") -> Response:
    """The day; under the quick search, the courses of care in which a visit can be started."""
    with desk(request) as at:
        found = _found(at, find)
        if scripted(request):
            return render(request, "parts/found.html", found=found, find=find)
        day = local_day(request)
        view = today(at.work, at.actor, day=day)
        return render(
            request,
            "today.html",
            day=day,
            today=[visit_row(row) for row in view.visits],
            waiting=[visit_row(row) for row in view.waiting],
            found=found,
            find=find,
            may_open=allowed(at.actor, Permission.READ_CHART),
        )


@PAGE.router.post("/today/visits")
def start(request: Request, episode: Annotated[str, Form()]) -> Response:
    """A visit of today for an episode under way; those who read charts go straight to its canvas."""
    with desk(request) as at:
        visit = add_visit(at.work, at.actor, episode=episode, date=local_day(request))
        goes = f"/visits/{visit.id}" if allowed(at.actor, Permission.READ_CHART) else "/"
    return RedirectResponse(goes, status_code=303)


def _found(at: Desk, find: str) -> list[tuple[Patient, list[Episode]]]:
    if not find.strip():
        return []
    matches = list_patients(at.work, at.actor, search=find)[:MOST_FOUND]
    return [
        (patient, [e.episode for e in patient_chart(at.work, at.actor, patient=patient.id).episodes])
        for patient in matches
    ]
