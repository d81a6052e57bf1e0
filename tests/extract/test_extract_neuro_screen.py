"""Reflexes and sensation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Said = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (
            "Reflexes: patellar 2+ B, achilles 1+ R 2+ L",
            ["bilateral knee reflex 2+", "right ankle reflex 1+", "left ankle reflex 2+"],
        ),
        ("DTRs: triceps R 1+, L 2+", ["right triceps reflex 1+", "left triceps reflex 2+"]),
        ("DTR patellar/achilles 2+ B", ["bilateral knee reflex 2+", "bilateral ankle reflex 2+"]),
        ("DTRs R/L: patellar 2+/1+", ["right knee reflex 2+", "left knee reflex 1+"]),
        ("The left Achilles reflex is 1+.", ["left ankle reflex 1+"]),
        ("DTRs 2+ throughout.", ["bilateral reflex 2+"]),
    ],
)
def test_reflexes(said: Said, note: str, expected: list[str]) -> None:
    assert [line for line in said(note, "measurement") if "reflex" in line] == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("O: Sensation: LT intact C5-T1.", ["sensation intact"]),
        ("O: Dermatomes: LT dec R C6, otherwise intact C4-T1", ["right sensation dec", "sensation intact"]),
        ("O: Proprioception L great toe 4/5 correct", ["left great toe sensation 4"]),
        ("O: 10 g monofilament 6/10 sites R", ["right sensation 6"]),
        ("O: Diminished light touch lateral foot L", ["left foot sensation Diminished"]),
        ("O: 2pt discrimination 5 mm IF", ["sensation 5 mm"]),
        ("P: improve sensation", []),
    ],
)
def test_sensation(said: Said, note: str, expected: list[str]) -> None:
    assert [line for line in said(note, "measurement") if "sensation" in line] == expected
