"""Signing a note with the password asked again, and addenda to a signed note."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Request, Response

from chartside.services.add_addendum import add_addendum
from chartside.services.canvas_view import canvas_view
from chartside.services.document_of_visit import USUAL_KIND
from chartside.services.errors import Invalid, NotAllowed
from chartside.services.sign_document import sign_document
from chartside.web.pages.canvas import canvas_answer, document_of
from chartside.web.panes import panes_of
from chartside.web.rendering import render, scripted
from chartside.web.routes import Routes
from chartside.web.session import desk

PAGE = Routes("signing")


@PAGE.router.get("/visits/{visit_id}/sign")
def ask(request: Request, visit_id: str, kind: str = USUAL_KIND) -> Response:
    """What still stands before signing, or the password form; as a page for browsers without scripts."""
    with desk(request) as at:
        view = canvas_view(at.work, at.actor, visit=visit_id, kind=kind)
        return render(request, "sign.html", panes=panes_of(view, at.actor, at.profile), sign_problem="")


@PAGE.router.post("/visits/{visit_id}/sign")
def sign(
    request: Request,
    visit_id: str,
    password: Annotated[str, Form()],
    revision: Annotated[int, Form()],
    kind: str = USUAL_KIND,
) -> Response:
    """Signs exactly the revision the person saw."""
    with desk(request) as at:
        try:
            view = sign_document(
                at.work, at.actor, document=document_of(at, visit_id, kind), revision=revision, password=password
            )
        except (Invalid, NotAllowed) as error:
            view = canvas_view(at.work, at.actor, visit=visit_id, kind=kind)
            if scripted(request):
                return canvas_answer(request, at, view, sign_problem=str(error))
            return render(
                request, "sign.html", status=422, panes=panes_of(view, at.actor, at.profile), sign_problem=str(error)
            )
        return canvas_answer(request, at, view, said="Signed. The note can no longer change.")


@PAGE.router.post("/visits/{visit_id}/addenda")
def add(
    request: Request,
    visit_id: str,
    text: Annotated[str, Form()],
    password: Annotated[str, Form()],
    kind: str = USUAL_KIND,
) -> Response:
    """Adds a signed addendum."""
    with desk(request) as at:
        view = add_addendum(at.work, at.actor, document=document_of(at, visit_id, kind), text=text, password=password)
        return canvas_answer(request, at, view, said="Addendum signed.")
