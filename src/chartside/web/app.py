"""The web application of one opened clinic: pages, API, static files, guards."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from chartside import plugins
from chartside.bootstrap import App
from chartside.web import errors
from chartside.web.rendering import STATIC, fingerprint
from chartside.web.routes import Routes
from chartside.web.security import Gate

PASTED_LIMIT = 2 * 1024 * 1024  # bytes of one text field; a transcript of a long session has about 100 KB
MOST_FILES = 50
FILES_AT_ONCE = 4  # a request may hold this many files of the largest size, or more smaller ones
MULTIPART_ROOM = 64 * 1024  # boundaries and field names around the files


class KeptStatic(StaticFiles):
    """Static files whose address carries a fingerprint of their content: a browser may keep them for good."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, to be kept for a year."""
        response = await super().get_response(path, scope)
        if response.status_code == 200:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def create_app(app: App) -> FastAPI:
    """The ASGI application of a clinic.

    Args:
        app: The opened clinic; the caller closes it.

    Returns:
        An application without interactive API pages (they would load scripts from elsewhere); the description itself
        is at `/api/openapi.json`.
    """
    settings = app.settings
    web = FastAPI(
        title="Chartside",
        summary="The clinic's visits, sources, documents and exports.",
        description="Sign in through POST /sign-in and send the session cookie. Changes need an Origin header with the "
        "address of this server. Errors are {error: {status, message, remedy}}.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        form_limits={"max_part_size": PASTED_LIMIT, "max_files": MOST_FILES},
        telemetry={"auto_configure": False},
    )
    web.state.clinic = app
    for page in plugins.discover("chartside.web.pages", "PAGE", Routes).values():
        web.include_router(page.router, include_in_schema=False)
    for resource in plugins.discover("chartside.web.api", "RESOURCE", Routes).values():
        web.include_router(resource.router, prefix="/api", tags=[resource.name])
    web.mount(f"/static/{fingerprint()}", KeptStatic(directory=STATIC), name="static")
    errors.install(web)
    web.add_middleware(
        Gate,
        hosts={*settings.hosts, settings.host},
        secure=settings.secure_cookies,
        most_bytes=FILES_AT_ONCE * settings.max_upload_bytes + MULTIPART_ROOM,
    )
    return web
