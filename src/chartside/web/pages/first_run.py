"""The first run: the owner's account, while nobody has one. There is no default password."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from chartside.services.create_owner import create_owner
from chartside.services.errors import ServiceError
from chartside.services.passwords import LEAST_PASSWORD
from chartside.services.sign_in import sign_in
from chartside.web.rendering import render
from chartside.web.routes import Routes
from chartside.web.session import address_of, clinic_of, start_session

PAGE = Routes("first_run")


@PAGE.router.get("/first-run")
def show(request: Request) -> Response:
    """The form; the sign-in page once there is an account."""
    with clinic_of(request).work() as work:
        if work.users.any():
            return RedirectResponse("/sign-in", status_code=303)
    return _form(request, {}, "")


@PAGE.router.post("/first-run")
def create(
    request: Request,
    name: Annotated[str, Form()],
    email: Annotated[str, Form()],
    password: Annotated[str, Form()],
    credentials: Annotated[str, Form()] = "",
    license_number: Annotated[str, Form()] = "",
) -> Response:
    """Creates the account and signs in."""
    given = {"name": name, "email": email, "credentials": credentials, "license_number": license_number}
    try:
        with clinic_of(request).work() as work:
            create_owner(work, password=password, **given)
            session = sign_in(work, email=email, password=password, address=address_of(request))
    except ServiceError as error:
        return _form(request, given, str(error), status=422)
    response = RedirectResponse("/", status_code=303)
    start_session(request, response, session.token)
    return response


def _form(request: Request, given: dict[str, str], problem: str, *, status: int = 200) -> Response:
    blank = dict.fromkeys(("name", "email", "credentials", "license_number"), "")
    return render(
        request, "first_run.html", status=status, given=blank | given, problem=problem, least_password=LEAST_PASSWORD
    )
