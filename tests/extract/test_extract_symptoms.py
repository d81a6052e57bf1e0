"""Symptoms in patients' words and findings in clinicians', in several ways of writing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Told = Callable[[str, str], list[str]]


def test_daily_note_in_shorthand(told: Told) -> None:
    note = (
        "S: Pt c/o R shoulder pain 4/10 w/ overhead reaching, dull ache at rest. Denies N/T, HA. Sleeping better, only "
        'woke 1x last night. "It catches when I reach back."\n'
        "O: TTP R supraspinatus insertion. Mild swelling R AC jt, no erythema or warmth. UT guarding.\n"
    )
    assert told(note, "symptom") == [
        "dull ache at rest",
        "numbness/tingling [absent]",
        "HA [absent]",
        "Sleeping better (better)",
        "only woke 1x last night",
        "It catches when I reach back",
        "TTP R supraspinatus insertion (right)",
        "Mild swelling R AC jt (right)",
        "erythema [absent]",
        "warmth [absent]",
        "UT guarding",
    ]


def test_prose_evaluation(told: Told) -> None:
    note = (
        "She reports headaches three times a week. Symptoms are worse with prolonged sitting and better with heat. "
        "She denies dizziness, double vision, difficulty swallowing, or loss of consciousness. "
        "No bowel or bladder changes. On palpation there is moderate tenderness of the right upper trapezius with muscle guarding. There is no "
        "swelling or bruising. She has a history of migraines."
    )
    assert told(note, "symptom") == [
        "headaches three times a week",
        "Symptoms are worse with prolonged sitting and better with heat",
        "dizziness [absent]",
        "double vision [absent]",
        "difficulty swallowing [absent]",
        "loss of consciousness [absent]",
        "bowel or bladder changes [absent]",
        "moderate tenderness of the right upper trapezius with muscle guarding (right)",
        "swelling [absent]",
        "bruising [absent]",
    ]


def test_ratings_of_dizziness_belong_to_it_and_earlier_ones_are_prior(told: Told) -> None:
    note = "SUBJ: dizzy rest 1/10; dizzy w/ quick turns 5/10 (was 7/10); rolling in bed 2/10\n"
    assert told(note, "symptom") == [
        "dizzy rest 1/10",
        "dizzy w/ quick turns 5/10",
        "was 7/10 <prior>",
        "rolling in bed 2/10",
    ]


@pytest.mark.parametrize(
    "note",
    [
        "Pain 3/10 at rest, 6/10 with stairs.",
        "HA 3/10 by evening.",
        "Vaso 10 min to L knee for effusion.",
        "Goal: pain free stairs",
        "Educated on swelling control and pain science.",
        "97110: clamshells w/ red band 2x10, warm up bike 5 min",
        "P: hold if swelling increases",
        "Stop if dizzy or short of breath.",
        "He lives in Burns.",
    ],
)
def test_no_symptom(told: Told, note: str) -> None:
    assert [line for line in told(note, "symptom") if "[absent]" not in line] == []


def test_bullets_with_course_and_resolution(told: Told) -> None:
    note = (
        "Subjective:\n* Feeling stronger overall, only sore after last session x 1 day\n"
        "* Numbness in R thumb has resolved\nObjective:\n* Edema: moderate L ankle\n* Redness: none\n"
    )
    assert told(note, "symptom") == [
        "Feeling stronger overall (better)",
        "only sore after last session x 1 day",
        "Numbness in R thumb has resolved (right) [absent]",
        "Edema: moderate L ankle (left)",
        "Redness [absent]",
    ]


def test_what_aggravates_and_eases_under_its_label(told: Told) -> None:
    note = "Aggravating factors: stairs, sitting > 20 min\nEasing factors: ice, elevation\n"
    assert told(note, "symptom") == [
        "Aggravating factors: stairs, sitting > 20 min",
        "Easing factors: ice, elevation (better)",
    ]


def test_the_same_thing_said_twice_is_one_fact(told: Told) -> None:
    note = "S: Knee feels stiff in the morning. Stiff in the morning.\nA: Stiffness limits stairs."
    assert told(note, "symptom") == ["Knee feels stiff in the morning"]


def test_abbreviations_count_only_in_capitals(told: Told) -> None:
    assert told("He has a dog and does yard work.", "symptom") == []
    assert told("S: DOE on stairs.", "symptom") == ["DOE on stairs"]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Denies calf px, fever/chills.", ["calf px [absent]", "fever/chills [absent]"]),
        ("S: ∅ N/T into hand.", ["numbness/tingling into hand [absent]"]),
        ("Denies dropping things, rash or trouble with buttons.", None),
        ("S: Denies numbness, tingling, or weakness but has swelling at the ankle.", None),
        ("S: Nausea resolved. Night cramps gone.", ["Nausea [absent]", "Night cramps [absent]"]),
        ("S: lightheaded on standing, resolved in 2 min", ["lightheaded on standing, resolved in 2 min (better)"]),
        (
            "S: no dizziness / diplopia / drop attacks",
            ["dizziness [absent]", "diplopia [absent]", "drop attacks [absent]"],
        ),
        ("O: effusion zero.", ["effusion [absent]"]),
    ],
)
def test_what_is_denied_or_over(told: Told, note: str, expected: list[str] | None) -> None:
    lines = told(note, "symptom")
    if expected is not None:
        assert lines == expected
    else:
        assert sum("[absent]" in line for line in lines) == 3


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("O: Incision well healed, mild warmth.", ["Incision well healed", "mild warmth"]),
        ("O: C4-5 hypomobile L, gait antalgic.", ["C4-5 hypomobile L (left)", "gait antalgic"]),
        ("Obj:\n- TTP R glute med, piriformis, ischial tub\n", ["TTP R glute med (right)", "TTP piriformis"]),
        ("O: Dressing c/d/i. Lumbar AROM WNL.", ["Dressing c/d/i", "Lumbar AROM WNL"]),
        ("O: Wound R heel 2.1 x 1.4 x 0.3 cm, slough 10%.", ["Wound R heel 2.1 x 1.4 x 0.3 cm (right)", "slough 10%"]),
        ("A: Quad inhibition remains the main barrier.", ["Quad inhibition remains the main barrier"]),
    ],
)
def test_findings_of_an_examination(told: Told, note: str, expected: list[str]) -> None:
    assert told(note, "symptom")[: len(expected)] == expected


def test_ticked_lists_and_questions_of_a_form(told: Told) -> None:
    note = (
        "Check all that apply:  [x] numbness   [ ] dizziness   [x] night sweats\n"
        "What makes it worse?  standing more than ten min, raking\n"
    )
    assert told(note, "symptom") == [
        "numbness",
        "dizziness [absent]",
        "night sweats",
        "worse with standing more than ten min, raking",
    ]


@pytest.mark.parametrize(
    "note",
    [
        "O: bike full rev x 5 min",
        "Key pinch R 14 lb",
        "Cues to prevent upper trap substitution",
        "AM-PAC 6 clicks 18/24",
    ],
)
def test_no_finding(told: Told, note: str) -> None:
    assert told(note, "symptom") == []


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ('S: hip "stiff as a gate" on rising, eases by noon', ['hip "stiff as a gate" on rising, eases by noon']),
        (
            'S: walking in crowds feels "floaty and woozy" by evening',
            ['walking in crowds feels "floaty and woozy" by evening'],
        ),
        ("Tingling: L small finger, intermittent", ["Tingling: L small finger, intermittent (left)"]),
        ("o: ttp lat epicondyle r but less", ["ttp lat epicondyle r but less (right, better)"]),
        ("O: Jt line TTP lat L, min.", ["Jt line TTP lat L (left)"]),
        ("O: flex 50 w/ pain, SB R 20 P!", ["flex 50 w/ pain", "SB R 20 P"]),
        ("A: Limited by SOB, fatigue, grip weakness.", ["Limited by SOB, fatigue, grip weakness"]),
        ("Tx: gait 8 min. Sx up to 5, back to baseline in 4 min.", ["Sx up to 5, back to baseline in 4 min"]),
        ("S: No calf pain or heat.", ["calf pain or heat [absent]"]),
        ("Catching or giving way? no", ["Catching or giving way [absent]"]),
        ("Chills, night sweats? none", ["Chills [absent]", "night sweats [absent]"]),
        ("A: PFPS improving. Improving overall.", ["PFPS improving (better)", "Improving overall (better)"]),
        ("HX: migraines, vertigo", []),
        ("S: HA 3, DHI 40", []),
    ],
)
def test_wordings_of_symptoms_and_their_course(told: Told, note: str, expected: list[str]) -> None:
    assert told(note, "symptom") == expected


def test_findings_behind_their_label(told: Told) -> None:
    note = "O: Palp: mod tenderness R PSIS. Skin: intact. Patellar mobility: restricted."
    assert told(note, "symptom") == ["mod tenderness R PSIS (right)", "Skin: intact", "Patellar mobility: restricted"]
