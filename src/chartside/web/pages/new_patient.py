"""A new patient with the course of care and its first visit, in one form."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from chartside.domain.chart import ClinicProfile, PayerType
from chartside.services.add_patient import add_patient
from chartside.services.add_visit import add_visit
from chartside.services.errors import Invalid
from chartside.services.open_episode import open_episode
from chartside.services.permissions import Permission, allowed
from chartside.web.forms import PAYER_LABELS, count_of, day_of, episode_payer, payer_blank, side_of
from chartside.web.rendering import render
from chartside.web.routes import Routes
from chartside.web.session import Desk, desk, local_day

PAGE = Routes("new_patient")

FIELDS = ("name", "birth_date", "sex", "record_number", "title", "side", "region", "visits_planned", "number")


@PAGE.router.get("/new-patient")
def show(request: Request) -> Response:
    """The form, with what the clinic usually has filled in."""
    with desk(request) as at:
        given = _blank(at.profile) | {"visit_date": local_day(request).isoformat()}
        return _form(request, given)


@PAGE.router.post("/new-patient")
def create(
    request: Request,
    name: Annotated[str, Form()],
    title: Annotated[str, Form()],
    visit_date: Annotated[str, Form()],
    payer_name: Annotated[str, Form()] = "",
    payer: Annotated[str, Form()] = "",
    payer_type: Annotated[str, Form()] = PayerType.MEDICARE_B,
    unit_rule: Annotated[str, Form()] = "cms",
    birth_date: Annotated[str, Form()] = "",
    sex: Annotated[str, Form()] = "",
    record_number: Annotated[str, Form()] = "",
    side: Annotated[str, Form()] = "",
    region: Annotated[str, Form()] = "",
    visits_planned: Annotated[str, Form()] = "",
    number: Annotated[str, Form()] = "",
) -> Response:
    """Creates all three or none, and opens the canvas."""
    given = {
        "name": name,
        "birth_date": birth_date,
        "sex": sex,
        "record_number": record_number,
        "title": title,
        "side": side,
        "region": region,
        "visits_planned": visits_planned,
        "payer": payer,
        "payer_name": payer_name,
        "payer_type": payer_type,
        "unit_rule": unit_rule,
        "visit_date": visit_date,
        "number": number,
    }
    try:
        with desk(request) as at:
            goes = _create(at, given)
    except Invalid as error:
        return _form(request, given, problem=str(error), status=422)
    return RedirectResponse(goes, status_code=303)


def _create(at: Desk, given: dict[str, str]) -> str:
    """The address to go to."""
    start = day_of(given["visit_date"], "The day of the visit")
    if start is None:
        raise Invalid("Choose the day of the first visit.")
    if given["sex"] not in ("", "female", "male"):
        raise Invalid("The sex is female, male or empty.")
    patient = add_patient(
        at.work,
        at.actor,
        name=given["name"],
        birth_date=day_of(given["birth_date"], "The date of birth"),
        sex=given["sex"] or None,
        record_number=given["record_number"] or None,
    )
    episode = open_episode(
        at.work,
        at.actor,
        patient=patient.id,
        title=given["title"],
        side=side_of(given["side"]),
        region=given["region"] or None,
        payer=episode_payer(at.profile, given),
        visits_planned=count_of(given["visits_planned"], "Visits planned"),
        start=start,
    )
    number = count_of(given["number"], "The visit number")
    visit = add_visit(at.work, at.actor, episode=episode.id, date=start, number=number)
    return f"/visits/{visit.id}" if allowed(at.actor, Permission.READ_CHART) else f"/patients/{patient.id}"


def _blank(profile: ClinicProfile) -> dict[str, str]:
    return dict.fromkeys((*FIELDS, "visit_date"), "") | payer_blank(profile)


def _form(request: Request, given: dict[str, str], *, problem: str = "", status: int = 200) -> Response:
    return render(
        request,
        "new_patient.html",
        status=status,
        given=given,
        payer_types=PAYER_LABELS,
        payer_choices=request.state.profile.payer_choices,
        problem=problem,
    )
