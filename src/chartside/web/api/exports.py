"""Documents as files."""

from __future__ import annotations

from fastapi import Request, Response

from chartside.services.export_document import export_document
from chartside.web.api.shapes import ERRORS
from chartside.web.files import file_answer
from chartside.web.routes import Routes
from chartside.web.session import desk

RESOURCE = Routes("exports", summary="Documents as PDF, DOCX, HTML, text, Markdown or JSON")


@RESOURCE.router.get(
    "/documents/{document_id}/exports/{format}",
    responses=ERRORS | {200: {"content": {"application/octet-stream": {}}, "description": "The file"}},
    response_class=Response,
)
def export(request: Request, document_id: str, format: str) -> Response:
    """The document in one format; a draft is marked as one."""
    with desk(request) as at:
        return file_answer(export_document(at.work, at.actor, document=document_id, format=format))
