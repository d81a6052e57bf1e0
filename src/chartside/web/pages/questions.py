"""Answers to questions, and flags dismissed with a reason."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Request, Response

from chartside.services.answer_question import answer_question
from chartside.services.dismiss_flag import dismiss_flag
from chartside.services.document_of_visit import USUAL_KIND
from chartside.web.pages.canvas import canvas_answer, document_of
from chartside.web.rendering import plural
from chartside.web.routes import Routes
from chartside.web.session import desk

PAGE = Routes("questions")


@PAGE.router.post("/visits/{visit_id}/questions/{question_id}")
def answer(
    request: Request,
    visit_id: str,
    question_id: str,
    answer: Annotated[str, Form()],
    revision: Annotated[int, Form()],
    kind: str = USUAL_KIND,
) -> Response:
    """Answers a question; the answer becomes a line of the sources and the draft follows."""
    with desk(request) as at:
        view = answer_question(
            at.work,
            at.actor,
            document=document_of(at, visit_id, kind),
            revision=revision,
            question=question_id,
            answer=answer,
        )
        left = len(view.document.questions) if view.document else 0
        return canvas_answer(request, at, view, said=f"Answered. {plural(left, 'question')} left.")


@PAGE.router.post("/visits/{visit_id}/flags/dismiss")
def dismiss(
    request: Request,
    visit_id: str,
    flag: Annotated[str, Form()],
    reason: Annotated[str, Form()],
    revision: Annotated[int, Form()],
    kind: str = USUAL_KIND,
) -> Response:
    """Dismisses a finding; the reason is kept."""
    with desk(request) as at:
        document = document_of(at, visit_id, kind)
        view = dismiss_flag(at.work, at.actor, document=document, revision=revision, flag_key=flag, reason=reason)
        return canvas_answer(request, at, view, said="Dismissed.")
