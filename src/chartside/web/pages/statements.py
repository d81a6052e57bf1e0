"""Review of single sentences: accept, edit, reject, restore, add; and all at once."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Request, Response

from chartside.services.accept_all import accept_all
from chartside.services.add_statement import add_statement
from chartside.services.canvas_view import canvas_view
from chartside.services.document_of_visit import USUAL_KIND
from chartside.services.errors import Stale
from chartside.web.pages.canvas import canvas_answer, document_of, statement_page
from chartside.web.rendering import scripted
from chartside.web.reviewing import DONE, reviewed
from chartside.web.routes import Routes
from chartside.web.session import desk

PAGE = Routes("statements")


@PAGE.router.get("/visits/{visit_id}/statements/{statement_id}")
def show(request: Request, visit_id: str, statement_id: str, kind: str = USUAL_KIND) -> Response:
    """One sentence with its source and the forms, for browsers without scripts."""
    with desk(request) as at:
        view = canvas_view(at.work, at.actor, visit=visit_id, kind=kind)
        return statement_page(request, at, view, statement_id)


@PAGE.router.post("/visits/{visit_id}/statements/{statement_id}")
def review(
    request: Request,
    visit_id: str,
    statement_id: str,
    do: Annotated[str, Form()],
    revision: Annotated[int, Form()],
    text: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
    kind: str = USUAL_KIND,
) -> Response:
    """Accepts, edits, rejects or restores one sentence."""
    try:
        with desk(request) as at:
            view = reviewed(at, document_of(at, visit_id, kind), statement_id, do, revision, text=text, reason=reason)
            return canvas_answer(request, at, view, said=DONE[do], at_statement=statement_id)
    except Stale as error:
        if scripted(request):
            raise
        with desk(request) as at:
            view = canvas_view(at.work, at.actor, visit=visit_id, kind=kind)
            return statement_page(request, at, view, statement_id, stale=str(error), typed=text)


@PAGE.router.post("/visits/{visit_id}/sentences")
def add(
    request: Request,
    visit_id: str,
    section: Annotated[str, Form()],
    text: Annotated[str, Form()],
    revision: Annotated[int, Form()],
    kind: str = USUAL_KIND,
) -> Response:
    """Adds a sentence of the clinician's own."""
    with desk(request) as at:
        document = document_of(at, visit_id, kind)
        view = add_statement(at.work, at.actor, document=document, revision=revision, section=section, text=text)
        return canvas_answer(request, at, view, said="Sentence added.")


@PAGE.router.post("/visits/{visit_id}/accept-all")
def accept_everything(
    request: Request, visit_id: str, revision: Annotated[int, Form()], kind: str = USUAL_KIND
) -> Response:
    """Accepts every sentence that still waits."""
    with desk(request) as at:
        view = accept_all(at.work, at.actor, document=document_of(at, visit_id, kind), revision=revision)
        return canvas_answer(request, at, view, said="All sentences accepted.")
