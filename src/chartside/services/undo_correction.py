"""Take back a correction: the source is read as before; the correction and its taking back stay on record."""

from __future__ import annotations

from dataclasses import replace

from chartside.domain.chart import Clinician
from chartside.domain.signing import Action
from chartside.domain.source import SourceKind
from chartside.services.add_source import refuse_signed
from chartside.services.canvas_view import canvas_view
from chartside.services.document_of_visit import USUAL_KIND
from chartside.services.draft_document import follow_sources
from chartside.services.errors import NotFound
from chartside.services.kept_lines import keep_line
from chartside.services.open_document import open_document
from chartside.services.passwords import new_id
from chartside.services.permissions import Permission, require
from chartside.services.readings import FoundReading, found_reading
from chartside.services.views import CanvasView
from chartside.services.visit_canvas import CORRECTIONS, visit_canvas
from chartside.store import Work


def undo_correction(
    work: Work,
    actor: Clinician,
    *,
    visit: str,
    source: str,
    reading: str,
    seen: str | None = None,
    revision: int | None = None,
    document_kind: str = USUAL_KIND,
) -> CanvasView:
    """Let a reading hold again as it is read. An unsigned draft follows by itself.

    Args:
        work: The transaction.
        actor: Who takes it back.
        visit: On whose canvas.
        source: The source that was read.
        reading: Name of the reading.
        seen: Id of the correction in force that the person saw; None to take back whatever holds.
        revision: Of the document as the person saw it; None where she saw only the source.
        document_kind: Of the document the person is at.

    Raises:
        NotFound: There is no such visit, source or reading, or it is not corrected.
        NotAllowed, Stale: As `correct_fact`.
    """
    require(actor, Permission.WRITE)
    refuse_signed(work, visit, document_kind)
    document = work.documents.of_visit(visit, document_kind)
    if document is not None:
        open_document(work, actor, document.id, revision, Action.EDIT)
    take_back(work, actor, visit, found_reading(visit_canvas(work, visit), source, reading, seen))
    follow_sources(work, actor, visit)
    return canvas_view(work, actor, visit=visit, kind=document_kind)


def take_back(work: Work, actor: Clinician, visit: str, found: FoundReading) -> None:
    """Keep that the correction in force no longer holds.

    Raises:
        NotFound: There is none.
    """
    if found.kept is None:
        raise NotFound("This reading is not corrected; there is nothing to undo.")
    line = f"Correction of {found.place} undone: “{found.quote}” is read as before."
    keep_line(work, visit, CORRECTIONS, line, SourceKind.CORRECTIONS)
    said = replace(found.kept.correction, by=actor.id, at=work.now.isoformat())
    work.corrections.add(replace(found.kept, id=new_id(), visit=visit, correction=said, undone=True))
    work.note(actor.id, "correction_undone", found.kept.id, visit=visit, source=found.item.id)
