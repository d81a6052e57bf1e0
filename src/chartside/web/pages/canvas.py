"""The canvas of a visit: sources, draft, evidence and checks."""

from __future__ import annotations

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from chartside.services.canvas_view import canvas_view
from chartside.services.document_of_visit import USUAL_KIND, document_of_visit
from chartside.services.errors import NotFound
from chartside.services.views import CanvasView
from chartside.web.addresses import canvas_address
from chartside.web.panes import panes_of
from chartside.web.rendering import render, scripted
from chartside.web.routes import Routes
from chartside.web.session import Desk, desk
from chartside.web.sheet import find

PAGE = Routes("canvas")


@PAGE.router.get("/visits/{visit_id}")
def show(request: Request, visit_id: str, at: str = "", kind: str = "") -> Response:
    """The canvas with the document of one kind; as a fragment when our script asks for the newest version.

    Where no kind is named and only other documents than the usual one have been drafted, one of these is shown.
    """
    with desk(request) as place:
        view = canvas_view(place.work, place.actor, visit=visit_id, kind=kind or USUAL_KIND)
        if not kind and view.kind != view.opens_with:
            view = canvas_view(place.work, place.actor, visit=visit_id, kind=view.opens_with)
        if scripted(request):
            return canvas_answer(request, place, view, said="This is the newest version.")
        return render(
            request,
            "canvas.html",
            panes=panes_of(view, place.actor, place.profile),
            at=at,
            said="",
            notice="",
            sign_problem="",
        )


def canvas_answer(
    request: Request, place: Desk, view: CanvasView, *, said: str = "", at_statement: str = "", sign_problem: str = ""
) -> Response:
    """What a change answers: the fresh canvas for our script, a way back to it for a plain form.

    Args:
        request: The change.
        place: Its transaction and who made it.
        view: The canvas after it.
        said: What happened, for the live region.
        at_statement: The sentence the person was at; a plain form comes back to it.
        sign_problem: Why signing was refused; the dialog stays open.
    """
    if not scripted(request):
        anchor = f"#{at_statement}" if at_statement else ""
        return RedirectResponse(canvas_address(view.visit.id, view.kind, view.opens_with) + anchor, status_code=303)
    return render(
        request,
        "canvas/answer.html",
        status=422 if sign_problem else 200,
        panes=panes_of(view, place.actor, place.profile),
        at=at_statement,
        said=said,
        notice="",
        sign_problem=sign_problem,
    )


def statement_page(
    request: Request, place: Desk, view: CanvasView, statement_id: str, *, stale: str = "", typed: str = ""
) -> Response:
    """One sentence with its source and forms, for browsers without scripts.

    Args:
        request: What is answered.
        place: Its transaction and who asks.
        view: The canvas the sentence is on.
        statement_id: Of the sentence.
        stale: Why a change was refused, when it was.
        typed: The text that was not saved then.

    Raises:
        NotFound: The sentence is not in the note any more.
    """
    panes = panes_of(view, place.actor, place.profile)
    statement = find(panes.sections or (), statement_id)
    if statement is None:
        raise NotFound("That sentence is no longer in the note. Open the canvas and look at the newest version.")
    part = next((origin for origin in panes.origins if origin.id == statement_id), None)
    return render(
        request,
        "statement.html",
        status=409 if stale else 200,
        panes=panes,
        s=statement,
        part=part,
        stale=stale,
        typed=typed,
    )


def document_of(place: Desk, visit_id: str, kind: str) -> str:
    """Id of the visit's document of a kind."""
    return document_of_visit(place.work, place.actor, visit=visit_id, kind=kind)
