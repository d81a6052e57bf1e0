"""The document a change is made to: found, allowed, unchanged since it was shown, not signed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from chartside.domain.chart import Clinician
from chartside.domain.documents import Document, Statement
from chartside.domain.signing import Action, NotAllowedError, after, may
from chartside.services.canvas_view import view_of
from chartside.services.compose_document import recheck
from chartside.services.errors import NotAllowed, NotFound, Stale
from chartside.services.unasked import without_answered
from chartside.services.views import CanvasView
from chartside.services.visit_canvas import VisitCanvas, visit_canvas
from chartside.store import Work
from chartside.store.repositories.documents import KeptDocument


def open_document(work: Work, actor: Clinician, document: str, revision: int | None, action: Action) -> KeptDocument:
    """The document, if this person may do this to it now.

    Raises:
        NotFound: There is no such document.
        NotAllowed: Not this person, or not in this state.
        Stale: Somebody changed it since `revision` was shown.
    """
    kept = work.documents.by_id(document)
    if kept is None:
        raise NotFound("There is no such document; go back to Today.")
    if not may(actor, action):
        raise NotAllowed(f"To {action.replace('_', ' ')} a document takes a licensed clinician with credentials.")
    try:
        after(kept.state, action)
    except NotAllowedError as problem:
        raise NotAllowed(str(problem)) from None
    if revision is not None and revision != kept.revision:
        raise Stale("The document was changed since you opened it; look at the newest version and do it again.")
    return kept


def statement_of(kept: KeptDocument, statement: str) -> Statement:
    """One statement of the document.

    Raises:
        NotFound: There is none with this id.
    """
    try:
        return kept.document.statement(statement)
    except KeyError:
        raise NotFound("This sentence is no longer in the document; look at the newest version.") from None


def change(
    work: Work,
    actor: Clinician,
    kept: KeptDocument,
    action: Action,
    edit: Callable[[VisitCanvas], Document],
    noted: str,
    **detail: object,
) -> CanvasView:
    """Make a change: apply it, check the document again, keep it as a new revision, note it."""
    at = visit_canvas(work, kept.visit)
    document = without_answered(work, kept.visit, recheck(edit(at), at.canvas, reading_flags=at.flags))
    state = after(kept.state, action)
    work.documents.save(kept.id, kept.revision + 1, document, state, actor.id, work.now)
    work.note(actor.id, noted, kept.id, revision=kept.revision + 1, **detail)
    return view_of(work, at, document.kind)


def with_section(document: Document, section: str, statement: Statement) -> Document:
    """The document with a statement at the end of a section.

    Raises:
        NotFound: There is no such section.
    """
    if section not in {s.key for s in document.sections}:
        raise NotFound("There is no such section in this document.")
    return replace(
        document,
        sections=tuple(
            replace(s, statements=(*s.statements, statement)) if s.key == section else s for s in document.sections
        ),
    )
