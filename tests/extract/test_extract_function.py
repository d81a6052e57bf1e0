"""Function: task, level, help, device, distance; exercises are not function."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Told = Callable[[str, str], list[str]]


def test_mobility_of_an_evaluation(told: Told) -> None:
    note = (
        "PLOF: Indep w/ all mobility w/o AD, golfed 2x/wk\n"
        "Gait: amb 120 ft w/ FWW, CGA, antalgic, decreased L stance time, step-to pattern\n"
        "Transfers: sit<>stand SBA w/ UE support; supine>sit min A for L LE\n"
        "Stairs: 4 steps w/ B rails, step-to, CGA\n"
        "Bed mobility: mod I w/ leg lifter\n"
    )
    assert told(note, "function") == [
        "Indep w/ all mobility w/o AD (independent) <prior>",
        "golfed: golfed 2x/wk <prior>",
        "amb: amb 120 ft w/ FWW, CGA, antalgic, decreased L stance time, step-to pattern (cga, FWW, 120.0, ft)",
        "sit<>stand: sit<>stand SBA w/ UE support (supervision)",
        "supine>sit: supine>sit min A for L LE (min)",
        "Stairs: 4 steps w/ B rails, step-to, CGA (cga, rail)",
        "Bed mobility: mod I w/ leg lifter (modified_independent)",
    ]


def test_daily_life_in_prose(told: Told) -> None:
    note = (
        "He is independent with all ADLs. He has a hard time putting his left sock on. He walked three miles without a "
        "limp and stands 20 minutes to cook. He can ascend stairs reciprocally but descends one step at a time. His "
        "wife now does the laundry. Not driving."
    )
    assert told(note, "function") == [
        "ADLs: independent with all ADLs (independent)",
        "sock: hard time putting his left sock on",
        "walked: walked three miles without a limp (3.0, mi)",
        "stands: stands 20 minutes to cook",
        "ascend stairs: can ascend stairs reciprocally",
        "descends: descends one step at a time",
        "laundry: His wife now does the laundry",
        "Not driving",
    ]


def test_reach_behind_the_back_by_side(told: Told) -> None:
    assert told("O: AROM R / L: flexion 120 / 165, IR to L buttock / T7", "function") == [
        "reach behind back, right (IR): to L buttock",
        "reach behind back, left (IR): to T7",
    ]
    assert told("LTG 2: IR to T10 to fasten bra", "function") == []


def test_walking_in_gait_training_is_function_drills_are_not(told: Told) -> None:
    note = (
        "97116: 15 min\n  Amb 250 ft over grass: CGA, SPC; cued for step length\n  Tandem walk 20 ft: x4 SBA\n"
        "97530: 8 min\n  Sit<>stand 18 in chair 2x10\n"
    )
    assert told(note, "function") == ["Amb: Amb 250 ft over grass: CGA, SPC (cga, SPC, 250.0, ft)"]


@pytest.mark.parametrize(
    "note",
    [
        "STG 1: Amb 300 ft w/ SPC mod I in 3 wks",
        "TE 20': sit to stand 3x10, squats 2x12, step ups 6 in 2x10",
        "Symptoms are worse with prolonged sitting and driving.",
        "Denies difficulty walking.",
        "If able to walk 400 ft next visit, add stairs.",
        "Soreness after walking the dog 2 miles.",
        "Stairs: NT",
    ],
)
def test_no_function(told: Told, note: str) -> None:
    assert told(note, "function") == []


def test_distances_in_words_and_units(told: Told) -> None:
    assert told("S: She walks half a mile to church.", "function") == [
        "walks: walks half a mile to church (0.5, mi)",
    ]
    assert told("S: Walks about 2 blocks with rollator, then has to sit.", "function") == [
        "Walks: Walks about 2 blocks with rollator (rollator, 2.0, blocks)",
    ]


def test_lists_of_transfers_bouts_and_earlier_values(told: Told) -> None:
    note = (
        "Transfers: sit<>stand Mod I, bed<>w/c min A x1, toilet CGA, tub NT\n"
        "Bed mobility: roll L mod I; sup>sit min A (mod A @ IE)\n"
        "Balance: sitting static G, dynamic F\n"
        "Gait: amb 60' RW CGA, then 40' after 2 min rest, shuffling\n"
    )
    assert told(note, "function") == [
        "sit<>stand: sit<>stand Mod I (modified_independent)",
        "bed<>w/c: bed<>w/c min A x1 (min, w/c)",
        "toilet: toilet CGA (cga)",
        "roll L: roll L mod I (modified_independent)",
        "sup>sit: sup>sit min A (min)",
        "sup>sit: mod A @ IE (mod) <baseline>",
        "sitting: sitting static G, dynamic F",
        "amb: amb 60' RW CGA (cga, RW, 60.0, ft)",
        "amb: then 40' after 2 min rest (40.0, ft)",
        "gait: shuffling",
    ]


def test_what_patients_tell_of_their_days(told: Told) -> None:
    note = (
        "S: Sleeping ok. Slept 7 hrs last night. Can sit 25 min (was 10 min at eval). Sitting tolerance 40 min, was 15. "
        "Stairs are still tough. Golf is fine. Can't open jars. Back to choir. Walked 1½ mi Sat w/o pain. "
        "lifting 8 lb currently."
    )
    assert told(note, "function") == [
        "Sleeping: Sleeping ok",
        "Slept: Slept 7 hrs last night",
        "sit: Can sit 25 min",
        "sit: was 10 min at eval <baseline>",
        "Sitting tolerance: Sitting tolerance 40 min",
        "Sitting tolerance: was 15 <prior>",
        "Stairs: Stairs are still tough",
        "Golf: Golf is fine",
        "open jars: Can't open jars",
        "choir: Back to choir",
        "Walked: Walked 1½ mi Sat w/o pain (1.5, mi)",
        "lifting: lifting 8 lb currently",
    ]


def test_reach_then_and_now_and_fingertips(told: Told) -> None:
    note = "S: IR behind back: was L glute, now T12\nO: Lumbar flex fingertips to mid shin\n"
    assert told(note, "function") == [
        "reach behind back (IR): was L glute <prior>",
        "reach behind back (IR): now T12",
        "forward bending: fingertips to mid shin",
    ]


@pytest.mark.parametrize(
    "note",
    [
        "S: I'd like to run again by fall.",
        "S: Not yet cleared for soccer.",
        "O: Practiced curb and ramp, squats, lifting technique.",
        "S: Hopes to return to gardening.",
        "Gait (97116) 15 min:\n Curb 6 in up/down min A\n 4 stairs L rail CGA\n",
        "S: No trouble with bowel or bladder.",
    ],
)
def test_wishes_treatment_and_clearance_are_no_function(told: Told, note: str) -> None:
    assert told(note, "function") == []
