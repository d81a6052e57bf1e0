"""Sign a document: this person, this password, these exact bytes."""

from __future__ import annotations

from dataclasses import replace

from chartside.domain.chart import Clinician
from chartside.domain.documents import Document, Review, Scope
from chartside.domain.records import canonical_bytes
from chartside.domain.signing import Action, Signature, blockers, digest
from chartside.services.canvas_view import view_of
from chartside.services.compose_document import recheck
from chartside.services.errors import Invalid, NotAllowed
from chartside.services.open_document import open_document
from chartside.services.passwords import is_password
from chartside.services.sign_in import check_wait
from chartside.services.unasked import without_answered
from chartside.services.views import CanvasView
from chartside.services.visit_canvas import header_of, visit_canvas
from chartside.store import Work

MEANING = "I have reviewed this document and it is my record of the visit."
MEANING_BEYOND_VISIT = "I have reviewed this document and it says what I mean to say."


def sign_document(work: Work, actor: Clinician, *, document: str, revision: int, password: str) -> CanvasView:
    """Sign the revision that was shown; after this it never changes.

    Raises:
        NotFound, Stale: As `open_document`.
        NotAllowed: Not this person, not in this state, or the password is wrong.
        Invalid: Something stands before signing; the message lists it.
    """
    kept = open_document(work, actor, document, revision, Action.SIGN)
    confirm_password(work, actor, password)
    at = visit_canvas(work, kept.visit)
    checked = without_answered(work, kept.visit, recheck(kept.document, at.canvas, reading_flags=at.flags))
    standing = blockers(checked)
    if standing:
        raise Invalid(f"This still stands before signing: {' '.join(standing)}")
    final = _final(replace(checked, header=header_of(work, at.chart, signer=actor)))
    covered = digest(canonical_bytes(final))
    signature = Signature(actor.id, actor.name, actor.credentials, work.now, covered, meaning_of(final.scope))
    work.documents.sign(kept.id, kept.revision + 1, final, signature)
    work.note(actor.id, "document_signed", kept.id, revision=kept.revision + 1, sha256=signature.sha256)
    return view_of(work, at, final.kind)


def meaning_of(scope: Scope) -> str:
    """What a signature says of a document."""
    return MEANING if scope is Scope.VISIT else MEANING_BEYOND_VISIT


def confirm_password(work: Work, actor: Clinician, password: str) -> None:
    """Make sure that it is this person at the keyboard; repeated failures have to wait.

    Raises:
        NotAllowed: The password is wrong.
    """
    key = f"signing|{actor.id}"
    check_wait(work, key)
    account = work.users.by_id(actor.id)
    if not is_password(account.password_hash if account else None, password):
        work.users.note_failure(key, work.now)
        work.note(actor.id, "signing_password_wrong", actor.id)
        raise NotAllowed("The password is wrong; nothing was signed. Try again.")
    work.users.forget_failures(key)


def _final(document: Document) -> Document:
    """What is signed: every statement is decided, no optional question is left open."""
    decided = document
    for statement in document.statements():
        if statement.review is Review.PROPOSED:
            decided = decided.with_statement(replace(statement, review=Review.ACCEPTED))
    return replace(decided, questions=())
