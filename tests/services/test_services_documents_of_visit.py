"""Several documents of one visit: sources shared; review, answers and signatures apart."""

from __future__ import annotations

from datetime import date

import pytest
from tests.services.conftest import NOTE, PASSWORD, ClinicAtWork
from tests.services.test_services_review import document_id, dropped, ready

from chartside.domain.signing import State
from chartside.domain.source import SourceKind
from chartside.services.accept_all import accept_all
from chartside.services.add_addendum import add_addendum
from chartside.services.add_source import add_source
from chartside.services.add_visit import add_visit
from chartside.services.answer_question import answer_question
from chartside.services.canvas_view import canvas_view
from chartside.services.correct_fact import correct_fact
from chartside.services.document_of_visit import document_of_visit
from chartside.services.draft_document import draft_document
from chartside.services.errors import Invalid, NotAllowed, NotFound
from chartside.services.export_document import export_document
from chartside.services.patient_chart import patient_chart
from chartside.services.remove_source import remove_source
from chartside.services.set_source_kind import set_source_kind
from chartside.services.sign_document import MEANING, MEANING_BEYOND_VISIT, sign_document
from chartside.services.today import today
from chartside.services.views import CanvasView, VisitStatus
from chartside.store import Work

LETTER = "medical_necessity_letter"


def drafted(work: Work, clinic: ClinicAtWork) -> tuple[CanvasView, CanvasView]:
    """A note and a letter of one visit."""
    return dropped(work, clinic), draft_document(work, clinic.pt, visit=clinic.visit, kind=LETTER)


def signed(work: Work, clinic: ClinicAtWork, view: CanvasView) -> CanvasView:
    view = ready(work, clinic, view)
    return sign_document(work, clinic.pt, document=document_id(view), revision=view.revision, password=PASSWORD)


def shown(work: Work, clinic: ClinicAtWork, kind: str = "soap_note") -> CanvasView:
    return canvas_view(work, clinic.pt, visit=clinic.visit, kind=kind)


def status(work: Work, clinic: ClinicAtWork) -> VisitStatus:
    (row,) = today(work, clinic.pt, day=date(2026, 3, 4)).visits
    return row.status


def test_each_document_has_its_own_review_and_state(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        note, letter = drafted(work, clinic)
        assert note.document_id != letter.document_id
        accept_all(work, clinic.pt, document=document_id(letter), revision=letter.revision)
        assert shown(work, clinic, LETTER).state is State.IN_REVIEW
        assert shown(work, clinic).state is State.DRAFT
        states = {kind.name: kind.state for kind in shown(work, clinic).kinds}
        assert states["soap_note"] is State.DRAFT
        assert states[LETTER] is State.IN_REVIEW
        assert [state for name, state in states.items() if name not in ("soap_note", LETTER)].count(None) >= 4


def test_a_signed_note_leaves_the_letter_open_and_keeps_its_sources(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        note, letter = drafted(work, clinic)
        note = signed(work, clinic, note)
        assert note.signature is not None
        assert note.signature.meaning == MEANING
        (source, *_) = note.sources
        with pytest.raises(NotAllowed, match="Add an addendum"):
            add_source(work, clinic.pt, visit=clinic.visit, name="b.txt", content=b"Pain 9/10.")
        add_source(work, clinic.pt, visit=clinic.visit, name="b.txt", content=b"LEFS 41/80.\n", document_kind=LETTER)
        for refused in (remove_source, set_source_kind):
            more = {} if refused is remove_source else {"kind": SourceKind.INTAKE}
            with pytest.raises(NotAllowed, match="was made from this source"):
                refused(work, clinic.pt, visit=clinic.visit, source=source.id, document_kind=LETTER, **more)
        after = shown(work, clinic)
        assert after.document == note.document
        assert [s.name for s in after.sources] == [s.name for s in note.sources]
        assert after.units == note.units
        assert "b.txt" in [s.name for s in shown(work, clinic, LETTER).sources]
        follows = shown(work, clinic, LETTER)
        assert follows.revision > letter.revision
        finished = signed(work, clinic, follows)
        assert finished.signature is not None
        assert finished.signature.meaning == MEANING_BEYOND_VISIT
        add_addendum(work, clinic.pt, document=document_id(finished), text="Sent by fax.", password=PASSWORD)
        assert shown(work, clinic, LETTER).state is State.AMENDED
        assert shown(work, clinic).state is State.SIGNED


def test_every_unsigned_draft_follows_its_sources(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        note, letter = drafted(work, clinic)
        add_source(work, clinic.pt, visit=clinic.visit, name="b.txt", content=b"L knee flexion AROM 131.\n")
        assert shown(work, clinic).revision > note.revision
        assert shown(work, clinic, LETTER).revision > letter.revision
        reading = next(r for s in shown(work, clinic).sources for r in s.readings if "105" in r.span.quote)
        view = correct_fact(
            work, clinic.pt, visit=clinic.visit, source=reading.source, reading=reading.key, values={"value": 106.0},
            document_kind=LETTER,
        )  # fmt: skip
        assert view.kind == LETTER
        assert "106" in " ".join(s.text for s in shown(work, clinic).document.statements())  # type: ignore[union-attr]


def test_an_answer_stands_where_it_was_asked(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        _, letter = drafted(work, clinic)
        assert letter.document is not None
        asked = next(q for q in letter.document.questions if q.answer == "text")
        answered = answer_question(
            work, clinic.pt, document=document_id(letter), revision=letter.revision, question=asked.id,
            answer="Reaches the top shelf at the bakery with 3 lb since Monday",
        )  # fmt: skip
        assert answered.kind == LETTER
        assert "bakery" in " ".join(s.text for s in answered.document.statements())  # type: ignore[union-attr]
        assert asked.id not in [q.id for q in answered.document.questions]  # type: ignore[union-attr]
        own = [s for s in shown(work, clinic).document.statements() if s.id.startswith("own-")]  # type: ignore[union-attr]
        assert own == []
        redrafted = draft_document(work, clinic.pt, visit=clinic.visit, kind=LETTER)
        assert any("bakery" in s.text for s in redrafted.document.statements())  # type: ignore[union-attr]


def test_a_letter_is_drafted_from_earlier_visits_a_note_is_not(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        dropped(work, clinic)
        later = add_visit(work, clinic.pt, episode=clinic.episode, date=date(2026, 3, 11))
        with pytest.raises(Invalid, match="nothing of this visit"):
            draft_document(work, clinic.pt, visit=later.id)
        view = draft_document(work, clinic.pt, visit=later.id, kind=LETTER)
        assert view.document is not None
        assert any(True for _ in view.document.statements())
        assert view.opens_with == LETTER


def test_unknown_kinds_and_missing_drafts_are_said(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        dropped(work, clinic)
        with pytest.raises(NotFound, match=r"no document kind 'poem'; there is: soap_note|there is:"):
            shown(work, clinic, "poem")
        with pytest.raises(NotFound, match="no draft"):
            document_of_visit(work, clinic.pt, visit=clinic.visit, kind=LETTER)
        assert document_of_visit(work, clinic.pt, visit=clinic.visit)


def test_a_visit_waits_until_all_of_its_record_is_signed(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        add_source(work, clinic.pt, visit=clinic.visit, name="note.txt", content=NOTE.encode())
        letter = draft_document(work, clinic.pt, visit=clinic.visit, kind=LETTER)
        signed(work, clinic, letter)
        assert status(work, clinic) is VisitStatus.TO_DRAFT  # a letter is no note
        signed(work, clinic, draft_document(work, clinic.pt, visit=clinic.visit))
        assert status(work, clinic) is VisitStatus.SIGNED
        draft_document(work, clinic.pt, visit=clinic.visit, kind="work_status_letter")
        assert status(work, clinic) is not VisitStatus.SIGNED
        waiting = today(work, clinic.pt, day=date(2026, 3, 9)).waiting
        assert [row.id for row in waiting] == [clinic.visit]
        patient = waiting[0].patient.id
        (row,) = patient_chart(work, clinic.pt, patient=patient).episodes[0].visits
        assert {d.kind: d.signed for d in row.documents} == {
            "soap_note": True,
            LETTER: True,
            "work_status_letter": False,
        }


def test_each_document_is_exported_under_its_name(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        _, letter = drafted(work, clinic)
        for form in ("pdf", "docx", "html", "md", "text", "json"):
            exported = export_document(work, clinic.pt, document=document_id(letter), format=form)
            assert exported.name.startswith("medical-necessity-letter-2026-03-04-draft.")
            assert exported.content


def test_the_next_progress_report_begins_after_the_last_one_signed(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        dropped(work, clinic)
        first = draft_document(work, clinic.pt, visit=clinic.visit, kind="progress_report")
        assert first.document is not None
        assert first.document.header.period_start is None
        signed(work, clinic, first)
        later = add_visit(work, clinic.pt, episode=clinic.episode, date=date(2026, 3, 25))
        second = draft_document(work, clinic.pt, visit=later.id, kind="progress_report")
        assert second.document is not None
        assert second.document.header.period_start == date(2026, 3, 5)
