"""Questions that were answered are not asked again, whatever the extractors made of the answer."""

from __future__ import annotations

from dataclasses import replace

from chartside.domain.documents import Document
from chartside.store import Work


def without_answered(work: Work, visit: str, document: Document) -> Document:
    """The document without the questions its PT has answered."""
    answered = {answer.question for answer in work.canvases.answers(visit)}
    return replace(document, questions=tuple(q for q in document.questions if q.id not in answered))
