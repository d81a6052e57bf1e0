"""Whole notes on one line: each sentence is a finding, a treatment or a charge by itself."""

from __future__ import annotations

import pytest

from chartside.domain.facts import BilledLine, Diagnosis, Intervention, Measurement, PlanItem, Score, TimeEntry
from chartside.extract import facts_of
from chartside.ingest import receive_text

PARAGRAPH = (
    "AROM L knee lacking 8 to 102 (last visit lacking 12-95). TUG 14.2s (was 18.6). 30s STS 8. NuStep L3 x 8', SAQ 3x10 2#. "
    "gait training 200' SPC SBA, NMES quads 10' 50Hz. CP 10'. 97110 x2, 97116 x1. Cont 2x/wk x 4 wks."
)


def _facts(text: str) -> list[object]:
    source = receive_text(text, name="note.txt").source
    assert source is not None
    return list(facts_of(source).facts)


def test_a_paragraph_of_findings_and_treatment() -> None:
    facts = _facts(PARAGRAPH)
    values = {(f.motion, f.value, f.when.value) for f in facts if isinstance(f, Measurement)}
    assert values == {
        ("extension", -8, "current"), ("flexion", 102, "current"),
        ("extension", -12, "prior"), ("flexion", 95, "prior"),
    }  # fmt: skip
    assert {(f.instrument, f.value) for f in facts if isinstance(f, Score)} == {
        ("tug", 14.2),
        ("tug", 18.6),
        ("cst30", 8),
    }
    assert [f.name.split(" ")[0] for f in facts if isinstance(f, Intervention)] == [
        "NuStep",
        "SAQ",
        "gait",
        "NMES",
        "CP",
    ]
    assert [(f.code, f.units) for f in facts if isinstance(f, BilledLine)] == [("97110", 2), ("97116", 1)]
    assert not [f for f in facts if isinstance(f, TimeEntry)], "200' of gait are feet"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Girth 42.5 cm L vs 39 R at jt line.", [("left", 42.5), ("right", 39)]),
        ("Knee flexion 110 L vs 135 R", [("left", 110), ("right", 135)]),
        ("Girth at joint line 42.5 cm on the left compared to 39 on the right.", [("left", 42.5), ("right", 39)]),
        ("Active flexion of the left shoulder is 92 degrees.", [("left", 92)]),
        ("r knee flexion 112", [("right", 112)]),
    ],
)
def test_sides_beside_and_behind(text: str, values: list[tuple[str, float]]) -> None:
    assert [(f.side, f.value) for f in _facts(text) if isinstance(f, Measurement)] == values


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("CPT 97116-1, 97112-1, 97530-1", [("97116", 1), ("97112", 1), ("97530", 1)]),
        ("Charges: 97140 1, 97110 2", [("97140", 1), ("97110", 2)]),
        ("97140-59 x1, 97110-GP x2", [("97140", 1), ("97110", 2)]),
    ],
)
def test_units_of_charges(text: str, units: list[tuple[str, float]]) -> None:
    assert [(f.code, f.units) for f in _facts(text) if isinstance(f, BilledLine)] == units


def test_minutes_of_a_list_behind_x() -> None:
    found = [(f.code, f.minutes) for f in _facts("TE x 20, NMR x 14, MT x 8") if isinstance(f, TimeEntry)]
    assert found == [("97110", 20), ("97112", 14), ("97140", 8)]
    assert not [f for f in _facts("TE x 2, MT x 1") if isinstance(f, TimeEntry)]


def test_charges_and_clocks_are_no_plan() -> None:
    assert not [f for f in _facts("Plan: CPT 97116-1, 97112-1. in 210 out 250") if isinstance(f, PlanItem)]


def test_columns_of_earlier_days_beside_today() -> None:
    facts = _facts("| Test | IE 9/2 | 10/7 | Today |\n|---|---|---|---|\n| LEFS | 28/80 | 41/80 | 55/80 |")
    told = [(f.value, f.when.value) for f in facts if isinstance(f, Score)]
    assert told == [(28, "baseline"), (41, "prior"), (55, "current")]


def test_ratings_in_a_table_are_no_days() -> None:
    facts = _facts("MEASURE        WAS       NOW\nPain, worst    9/10      5/10\nR ER strength  3+/5      4/5")
    told = [(f.measure.value, f.value, f.when.value) for f in facts if isinstance(f, Measurement)]
    assert [t[1:] for t in told if t[0] == "pain"] == [(9, "prior"), (5, "current")]
    assert [t[2] for t in told if t[0] == "strength"] == ["prior", "current"]


@pytest.mark.parametrize(
    ("said", "values"),
    [
        (
            "Rotation. Right fifty-five... left, sixty-two. Sorry, no wait, right sixty-five.",
            [("left", 62), ("right", 65)],
        ),
        (
            "Right shoulder flexion, one forty. Left, one sixty. No, sorry, one fifty-five.",
            [("right", 140), ("left", 155)],
        ),
        ("Knee flexion, one ten on the right. No wait, that's the left.", [("left", 110)]),
    ],
)
def test_corrections_of_a_side_in_talk(said: str, values: list[tuple[str, float]]) -> None:
    talk = f"PT: How is the neck?\nPatient: Okay.\nPT: Let's look at the neck. {said}\nPatient: Good.\nPT: Fine."
    assert [(f.side, f.value) for f in _facts(talk) if isinstance(f, Measurement)] == values


@pytest.mark.parametrize(
    "text",
    [
        "Pt reports R knee pain 4/10 today.",
        "Low back pain is better this week, 3/10.",
        "Returns c/o neck pain after driving.",
    ],
)
def test_a_pain_the_patient_reports_is_no_diagnosis(text: str) -> None:
    assert "diagnosis" not in {getattr(f, "kind", None) for f in _facts(text)}


def test_a_code_before_words_that_only_tell_when() -> None:
    facts = _facts("e (G20.A1), diagnosed four years ago, referred for gait and balance. History of hypertension.")
    assert [f.icd10 for f in facts if isinstance(f, Diagnosis) and f.icd10] == ["G20.A1"]


def test_what_is_counted_is_no_time_held() -> None:
    facts = _facts(
        "Standing on foam with eyes closed 4 times 15 seconds with contact guard, two losses of balance backward."
    )
    assert not [f for f in facts if isinstance(f, Measurement)]


def test_sensation_examined_is_told_once() -> None:
    kinds = [type(f).__name__ for f in _facts("O: Strength 4/5. Sensation intact. Light touch impaired L5.")]
    assert "Symptom" not in kinds
    assert kinds.count("Measurement") >= 2
