"""Answer a question: the answer becomes a line of the visit's "Answers" source (docs/decisions/0006)."""

from __future__ import annotations

from chartside.domain.chart import Clinician
from chartside.domain.documents import AnswerType, Question
from chartside.domain.signing import Action, after
from chartside.services.canvas_view import view_of
from chartside.services.draft_document import composed
from chartside.services.errors import Invalid, NotFound
from chartside.services.kept_lines import keep_line
from chartside.services.open_document import open_document
from chartside.services.passwords import new_id
from chartside.services.views import CanvasView
from chartside.services.visit_canvas import ANSWERS, visit_canvas
from chartside.store import Work
from chartside.store.repositories.canvases import KeptAnswer

MOST_CHARACTERS = 1000


def answer_question(
    work: Work, actor: Clinician, *, document: str, revision: int, question: str, answer: str
) -> CanvasView:
    """Keep an answer and compose the document anew.

    Raises:
        NotFound: There is no such document, or the question is no longer asked.
        NotAllowed, Stale: As `open_document`.
        Invalid: The answer is not of the question's type.
    """
    kept = open_document(work, actor, document, revision, Action.EDIT)
    asked = next((q for q in kept.document.questions if q.id == question), None)
    if asked is None:
        raise NotFound("This question is no longer asked; look at the newest version.")
    line = asked.phrase.replace("{answer}", checked_answer(asked, answer))
    kept_line = keep_line(work, kept.visit, ANSWERS, line)
    answered = KeptAnswer(asked.id, f"{kept.document.kind}.{asked.section}", kept_line.start, kept_line.end)
    work.canvases.add_answer(new_id(), kept.visit, answered)
    at = visit_canvas(work, kept.visit)
    fresh = composed(work, at, kept.document.kind, kept)
    state = after(kept.state, Action.EDIT)
    work.documents.save(kept.id, kept.revision + 1, fresh, state, actor.id, work.now)
    work.note(actor.id, "question_answered", kept.id, revision=kept.revision + 1, rule=asked.rule)
    return view_of(work, at, kept.document.kind)


def checked_answer(question: Question, answer: str) -> str:
    """The answer as it goes into the phrase.

    Raises:
        Invalid: It is empty, too long, no number or none of the choices.
    """
    text = " ".join(answer.split())
    if not text:
        raise Invalid("Write an answer, or leave the question open.")
    if len(text) > MOST_CHARACTERS:
        raise Invalid(f"An answer has at most {MOST_CHARACTERS} characters; shorten it.")
    if question.answer is AnswerType.NUMBER:
        try:
            value = float(text.removesuffix(question.unit or "").strip().replace(",", "."))
        except ValueError:
            raise Invalid("Answer with a number only, such as 45.") from None
        if not 0 <= value < 100_000:
            raise Invalid("This number cannot be right; check it.")
        return f"{value:g}"
    if question.answer is AnswerType.CHOICE and text not in question.choices:
        raise Invalid(f"Choose one of: {', '.join(question.choices)}.")
    return text
