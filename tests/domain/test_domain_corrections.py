"""A correction is laid over every reading: it holds, it is not overwritten, and nothing else moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartside.domain.corrections import (
    Correction,
    apply_corrections,
    correction_of,
    is_about,
    read_beside,
    reading_key,
    words_left,
)
from chartside.domain.facts import Fact, Measure, Measurement, Mode, PlanItem, PlanOf, Score, Side, Symptom, When
from chartside.domain.source import Source, SourceKind

TEXT = "BP 142/80. R knee AROM 5-105 (was 8-95). L calf sore, 5/10 after a full shift. LEFS 45. cont 2x/wk. " * 4
NOTE = Source("S1", "note.txt", SourceKind.SESSION_NOTE, TEXT, "0" * 64)
OTHER = Source("S2", "eval.txt", SourceKind.EVALUATION, TEXT, "1" * 64)
SAID = Source("S9", "Corrections", SourceKind.CORRECTIONS, "Corrected reading of note.txt line 1: " * 20, "2" * 64)

starts = st.integers(0, 60)
sizes = st.integers(1, 12)


@st.composite
def facts(draw: st.DrawFn, source: Source | None = None) -> Fact:
    home = source or draw(st.sampled_from([NOTE, OTHER]))
    start = draw(starts)
    evidence = (home.span(start, start + draw(sizes)),)
    when = draw(st.sampled_from([When.CURRENT, When.PRIOR]))
    value = draw(st.sampled_from([4.0, 80.0, 105.0]))
    side = draw(st.sampled_from([None, *Side]))
    match draw(st.sampled_from(["rom", "vital", "score", "symptom"])):
        case "rom":
            motion = draw(st.sampled_from(["flexion", "extension"]))
            return Measurement(
                evidence=evidence, when=when, measure=Measure.ROM, joint="knee", motion=motion, side=side, value=value
            )
        case "vital":
            motion = draw(st.sampled_from(["systolic", "diastolic"]))
            return Measurement(evidence=evidence, when=when, measure=Measure.VITAL, motion=motion, value=value)
        case "score":
            return Score(evidence=evidence, when=when, instrument="lefs", value=value)
        case _:
            return Symptom(evidence=evidence, when=when, text=draw(st.sampled_from(["calf sore", "numb"])), side=side)


def set_right(original: Fact, line: int, **values: Any) -> Fact:
    """The fact as a clinician would say it, with her words before those she corrects."""
    said = SAID.span(line, line + 9)
    return replace(original, evidence=(said, *original.evidence), **values)


@st.composite
def readings(draw: st.DrawFn) -> tuple[list[Fact], list[Correction]]:
    """Facts of a canvas, and corrections of some of them."""
    read = draw(st.lists(facts(), min_size=1, max_size=8))
    corrections = []
    for number, fact in enumerate(draw(st.lists(st.sampled_from(read), max_size=4))):
        corrected = set_right(fact, number, when=When.BASELINE) if draw(st.booleans()) else None
        beside = read_beside(fact, read)
        corrections.append(correction_of(fact, corrected, by="u1", at=f"2026-03-04T15:3{number}", beside=beside))
    return read, corrections


def without_ids(found: Sequence[Fact]) -> list[Fact]:
    return [replace(fact, id="") for fact in found]


@given(readings())
def test_applying_again_changes_nothing(case: tuple[list[Fact], list[Correction]]) -> None:
    read, corrections = case
    once = apply_corrections(read, corrections)
    assert apply_corrections(once, corrections) == once


@given(readings(), st.lists(facts(), max_size=8))
def test_whatever_is_read_anew_the_last_correction_holds(
    case: tuple[list[Fact], list[Correction]], anew: list[Fact]
) -> None:
    _, corrections = case
    final = {correction.key: correction for correction in corrections}
    said = [c.corrected for c in final.values() if c.corrected is not None]
    found = without_ids(apply_corrections(anew, corrections))
    for corrected in said:
        assert found.count(corrected) == 1
    assert not [f for f in found if f not in said and any(is_about(c, f) for c in final.values())]
    assert apply_corrections(found, corrections) == tuple(found)


@given(readings())
def test_what_no_correction_is_about_stays_in_its_order(case: tuple[list[Fact], list[Correction]]) -> None:
    read, corrections = case
    about = [f for f in read if any(is_about(c, f) for c in corrections)]
    found = apply_corrections(read, corrections)
    assert [f for f in found if not f.is_corrected] == [f for f in read if f not in about]


@given(readings())
def test_a_corrected_fact_stands_where_the_wrong_one_stood(case: tuple[list[Fact], list[Correction]]) -> None:
    read, corrections = case
    numbered = [replace(fact, id=f"F{n}") for n, fact in enumerate(read, 1)]
    for fact in apply_corrections(numbered, corrections):
        if fact.is_corrected:
            assert fact.place == next(f for f in numbered if f.id == fact.id).place


@given(readings())
def test_every_fact_that_was_beside_a_corrected_one_is_still_there(case: tuple[list[Fact], list[Correction]]) -> None:
    read, corrections = case
    found = apply_corrections(read, corrections[:1])
    for correction in corrections[:1]:
        for other in correction.beside:
            assert other in found


def rom(text: str = "R knee AROM 5-105", **values: Any) -> Measurement:
    start = TEXT.index(text)
    fact = Measurement(
        evidence=(NOTE.span(start, start + len(text)),), measure=Measure.ROM, joint="knee", motion="flexion",
        side=Side.RIGHT, value=105.0, unit="deg", mode=Mode.ACTIVE,
    )  # fmt: skip
    return replace(fact, **values)


def test_the_other_value_of_the_same_words_stays() -> None:
    span = (NOTE.span(0, 9),)
    high = Measurement(evidence=span, measure=Measure.VITAL, motion="systolic", value=142)
    low = Measurement(evidence=span, measure=Measure.VITAL, motion="diastolic", value=80)
    right = set_right(high, 0, value=124.0)
    correction = correction_of(high, right, by="u1", at="", beside=read_beside(high, [high, low]))
    assert apply_corrections([high, low], [correction]) == (right, low)
    better = replace(low, value=88)
    assert apply_corrections([better], [correction]) == (better, right)
    gone = replace(correction, corrected=None)
    assert apply_corrections([high, low], [gone]) == (low,)
    assert apply_corrections([low], [gone]) == (low,)


def test_a_reading_of_other_words_of_the_same_thing_gives_way() -> None:
    right = set_right(rom(), 0, value=115.0)
    correction = correction_of(rom(), right, by="u1", at="")
    assert apply_corrections([rom("AROM 5-105", value=5.0)], [correction]) == (right,)
    other = rom("AROM 5-105", motion="extension")
    assert apply_corrections([other], [correction]) == (right, other)
    assert apply_corrections([rom(side=Side.LEFT, value=10.0)], [correction]) == (right,)


def test_where_nothing_is_read_any_more_the_corrected_fact_stands_in_the_order_of_the_words() -> None:
    before, after = (Symptom(evidence=(NOTE.span(a, a + 3),), text="x") for a in (0, 70))
    elsewhere = Symptom(evidence=(OTHER.span(0, 3),), text="x")
    right = set_right(rom(), 0, value=115.0)
    correction = correction_of(rom(), right, by="u1", at="")
    assert apply_corrections([before, after, elsewhere], [correction]) == (before, right, after, elsewhere)
    assert apply_corrections([elsewhere, before], [correction]) == (elsewhere, before, right)
    assert apply_corrections([], [correction]) == (right,)


def test_a_later_correction_of_the_same_reading_holds() -> None:
    first, second = set_right(rom(), 0, value=115.0), set_right(rom(), 9, value=116.0)
    corrections = [correction_of(rom(), fact, by="u1", at="") for fact in (first, second)]
    assert apply_corrections([rom()], corrections) == (second,)
    assert apply_corrections([rom()], reversed(corrections)) == (first,)
    assert apply_corrections([rom()], [*corrections, correction_of(rom(), None, by="u1", at="")]) == ()


def test_a_correction_cites_the_words_it_corrects() -> None:
    with pytest.raises(ValueError, match="cites the words"):
        correction_of(rom(), rom("L calf sore"), by="u1", at="")
    with pytest.raises(ValueError, match="same kind"):
        correction_of(rom(), Symptom(evidence=rom().evidence, text="x"), by="u1", at="")
    with pytest.raises(ValueError, match="about the words"):
        Correction(source="S1", start=0, end=4, kind="measurement", original=rom(), corrected=None, by="u1", at="")


def test_a_corrected_fact_is_still_read_from_its_source() -> None:
    right = set_right(rom(), 0, value=115.0)
    assert (right.source, right.start, right.place) == ("S1", rom().start, rom().place)
    assert right.evidence[0].source == "S9"
    assert right.is_corrected
    assert not rom().is_corrected


def test_the_name_of_a_reading_does_not_hang_on_its_number() -> None:
    assert reading_key(rom()) == reading_key(replace(rom(), id="F7"))
    assert reading_key(rom()) != reading_key(replace(rom(), value=106.0))
    assert reading_key(rom()) != reading_key(replace(rom(), evidence=(OTHER.span(11, 28),)))


def test_words_that_still_say_the_old_value_are_found() -> None:
    plan = PlanItem(evidence=(NOTE.span(0, 3),), what=PlanOf.FREQUENCY, text="cont 2x/wk", per_week=2.0)
    assert words_left(plan, replace(plan, per_week=3.0)) == "2"
    assert words_left(plan, replace(plan, per_week=3.0, text="3x/wk")) is None
    calf = Symptom(evidence=(NOTE.span(0, 3),), text="L calf sore", side=Side.LEFT)
    assert words_left(calf, replace(calf, side=Side.RIGHT)) == "L"
    assert words_left(calf, replace(calf, side=Side.RIGHT, text="R calf sore")) is None
    assert words_left(rom(), rom(value=115.0)) is None
