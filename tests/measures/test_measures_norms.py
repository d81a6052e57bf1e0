"""Norms of motion and grip, and what tasks need."""

from __future__ import annotations

from chartside.domain.facts import Measure
from chartside.measures import function_needs, grip_norm, measurement_error, rom_norm
from chartside.measures.catalogue_rows import catalogue


def test_every_norm_is_cited_and_in_order() -> None:
    rows = catalogue("rom_norms")["norm"]
    assert len(rows) == 51
    for row in rows:
        assert row["source"]
        assert row["low_below"] <= row["normal"] < row["implausible_above"]


def test_joints_and_motions_are_the_words_of_the_facts() -> None:
    for joint, motion, normal in (
        ("knee", "flexion", 135),
        ("knee", "extension", 0),
        ("shoulder", "internal rotation", 70),
        ("shoulder", "external rotation", 90),
        ("ankle", "dorsiflexion", 20),
        ("lumbar", "flexion", 60),
        ("cervical", "rotation", 80),
        ("forearm", "supination", 80),
    ):
        norm = rom_norm(joint, motion)
        assert norm is not None
        assert norm.normal == normal


def test_limited_means_below_the_normal_range() -> None:
    knee = rom_norm("knee", "flexion")
    assert knee is not None
    assert knee.limited(105)
    assert not knee.limited(132)


def test_no_norm_is_no_norm() -> None:
    assert rom_norm("lumbar", "rotation") is None
    assert rom_norm(None, None) is None


def test_stairs_need_knee_flexion() -> None:
    needs = function_needs("knee", "flexion")
    assert [n.needed for n in needs] == sorted(n.needed for n in needs)
    assert "going down stairs" in {n.task for n in needs if n.needed == 105}
    assert function_needs("knee", "rotation") == ()


def test_grip_norms_stop_where_the_table_stops() -> None:
    norm = grip_norm(62, "female")
    assert norm is not None
    assert norm.mean_kg == 25.0
    assert grip_norm(80, "male") is not None
    assert grip_norm(12, "male") is None


def test_the_spine_has_the_larger_error() -> None:
    spine, knee = measurement_error(Measure.ROM, "lumbar"), measurement_error(Measure.ROM, "knee")
    assert spine is not None
    assert knee is not None
    assert spine.value > knee.value
    assert measurement_error(Measure.GIRTH) is None
