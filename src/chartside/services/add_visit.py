"""Add a visit to an episode."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  # the argument is called date, as everywhere

from chartside.domain.chart import Clinician, Role, Visit
from chartside.services.errors import NotFound
from chartside.services.passwords import new_id
from chartside.services.permissions import Permission, require
from chartside.store import Work


def add_visit(work: Work, actor: Clinician, *, episode: str, date: Date, number: int | None = None) -> Visit:
    """A new visit; its number is one more than the last one's when none is given.

    Raises:
        NotFound: There is no such episode.
    """
    require(actor, Permission.SCHEDULE)
    if work.charts.episode(episode) is None:
        raise NotFound("There is no such episode; go back to the patient.")
    if number is None:
        known = [v.number or 0 for v in work.charts.visits_of(episode)]
        number = max([len(known), *known]) + 1
    treating = actor.id if actor.roles & {Role.PT, Role.PTA} else None
    visit = Visit(new_id(), episode, date, number, treating)
    work.charts.add_visit(visit)
    work.note(actor.id, "visit_added", visit.id)
    return visit
