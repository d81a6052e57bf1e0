"""Facts in words: every kind, every key that has a value."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from chartside.domain import fact_values
from chartside.domain.facts import (
    FACT_TYPES,
    Assertion,
    AssistLevel,
    BilledLine,
    Diagnosis,
    Equipment,
    Event,
    EventOf,
    Fact,
    Function,
    Goal,
    GoalStatus,
    GoalTerm,
    History,
    Intervention,
    Measure,
    Measurement,
    Medication,
    Mode,
    PlanItem,
    PlanOf,
    Precaution,
    Score,
    Side,
    Social,
    SpecialTest,
    Symptom,
    TimeEntry,
    TimeOf,
    Trend,
    When,
)
from chartside.domain.reading_words import plain_words, reading_of
from chartside.domain.source import Span

AT = (Span("S1", 0, 3, "abc"),)
R, L = Side.RIGHT, Side.LEFT
FLEXION = Measurement(
    evidence=AT, measure=Measure.ROM, joint="knee", motion="flexion", side=R, mode=Mode.ACTIVE, value=105, unit="deg"
)

SAID: list[tuple[Fact, str, str]] = [
    (FLEXION, "ROM · knee · flexion · right · active · 105 deg · now", "right knee flexion active 105 deg"),
    (
        Measurement(evidence=AT, measure=Measure.PAIN, joint="knee", value=3, value_high=4, unit="/10", context="rest"),
        "pain · knee · 3–4/10 · rest · now",
        "knee pain 3–4/10 at rest",
    ),
    (
        Measurement(
            evidence=AT, measure=Measure.STRENGTH, joint="knee", motion="extension", side=L, value=3.7, unit="/5",
            grade="4-/5", when=When.PRIOR,
        ),
        "strength · knee · extension · left · 4-/5 · before",
        "left knee extension strength 4-/5 before",
    ),
    (
        Measurement(evidence=AT, measure=Measure.VITAL, motion="systolic", value=142, unit="mmHg"),
        "vital sign · systolic · 142 mmHg · now",
        "systolic 142 mmHg",
    ),
    (
        Measurement(evidence=AT, measure=Measure.GAIT_SPEED, value=0.85, unit="m/s", context="fast"),
        "gait speed · 0.85 m/s · fast · now",
        "gait speed 0.85 m/s fast",
    ),
    (Score(evidence=AT, instrument="odi", value=46, unit="%"), "score · odi · 46% · now", "ODI 46%"),
    (
        SpecialTest(evidence=AT, name="Lachman", side=R, result=fact_values.TestResult.NEGATIVE),
        "test · Lachman · right · negative",
        "right Lachman negative",
    ),
    (
        Intervention(
            evidence=AT, name="heel slides", category="therapeutic_exercise", code="97110", minutes=10, sets=3, reps=12,
            hold_seconds=5, load="green", side=R, cues="vc for pace", assist=AssistLevel.MIN, response="tolerated well",
        ),
        "treatment · heel slides · therapeutic exercise · right · 3 x 12 · 5 s hold · green band · 10 min · 97110 · "
        "min assist · cues: vc for pace · response: tolerated well",
        "right heel slides 3 x 12, 5 s hold, green band, 10 min, min assist, vc for pace, tolerated well (97110)",
    ),
    (TimeEntry(evidence=AT, what=TimeOf.CODE, code="97140", minutes=8), "time · code · 97140 · 8 min", "97140 8 min"),
    (TimeEntry(evidence=AT, what=TimeOf.START, clock="1:02 PM"), "time · start · 1:02 PM", "start 1:02 PM"),
    (
        BilledLine(evidence=AT, code="97110", units=1, minutes=15, modifiers=("GP", "59")),
        "charge · 97110 · 1 unit · 15 min · GP 59",
        "billed 97110, 1 unit, 15 min, GP 59",
    ),
    (
        Diagnosis(evidence=AT, text="knee OA", icd10="M17.11", side=R),
        "diagnosis · knee OA · M17.11 · right",
        "right knee OA (M17.11)",
    ),
    (
        Function(
            evidence=AT, task="gait", level="limited", assist=AssistLevel.MIN, device="RW", distance=150,
            distance_unit="ft",
        ),
        "function · gait · limited · min assist · RW · 150 ft",
        "gait: limited, min assist, with RW, 150 ft",
    ),
    (
        Goal(
            evidence=AT, text="flexion", term=GoalTerm.SHORT, target_value=120, target_unit="deg", due="4 wks",
            status=GoalStatus.NOT_MET,
        ),
        "goal · short-term · flexion · target 120 deg · due 4 wks · not met",
        "short-term goal: flexion, target 120 deg, due 4 wks, not met",
    ),
    (
        PlanItem(
            evidence=AT, what=PlanOf.FREQUENCY, text="cont 2x/wk", per_week=2, weeks=4, assertion=Assertion.PLANNED
        ),
        "plan · frequency · cont 2x/wk · 2 a week · 4 weeks · planned",
        "cont 2x/wk, for 4 weeks",
    ),
    (
        Symptom(evidence=AT, text="numbness", region="foot", side=L, trend=Trend.BETTER, assertion=Assertion.ABSENT),
        "symptom · numbness · foot · left · better · absent",
        "no left numbness, better",
    ),
    (Precaution(evidence=AT, text="WBAT"), "precaution · WBAT", "WBAT"),
    (
        Event(evidence=AT, what=EventOf.SURGERY, text="R TKA", date=date(2026, 2, 3)),
        "event · surgery · R TKA · on 2026-02-03",
        "surgery: R TKA, on 2026-02-03",
    ),
    (Medication(evidence=AT, text="ibuprofen 400 mg"), "medication · ibuprofen 400 mg", "ibuprofen 400 mg"),
    (
        History(evidence=AT, text="DM2", assertion=Assertion.FAMILY),
        "history · DM2 · family",
        "family: DM2",
    ),
    (Social(evidence=AT, text="lives alone"), "social history · lives alone", "lives alone"),
    (Equipment(evidence=AT, text="cane"), "equipment · cane", "cane"),
]  # fmt: skip


@pytest.mark.parametrize(("fact", "reading", "plain"), SAID, ids=[reading for _, reading, _ in SAID])
def test_a_fact_in_words(fact: Fact, reading: str, plain: str) -> None:
    assert reading_of(fact) == reading
    assert plain_words(fact) == plain


def test_every_kind_is_worded() -> None:
    assert {fact.kind for fact, _, _ in SAID} == set(FACT_TYPES)


def test_plain_words_say_every_number_of_a_value() -> None:
    for value in (0.0, -5.0, 14.25, 115.0):
        assert f"{value:g}" in plain_words(replace(FLEXION, value=value))
