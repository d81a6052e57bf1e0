"""Without scripts: the whole way as plain links and forms."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.web.conftest import Clinic
from tests.web.therapist import NOTE, PASSWORD, Therapist

pytestmark = pytest.mark.browser


@pytest.fixture
def plain(chromium: Browser, clinic: Clinic) -> Iterator[Page]:
    """A browser that runs no scripts."""
    context = chromium.new_context(java_script_enabled=False, base_url=clinic.url, accept_downloads=True)
    context.set_default_timeout(8000)
    yield context.new_page()
    context.close()


def test_a_note_is_drafted_reviewed_and_signed_with_plain_forms(plain: Page, tmp_path: Path) -> None:
    maria = Therapist(plain)
    maria.create_owner()
    maria.new_patient()
    note = tmp_path / "session note.txt"
    note.write_text(NOTE, "utf-8")
    plain.set_input_files("#files", note)
    plain.locator("#upload button.plain-only").click()
    expect(plain.locator("#sheet h1")).to_have_text("SOAP note")

    plain.locator(".plain-tools a").first.click()
    expect(plain.locator("mark").first).to_be_visible()
    plain.locator("#text").fill("Knee pain is 4/10 today.")
    plain.get_by_role("button", name="Save the text").click()
    expect(plain.locator('[data-review="edited"]')).to_contain_text("Knee pain is 4/10 today.")

    while plain.locator(".ask-line").count():
        before = plain.locator(".ask-line").count()
        card = plain.locator(plain.locator(".ask-line").first.get_attribute("href") or "")
        field = card.locator("input[name=answer]")
        if field.count():
            field.fill("45" if field.get_attribute("inputmode") == "decimal" else "verbal cues for knee control")
        card.locator("button").first.click()
        assert plain.locator(".ask-line").count() < before

    plain.get_by_role("button", name="Accept all").click()
    expect(plain.locator('[data-review="proposed"]')).to_have_count(0)
    plain.locator("#sign-open").click()
    plain.locator("#sign-password").fill("wrong")
    plain.locator("#sign-now").click()
    expect(plain.locator("#sign-problem")).to_be_visible()
    plain.locator("#sign-password").fill(PASSWORD)
    plain.locator("#sign-now").click()
    expect(plain.locator("#signature")).to_contain_text("Mara Okafor, PT, DPT")
    plain.locator("#download-menu > summary").click()
    with plain.expect_download() as waiting:
        plain.locator("#download-menu a").first.click()
    assert waiting.value.suggested_filename.endswith(".pdf")


def test_a_visit_is_started_from_today_with_plain_forms(plain: Page) -> None:
    maria = Therapist(plain)
    maria.create_owner()
    maria.new_patient()
    plain.goto("/")
    plain.locator("#find").fill("rosa")
    plain.get_by_role("button", name="Find").click()
    plain.get_by_role("button", name="Start today").click()
    expect(plain.locator("#canvas")).to_be_visible()
    expect(plain.locator(".who")).to_contain_text("visit 2")


def test_only_the_document_is_printed(page: Page) -> None:
    maria = Therapist(page)
    maria.create_owner()
    maria.new_patient()
    maria.drafted_canvas()
    page.emulate_media(media="print")
    expect(page.locator("#sheet h1")).to_be_visible()
    expect(page.locator(".watermark")).to_be_visible()
    for part in ("#pane-sources", "#pane-evidence", "#bar", "header.top", ".ask-line"):
        expect(page.locator(part).first).not_to_be_visible()
