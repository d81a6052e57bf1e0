"""Events: the visit, onset, injuries and falls, surgery, referral."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Told = Callable[[str, str], list[str]]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("4/2/26 v5 POD 18   Osei\nS: sore", ["visit 5, post-op day 18 (visit, 2026-04-02)"]),
        ("DAILY NOTE 04/30/2026 - Visit 8\nS:", ["visit 8 (visit, 2026-04-30)"]),
        ("DOS: 2026-07-16 | Visit: 2/16 | In: 09:00", ["visit 2 (visit, 2026-07-16)"]),
        ("PT EVAL DOS 03/09/2026 DOB 06/14/2001", ["pt eval (visit, 2026-03-09)"]),
        ("this is pat lee dictating visit ten march tenth twenty twenty six", ["visit ten (visit, 2026-03-10)"]),
        ("6/3  #8  WC  R CTR 5/1/26", ["visit 8 (visit)"]),
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
    assert told("Onset: 05/20/2026 vestibular neuritis\n", "event") == ["vestibular neuritis (onset, 2026-05-20)"]
