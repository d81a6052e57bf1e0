"""A patient's chart."""

from __future__ import annotations

from chartside.domain.chart import Clinician
from chartside.services.errors import NotFound
from chartside.services.permissions import Permission, allowed, require
from chartside.services.today import listed
from chartside.services.trends import trends_of
from chartside.services.views import EpisodeChart, PatientChart
from chartside.services.visit_canvas import visit_canvas
from chartside.store import Work


def patient_chart(work: Work, actor: Clinician, *, patient: str) -> PatientChart:
    """A patient with episodes and visits; trends for those who may read charts.

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
        trends = trends_of(visit_canvas(work, visits[-1].id).canvas) if visits and reads else ()
        charts.append(EpisodeChart(episode, visits, trends))
    return PatientChart(found, tuple(charts))
