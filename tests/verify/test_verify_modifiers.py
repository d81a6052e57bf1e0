"""Modifiers are told as the note has them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from chartside.domain import facts
from chartside.domain.documents import Basis

if TYPE_CHECKING:
    from tests.verify.conftest import Case


def row(case: Case, modifiers: str, text: str) -> list[str]:
    case.note = replace(case.note, text=f"{case.note.text}Billed 97140-GP-59 x1\n")
    line = case.fact(facts.BilledLine, "97140-GP-59 x1", code="97140", units=1.0, modifiers=("GP", "59"))
    return case.rules(case.say(text, line, cells={"code": "97140", "units": "1", "modifiers": modifiers}))


def test_modifiers_of_a_line(case: Case) -> None:
    assert row(case, "GP, 59", "97140, 1 billed: modifier GP and 59.") == []


@pytest.mark.parametrize(
    ("modifiers", "text"),
    [
        ("GP, KX", "97140, 1 billed: modifier GP and 59."),
        ("GP, 59", "97140, 1 billed: modifier GP and KX."),
        ("GP, XS", "97140, 1 billed: modifier GP and XS."),
    ],
)
def test_another_modifier(case: Case, modifiers: str, text: str) -> None:
    assert "modifier.unsupported" in row(case, modifiers, text)


def test_a_modifier_said_of_the_claim(case: Case) -> None:
    case.note = replace(case.note, text=f"{case.note.text}KX modifier applied.\n")
    start = case.note.text.index("KX modifier")
    spans = [case.note.span(start, start + len("KX modifier"))]
    assert case.rules(case.say("Modifier KX said: medical necessity above the threshold attested.", spans=spans)) == []
    assert case.rules(case.say("Modifier GP said: under a PT plan of care.", spans=spans)) == ["modifier.unsupported"]
    own = case.say("Modifier GP on every line.", basis=Basis.CLINICIAN, spans=spans)
    assert case.rules(own) == ["modifier.unsupported"]


def test_sentences_without_modifiers(case: Case) -> None:
    assert case.rules(case.say("Continue 2x/week for 4 weeks.", *case_plan(case), section="plan")) == []


def case_plan(case: Case) -> list[str]:
    return [key for key, fact in case.facts.items() if isinstance(fact, facts.PlanItem)]
