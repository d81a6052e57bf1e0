"""What was read at one place of a source: shown, corrected, said to be no fact, and taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import Depends, Request, Response
from fastapi.responses import RedirectResponse

from chartside.domain.chart import Clinician
from chartside.domain.reading_words import reading_of
from chartside.domain.signing import Action, may
from chartside.services.canvas_view import canvas_view
from chartside.services.correct_fact import correct_fact
from chartside.services.document_of_visit import USUAL_KIND
from chartside.services.errors import Invalid, NotFound
from chartside.services.undo_correction import undo_correction
from chartside.services.views import CanvasView, Reading, SourceOnCanvas
from chartside.web.addresses import canvas_address, canvas_url, kind_query, with_place
from chartside.web.fact_forms import fields_of, values_typed
from chartside.web.fact_marks import mark_id, marked_text, reading_url, said_of
from chartside.web.pages.canvas import canvas_answer
from chartside.web.pages.sources import source_shown
from chartside.web.rendering import render, scripted
from chartside.web.routes import Routes
from chartside.web.session import Desk, desk

PAGE = Routes("readings")

_OWN_FIELDS = frozenset({"do", "seen", "place"})


async def _typed(request: Request) -> dict[str, str]:
    """The fields of the form; which ones there are depends on the kind of fact."""
    return {key: value for key, value in (await request.form()).items() if isinstance(value, str)}


@PAGE.router.get("/visits/{visit_id}/sources/{source_id}/readings/{reading_key}")
def show(
    request: Request, visit_id: str, source_id: str, reading_key: str, place: str = "source", kind: str = USUAL_KIND
) -> Response:
    """The reading with the form that corrects it: for the dialog of our script, else as a page of its own."""
    with desk(request) as at:
        view = canvas_view(at.work, at.actor, visit=visit_id, kind=kind)
        return _form(request, at, view, source_id, reading_key, place)


@PAGE.router.post("/visits/{visit_id}/sources/{source_id}/readings/{reading_key}")
def correct(
    request: Request,
    visit_id: str,
    source_id: str,
    reading_key: str,
    typed: Annotated[dict[str, str], Depends(_typed)],
    kind: str = USUAL_KIND,
) -> Response:
    """Saves other values, says that there is no fact, or takes the correction back; the draft follows."""
    place = typed.get("place", "source")
    try:
        with desk(request) as at:
            view, said = _corrected(at, visit_id, source_id, reading_key, typed, kind)
            return _answer(request, at, view, source_id, reading_key, place, said)
    except Invalid as problem:
        with desk(request) as at:
            view = canvas_view(at.work, at.actor, visit=visit_id, kind=kind)
            return _form(request, at, view, source_id, reading_key, place, problem=str(problem), typed=typed)


def _corrected(
    at: Desk, visit_id: str, source_id: str, reading_key: str, typed: Mapping[str, str], kind: str
) -> tuple[CanvasView, str]:
    """The canvas after the change, and what happened in words.

    Raises:
        Invalid: A field cannot be read, or none of the three was asked for.
    """
    seen = typed.get("seen")
    work, actor = at.work, at.actor
    match typed.get("do"):
        case "save":
            view = canvas_view(work, actor, visit=visit_id, kind=kind)
            read = _reading(source_shown(view, source_id), reading_key).original.kind
            values = values_typed(read, {key: text for key, text in typed.items() if key not in _OWN_FIELDS})
            view = correct_fact(
                work,
                actor,
                visit=visit_id,
                source=source_id,
                reading=reading_key,
                values=values,
                seen=seen,
                document_kind=kind,
            )
            return view, "Saved. The draft follows."
        case "drop":
            view = correct_fact(
                work,
                actor,
                visit=visit_id,
                source=source_id,
                reading=reading_key,
                values=None,
                seen=seen,
                document_kind=kind,
            )
            return view, "Marked as not a fact. The draft follows."
        case "undo":
            view = undo_correction(
                work, actor, visit=visit_id, source=source_id, reading=reading_key, seen=seen, document_kind=kind
            )
            return view, "Undone; it is read as before."
        case _:
            raise Invalid("Choose Save, Not a fact or Undo.")


def _reading(shown: SourceOnCanvas, reading_key: str) -> Reading:
    key = shown.source.id if shown.source else ""
    for reading in shown.readings:
        if reading.key == reading_key and reading.source == key:
            return reading
    raise NotFound("Nothing is read there any more as you saw it; look at the source again.")


def _form(
    request: Request,
    at: Desk,
    view: CanvasView,
    source_id: str,
    reading_key: str,
    place: str,
    *,
    problem: str = "",
    typed: Mapping[str, str] | None = None,
) -> Response:
    shown = source_shown(view, source_id)
    reading = _reading(shown, reading_key)
    url, query = canvas_url(view.visit.id), kind_query(view.kind)
    beside = [r for r in shown.readings if r is not reading and r.span.overlaps(reading.span)]

    def address(of: Reading) -> str:
        found = reading_url(url, of, query)
        return with_place(found, place) if place == "canvas" else found

    response = render(
        request,
        "parts/reading.html" if scripted(request) else "reading.html",
        status=422 if problem else 200,
        name=shown.name,
        line=shown.source.line_of(reading.span.start) if shown.source else 1,
        quote=" ".join(reading.original.place.quote.split()),
        words=said_of(reading),
        was=reading_of(reading.original),
        url=reading_url(url, reading, query),
        place="canvas" if place == "canvas" else "source",
        seen=reading.correction,
        corrected=bool(reading.correction),
        dropped=reading.fact is None,
        fields=fields_of(reading.shown, typed),
        beside=[(address(r), said_of(r)) for r in beside],
        may_correct=_may_correct(view, at.actor),
        problem=problem,
        canvas_url=canvas_address(view.visit.id, view.kind, view.opens_with),
        source_url=f"{url}/sources/{shown.id}{query}",
    )
    if problem and scripted(request):
        response.headers["HX-Retarget"] = "#reading-body"
        response.headers["HX-Reswap"] = "innerHTML"
    return response


def _may_correct(view: CanvasView, actor: Clinician) -> bool:
    return view.signature is None and may(actor, Action.EDIT)


def _answer(
    request: Request, at: Desk, view: CanvasView, source_id: str, reading_key: str, place: str, said: str
) -> Response:
    """The canvas or the source after a change: a fragment for our script, the way back for a plain form."""
    shown = source_shown(view, source_id)
    url, query = canvas_url(view.visit.id), kind_query(view.kind)
    if scripted(request):
        if place == "canvas":
            return canvas_answer(request, at, view, said=said)
        return render(
            request, "parts/source_text.html", text=marked_text(shown, url, query), facts=shown.fact_count, said=said
        )
    if place == "canvas" or shown.source is None:
        return RedirectResponse(canvas_address(view.visit.id, view.kind, view.opens_with), status_code=303)
    at_mark = next((mark_id(shown.source, r) for r in shown.readings if r.key == reading_key), "")
    return RedirectResponse(f"{url}/sources/{shown.id}{query}" + (f"#{at_mark}" if at_mark else ""), status_code=303)
