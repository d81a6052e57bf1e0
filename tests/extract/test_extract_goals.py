"""Goals and their status."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartside.domain.facts import Goal
from chartside.extract import facts_of
from chartside.extract.extractors.goals import EXTRACTOR
from chartside.extract.reading import read
from chartside.ingest import receive_text


def goals(note: str) -> list[str]:
    """Goals of a note: term, words, target, due, status."""
    source = receive_text(note).source
    assert source is not None
    found = []
    for fact in facts_of(source).facts:
        if isinstance(fact, Goal):
            target = (
                f"-> {fact.target_value:g} {fact.target_unit or ''}".rstrip() if fact.target_value is not None else ""
            )
            parts = (
                fact.term,
                fact.text,
                target,
                f"({fact.due})" if fact.due else "",
                f"[{fact.status}]" if fact.status else "",
            )
            found.append(" ".join(str(p) for p in parts if p))
    return found


def test_numbered_goals_of_a_line() -> None:
    note = "STG (3 wks): 1. R hip flexion 110 deg to tie shoes. 2. Walk 600 ft with cane.\nLTG (10 wks): 3. LEFS >= 55/80.\n"
    assert goals(note) == [
        "short R hip flexion 110 deg to tie shoes -> 110 deg (3 wks)",
        "short Walk 600 ft with cane -> 600 ft (3 wks)",
        "long LEFS >= 55/80 -> 55 points (10 wks)",
    ]


def test_a_goal_a_line() -> None:
    note = "Goals\n- STG 1 (4 wk): Sleep through the night\n- LTG 1 (12 wk): SPADI <= 20/100\nSTG2: 4 wks: TUG <= 11s\n"
    assert goals(note) == [
        "short Sleep through the night (4 wk)",
        "long SPADI <= 20/100 -> 20 points (12 wk)",
        "short TUG <= 11s -> 11 s (4 wks)",
    ]


def test_goals_in_prose() -> None:
    note = "Long term goals, 8 weeks: She will climb 12 stairs without a rail. The Oswestry will be 20% or less.\n"
    assert goals(note) == [
        "long climb 12 stairs without a rail -> 12 (8 weeks)",
        "long Oswestry will be 20% or less -> 20 % (8 weeks)",
    ]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (
            "GOALS: STG2 met (DGI 18). LTG1 ongoing",
            ["short STG2 met (DGI 18) -> 18 [met]", "long LTG1 ongoing [ongoing]"],
        ),
        ("STG 1: stand 10 min at sink. Partially met - 8 min", ["short stand 10 min at sink -> 10 min [progressing]"]),
        ("All goals are met except balance.", ["All goals are met [met]"]),
        ("New LTG 3 (6 wk): run 2 miles", ["long run 2 miles -> 2 (6 wk) [new]"]),
        ('Goal: "back to my bowling league by next fall"', ["back to my bowling league by next fall (next fall)"]),
    ],
)
def test_status_and_whole_goals(note: str, expected: list[str]) -> None:
    assert [g.replace("  ", " ") for g in goals(note)] == expected


@pytest.mark.parametrize(
    "note", ["P: continue per goals", "Patient: My goal? I dunno.", "Goals reviewed with patient."]
)
def test_no_goal_is_made_of_talk_about_goals(note: str) -> None:
    assert goals(note) == []


@given(st.text(alphabet="STG LTG goal 1.(4 wk): met walk 10 ft\n|;", max_size=160))
def test_never_raises(text: str) -> None:
    source = receive_text("Goals: " + text).source
    assert source is not None
    assert all(isinstance(fact, Goal) for fact in EXTRACTOR.extract(read(source)))
