"""What the clinic's documents follow: its standards, its headings, its order of sections."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import File, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from chartside.documents import document_kinds
from chartside.services.clinic_files import checked_standard, clinic_file
from chartside.services.errors import Invalid
from chartside.services.save_clinic_profile import save_clinic_profile
from chartside.web.profile_forms import headings_of, headings_text, lines_of
from chartside.web.routes import Routes
from chartside.web.session import Desk, desk
from chartside.web.settings_parts import SAVED, settings_page

PAGE = Routes("settings_documents")

TOLD = {
    "profile": SAVED,
    "standard": "The standard is on every canvas now.",
    "no_standard": "The standard was taken off.",
}


@PAGE.router.get("/settings/documents")
def show(request: Request, saved: str = "") -> Response:
    """Standards, headings and order of sections."""
    with desk(request) as at:
        return _page(request, at, saved=TOLD.get(saved, ""))


@PAGE.router.post("/settings/documents")
def save(
    request: Request, headings: Annotated[str, Form()] = "", section_order: Annotated[str, Form()] = ""
) -> Response:
    """Keeps headings and order of sections."""
    given = {"headings": headings, "section_order": section_order}
    with desk(request) as at:
        try:
            profile = replace(at.profile, headings=headings_of(headings), section_order=lines_of(section_order))
            save_clinic_profile(at.work, at.actor, profile=profile)
        except Invalid as error:
            return _page(request, at, given=given, problem=str(error), status=422)
    return RedirectResponse("/settings/documents?saved=profile", status_code=303)


@PAGE.router.post("/settings/standards")
def add_standard(request: Request, file: Annotated[UploadFile, File()]) -> Response:
    """Puts a documentation standard on every canvas."""
    with desk(request) as at:
        try:
            content = file.file.read()
            if not content:
                raise Invalid("Choose a file with your documentation standard: text, Word or PDF.")
            kept = clinic_file(file.filename or "standard", content)
            checked_standard(kept.name, content, kept.sha256)
            others = tuple(known for known in at.profile.standards if known.sha256 != kept.sha256)
            profile = replace(at.profile, standards=(*others, kept))
            save_clinic_profile(at.work, at.actor, profile=profile, files={kept.sha256: content})
        except Invalid as error:
            return _page(request, at, problem=str(error), status=422)
    return RedirectResponse("/settings/documents?saved=standard", status_code=303)


@PAGE.router.post("/settings/standards/remove")
def remove_standard(request: Request, sha256: Annotated[str, Form()]) -> Response:
    """Takes a standard off every canvas; signed documents still name it."""
    with desk(request) as at:
        left = tuple(known for known in at.profile.standards if known.sha256 != sha256)
        save_clinic_profile(at.work, at.actor, profile=replace(at.profile, standards=left))
    return RedirectResponse("/settings/documents?saved=no_standard", status_code=303)


def _page(
    request: Request,
    at: Desk,
    *,
    given: dict[str, str] | None = None,
    saved: str = "",
    problem: str = "",
    status: int = 200,
) -> Response:
    usual = {
        "headings": headings_text(at.profile.headings),
        "section_order": "\n".join(at.profile.section_order),
    }
    return settings_page(
        request,
        at,
        "documents",
        saved=saved,
        problem=problem,
        status=status,
        given=usual | (given or {}),
        kinds=[(kind.name, kind.title, tuple(kind.sections.items())) for kind in document_kinds().values()],
    )
