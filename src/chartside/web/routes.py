"""What a page or an API resource hands to the application: a name and its routes."""

from __future__ import annotations

from dataclasses import dataclass, field

from fastapi import APIRouter


@dataclass(frozen=True, slots=True)
class Routes:
    """One screen (`PAGE` in `web/pages/x.py`) or one resource (`RESOURCE` in `web/api/x.py`).

    Attributes:
        name: Unique among its kind; also the tag in the API description.
        router: Its routes.
        summary: One sentence for the API description; pages need none.
    """

    name: str
    router: APIRouter = field(default_factory=APIRouter)
    summary: str = ""
