"""Corrections: what was read at each place of a source, and what it should be."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from pydantic import BaseModel, Field

from chartside.domain.reading_words import reading_of
from chartside.domain.records import fact_record
from chartside.services.canvas_view import canvas_view
from chartside.services.correct_fact import correct_fact
from chartside.services.document_of_visit import USUAL_KIND
from chartside.services.errors import NotFound
from chartside.services.undo_correction import undo_correction
from chartside.services.views import CanvasView, Reading, SourceOnCanvas
from chartside.web.api.shapes import ERRORS, Given
from chartside.web.fact_forms import values_given
from chartside.web.routes import Routes
from chartside.web.session import desk

RESOURCE = Routes("corrections", summary="What was read in a source, set right where it was read wrongly")


class ReadingOut(BaseModel):
    """What is read at one place of a source."""

    key: str = Field(description="Name of the reading; the same when the source is read anew")
    start: int
    end: int
    quote: str
    words: str = Field(description="The reading in words")
    fact: dict[str, Any] | None = Field(description="As it holds, with the keys of `chartside facts`; null for no fact")
    original: dict[str, Any] = Field(description="As read")
    correction: str | None = Field(description="Id of the correction in force; send it back as `seen`")

    @classmethod
    def of(cls, reading: Reading) -> ReadingOut:
        """From the services'."""
        return cls(
            key=reading.key,
            start=reading.span.start,
            end=reading.span.end,
            quote=reading.span.quote,
            words=reading_of(reading.shown),
            fact=fact_record(reading.fact) if reading.fact else None,
            original=fact_record(reading.original),
            correction=reading.correction or None,
        )


class CorrectionIn(Given):
    """What a place says instead of what was read there."""

    values: dict[str, Any] | None = Field(
        description="The keys that are other than read, with their values; null when there is no such fact at all"
    )
    seen: str | None = Field(
        default=None, description="The correction in force when you looked; 409 when it is another"
    )
    revision: int | None = Field(default=None, description="Of the document when you looked; 409 when it is another")


@RESOURCE.router.get("/visits/{visit_id}/sources/{source_id}/readings", responses=ERRORS)
def readings(request: Request, visit_id: str, source_id: str, kind: str = USUAL_KIND) -> list[ReadingOut]:
    """What is read in a source, in the order of its words."""
    with desk(request) as at:
        return _out(canvas_view(at.work, at.actor, visit=visit_id, kind=kind), source_id)


@RESOURCE.router.post("/visits/{visit_id}/sources/{source_id}/readings/{reading}/correction", responses=ERRORS)
def correct(
    request: Request, visit_id: str, source_id: str, reading: str, given: CorrectionIn, kind: str = USUAL_KIND
) -> list[ReadingOut]:
    """Sets a reading right. It is kept beside the source, and reading anew never overwrites it; the draft follows."""
    with desk(request) as at:
        values = given.values
        if values is not None:
            shown = _source(canvas_view(at.work, at.actor, visit=visit_id, kind=kind), source_id)
            found = next((r for r in shown.readings if r.key == reading), None)
            if found is None:
                raise NotFound("There is no such reading in this source; list its readings.")
            values = values_given(found.original.kind, values)
        view = correct_fact(
            at.work,
            at.actor,
            visit=visit_id,
            source=source_id,
            reading=reading,
            values=values,
            seen=given.seen,
            revision=given.revision,
            document_kind=kind,
        )
        return _out(view, source_id)


@RESOURCE.router.delete("/visits/{visit_id}/sources/{source_id}/readings/{reading}/correction", responses=ERRORS)
def undo(request: Request, visit_id: str, source_id: str, reading: str, kind: str = USUAL_KIND) -> list[ReadingOut]:
    """Takes a correction back; the reading holds again and the draft follows."""
    with desk(request) as at:
        view = undo_correction(at.work, at.actor, visit=visit_id, source=source_id, reading=reading, document_kind=kind)
        return _out(view, source_id)


def _source(view: CanvasView, source_id: str) -> SourceOnCanvas:
    for shown in (*view.sources, *view.history):
        if shown.source is not None and source_id in (shown.id, shown.source.id):
            return shown
    raise NotFound("There is no such source on this canvas, or it could not be read.")


def _out(view: CanvasView, source_id: str) -> list[ReadingOut]:
    return [ReadingOut.of(reading) for reading in _source(view, source_id).readings]
