"""Function: one fact for each bout, side, level of help and earlier value; tests counted, precautions recalled."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Told = Callable[[str, str], list[str]]


def test_each_bout_and_each_level_of_help_is_a_fact(told: Told) -> None:
    note = (
        "Bed mob: sup>sit Mod A trunk (yest Max A)\n"
        "Transfers: w/c>bed squat pivot mod A to L, min A to R\n"
        "Gait: 55 ft + 70 ft w/ RW CGA. Prev best 30 ft.\n"
    )
    assert told(note, "function") == [
        "sup>sit: sup>sit Mod A trunk (mod)",
        "sup>sit: yest Max A (max) <prior>",
        "w/c>bed squat pivot: w/c>bed squat pivot mod A to L (mod, w/c)",
        "w/c>bed squat pivot: min A to R (min)",
        "Gait: 55 ft + 70 ft w/ RW CGA (cga, RW, 55.0, ft)",
        "Gait: 70 ft w/ RW CGA (cga, RW, 70.0, ft)",
        "Gait: Prev best 30 ft <prior>",
    ]


def test_tests_are_counted_on_each_side(told: Told) -> None:
    note = (
        "Objective:\n"
        "SL heel raise R 9 reps, L 22\n"
        "Side plank R 22 s, L 35 s. FTSTS unable. Lateral step down 6 in\n"
        "Tandem stance R fwd 5 s, L fwd unable\n"
    )
    assert told(note, "function") == [
        "SL heel raise, right: 9 reps",
        "SL heel raise, left: 22",
        "Side plank, right: 22 s",
        "Side plank, left: 35 s",
        "FTSTS: unable",
        "Tandem stance, left: unable",
    ]


def test_sets_of_a_treatment_are_no_function(told: Told) -> None:
    assert told("Tx: SL heel raise 2x10 R\nheel raises 20x, side plank 3x20s, step down 4 in x15", "function") == []


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (
            "Pt recalls 2/3 hip precautions w/o cue (yest 1/3), 3/3 w/ sign.",
            [
                "recall of precautions: recalls 2/3 hip precautions w/o cue",
                "recall of precautions: yest 1/3 <prior>",
                "recall of precautions: 3/3 w/ sign",
            ],
        ),
        (
            "She reaches behind her back to L2 on the right and T6 on the left.",
            ["reach behind back, right (IR): to L2", "reach behind back, left (IR): to T6"],
        ),
        (
            "S: Tolerates ~20 min screen (10 at eval).",
            ["screen: Tolerates ~20 min screen", "screen: 10 at eval <baseline>"],
        ),
        ("Tx: amb 350' no AD, mild antalgic. stairs recip up w/ rail", None),
        ("S: I want her to be able to drive two hours.", []),
        ("Function: PSFS 3.3 (bed mobility 2, stairs 4, walking 4).", []),
        ("S: Told him 25 throws max until next week.", []),
    ],
)
def test_values_and_what_is_none(told: Told, note: str, expected: list[str] | None) -> None:
    found = told(note, "function")
    if expected is None:
        assert [line.split(":")[0] for line in found] == ["amb", "stairs"]
    else:
        assert found == expected
