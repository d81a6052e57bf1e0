"""Take a source off a visit's canvas."""

from __future__ import annotations

from chartside.domain.chart import Clinician
from chartside.domain.source import SourceKind
from chartside.services.add_source import refuse_signed
from chartside.services.document_of_visit import USUAL_KIND
from chartside.services.draft_document import follow_sources
from chartside.services.errors import NotAllowed, NotFound
from chartside.services.permissions import Permission, require
from chartside.services.visit_canvas import ANSWERS, facts_version
from chartside.store import Work


def remove_source(work: Work, actor: Clinician, *, visit: str, source: str, document_kind: str = USUAL_KIND) -> None:
    """Take it off; its bytes stay in the store and the trail says who did it. A draft follows by itself.

    Raises:
        NotFound: It is not on this canvas.
        NotAllowed: Not this person, or the visit's document is signed, or it holds the corrections of other sources.
    """
    require(actor, Permission.WRITE)
    found = next((item for item in work.canvases.of_visit(visit, facts_version(work)) if item.id == source), None)
    if found is None:
        raise NotFound("This source is not on the canvas any more.")
    refuse_signed(work, visit, document_kind, source=found.key)
    if found.source is not None and found.source.kind is SourceKind.CORRECTIONS:
        raise NotAllowed("Corrections stay with the sources they correct; open the corrected place and undo one there.")
    work.canvases.remove(source)
    if found.name == ANSWERS:
        work.canvases.forget_answers(visit)
    work.note(actor.id, "source_removed", source, visit=visit)
    follow_sources(work, actor, visit)
