"""Answer a question: the answer becomes a line of the visit's "Answers" source (docs/decisions/0006)."""

from __future__ import annotations

import hashlib

from chartside import extract
from chartside.domain.chart import Clinician
from chartside.domain.documents import AnswerType, Question
from chartside.domain.signing import Action, after
from chartside.domain.source import Source, SourceKind
from chartside.services.canvas_view import view_of
from chartside.services.draft_document import composed
from chartside.services.errors import Invalid, NotFound
from chartside.services.open_document import open_document
from chartside.services.passwords import new_id
from chartside.services.views import CanvasView
from chartside.services.visit_canvas import ANSWERS, FACTS_VERSION, visit_canvas, visit_chart
from chartside.store import Work
from chartside.store.repositories.canvases import KeptAnswer, KeptSource

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
    _keep_line(work, kept.visit, asked, line)
    at = visit_canvas(work, kept.visit)
    fresh = composed(work, at, kept.document.kind, kept)
    state = after(kept.state, Action.EDIT)
    work.documents.save(kept.id, kept.revision + 1, fresh, state, actor.id, work.now)
    work.note(actor.id, "question_answered", kept.id, revision=kept.revision + 1, rule=asked.rule)
    return view_of(work, at)


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


def _keep_line(work: Work, visit: str, question: Question, line: str) -> None:
    item = next((i for i in work.canvases.of_visit(visit, FACTS_VERSION) if i.name == ANSWERS), None)
    before = item.source.text if item is not None and item.source is not None else ""
    start = len(before)
    text = f"{before}{line}\n"
    chart = visit_chart(work, visit)
    key = item.key if item is not None else work.canvases.next_key(chart.episode.id)
    source = Source(
        key, ANSWERS, SourceKind.SESSION_NOTE, text, hashlib.sha256(text.encode()).hexdigest(), date=chart.visit.date
    )
    facts = extract.facts_of(source).facts
    if item is None:
        kept = KeptSource(
            id=new_id(), visit=visit, key=key, name=ANSWERS, sha256=source.sha256, source=source, problem=None,
            facts=facts, blob=None,
        )  # fmt: skip
        work.canvases.add(kept, FACTS_VERSION)
    else:
        work.canvases.save_reading(item.id, source, facts, FACTS_VERSION)
    work.canvases.add_answer(new_id(), visit, KeptAnswer(question.id, question.section, start, start + len(line)))
