"""A misread fact is set right: the draft follows, the record says so, and no later reading undoes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from chartside import extract
from chartside.domain.documents import Statement
from chartside.domain.facts import Fact, Intervention, Measure, Measurement, Symptom, When
from chartside.domain.source import Source
from chartside.services import visit_canvas as reading_of_visits
from chartside.services.add_source import add_source
from chartside.services.canvas_view import canvas_view
from chartside.services.correct_fact import correct_fact
from chartside.services.draft_document import draft_document
from chartside.services.errors import Invalid, NotFound
from chartside.services.undo_correction import undo_correction
from chartside.services.views import CanvasView, Reading, SourceOnCanvas
from chartside.store import Work
from chartside.store.tables import sources

from .conftest import NOTE, ClinicAtWork
from .test_services_review import statements

MORE = """S: Reports L calf soreness at night, worse on stairs. Pain 5/10 after standing a full shift.
BP 142/80. Amb 150 ft w/ RW min A
"""


def drafted(work: Work, clinic: ClinicAtWork, note: str = NOTE) -> CanvasView:
    add_source(work, clinic.pt, visit=clinic.visit, name="note.txt", content=note.encode())
    return draft_document(work, clinic.pt, visit=clinic.visit)


def source_named(view: CanvasView, name: str) -> SourceOnCanvas:
    return next(s for s in (*view.sources, *view.history) if s.name == name)


def reading(view: CanvasView, wanted: Callable[[Fact], bool], name: str = "note.txt") -> Reading:
    return next(r for r in source_named(view, name).readings if wanted(r.original))


def flexion(fact: Fact) -> bool:
    return isinstance(fact, Measurement) and fact.motion == "flexion" and fact.when is When.CURRENT


def corrected(
    work: Work, clinic: ClinicAtWork, view: CanvasView, of: Reading, values: dict[str, object] | None
) -> CanvasView:
    return correct_fact(
        work, clinic.pt, visit=view.visit.id, source=of.source, reading=of.key, values=values, seen=of.correction
    )


def told(view: CanvasView) -> str:
    return "\n".join(" | ".join([s.text, *(c for _, c in s.cells or ())]) for s in statements(view))


def blocking(view: CanvasView) -> list[str]:
    assert view.document is not None
    return [f"{f.rule} {f.message}" for f in view.document.blocking() if f.where.statement]


def row(view: CanvasView, words: str) -> Statement:
    return next(s for s in statements(view) if words in s.text)


def test_a_corrected_value_is_in_the_draft_with_its_evidence_and_the_old_one_is_gone(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        view = drafted(work, clinic)
        assert "105" in told(view)
        view = corrected(work, clinic, view, reading(view, flexion), {"value": 115})
    assert "115°" in told(view)
    assert "105" not in told(view)
    statement = row(view, "115°")
    said = source_named(view, "Corrections").source
    assert said is not None
    assert said.text == "Corrected reading of note.txt line 2: right knee flexion active 115 deg.\n"
    assert [(s.source, s.quote) for s in statement.evidence][:2] == [
        (said.id, "right knee flexion active 115 deg"),
        ("S1", "R knee AROM 5-105"),
    ]
    assert not blocking(view)
    assert view.revision == 2


def test_the_facts_of_the_corrections_are_the_corrected_ones_and_are_not_read_twice(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        before = drafted(work, clinic)
        view = corrected(work, clinic, before, reading(before, flexion), {"value": 115})
        assert [f.id for f in view.facts if flexion(f)] == [f.id for f in before.facts if flexion(f)]
        view = corrected(work, clinic, view, reading(view, lambda f: isinstance(f, Symptom)), None)
    assert len(view.facts) == len(before.facts) - 1
    assert source_named(view, "Corrections").facts == tuple(f for f in view.facts if f.is_corrected)
    assert "Corrected reading" not in told(view)


@pytest.mark.parametrize("anew", ["kept facts cleared", "a newer reader"])
def test_reading_the_source_anew_does_not_overwrite_a_correction(
    clinic: ClinicAtWork, monkeypatch: pytest.MonkeyPatch, anew: str
) -> None:
    with clinic.app.work() as work:
        view = drafted(work, clinic)
        view = corrected(work, clinic, view, reading(view, flexion), {"value": 115, "mode": "passive"})
        view = corrected(work, clinic, view, reading(view, lambda f: isinstance(f, Symptom)), None)
        before = view.facts
        if anew == "a newer reader":
            monkeypatch.setattr(reading_of_visits, "FACTS_VERSION", "later")
        else:
            work.canvases._connection.execute(sources.update().values(facts=None))
        assert canvas_view(work, clinic.pt, visit=clinic.visit).facts == before
        after = draft_document(work, clinic.pt, visit=clinic.visit)
    assert after.facts == before
    assert "115°" in told(after)
    assert "105" not in told(after)


def test_a_reader_that_reads_something_else_there_does_not_overwrite_it_either(
    clinic: ClinicAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clinic.app.work() as work:
        view = drafted(work, clinic)
        view = corrected(work, clinic, view, reading(view, flexion), {"value": 115})
        facts_of = extract.facts_of

        def worse(source: Source, words: object = ()) -> extract.Extraction:
            found = facts_of(source)
            wrong = (replace(f, value=15.0) if isinstance(f, Measurement) and flexion(f) else f for f in found.facts)
            return replace(found, facts=tuple(wrong))

        monkeypatch.setattr(extract, "facts_of", worse)
        monkeypatch.setattr(reading_of_visits, "FACTS_VERSION", "later")
        view = canvas_view(work, clinic.pt, visit=clinic.visit)
        assert [f.value for f in view.facts if flexion(f) and isinstance(f, Measurement)] == [115]
        again = corrected(work, clinic, view, reading(view, flexion), {"value": 116})
        assert [f.value for f in again.facts if flexion(f) and isinstance(f, Measurement)] == [116]


def test_words_told_as_they_stand_are_told_as_corrected(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        view = drafted(work, clinic, MORE + NOTE)
        assert "L calf soreness" in told(view)
        sore = reading(view, lambda f: isinstance(f, Symptom) and "calf" in f.text)
        with pytest.raises(Invalid, match="still say “L”"):
            corrected(work, clinic, view, sore, {"side": "right"})
        view = corrected(work, clinic, view, sore, {"side": "right", "text": "R calf soreness at night"})
    assert "R calf soreness at night." in told(view)
    assert "L calf" not in told(view)
    assert "worse on stairs" in told(view).lower()
    assert not blocking(view)


def test_a_value_said_again_in_words_goes_with_the_value(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        view = drafted(work, clinic, MORE + NOTE)
        pain = next(
            r
            for r in source_named(view, "note.txt").readings
            if "after standing" in r.span.quote and isinstance(r.original, Measurement)
        )
        view = corrected(work, clinic, view, pain, {"value": 7})
    assert "7/10 after standing a full shift" in told(view)
    assert "5/10 after standing" not in told(view)
    assert not blocking(view)


def test_the_other_value_of_the_same_words_stays_and_both_stand_in_one_row(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        view = drafted(work, clinic, MORE + NOTE)
        high = reading(view, lambda f: isinstance(f, Measurement) and f.motion == "systolic")
        view = corrected(work, clinic, view, high, {"value": 124})
    assert "BP 124/80 mmHg" in told(view)
    assert "142" not in told(view)


def test_a_corrected_dose_is_in_the_row_of_its_service(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        view = drafted(work, clinic)
        slides = reading(view, lambda f: isinstance(f, Intervention) and f.name == "heel slides")
        view = corrected(work, clinic, view, slides, {"reps": 12, "load": 2, "load_unit": "lb"})
    assert "heel slides 3 × 12, 2 lb" in told(view).lower()
    assert "heel slides 3 × 10" not in told(view).lower()
    assert not blocking(view)


def test_a_corrected_grade_moves_on_the_scale(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        view = drafted(work, clinic)
        strength = reading(view, lambda f: isinstance(f, Measurement) and f.measure is Measure.STRENGTH)
        with pytest.raises(Invalid, match="grade of strength"):
            corrected(work, clinic, view, strength, {"grade": "7/5"})
        view = corrected(work, clinic, view, strength, {"grade": "4-/5"})
        now = next(f for f in view.facts if isinstance(f, Measurement) and f.measure is Measure.STRENGTH)
    assert now.value == 3.7
    assert "4-/5" in told(view)


def test_what_is_no_fact_goes_from_the_draft_and_comes_back_when_undone(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        before = drafted(work, clinic)
        view = corrected(work, clinic, before, reading(before, flexion), None)
        assert "105" not in told(view)
        gone = reading(view, flexion)
        assert gone.fact is None
        assert gone.correction
        said = source_named(view, "Corrections").source
        assert said is not None
        assert said.text.endswith("not a fact: “R knee AROM 5-105”.\n")
        view = undo_correction(
            work, clinic.pt, visit=clinic.visit, source=gone.source, reading=gone.key, seen=gone.correction
        )
        assert told(view) == told(before)
        assert view.facts == before.facts
        with pytest.raises(NotFound, match="nothing to undo"):
            undo_correction(work, clinic.pt, visit=clinic.visit, source=gone.source, reading=gone.key)


def test_a_later_correction_supersedes_and_the_original_value_undoes(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        before = drafted(work, clinic)
        view = corrected(work, clinic, before, reading(before, flexion), {"value": 115})
        view = corrected(work, clinic, view, reading(view, flexion), {"value": 118})
        assert "118°" in told(view)
        assert "115" not in told(view)
        assert reading(view, flexion).original == replace(reading(before, flexion).original, id="")
        view = corrected(work, clinic, view, reading(view, flexion), {"value": 105})
        assert not reading(view, flexion).correction
        assert told(view) == told(before)
        kept = work.corrections.of_episode(clinic.episode)
    assert [c.undone for c in kept] == [False, False, True]


def test_every_fact_of_a_note_can_be_dropped_and_leaves_no_blocking_flag(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        view = drafted(work, clinic, MORE + NOTE)
        for found in source_named(view, "note.txt").readings:
            view = corrected(work, clinic, view, found, None)
            assert not blocking(view), found
        assert not view.facts


def test_every_number_of_a_note_can_be_corrected_and_the_draft_still_verifies(clinic: ClinicAtWork) -> None:
    numbers = ("value", "minutes", "sets", "reps", "distance", "target_value", "per_week")
    changed = 0
    with clinic.app.work() as work:
        view = drafted(work, clinic, MORE + NOTE)
        for found in source_named(view, "note.txt").readings:
            for key in numbers:
                old = getattr(found.shown, key, None)
                if old is None or getattr(found.shown, "grade", None):
                    continue
                of = next(r for r in source_named(view, "note.txt").readings if r.key == found.key)
                try:
                    view = corrected(work, clinic, view, of, {key: old + 1})
                except Invalid:  # the words still say the old number and have to be corrected along
                    continue
                changed += 1
                now = next(r for r in source_named(view, "note.txt").readings if r.key == found.key)
                assert now.fact is not None
                assert f"{abs(old + 1):g}" in now.fact.evidence[0].quote
                assert not blocking(view), (found, blocking(view))
    assert changed > 12
