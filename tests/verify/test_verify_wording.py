"""Vague language in sentences, figures in texts, and verification as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Basis, Document
from chartside.domain.flags import Flag, Severity
from chartside.verify import all_checks
from chartside.verify import verification as verification_module
from chartside.verify.figures import Day, day_of, days_in, marks_in, numbers_in, quantities_in, without_dates
from chartside.verify.vocabulary import body_parts, sides_in

if TYPE_CHECKING:
    from tests.verify.conftest import Case


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("Patient tolerated treatment well.", "skilled.need_vague"),
        ("Patient tolerated all exercises.", "skilled.need_vague"),
        ("Continue per POC.", "skilled.need_vague"),
        ("Patient is progressing well.", "skilled.need_vague"),
        ("Requires skilled PT.", "skilled.need_vague"),
        ("Modalities PRN.", "skilled.need_vague"),
        ("Same as last visit.", "note.cloned"),
    ],
)
def test_stock_phrases_warn(bare: Case, sentence: str, rule: str) -> None:
    flags = bare.flags(bare.say(sentence, basis=Basis.CLINICIAN, section="assessment"))
    assert (rule, Severity.WARN) in [(x.rule, x.severity) for x in flags]
    assert all(x.remedy.startswith("Stronger:") for x in flags if x.rule == rule)


@pytest.mark.parametrize(
    "sentence",
    [
        "Tolerated 3x10 step-ups at 6 in with knee pain 2/10.",
        "Continue 2x/week and progress to step-downs next visit.",
        "Patient is progressing: flexion 85 to 104 degrees.",
        "Requires skilled PT to grade load against effusion.",
    ],
)
def test_phrases_with_a_number_or_reason_stand(bare: Case, sentence: str) -> None:
    flags = bare.flags(bare.say(sentence, basis=Basis.CLINICIAN, section="assessment"))
    assert [x for x in flags if x.severity is not Severity.INFO] == []


@pytest.mark.parametrize(
    ("sentence", "vague"),
    [
        ("Gait training 200' SPC SBA.", False),
        ("Gait training with rollator, CGA on grass.", False),
        ("Gait training, no AD, step-through pattern.", False),
        ("Gait training performed today.", True),
    ],
)
def test_gait_training_needs_its_distance_device_or_cue(bare: Case, sentence: str, vague: bool) -> None:
    flags = bare.flags(bare.say(sentence, basis=Basis.CLINICIAN, section="objective"))
    assert ("intervention.elements_missing" in [x.rule for x in flags]) is vague


def test_a_sentence_says_where_its_number_was_not_found(case: Case) -> None:
    case.change("s10", text="Timed Up and Go 12.5 s.")
    [flag] = case.flags("s10")
    assert flag.message == "12.5 is not in the words this sentence rests on (no source has it)."


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("3x10 at 20 kg", {3, 10, 20}),
        ("3 x 10", {3, 10}),
        ("pain 3-4/10", {3, 4, 10}),
        ("walked 1,200 ft in 12.5 s", {1200, 12.5}),
        ("ext -5", {5}),
        ("L4 to S1", set()),
        ("97110 23'", {97110, 23}),
        ("0-125", {0, 125}),
    ],
)
def test_numbers_of_notes(text: str, numbers: set[float]) -> None:
    assert numbers_in(text) == numbers


def test_marks_of_notes() -> None:
    assert marks_in("MMT 4-/5, L4-5, 97110-59, M25.561, G0283") == {
        "4-",
        "L4",
        "L5",
        "97110",
        "M25.561",
        "G0283",
    }
    assert marks_in("pain 3-4/10, 4/5") == set()


def test_dates_of_notes() -> None:
    texts = ("05/04/2026", "5/4/26", "2026-05-04", "May 4, 2026", "4 May 2026", "on 5/4", "4th May", "May 4")
    for text in texts:
        [day] = days_in(text)
        assert day.same_as(day_of(date(2026, 5, 4))), text
    assert days_in("pain 3/10, 12/20 on the scale") == ()
    assert days_in("BP 134/78, may be sore 2 marathons ago") == ()
    assert not Day(5, 4, 2025).same_as(Day(5, 4, 2026))
    assert numbers_in(without_dates("on 05/04/2026 pain 3/10")) == {3, 10}


def test_units_of_notes() -> None:
    found = {q.value: set(q.units) for q in quantities_in("20 lb for 30s at 105°, TE 10'")}
    assert found == {20: {"lb"}, 30: {"s"}, 105: {"deg"}, 10: {"min", "ft"}}
    assert list(quantities_in("3x10, L4, 12 meals")) == []


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("R knee", {"right"}),
        ("L knee, (R) hip", {"left", "right"}),
        ("B calf raise", {"bilateral"}),
        ("bilateral LE strength", {"bilateral"}),
        ("L4-5 facet, R. knee", {"right"}),
        ("right now she left the clinic", set()),
        ("all right", set()),
        ("Vitamin B12", set()),
        ("w/ RW, HR 80", set()),
        ("patient’s left", {"left"}),
    ],
)
def test_sides_of_notes(text: str, sides: set[str]) -> None:
    assert sides_in(text) == sides


def test_parts_of_notes() -> None:
    assert body_parts().found("R TKA, quad set, LBP") == {"knee", "quadriceps", "lumbar"}
    assert body_parts().found("handout given, footwear, backed up") == set()


def test_a_check_that_raises_becomes_a_flag(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        name = "broken"

        def check(self, document: Document, canvas: Canvas) -> Iterable[Flag]:
            raise ZeroDivisionError

    monkeypatch.setattr(verification_module, "all_checks", lambda: {"broken": Broken(), **all_checks()})
    [flag] = case.flags()
    assert flag.rule == "verify.check_failed"
    assert flag.severity is Severity.WARN
    assert "ZeroDivisionError" in flag.message


def test_an_empty_canvas(bare: Case) -> None:
    assert bare.flags() == []


@given(st.text(max_size=300))
def test_no_text_breaks_a_check(text: str) -> None:
    numbers_in(text)
    marks_in(text)
    days_in(text, any_fraction=True)
    without_dates(text)
    list(quantities_in(text))
    sides_in(text)
    body_parts().found(text)
