"""Range of motion, strength, pain, girth, vitals, scores and special tests, as PTs write and say them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chartside.domain.source import Source, SourceKind
from chartside.extract import facts_of

Said = Callable[..., list[str]]

NUMERIC = ("measurement", "score", "special_test")


def test_shorthand_with_earlier_values(said: Said) -> None:
    assert said("O: R knee AROM 5-105 (was 8-95), PROM flex 110, ext lacking 3. Quad 4-/5.", *NUMERIC) == [
        "right knee extension rom active -5 deg",
        "right knee flexion rom active 105 deg",
        "right knee extension rom active -8 deg (prior)",
        "right knee flexion rom active 95 deg (prior)",
        "right knee flexion rom passive 110 deg",
        "right knee extension rom passive -3 deg",
        "right knee extension strength 4-/5",
    ]


def test_a_series_of_bracketed_values_shares_its_moment(said: Said) -> None:
    assert said("- AROM L ankle: DF 6° (2° at eval), PF 44° (38°), inversion 20° (12°)", *NUMERIC) == [
        "left ankle dorsiflexion rom active 6 deg",
        "left ankle dorsiflexion rom active 2 deg (baseline)",
        "left ankle plantarflexion rom active 44 deg",
        "left ankle plantarflexion rom active 38 deg (baseline)",
        "left ankle inversion rom active 20 deg",
        "left ankle inversion rom active 12 deg (baseline)",
    ]


def test_spine_motions_take_the_side_they_name(said: Said) -> None:
    assert said("Cervical AROM flex 40, ext 28, rotation L 42, R 66, side bend L 20, R 35", *NUMERIC) == [
        "cervical flexion rom active 40 deg",
        "cervical extension rom active 28 deg",
        "left cervical rotation rom active 42 deg",
        "right cervical rotation rom active 66 deg",
        "left cervical lateral flexion rom active 20 deg",
        "right cervical lateral flexion rom active 35 deg",
    ]


def test_columns_of_a_table(said: Said) -> None:
    note = "| Motion | R | L |\n|---|---|---|\n| Hip flexion | 110 | 95 |\n| Hip abduction | 40 | 28 |\n"
    assert said(note, *NUMERIC) == [
        "right hip flexion rom 110 deg",
        "left hip flexion rom 95 deg",
        "right hip abduction rom 40 deg",
        "left hip abduction rom 28 deg",
    ]


def test_prose_before_and_after_treatment(said: Said) -> None:
    note = "Left ankle dorsiflexion was 3 degrees before and 8 degrees after. Lumbar flexion was 48 degrees."
    assert said(note, *NUMERIC) == [
        "left ankle dorsiflexion rom 3 deg before treatment",
        "left ankle dorsiflexion rom 8 deg after treatment",
        "lumbar flexion rom 48 deg",
    ]


def test_grades_named_after_their_number(said: Said) -> None:
    assert said("Strength was 3+/5 for knee flexion bilaterally and 4/5 for left ankle eversion.", *NUMERIC) == [
        "bilateral knee flexion strength 3+/5",
        "left ankle eversion strength 4/5",
    ]


DIALOGUE = """PT: Okay, right shoulder flexion one forty two. No wait, one thirty two. Abduction one twenty.
Patient: At home I can lift it to one seventy, easy.
PT: External rotation fifty five degrees, last visit it was forty five. Strength four minus out of five.
Patient: It hurts about a three.
PT: Out of ten, at its worst?
Patient: Maybe a six.
"""


def test_call_outs_are_measurements_and_the_patients_account_is_not(said: Said) -> None:
    found = said(DIALOGUE, *NUMERIC)
    assert "right shoulder flexion rom 132 deg" in found
    assert "right shoulder abduction rom 120 deg" in found
    assert "right shoulder external rotation rom 55 deg" in found
    assert "right shoulder external rotation rom 45 deg (prior)" in found
    assert not any("142" in x or "170" in x for x in found)


def test_an_answer_to_the_pain_scale_is_pain(said: Said) -> None:
    assert any("pain 6 /10" in x for x in said(DIALOGUE, *NUMERIC))


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Pain 3/10 now, 1/10 best, 8/10 worst", ["pain 3 /10 current", "pain 1 /10 best", "pain 8 /10 worst"]),
        ("Rates low back pain as 5-6/10, down from 8/10", ["lumbar pain 5-6 /10", "lumbar pain 8 /10 (prior)"]),
        ("pain one out of ten lying down, five out of ten after gardening", ["pain 1 /10 rest", "pain 5 /10 activity"]),
        ("dizziness 4/10 with head turns", []),
    ],
)
def test_pain(said: Said, note: str, expected: list[str]) -> None:
    assert said(note, *NUMERIC) == expected


def test_girth_vitals_speed_balance_grip(said: Said) -> None:
    note = (
        "Girth midpatella R 44.0 cm, L 39.5 cm\nBP 128/82, HR 78, SpO2 97%\nGait speed 0.85 m/s (eval 0.7)\n"
        "Romberg EC: 12s\nGrip R 32 lbs L 70 lbs"
    )
    assert said(note, *NUMERIC) == [
        "right girth 44 cm",
        "left girth 39.5 cm",
        "systolic vital 128 mmHg",
        "diastolic vital 82 mmHg",
        "heart rate vital 78 bpm",
        "oxygen saturation vital 97 %",
        "gait_speed 0.85 m/s",
        "gait_speed 0.7 m/s (baseline)",
        "balance 12 s Romberg EC",
        "right grip 32 lb",
        "left grip 70 lb",
    ]


def test_scores_with_baseline_and_goal(said: Said) -> None:
    note = "FGA: 19/30 (eval 16; goal 24)\nLEFS 44/80 (eval 18). SLS R 9 sec, L 24 sec. 30 sec chair stand 8. ODI 44%"
    assert said(note, *NUMERIC) == [
        "fga 19 points",
        "fga 16 points (baseline)",
        "fga 24 points (goal)",
        "lefs 44 points",
        "lefs 18 points (baseline)",
        "right sls 9 s",
        "left sls 24 s",
        "cst30 8 reps",
        "odi 44 %",
    ]


def test_special_tests(said: Said) -> None:
    note = "Lachman, anterior drawer neg R. Spurling L +, ULTT A L +\nHEAD IMPULSE: R positive, L negative"
    assert said(note, "special_test") == [
        "right Lachman negative",
        "right anterior drawer negative",
        "left Spurling's positive",
        "left ULTT A positive",
        "right head impulse positive",
        "left head impulse negative",
    ]


@pytest.mark.parametrize(
    "note",
    [
        "SLR flex 3x10, hip abduction 3 sets of 12, knee extension 30# 3x12",
        "97110 23 min heel slides, 97140 12 min",
        "DOB 3/4/1972, age 54, phone 555-1234, visit 4 of 12, seen 5-6-2026",
        "Goals: STG 1: R knee AROM 0-120 in 4 weeks",
        "P: progress knee flexion to 120 next visit",
        "tandem stance 3x20s on foam, SLS 4 x 15 s",
        "metformin 500 mg, knee replaced 12 years ago",
    ],
)
def test_doses_dates_and_goals_are_no_measurements(said: Said, note: str) -> None:
    assert said(note, *NUMERIC) == []


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_no_text_makes_extraction_raise(text: str) -> None:
    source = Source("S1", "n", SourceKind.SESSION_NOTE, text, "")
    extraction = facts_of(source)
    assert extraction.flags == ()
    for fact in extraction.facts:
        for span in fact.evidence:
            assert text[span.start : span.end] == span.quote
