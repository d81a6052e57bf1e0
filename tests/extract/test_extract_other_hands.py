"""Ways of writing and telling from notes of other hands: neutral-zero, grades first, weeks as headings, interviews."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Said = Callable[..., list[str]]
Told = Callable[[str, str], list[str]]

INTERVIEW = """\
Doctor: What can I do for you?
Patient: My left hip hurts when I walk.
{}
Patient: Okay.
Doctor: Good, thank you for coming.
"""


@pytest.mark.parametrize(
    ("written", "extension", "flexion"),
    [("0-0-142", "0", "142"), ("0-10-120", "-10", "120"), ("5-0-130", "5", "130"), ("130-0-5", "5", "130")],
)
def test_neutral_zero_ranges(said: Said, written: str, extension: str, flexion: str) -> None:
    assert said(f"O: R knee AROM {written}", "measurement") == [
        f"right knee extension rom active {extension} deg",
        f"right knee flexion rom active {flexion} deg",
    ]


def test_neutral_zero_of_a_ball_joint_is_left_to_the_reader(said: Said) -> None:
    assert said("O: PROM R shoulder flex/ext 160-0-40", "measurement") == []


def test_reflexes_graded_before_their_place(said: Said) -> None:
    assert said("O: DTRs 3+ R patellar, 2+ L patellar", "measurement") == [
        "right knee reflex 3+",
        "left knee reflex 2+",
    ]


def test_a_goal_beside_its_value(said: Said) -> None:
    assert said("O: R knee flex 112, goal 120", "measurement") == [
        "right knee flexion rom 112 deg",
        "right knee flexion rom 120 deg (goal)",
    ]


def test_labels_of_pain_ratings(said: Said) -> None:
    expected = ["pain 3 /10 current", "pain 1 /10 best", "pain 6 /10 worst"]
    assert said("S: Pain - Current: 3  Best: 1  Worst: 6", "measurement") == expected
    assert said("S: Pain: current 3 best 1 worst 6", "measurement") == expected


def test_sides_at_a_bar_between_two_values(said: Said) -> None:
    assert said("O: R ankle DF -2, wb lunge 4cm L/11 R", "measurement", "score") == [
        "right ankle dorsiflexion rom -2 deg",
        "left wblt 4 cm",
        "right wblt 11 cm",
    ]
    assert said("O: SLS R 9s/L 24s", "score") == ["right sls 9 s", "left sls 24 s"]


def test_weeks_as_headings_of_a_table(said: Said) -> None:
    note = "AROM\nMotion      L @ 4 wk   L today   R\nWrist ext   18         46        70\nPro         55         78        85\n"
    assert said(note, "measurement") == [
        "left wrist extension rom active 18 deg (prior)",
        "left wrist extension rom active 46 deg",
        "right wrist extension rom active 70 deg",
        "left forearm pronation rom active 55 deg (prior)",
        "left forearm pronation rom active 78 deg",
        "right forearm pronation rom active 85 deg",
    ]


def test_earlier_values_of_both_sides(said: Said) -> None:
    note = "O: Ankle dorsiflexion was 8 degrees on the right and 5 degrees on the left, previously 2 and 0."
    assert said(note, "measurement") == [
        "right ankle dorsiflexion rom 8 deg",
        "left ankle dorsiflexion rom 5 deg",
        "right ankle dorsiflexion rom 2 deg (prior)",
        "left ankle dorsiflexion rom 0 deg (prior)",
    ]


def test_one_grade_of_two_joints(said: Said) -> None:
    assert sorted(said("O: Strength 4-/5 in both hips and knees.", "measurement")) == [
        "bilateral hip strength 4-/5",
        "bilateral knee strength 4-/5",
    ]


def test_a_joint_only_screened_names_no_later_value(said: Said) -> None:
    note = "R shoulder pain\nO:\nCervical screen: negative\nAROM      Right   Left\nFlexion   132     168\n"
    assert said(note, "measurement") == [
        "right shoulder flexion rom active 132 deg",
        "left shoulder flexion rom active 168 deg",
    ]


def test_girth_told_as_swelling(said: Said, told: Told) -> None:
    note = "O: Swelling thigh 52 cm R vs 49.5 L, 10 cm above patella."
    assert said(note, "measurement") == ["right thigh girth 52 cm", "left thigh girth 49.5 cm"]
    assert told(note, "symptom") == []


def test_an_operation_without_a_label_is_what_happened(said: Said) -> None:
    assert said("6/3 visit 9 r tka 4/28\nO: arom 4-108", "diagnosis", "event") == ["event visit 9", "event r tka 4/28"]
    assert said("Dx: s/p R TKA 4/28/26", "diagnosis") == ["diagnosis s/p R TKA"]


def test_an_old_operation_is_history(said: Said) -> None:
    note = "Seen at home after pneumonia. She had a right hip replacement in 2015."
    assert said(note, "diagnosis", "event") == []
    assert len(said(note, "history")) == 1


def test_pain_since_a_month_is_an_onset(said: Said) -> None:
    note = "S: Line cook with R shoulder pain since mid November 2025 after painting a ceiling."
    assert said(note, "event") == ["event R shoulder pain since mid November 2025 after painting a ceiling"]


def test_negation_reaches_the_whole_list(told: Told) -> None:
    assert told("O: I do not see any bruising or redness.", "symptom") == ["bruising [absent]", "redness [absent]"]
    assert told("S: She did not have any swelling or warmth.", "symptom") == ["swelling [absent]", "warmth [absent]"]


def test_discharge_home_is_no_drainage(told: Told) -> None:
    assert told("S: Reports no falls since discharge.", "symptom") == []


def test_swelling_that_went_down_is_still_told(told: Told) -> None:
    talk = INTERVIEW.format("Doctor: And how is it now?\nPatient: The swelling's gone down a lot.")
    assert not [line for line in told(talk, "symptom") if "swelling" in line and "absent" in line]


def test_less_motion_is_no_improvement(told: Told) -> None:
    assert told("O: reduced internal rotation R hip", "symptom") == ["reduced internal rotation R hip (right)"]


@pytest.mark.parametrize(
    ("asked", "answers"),
    [
        ("Anything that makes it worse?\nPatient: Getting out of the car. And putting on my socks.",
         ["worse with Getting out of the car", "worse with putting on my socks"]),
        ("And what helps?\nPatient: Sitting down for a bit.", ["better with Sitting down for a bit"]),
        ("Does anything make it better?\nPatient: Not anything that I have tried.", ["nothing makes it better"]),
        ("What makes it worse?\nPatient: I don't know.", []),
    ],
)  # fmt: skip
def test_what_changes_a_symptom(said: Said, asked: str, answers: list[str]) -> None:
    found = said(INTERVIEW.format(f"Doctor: {asked}"), "symptom")
    assert [line.removeprefix("symptom ") for line in found][1:] == answers


def test_pain_in_an_examination_that_is_asked_for(told: Told) -> None:
    talk = INTERVIEW.format("Doctor: Does it hurt when I bend your knee?\nPatient: Ow, yes, right there.")
    assert any(line.startswith("hurt when I bend your knee") for line in told(talk, "symptom"))


def test_ratings_of_an_occasion(said: Said) -> None:
    talk = INTERVIEW.format(
        "Doctor: How bad would you say, out of ten?\n"
        "Patient: On a good day a three. When I've been on my feet all day, seven."
    )
    assert [line.split()[1] for line in said(talk, "measurement")] == ["3", "7"]


def test_history_in_talk(said: Said) -> None:
    talk = INTERVIEW.format(
        "Doctor: Any allergies to medications?\nPatient: Penicillin gives me a rash.\n"
        "Doctor: Anybody in your family with arthritis?\nPatient: My mother had both her hips replaced.\n"
        "Doctor: Have you had any falls?\nPatient: No."
    )
    assert said(talk, "history", "medication", "event") == [
        "history allergy: Penicillin gives me a rash",
        "history My mother had both her hips replaced [family]",
        "event falls [absent]",
    ]


def test_precautions_told_in_one_list(said: Said) -> None:
    note = "WBAT. Post hip prec x 12 wk: no flex >90, no add past midline, no IR."
    assert said(note, "precaution") == [
        "precaution WBAT",
        "precaution Post hip prec x 12 wk: no flex >90, no add past midline, no IR",
    ]


def test_what_follows_a_diagnosis_at_the_top_is_told(told: Told) -> None:
    note = "Daily note\nDx: R hip fx s/p hemiarthroplasty\nC/o stiffness in the morning.\n"
    assert told(note, "symptom") == ["stiffness in the morning"]
