"""What is planned."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartside.domain.facts import PlanItem
from chartside.extract import facts_of
from chartside.extract.extractors.plan_items import EXTRACTOR
from chartside.extract.reading import read
from chartside.ingest import receive_text


def planned(note: str) -> list[str]:
    """Plan items of a note: kind, and how often for how many weeks or the words."""
    source = receive_text(note).source
    assert source is not None
    found = []
    for fact in facts_of(source).facts:
        if isinstance(fact, PlanItem):
            weeks = f" x {fact.weeks:g}" if fact.weeks is not None else ""
            found.append(
                f"{fact.what}: " + (f"{fact.per_week:g}{weeks}" if fact.per_week is not None else f"{fact.text}{weeks}")
            )
    return found


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2x/wk x 6 wks", "frequency: 2 x 6"),
        ("BIW x 4 weeks", "frequency: 2 x 4"),
        ("cont TIW", "frequency: 3"),
        ("two times a week for 8 weeks", "frequency: 2 x 8"),
        ("2-3x/week for 6-8 weeks", "frequency: 2 x 6"),
        ("once a week for six weeks", "frequency: 1 x 6"),
        ("2x wk x 4 more wks", "frequency: 2 x 4"),
        ("3 visits per week x 2 months", "frequency: 3 x 8"),
        ("twice weekly", "frequency: 2"),
        ("cont 2x/wk x4", "frequency: 2 x 4"),
        ("once weekly x 5", "frequency: 1 x 5"),
        ("every other week for 4 weeks", "frequency: 0.5 x 4"),
        ("q2wk", "frequency: 0.5"),
        ("QOD x 2 wks", "frequency: 3.5 x 2"),
        ("see M/W/F x 3 wks", "frequency: 3 x 3"),
        ("6 weeks at 3x/wk", "frequency: 3 x 6"),
        ("2/wk thru 5/14", "frequency: 2"),
        ("twice a week for another three weeks", "frequency: 2 x 3"),
        ("frequency 2 times/week, duration 4 weeks", "frequency: 2 x 4"),
        ("10 visits over 5 weeks", "duration: 10 visits over 5 weeks x 5"),
        ("ELOS 3 wks", "duration: ELOS 3 wks x 3"),
    ],
)
def test_frequency_notations(said: str, expected: str) -> None:
    assert planned(f"P: {said}") == [expected]


def test_two_frequencies_one_after_the_other() -> None:
    assert planned("Plan\n- BIW x 3 weeks then 1x/wk x 5 weeks") == ["frequency: 2 x 3", "frequency: 1 x 5"]


def test_home_health_orders() -> None:
    assert planned("HH PT freq: 3w2, 2w3, 1w1.") == ["frequency: 3 x 2", "frequency: 2 x 3", "frequency: 1 x 1"]


def test_frequencies_by_the_day() -> None:
    assert planned("P: daily x 5 days then reassess") == ["frequency: 5 x 1", "other: reassess"]
    assert planned("P: BID, issue walker") == ["frequency: BID", "other: issue walker"]


def test_labels_within_lines_and_lower_case_sentences() -> None:
    note = "a) pacing better. p) 1x wk for 4 wks then d/c. add rows nv. RTC Thurs"
    assert planned(note) == ["frequency: 1 x 4", "discharge: d/c", "next_visit: add rows nv", "next_visit: RTC Thurs"]


def test_plans_behind_goals_and_home_exercises() -> None:
    note = (
        "POC: BIW x 4 wks. Goals: DGI >= 20 in 4 wks; shop 20 min by d/c. Refer to ENT if nystagmus persists.\n"
        "P: HEP: clams 2x10 daily. Next visit retest grip. Pt to call if swelling returns.\n"
    )
    assert planned(note) == [
        "frequency: 2 x 4",
        "referral: Refer to ENT if nystagmus persists",
        "next_visit: Next visit retest grip",
        "other: Pt to call if swelling returns",
    ]


def test_appointments_and_referrals() -> None:
    note = "P: Ortho consult re persistent effusion. F/u w/ surgeon 12/3. Request OT eval. Cont tall kneel."
    assert planned(note) == [
        "referral: Ortho consult re persistent effusion",
        "other: F/u w/ surgeon 12/3",
        "referral: Request OT eval",
        "other: Cont tall kneel",
    ]


def test_a_wish_for_imaging_in_speech() -> None:
    note = "PT: I'd like an x-ray if the hopping gets worse.\nPatient: Okay.\nPT: See you Friday.\nPatient: Bye.\n"
    assert planned(note) == ["other: an x-ray if the hopping gets worse", "next_visit: See you Friday"]


def test_kinds_of_plan() -> None:
    note = (
        "P: cont 2x/wk; add hip hinge. Next visit: start rows. Refer to ortho for MRI. D/C to HEP in 3 visits.\n"
        "J. Adeyemi PT, DPT\n"
    )
    assert planned(note) == [
        "frequency: 2",
        "progression: add hip hinge",
        "next_visit: Next visit: start rows",
        "referral: Refer to ortho for MRI",
        "discharge: D/C to HEP in 3 visits",
    ]


def test_plan_sentences_without_a_heading() -> None:
    note = "Gait training, 10 minutes: hallway walking.\n\nNext visit add stairs. Continue two times a week.\n"
    assert planned(note) == ["next_visit: Next visit add stairs", "frequency: 2"]


def test_speech() -> None:
    note = "PT: We'll see you Thursday, and we'll stay at twice a week.\nPatient: Okay, I go to the gym 3x/week too.\n"
    assert [p.split(":")[0] for p in planned(note)] == ["next_visit", "frequency"]


@pytest.mark.parametrize(
    "note",
    [
        "S: HEP 2x/day, swims 2x/week, gym three times a week. Metoprolol 25 mg 2x/day.",
        "P:\nTotal 45', timed 35'. Bill 97110x2\nR. Osei PT",
        "Precautions: no lifting over 10 lb",
        "P: No jumping. Avoid ladders. Ther ex 30 min, manual 12 min.",
        "Goals: gym 3x/wk; HEP compliance 5x/wk",
        "Gait: t/f w/ cues, row 3 sets. Sleeps low. Next to the wall.",
        "P:\nJ. Marlow, PT\n- Shoulder girth 31 cm at rest",
    ],
)
def test_habits_charges_and_signatures_are_no_plan(note: str) -> None:
    assert planned(note) == []


@pytest.mark.parametrize(
    "said",
    ["treatment 30 min visit ", "reduction frequency ", "we can need to have to want to ", "cont. prog. ", "x 4 "],
)
def test_long_repetitions_cost_little(said: str) -> None:
    start = time.perf_counter()
    planned("P: " + said * 400 + "end")
    assert time.perf_counter() - start < 5


@given(st.text(alphabet="P: cont 2x/wk for 6 weeks, add;.\nnext visit then", max_size=160))
def test_never_raises(text: str) -> None:
    source = receive_text("P: " + text).source
    assert source is not None
    assert all(isinstance(fact, PlanItem) for fact in EXTRACTOR.extract(read(source)))


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("pln 2x wk for 3 more then d/c to gym prog. nxt: start lunges\n", ["frequency: 2 x 3", "discharge: d/c to gym prog", "next_visit: nxt: start lunges"]),
        ("Goals: STG walk 300 ft\nPOC 2x/wk x 5 wks. If no change by visit 5 refer back to ortho.\n", ["frequency: 2 x 5", "referral: If no change by visit 5 refer back to ortho"]),
        ("P: orthotist consult for new brace, ask neuro re dose\n", ["referral: orthotist consult for new brace", "other: ask neuro re dose"]),
        ("P: Family training cont. Est LOS 2 more wks, home w/ husband.\n", ["other: Family training cont", "duration: Est LOS 2 more wks x 2", "discharge: home w/ husband"]),
        ("O: knee flex 110\nNext 3/12: try foam. No impact til ortho ck 4/8.\n", ["next_visit: Next 3/12: try foam", "other: ortho ck 4/8"]),
        ("P: BID while inpt. Steps this PM if BP ok.\n", ["frequency: BID", "next_visit: Steps this PM if BP ok"]),
        ("P: 1x/wk then biweekly to 30 wks\n", ["frequency: 1", "frequency: biweekly to 30 wks"]),
        ("P: 2x/wk x 4 wks to improve balance. Lives w/ son.\n", ["frequency: 2 x 4"]),
        ("Saw a chiropractor 2x/wk x 3 wks without relief.\n", []),
        ("P: cont 2x/wk. Msg sent to Dr. Lowe re: swelling.\n", ["frequency: 2", "other: Msg sent to Dr. Lowe re: swelling"]),
    ],
)  # fmt: skip
def test_plans_in_other_orders(note: str, expected: list[str]) -> None:
    assert planned(note) == expected
