"""What the PT writes in review is checked like any sentence, and warned about, never blocked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chartside.domain.documents import Basis, Review
from chartside.domain.flags import Flag, Severity

if TYPE_CHECKING:
    from tests.verify.conftest import Case


def edited(case: Case, words: str, old: str, new: str) -> list[Flag]:
    """The PT changes a sentence; the flags it gets."""
    statement = next(s for s in case.document.statements() if words in s.text)
    text = statement.text.replace(old, new)
    case.change(statement.id, text=text, basis=Basis.CLINICIAN, review=Review.EDITED, computed_by=None)
    return case.flags(statement.id)


def test_a_number_that_is_not_the_sources(case: Case) -> None:
    [flag] = edited(case, "Timed Up and Go", "12.4", "11.4")
    assert (flag.rule, flag.severity) == ("number.differs", Severity.WARN)
    assert flag.message == "You wrote 11.4; the source of this sentence says 12.4."


def test_more_detail_is_the_therapists_to_give(case: Case) -> None:
    [flag] = edited(case, "Climbs stairs", "with a rail", "with a rail, 17 steps")
    assert (flag.rule, flag.severity) == ("number.own_word", Severity.INFO)


def test_better_wording_is_no_fault(case: Case) -> None:
    assert edited(case, "Loss of extension", "Loss of extension limits stance", "Lack of extension limits stance") == []
    assert edited(case, "Timed Up and Go", "Timed Up and Go 12.4 s.", "Completes the TUG in 12.4 s.") == []


@pytest.mark.parametrize(
    ("words", "old", "new", "rule"),
    [
        ("patellar mobilization", "right knee", "left knee", "side.wrong"),
        ("leg press", "20 kg", "20 lb", "unit.wrong"),
        ("denies", "denies", "reports", "negation.dropped"),
        ("Quadriceps", "Quadriceps", "Deltoid", "body_part.wrong"),
    ],
)
def test_other_differences_warn(case: Case, words: str, old: str, new: str, rule: str) -> None:
    flags = edited(case, words, old, new)
    assert rule in [flag.rule for flag in flags]
    assert all(flag.severity is not Severity.BLOCK for flag in flags)


def test_an_added_sentence_rests_on_the_therapists_word(case: Case) -> None:
    said = case.say("Educated on fall prevention; no dizziness.", basis=Basis.CLINICIAN, section="assessment")
    flags = case.flags(said)
    assert [flag.severity for flag in flags] == [Severity.INFO] * len(flags)
    assert {flag.rule for flag in flags} <= {"content.own_word"}


def test_an_added_value_that_the_sources_have_otherwise(case: Case) -> None:
    said = case.say("Knee flexion AROM improved to 115°.", basis=Basis.CLINICIAN, section="assessment")
    [flag] = [x for x in case.flags(said) if x.severity is Severity.WARN]
    assert flag.rule == "number.differs"
    assert "105" in flag.message


def test_an_added_value_that_the_sources_have(case: Case) -> None:
    said = case.say("Knee flexion AROM reached 105°.", basis=Basis.CLINICIAN, section="assessment")
    assert case.flags(said) == []
