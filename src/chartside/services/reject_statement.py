"""Reject a statement, with the reason."""

from __future__ import annotations

from dataclasses import replace

from chartside.domain.chart import Clinician
from chartside.domain.documents import Review
from chartside.domain.signing import Action
from chartside.services.open_document import change, open_document, statement_of
from chartside.services.views import CanvasView
from chartside.store import Work


def reject_statement(
    work: Work, actor: Clinician, *, document: str, revision: int, statement: str, reason: str = ""
) -> CanvasView:
    """Keep a statement out of the document; it stays visible in review and is never printed.

    Raises:
        NotFound, NotAllowed, Stale: As `open_document`.
    """
    kept = open_document(work, actor, document, revision, Action.REVIEW)
    why = " ".join(reason.split())[:500] or None
    rejected = replace(statement_of(kept, statement), review=Review.REJECTED, reason=why)
    return change(
        work, actor, kept, Action.REVIEW, lambda _: kept.document.with_statement(rejected), "statement_rejected"
    )
