"""When a change may be called a change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartside.measures import Verdict, instrument_change, instruments, rom_change, strength_change


def test_lefs_from_31_to_42_is_an_important_gain() -> None:
    change = instrument_change("lefs", 31, 42)
    assert change.verdict is Verdict.IMPROVED_IMPORTANT
    assert (change.amount, change.threshold, change.kind) == (11, 9, "MCID")
    assert "Binkley" in change.source


def test_a_gain_below_the_detectable_change_is_no_improvement() -> None:
    change = instrument_change("lefs", 31, 38)
    assert change.verdict is Verdict.WITHIN_ERROR
    assert not change.improved
    assert change.better


def test_reaching_the_important_but_not_the_detectable_change_is_within_error() -> None:
    change = instrument_change("ndi", 20, 12)
    assert change.verdict is Verdict.WITHIN_ERROR
    assert change.threshold == 10.2


def test_lower_is_better_on_the_oswestry() -> None:
    assert instrument_change("odi", 44, 28).verdict is Verdict.IMPROVED_IMPORTANT
    assert instrument_change("odi", 28, 44).verdict is Verdict.WORSE_IMPORTANT
    assert instrument_change("odi", 28, 44).worsened


def test_without_a_detectable_change_the_important_one_decides() -> None:
    assert instrument_change("koos_jr", 50, 60).verdict is Verdict.BELOW_IMPORTANT
    assert instrument_change("koos_jr", 50, 65).verdict is Verdict.IMPROVED_IMPORTANT


def test_without_thresholds_only_the_direction_is_known() -> None:
    change = instrument_change("fsst", 18, 14)
    assert change.verdict is Verdict.UNJUDGED
    assert change.better
    assert not change.improved


def test_effort_has_no_better() -> None:
    assert instrument_change("borg", 11, 13).better is None


def test_the_population_chooses_the_threshold() -> None:
    assert instrument_change("tug", 20, 16.7, "chronic stroke").threshold == 3.2
    assert instrument_change("tug", 20, 16.7, "chronic stroke").improved
    assert instrument_change("fga", 18, 23, "stroke").improved
    assert not instrument_change("fga", 18, 23, "vestibular hypofunction").improved


def test_the_earlier_score_chooses_the_threshold_where_bands_are_published() -> None:
    assert instrument_change("berg", 30, 36, "older adults").threshold == 7
    assert instrument_change("berg", 48, 53, "older adults").threshold == 4


def test_a_percentage_counts_from_the_earlier_score() -> None:
    assert instrument_change("womac", 50, 43).threshold == 6
    assert instrument_change("womac", 50, 43).improved


def test_percent_and_points_of_the_neck_index_agree() -> None:
    assert instrument_change("ndi", 50, 24, unit="%").verdict is instrument_change("ndi", 25, 12).verdict


def test_binary_dust_does_not_decide() -> None:
    assert instrument_change("tug", 7.5, 4.3, "chronic stroke").improved


def test_a_foreign_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="use s"):
        instrument_change("tug", 12, 10, unit="ft")


def test_motion_is_judged_against_the_goniometer() -> None:
    assert rom_change("knee", "flexion", 95, 105).verdict is Verdict.IMPROVED
    assert rom_change("knee", "flexion", 95, 99).verdict is Verdict.WITHIN_ERROR
    assert rom_change("knee", "flexion", 105, 95).verdict is Verdict.WORSE
    assert rom_change("lumbar", "flexion", 40, 45).verdict is Verdict.WITHIN_ERROR


def test_a_lack_of_extension_that_shrinks_is_a_gain() -> None:
    change = rom_change("knee", "extension", -10, -5)
    assert change.verdict is Verdict.IMPROVED
    assert change.amount == 5


def test_motion_beyond_the_norm_is_neither_gain_nor_loss() -> None:
    assert rom_change("knee", "flexion", 146, 138).verdict is Verdict.UNCHANGED


def test_unknown_motions_are_still_judged_by_the_error() -> None:
    assert rom_change("knee", "tibial rotation", 10, 20).improved


def test_strength_has_a_direction_but_no_threshold() -> None:
    change = strength_change(3.7, 4.3)
    assert change.verdict is Verdict.UNJUDGED
    assert change.better
    assert strength_change(4, 4).verdict is Verdict.UNCHANGED
    with pytest.raises(ValueError, match="0 to 5"):
        strength_change(4, 6)


def test_the_new_rows_judge_too() -> None:
    assert instrument_change("iswt", 160, 210).verdict is Verdict.IMPROVED_IMPORTANT
    assert instrument_change("iswt", 160, 200).verdict is Verdict.BELOW_IMPORTANT
    assert instrument_change("demmi", 48, 57).verdict is Verdict.IMPROVED
    assert instrument_change("demmi", 48, 57, "neurological rehabilitation").verdict is Verdict.WITHIN_ERROR
    assert instrument_change("t25fw", 10, 8).verdict is Verdict.IMPROVED_IMPORTANT
    assert instrument_change("wblt", 5, 6.5).verdict is Verdict.WITHIN_ERROR
    assert instrument_change("fpi6", 8, 5).better is None


@given(
    st.sampled_from(sorted(instruments())),
    st.floats(0, 100, allow_nan=False),
    st.floats(0, 100, allow_nan=False),
)
def test_there_and_back_never_both_improve(instrument: str, was: float, now: float) -> None:
    there, back = instrument_change(instrument, was, now), instrument_change(instrument, now, was)
    assert not (there.improved and back.improved)
    assert there.amount == -back.amount
    if there.improved:
        assert there.better
        assert there.threshold is not None
        assert abs(there.amount) >= there.threshold
