"""What a sentence may and may not say: changes, goals, denials, stances, the therapist's own words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from chartside.documents.phrasing import in_a_row, sentence, tidied
from chartside.domain.documents import Basis
from chartside.domain.facts import FACT_TYPES

if TYPE_CHECKING:
    from tests.golden.conftest import Visit

DAY = date(2026, 5, 6)


def score(instrument: str, value: float, unit: str = "points", **more: Any) -> dict[str, Any]:
    return {"kind": "score", "instrument": instrument, "value": value, "unit": unit, **more}


def pain(value: float, context: str | None = None, **more: Any) -> dict[str, Any]:
    return {"kind": "measurement", "measure": "pain", "value": value, "unit": "/10", "context": context, **more}


def goal(text: str, **more: Any) -> dict[str, Any]:
    return {"kind": "goal", "term": "long", "text": text, **more}


def test_a_change_below_its_detectable_change_is_no_improvement(visit: type[Visit]) -> None:
    said = visit(DAY, "Low back pain").note(
        "Oswestry 40% (was 46%)",
        {"Oswestry 40%": score("odi", 40, "%"), "was 46%": score("odi", 46, "%", when="prior")},
    )
    text = said.read()
    assert "−6%, below MDC" in text
    assert "improved" not in text.lower()


def test_a_decline_is_said_as_plainly_as_a_gain(visit: type[Visit]) -> None:
    case = visit(DAY, "Low back pain").note(
        "Oswestry 62% (was 40%)",
        {"Oswestry 62%": score("odi", 62, "%"), "was 40%": score("odi", 40, "%", when="prior")},
    )
    assert "Worse: ODI +22%." in case.read()


def test_pain_in_one_activity_is_not_subtracted_from_pain_in_another(visit: type[Visit]) -> None:
    case = visit(DAY, "R knee pain")
    case.note("Pain 6/10 running", {"Pain 6/10 running": pain(6, "activity")}, day=date(2026, 4, 29))
    case.note("Pain 2/10 after stairs", {"Pain 2/10 after stairs": pain(2, "activity")})
    assert "Pain 2/10 after stairs.\n" in case.read()


def test_the_earlier_value_is_the_newest_of_the_same_context(visit: type[Visit]) -> None:
    case = visit(DAY, "R knee pain")
    case.note("Pain 7/10 worst", {"Pain 7/10 worst": pain(7, "worst")}, day=date(2026, 4, 20))
    case.note(
        "Pain 5/10 worst, 2/10 now", {"Pain 5/10 worst": pain(5, "worst"), "2/10 now": pain(2)}, day=date(2026, 4, 29)
    )
    case.note("Pain 4/10 worst", {"Pain 4/10 worst": pain(4, "worst")})
    assert "4/10 at worst (was 5/10 on 04/29/26; −1, below MDC 2)" in case.read()


def test_a_goal_is_met_only_where_a_source_says_so(visit: type[Visit]) -> None:
    wanted = goal("TUG 12 s or less to cross the street", target_value=12, target_unit="s", due="6 wks")
    case = visit(DAY, "Falls").note(
        "LTG: TUG 12 s or less to cross the street, 6 wks. TUG 14",
        {"TUG 12 s or less to cross the street": wanted, "TUG 14": score("tug", 14, "s")},
        day=date(2026, 4, 1),
    )
    reached = case.note("TUG 11.2", {"TUG 11.2": score("tug", 11.2, "s")}).read()
    assert "14 s → 11.2 s | 6 wks | Target value reached, PT to confirm" in reached
    assert "Met" not in reached

    said = case.note("LTG TUG 12 s met", {"LTG TUG 12 s met": goal("TUG 12 s", target_value=12, status="met")}).read()
    assert "14 s → 11.2 s | 6 wks | Met (stated); change below MDC 3.5" in said


def test_goals_beside_one_another_are_not_mixed_up(visit: type[Visit]) -> None:
    case = visit(DAY, "R shoulder").note(
        "LTG 1: flexion AROM 120 deg\nLTG 2: flexion AROM 150 deg",
        {
            "flexion AROM 120 deg": goal("flexion AROM 120 deg", target_value=120, target_unit="deg"),
            "flexion AROM 150 deg": goal("flexion AROM 150 deg", target_value=150, target_unit="deg"),
        },
        day=date(2026, 4, 1),
    )
    case.note("LTG 1 met", {"LTG 1 met": goal("LTG 1", status="met")})
    text = case.read()
    assert "LTG: flexion AROM 120° | – | – | Met (stated)" in text
    assert "LTG: flexion AROM 150° | – | – | –" in text


def test_denials_stand_in_one_sentence_and_observations_apart(visit: type[Visit]) -> None:
    case = visit(DAY, "").note(
        "S: Denies numbness/tingling, fever.\nO: No swelling at the joint line.",
        {
            "numbness/tingling": {"kind": "symptom", "text": "numbness/tingling", "assertion": "absent"},
            "fever": {"kind": "symptom", "text": "fever", "assertion": "absent"},
            "swelling": {"kind": "symptom", "text": "swelling", "assertion": "absent"},
        },
    )
    text = case.read()
    assert "Denies numbness, tingling and fever." in text
    assert text.index("OBJECTIVE") < text.index("No swelling at the joint line.")


@pytest.mark.parametrize(
    ("assertion", "words", "told"),
    [
        ("possible", "meniscal tear", "Possible: meniscal tear."),
        ("historical", "gout left foot", "History: gout left foot."),
        ("family", "diabetes", "Family history: diabetes."),
        ("planned", "aquatic program", "Plan: aquatic program."),
    ],
)
def test_what_is_not_present_says_so(visit: type[Visit], assertion: str, words: str, told: str) -> None:
    case = visit(DAY, "").note(words, {words: {"kind": "history", "text": words, "assertion": assertion}})
    assert told in case.read()


def test_nothing_a_therapist_wrote_is_lost_and_nothing_else_is_kept(visit: type[Visit]) -> None:
    note = (
        "Daily note 05/06/2026 - Visit 4\nS: Slept through. Wants to garden again.\n"
        "O: Scar mobile, no adhesions felt.\n"
        "97110 x2, 97140 x1\nA: Guarding eases once she watches the movement in a mirror.\n"
        "P: Ask surgeon about the brace.\nTotal time 40 min\nP. Lindgren, PT, DPT\n"
    )
    assert visit(DAY, "").note(note, {}).read().splitlines() == [
        "SUBJECTIVE",
        "Slept through.",
        "Wants to garden again.",
        "OBJECTIVE",
        "Scar mobile, no adhesions felt.",
        "ASSESSMENT",
        "Guarding eases once she watches the movement in a mirror.",
        "PLAN",
        "Ask surgeon about the brace.",
    ]


def test_the_patients_words_are_quoted_as_said(visit: type[Visit]) -> None:
    case = visit(DAY, "").note(
        'S: "I can kneel in church again"', {"I can kneel in church again": {"kind": "function", "task": "kneeling"}}
    )
    statement = next(case.drafted().statements())
    assert statement.text == "Reports “I can kneel in church again.”"
    assert statement.basis is Basis.QUOTED


def test_pressures_are_joined_and_told_apart(visit: type[Visit]) -> None:
    def pressure(high: float, low: float) -> list[dict[str, Any]]:
        of = {"kind": "measurement", "measure": "vital", "unit": "mmHg"}
        return [{**of, "motion": "systolic", "value": high}, {**of, "motion": "diastolic", "value": low}]

    case = visit(DAY, "").note(
        "O: BP supine 128/80, standing 112/70",
        {"supine 128/80": pressure(128, 80), "standing 112/70": pressure(112, 70)},
    )
    text = case.read()
    assert "BP, supine | – | 128/80 mmHg | –" in text
    assert "BP, standing | – | 112/70 mmHg | –" in text


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("leg press 3x10 40#", "leg press 3 × 10 40 lb"),
        ("step 6\" 2x8, bike 5'", 'step 6" 2 × 8, bike 5 min'),
        ("flex 95 degrees", "flex 95°"),
        ('says "all over the place" today', "says “all over the place” today"),
        ("pain better comma sleeps well period", "pain better, sleeps well."),
        ("  - STG >= 30 sec", "STG ≥ 30 s"),
    ],
)
def test_typography(written: str, printed: str) -> None:
    assert tidied(written) == printed


def test_lists_and_sentences() -> None:
    assert in_a_row(["one", "two", "two", "three"]) == "one, two and three"
    assert in_a_row([]) == ""
    assert sentence("said “so”") == "Said “so.”"
    assert sentence("  ") == ""


def test_every_kind_of_fact_said_today_is_told_or_belongs_to_the_heading(visit: type[Visit]) -> None:
    words = {
        "medication": "takes naproxen", "history": "type 2 diabetes", "social": "works as a baker",
        "equipment": "uses a lace-up brace", "precaution": "weight bearing as tolerated", "diagnosis": "ankle sprain",
    }  # fmt: skip
    assert set(words) <= set(FACT_TYPES)
    note = "\n".join(words.values())
    text = visit(DAY, "").note(note, {said: {"kind": kind, "text": said} for kind, said in words.items()}).read()
    for said in words.values():
        assert said in text.lower()
