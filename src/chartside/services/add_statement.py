"""Add a sentence of the PT's own."""

from __future__ import annotations

from chartside.domain.chart import Clinician
from chartside.domain.documents import Basis, Review, Statement
from chartside.domain.signing import Action
from chartside.services.carry_review import OWN
from chartside.services.edit_statement import own_words
from chartside.services.open_document import change, open_document, with_section
from chartside.services.passwords import new_id
from chartside.services.views import CanvasView
from chartside.store import Work


def add_statement(work: Work, actor: Clinician, *, document: str, revision: int, section: str, text: str) -> CanvasView:
    """Put a sentence at the end of a section; its basis is the clinician.

    Raises:
        NotFound, NotAllowed, Stale: As `open_document`; also when there is no such section.
        Invalid: The text is empty or too long.
    """
    kept = open_document(work, actor, document, revision, Action.EDIT)
    statement = Statement(id=f"{OWN}{new_id()}", text=own_words(text), basis=Basis.CLINICIAN, review=Review.EDITED)
    changed = with_section(kept.document, section, statement)
    return change(work, actor, kept, Action.EDIT, lambda _: changed, "statement_added")
