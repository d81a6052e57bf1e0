"""Words a clinic has taught: its abbreviations, exercises and measures."""

from __future__ import annotations

import pytest

from chartside.domain.clinic_words import ClinicWord, WordKind
from chartside.domain.facts import Intervention, Score, SpecialTest
from chartside.extract import facts_of
from chartside.ingest import receive_text
from chartside.measures import instruments, use_clinic_measures

TAUGHT = (
    ClinicWord(kind=WordKind.ABBREVIATION, written=("QZB",), means="prone knee bend"),
    ClinicWord(
        kind=WordKind.EXERCISE, written=("zingers",), means="Copenhagen zinger", category="neuromuscular_reeducation"
    ),
    ClinicWord(kind=WordKind.MEASURE, written=("RRS",), means="Running Readiness Scale", most=5, higher_is_better=True),
)
NOTE = "O: RRS 4/5 (2 at eval). QZB + L.\nTherex: zingers 3x8, bridges 2x10\n"


@pytest.fixture(autouse=True)
def _forget() -> None:
    use_clinic_measures(())


def test_without_being_taught_the_words_are_unknown() -> None:
    source = receive_text(NOTE).source
    assert source is not None
    facts = facts_of(source).facts
    assert not [f for f in facts if isinstance(f, Score | SpecialTest)]


def test_taught_words_are_read_with_the_original_as_evidence() -> None:
    use_clinic_measures(TAUGHT)
    source = receive_text(NOTE).source
    assert source is not None
    facts = facts_of(source, TAUGHT).facts
    assert [(f.instrument, f.value, str(f.when)) for f in facts if isinstance(f, Score)] == [
        ("clinic_running_readiness_scale", 4.0, "current"),
        ("clinic_running_readiness_scale", 2.0, "baseline"),
    ]
    [test] = [f for f in facts if isinstance(f, SpecialTest)]
    assert (test.name, test.evidence[0].quote) == ("prone knee bend", "QZB + L")
    first = next(f for f in facts if isinstance(f, Intervention))
    assert (first.name, first.sets, first.reps) == ("zingers", 3.0, 8.0)
    assert instruments()["clinic_running_readiness_scale"].max == 5


def test_a_word_needs_a_spelling_and_a_meaning() -> None:
    with pytest.raises(ValueError, match="a spelling and what it means"):
        ClinicWord(kind=WordKind.ABBREVIATION, written=(" ",), means="x")
    with pytest.raises(ValueError, match="below its greatest"):
        ClinicWord(kind=WordKind.MEASURE, written=("X",), means="x", least=5, most=5)
