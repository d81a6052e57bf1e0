"""Charges that a note states."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartside.domain.facts import BilledLine
from chartside.extract import facts_of
from chartside.extract.extractors.billed_lines import EXTRACTOR
from chartside.extract.reading import read
from chartside.ingest import receive_text


def billed(note: str) -> list[str]:
    """Charges of a note: code, modifiers, units."""
    source = receive_text(note).source
    assert source is not None
    lines = [fact for fact in facts_of(source).facts if isinstance(fact, BilledLine)]
    return ["-".join((f.code, *f.modifiers)) + (f" x{f.units:g}" if f.units is not None else "") for f in lines]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Bill 97110x2 97140x1", ["97110 x2", "97140 x1"]),
        ("CHG: 97140-GP x2 | 97530-GP x1", ["97140-GP x2", "97530-GP x1"]),
        ("Total 42 min   TE1 NMR2", ["97110 x1", "97112 x2"]),
        ("Charges: TE x 2, MT x 1", ["97110 x2", "97140 x1"]),
        ("Billed: 97110 (2 units), 97140 (1)", ["97110 x2", "97140 x1"]),
        ("97110: 2 units (25 min)", ["97110 x2"]),
        ("Charges: 97161 GP, one unit; 97140 GP, one unit.", ["97161-GP x1", "97140-GP x1"]),
        ("Billed 97112 GP, 97140 GP and 97535 GP, one unit each.", ["97112-GP x1", "97140-GP x1", "97535-GP x1"]),
        ("timed 38 = GT x1, TA x2", ["97116 x1", "97530 x2"]),
        ("in 310 out 352  ther ex 2 nmr 1 manual 0", ["97110 x2", "97112 x1", "97140 x0"]),
        ("97530-59-GP x1, G0283x1", ["97530-59-GP x1", "G0283 x1"]),
    ],
)
def test_charges(note: str, expected: list[str]) -> None:
    assert billed(note) == expected


@pytest.mark.parametrize(
    "note",
    [
        "97140 x 10 min: scar massage",
        "97110 22 min: clams 3x10",
        "Plan: 97112, 97116, 97530",
        "TE x 30 min including LAQ 3x12",
        "PLAN: TE, NMR, MT",
    ],
)
def test_minutes_and_plans_are_no_charges(note: str) -> None:
    assert billed(note) == []


@given(st.text(alphabet="97110x2 GP-(units) TE1,one each bill\n", max_size=160))
def test_never_raises(text: str) -> None:
    source = receive_text("Billed: " + text).source
    assert source is not None
    for fact in EXTRACTOR.extract(read(source)):
        assert isinstance(fact, BilledLine)
        assert fact.units is None or fact.units > 0
