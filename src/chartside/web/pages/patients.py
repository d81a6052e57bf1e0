"""Patients: search, and the chart of one with episodes, visits, documents, trends and what holds now."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from chartside.domain.chart import Episode, Patient
from chartside.services.add_visit import add_visit
from chartside.services.errors import Invalid
from chartside.services.list_patients import list_patients
from chartside.services.open_episode import open_episode
from chartside.services.patient_chart import patient_chart
from chartside.services.permissions import Permission, allowed
from chartside.services.views import EpisodeChart
from chartside.web.episode_tables import episode_tables
from chartside.web.forms import PAYER_LABELS, count_of, day_of, episode_payer, payer_blank, side_of
from chartside.web.rendering import day, plural, render
from chartside.web.routes import Routes
from chartside.web.session import Desk, desk, local_day
from chartside.web.visit_rows import charts_of, visit_row

PAGE = Routes("patients")


@PAGE.router.get("/patients")
def find(request: Request, search: str = "") -> Response:
    """Patients by name or record number."""
    with desk(request) as at:
        patients = list_patients(at.work, at.actor, search=search)
        return render(request, "patients.html", patients=patients, search=search)


@PAGE.router.get("/patients/{patient_id}")
def show(request: Request, patient_id: str) -> Response:
    """The chart of one patient."""
    with desk(request) as at:
        return _chart(request, at, patient_id)


@PAGE.router.post("/patients/{patient_id}/visits")
def start_visit(
    request: Request, patient_id: str, episode: Annotated[str, Form()], date: Annotated[str, Form()]
) -> Response:
    """A new visit; those who read charts go straight to its canvas."""
    with desk(request) as at:
        visit = add_visit(at.work, at.actor, episode=episode, date=day_of(date, "The day") or local_day(request))
        reads = allowed(at.actor, Permission.READ_CHART)
    return RedirectResponse(f"/visits/{visit.id}" if reads else f"/patients/{patient_id}", status_code=303)


@PAGE.router.post("/patients/{patient_id}/episodes")
def add_episode(
    request: Request,
    patient_id: str,
    title: Annotated[str, Form()],
    payer: Annotated[str, Form()] = "",
    payer_name: Annotated[str, Form()] = "",
    payer_type: Annotated[str, Form()] = "",
    unit_rule: Annotated[str, Form()] = "",
    side: Annotated[str, Form()] = "",
    region: Annotated[str, Form()] = "",
    visits_planned: Annotated[str, Form()] = "",
) -> Response:
    """A new course of care for a patient."""
    given = {
        "title": title,
        "side": side,
        "region": region,
        "visits_planned": visits_planned,
        "payer": payer,
        "payer_name": payer_name,
        "payer_type": payer_type,
        "unit_rule": unit_rule,
    }
    with desk(request) as at:
        try:
            open_episode(
                at.work,
                at.actor,
                patient=patient_id,
                title=title,
                side=side_of(side),
                region=region,
                payer=episode_payer(at.profile, given),
                visits_planned=count_of(visits_planned, "Visits planned"),
            )
        except Invalid as error:
            return _chart(request, at, patient_id, given=given, problem=str(error), status=422)
    return RedirectResponse(f"/patients/{patient_id}", status_code=303)


def _chart(
    request: Request,
    at: Desk,
    patient_id: str,
    *,
    given: dict[str, str] | None = None,
    problem: str = "",
    status: int = 200,
) -> Response:
    view = patient_chart(at.work, at.actor, patient=patient_id)
    blank = dict.fromkeys(("title", "side", "region", "visits_planned"), "") | payer_blank(at.profile)
    return render(
        request,
        "patient.html",
        status=status,
        patient=view.patient,
        about=_about(view.patient),
        episodes=[_episode(e) for e in view.episodes],
        today=local_day(request).isoformat(),
        given=blank | (given or {}),
        payer_types=PAYER_LABELS,
        payer_choices=at.profile.payer_choices,
        problem=problem,
        open_form=bool(problem) or not view.episodes,
        may_open=allowed(at.actor, Permission.READ_CHART),
        may_download=allowed(at.actor, Permission.EXPORT_SIGNED),
    )


def _about(patient: Patient) -> str:
    parts = [f"born {day(patient.birth_date)}" if patient.birth_date else "", patient.sex or ""]
    parts.append(f"record {patient.record_number}" if patient.record_number else "")
    return " · ".join(part for part in parts if part) or "No further details yet."


def _episode(chart: EpisodeChart) -> dict[str, object]:
    episode: Episode = chart.episode
    planned = f" of {episode.visits_planned} planned" if episode.visits_planned else ""
    return {
        "id": episode.id,
        "title": episode.title,
        "about": f"{plural(len(chart.visits), 'visit')}{planned} · {episode.payer.name}",
        "charts": charts_of(chart.trends),
        "tables": episode_tables(chart.holds) if chart.holds else None,
        "visits": [visit_row(row) for row in reversed(chart.visits)],
    }
