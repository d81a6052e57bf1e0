"""Events: the visit, onset, injuries and falls, surgery, referral."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Told = Callable[[str, str], list[str]]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("4/2/26 v5 POD 18   Osei\nS: sore", ["visit 5, post-op day 18 (visit, 2026-04-02)"]),
        ("DAILY NOTE 05/14/2026 - Visit 5\nS:", ["visit 5 (visit, 2026-05-14)"]),
        ("DOS: 2026-08-03 | Visit: 3/12 | In: 08:30", ["visit 3 (visit, 2026-08-03)"]),
        ("PT EVAL DOS 05/11/2026 DOB 09/02/1990", ["pt eval (visit, 2026-05-11)"]),
        ("this is pat lee dictating visit four april second twenty twenty six", ["visit four (visit, 2026-04-02)"]),
        ("6/3  #8  WC  R CTR 5/1/26", ["visit 8 (visit)"]),
        ("S: Back pain better since last visit, now 3/10.", []),
        ("She was in a car accident on June 3, 2026 and " + "has pain in the neck since then. " * 5, None),
    ],
)
def test_which_visit(told: Told, note: str, expected: list[str] | None) -> None:
    visits = [line for line in told(note, "event") if "(visit" in line]
    assert visits == (expected or [])


def test_surgery_injury_and_referral_with_their_days(told: Told) -> None:
    note = (
        "Referring MD: Dr. Patel (Ortho)\n"
        "68 y/o female s/p R rTSA on 04/10/26 after fall on ice 12/28/25. Prior to fall, gardened.\n"
        "Order dated 04/12/2026 eval and treat.\n"
    )
    assert told(note, "event") == [
        "referred by Ortho (referral)",
        "R rTSA (surgery, 2026-04-10)",
        "fall on ice 12/28/25 (injury, 2025-12-28)",
        "Order dated 04/12/2026 eval and treat (referral, 2026-04-12)",
    ]


def test_falls_counted_and_told(told: Told) -> None:
    assert told("Falls past 6 mo: 2 (05/02 in garden, 05/21 stairs)\n", "event") == [
        "2 falls past 6 mo (injury)",
        "fall in garden (injury)",
        "fall stairs (injury)",
    ]
    assert told("FALLS SINCE LAST: 0\nHead strike: none\n", "event") == [
        "falls since last (injury) [absent]",
        "head strike (injury) [absent]",
    ]


@pytest.mark.parametrize(
    "note",
    ["Fall risk.", "Educated on fall prevention.", "Fell asleep late.", "Injections last fall.", "Floor recovery"],
)
def test_no_fall(told: Told, note: str) -> None:
    assert told(note, "event") == []


def test_onset(told: Told) -> None:
    assert told("Insidious onset L hip pain ~3 months.", "event") == ["Insidious onset L hip pain ~3 months (onset)"]
    assert told("Onset: 06/03/2026 ankle sprain\n", "event") == ["ankle sprain (onset, 2026-06-03)"]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("R TKA doing ok (sx 3/9/26)", ["R TKA (surgery, 2026-03-09)"]),
        ("PT DAILY - POD#2 s/p L THA post approach", ["POD#2 s/p L THA (surgery)"]),
        ("Dx: L MCA CVA 4/2/26, R hemiparesis", ["L MCA CVA (onset, 2026-04-02)"]),
        ("Returns for her third visit.", ["third visit (visit)"]),
        ("S: FOOSH off a stepladder.", ["FOOSH off a stepladder (injury)"]),
        ("TEST #2 of strength", []),
        ("had 1 cort inj in Jan", []),
    ],
)
def test_days_and_numbers_in_shorthand(told: Told, note: str, expected: list[str]) -> None:
    assert told(note, "event") == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("SNF PT DAILY   Day 6 of stay", "day 6 of stay"),
        ("This is the second visit for a mason with neck pain.", "second visit"),
        ("1/5/26 vis #3 (DOI 12/20/25 - slid off a truck bed)", "slid off a truck bed"),
        ("HPI: 3 month hx of L elbow pain", "3 month hx"),
        ("Seen today, 8 d after moving a sofa", "8 d after moving a sofa"),
        ("FLOWSHEET L quad tendon repair (DOS 3/2/26)", "L quad tendon repair"),
        ("Seen 2/3/2026 through 4/9/2026, 14 visits", "seen 2/3/2026 through 4/9/2026, 14 visits"),
    ],
)
def test_wordings_of_events(told: Told, note: str, expected: str) -> None:
    assert any(expected in line for line in told(note, "event"))


def test_columns_of_a_flowsheet_are_visits(told: Told) -> None:
    lines = told("FLOWSHEET R knee\n            4/2 (IE)   4/9 (v3)   4/20 (v6)\nPain         5   4   2\n", "event")
    assert [line.split(" [")[0] for line in lines if "visit" in line or "initial" in line][-1].startswith("visit")
