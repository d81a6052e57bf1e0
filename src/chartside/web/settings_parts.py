"""The parts of the settings, and the page they share."""

from __future__ import annotations

from fastapi import Request, Response

from chartside.services.permissions import Permission, allowed
from chartside.web.rendering import render
from chartside.web.session import Desk

PARTS = (
    ("/settings", "Clinic"),
    ("/settings/documents", "Documents"),
    ("/settings/wording", "Wording"),
    ("/settings/billing", "Payers and codes"),
    ("/settings/users", "Users"),
)
SAVED = "Saved."


def settings_page(
    request: Request,
    at: Desk,
    part: str,
    *,
    saved: str = "",
    problem: str = "",
    status: int = 200,
    **values: object,
) -> Response:
    """One part of the settings; without its forms for those who may not change them.

    Args:
        request: What is answered.
        at: The transaction and who asks.
        part: Name of the template ("clinic").
        saved: What was done, in a sentence.
        problem: Why nothing was done.
        status: HTTP status of the answer.
        values: What the template names beside.
    """
    may_change = allowed(at.actor, Permission.ADMINISTER)
    template = f"settings/{part}.html" if may_change else "settings/closed.html"
    return render(
        request, template, status=status, parts=PARTS, saved=saved, problem=problem, profile=at.profile, **values
    )
