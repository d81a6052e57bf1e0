"""Teaching the reader a word of the clinic, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.web.therapist import Therapist

pytestmark = pytest.mark.browser


def test_a_word_is_taught_tried_and_forgotten(page: Page) -> None:
    maria = Therapist(page)
    maria.create_owner()
    page.goto("/words")
    expect(page.get_by_role("heading", level=1)).to_have_text("The clinic’s words")
    page.get_by_label("Written in notes as").fill("QZB, qzb test")
    page.get_by_label("Means, in full").fill("prone knee bend")
    page.get_by_role("button", name="Teach").click()
    expect(page.get_by_role("status").first).to_contain_text("Taught")
    expect(page.get_by_role("row", name="QZB, qzb test")).to_contain_text("prone knee bend")

    page.get_by_label("A line as you would write it").fill("QZB + L, knee flex 110")
    page.get_by_role("button", name="Read it").click()
    readings = page.locator("#readings")
    expect(readings).to_contain_text("prone knee bend")
    expect(readings).to_contain_text("110 deg")

    page.get_by_label("Written in notes as").fill("QZB")
    page.get_by_label("Means, in full").fill("something else")
    page.get_by_role("button", name="Teach").click()
    expect(page.get_by_role("alert")).to_contain_text("taught already")

    page.get_by_role("button", name="Forget QZB").click()
    expect(page.get_by_text("No word has been taught yet.")).to_be_visible()
