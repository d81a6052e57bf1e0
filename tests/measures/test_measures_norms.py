"""Norms of motion and grip, and what tasks need."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartside.domain.facts import Measure
from chartside.measures import (
    function_needs,
    grip_norm,
    instruments,
    measurement_error,
    performance_norm,
    rom_age_norm,
    rom_norm,
)
from chartside.measures.catalogue_rows import catalogue

BY_AGE = ("grip_norms", "performance_norms", "rom_age_norms")


def test_every_norm_is_cited_and_in_order() -> None:
    rows = catalogue("rom_norms")["norm"]
    assert len(rows) == 62
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
        ("shoulder", "horizontal adduction", 135),
        ("shoulder", "horizontal abduction", 45),
        ("finger", "pip flexion", 100),
        ("finger", "dip extension", 0),
        ("thumb", "ip flexion", 80),
        ("great toe", "extension", 70),
        ("toe", "flexion", 40),
        ("jaw", "opening", 50),
        ("thoracic", "rotation", 45),
        ("ankle", "dorsiflexion knee extended", 10),
        ("subtalar", "inversion", 35),
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


@pytest.mark.parametrize("table", BY_AGE)
def test_groups_of_age_are_cited_ordered_and_do_not_overlap(table: str) -> None:
    groups: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for row in catalogue(table)["norm"]:
        assert row["source"].strip()
        assert row.get("sex") in ("female", "male", None)
        assert row["age_from"] <= row.get("age_to", 200)
        of = tuple(str(row.get(key)) for key in ("instrument", "condition", "joint", "motion", "sex", "hand"))
        groups.setdefault(of, []).append((row["age_from"], row.get("age_to", 200)))
    for bands in groups.values():
        assert all(before[1] + 1 == after[0] for before, after in pairwise(sorted(bands)))


def test_grip_norms_go_by_age_sex_and_hand() -> None:
    norm = grip_norm(62, "female")
    assert norm is not None
    assert norm.mean_kg == 25.0
    weaker = grip_norm(62, "female", "left")
    assert weaker is not None
    assert weaker.mean_kg < norm.mean_kg
    assert grip_norm(80, "male") is not None
    assert grip_norm(12, "male") is None


@pytest.mark.parametrize(("below", "above"), [(24, 25), (29, 30), (64, 65), (74, 75)])
def test_a_birthday_moves_grip_into_the_next_group(below: int, above: int) -> None:
    assert grip_norm(below, "male") == grip_norm(below - 4, "male")
    assert grip_norm(below, "male") != grip_norm(above, "male")


@given(st.integers(0, 110), st.sampled_from(["female", "male"]), st.sampled_from(["right", "left"]))
def test_every_adult_has_a_grip_norm_and_no_child(age: int, sex: str, hand: str) -> None:
    assert (grip_norm(age, sex, hand) is not None) is (age >= 20)


def test_motion_by_age_and_sex() -> None:
    child, adult = (
        rom_age_norm("ankle", "dorsiflexion", 8, "female"),
        rom_age_norm("ankle", "dorsiflexion", 9, "female"),
    )
    assert child is not None
    assert adult is not None
    assert (child.mean, adult.mean) == (24.8, 17.3)
    assert rom_age_norm("ankle", "dorsiflexion", 1, "female") is None
    assert rom_age_norm("ankle", "dorsiflexion", 70, "female") is None
    assert rom_age_norm("wrist", "flexion", 40, "male") is None


@given(st.integers(2, 69), st.sampled_from(["female", "male"]))
def test_motion_by_age_is_possible_motion(age: int, sex: str) -> None:
    for joint, motion in {(row["joint"], row["motion"]) for row in catalogue("rom_age_norms")["norm"]}:
        norm, conventional = rom_age_norm(joint, motion, age, sex), rom_norm(joint, motion)
        assert norm is not None
        assert conventional is not None
        assert norm.mean < conventional.implausible_above


def test_performance_by_age() -> None:
    sixty_nine, seventy = performance_norm("tug", 69), performance_norm("tug", 70, "female")
    assert sixty_nine is not None
    assert seventy is not None
    assert (sixty_nine.mean, seventy.mean) == (8.1, 9.2)
    assert sixty_nine.worse_than_usual(9.5)
    assert not seventy.worse_than_usual(9.5)
    assert performance_norm("tug", 59) is None


def test_what_counts_as_worse_follows_the_direction_of_the_test() -> None:
    stands, rise = performance_norm("cst30", 72, "male"), performance_norm("ftsts", 72)
    assert stands is not None
    assert rise is not None
    assert stands.worse_than_usual(11)
    assert not stands.worse_than_usual(12)
    assert rise.worse_than_usual(13)
    assert not rise.worse_than_usual(12.6)
    walk = performance_norm("sixmwt", 72, "male")
    assert walk is not None
    assert walk.worse_than_usual(300) is None


def test_norms_that_part_by_sex_are_not_given_without_it() -> None:
    assert performance_norm("cst30", 72) is None


def test_the_condition_chooses_and_the_ordinary_one_comes_first() -> None:
    usual, dark = performance_norm("sls", 45), performance_norm("sls", 45, condition="eyes closed")
    assert usual is not None
    assert dark is not None
    assert (usual.condition, usual.mean, dark.mean) == ("eyes open", 40.3, 7.3)
    gait = performance_norm("gait_speed", 65, "female")
    assert gait is not None
    assert gait.condition == "comfortable"
    assert performance_norm("sls", 45, condition="on foam") is None


def test_performance_norms_are_possible_values_of_their_test() -> None:
    for row in catalogue("performance_norms")["norm"]:
        values = [row[key] for key in ("low", "mean", "high") if key in row]
        assert values
        assert values == sorted(values)
        assert all(instruments()[row["instrument"]].holds(value) for value in values)


def test_the_spine_has_the_larger_error() -> None:
    spine, knee = measurement_error(Measure.ROM, "lumbar"), measurement_error(Measure.ROM, "knee")
    assert spine is not None
    assert knee is not None
    assert spine.value > knee.value
    assert measurement_error(Measure.GIRTH) is None
