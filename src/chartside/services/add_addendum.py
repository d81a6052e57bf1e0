"""Add a signed addendum to a signed document."""

from __future__ import annotations

import json

from chartside.domain.chart import Clinician
from chartside.domain.signing import Action, Addendum, Signature, digest
from chartside.services.canvas_view import view_of
from chartside.services.errors import Invalid
from chartside.services.open_document import open_document
from chartside.services.sign_document import confirm_password
from chartside.services.views import CanvasView
from chartside.services.visit_canvas import visit_canvas
from chartside.store import Work

MEANING = "I add this to the signed document; the document itself is unchanged."
MOST_CHARACTERS = 10_000


def add_addendum(work: Work, actor: Clinician, *, document: str, text: str, password: str) -> CanvasView:
    """Add text below a signed document, signed again; its hash covers the document's hash and the text.

    Raises:
        NotFound: There is no such document.
        NotAllowed: Not this person, not signed yet, or the password is wrong.
        Invalid: The text is empty or too long.
    """
    kept = open_document(work, actor, document, None, Action.ADD_ADDENDUM)
    words = text.strip()
    if not words or len(words) > MOST_CHARACTERS:
        raise Invalid(f"An addendum has 1 to {MOST_CHARACTERS} characters; correct its length.")
    confirm_password(work, actor, password)
    original = work.documents.signature(kept.id)
    covered = json.dumps([original.sha256 if original else "", words]).encode()
    signature = Signature(actor.id, actor.name, actor.credentials, work.now, digest(covered), MEANING)
    work.documents.add_addendum(kept.id, Addendum(words, signature))
    work.note(actor.id, "addendum_added", kept.id, sha256=signature.sha256)
    return view_of(work, visit_canvas(work, kept.visit), kept.document.kind)
