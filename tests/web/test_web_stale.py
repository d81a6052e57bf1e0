"""Two people, or two tabs, at one note: nothing is overwritten, nothing typed is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.web.therapist import Therapist

pytestmark = pytest.mark.browser

TYPED = "Knee pain 4/10, better than last week."


def test_a_change_from_another_tab_is_told_and_the_typed_text_stays(page: Page, context: BrowserContext) -> None:
    maria = Therapist(page)
    maria.create_owner()
    maria.new_patient()
    maria.drafted_canvas()
    other = context.new_page()
    other.goto(page.url)
    other.keyboard.press("j")
    other.keyboard.press("j")
    other.keyboard.press("Enter")
    expect(other.locator('[data-review="accepted"]')).to_have_count(1)

    page.keyboard.press("j")
    page.keyboard.press("e")
    page.locator(".edit-box textarea").fill(TYPED)
    page.keyboard.press("Enter")
    expect(page.locator("#notice .notice")).to_be_visible()
    expect(page.locator(".edit-box textarea")).to_have_value(TYPED)

    page.get_by_role("link", name="Show the newest version").click()
    expect(page.locator('[data-review="accepted"]')).to_have_count(1)
    expect(page.locator(".edit-box textarea")).to_have_value(TYPED)
    page.locator(".edit-box textarea").press("Enter")
    expect(maria.statement(TYPED)).to_have_attribute("data-review", "edited")


def test_typed_text_survives_an_answer_given_meanwhile(page: Page) -> None:
    maria = Therapist(page)
    maria.create_owner()
    maria.new_patient()
    maria.drafted_canvas()
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.locator(".edit-box textarea").fill(TYPED)
    field = page.locator(".question input[name=answer]").first
    field.fill("45")
    field.press("Enter")
    expect(page.locator("#announcer")).to_contain_text("Answered")
    expect(page.locator(".edit-box textarea")).to_have_value(TYPED)


def test_when_the_server_is_away_the_typed_text_stays(page: Page) -> None:
    maria = Therapist(page)
    maria.create_owner()
    maria.new_patient()
    maria.drafted_canvas()
    page.route("**/statements/*", lambda route: route.abort())
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.locator(".edit-box textarea").fill(TYPED)
    page.keyboard.press("Enter")
    expect(page.locator("#notice .notice")).to_contain_text("cannot be reached")
    expect(page.locator(".edit-box textarea")).to_have_value(TYPED)
    page.unroute("**/statements/*")
    page.locator(".edit-box textarea").press("Enter")
    expect(maria.statement(TYPED)).to_have_attribute("data-review", "edited")
    expect(page.locator("#notice .notice")).to_have_count(0)


def test_a_double_press_saves_once(page: Page) -> None:
    maria = Therapist(page)
    maria.create_owner()
    maria.new_patient()
    maria.drafted_canvas()
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.locator(".edit-box textarea").fill(TYPED)
    page.evaluate(
        "() => { const form = document.querySelector('.edit-box form'); form.requestSubmit(); form.requestSubmit(); }"
    )
    expect(maria.statement(TYPED)).to_have_attribute("data-review", "edited")
    expect(page.locator("#notice .notice")).to_have_count(0)


def test_without_scripts_the_stale_page_shows_both(page: Page, context: BrowserContext) -> None:
    maria = Therapist(page)
    maria.create_owner()
    maria.new_patient()
    maria.drafted_canvas()
    url = page.url
    browser = context.browser
    assert browser is not None
    plain = browser.new_context(java_script_enabled=False, storage_state=context.storage_state(), base_url=url)
    tab = plain.new_page()
    tab.goto(url)
    tab.locator(".plain-tools a").first.click()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator('[data-review="accepted"]')).to_have_count(1)
    tab.locator("#text").fill(TYPED)
    tab.get_by_role("button", name="Save the text").click()
    expect(tab.locator(".notice")).to_be_visible()
    expect(tab.locator("#text")).to_have_value(TYPED)
    tab.get_by_role("button", name="Save the text").click()
    expect(tab.locator("#sheet")).to_contain_text(TYPED)
    plain.close()
