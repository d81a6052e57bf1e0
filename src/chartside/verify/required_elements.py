"""Required elements of a document: what the sources do not answer becomes a question.

Which kinds need which elements, and on whose authority, stands in `verify/knowledge/required/`; the files of
`verify/elements/` find out whether the sources answer them.
"""

from __future__ import annotations

from functools import cache

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document, Question
from chartside.plugins import discover
from chartside.verify.element import RequiredElements, elements_of


@cache
def all_families() -> dict[str, RequiredElements]:
    """All families of required elements by name."""
    return discover("chartside.verify.elements", "ELEMENTS", RequiredElements)  # type: ignore[type-abstract]  # a protocol serves as the runtime check


def questions_for(document: Document, canvas: Canvas) -> tuple[Question, ...]:
    """Questions for what the document's kind requires and the sources do not say, the most needed first.

    Nothing is asked that the sources answer: a clock in and out gives the total, the minutes of the codes give the
    timed total, an earlier note of the episode gives the goals.
    """
    asked: list[Question] = []
    for family in all_families().values():
        for element in elements_of(family.name):
            if document.kind in element.documents:
                asked.extend(family.asks[element.id](element, document, canvas))
    return tuple(sorted(asked, key=lambda q: (not q.required, q.rank, q.id)))
