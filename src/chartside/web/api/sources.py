"""Sources: files and texts put on a visit's canvas."""

from __future__ import annotations

from typing import Annotated

from fastapi import File, Request, UploadFile

from chartside.services.add_source import add_source
from chartside.services.document_of_visit import USUAL_KIND
from chartside.services.paste_text import paste_text
from chartside.services.remove_source import remove_source
from chartside.web.api.shapes import ERRORS, SourceOut, TextIn
from chartside.web.routes import Routes
from chartside.web.session import desk

RESOURCE = Routes("sources", summary="Files and texts a document is made from")


@RESOURCE.router.post("/visits/{visit_id}/sources", status_code=201, responses=ERRORS)
def add(request: Request, visit_id: str, file: Annotated[UploadFile, File()], kind: str = USUAL_KIND) -> SourceOut:
    """Puts a file on the canvas; `kind` is the document worked at.

    A file that cannot be read is kept and answered with its `problem`.
    """
    with desk(request) as at:
        name = file.filename or "file"
        return SourceOut.of(
            add_source(at.work, at.actor, visit=visit_id, name=name, content=file.file.read(), document_kind=kind)
        )


@RESOURCE.router.post("/visits/{visit_id}/texts", status_code=201, responses=ERRORS)
def add_text(request: Request, visit_id: str, given: TextIn, kind: str = USUAL_KIND) -> SourceOut:
    """Puts a text on the canvas."""
    with desk(request) as at:
        return SourceOut.of(
            paste_text(at.work, at.actor, visit=visit_id, text=given.text, name=given.name, document_kind=kind)
        )


@RESOURCE.router.delete("/visits/{visit_id}/sources/{source_id}", status_code=204, responses=ERRORS)
def remove(request: Request, visit_id: str, source_id: str, kind: str = USUAL_KIND) -> None:
    """Takes a source off the canvas."""
    with desk(request) as at:
        remove_source(at.work, at.actor, visit=visit_id, source=source_id, document_kind=kind)
