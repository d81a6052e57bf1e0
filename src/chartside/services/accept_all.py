"""Accept every statement that was not looked at yet."""

from __future__ import annotations

from dataclasses import replace

from chartside.domain.chart import Clinician
from chartside.domain.documents import Review
from chartside.domain.signing import Action
from chartside.services.open_document import change, open_document
from chartside.services.views import CanvasView
from chartside.store import Work


def accept_all(work: Work, actor: Clinician, *, document: str, revision: int) -> CanvasView:
    """Mark all proposed statements as accepted.

    Raises:
        NotFound, NotAllowed, Stale: As `open_document`.
    """
    kept = open_document(work, actor, document, revision, Action.REVIEW)
    accepted = kept.document
    for statement in kept.document.statements():
        if statement.review is Review.PROPOSED:
            accepted = accepted.with_statement(replace(statement, review=Review.ACCEPTED))
    return change(work, actor, kept, Action.REVIEW, lambda _: accepted, "statements_accepted")
