"""Sources of a visit: adding, showing and removing them."""

from __future__ import annotations

from typing import Annotated

from fastapi import File, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from chartside.domain.source import SourceKind
from chartside.services.add_source import add_source
from chartside.services.canvas_view import canvas_view
from chartside.services.document_of_visit import USUAL_KIND
from chartside.services.draft_document import draft_document
from chartside.services.errors import Invalid, NotFound
from chartside.services.paste_text import paste_text
from chartside.services.remove_source import remove_source
from chartside.services.set_source_kind import set_source_kind
from chartside.services.views import CanvasView, SourceOnCanvas
from chartside.services.visit_canvas import is_own_words
from chartside.web.addresses import canvas_address, canvas_url, kind_query
from chartside.web.fact_marks import marked_text
from chartside.web.pages.canvas import canvas_answer
from chartside.web.rendering import plural, render
from chartside.web.routes import Routes
from chartside.web.session import Desk, desk

PAGE = Routes("sources")

KINDS = (
    (SourceKind.SESSION_NOTE, "Note of this visit"),
    (SourceKind.TRANSCRIPT, "Transcript of this visit"),
    (SourceKind.EVALUATION, "Evaluation"),
    (SourceKind.PRIOR_NOTE, "Note of an earlier visit"),
    (SourceKind.INTAKE, "Intake form"),
    (SourceKind.REFERRAL, "Referral or order"),
    (SourceKind.STANDARD, "The clinic's documentation standard"),
)


@PAGE.router.post("/visits/{visit_id}/sources")
def add_files(
    request: Request, visit_id: str, files: Annotated[list[UploadFile], File()], kind: str = USUAL_KIND
) -> Response:
    """Puts files on the canvas and drafts when there is no draft yet; unreadable files stay with the reason."""
    chosen = [file for file in files if file.filename]
    with desk(request) as at:
        added = [
            add_source(
                at.work,
                at.actor,
                visit=visit_id,
                name=file.filename or "file",
                content=file.file.read(),
                document_kind=kind,
            )
            for file in chosen
        ]
        view = drafted(at, visit_id, kind)
        return canvas_answer(request, at, view, said=f"{_told(added)} {progress(view)}")


@PAGE.router.post("/visits/{visit_id}/text")
def add_text(request: Request, visit_id: str, text: Annotated[str, Form()], kind: str = USUAL_KIND) -> Response:
    """Puts typed or pasted text on the canvas and drafts when there is no draft yet."""
    with desk(request) as at:
        added = paste_text(at.work, at.actor, visit=visit_id, text=text, name="Typed note", document_kind=kind)
        view = drafted(at, visit_id, kind)
        return canvas_answer(request, at, view, said=f"{_told([added])} {progress(view)}")


@PAGE.router.post("/visits/{visit_id}/sources/{source_id}/remove")
def remove(request: Request, visit_id: str, source_id: str, kind: str = USUAL_KIND) -> Response:
    """Takes a source off the canvas; the draft follows."""
    with desk(request) as at:
        remove_source(at.work, at.actor, visit=visit_id, source=source_id, document_kind=kind)
        view = canvas_view(at.work, at.actor, visit=visit_id, kind=kind)
        return canvas_answer(request, at, view, said="Source removed.")


@PAGE.router.post("/visits/{visit_id}/sources/{source_id}/kind")
def say_what_it_is(
    request: Request,
    visit_id: str,
    source_id: str,
    is_a: Annotated[SourceKind, Form(alias="kind")],
    kind: str = USUAL_KIND,
) -> Response:
    """Corrects the guess of what a source is; a first draft follows when this makes it today's note."""
    with desk(request) as at:
        set_source_kind(at.work, at.actor, visit=visit_id, source=source_id, kind=is_a, document_kind=kind)
        view = drafted(at, visit_id, kind)
    return RedirectResponse(canvas_address(visit_id, kind, view.opens_with), status_code=303)


@PAGE.router.post("/visits/{visit_id}/draft")
def draft(request: Request, visit_id: str, kind: str = USUAL_KIND) -> Response:
    """Drafts a document from what is on the canvas."""
    with desk(request) as at:
        view = draft_document(at.work, at.actor, visit=visit_id, kind=kind)
        return canvas_answer(request, at, view, said=progress(view))


@PAGE.router.get("/visits/{visit_id}/sources/{source_id}")
def show(request: Request, visit_id: str, source_id: str, kind: str = USUAL_KIND) -> Response:
    """The whole text of a source with every fact marked."""
    with desk(request) as at:
        view = canvas_view(at.work, at.actor, visit=visit_id, kind=kind)
        query = kind_query(kind)
        shown = source_shown(view, source_id)
        own = shown in view.sources and shown.source is not None and not is_own_words(shown.source)
        return render(
            request,
            "source.html",
            source=shown.source,
            text=marked_text(shown, canvas_url(visit_id), query),
            facts=shown.fact_count,
            kinds=KINDS if own and view.signature is None else (),
            kind_url=f"{canvas_url(visit_id)}/sources/{shown.id}/kind{query}",
            canvas_url=canvas_address(visit_id, kind, view.opens_with),
            said="",
        )


def source_shown(view: CanvasView, source_id: str) -> SourceOnCanvas:
    """A readable source of a canvas, by the id of its row or by its id in evidence.

    Raises:
        NotFound: There is none.
    """
    for shown in (*view.sources, *view.history, *view.standards):
        if shown.source is not None and source_id in (shown.id, shown.source.id):
            return shown
    raise NotFound("There is no such source on this canvas, or it could not be read.")


def _told(added: list[SourceOnCanvas]) -> str:
    """What became of the files, in words."""
    unread = [source.name for source in added if source.problem is not None]
    again = [source.name for source in added if source.already]
    read = len(added) - len(unread) - len([s for s in added if s.already and s.problem is None])
    parts = [f"{plural(read, 'source')} read."] if read else []
    if again:
        parts.append(f"{' and '.join(again)} {'was' if len(again) == 1 else 'were'} already here.")
    if unread:
        parts.append(f"{' and '.join(unread)} could not be read; the reason is in the list.")
    return " ".join(parts) or "No file was chosen."


def drafted(at: Desk, visit_id: str, kind: str) -> CanvasView:
    """The canvas after a source came: with a first draft as soon as something can be read."""
    view = canvas_view(at.work, at.actor, visit=visit_id, kind=kind)
    if view.document is not None:
        return view
    try:
        return draft_document(at.work, at.actor, visit=visit_id, kind=kind)
    except Invalid:  # nothing of this visit yet; the sources stay, and the page says what is missing
        return view


def progress(view: CanvasView) -> str:
    """The state of the draft in words, for those who do not see the page change."""
    if view.document is None:
        return "There is no draft yet."
    count = sum(1 for _ in view.document.statements())
    return f"The draft has {plural(count, 'sentence')} and {plural(len(view.document.questions), 'question')}."
