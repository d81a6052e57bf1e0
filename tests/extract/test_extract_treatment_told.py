"""Treatment, minutes, function and plans in the words of many notes: prose, bullets without headings, talk, tables."""

from __future__ import annotations

import pytest

from chartside.domain.facts import (
    Assertion,
    BilledLine,
    Equipment,
    Fact,
    Function,
    Intervention,
    PlanItem,
    Social,
    TimeEntry,
)
from chartside.extract import facts_of
from chartside.ingest import receive_text


def _facts(text: str) -> list[Fact]:
    source = receive_text(text, name="note.txt").source
    assert source is not None
    return list(facts_of(source).facts)


def _treatments(text: str) -> list[Intervention]:
    return [f for f in _facts(text) if isinstance(f, Intervention)]


def _minutes(text: str) -> set[tuple[str, str | None, float | None]]:
    return {(f.what.value, f.code, f.minutes) for f in _facts(text) if isinstance(f, TimeEntry) and f.minutes}


@pytest.mark.parametrize(
    ("line", "sets", "reps", "hold"),
    [
        ("QS 10s x 10 x 2", 2, 10, 10),
        ("clams 3s x 15, 2 sets", 2, 15, 3),
        ("wall sit 30s x 3", 3, None, 30),
        ("single leg stand on pad, 5 tries of 20 seconds", 5, None, 20),
        ("ball circles, 15 each way", None, 15, None),
    ],
)
def test_a_dose_in_every_order(line: str, sets: float | None, reps: float | None, hold: float | None) -> None:
    (said,) = _treatments(f"Tx:\n{line}")
    assert (said.sets, said.reps, said.hold_seconds) == (sets, reps, hold)


def test_a_dose_behind_a_list_is_of_all_it_lists() -> None:
    listed = _treatments("Tx:\nankle pumps, LAQ, marching, hip abduction, 10 reps x 2 each")
    assert [(f.sets, f.reps) for f in listed] == [(2, 10)] * 4
    assert [f.reps for f in _treatments("Tx:\nAP, QS, GS x20 each")] == [20, 20, 20]
    assert [f.reps for f in _treatments("Tx:\nheel slides, SAQ x10 each leg")] == [None, 10], "each leg is no each"
    headed = _treatments("Ther ex (10 reps each, supine): ankle pumps, quad sets, heel slides 2x12")
    assert [(f.sets, f.reps) for f in headed] == [(None, 10), (None, 10), (2, 12)]


def test_what_is_cued_is_no_exercise() -> None:
    (walk,) = _treatments("97116 x 12 min - gait 75 ft FWW CGA, vc for step length & heel strike L")
    assert walk.cues == "vc for step length & heel strike L"
    assert walk.side is None


def test_help_for_something_belongs_to_the_exercise_before_it() -> None:
    names = [f.name for f in _treatments("TherAct 10': car transfer sim, min A for R LE")]
    assert names == ["car transfer sim"]


@pytest.mark.parametrize("line", ["Supine>sit: mod A x1, HOB 30", "Sit>supine: max A"])
def test_moving_about_is_no_treatment(line: str) -> None:
    facts = _facts(f"Bed mobility\n  {line}")
    assert not [f for f in facts if isinstance(f, Intervention)]
    assert [f.assist for f in facts if isinstance(f, Function)]


def test_exercises_under_no_heading() -> None:
    lines = ["pulleys flex 2 min", "AAROM wand flex 2x10", "sidelying ER 2x15", "bridges 3x10", "zorb roll 1x8 ea"]
    names = [f.name for f in _treatments("\n".join(f"- {line}" for line in lines))]
    assert "zorb roll" in names, "an exercise no row knows, among those that are known"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Instructed in lumbar roll use for car.", "education on lumbar roll use for car"),
        ("Pt was instructed to use ice after activity.", "education on ice after activity"),
    ],
)
def test_what_was_shown_is_teaching(text: str, name: str) -> None:
    (taught,) = _treatments(f"Interventions:\n{text}")
    assert (taught.name, taught.category) == (name, "education")


def test_exercises_shown_are_exercises() -> None:
    shown = _treatments("Interventions:\nPt instructed in quad sets and ankle pumps x 10.")
    assert {f.category for f in shown} == {"therapeutic_exercise"}
    assert not _treatments("Interventions:\nPt instructed in HEP.")


def test_tape_needs_no_dose() -> None:
    (tape,) = _treatments("O: Kinesiotape L UT, I strip.")
    assert tape.side == "left"
    assert not _treatments("O: KT tape in place from last visit.")


def test_treatment_left_out() -> None:
    assert [f.assertion for f in _treatments("Tx: bridges 2x10.\nIce was declined.")] == [
        Assertion.PRESENT,
        Assertion.ABSENT,
    ]


def test_home_exercises_told_before_where_they_are_done() -> None:
    (home,) = _treatments("PLAN\n- Press-ups at home every 2-3 hours")
    assert (home.name, home.assertion) == ("Press-ups", Assertion.PLANNED)


TALK = """Therapist: How was the drive?
Patient: Fine. How long was the bike?
Therapist: Six minutes. I also taped the kneecap medially.
Patient: When do I come back?
Therapist: Thursday, and then twice a week for three more weeks.
Patient: Okay.
Therapist: I'll do some talocrural mobs, grade four. Keep doing the chin tucks at work, every couple of hours.
Therapist: We did twenty-five minutes of exercise and ten of hands-on, thirty-five total.
"""


def test_treatment_in_talk() -> None:
    said = {f.name: f for f in _treatments(TALK)}
    assert said["bike"].minutes == 6
    assert said["taped the kneecap medially"].category == "manual_therapy"
    assert said["talocrural mobs, grade four"].assertion is Assertion.PRESENT
    assert said["chin tucks at work"].category == "home_program"
    assert _minutes(TALK) == {("code", "97110", 25), ("code", "97140", 10), ("total_treatment", None, 35)}
    plans = [(f.what.value, f.text) for f in _facts(TALK) if isinstance(f, PlanItem)]
    assert ("next_visit", "Thursday") in plans


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("MT: STM 4 min, glides gr III; 18 min", {("code", "97140", 18)}),
        ("Manual - suboccipital release x 4 min, STM L UT (15 min)", {("code", "97140", 15)}),
        ("TE 20, MT 28 = 48 min", {("code", "97110", 20), ("code", "97140", 28), ("total_treatment", None, 48)}),
        ("She had a session of 46 minutes in all.", {("total_treatment", None, 46)}),
        ("Tx: SAQ 2x10\n42 min. 210 out 252.", {("total_treatment", None, 42)}),
        ("33 min TE, 6 min MT, 39 total", {("code", "97110", 33), ("code", "97140", 6), ("total_treatment", None, 39)}),
        ("Glides for a total of twelve minutes of manual therapy.", {("code", "97140", 12)}),
        (
            "total time was forty one minutes comma exercise twenty three comma manual ten comma balance eight period",
            {("total_treatment", None, 41), ("code", "97110", 23), ("code", "97140", 10), ("code", "97112", 8)},
        ),
        ("I did scapular mobilization and passive stretching into flexion for 12 minutes.", {("code", None, 12)}),
        ("Total Treatment Time: 45 minutes  Individual: 45", {("total_treatment", None, 45)}),
    ],
)
def test_minutes_as_they_are_told(text: str, minutes: set[tuple[str, str | None, float]]) -> None:
    assert _minutes(text) == minutes


def test_clock_times_before_out() -> None:
    clocks = [(f.what.value, f.clock) for f in _facts("210 out 252.") if isinstance(f, TimeEntry)]
    assert clocks == [("start", "210"), ("end", "252")]


def test_minutes_of_codes_are_no_units() -> None:
    assert not [f for f in _facts("Minutes: 97110 - 8; 97140 - 5") if isinstance(f, BilledLine)]


@pytest.mark.parametrize(
    ("text", "assists"),
    [
        ("Functional Status:\n Transfers: CGA\n Stairs: Mod A 4 steps B rails", ["cga", "mod"]),
        ("Sit to stand                CGA           RW            from raised bed", ["cga"]),
        ("PLOF: I w/ all mobility, lived in ILF apt, meals provided", ["independent"]),
    ],
)
def test_help_by_task(text: str, assists: list[str]) -> None:
    assert [f.assist for f in _facts(text) if isinstance(f, Function)] == assists


@pytest.mark.parametrize(
    "text",
    [
        "S: Has trouble getting out of low chairs.",
        "S: Needs help with socks and shoes.",
        "S: Sister does the cooking and laundry.",
        "S: Wife helps with buttons and cutting meat.",
        "S: She is able to sit through a movie.",
        "S: Blow-drying her hair takes two rest breaks.",
    ],
)
def test_what_the_patient_can_do(text: str) -> None:
    facts = _facts(text)
    assert [f for f in facts if isinstance(f, Function)]
    assert not [f for f in facts if isinstance(f, Social)]


def test_plans_with_shortened_words() -> None:
    plans = [f for f in _facts("P: cont 2x wk nxt 3wks, then recheck ODI") if isinstance(f, PlanItem)]
    assert next((p.per_week, p.weeks) for p in plans) == (2, 3)
    assert "recheck ODI" in plans[-1].text


def test_headings_and_staff_are_no_plan_and_no_home() -> None:
    assert not [f for f in _facts("Follow-Up - Low Back    Visit 5 of 12") if isinstance(f, PlanItem)]
    facts = _facts("SNF PT TREATMENT ENCOUNTER NOTE\nRN cleared for therapy.")
    assert not [f for f in facts if isinstance(f, Social)]


def test_a_head_of_times_opens_no_part() -> None:
    note = "Time in: 1015   Time out: 1058\nPatient lives in a single-wide trailer with her sister; ramp at front door."
    assert next(f.text for f in _facts(note) if isinstance(f, Social)).startswith("lives in a single-wide trailer")


def test_equipment_to_be_got() -> None:
    owned = _facts("DME: owns FWW, shower chair, raised toilet seat. Needs grab bars in the bathroom.")
    assert [(f.text, f.assertion.value) for f in owned if isinstance(f, Equipment)] == [
        ("FWW", "present"),
        ("shower chair", "present"),
        ("raised toilet seat", "present"),
        ("Needs grab bars in the bathroom", "planned"),
    ]
