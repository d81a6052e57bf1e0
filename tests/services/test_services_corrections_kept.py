"""Corrections on the record: who may make them, where they hold, and what stays of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from chartside.domain.source import SourceKind
from chartside.services.accept_statement import accept_statement
from chartside.services.add_source import add_source
from chartside.services.add_visit import add_visit
from chartside.services.canvas_view import canvas_view
from chartside.services.correct_fact import correct_fact
from chartside.services.draft_document import draft_document
from chartside.services.edit_statement import edit_statement
from chartside.services.errors import Invalid, NotAllowed, NotFound, Stale
from chartside.services.paste_text import paste_text
from chartside.services.remove_source import remove_source
from chartside.services.set_source_kind import set_source_kind
from chartside.services.undo_correction import undo_correction

from .conftest import NOTE, ClinicAtWork
from .test_services_corrections import blocking, corrected, drafted, flexion, reading, row, source_named, told
from .test_services_review import document_id, signed, statements


def test_saving_without_a_change_keeps_nothing(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        before = drafted(work, clinic)
        view = corrected(work, clinic, before, reading(before, flexion), {"value": 105})
        assert work.corrections.of_episode(clinic.episode) == ()
    assert view.revision == before.revision


def test_a_correction_without_a_draft_is_kept_for_the_first_one(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        add_source(work, clinic.pt, visit=clinic.visit, name="note.txt", content=NOTE.encode())
        view = canvas_view(work, clinic.pt, visit=clinic.visit)
        view = corrected(work, clinic, view, reading(view, flexion), {"value": 115})
        assert view.document is None
        view = draft_document(work, clinic.pt, visit=clinic.visit)
    assert "115°" in told(view)


def test_corrections_of_background_alone_are_nothing_to_draft_from(clinic: ClinicAtWork) -> None:
    intake = "NEW PATIENT QUESTIONNAIRE\nPain: 5/10\nMedications: ibuprofen\n"
    with clinic.app.work() as work:
        add_source(work, clinic.pt, visit=clinic.visit, name="intake.txt", content=intake.encode())
        view = canvas_view(work, clinic.pt, visit=clinic.visit)
        first = source_named(view, "intake.txt").readings[0]
        view = corrected(work, clinic, view, first, None)
        with pytest.raises(Invalid, match="nothing of this visit"):
            draft_document(work, clinic.pt, visit=clinic.visit)


def test_the_review_of_other_sentences_stays_and_an_edited_one_is_checked_against_the_correction(
    clinic: ClinicAtWork,
) -> None:
    with clinic.app.work() as work:
        view = drafted(work, clinic)
        accepted = next(s for s in statements(view) if s.table is None)
        view = accept_statement(
            work, clinic.pt, document=document_id(view), revision=view.revision, statement=accepted.id
        )
        target = row(view, "105°")
        view = edit_statement(
            work, clinic.pt, document=document_id(view), revision=view.revision, statement=target.id,
            text="Right knee flexes to 115°.",
        )  # fmt: skip
        assert view.document is not None
        assert any(f.rule == "number.differs" for f in view.document.flags)
        view = corrected(work, clinic, view, reading(view, flexion), {"value": 115})
    assert view.document is not None
    assert next(s for s in statements(view) if s.id == accepted.id).review == "accepted"
    assert next(s for s in statements(view) if s.id == target.id).text == "Right knee flexes to 115°."
    assert not any(f.rule == "number.differs" for f in view.document.flags)


def test_corrections_cannot_be_removed_alone_and_go_with_their_source(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        view = drafted(work, clinic)
        view = corrected(work, clinic, view, reading(view, flexion), {"value": 115})
        said = source_named(view, "Corrections")
        with pytest.raises(NotAllowed, match="undo one there"):
            remove_source(work, clinic.pt, visit=clinic.visit, source=said.id)
        with pytest.raises(NotFound):
            set_source_kind(work, clinic.pt, visit=clinic.visit, source=said.id, kind=SourceKind.INTAKE)
        paste_text(work, clinic.pt, visit=clinic.visit, text="Girth midpatella R 41.0 cm", name="later")
        remove_source(work, clinic.pt, visit=clinic.visit, source=source_named(view, "note.txt").id)
        view = canvas_view(work, clinic.pt, visit=clinic.visit)
    assert "115" not in told(view)
    assert not any(f.is_corrected for f in view.facts)
    assert not blocking(view)


def test_a_file_called_corrections_is_a_file(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        paste_text(work, clinic.pt, visit=clinic.visit, text=NOTE, name="Corrections")
        view = draft_document(work, clinic.pt, visit=clinic.visit)
        view = corrected(work, clinic, view, reading(view, flexion, "Corrections (file)"), {"value": 115})
    assert [s.name for s in view.sources] == ["Corrections (file)", "Corrections"]


def test_a_signed_note_takes_no_correction(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        view = signed(work, clinic)
        found = reading(view, flexion)
        with pytest.raises(NotAllowed, match="addendum"):
            corrected(work, clinic, view, found, {"value": 115})
        with pytest.raises(NotAllowed, match="addendum"):
            undo_correction(work, clinic.pt, visit=clinic.visit, source=found.source, reading=found.key)


def test_an_earlier_note_is_corrected_from_todays_canvas_and_stays_earlier(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        signed(work, clinic)
        later = add_visit(work, clinic.pt, episode=clinic.episode, date=date(2026, 3, 4) + timedelta(days=7))
        today = NOTE.replace("5-105 (was 8-95)", "5-110")
        add_source(work, clinic.pt, visit=later.id, name="today.txt", content=today.encode())
        view = draft_document(work, clinic.pt, visit=later.id)
        assert "105°" in row(view, "110°").text
        view = corrected(work, clinic, view, reading(view, flexion), {"value": 102})
        assert "102° (03/04/26)" in row(view, "110°").cell("was")
        assert "105" not in told(view)
        assert not blocking(view)
        before = canvas_view(work, clinic.pt, visit=clinic.visit)
        assert not any(f.is_corrected for f in before.facts)
        third = add_visit(work, clinic.pt, episode=clinic.episode, date=date(2026, 3, 4) + timedelta(days=14))
        assert any(f.is_corrected for f in canvas_view(work, clinic.pt, visit=third.id).facts)


def test_two_people_do_not_correct_the_same_reading_unseen(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        view = drafted(work, clinic)
        found = reading(view, flexion)
        corrected(work, clinic, view, found, {"value": 115})
        with pytest.raises(Stale, match="Somebody corrected this"):
            corrected(work, clinic, view, found, {"value": 116})
        with pytest.raises(Stale, match="changed since you opened"):
            correct_fact(
                work, clinic.pt, visit=clinic.visit, source=found.source, reading=found.key, values=None, revision=1
            )


def test_only_who_may_draft_may_correct(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        view = drafted(work, clinic)
        found = reading(view, flexion)
        at, key = found.source, found.key
        with pytest.raises(NotAllowed, match="Your role"):
            correct_fact(work, clinic.desk, visit=clinic.visit, source=at, reading=key, values=None)
        with pytest.raises(NotAllowed, match="Your role"):
            undo_correction(work, clinic.desk, visit=clinic.visit, source=at, reading=key)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"side": "upper"}, "none of the choices"),
        ({"evidence": "x"}, "has no evidence"),
        ({"text": "x"}, "has no text"),
        ({"measure": None}, "missing"),
        ({"context": "x" * 501}, "at most 500"),
    ],
)
def test_what_cannot_be_is_refused(clinic: ClinicAtWork, values: dict[str, object], says: str) -> None:
    with clinic.app.work() as work:
        view = drafted(work, clinic)
        with pytest.raises(Invalid, match=says):
            corrected(work, clinic, view, reading(view, flexion), values)
        with pytest.raises(NotFound):
            correct_fact(work, clinic.pt, visit=clinic.visit, source="S1", reading="r-nothing", values=values)
        with pytest.raises(NotFound):
            correct_fact(work, clinic.pt, visit=clinic.visit, source="nothing", reading="r-x", values=values)


def test_the_trail_has_ids_and_no_words(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        view = drafted(work, clinic)
        view = corrected(work, clinic, view, reading(view, flexion), {"value": 115})
        found = reading(view, flexion)
        undo_correction(work, clinic.pt, visit=clinic.visit, source=found.source, reading=found.key)
        rows = {r.action: r for r in work.trail.rows()}
    for action in ("fact_corrected", "correction_undone"):
        assert rows[action].subject == found.correction
        assert rows[action].actor == clinic.pt.id
        assert "115" not in rows[action].detail
        assert "knee" not in rows[action].detail
