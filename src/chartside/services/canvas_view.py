"""Show a visit's canvas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chartside.domain.chart import Clinician
from chartside.domain.facts import Fact
from chartside.domain.signing import State, blockers
from chartside.ingest.reader import Problem
from chartside.services.permissions import Permission, require
from chartside.services.readings import readings_of
from chartside.services.trends import trends_of
from chartside.services.views import CanvasView, SourceOnCanvas
from chartside.services.visit_canvas import VisitCanvas, visit_canvas
from chartside.store import Work
from chartside.store.repositories.canvases import KeptSource
from chartside.store.repositories.corrections import KeptCorrection


def canvas_view(work: Work, actor: Clinician, *, visit: str) -> CanvasView:
    """Everything about a visit's canvas.

    Raises:
        NotFound: There is no such visit.
        NotAllowed: This person may not read charts.
    """
    require(actor, Permission.READ_CHART)
    return view_of(work, visit_canvas(work, visit))


def view_of(work: Work, at: VisitCanvas) -> CanvasView:
    """The view of a canvas that is read already."""
    kept = work.documents.of_visit(at.chart.visit.id)
    unsigned = kept is not None and kept.state in (State.DRAFT, State.IN_REVIEW)
    return CanvasView(
        patient=at.chart.patient,
        episode=at.chart.episode,
        visit=at.chart.visit,
        sources=tuple(source_on_canvas(item, at.canvas.facts, at.corrections) for item in at.kept),
        history=tuple(source_on_canvas(item, at.canvas.facts, at.corrections) for item in at.history),
        facts=at.canvas.facts,
        trends=trends_of(at.canvas),
        units=at.canvas.units,
        document=kept.document if kept else None,
        document_id=kept.id if kept else None,
        state=kept.state if kept else None,
        revision=kept.revision if kept else 0,
        blockers=blockers(kept.document) if kept and unsigned else (),
        signature=work.documents.signature(kept.id) if kept and not unsigned else None,
        addenda=work.documents.addenda(kept.id) if kept and not unsigned else (),
    )


def source_on_canvas(
    item: KeptSource, facts: Iterable[Fact], corrections: Sequence[KeptCorrection] = (), *, already: bool = False
) -> SourceOnCanvas:
    """A kept source as shown."""
    mine = [f for f in facts if item.key in (f.source, f.evidence[0].source)] if item.source else []
    return SourceOnCanvas(
        id=item.id,
        name=item.name,
        source=item.source,
        problem=Problem(*item.problem) if item.problem else None,
        facts=tuple(mine),
        readings=readings_of(item.key, mine, corrections) if item.source else (),
        already=already,
    )
