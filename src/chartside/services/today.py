"""The day's visits and what waits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import islice

from chartside.documents import described_kinds
from chartside.domain.chart import Clinician, Visit
from chartside.domain.documents import Layout, Review, Scope
from chartside.domain.signing import State, blockers
from chartside.services.permissions import Permission, require
from chartside.services.views import ListedDocument, Today, TodayVisit, VisitStatus
from chartside.store import Work
from chartside.store.repositories.documents import KeptDocument

MOST_WAITING = 50


def today(work: Work, actor: Clinician, *, day: date) -> Today:
    """Visits of a day, and unsigned visits of earlier days, newest first."""
    require(actor, Permission.SCHEDULE)
    order = list(VisitStatus)
    visits = sorted(listed(work, work.charts.visits_on(day)), key=lambda v: (order.index(v.status), v.patient.name))
    earlier = work.charts.visits_before(day)
    states = work.documents.states(visit.id for visit in earlier)
    waiting = (visit for visit in earlier if not _is_done(states.get(visit.id, {})))
    return Today(day, tuple(visits), tuple(listed(work, islice(waiting, MOST_WAITING))))


def _is_done(states: Mapping[str, State]) -> bool:
    """Whether nothing waits in a visit, by the states of its documents alone; see `status_of`."""
    kinds = described_kinds()
    of_record = {kind: state for kind, state in states.items() if kind not in kinds or not kinds[kind].is_notice}
    has_note = any(kind not in kinds or kinds[kind].layout is Layout.CHART for kind in of_record)
    return has_note and all(state in (State.SIGNED, State.AMENDED) for state in of_record.values())


def listed(work: Work, visits: Iterable[Visit]) -> list[TodayVisit]:
    """Visits with their patients, episodes and what waits in them."""
    found: list[TodayVisit] = []
    for visit in visits:
        episode = work.charts.episode(visit.episode)
        patient = work.charts.patient(episode.patient) if episode else None
        if episode is not None and patient is not None:
            kept = work.documents.all_of_visit(visit.id)
            documents = tuple(ListedDocument(k.document.kind, k.document.title, k.state) for k in kept)
            found.append(
                TodayVisit(visit=visit, patient=patient, episode=episode, status=status_of(kept), documents=documents)
            )
    return found


def status_of(kept: Iterable[KeptDocument]) -> VisitStatus:
    """What waits in a visit with these documents: the least advanced of them; notices are no part of the record.

    A visit has its note when there is a chart page of it, of whatever kind: letters do not stand for it.
    """
    of_record = [k for k in kept if k.document.scope is not Scope.NOTICE]
    if not any(k.document.layout is Layout.CHART for k in of_record):
        return VisitStatus.TO_DRAFT
    order = list(VisitStatus)
    return min((_status(k) for k in of_record), key=order.index)


def _status(kept: KeptDocument) -> VisitStatus:
    """To be signed when every statement is decided and nothing stands before signing."""
    if kept.state in (State.SIGNED, State.AMENDED):
        return VisitStatus.SIGNED
    undecided = any(s.review is Review.PROPOSED for s in kept.document.statements())
    return VisitStatus.TO_REVIEW if undecided or blockers(kept.document) else VisitStatus.TO_SIGN
