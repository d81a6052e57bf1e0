"""Every error as one clear sentence and what to do, in the form the asker can use: page, fragment or JSON."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.types import Scope

from chartside.services.errors import Invalid, NotAllowed, NotFound, ServiceError, Stale
from chartside.web.rendering import render, scripted
from chartside.web.session import SignInNeeded, own_path

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong, for the person in front of the screen.

    Attributes:
        status: HTTP status.
        message: One sentence.
        remedy: What to do.
        typed: Text the person had typed and that was not saved.
    """

    status: int
    message: str
    remedy: str
    typed: str = ""


_BY_STATUS = {
    400: ("The request could not be read.", "Go back and do it again."),
    401: ("You are not signed in.", "Sign in and do it again."),
    403: ("You may not do this.", "Ask the owner of the clinic if you should be able to."),
    404: ("There is no such page.", "Check the address, or start again from Today."),
    405: ("This address does not take that kind of request.", "Start again from Today."),
    409: ("Someone changed this note since you opened it.", "Show the newest version; what you typed stays here."),
    413: ("This is larger than the clinic's limit for one upload.", "Send fewer or smaller files; nothing was stored."),
    422: ("Something in the form is missing or cannot be read.", "Correct it and send it again."),
}
_UNKNOWN = (
    "Something went wrong on the server.",
    "Nothing was changed. Try again; if it stays, tell the clinic's owner.",
)


def trouble_of(error: Exception) -> Trouble:
    """The trouble an exception stands for."""
    match error:
        case SignInNeeded():
            return Trouble(401, *_BY_STATUS[401])
        case ServiceError():
            status = _status_of(error)
            return Trouble(status, str(error), _BY_STATUS[status][1])
        case RequestValidationError():
            fields = sorted({str(e["loc"][-1]).replace("_", " ") for e in error.errors() if e.get("loc")})
            named = f"Missing or not readable: {', '.join(fields)}." if fields else _BY_STATUS[422][0]
            return Trouble(422, named, _BY_STATUS[422][1])
        case HTTPException():
            return Trouble(error.status_code, *_BY_STATUS.get(error.status_code, _UNKNOWN))
        case _:
            return Trouble(500, *_UNKNOWN)


def _status_of(error: ServiceError) -> int:
    match error:
        case NotFound():
            return 404
        case NotAllowed():
            return 403
        case Stale():
            return 409
        case Invalid():
            return 422
        case _:
            return 422


def answer(request: Request, trouble: Trouble) -> Response:
    """The trouble as JSON for the API, as a notice for our script, as a page for everyone else."""
    if request.url.path.startswith("/api/"):
        record = {"error": {"status": trouble.status, "message": trouble.message, "remedy": trouble.remedy}}
        return JSONResponse(record, status_code=trouble.status)
    back = _back(request)
    if scripted(request):
        reload_url = request.headers.get("hx-current-url", "") if trouble.status == 409 else ""
        response: Response = render(
            request,
            "parts/notice.html",
            status=trouble.status,
            message=trouble.message,
            remedy=trouble.remedy,
            reload_url=own_path(urlsplit(reload_url).path) if reload_url else "",
        )
        response.headers["HX-Retarget"] = "#notice"
        response.headers["HX-Reswap"] = "innerHTML"
        return response
    if trouble.status == 401:
        target = request.url.path if request.method == "GET" else back or "/"
        return RedirectResponse(f"/sign-in?next={quote(target)}", status_code=303)
    return render(
        request,
        "error.html",
        status=trouble.status,
        title=trouble.message,
        message=trouble.message,
        remedy=trouble.remedy,
        back=back,
        typed=trouble.typed,
    )


def _back(request: Request) -> str:
    """The page of ours the person came from; empty when unknown."""
    referrer = urlsplit(request.headers.get("referer", ""))
    if not referrer.netloc or referrer.netloc != request.headers.get("host"):
        return ""
    path = own_path(referrer.path)
    return "" if path == request.url.path else path


def handle(request: Request, error: Exception) -> Response:
    """FastAPI handler of the errors that are answers."""
    return answer(request, trouble_of(error))


def unexpected(scope: Scope, error: Exception) -> Trouble:
    """The trouble of a bug or an outage, logged: type and places only, for a message may hold a patient's words.

    The route is logged as its pattern, never as the address, which may name someone.
    """
    places = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)][-8:]
    route = getattr(scope.get("route"), "path", "")
    log.error("request_failed", route=route, error=type(error).__name__, places=places)
    return trouble_of(error)


def install(app: FastAPI) -> None:
    """Registers the handlers."""
    for kind in (SignInNeeded, ServiceError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, handle)
