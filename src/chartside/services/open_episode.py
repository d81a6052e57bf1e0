"""Open an episode: a course of care for one problem."""

from __future__ import annotations

from datetime import date

from chartside.domain.chart import Clinician, Episode, Payer
from chartside.domain.facts import Side
from chartside.services.errors import Invalid, NotFound
from chartside.services.passwords import new_id
from chartside.services.permissions import Permission, require
from chartside.store import Work


def open_episode(
    work: Work,
    actor: Clinician,
    *,
    patient: str,
    title: str,
    side: Side | None = None,
    region: str | None = None,
    payer: Payer | None = None,
    visits_planned: int | None = None,
    start: date | None = None,
) -> Episode:
    """A new episode; the clinic's usual payer when none is given.

    Raises:
        NotFound: There is no such patient.
        Invalid: There is no title.
    """
    require(actor, Permission.SCHEDULE)
    if work.charts.patient(patient) is None:
        raise NotFound("There is no such patient; go back to the list.")
    if not title.strip():
        raise Invalid("Write what the episode is for, such as R total knee arthroplasty.")
    episode = Episode(
        id=new_id(),
        patient=patient,
        title=" ".join(title.split()),
        start=start or work.now.date(),
        side=side,
        region=(region or "").strip() or None,
        payer=payer or work.charts.profile().default_payer,
        visits_planned=visits_planned,
    )
    work.charts.add_episode(episode)
    work.note(actor.id, "episode_opened", episode.id)
    return episode
