"""Documents as files."""

from __future__ import annotations

from fastapi import Request, Response

from chartside.services.document_of_visit import USUAL_KIND
from chartside.services.export_document import export_document
from chartside.web.files import file_answer
from chartside.web.pages.canvas import document_of
from chartside.web.routes import Routes
from chartside.web.session import desk

PAGE = Routes("downloads")


@PAGE.router.get("/visits/{visit_id}/export/{format}")
def download(request: Request, visit_id: str, format: str, kind: str = USUAL_KIND) -> Response:
    """The visit's document in one format, always as a download: nothing in it may run in our pages."""
    with desk(request) as at:
        return file_answer(export_document(at.work, at.actor, document=document_of(at, visit_id, kind), format=format))
