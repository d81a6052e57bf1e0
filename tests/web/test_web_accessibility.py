"""axe-core on every page: light, dark and at 768 px."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.web.conftest import Clinic
from tests.web.therapist import Therapist

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
LOOKS = [("light", 1440), ("dark", 1440), ("light", 768), ("dark", 768)]
PAGES = ["/", "/patients", "/patients?search=zzz", "/new-patient", "/words", "/help", "/no-such-page"]
PAGES += ["/settings", "/settings/documents", "/settings/wording", "/settings/billing", "/settings/users"]
PAGES += ["/prompts", "/prompts/soap_note", "/prompts/soap_note/practice"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """Serious and critical findings, one line each."""
    page.add_script_tag(path=AXE)
    found = page.evaluate(
        "tags => axe.run(document, { runOnly: { type: 'tag', values: tags } }).then(r => r.violations)", RULES
    )
    return [
        f"{page.url} {v['id']} ({v['impact']}): {v['nodes'][0]['html'][:160]} {v['nodes'][0]['failureSummary'][:200]}"
        for v in found
        if v["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_axe_finds_nothing_serious(chromium: Browser, clinic: Clinic, scheme: str, width: int) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 1024},
        base_url=clinic.url,
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        bypass_csp=True,  # axe is injected by the test; that the pages keep the policy is tested elsewhere
    )
    page = context.new_page()
    maria = Therapist(page)
    found: list[str] = []

    page.goto("/first-run")
    found += violations(page)
    maria.create_owner()
    maria.new_patient()
    found += violations(page)
    canvas = page.url
    maria.drafted_canvas()
    maria.drop(("empty.txt", ""))
    expect(page.locator(".src.unread")).to_be_visible()
    if width < 1000:
        page.locator("#sources-box > summary").click()
    page.keyboard.press("j")
    found += violations(page)
    page.keyboard.press("e")
    found += violations(page)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    found += violations(page)
    page.keyboard.press("Escape")
    maria.click("#sign-open")
    found += violations(page)
    page.keyboard.press("Escape")
    maria.answer_questions()
    maria.click("#sign-open")
    found += violations(page)
    page.locator("#sign-password").fill("violet heron walks at noon")
    page.keyboard.press("Enter")
    expect(page.locator("#signature")).to_be_visible()
    found += violations(page)
    for path in [*PAGES, f"{canvas}/sign"]:
        page.goto(path)
        found += violations(page)
    page.goto("/patients")
    page.locator("a.whole").first.click()
    found += violations(page)
    page.goto(canvas)
    if width < 1000:
        page.locator("#sources-box > summary").click()
    page.locator(".src .name a").first.click()
    found += violations(page)
    page.goto("/")
    page.locator(".top details.menu > summary").click()
    found += violations(page)
    page.get_by_role("button", name="Sign out").click()
    found += violations(page)
    context.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [768, 1440])
def test_nothing_runs_out_of_the_page(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 1024})
    maria = Therapist(page)
    maria.create_owner()
    maria.new_patient()
    maria.drafted_canvas()
    canvas = page.url
    for path in [canvas, *PAGES]:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        wide = "[...document.querySelectorAll('.st-table')].filter(t => t.scrollWidth > t.clientWidth + 1).length"
        assert page.evaluate(wide) == 0, path
    page.set_viewport_size({"width": 1440, "height": 700})
    page.goto(canvas)
    page.locator("#checks").scroll_into_view_if_needed()
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight"), "only the panes scroll"


def test_every_target_is_at_least_24_pixels(page: Page) -> None:
    page.set_viewport_size({"width": 768, "height": 1024})
    maria = Therapist(page)
    maria.create_owner()
    maria.new_patient()
    maria.drafted_canvas()
    small = page.evaluate(
        """() => [...document.querySelectorAll(
                "button, summary, input:not([type=hidden]), select, a.button, .ask-line")]
            .filter(e => e.checkVisibility())
            .map(e => [e, e.closest("label")?.getBoundingClientRect() || e.getBoundingClientRect()])
            .filter(([, r]) => r.height < 23.5 || r.width < 23.5)
            .map(([e, r]) => `${e.outerHTML.slice(0, 90)} ${r.width}x${r.height}`)"""
    )
    assert small == []


def test_the_theme_can_be_chosen_and_stays(page: Page) -> None:
    maria = Therapist(page)
    maria.create_owner()
    page.locator(".top details.menu > summary").click()
    page.get_by_role("button", name="Dark").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 26)"
    page.goto("/patients")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 26)"
