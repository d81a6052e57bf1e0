"""Signing in and out, the one-time link, and keeping a session alive while someone works."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse

from chartside.services.errors import ServiceError
from chartside.services.session_user import session_user
from chartside.services.sign_in import sign_in
from chartside.services.sign_in_once import sign_in_once
from chartside.services.sign_out import sign_out
from chartside.web.rendering import render
from chartside.web.routes import Routes
from chartside.web.session import address_of, clinic_of, end_session, own_path, start_session, token_of

PAGE = Routes("sign_in")


@PAGE.router.get("/sign-in")
def show(request: Request, next: str = "/", ended: bool = False) -> Response:
    """The form; on a fresh installation the page that makes the first account."""
    with clinic_of(request).work() as work:
        if not work.users.any():
            return RedirectResponse("/first-run", status_code=303)
    return _form(request, next=own_path(next), ended=ended)


@PAGE.router.post("/sign-in")
def enter(
    request: Request,
    email: Annotated[str, Form()],
    password: Annotated[str, Form()],
    next: Annotated[str, Form()] = "/",
) -> Response:
    """Starts a session and goes to the page the person wanted."""
    token, problem = _try(request, email, password)
    if problem:
        return _form(request, next=own_path(next), email=email, problem=problem, status=403)
    response = RedirectResponse(own_path(next), status_code=303)
    start_session(request, response, token)
    return response


@PAGE.router.get("/sign-in/once/{token}")
def enter_once(request: Request, token: str) -> Response:
    """Starts a session with a one-time link; a browser that only prefetches does not use it up."""
    if "prefetch" in request.headers.get("sec-purpose", ""):
        return Response(status_code=204)
    problem = ""
    with clinic_of(request).work() as work:
        try:
            session = sign_in_once(work, token=token)
        except ServiceError as error:
            problem = str(error)
    if problem:
        return _form(request, problem=problem, status=403)
    response = RedirectResponse("/", status_code=303)
    start_session(request, response, session.token)
    return response


@PAGE.router.post("/sign-out")
def leave(request: Request) -> Response:
    """Ends the session."""
    with clinic_of(request).work() as work:
        sign_out(work, token=token_of(request))
    response = RedirectResponse("/sign-in", status_code=303)
    end_session(request, response)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@PAGE.router.post("/session/keep")
def keep(request: Request) -> Response:
    """Keeps the session while someone works on a page without saving."""
    with clinic_of(request).work() as work:
        user = session_user(work, token=token_of(request))
    return Response(status_code=204 if user else 401)


@PAGE.router.post("/session/unlock")
def unlock(
    request: Request,
    email: Annotated[str, Form()],
    password: Annotated[str, Form()],
    user: Annotated[str, Form()],
) -> Response:
    """Starts a new session for a page that stayed open behind the lock: only for the person who was signed in."""
    token, problem = _try(request, email, password)
    if problem:
        return PlainTextResponse(problem, status_code=403)
    with clinic_of(request).work() as work:
        found = session_user(work, token=token)
        if found is None or found.id != user:
            sign_out(work, token=token)
            return PlainTextResponse("This page belongs to someone else. Reload it to work under your name.", 403)
    response = Response(status_code=204)
    start_session(request, response, token)
    return response


def _try(request: Request, email: str, password: str) -> tuple[str, str]:
    """A session token, or the problem in words; failed attempts are committed, or throttling would forget them."""
    with clinic_of(request).work() as work:
        try:
            return sign_in(work, email=email, password=password, address=address_of(request)).token, ""
        except ServiceError as error:
            return "", str(error)


def _form(
    request: Request, *, next: str = "/", ended: bool = False, email: str = "", problem: str = "", status: int = 200
) -> Response:
    return render(request, "sign_in.html", status=status, next=next, ended=ended, email=email, problem=problem)
