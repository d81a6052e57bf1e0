"""What every request must satisfy and every response carries, whatever page it is for.

Three guards stand before the application: the Host header must be one this server answers to (DNS rebinding), a
request that changes something must come from our own pages (cross-site request forgery), and every response carries
the headers that keep a browser from running, framing, caching or leaking what it should not.
"""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chartside.web.errors import answer, trouble_of, unexpected

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_SITES = frozenset({"same-origin", "none"})

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
    )
)

# `same-origin`, not `no-referrer`: with the latter browsers send "Origin: null" on our own form posts.
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def host_name(authority: str) -> str:
    """The host of a Host header or of an origin's authority, without port, lower case; empty when malformed."""
    try:
        return (urlsplit(f"//{authority}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def refusal(method: str, headers: Headers, hosts: Collection[str]) -> str | None:
    """Why a request is refused before any page sees it, in one sentence with what to do; None when it may pass.

    Args:
        method: Of the request.
        headers: Of the request.
        hosts: Host names this server answers to, lower case.
    """
    host = headers.get("host", "")
    if host_name(host) not in hosts:
        return (
            "This server does not answer to that address. Open it under the address it printed at start, "
            "or add the name to CHARTSIDE_HOSTS."
        )
    if method in SAFE_METHODS:
        return None
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    ours = origin is not None and origin != "null" and urlsplit(origin).netloc.lower() == host.lower()
    if (site is not None and site not in OWN_SITES) or (origin is not None and not ours) or (site is origin is None):
        return (
            "This change did not come from a page of this server, so it was refused. "
            "Open the page here and do it again; a program must send an Origin header with this server's address."
        )
    return None


class Gate:
    """ASGI middleware: refuses foreign hosts, foreign changes and bodies over the limit; adds the security headers."""

    def __init__(self, app: ASGIApp, *, hosts: Collection[str], secure: bool, most_bytes: int) -> None:
        self.app = app
        self.hosts = frozenset(host.strip("[]").lower() for host in hosts)
        self.most_bytes = most_bytes
        self.headers = HEADERS | ({"Strict-Transport-Security": "max-age=31536000"} if secure else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, or answers it with the reason for the refusal."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        keep = scope["path"].startswith("/static/")

        started, seen = False, 0

        async def send_guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
                if not keep:
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        async def receive_counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self.most_bytes:
                raise HTTPException(413)
            return message

        headers = Headers(scope=scope)
        reason = refusal(scope["method"], headers, self.hosts)
        if reason is not None:
            await PlainTextResponse(reason, status_code=403)(scope, receive, send_guarded)
        elif _announced_length(headers) > self.most_bytes:
            if _announced_length(headers) <= 4 * self.most_bytes:
                await _drain(receive)
            await answer(Request(scope), trouble_of(HTTPException(413)))(scope, receive, send_guarded)
        else:
            try:
                await self.app(scope, receive_counted, send_guarded)
            except Exception as error:
                trouble = unexpected(scope, error)
                if not started:
                    await answer(Request(scope), trouble)(scope, receive, send_guarded)


async def _drain(receive: Receive) -> None:
    """Reads the rest of a body that is somewhat too large, so that a browser still sending gets to the answer."""
    while True:
        message = await receive()
        if message["type"] != "http.request" or not message.get("more_body", False):
            return


def _announced_length(headers: Headers) -> int:
    try:
        return int(headers.get("content-length", "0"))
    except ValueError:
        return 0
