"""Users of the clinic and their roles."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from chartside.domain.chart import Role
from chartside.services.add_user import add_user
from chartside.services.errors import Invalid
from chartside.services.list_users import list_users
from chartside.services.permissions import Permission, allowed
from chartside.web.routes import Routes
from chartside.web.session import Desk, desk
from chartside.web.settings_parts import settings_page

PAGE = Routes("settings_users")

ROLES = (
    (Role.PT, "Physical therapist: drafts, reviews and signs"),
    (Role.PTA, "Physical therapist assistant: drafts, reviews and signs"),
    (Role.FRONT_DESK, "Front desk: patients and visits, no notes"),
    (Role.OWNER, "Owner: settings and users"),
)


@PAGE.router.get("/settings/users")
def show(request: Request, saved: str = "") -> Response:
    """The users."""
    with desk(request) as at:
        return _page(request, at, saved="The user can sign in now." if saved else "")


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
            return _page(request, at, given=given, problem=str(error), status=422)
    return RedirectResponse("/settings/users?saved=user", status_code=303)


def _page(
    request: Request,
    at: Desk,
    *,
    given: dict[str, object] | None = None,
    saved: str = "",
    problem: str = "",
    status: int = 200,
) -> Response:
    accounts = list_users(at.work, at.actor) if allowed(at.actor, Permission.ADMINISTER) else ()
    blank: dict[str, object] = {"name": "", "email": "", "credentials": "", "license_number": "", "roles": []}
    return settings_page(
        request,
        at,
        "users",
        saved=saved,
        problem=problem,
        status=status,
        given=blank | (given or {}),
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
    )
