"""Units and their reasons are told as they were allotted; special tests with their own result."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from chartside.domain import facts
from chartside.domain.documents import Basis

if TYPE_CHECKING:
    from tests.verify.conftest import Case


def units_row(case: Case, cms: str, text: str) -> list[str]:
    minutes = [f for f, fact in case.facts.items() if isinstance(fact, facts.TimeEntry) and fact.code == "97110"]
    cells = {"code": "97110", "minutes": "23", "cms": cms, "ama": "2", "billed": "–"}
    row = case.say(text, *minutes, basis=Basis.COMPUTED, cells=cells, computed_by="units.allotted")
    return case.rules(row)


def test_a_row_of_units(case: Case) -> None:
    assert units_row(case, "2", "97110: CMS 2, AMA 2.") == []


@pytest.mark.parametrize(("cms", "text"), [("3", "97110: CMS 3, AMA 2."), ("2", "97110: CMS 1, AMA 2.")])
def test_a_row_with_other_units(case: Case, cms: str, text: str) -> None:
    assert "units.told_wrong" in units_row(case, cms, text)


def test_a_row_with_other_units_billed(case: Case) -> None:
    case.note = replace(case.note, text=f"{case.note.text}Billed 97110x3\n")
    line = case.fact(facts.BilledLine, "97110x3", code="97110", units=3.0)
    minutes = [f for f, fact in case.facts.items() if isinstance(fact, facts.TimeEntry) and fact.code == "97110"]
    for own, wrong in (("3", False), ("2", True)):
        cells = {"code": "97110", "minutes": "23", "cms": "2", "ama": "2", "billed": own}
        row = case.say(
            f"97110: CMS 2, AMA 2, billed {own}.", *minutes, line, basis=Basis.COMPUTED, cells=cells,
            computed_by="units.allotted",
        )  # fmt: skip
        assert ("units.told_wrong" in case.rules(row)) is wrong


def reason(case: Case, text: str) -> list[str]:
    minutes = [f for f, fact in case.facts.items() if isinstance(fact, facts.TimeEntry) and fact.code]
    return case.rules(case.say(text, *minutes, basis=Basis.COMPUTED, computed_by="units.cms"))


def test_a_reason_is_the_rules_own(case: Case) -> None:
    assert reason(case, "CMS 8-minute rule: 38 timed minutes are 3 units (38 to 52).") == []
    assert "units.told_wrong" in reason(case, "CMS 8-minute rule: 38 timed minutes are 4 units (53 to 67).")
    assert "units.told_wrong" in reason(case, "CMS 8-minute rule: 52 timed minutes are 3 units (38 to 52).")


def billed(case: Case, text: str) -> list[str]:
    """A sentence on what the note bills: two units of each code."""
    case.note = replace(case.note, text=f"{case.note.text}Billed 97110x2 97140x2\n")
    minutes = [f for f, fact in case.facts.items() if isinstance(fact, facts.TimeEntry) and fact.code]
    lines = [case.fact(facts.BilledLine, words, code=words[:5], units=2.0) for words in ("97110x2", "97140x2")]
    return case.rules(case.say(text, *minutes, *lines, basis=Basis.COMPUTED, computed_by="units.billed"))


def test_what_is_billed_against_what_is_allowed(case: Case) -> None:
    assert billed(case, "Billed units differ from CMS and AMA: 97140 2 billed, 1 allowed.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Billed units agree with CMS and AMA.",
        "Billed units agree with CMS; differ from AMA: 97140 2 billed, 1 allowed.",
        "Billed units differ from CMS and AMA: 97140 1 billed, 2 allowed.",
        "Billed units differ from CMS and AMA: 97110 2 billed, 1 allowed.",
        "Billed units differ from CMS and AMA: 97140 2 billed, 1 allowed and 97110 2 billed, 1 allowed.",
        "Billed units are fine.",
    ],
)
def test_a_lie_about_what_is_billed(case: Case, text: str) -> None:
    assert "units.told_wrong" in billed(case, text)


def of_tests(case: Case, text: str) -> list[str]:
    """A sentence made from three tests of the note."""
    words = "Lachman negative L, McMurray positive R, Thessaly negative R"
    case.note = replace(case.note, text=f"{case.note.text}{words}\n")
    left, right = facts.Side.LEFT, facts.Side.RIGHT
    positive, negative = facts.TestResult.POSITIVE, facts.TestResult.NEGATIVE
    made = [
        case.fact(facts.SpecialTest, "Lachman negative L", name="Lachman", side=left, result=negative),
        case.fact(facts.SpecialTest, "McMurray positive R", name="McMurray", side=right, result=positive),
        case.fact(facts.SpecialTest, "Thessaly negative R", name="Thessaly", side=right, result=negative),
    ]
    return case.rules(case.say(text, *made))


def test_results_as_the_source_gives_them(case: Case) -> None:
    assert (
        of_tests(case, "Special tests: Lachman left negative; McMurray right positive; Thessaly right negative.") == []
    )


@pytest.mark.parametrize(
    "text",
    [
        "Special tests: Lachman left positive; McMurray right positive; Thessaly right negative.",
        "Special tests: Lachman left negative; McMurray right negative; Thessaly right negative.",
        "Special tests: Lachman right negative; McMurray right positive; Thessaly right negative.",
    ],
)
def test_a_result_or_side_changed(case: Case, text: str) -> None:
    assert of_tests(case, text) == ["test_result.wrong"]


def test_sets_and_repetitions_belong_together(case: Case) -> None:
    press = next(s for s in case.document.statements() if "leg press" in s.text)
    case.change(press.id, text="Therapeutic exercise (97110), 23 min: leg press 10x3 at 20 kg.")
    assert case.rules(press.id) == ["number.unsupported"]


@pytest.mark.parametrize(("said", "rules"), [("17 min", []), ("18 min", ["number.unsupported"])])
def test_minutes_summed_of_their_parts(case: Case, said: str, rules: list[str]) -> None:
    case.note = replace(case.note, text=f"{case.note.text}Bike 8 min, stairs 9 min.\n")
    parts = [
        case.fact(facts.Intervention, words, name=words.split()[0], category="therapeutic_exercise", minutes=float(n))
        for words, n in (("Bike 8 min", 8), ("stairs 9 min", 9))
    ]
    text = f"Therapeutic exercise, {said}: bike 8 min; stairs 9 min."
    row = case.say(text, *parts, basis=Basis.COMPUTED, computed_by="minutes.summed")
    assert case.rules(row) == rules
