"""Accept a statement as it stands."""

from __future__ import annotations

from dataclasses import replace

from chartside.domain.chart import Clinician
from chartside.domain.documents import Review
from chartside.domain.signing import Action
from chartside.services.open_document import change, open_document, statement_of
from chartside.services.views import CanvasView
from chartside.store import Work


def accept_statement(work: Work, actor: Clinician, *, document: str, revision: int, statement: str) -> CanvasView:
    """Mark a statement as accepted; one the PT edited stays edited.

    Raises:
        NotFound, NotAllowed, Stale: As `open_document`.
    """
    kept = open_document(work, actor, document, revision, Action.REVIEW)
    found = statement_of(kept, statement)
    review = Review.EDITED if found.review is Review.EDITED else Review.ACCEPTED
    accepted = replace(found, review=review, reason=None)
    return change(
        work, actor, kept, Action.REVIEW, lambda _: kept.document.with_statement(accepted), "statement_accepted"
    )
