"""Findings and units in the right pane."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.web.therapist import Therapist

from chartside.domain.billing import UnitAllotment, UnitLine, UnitRule
from chartside.web.unit_table import unit_table


@pytest.fixture
def maria(page: Page) -> Therapist:
    """Maria before a drafted canvas; her note says only "tolerated well" about the response."""
    therapist = Therapist(page)
    therapist.create_owner()
    therapist.new_patient()
    therapist.drafted_canvas()
    return therapist


@pytest.mark.browser
def test_a_finding_leads_to_its_sentence_and_is_dismissed_with_a_reason(maria: Therapist, page: Page) -> None:
    card = page.locator(".card.flag").filter(has_text="Tolerated well").first
    expect(card).to_contain_text("Worth a look")
    card.get_by_role("link", name="Show").click()
    expect(page.locator(".st.current")).to_contain_text("Tolerated well")
    expect(page.locator(".st.current")).to_contain_text("see the checks")
    card.locator("summary").click()
    card.locator("input[name=reason]").fill("response is in the goal section")
    card.get_by_role("button", name="Dismiss").click()
    expect(page.locator("#dismissed")).to_contain_text("response is in the goal section")
    expect(page.locator(".card.flag:not(.dismissed)").filter(has_text="Tolerated well")).to_have_count(0)


@pytest.mark.browser
def test_a_sentence_of_her_own_is_added_to_a_section(maria: Therapist, page: Page) -> None:
    page.locator("#add-plan > summary").click()
    page.locator("#new-plan").fill("Will call the surgeon about the brace.")
    page.locator("#add-plan button").click()
    added = maria.statement("Will call the surgeon")
    expect(added).to_have_attribute("data-review", "edited")
    added.click()
    expect(page.locator("#from [data-from]:not([hidden])")).to_contain_text("Written by the clinician")


@pytest.mark.browser
def test_at_most_three_questions_are_shown_first(maria: Therapist, page: Page) -> None:
    expect(page.locator("#questions > .card")).to_have_count(min(3, page.locator(".question").count()))


def allotment(rule: UnitRule, units: tuple[int, int, int]) -> UnitAllotment:
    codes = (("97110", 23.0), ("97140", 12.0), ("97112", 7.5))
    lines = tuple(UnitLine(code, n, minutes, True) for (code, minutes), n in zip(codes, units, strict=True))
    return UnitAllotment(rule, 42.5, lines, (f"{rule} says so.",), "a manual")


def test_units_stand_side_by_side_with_the_payers_rule_first_in_the_reasons() -> None:
    units = {UnitRule.CMS: allotment(UnitRule.CMS, (2, 1, 0)), UnitRule.AMA: allotment(UnitRule.AMA, (2, 1, 0))}
    table = unit_table(units, UnitRule.AMA)
    assert table is not None
    assert table.rules == ("CMS", "AMA")
    assert [(row.code, row.minutes, row.counts) for row in table.rows] == [
        ("97110", "23", (2, 2)),
        ("97140", "12", (1, 1)),
        ("97112", "7.5", (0, 0)),
    ]
    assert table.totals == (3, 3)
    assert [(reason.rule, reason.chosen) for reason in table.reasons] == [("AMA", True), ("CMS", False)]


def test_a_visit_without_timed_work_shows_no_unit_card() -> None:
    assert unit_table({UnitRule.CMS: UnitAllotment(UnitRule.CMS, 0, (), (), "a manual")}, UnitRule.CMS) is None
