"""Adapting a prompt, going back, and practicing, in a real browser; and the same through the API."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.web.conftest import Clinic
from tests.web.test_web_accessibility import violations
from tests.web.therapist import PASSWORD, Therapist
from tests.web.wire import OWNER, Wire

from chartside.documents.prompts import built_in_prompts

browser = pytest.mark.browser


@browser
def test_a_prompt_is_adapted_and_restored(page: Page) -> None:
    maria = Therapist(page)
    maria.create_owner()
    page.locator(".top details.menu > summary").click()
    page.get_by_role("link", name="Prompts").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Prompts")
    page.get_by_role("link", name="SOAP note", exact=True).click()
    field = page.get_by_label("Text", exact=True)
    expect(field).to_have_value(built_in_prompts()["soap_note"])

    changed = built_in_prompts()["soap_note"].replace("Say nothing twice.", "Say nothing twice; <b>be brief</b>.")
    field.fill(changed)
    page.get_by_label("What did you change?").fill("Shorter sentences")
    page.get_by_role("button", name="Save as a new version").click()
    expect(page.get_by_role("status").first).to_contain_text("Saved as a new version")
    expect(page.locator(".card").first).to_contain_text("Version 1 holds now")
    expect(page.locator(".card").first).to_contain_text("Mara Okafor")
    expect(page.locator(".card").first).to_contain_text("Shorter sentences")
    page.get_by_text("What it changed").first.click()
    expect(page.locator(".card .added").first).to_contain_text("Say nothing twice; <b>be brief</b>.")
    expect(page.locator(".card .removed").first).to_contain_text("Say nothing twice.")
    expect(page.locator(".card ins").first).to_contain_text("; <b>be brief</b>")
    expect(page.locator(".card .left-out").first).to_contain_text("unchanged lines")

    page.get_by_role("button", name="Restore Built-in").click()
    expect(page.get_by_role("status").first).to_contain_text("Restored")
    expect(page.get_by_label("Text", exact=True)).to_have_value(built_in_prompts()["soap_note"])
    expect(page.locator(".card").first).to_contain_text("Back to the built-in prompt")
    page.get_by_role("button", name="Restore Version 1").click()
    expect(page.get_by_label("Text", exact=True)).to_have_value(changed)


@browser
def test_what_cannot_be_saved_stays_in_its_field(page: Page) -> None:
    maria = Therapist(page)
    maria.create_owner()
    page.goto("/prompts/soap_note")
    page.get_by_role("button", name="Save as a new version").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was changed")

    other = page.context.new_page()
    other.goto("/prompts/soap_note")
    other.get_by_label("Text", exact=True).fill("From the other tab.")
    other.get_by_role("button", name="Save as a new version").click()
    expect(other.get_by_role("status").first).to_contain_text("Saved")
    other.close()
    page.get_by_label("Text", exact=True).fill("From this tab.")
    page.get_by_role("button", name="Save as a new version").click()
    expect(page.get_by_role("alert")).to_contain_text("another version since")
    expect(page.get_by_label("Text", exact=True)).to_have_value("From this tab.")


@browser
def test_it_is_done_with_the_keyboard_alone(page: Page) -> None:
    maria = Therapist(page)
    maria.create_owner()
    page.goto("/prompts/soap_note")
    page.get_by_label("Text", exact=True).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("- One page.\n")
    page.keyboard.press("Tab")
    page.keyboard.type("One page")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Saved")
    page.get_by_role("button", name="Restore Built-in").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Restored")


@browser
def test_a_prompt_is_downloaded(page: Page, tmp_path: Path) -> None:
    maria = Therapist(page)
    maria.create_owner()
    page.goto("/prompts/billing_summary")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download").click()
    assert waiting.value.suggested_filename == "billing_summary.md"
    waiting.value.save_as(tmp_path / "p.md")
    assert (tmp_path / "p.md").read_text("utf-8") == built_in_prompts()["billing_summary"]


@browser
def test_a_prompt_is_taken_from_a_file(page: Page, tmp_path: Path) -> None:
    maria = Therapist(page)
    maria.create_owner()
    page.goto("/prompts/billing_summary")
    page.get_by_text("Take the text from a file").click()
    (tmp_path / "ours <b>.md").write_bytes("Write plainly – always.\r\n".encode())
    page.get_by_label("Text file (UTF-8)").set_input_files(tmp_path / "ours <b>.md")
    page.get_by_role("button", name="Save it as a new version").click()
    expect(page.get_by_label("Text", exact=True)).to_have_value("Write plainly – always.\n")
    expect(page.locator(".card").first).to_contain_text("From the file ours <b>.md")

    page.get_by_text("Take the text from a file").click()
    (tmp_path / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n\xff")
    page.get_by_label("Text file (UTF-8)").set_input_files(tmp_path / "picture.md")
    page.get_by_role("button", name="Save it as a new version").click()
    expect(page.get_by_role("alert")).to_contain_text("picture.md: not UTF-8 text")


@browser
def test_practice_shows_sources_draft_and_checklist(page: Page) -> None:
    maria = Therapist(page)
    maria.create_owner()
    page.goto("/prompts")
    page.get_by_role("link", name="Practice: SOAP note").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Practice: Sixth visit")
    expect(page.locator(".note-text").last).to_contain_text("cellar stairs without the rail")
    expect(page.locator("#practice-draft ~ .card")).to_contain_text("Denies numbness and calf pain.")
    expect(page.get_by_role("status").first).to_contain_text("14 of 14")
    expect(page.locator(".marks .met")).to_have_count(14)
    expect(page.get_by_text("Total treatment minutes, timed and untimed?").first).to_be_visible()


@browser
@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 768)])
def test_axe_finds_nothing_in_a_history(chromium: Browser, clinic: Clinic, scheme: str, width: int) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 1024},
        base_url=clinic.url,
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,
    )
    page = context.new_page()
    Therapist(page).create_owner()
    page.goto("/prompts/soap_note")
    page.get_by_label("Text", exact=True).fill("Write plainly.\n\nNothing twice.")
    page.get_by_role("button", name="Save as a new version").click()
    for summary in page.locator("details.version > summary").all():
        summary.click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Save as a new version").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert violations(page) == []
    context.close()


@pytest.fixture
def wire(clinic: Clinic) -> Wire:
    """A program with the owner's session."""
    wire = Wire(clinic)
    wire.send("POST", "/first-run", OWNER)
    return wire


def test_prompts_through_the_api(wire: Wire) -> None:
    status, kinds = wire.json("GET", "/api/prompts")
    assert status == 200
    assert {k["kind"]: (k["version"], k["practice"]) for k in kinds}["soap_note"] == (0, True)
    status, saved = wire.json("POST", "/api/prompts/soap_note", {"text": "Write.\n", "note": "short", "seen": 0})
    assert status == 201
    newest = saved["versions"][0]
    assert (newest["number"], newest["text"], newest["by"], newest["note"]) == (1, "Write.\n", "Mara Okafor", "short")
    assert wire.json("POST", "/api/prompts/soap_note", {"text": "Other.\n", "seen": 0})[0] == 409
    status, refused = wire.json("POST", "/api/prompts/soap_note", {"text": "a\u0000b"})
    assert (status, "control character" in refused["error"]["message"]) == (422, True)
    status, back = wire.json("POST", "/api/prompts/soap_note/restoration", {"number": 0, "seen": 1})
    assert (status, back["versions"][0]["restores"]) == (201, 0)
    assert back["versions"][0]["text"] == built_in_prompts()["soap_note"]
    assert wire.json("GET", "/api/prompts/nothing")[0] == 404
    assert wire.json("POST", "/api/prompts/soap_note/restoration", {"number": 77})[0] == 404


def test_practice_through_the_api(wire: Wire) -> None:
    status, done = wire.json("GET", "/api/prompts/soap_note/practice")
    assert status == 200
    assert all(mark["good"] for mark in (*done["holds"], *done["lacks"], *done["asks"]))
    assert done["document"]["kind"] == "soap_note"
    assert wire.json("GET", "/api/prompts/billing_summary/practice")[0] == 404


def test_the_front_desk_gets_no_prompts(clinic: Clinic, wire: Wire) -> None:
    user = {"name": "Cy Ott", "email": "cy@clinic.example", "password": PASSWORD, "roles": "front_desk"}
    wire.send("POST", "/settings/users", user)
    desk = Wire(clinic)
    desk.send("POST", "/sign-in", {"email": "cy@clinic.example", "password": PASSWORD})
    for path in ("/prompts", "/prompts/soap_note", "/prompts/soap_note/file", "/prompts/soap_note/practice"):
        assert desk.send("GET", path)[0] == 403
        assert desk.json("GET", f"/api{path}".replace("/file", ""))[0] == 403
    assert desk.send("POST", "/prompts/soap_note", {"text": "x", "seen": "0"})[0] == 403
    assert '"/prompts"' not in desk.send("GET", "/")[2]
    assert Wire(clinic).json("GET", "/api/prompts")[0] == 401
