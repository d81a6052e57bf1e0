"""Templates to HTML: autoescaped, with undefined names as errors, and the few words every page knows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from chartside.domain.chart import Clinician, ClinicProfile
from chartside.services.permissions import Permission, allowed

HERE = Path(__file__).parent
STATIC = HERE / "static"
THEMES = frozenset({"light", "dark"})


def render(request: Request, template: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """A page or a fragment.

    Args:
        request: What is answered; `state.actor` and `state.profile` are shown when a session set them.
        template: Path below `templates/`.
        status: HTTP status of the answer.
        values: What the template names.
    """
    actor: Clinician | None = getattr(request.state, "actor", None)
    profile: ClinicProfile | None = getattr(request.state, "profile", None)
    theme = request.cookies.get("theme", "")
    context: dict[str, object] = {
        "actor": actor,
        "may_adapt_prompts": actor is not None and allowed(actor, Permission.ADAPT_PROMPTS),
        "session_seconds": (profile.session_minutes * 60) if profile else 0,
        "theme": theme if theme in THEMES else "",
        "here": request.url.path,
        "plain_title": False,
        "scripted": scripted(request),
        "most_bytes": request.app.state.clinic.settings.max_upload_bytes,
    }
    return HTMLResponse(_environment().get_template(template).render(context | values), status_code=status)


def scripted(request: Request) -> bool:
    """Whether the request comes from our script, which wants a fragment, and not from a plain link or form."""
    return request.headers.get("hx-request") == "true"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Callable[..., str]] = {
        "day": day,
        "short_day": short_day,
        "moment": moment,
        "plural": plural,
        "words": words,
        "number": number,
    }
    environment.filters.update(filters)
    environment.globals["asset"] = asset
    return environment


def asset(path: str) -> str:
    """Address of a static file; it changes with the content, so browsers may keep the file for good."""
    return f"/static/{fingerprint()}/{path}"


@cache
def fingerprint() -> str:
    """Hash over all static files, a folder of their addresses: what modules import beside them changes along."""
    seen = hashlib.sha256()
    for file in sorted(STATIC.rglob("*")):
        if file.is_file():
            seen.update(file.relative_to(STATIC).as_posix().encode())
            seen.update(file.read_bytes())
    return seen.hexdigest()[:12]


def day(value: date | None) -> str:
    """A date in full ("26 February 2026"); empty when not known."""
    return f"{value.day} {value:%B %Y}" if value else ""


def short_day(value: date | None) -> str:
    """A date without its year ("26 Feb"); empty when not known."""
    return f"{value.day} {value:%b}" if value else ""


def moment(value: datetime) -> str:
    """A moment with its zone ("26 February 2026, 14:03 UTC")."""
    return f"{day(value.date())}, {value:%H:%M} {value.tzname() or ''}".rstrip()


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun ("1 question", "3 questions")."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def words(key: object) -> str:
    """A key as words ("prior_note" → "prior note")."""
    return str(key).replace("_", " ")


def number(value: float | None) -> str:
    """A number without a trailing ".0"; empty when not known."""
    return "" if value is None else f"{value:g}".replace("-", "−")
