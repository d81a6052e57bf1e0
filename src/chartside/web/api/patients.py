"""Patients and their episodes."""

from __future__ import annotations

from fastapi import Request

from chartside.domain.chart import Payer
from chartside.services.add_patient import add_patient
from chartside.services.list_patients import list_patients
from chartside.services.open_episode import open_episode
from chartside.services.patient_chart import patient_chart
from chartside.services.what_holds import episode_holds
from chartside.web.api.shapes import ERRORS, EpisodeIn, EpisodeOut, EpisodeViewOut, PatientIn, PatientOut
from chartside.web.routes import Routes
from chartside.web.session import desk

RESOURCE = Routes("patients", summary="Patients and their courses of care")


@RESOURCE.router.get("/patients", responses=ERRORS)
def find_patients(request: Request, search: str = "") -> list[PatientOut]:
    """Patients by name; those whose name or record number holds every word of `search`."""
    with desk(request) as at:
        return [PatientOut.of(patient) for patient in list_patients(at.work, at.actor, search=search)]


@RESOURCE.router.post("/patients", status_code=201, responses=ERRORS)
def create_patient(request: Request, given: PatientIn) -> PatientOut:
    """Adds a patient."""
    with desk(request) as at:
        return PatientOut.of(add_patient(at.work, at.actor, **given.model_dump()))


@RESOURCE.router.get("/patients/{patient_id}/episodes", responses=ERRORS)
def episodes(request: Request, patient_id: str) -> list[EpisodeOut]:
    """A patient's episodes, newest first."""
    with desk(request) as at:
        chart = patient_chart(at.work, at.actor, patient=patient_id)
        return [EpisodeOut.of(each.episode) for each in chart.episodes]


@RESOURCE.router.post("/patients/{patient_id}/episodes", status_code=201, responses=ERRORS)
def create_episode(request: Request, patient_id: str, given: EpisodeIn) -> EpisodeOut:
    """Opens an episode; the clinic's usual payer when none is given."""
    payer = Payer(given.payer.name, given.payer.type, given.payer.unit_rule) if given.payer else None
    with desk(request) as at:
        episode = open_episode(
            at.work,
            at.actor,
            patient=patient_id,
            title=given.title,
            side=given.side,
            region=given.region,
            payer=payer,
            visits_planned=given.visits_planned,
            start=given.start,
        )
        return EpisodeOut.of(episode)


@RESOURCE.router.get("/patients/{patient_id}/episodes/{episode_id}/view", responses=ERRORS)
def view_of_episode(request: Request, patient_id: str, episode_id: str) -> EpisodeViewOut:
    """What holds now: the newest value of each measure and side, contradictions, values copied forward.

    For those who read charts; facts have the ids they have on the canvas of the last visit.
    """
    with desk(request) as at:
        return EpisodeViewOut.of(episode_holds(at.work, at.actor, patient=patient_id, episode=episode_id))
