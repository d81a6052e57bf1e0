"""The whole way without a mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.web.therapist import NOTE, PASSWORD, Therapist

pytestmark = pytest.mark.browser


@pytest.fixture
def maria(page: Page) -> Therapist:
    """Maria before an empty canvas."""
    therapist = Therapist(page)
    therapist.create_owner()
    therapist.new_patient()
    return therapist


def current(page: Page) -> str:
    """Id of the sentence that has the focus."""
    return str(page.evaluate("document.activeElement?.dataset?.statement || ''"))


def test_from_typed_words_to_a_signature_with_keys_alone(maria: Therapist, page: Page) -> None:
    page.keyboard.press("d")
    expect(page.locator("#first-note")).to_be_focused()
    page.keyboard.insert_text(NOTE)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#sheet h1")).to_have_text("SOAP note")

    page.keyboard.press("j")
    first = current(page)
    assert first
    page.keyboard.press("Enter")
    expect(page.locator(f'[data-statement="{first}"]')).to_have_attribute("data-review", "accepted")
    assert current(page) not in ("", first)

    page.keyboard.press("e")
    page.keyboard.press("End")
    page.keyboard.insert_text(" She is pleased.")
    page.keyboard.press("Enter")
    expect(maria.statement("She is pleased.")).to_be_focused()

    page.keyboard.press("j")
    rejected = current(page)
    page.keyboard.press("x")
    page.keyboard.insert_text("not from today")
    page.keyboard.press("Enter")
    target = page.locator(f'[data-statement="{rejected}"]')
    expect(target).to_have_attribute("data-review", "rejected")
    expect(target).to_contain_text("not from today")
    page.keyboard.press("u")
    expect(target).to_have_attribute("data-review", "proposed")

    page.keyboard.press("a")
    expect(page.locator('[data-review="proposed"]')).to_have_count(0)

    page.keyboard.press("q")
    while page.locator(".ask-line").count():
        before = page.locator("#canvas").get_attribute("data-revision") or ""
        if page.evaluate("document.activeElement.matches('input')"):
            number = page.evaluate("document.activeElement.inputMode") == "decimal"
            page.keyboard.insert_text("45" if number else "verbal cues for knee control")
        page.keyboard.press("Enter")
        expect(page.locator("#canvas")).not_to_have_attribute("data-revision", before)
        expect(page.locator("#questions :focus, #sign-open:focus")).to_have_count(1)

    page.keyboard.press("Escape")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#sign-password")).to_be_focused()
    page.keyboard.insert_text(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("#signature")).to_contain_text("Mara Okafor")


def test_tab_reaches_one_sentence_and_arrows_reach_the_rest(maria: Therapist, page: Page) -> None:
    maria.drafted_canvas()
    reachable = page.locator('[data-statement][tabindex="0"]')
    expect(reachable).to_have_count(1)
    reachable.focus()
    page.keyboard.press("ArrowDown")
    second = current(page)
    expect(page.locator('[data-statement][tabindex="0"]')).to_have_count(1)
    page.keyboard.press("ArrowUp")
    assert current(page) != second


def test_the_focused_sentence_is_never_under_the_bar(maria: Therapist, page: Page) -> None:
    page.set_viewport_size({"width": 1100, "height": 520})
    maria.drafted_canvas()
    for _ in range(page.locator("[data-statement]").count()):
        page.keyboard.press("j")
        focused = page.locator(".st.current").bounding_box()
        bar = page.locator("#sign-open").bounding_box()
        assert focused is not None
        assert bar is not None
        assert focused["y"] + focused["height"] <= bar["y"]


def test_escape_leaves_a_sentence_as_it_was(maria: Therapist, page: Page) -> None:
    maria.drafted_canvas()
    page.keyboard.press("j")
    before = page.locator(".st.current").inner_text()
    page.keyboard.press("e")
    page.keyboard.insert_text("something else")
    page.keyboard.press("Escape")
    expect(page.locator(".edit-box")).to_have_count(0)
    assert page.locator(".st.current").inner_text() == before


def test_many_quick_accepts_follow_one_another(maria: Therapist, page: Page) -> None:
    maria.drafted_canvas()
    page.keyboard.press("j")
    for _ in range(4):
        page.keyboard.press("Enter")
    expect(page.locator('[data-review="accepted"]')).to_have_count(4)
    expect(page.locator("#notice .notice")).to_have_count(0)


def test_single_keys_can_be_turned_off(maria: Therapist, page: Page) -> None:
    maria.drafted_canvas()
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.locator("#single-keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert current(page) == ""
    page.locator("[data-statement]").first.focus()
    page.keyboard.press("ArrowDown")
    assert current(page)


def test_what_happens_is_announced(maria: Therapist, page: Page) -> None:
    maria.drafted_canvas()
    expect(page.locator("#announcer")).to_contain_text("The draft has")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("#announcer")).to_contain_text("Accepted")
