"""Medications with their doses, in lists, prose and talk; equipment beside them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from chartside.extract.vocabulary import rows

Told = Callable[[str, str], list[str]]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Meds: Plavix 75 mg QD, Aleve prn. Denies night pain.", ["Plavix 75 mg QD", "Aleve prn"]),
        (
            "Meds: alendronate 70 mg weekly, Norco 5/325 q4-6h prn, unknownol 20 mg bid",
            ["alendronate 70 mg weekly", "Norco 5/325 q4-6h prn", "unknownol 20 mg bid"],
        ),
        (
            "She takes meloxicam 15 mg daily and gabapentin at bedtime.",
            ["meloxicam 15 mg daily", "gabapentin at bedtime"],
        ),
        ("Denies blood thinners.", ["blood thinners [absent]"]),
        ("He stopped taking oxycodone.", ["stopped taking oxycodone [historical]"]),
        ("Allergies: sulfa, penicillin", []),
        ("Iron out the gait pattern; magnesium salts in the pool", []),
        ("Mother takes insulin.", []),
        ("Epidural steroid injection in May.", []),
    ],
)
def test_medications(told: Told, note: str, expected: list[str]) -> None:
    assert told(note, "medication") == expected


def test_enough_common_drugs_are_known() -> None:
    assert len({word.lower() for row in rows("medications.toml") for word in row["words"]}) >= 250


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("DME: FWW, shower chair, raised toilet seat", ["FWW", "shower chair", "raised toilet seat"]),
        (
            "She uses a quad cane outdoors and wears custom orthotics.",
            ["quad cane outdoors", "custom orthotics"],
        ),
        ("Splint at noc. In sling except hygiene.", ["Splint at noc", "sling"]),
        ("Will order a rollator.", ["rollator [planned]"]),
        ("TUG with cane 11.7 s. ER w/ cane 10x.", []),
        ("HEP: shoulder flexion with cane", []),
    ],
)
def test_equipment(told: Told, note: str, expected: list[str]) -> None:
    assert told(note, "equipment") == expected


def test_stopped_medications_say_so(told: Told) -> None:
    note = (
        "S: Off oxy x3d, tylenol 650mg prn only. Took 2 ibuprofen this am. pred taper finished. Meclizine: not taken in "
        "6 days. Ran out of celebrex. Switched from naproxen to meloxicam."
    )
    assert told(note, "medication") == [
        "Off oxy x3d [historical]",
        "tylenol 650mg prn",
        "2 ibuprofen",
        "pred taper finished [historical]",
        "Meclizine: not taken in 6 days [historical]",
        "Ran out of celebrex [historical]",
        "Switched from naproxen [historical]",
        "meloxicam",
    ]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Still on meloxicam, stopped the flexeril.", ["meloxicam", "stopped the flexeril [historical]"]),
        ("Topiramate raised 25 -> 50 mg nightly.", ["Topiramate raised 25 -> 50 mg nightly"]),
        ("R hip 3/10; prn tramadol given 0745 by nsg.", ["prn tramadol given 0745"]),
        ("Tried gabapentin, no help.", ["gabapentin, no help [historical]"]),
        ("Ice prn, no meds.", ["no meds [absent]"]),
        ("Shoulder flex 150, abd 140. T1DM with insulin pump.", []),
    ],
)
def test_changed_given_and_vain_medications(told: Told, note: str, expected: list[str]) -> None:
    assert told(note, "medication") == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Tx: ulnar glides x10. Sacral belt fitted, skin ok.", ["Sacral belt fitted"]),
        ("Wears cock-up at night.", ["cock-up at night"]),
        ("O2 3 L NC at night only.", ["O2 3 L NC at night only"]),
    ],
)
def test_devices_issued_and_worn(told: Told, note: str, expected: list[str]) -> None:
    assert told(note, "equipment") == expected
