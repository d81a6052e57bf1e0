"""Take back what was done to a statement."""

from __future__ import annotations

from dataclasses import replace

from chartside.domain.chart import Clinician
from chartside.domain.documents import Document, Review
from chartside.domain.signing import Action
from chartside.services.draft_document import fresh_statement
from chartside.services.open_document import change, open_document, statement_of
from chartside.services.views import CanvasView
from chartside.services.visit_canvas import VisitCanvas
from chartside.store import Work


def restore_statement(work: Work, actor: Clinician, *, document: str, revision: int, statement: str) -> CanvasView:
    """Propose a statement anew as the writer composes it; one of the PT's own is no longer rejected.

    Raises:
        NotFound, NotAllowed, Stale: As `open_document`.
    """
    kept = open_document(work, actor, document, revision, Action.REVIEW)
    found = statement_of(kept, statement)

    def apply(at: VisitCanvas) -> Document:
        fresh = fresh_statement(work, at, kept.document, statement)
        restored = fresh or replace(found, review=Review.EDITED, reason=None)
        tables = {t.key for s in kept.document.sections for t in s.tables}
        if restored.table is not None and restored.table not in tables:
            restored = replace(restored, table=None, cells=None)
        return _rows_back(kept.document.with_statement(restored))

    return change(work, actor, kept, Action.REVIEW, apply, "statement_restored")


def _rows_back(document: Document) -> Document:
    """Rows of one table stand together again after one of them came back."""
    sections = []
    for section in document.sections:
        places: dict[str, int] = {}
        for index, statement in enumerate(section.statements):
            if statement.table is not None:
                places.setdefault(statement.table, index)
        order = sorted(
            enumerate(section.statements),
            key=lambda pair: (places[pair[1].table] if pair[1].table else pair[0], pair[0]),
        )
        sections.append(replace(section, statements=tuple(s for _, s in order)))
    return replace(document, sections=tuple(sections))
