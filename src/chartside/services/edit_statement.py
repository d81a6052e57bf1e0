"""Put a statement in the PT's own words."""

from __future__ import annotations

from dataclasses import replace

from chartside.domain.chart import Clinician
from chartside.domain.documents import Basis, Document, Review, Statement
from chartside.domain.signing import Action
from chartside.services.carry_review import with_rows_together
from chartside.services.errors import Invalid
from chartside.services.open_document import change, open_document, statement_of
from chartside.services.views import CanvasView
from chartside.store import Work

MOST_CHARACTERS = 4000


def edit_statement(
    work: Work, actor: Clinician, *, document: str, revision: int, statement: str, text: str
) -> CanvasView:
    """Replace a statement's text; its basis becomes the clinician, its evidence stays to be checked against.

    A table row becomes a sentence below its table.

    Raises:
        NotFound, NotAllowed, Stale: As `open_document`.
        Invalid: The text is empty or too long.
    """
    kept = open_document(work, actor, document, revision, Action.EDIT)
    found = statement_of(kept, statement)
    edited = edited_statement(found, text)

    def apply(_: object) -> Document:
        changed = kept.document.with_statement(edited)
        return replace(changed, sections=tuple(with_rows_together(s) for s in changed.sections))

    return change(work, actor, kept, Action.EDIT, apply, "statement_edited")


def edited_statement(found: Statement, text: str) -> Statement:
    """The statement with the PT's text.

    Raises:
        Invalid: The text is empty or too long.
    """
    words = own_words(text)
    if words == found.text:
        return replace(found, review=Review.EDITED if found.review is Review.EDITED else Review.ACCEPTED, reason=None)
    return replace(
        found, text=words, basis=Basis.CLINICIAN, review=Review.EDITED, computed_by=None, table=None, cells=None,
        reason=None,
    )  # fmt: skip


def own_words(text: str) -> str:
    """Text typed by the PT, on one line.

    Raises:
        Invalid: It is empty or too long.
    """
    words = " ".join(text.split())
    if not words:
        raise Invalid("A sentence needs text; reject it instead if it should go.")
    if len(words) > MOST_CHARACTERS:
        raise Invalid(f"A sentence has at most {MOST_CHARACTERS} characters; split it.")
    return words
