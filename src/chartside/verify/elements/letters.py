"""Elements of letters: to whom, about whom, what is asked, what shows it, and what a denial turns on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Basis, Document, Question, Review
from chartside.domain.facts import Goal, PlanItem, PlanOf
from chartside.verify.element import Ask, Element


def _section_empty(section: str, *, standing: bool = True) -> Ask:
    """Asks when a section says nothing; with `standing`, standing text counts as something."""

    def ask(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
        told = [
            s
            for part in document.sections
            if part.key == section
            for s in part.statements
            if s.review is not Review.REJECTED and (standing or s.basis is not Basis.STANDARD)
        ]
        if not told:
            yield element.question(document, canvas)

    return ask


def _denial(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    if not canvas.denials:
        yield element.question(document, canvas)


def _answer(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    """What the newest denial turns on and no row answers."""
    if not canvas.denials:
        return
    answered = {(s.cell("reason"), s.cell("element")) for s in document.statements() if s.table == "answers"}
    asked: set[str] = set()
    for said in canvas.denials[-1].reasons:
        for wanted in said.reason.elements:
            if (said.reason.code, wanted.name) not in answered and wanted.key not in asked:
                asked.add(wanted.key)
                yield element.question(document, canvas, about=wanted.key.replace("_", "-"), name=wanted.name)


def _patient(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    if not document.header.patient:
        yield element.question(document, canvas)


def _member(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    if canvas.member is None:
        yield element.question(document, canvas)


def _end(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    dated = any(isinstance(f, Goal) and f.due for f in canvas.facts)
    ended = any(isinstance(f, PlanItem) and f.what is PlanOf.DISCHARGE for f in canvas.facts)
    if not dated and not ended:
        yield element.question(document, canvas)


def _work(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    told = [s for part in document.sections if part.key == "status" for s in part.statements]
    if not any(s.review is not Review.REJECTED and not (s.computed_by or "").startswith("visits.") for s in told):
        yield element.question(document, canvas)


class Letters:
    """What a payer, a physician or an employer must find in a letter."""

    name = "letters"
    asks: Mapping[str, Ask] = MappingProxyType(
        {
            "letter-denial": _denial,
            "letter-answer": _answer,
            "letter-request": _section_empty("opening"),
            "letter-services": _section_empty("services"),
            "letter-patient": _patient,
            "letter-payer": _section_empty("addressee"),
            "letter-physician": _section_empty("addressee"),
            "letter-member": _member,
            "letter-skill": _section_empty("skill"),
            "letter-findings": _section_empty("results"),
            "letter-end": _end,
            "letter-work": _work,
        }
    )


ELEMENTS = Letters()
