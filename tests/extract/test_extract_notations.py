"""Values in the notations of many hands: tables, positions, arrows, brackets, sides behind, first and last, slips."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Said = Callable[..., list[str]]
NUMERIC = ("measurement", "score")


def _cases() -> list[tuple[str, list[str]]]:
    return [
        (
            "L shld PROM: flex 138, scap 126, ER @ 0 abd 44, ER at 90/90 58, HADD 28",
            [
                "left shoulder flexion rom passive 138 deg",
                "left shoulder scaption rom passive 126 deg",
                "left shoulder external rotation rom passive 44 deg",
                "left shoulder external rotation rom passive 58 deg",
                "left shoulder horizontal adduction rom passive 28 deg",
            ],
        ),
        (
            "Ankle DF knee ext 4, knee flexed 11; PF 42",
            ["ankle dorsiflexion rom 4 deg", "ankle dorsiflexion rom 11 deg", "ankle plantarflexion rom 42 deg"],
        ),
        (
            "R knee flex: 92 → 104 (goal 120)",
            [
                "right knee flexion rom 92 deg (prior)",
                "right knee flexion rom 104 deg",
                "right knee flexion rom 120 deg (goal)",
            ],
        ),
        ("HR 74 -> 96", ["heart rate vital 74 bpm before treatment", "heart rate vital 96 bpm after treatment"]),
        ("MMT: DF 3/5 R, 5/5 L.", ["right ankle dorsiflexion strength 3/5", "left ankle dorsiflexion strength 5/5"]),
        (
            "L quad 4-/5, HS 4/5, R both 5/5",
            [
                "left knee extension strength 4-/5",
                "left knee flexion strength 4/5",
                "right knee extension strength 5/5",
                "right knee flexion strength 5/5",
            ],
        ),
        (
            "AROM R DF 6 (L 13) PF 40",
            [
                "right ankle dorsiflexion rom active 6 deg",
                "left ankle dorsiflexion rom active 13 deg",
                "right ankle plantarflexion rom active 40 deg",
            ],
        ),
        (
            "Myotomes R/L: C6 wrist ext 4+/5 // 5/5",
            ["right wrist extension strength 4+/5", "left wrist extension strength 5/5"],
        ),
        ("LEFS 51/80 (07/18/2026), 33/80 (06/14/2026)", ["lefs 51 points", "lefs 33 points (prior)"]),
        ("TUG 12.9 s (15.1 on 6/2)", ["tug 12.9 s", "tug 15.1 s (prior)"]),
        ("SPADI: was 58%, now 31%", ["spadi 58 % (prior)", "spadi 31 %"]),
        ("Precautions: no ER past 30, no flexion >90, BP hold >180/100", []),
        (
            "Vitals pre: 136/80, HR 72. Post: 148/84",
            [
                "systolic vital 136 mmHg",
                "diastolic vital 80 mmHg",
                "heart rate vital 72 bpm",
                "systolic vital 148 mmHg",
                "diastolic vital 84 mmHg",
            ],
        ),
        (
            "IF MCP flex 72. MF PIP ext -10",
            ["index finger MCP flexion rom 72 deg", "middle finger PIP extension rom -10 deg"],
        ),
        ("TMJ opening 31 mm, lateral excursion R 8 mm L 6 mm", [
            "TMJ opening rom 31 mm",
            "right TMJ lateral excursion rom 8 mm",
            "left TMJ lateral excursion rom 6 mm",
        ]),
        ("L ankel everson 12", ["left ankle eversion rom 12 deg"]),
        ("pain 3/10, worst this week 6/10, as high as 7 after mowing", [
            "pain 3 /10", "pain 6 /10 worst", "pain 7 /10 activity",
        ]),
        ("Left shoulder. Two weeks ago flexion was 106 and abduction 88. Flexion today 120", [
            "left shoulder flexion rom 106 deg (prior)",
            "left shoulder abduction rom 88 deg (prior)",
            "left shoulder flexion rom 120 deg",
        ]),
    ]  # fmt: skip


@pytest.mark.parametrize(("note", "expected"), _cases(), ids=[note[:32] for note, _ in _cases()])
def test_a_notation(said: Said, note: str, expected: list[str]) -> None:
    assert said(note, *NUMERIC) == expected


def test_aligned_columns_with_an_earlier_day(said: Said) -> None:
    note = "AROM (deg)         R       L       L (9/11)\nWrist ext          66      40      21\nPronation          84      70\n"
    assert said(note, *NUMERIC) == [
        "right wrist extension rom active 66 deg",
        "left wrist extension rom active 40 deg",
        "left wrist extension rom active 21 deg (prior)",
        "right forearm pronation rom active 84 deg",
        "left forearm pronation rom active 70 deg",
    ]


def test_a_flowsheet_of_several_visits(said: Said) -> None:
    note = "\t9/16\t9/23\t9/30 **TODAY**\nR knee flex AROM\t66\t80\t95\nQuad MMT R\t2+/5\t3/5\t4-/5\nTUG (s)\t30.2\t\t18.4\n"
    assert said(note, *NUMERIC) == [
        "right knee flexion rom active 66 deg (prior)",
        "right knee flexion rom active 80 deg (prior)",
        "right knee flexion rom active 95 deg",
        "right knee extension strength 2+/5 (prior)",
        "right knee extension strength 3/5 (prior)",
        "right knee extension strength 4-/5",
        "tug 30.2 s (prior)",
        "tug 18.4 s",
    ]


def test_first_and_last_of_a_course_of_care(said: Said) -> None:
    note = "Measure (Initial / Final)\nL knee AROM flexion: 64 / 118\nTUG: 25.1 s with FWW / 9.9 s no device\nKOOS JR: 33.3 / 70.7\n"
    assert said(note, *NUMERIC) == [
        "left knee flexion rom active 64 deg (baseline)",
        "left knee flexion rom active 118 deg",
        "tug 25.1 s (baseline)",
        "tug 9.9 s",
        "koos_jr 33.3 points (baseline)",
        "koos_jr 70.7 points",
    ]


def test_a_note_in_one_paragraph_changes_its_part_at_a_heading(said: Said) -> None:
    note = "S: sore today. O: R knee flex 101. A: gaining. P: cont 2x/wk, flex to 120 next month."
    assert said(note, *NUMERIC) == ["right knee flexion rom 101 deg"]
