"""What can be done to one statement, as pages and API name it."""

from __future__ import annotations

from chartside.services.accept_statement import accept_statement
from chartside.services.edit_statement import edit_statement
from chartside.services.errors import Invalid
from chartside.services.reject_statement import reject_statement
from chartside.services.restore_statement import restore_statement
from chartside.services.views import CanvasView
from chartside.web.session import Desk

DONE = {"accept": "Accepted.", "edit": "Saved and checked again.", "reject": "Rejected.", "restore": "Restored."}


def reviewed(
    at: Desk, document: str, statement: str, do: str, revision: int, *, text: str = "", reason: str = ""
) -> CanvasView:
    """The canvas after a review of one statement.

    Args:
        at: The transaction and who reviews.
        document: Id of the document.
        statement: Id of the statement.
        do: `accept`, `edit`, `reject` or `restore`.
        revision: The one the person saw.
        text: The new text, for `edit`.
        reason: Why, for `reject`.

    Raises:
        Invalid: `do` is none of the four, or the service says so.
    """
    work, actor = at.work, at.actor
    match do:
        case "accept":
            return accept_statement(work, actor, document=document, revision=revision, statement=statement)
        case "edit":
            return edit_statement(work, actor, document=document, revision=revision, statement=statement, text=text)
        case "reject":
            return reject_statement(
                work, actor, document=document, revision=revision, statement=statement, reason=reason
            )
        case "restore":
            return restore_statement(work, actor, document=document, revision=revision, statement=statement)
        case _:
            raise Invalid("Choose accept, edit, reject or restore.")
