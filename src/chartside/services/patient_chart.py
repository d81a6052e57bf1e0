"""A patient's chart."""

from __future__ import annotations

from chartside.domain.chart import Clinician
from chartside.services.errors import NotFound
from chartside.services.permissions import Permission, allowed, require
from chartside.services.today import listed
from chartside.services.trends import trends_of
from chartside.services.views import EpisodeChart, PatientChart
from chartside.services.visit_canvas import visit_canvas
from chartside.services.what_holds import what_holds
from chartside.store import Work


def patient_chart(work: Work, actor: Clinician, *, patient: str) -> PatientChart:
    """A patient with episodes and visits; trends and what holds now for those who may read charts.

    Raises:
        NotFound: There is no such patient.
    """
    require(actor, Permission.SCHEDULE)
    found = work.charts.patient(patient)
    if found is None:
        raise NotFound("There is no such patient; go back to the list.")
    reads = allowed(actor, Permission.READ_CHART)
    charts: list[EpisodeChart] = []
    for episode in work.charts.episodes_of(patient):
        visits = tuple(listed(work, work.charts.visits_of(episode.id)))
        last = visit_canvas(work, visits[-1].id) if visits and reads else None
        trends = trends_of(last.canvas) if last else ()
        charts.append(EpisodeChart(episode, visits, trends, what_holds(last) if last else None))
    return PatientChart(found, tuple(charts))
