"""Draft a visit's document, or compose it anew after its sources changed."""

from __future__ import annotations

from dataclasses import replace

from chartside.documents import described_kinds
from chartside.domain.chart import Clinician
from chartside.domain.documents import Basis, Document, Review, Scope, Statement
from chartside.domain.signing import Action, State, after
from chartside.services.canvas_view import view_of
from chartside.services.carry_review import OWN, carry_review
from chartside.services.compose_document import compose_document, recheck
from chartside.services.document_of_visit import USUAL_KIND
from chartside.services.errors import Invalid, NotAllowed
from chartside.services.open_document import with_section
from chartside.services.passwords import new_id
from chartside.services.permissions import Permission, require
from chartside.services.unasked import without_answered
from chartside.services.views import CanvasView
from chartside.services.visit_canvas import ANSWERS, VisitCanvas, is_ready, visit_canvas
from chartside.store import Work
from chartside.store.repositories.documents import KeptDocument


def draft_document(work: Work, actor: Clinician, *, visit: str, kind: str = USUAL_KIND) -> CanvasView:
    """Draft a document; what the PT did to an earlier draft is kept.

    Raises:
        NotFound: There is no such visit.
        NotAllowed: Not this person, or the document is signed.
        Invalid: Nothing on the canvas can be read, or there is no such kind.
    """
    require(actor, Permission.WRITE)
    at = visit_canvas(work, visit)
    described = described_kinds().get(kind)
    if described is not None and not is_ready(at, described):
        what = "visit" if described.scope is Scope.VISIT else "course of care"
        raise Invalid(f"There is nothing of this {what} to read yet; drop or paste a note first.")
    kept = work.documents.of_visit(visit, kind)
    if kept is not None and kept.state in (State.SIGNED, State.AMENDED):
        raise NotAllowed("This document is signed; add an addendum instead.")
    document = composed(work, at, kind, kept)
    if kept is None:
        document_id = new_id()
        work.documents.create(document_id, visit, document, actor.id, work.now)
        work.note(actor.id, "document_drafted", document_id, kind=kind, revision=1)
    else:
        state = after(kept.state, Action.REDRAFT)
        work.documents.save(kept.id, kept.revision + 1, document, state, actor.id, work.now)
        work.note(actor.id, "document_redrafted", kept.id, revision=kept.revision + 1)
    return view_of(work, at, kind)


def composed(work: Work, at: VisitCanvas, kind: str, kept: KeptDocument | None) -> Document:
    """The document composed from the canvas, with the review of the kept draft and every answer in it."""
    visit = at.chart.visit.id
    document = compose_document(kind, at.canvas, reading_flags=at.flags)
    document = with_answers(work, at, document)
    if kept is not None:
        document = carry_review(kept.document, document)
    return without_answered(work, visit, recheck(document, at.canvas, reading_flags=at.flags))


def with_answers(work: Work, at: VisitCanvas, document: Document) -> Document:
    """The document with each answer that no statement cites added to its section, in the PT's words.

    An answer given for another kind of document of the visit stands in this one where the same is asked here.
    All others stay out of it: a reminder never tells minutes of treatment. In a report or letter an answer stands
    where it was asked, though another section cites it too: what is asked there is the point there.
    """
    source = next((item.source for item in at.kept if item.source is not None and item.name == ANSWERS), None)
    if source is None:
        return document
    cited = [
        (part.key, span)
        for part in document.sections
        for s in part.statements
        for span in s.evidence
        if span.source == source.id
    ]
    anywhere = document.scope is Scope.VISIT
    asked = {question.id: question.section for question in document.questions}
    for answer in work.canvases.answers(at.chart.visit.id):
        kind, _, section = answer.section.rpartition(".")
        if (kind or USUAL_KIND) != document.kind:
            if answer.question not in asked:
                continue
            section = asked[answer.question]
        line = source.span(answer.start, answer.end)
        if not any(span.overlaps(line) for place, span in cited if anywhere or place == section):
            statement = Statement(
                id=f"{OWN}{answer.question}", text=line.quote, basis=Basis.CLINICIAN, evidence=(line,),
                review=Review.ACCEPTED,
            )  # fmt: skip
            known = any(s.key == section for s in document.sections)
            document = with_section(document, section if known else document.sections[-1].key, statement)
    return document


def follow_sources(work: Work, actor: Clinician, visit: str) -> None:
    """Compose every unsigned draft of the visit anew after its sources changed."""
    drafts = [kept for kept in work.documents.all_of_visit(visit) if kept.state not in (State.SIGNED, State.AMENDED)]
    at = visit_canvas(work, visit) if drafts else None
    for kept in drafts:
        document = composed(work, at, kept.document.kind, kept) if at is not None else kept.document
        if document != kept.document:
            work.documents.save(kept.id, kept.revision + 1, document, kept.state, actor.id, work.now)
            work.note(actor.id, "document_redrafted", kept.id, revision=kept.revision + 1)


def fresh_statement(work: Work, at: VisitCanvas, document: Document, statement: str) -> Statement | None:
    """The statement as the writer composes it now; None when it composes none with this id."""
    composed_now = with_answers(work, at, compose_document(document.kind, at.canvas))
    found = next((s for s in composed_now.statements() if s.id == statement), None)
    return replace(found, review=Review.PROPOSED) if found else None
