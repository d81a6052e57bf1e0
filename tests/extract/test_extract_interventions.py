"""Exercises, techniques, modalities and home exercises with their dose."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartside.domain.facts import Assertion, Intervention
from chartside.extract import facts_of
from chartside.extract.extractors.interventions import EXTRACTOR
from chartside.extract.reading import read
from chartside.ingest import receive_text


def line(fact: Intervention) -> str:
    """Name, dose and help of an intervention as one line."""
    dose = {"s": fact.sets, "r": fact.reps, "hold": fact.hold_seconds, "min": fact.minutes}
    said = [f"{value:g}{key}" for key, value in dose.items() if value is not None]
    load = f"{fact.load:g}" if isinstance(fact.load, float) else fact.load
    said += [str(x) for x in (f"{load} {fact.load_unit or ''}".strip() if load else None, fact.side, fact.assist) if x]
    if fact.assertion is not Assertion.PRESENT:
        said.append(f"[{fact.assertion}]")
    return " ".join([f"{fact.name}:", *said]).rstrip(":")


def treated(note: str) -> list[str]:
    """Interventions of a note."""
    source = receive_text(note).source
    assert source is not None
    found = [fact for fact in facts_of(source).facts if isinstance(fact, Intervention)]
    for fact in found:
        span = fact.evidence[0]
        assert source.text[span.start : span.end] == span.quote
    return [line(fact) for fact in found]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("LAQ 3x12 5#", "LAQ: 3s 12r 5 lb"),
        ("clams 2 sets of 15 with red band", "clams: 2s 15r red"),
        ("heel raise x20", "heel raise: 20r"),
        ("wall sit 3x45s", "wall sit: 3s 45hold"),
        ("chin tucks 10x5 sec", "chin tucks: 10r 5hold"),
        ('scap squeeze 2x10x5"', "scap squeeze: 2s 10r 5hold"),
        ("leg press 3x10@80#", "leg press: 3s 10r 80 lb"),
        ("goblet squat 3 x 8 12 kg", "goblet squat: 3s 8r 12 kg"),
        ("TKE green TB 2x15", "TKE: 2s 15r green"),
        ("R SLR 3x8 2 lb", "SLR: 3s 8r 2 lb right"),
        ("calf raise B 2x15", "calf raise: 2s 15r bilateral"),
        ("SLR 3x8 min A", "SLR: 3s 8r min"),
        ("bike lvl 3 6'", "bike lvl 3: 6min"),
        ("doorway stretch 30s x3", "doorway stretch: 3r 30hold"),
        ("rows three sets of twelve", "rows: 3s 12r"),
    ],
)
def test_dosage_notations(item: str, expected: str) -> None:
    assert treated(f"97110 20': {item}") == [expected]


def test_items_of_a_block_in_shorthand() -> None:
    note = (
        "TE 24': nustep L4 6 min, prone hang 3 min, HS curl SL 2x8 15#, DL 3x10 30#\n"
        "MT 10': pat mobs gr II, STM lat quad. Flexion 88 to 95\n"
    )
    assert treated(note) == [
        "nustep L4: 6min",
        "prone hang: 3min",
        "HS curl SL: 2s 8r 15 lb",
        "HS curl DL: 3s 10r 30 lb",
        "patellar mobs grade II",
        "STM lat quad",
    ]


def test_items_under_a_heading_with_bullets() -> None:
    note = (
        "Neuromuscular Re-education (97112) - 15 minutes\n"
        "- BOSU squat 2x10 with CGA\n"
        "- Y balance reaches x 8 each direction, verbal cues for knee alignment\n"
        "\n"
        "Assessment: Tolerated well.\n"
    )
    assert treated(note) == ["BOSU squat: 2s 10r cga", "Y balance reaches: 8r"]


def test_prose_with_the_dose_first() -> None:
    note = "Treatment: Patient performed 3 sets of 12 standing rows with green theraband and 2 sets of 15 step ups.\n"
    assert treated(note) == ["standing rows: 3s 12r green", "step ups: 2s 15r"]


def test_a_dose_said_of_two_exercises() -> None:
    note = "Neuromuscular re-education, 9 minutes: rocker board and foam stance, 5 times 10 seconds, minimal assist.\n"
    assert treated(note) == ["rocker board: 5r 10hold min", "foam stance: 5r 10hold min"]


def test_speech_of_the_clinician() -> None:
    note = (
        "PT: Let's do the clamshells, fifteen each side, two sets, with the red band.\n"
        "Patient: I did ten bridges at home.\n"
        "PT: Planks next, thirty seconds times three. For home, do the clamshells every day, two sets of fifteen.\n"
    )
    assert treated(note) == [
        "clamshells: 2s 15r red bilateral",
        "Planks: 3s 30hold",
        "clamshells: 2s 15r [planned]",
    ]


def test_a_table() -> None:
    note = (
        "| Exercise | Sets | Reps | Resistance |\n|---|---|---|---|\n"
        "| Leg press | 3 | 10 | 80 lb |\n| Wall sit | 3 | 30 sec | |\n"
    )
    assert treated(note) == ["Leg press: 3s 10r 80 lb", "Wall sit: 3s 30hold"]


def test_home_exercises_are_planned_and_held_ones_absent() -> None:
    note = "97110 12': Epley: not indicated, bridge 3x10\nHEP: wall slides 2x10 2x/day; pec stretch 3x30 sec daily\n"
    assert treated(note) == [
        "Epley: [absent]",
        "bridge: 3s 10r",
        "wall slides: 2s 10r [planned]",
        "pec stretch: 3s 30hold [planned]",
    ]


def test_modalities_outside_blocks_and_education() -> None:
    note = "O:\n- Moist heat to neck 10 min, skin intact\n- Pt educated on desk set-up and breaks.\n"
    assert treated(note) == ["Moist heat to neck: 10min", "education on desk set-up and breaks"]


@pytest.mark.parametrize(
    "note",
    [
        "S: Ice 15 min helped. Bikes 30 min 3x/week. Took ibuprofen 600 mg TID.",
        "O: Bridge w/o lag x 12. SLS R 20 sec. Five times sit to stand was 14.8 seconds.",
        "P: add lunges 3x10 next visit",
        "STG 1: perform 20 bridges without pain",
        "Bill 97110x1 97140x1\nJ. Adeyemi PT, DPT",
    ],
)
def test_findings_reports_plans_and_goals_are_no_treatment(note: str) -> None:
    assert treated(note) == []


@pytest.mark.parametrize("unit", ["TE 23' ", "97110:", "bridge 3x10, ", "TE ", "- squat 2x8\n", "squat + ", "| a | 3 "])
def test_hostile_length_stays_linear(unit: str) -> None:
    source = receive_text("Treatment:\n" + unit * (200_000 // len(unit))).source
    assert source is not None
    reading = read(source)
    begin = time.process_time()
    list(EXTRACTOR.extract(reading))
    assert time.process_time() - begin < 6


@given(st.text(alphabet="TE 97110:'-,.;()x3 squat bridge HEP\n|and", max_size=200))
def test_never_raises(text: str) -> None:
    source = receive_text("Treatment: " + text).source
    assert source is not None
    for fact in EXTRACTOR.extract(read(source)):
        assert isinstance(fact, Intervention)
        assert fact.name


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("SLR 10x3", "SLR: 3s 10r"),
        ("SLR 2/12", "SLR: 2s 12r"),
        ("bridge 10 reps x 3", "bridge: 3s 10r"),
        ("clamshell x10 x2", "clamshell: 2s 10r"),
        ('quad sets x10 6" hold', "quad sets: 10r 6hold"),
        ('step up 8" 2x10', 'step up 8": 2s 10r'),
        ("LAQ 4# AW 2x12", "LAQ: 2s 12r 4 lb"),
        ("rows YTB/RTB 3x12", "rows: 3s 12r yellow"),
        ("side steps blk TB 2x15", "side steps: 2s 15r black"),
        ("UBE 4 min fwd / 4 min back", "UBE fwd / back: 8min"),
        ("farmers carry 20 lb 3x50 ft", "farmers carry: 3s 20 lb"),
        ("pelvic floor contraction 5 sec on/10 off x 8", "pelvic floor contraction: 8r 5hold"),
        ("NuStep lvl 4 x 9 min", "NuStep lvl 4: 9min"),
        ("side plank 3×25″ B", "side plank: 3s 25hold bilateral"),
    ],
)
def test_more_dosage_notations(item: str, expected: str) -> None:
    assert treated(f"Tx: {item}") == [expected]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Rx today\n- wobble gizmo 2x10\n- rope climb x5", ["wobble gizmo: 2s 10r", "rope climb: 5r"]),
        (
            "Treatment consisted of prone press ups with overpressure, 2 sets of 12.",
            ["prone press ups with overpressure: 2s 12r"],
        ),
        (
            "Tx: leg press B 70# 3x12 then L only 40# 2x8",
            ["leg press: 3s 12r 70 lb bilateral", "leg press: 2s 8r 40 lb left"],
        ),
        ("Ther ex supine, L: AP x25, QS x12 5 sec hold", ["AP: 25r", "QS: 12r 5hold"]),
        ("Plan: Pt will do heel raises 2x15 daily and return Friday.", ["heel raises: 2s 15r [planned]"]),
        ("Edu: pace the stairs with rests; call if swelling worsens", ["education: pace the stairs with rests"]),
        ("O: Amb 200 ft with SPC, cont 2x/wk x4.", []),
        ("P: cont 2x/wk x 4 wks. amb outdoors next visit.", []),
        ("Plan: Continue PT 2x/week for therapeutic exercise and manual therapy. Add lunges.", []),
        ("Gait: 45 ft with RW, step-to, antalgic", []),
    ],
)
def test_lists_headings_and_what_is_no_treatment(note: str, expected: list[str]) -> None:
    assert treated(note) == expected


def test_table_without_a_heading_over_its_names() -> None:
    note = "Ther ex today:\n\tsets x reps\tload\nhamstring bridge\t3x9\t6#\nwall clock\t2x10\tred TB"
    assert treated(note) == ["hamstring bridge: 3s 9r 6 lb", "wall clock: 2s 10r red"]
