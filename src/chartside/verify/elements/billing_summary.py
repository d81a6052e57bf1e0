"""Elements of a billing summary beside minutes: diagnosis code and the therapy modifier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from chartside.domain.canvas import Canvas
from chartside.domain.chart import PayerType
from chartside.domain.documents import Document, Question
from chartside.domain.facts import BilledLine, Diagnosis
from chartside.verify.element import Ask, Element, shown_today
from chartside.verify.today import present_today

_MEDICARE = frozenset({PayerType.MEDICARE_B, PayerType.MEDICARE_ADVANTAGE})


def _diagnosis_code(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    if not any(isinstance(f, Diagnosis) and f.icd10 for f in canvas.facts):
        yield element.question(document, canvas)


def _therapy_modifier(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    """Asked of Medicare lines that the note states without it; where nothing is billed yet there is nothing to ask."""
    billed = [f for f in present_today(canvas) if isinstance(f, BilledLine)]
    said = any("gp" in {m.lower() for m in line.modifiers} for line in billed)
    said = said or shown_today("therapy-modifier", canvas, "billing_summary")
    if billed and not said and canvas.payer.type in _MEDICARE:
        yield element.question(document, canvas)


class BillingElements:
    """What a claim line needs beside its minutes."""

    name = "billing_summary"
    asks: Mapping[str, Ask] = MappingProxyType(
        {"diagnosis-code": _diagnosis_code, "therapy-modifier": _therapy_modifier}
    )


ELEMENTS = BillingElements()
