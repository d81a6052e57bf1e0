"""The day's visits and what waits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from chartside.domain.chart import Clinician, Visit
from chartside.domain.documents import Review
from chartside.domain.signing import State, blockers
from chartside.services.permissions import Permission, require
from chartside.services.views import Today, TodayVisit, VisitStatus
from chartside.store import Work

MOST_WAITING = 50


def today(work: Work, actor: Clinician, *, day: date) -> Today:
    """Visits of a day, and unsigned visits of earlier days, newest first."""
    require(actor, Permission.SCHEDULE)
    order = list(VisitStatus)
    visits = sorted(listed(work, work.charts.visits_on(day)), key=lambda v: (order.index(v.status), v.patient.name))
    earlier = work.charts.visits_before(day)
    states = work.documents.states([visit.id for visit in earlier])
    open_visits = [v for v in earlier if states.get(v.id) not in (State.SIGNED, State.AMENDED)]
    return Today(day, tuple(visits), tuple(listed(work, open_visits[:MOST_WAITING])))


def listed(work: Work, visits: Iterable[Visit]) -> list[TodayVisit]:
    """Visits with their patients, episodes and what waits in them."""
    found: list[TodayVisit] = []
    for visit in visits:
        episode = work.charts.episode(visit.episode)
        patient = work.charts.patient(episode.patient) if episode else None
        if episode is not None and patient is not None:
            found.append(TodayVisit(visit=visit, patient=patient, episode=episode, status=status_of(work, visit.id)))
    return found


def status_of(work: Work, visit: str) -> VisitStatus:
    """What waits in a visit: to be signed when every statement is decided and nothing stands before signing."""
    kept = work.documents.of_visit(visit)
    if kept is None:
        return VisitStatus.TO_DRAFT
    if kept.state in (State.SIGNED, State.AMENDED):
        return VisitStatus.SIGNED
    undecided = any(s.review is Review.PROPOSED for s in kept.document.statements())
    return VisitStatus.TO_REVIEW if undecided or blockers(kept.document) else VisitStatus.TO_SIGN
