"""Diagnoses: codes joined with the words beside them, and diagnoses stated in words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Told = Callable[[str, str], list[str]]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Dx: L TKA 08/20/2026 (Z47.1, Z96.652)", ["L TKA (Z47.1, left)", "L TKA (Z96.652, left)"]),
        ("Visit Dx: M54.16 - Radiculopathy, lumbar region", ["Radiculopathy, lumbar region (M54.16)"]),
        ("1. Pain in right knee (M25.561)", ["Pain in right knee (M25.561, right)"]),
        (
            "Treatment Dx: M62.81 weakness; R26.2 difficulty walking",
            ["weakness (M62.81)", "difficulty walking (R26.2)"],
        ),
        (
            "Pt referred for L hip OA M1612 and gait abnormality R26.9.",
            ["L hip OA (M16.12, left)", "gait abnormality (R26.9)"],
        ),
        ("Adhesive capsulitis of left shoulder M75.02", ["Adhesive capsulitis of left shoulder (M75.02, left)"]),
        ("Dx codes: M25.511", ["Pain in right shoulder (M25.511)"]),
    ],
)
def test_codes_with_their_words(told: Told, note: str, expected: list[str]) -> None:
    assert told(note, "diagnosis") == expected


@pytest.mark.parametrize(
    "note", ["L4-5 level, L5 4/5, T12 reach", "Bought at C5.5 for use", "Lot A12 B345 X99", "MMT S1 5/5. PO2 98."]
)
def test_levels_and_lots_are_no_codes(told: Told, note: str) -> None:
    assert told(note, "diagnosis") == []


def test_diagnoses_in_words(told: Told) -> None:
    note = (
        "A: Signs and symptoms consistent with R lateral epicondylalgia. R/O cervical radiculopathy. I suspect a "
        "labral tear. Could be a lateral epicondylitis or a bursitis."
    )
    assert told(note, "diagnosis") == [
        "R lateral epicondylalgia (right)",
        "cervical radiculopathy [possible]",
        "labral tear [possible]",
        "lateral epicondylitis [possible]",
    ]


def test_history_and_tests_are_no_diagnoses(told: Told) -> None:
    note = "PMH: OA B hips, CTS. Rotator cuff tear test negative. Goal: prevent meniscus tear."
    assert told(note, "diagnosis") == []


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("OP ortho v3/12  R lat epi x 4mo, RHD\nS: better", ["R lat epi x 4mo (right)"]),
        ("(L) shoulder impingement / RTC tendinopathy, RHD", ["(L) shoulder impingement (left)", "RTC tendinopathy"]),
        ("Dx: L MCA CVA, R hemiparesis", ["L MCA CVA (left)", "R hemiparesis (right)"]),
        ("62F, s/p R prox humerus fx (non-op), 5 wks. PMH: OA, HTN", ["s/p R prox humerus fx (non-op) (right)"]),
        ("Dx M54.2 cervicalgia", ["cervicalgia (M54.2)"]),
        ("Diagnosis: Left adhesive capsulitis. ICD-10: M75.02", ["Left adhesive capsulitis (M75.02, left)"]),
        ("74 y/o F, CHF, COPD, DM2. Lives alone.", []),
        ("Ms. Roe is here for her visit.", []),
    ],
)
def test_diagnoses_at_the_top_of_a_note(told: Told, note: str, expected: list[str]) -> None:
    assert told(note, "diagnosis") == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("A: L hip pain + glute weakness. Good potential.", ["L hip pain"]),
        (
            "Patient is a 40 year old referred with ICD-10 M54.12 for cervical radiculopathy.",
            ["cervical radiculopathy"],
        ),
        ("Impression: S/S consistent w/ neurogenic TOS, L.", ["neurogenic TOS, L"]),
        ("C/o L shoulder aching 3/10 w/ transfers.", []),
        ("72 yo F considering TKA", []),
    ],
)
def test_wordings_of_diagnoses(told: Told, note: str, expected: list[str]) -> None:
    assert [line.split(" (")[0] for line in told(note, "diagnosis")] == expected
