"""Billing summary and messages in the clinic: the chart's next visit, the first name, and whose answers they tell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from chartside.domain.documents import Document
from chartside.services.add_source import add_source
from chartside.services.add_visit import add_visit
from chartside.services.answer_question import answer_question
from chartside.services.draft_document import draft_document
from chartside.store import Work

from .conftest import NOTE, ClinicAtWork


def drafted(work: Work, clinic: ClinicAtWork, kind: str) -> Document:
    draft_document(work, clinic.pt, visit=clinic.visit, kind=kind)
    kept = work.documents.of_visit(clinic.visit, kind)
    assert kept is not None
    return kept.document


def answered(work: Work, clinic: ClinicAtWork, kind: str, question: str, answer: str) -> Document:
    kept = work.documents.of_visit(clinic.visit, kind)
    assert kept is not None
    answer_question(work, clinic.pt, document=kept.id, revision=kept.revision, question=question, answer=answer)
    return drafted(work, clinic, kind)


def lines(document: Document) -> list[str]:
    return [statement.text for statement in document.statements()]


@pytest.fixture
def work(clinic: ClinicAtWork) -> Iterator[Work]:
    with clinic.app.work() as work:
        add_source(work, clinic.pt, visit=clinic.visit, name="note.txt", content=NOTE.encode())
        yield work


def test_the_next_visit_of_the_chart_is_reminded_of(work: Work, clinic: ClinicAtWork) -> None:
    add_visit(work, clinic.pt, episode=clinic.episode, date=date(2026, 3, 11))
    add_visit(work, clinic.pt, episode=clinic.episode, date=date(2026, 3, 9))
    document = drafted(work, clinic, "appointment_reminder")
    assert "Hello Rosa," in lines(document)
    assert "Your next appointment is on Monday, March 9, 2026." in lines(document)
    assert document.blocking() == ()
    [question] = document.questions
    document = answered(work, clinic, "appointment_reminder", question.id, "10:30 am")
    assert "Your next appointment is on Monday, March 9, 2026 at 10:30 AM." in lines(document)
    assert (document.questions, document.blocking()) == ((), ())
    assert len(lines(document)) == 5


def test_an_appointment_that_is_asked_for(work: Work, clinic: ClinicAtWork) -> None:
    document = drafted(work, clinic, "appointment_reminder")
    assert lines(document) == []
    document = answered(work, clinic, "appointment_reminder", "q-next-appointment", "Tue 3/10 at 2 pm")
    assert "Your next appointment is on Tuesday, March 10, 2026 at 2:00 PM." in lines(document)
    assert document.blocking() == ()


def test_answers_to_other_documents_stay_out_of_a_message(work: Work, clinic: ClinicAtWork) -> None:
    add_visit(work, clinic.pt, episode=clinic.episode, date=date(2026, 3, 9))
    note = drafted(work, clinic, "soap_note")
    asked = next(q for q in note.questions if q.id == "q-response")
    note = answered(work, clinic, "soap_note", asked.id, "knee felt looser on stairs")
    assert any("looser" in line for line in lines(note))
    document = drafted(work, clinic, "appointment_reminder")
    assert not any("looser" in line for line in lines(document))
    assert document.blocking() == ()


def test_the_billing_summary_keeps_what_the_note_was_answered(work: Work, clinic: ClinicAtWork) -> None:
    summary = drafted(work, clinic, "billing_summary")
    assert [q.id for q in summary.questions] == ["q-diagnosis-code"]
    summary = answered(work, clinic, "billing_summary", "q-diagnosis-code", "M25.661 stiffness of right knee")
    assert any("M25.661" in line for line in lines(summary))
    assert (summary.questions, summary.blocking()) == ((), ())
