"""How to work, and the keyboard map, as a page of its own."""

from __future__ import annotations

from fastapi import Request, Response

from chartside.web.rendering import render
from chartside.web.routes import Routes
from chartside.web.session import desk

PAGE = Routes("help")


@PAGE.router.get("/help")
def show(request: Request) -> Response:
    """The page."""
    with desk(request):
        return render(request, "help.html")
