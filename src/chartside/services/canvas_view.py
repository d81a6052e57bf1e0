"""Show a visit's canvas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from chartside import billing
from chartside.documents import described_kinds
from chartside.domain.chart import Clinician
from chartside.domain.documents import Document
from chartside.domain.facts import Fact
from chartside.domain.signing import State, blockers
from chartside.ingest.reader import Problem
from chartside.services.document_of_visit import USUAL_KIND, known_kind
from chartside.services.permissions import Permission, require
from chartside.services.readings import readings_of
from chartside.services.trends import trends_of
from chartside.services.views import CanvasView, KindOnCanvas, SourceOnCanvas
from chartside.services.visit_canvas import VisitCanvas, is_ready, visit_canvas
from chartside.store import Work
from chartside.store.repositories.canvases import KeptSource
from chartside.store.repositories.corrections import KeptCorrection


def canvas_view(work: Work, actor: Clinician, *, visit: str, kind: str = USUAL_KIND) -> CanvasView:
    """Everything about a visit's canvas, with its document of one kind.

    Raises:
        NotFound: There is no such visit or kind.
        NotAllowed: This person may not read charts.
    """
    require(actor, Permission.READ_CHART)
    return view_of(work, visit_canvas(work, visit), kind)


def view_of(work: Work, at: VisitCanvas, kind: str) -> CanvasView:
    """The view of a canvas that is read already; a signed document shows the sources it was made from.

    Raises:
        NotFound: There is no such kind.
    """
    shown, visit = known_kind(kind), at.chart.visit.id
    kept = work.documents.of_visit(visit, kind)
    unsigned = kept is not None and kept.state in (State.DRAFT, State.IN_REVIEW)
    if kept is not None and not unsigned:
        at = as_signed(at, kept.document)
    states = work.documents.states([visit]).get(visit, {})
    return CanvasView(
        patient=at.chart.patient,
        episode=at.chart.episode,
        visit=at.chart.visit,
        kind=kind,
        kinds=tuple(KindOnCanvas(k.name, k.title, k.group, states.get(k.name)) for k in described_kinds().values()),
        ready=is_ready(at, shown),
        sources=tuple(source_on_canvas(item, at.canvas.facts, at.corrections) for item in at.kept),
        history=tuple(source_on_canvas(item, at.canvas.facts, at.corrections) for item in at.history),
        standards=_standards(at),
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


def _standards(at: VisitCanvas) -> tuple[SourceOnCanvas, ...]:
    """The clinic's standards; one that somebody put on a canvas stands among its sources."""
    own = {item.key for item in (*at.kept, *at.history)}
    return tuple(
        SourceOnCanvas(id=source.id, name=source.name, source=source, problem=None)
        for source in at.canvas.standards
        if source.id not in own
    )


def as_signed(at: VisitCanvas, document: Document) -> VisitCanvas:
    """The canvas with the sources a signed document was made from, and no others that came later."""
    made_from = {source.id for source in document.sources}
    hashes = {source.sha256 for source in document.sources}
    canvas = at.canvas
    facts = tuple(f for f in canvas.facts if made_from.issuperset(span.source for span in f.evidence))
    today = [f for f in facts if f.source in canvas.current]
    return replace(
        at,
        kept=tuple(item for item in at.kept if item.source is None or item.key in made_from),
        history=tuple(item for item in at.history if item.key in made_from),
        canvas=replace(
            canvas,
            sources=tuple(source for source in canvas.sources if source.id in made_from),
            standards=tuple(source for source in canvas.standards if source.sha256 in hashes),
            facts=facts,
            units=billing.units_of(today, canvas.codes, on=canvas.header.visit_date),
        ),
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
