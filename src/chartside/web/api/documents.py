"""The document of a visit: drafting, reviewing, answering, signing."""

from __future__ import annotations

from fastapi import Request

from chartside.domain.records import document_record
from chartside.services.answer_question import answer_question
from chartside.services.canvas_view import canvas_view
from chartside.services.document_of_visit import USUAL_KIND
from chartside.services.draft_document import draft_document
from chartside.services.errors import NotFound
from chartside.services.sign_document import sign_document
from chartside.services.views import CanvasView
from chartside.web.api.shapes import ERRORS, Answered, DocumentOut, KindOut, Reviewed, Signed
from chartside.web.reviewing import reviewed
from chartside.web.routes import Routes
from chartside.web.session import desk

RESOURCE = Routes("documents", summary="Drafts and signed documents")


@RESOURCE.router.post("/visits/{visit_id}/document", status_code=201, responses=ERRORS)
def draft(request: Request, visit_id: str, kind: str = USUAL_KIND) -> DocumentOut:
    """Drafts a document from the sources on the canvas; drafting again keeps what was reviewed."""
    with desk(request) as at:
        return _out(draft_document(at.work, at.actor, visit=visit_id, kind=kind))


@RESOURCE.router.get("/visits/{visit_id}/document", responses=ERRORS)
def show(request: Request, visit_id: str, kind: str = USUAL_KIND) -> DocumentOut:
    """The document of one kind of a visit."""
    with desk(request) as at:
        return _out(canvas_view(at.work, at.actor, visit=visit_id, kind=kind))


@RESOURCE.router.get("/visits/{visit_id}/documents", responses=ERRORS)
def kinds(request: Request, visit_id: str) -> list[KindOut]:
    """All kinds of documents, with the state of the visit's document of each; null where none was drafted."""
    with desk(request) as at:
        view = canvas_view(at.work, at.actor, visit=visit_id)
        return [KindOut.of(kind) for kind in view.kinds]


@RESOURCE.router.post("/documents/{document_id}/statements/{statement_id}", responses=ERRORS)
def review(request: Request, document_id: str, statement_id: str, given: Reviewed) -> DocumentOut:
    """Accepts, edits, rejects or restores one statement."""
    with desk(request) as at:
        return _out(
            reviewed(
                at,
                document_id,
                statement_id,
                given.do,
                given.revision,
                text=given.text,
                reason=given.reason,
            )
        )


@RESOURCE.router.post("/documents/{document_id}/questions/{question_id}", responses=ERRORS)
def answer(request: Request, document_id: str, question_id: str, given: Answered) -> DocumentOut:
    """Answers a question."""
    with desk(request) as at:
        return _out(
            answer_question(
                at.work,
                at.actor,
                document=document_id,
                revision=given.revision,
                question=question_id,
                answer=given.answer,
            )
        )


@RESOURCE.router.post("/documents/{document_id}/signature", responses=ERRORS)
def sign(request: Request, document_id: str, given: Signed) -> DocumentOut:
    """Signs exactly this revision; the password is asked again."""
    with desk(request) as at:
        return _out(
            sign_document(at.work, at.actor, document=document_id, revision=given.revision, password=given.password)
        )


def _out(view: CanvasView) -> DocumentOut:
    if view.document is None or view.document_id is None or view.state is None:
        raise NotFound("There is no draft yet; draft one first.")
    return DocumentOut(
        id=view.document_id,
        visit=view.visit.id,
        state=str(view.state),
        revision=view.revision,
        blockers=list(view.blockers),
        sha256=view.signature.sha256 if view.signature else None,
        document=document_record(view.document),
    )
