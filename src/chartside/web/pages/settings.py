"""What the clinic has set: letterhead, wording, usual payer, session; users and their roles."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from chartside.domain.chart import ClinicProfile, Role
from chartside.services.add_user import add_user
from chartside.services.errors import Invalid
from chartside.services.list_users import list_users
from chartside.services.permissions import Permission, allowed
from chartside.services.save_clinic_profile import save_clinic_profile
from chartside.web.forms import PAYER_LABELS, count_of, payer_of
from chartside.web.rendering import render
from chartside.web.routes import Routes
from chartside.web.session import Desk, desk

PAGE = Routes("settings")

ROLES = (
    (Role.PT, "Physical therapist: drafts, reviews and signs"),
    (Role.PTA, "Physical therapist assistant: drafts, reviews and signs"),
    (Role.FRONT_DESK, "Front desk: patients and visits, no notes"),
    (Role.OWNER, "Owner: settings and users"),
)
SAVED = {"profile": "Saved.", "user": "The user can sign in now."}


@PAGE.router.get("/settings")
def show(request: Request, saved: str = "") -> Response:
    """The settings; without the forms for those who may not change them."""
    with desk(request) as at:
        return _page(request, at, saved=SAVED.get(saved, ""))


@PAGE.router.post("/settings")
def save(
    request: Request,
    name: Annotated[str, Form()],
    payer_name: Annotated[str, Form()],
    payer_type: Annotated[str, Form()],
    unit_rule: Annotated[str, Form()],
    session_minutes: Annotated[str, Form()],
    address: Annotated[str, Form()] = "",
    phone: Annotated[str, Form()] = "",
    npi: Annotated[str, Form()] = "",
    expand_abbreviations: Annotated[str, Form()] = "",
) -> Response:
    """Keeps the clinic's settings."""
    given = {
        "name": name,
        "address": address,
        "phone": phone,
        "npi": npi,
        "expand_abbreviations": expand_abbreviations,
        "payer_name": payer_name,
        "payer_type": payer_type,
        "unit_rule": unit_rule,
        "session_minutes": session_minutes,
    }
    with desk(request) as at:
        try:
            profile = replace(
                at.profile,
                name=name.strip(),
                address=tuple(line.strip() for line in address.splitlines() if line.strip()),
                phone=phone.strip(),
                npi=npi.strip(),
                expand_abbreviations=bool(expand_abbreviations),
                default_payer=payer_of(payer_name, payer_type, unit_rule),
                session_minutes=count_of(session_minutes, "Minutes until sign-out", most=240) or 15,
            )
            save_clinic_profile(at.work, at.actor, profile=profile)
        except Invalid as error:
            return _page(request, at, given=given, problem=str(error), status=422)
    return RedirectResponse("/settings?saved=profile", status_code=303)


@PAGE.router.post("/settings/users")
def add(
    request: Request,
    name: Annotated[str, Form()],
    email: Annotated[str, Form()],
    password: Annotated[str, Form()],
    roles: Annotated[list[Role] | None, Form()] = None,
    credentials: Annotated[str, Form()] = "",
    license_number: Annotated[str, Form()] = "",
) -> Response:
    """Gives somebody an account."""
    given: dict[str, object] = {
        "name": name,
        "email": email,
        "credentials": credentials,
        "license_number": license_number,
        "roles": roles or [],
    }
    with desk(request) as at:
        try:
            add_user(
                at.work,
                at.actor,
                name=name,
                email=email,
                password=password,
                roles=frozenset(roles or ()),
                credentials=credentials,
                license_number=license_number,
            )
        except Invalid as error:
            return _page(request, at, user_given=given, problem=str(error), status=422)
    return RedirectResponse("/settings?saved=user", status_code=303)


def _page(
    request: Request,
    at: Desk,
    *,
    given: dict[str, str] | None = None,
    user_given: dict[str, object] | None = None,
    saved: str = "",
    problem: str = "",
    status: int = 200,
) -> Response:
    may_change = allowed(at.actor, Permission.ADMINISTER)
    accounts = list_users(at.work, at.actor) if may_change else ()
    blank: dict[str, object] = {"name": "", "email": "", "credentials": "", "license_number": "", "roles": []}
    return render(
        request,
        "settings.html",
        status=status,
        may_change=may_change,
        given=_given(at.profile) | (given or {}),
        user_given=blank | (user_given or {}),
        users=[
            {
                "name": account.clinician.name,
                "email": account.email,
                "roles": ", ".join(label.split(":")[0] for role, label in ROLES if role in account.clinician.roles),
                "credentials": account.clinician.credentials,
            }
            for account in accounts
        ],
        roles=ROLES,
        payer_types=PAYER_LABELS,
        saved=saved,
        problem=problem,
    )


def _given(profile: ClinicProfile) -> dict[str, str]:
    payer = profile.default_payer
    return {
        "name": profile.name,
        "address": "\n".join(profile.address),
        "phone": profile.phone,
        "npi": profile.npi,
        "expand_abbreviations": "yes" if profile.expand_abbreviations else "",
        "payer_name": payer.name,
        "payer_type": str(payer.type),
        "unit_rule": str(payer.unit_rule),
        "session_minutes": str(profile.session_minutes),
    }
