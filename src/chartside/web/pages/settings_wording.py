"""How the clinic words its documents, and the languages it offers its patients."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from chartside.domain.clinic_style import DateForm, SideStyle, WordingStyle
from chartside.services.check_clinic_profile import languages
from chartside.services.errors import Invalid
from chartside.services.save_clinic_profile import save_clinic_profile
from chartside.web.profile_forms import preferred_of, preferred_text
from chartside.web.routes import Routes
from chartside.web.session import Desk, desk
from chartside.web.settings_parts import SAVED, settings_page

PAGE = Routes("settings_wording")

SIDES = (("", "As abbreviations are written"), (SideStyle.LETTERS, "L, R"), (SideStyle.WORDS, "left, right"))
DATES = (
    (DateForm.SHORT, "03/09/26"),
    (DateForm.LONG_YEAR, "03/09/2026"),
    (DateForm.NAMED_MONTH, "Mar 9, 2026"),
    (DateForm.ISO, "2026-03-09"),
)


@PAGE.router.get("/settings/wording")
def show(request: Request, saved: str = "") -> Response:
    """The wording."""
    with desk(request) as at:
        return _page(request, at, saved=SAVED if saved else "")


@PAGE.router.post("/settings/wording")
def save(
    request: Request,
    expand_abbreviations: Annotated[str, Form()] = "",
    sides: Annotated[SideStyle | str, Form()] = "",
    dates: Annotated[DateForm, Form()] = DateForm.SHORT,
    preferred: Annotated[str, Form()] = "",
    spoken: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Keeps the wording."""
    with desk(request) as at:
        try:
            style = SideStyle(sides) if sides in set(SideStyle) else None
            profile = replace(
                at.profile,
                expand_abbreviations=bool(expand_abbreviations),
                wording=WordingStyle(style, dates, preferred_of(preferred)),
                languages=tuple(spoken or ()),
            )
            save_clinic_profile(at.work, at.actor, profile=profile)
        except Invalid as error:
            return _page(request, at, preferred=preferred, problem=str(error), status=422)
    return RedirectResponse("/settings/wording?saved=profile", status_code=303)


def _page(
    request: Request, at: Desk, *, preferred: str | None = None, saved: str = "", problem: str = "", status: int = 200
) -> Response:
    return settings_page(
        request,
        at,
        "wording",
        saved=saved,
        problem=problem,
        status=status,
        preferred=preferred_text(at.profile.wording.preferred) if preferred is None else preferred,
        sides=SIDES,
        dates=DATES,
        languages=languages(),
    )
