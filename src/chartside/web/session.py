"""Who is asking: the session cookie, and the one transaction of a request."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import cast
from urllib.parse import urlsplit

from fastapi import Request, Response

from chartside.bootstrap import App
from chartside.domain.chart import Clinician, ClinicProfile
from chartside.services.clinic_profile import clinic_profile
from chartside.services.session_user import session_user
from chartside.store import Work


class SignInNeeded(Exception):  # noqa: N818 - it is a turn to the sign-in page, not an error of the program
    """Nobody is signed in, or the session ended; the handler shows the sign-in page."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What a page works with: one transaction, who asks, and what the clinic has set."""

    work: Work
    actor: Clinician
    profile: ClinicProfile


def clinic_of(request: Request) -> App:
    """The opened clinic this application serves."""
    return cast("App", request.app.state.clinic)


def cookie_name(app: App) -> str:
    """`__Host-` makes browsers refuse the cookie unless it is Secure, without Domain and for the whole host."""
    return "__Host-chartside" if app.settings.secure_cookies else "chartside"


def token_of(request: Request) -> str:
    """The session token the browser sent; empty when none."""
    return request.cookies.get(cookie_name(clinic_of(request)), "")


@contextmanager
def desk(request: Request) -> Iterator[Desk]:
    """One transaction for the signed-in user; committed when the block ends, rolled back when it raises.

    Raises:
        SignInNeeded: Nobody is signed in.
    """
    with clinic_of(request).work() as work:
        actor = session_user(work, token=token_of(request))
        if actor is None:
            raise SignInNeeded
        request.state.actor = actor
        profile = clinic_profile(work)
        request.state.profile = profile
        yield Desk(work, actor, profile)


def address_of(request: Request) -> str:
    """Network address of who asks, for throttling; a proxy's forwarded address when uvicorn is told to trust it."""
    return request.client.host if request.client else ""


def local_day(request: Request) -> date:
    """The day it is where this server stands: a clinic's computer is in the clinic's time zone."""
    return clinic_of(request).clock().astimezone().date()


def start_session(request: Request, response: Response, token: str) -> None:
    """Puts a new session's token in the browser, out of reach of scripts and of other sites."""
    app = clinic_of(request)
    response.set_cookie(
        cookie_name(app), token, httponly=True, samesite="lax", secure=app.settings.secure_cookies, path="/"
    )


def end_session(request: Request, response: Response) -> None:
    """Takes the session's token out of the browser."""
    app = clinic_of(request)
    response.delete_cookie(
        cookie_name(app), httponly=True, samesite="lax", secure=app.settings.secure_cookies, path="/"
    )


def own_path(target: str) -> str:
    """A path of this site to go to after signing in; "/" for anything that could lead elsewhere."""
    parts = urlsplit(target)
    inside = target.startswith("/") and not target.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return target if inside and target.isprintable() and "\\" not in target else "/"
