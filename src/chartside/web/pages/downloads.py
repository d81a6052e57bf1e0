"""Documents as files."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import Request, Response

from chartside.services.export_document import export_document
from chartside.services.views import Exported
from chartside.web.pages.canvas import document_of
from chartside.web.routes import Routes
from chartside.web.session import desk

PAGE = Routes("downloads")


@PAGE.router.get("/visits/{visit_id}/export/{format}")
def download(request: Request, visit_id: str, format: str) -> Response:
    """The visit's document in one format, always as a download: nothing in it may run in our pages."""
    with desk(request) as at:
        return file_answer(export_document(at.work, at.actor, document=document_of(at, visit_id), format=format))


def file_answer(exported: Exported) -> Response:
    """A file as an attachment, its name safe in a header (RFC 6266)."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_. ") else "_" for c in exported.name)
    return Response(
        exported.content,
        media_type=exported.media_type,
        headers={
            "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(exported.name)}",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )
