"""Elements of a message to a patient: the appointment with its time, and whether there is a home program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document, Question, Statement
from chartside.domain.facts import Intervention
from chartside.verify.clocks import clocks_in
from chartside.verify.element import Ask, Element
from chartside.verify.figures import days_in


def _appointment(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    if not list(_dated(document)):
        yield element.question(document, canvas)


def _time(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    """Asked of a day without a time; the day stands in the answer's line, so that both are read together."""
    dated = list(_dated(document))
    if dated and not any(clocks_in(statement.text) for statement in dated):
        day = days_in(dated[0].text)[0]
        year = day.year or (document.header.visit_date.year if document.header.visit_date else None)
        written = f"{day.month}/{day.day}" + (f"/{year}" if year else "")
        yield element.question(document, canvas, about=f"{day.month}-{day.day}", day=written)


def _dated(document: Document) -> Iterator[Statement]:
    """Lines that give the day of an appointment."""
    for statement in document.statements():
        if days_in(statement.text):
            yield statement


def _home_program(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    if not any(isinstance(f, Intervention) and f.category == "home_program" for f in canvas.today()):
        yield element.question(document, canvas)


class NoticeElements:
    """What a message needs to be of use to the patient."""

    name = "notice"
    asks: Mapping[str, Ask] = MappingProxyType(
        {
            "next-appointment": _appointment,
            "next-appointment-wanted": _appointment,
            "appointment-time": _time,
            "home-program": _home_program,
        }
    )


ELEMENTS = NoticeElements()
