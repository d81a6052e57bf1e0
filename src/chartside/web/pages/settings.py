"""What stands on the clinic's paper, and when a session ends."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import File, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from chartside.domain.chart import ClinicProfile
from chartside.domain.clinic_style import Logo
from chartside.services.clinic_files import checked_logo, clinic_file, logo_content
from chartside.services.errors import Invalid, NotFound
from chartside.services.save_clinic_profile import save_clinic_profile
from chartside.web.forms import count_of
from chartside.web.profile_forms import lines_of
from chartside.web.routes import Routes
from chartside.web.session import Desk, desk
from chartside.web.settings_parts import SAVED, settings_page

PAGE = Routes("settings")

TOLD = {"profile": SAVED, "logo": "The logo is on every document now.", "no_logo": "The logo was taken off."}


@PAGE.router.get("/settings")
def show(request: Request, saved: str = "") -> Response:
    """The letterhead and the session; without the forms for those who may not change them."""
    with desk(request) as at:
        return _page(request, at, saved=TOLD.get(saved, ""))


@PAGE.router.post("/settings")
def save(
    request: Request,
    name: Annotated[str, Form()],
    session_minutes: Annotated[str, Form()],
    address: Annotated[str, Form()] = "",
    phone: Annotated[str, Form()] = "",
    fax: Annotated[str, Form()] = "",
    npi: Annotated[str, Form()] = "",
) -> Response:
    """Keeps letterhead and session."""
    given = {
        "name": name,
        "address": address,
        "phone": phone,
        "fax": fax,
        "npi": npi,
        "session_minutes": session_minutes,
    }
    with desk(request) as at:
        try:
            profile = replace(
                at.profile,
                name=name.strip(),
                address=lines_of(address),
                phone=phone.strip(),
                fax=fax.strip(),
                npi=npi.strip(),
                session_minutes=count_of(session_minutes, "Minutes until sign-out", most=240) or 15,
            )
            save_clinic_profile(at.work, at.actor, profile=profile)
        except Invalid as error:
            return _page(request, at, given=given, problem=str(error), status=422)
    return RedirectResponse("/settings?saved=profile", status_code=303)


@PAGE.router.get("/clinic/logo")
def logo(request: Request) -> Response:
    """The clinic's logo."""
    with desk(request) as at:
        content = logo_content(at.work, at.profile)
        if content is None:
            raise NotFound("The clinic has no logo.")
        png = content.startswith(b"\x89PNG")
        return Response(
            content,
            media_type="image/png" if png else "image/jpeg",
            headers={"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'"},
        )


@PAGE.router.post("/settings/logo")
def set_logo(request: Request, file: Annotated[UploadFile, File()], alt: Annotated[str, Form()] = "") -> Response:
    """Puts a logo on the letterhead, or other words to the one that is there."""
    with desk(request) as at:
        try:
            before = at.profile.logo
            content = file.file.read() if file.filename else b""
            if not content and before is None:
                raise Invalid("Choose a PNG or JPEG picture.")
            new = clinic_file(file.filename or "logo", checked_logo(content)) if content else None
            shown = new or (before.file if before else clinic_file("", b""))
            profile = replace(at.profile, logo=Logo(shown, " ".join(alt.split())))
            save_clinic_profile(at.work, at.actor, profile=profile, files={shown.sha256: content} if new else {})
        except Invalid as error:
            return _page(request, at, alt=alt, problem=str(error), status=422)
    return RedirectResponse("/settings?saved=logo", status_code=303)


@PAGE.router.post("/settings/logo/remove")
def remove_logo(request: Request) -> Response:
    """Takes the logo off; documents signed with it keep their text, which is what is signed."""
    with desk(request) as at:
        save_clinic_profile(at.work, at.actor, profile=replace(at.profile, logo=None))
    return RedirectResponse("/settings?saved=no_logo", status_code=303)


def _page(
    request: Request,
    at: Desk,
    *,
    given: dict[str, str] | None = None,
    alt: str | None = None,
    saved: str = "",
    problem: str = "",
    status: int = 200,
) -> Response:
    known = at.profile.logo.alt if at.profile.logo else ""
    return settings_page(
        request,
        at,
        "clinic",
        saved=saved,
        problem=problem,
        status=status,
        given=_given(at.profile) | (given or {}),
        alt=known if alt is None else alt,
    )


def _given(profile: ClinicProfile) -> dict[str, str]:
    return {
        "name": profile.name,
        "address": "\n".join(profile.address),
        "phone": profile.phone,
        "fax": profile.fax,
        "npi": profile.npi,
        "session_minutes": str(profile.session_minutes),
    }
