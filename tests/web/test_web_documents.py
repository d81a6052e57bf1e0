"""Several documents on one visit's canvas: chosen, drafted, reviewed, signed and sent each by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.web.conftest import Clinic
from tests.web.test_web_accessibility import violations
from tests.web.therapist import PASSWORD, Therapist

from chartside import plugins
from chartside.documents import document_kinds

pytestmark = pytest.mark.browser

LETTER = "Letter of medical necessity"


@pytest.fixture
def maria(page: Page, clinic: Clinic) -> Therapist:
    """A therapist at a canvas with a drafted SOAP note."""
    maria = Therapist(page)
    maria.create_owner()
    maria.new_patient()
    maria.drafted_canvas()
    return maria


def choose(maria: Therapist, title: str) -> None:
    """By keys only: the list opens at the document shown, letters do not matter, arrows go on."""
    maria.press("c")
    expect(maria.page.locator("#documents-menu")).to_have_attribute("open", "")
    links = maria.page.locator("#documents-menu .kinds a")
    titles = [text.strip() for text in links.locator("span").all_inner_texts()]
    at = links.evaluate_all("links => links.findIndex((link) => link === document.activeElement)")
    for _ in range((titles.index(title) - at) % len(titles)):
        maria.press("ArrowDown")
    maria.press("Enter")
    expect(maria.page.locator("#documents-open")).to_contain_text(title)
    maria.page.wait_for_load_state("load")


def test_two_documents_of_a_visit_are_worked_on_apart(maria: Therapist, tmp_path: Path) -> None:
    page = maria.page
    note_url = page.url
    choose(maria, LETTER)
    assert page.url == f"{note_url}?kind=medical_necessity_letter"
    expect(page.locator("#sheet h1")).to_have_text("Ready to draft")
    maria.click("#draft-now")
    expect(page.locator("#sheet h1")).to_have_text(LETTER)
    expect(page.locator(".letterhead")).to_be_visible()
    expect(page.locator(".drafted a")).to_have_count(2)

    first = page.locator("[data-statement]").first
    maria.click(first)
    maria.press("x")
    maria.type(page.locator(".edit-box [data-field]"), "The payer knows this.")
    maria.press("Enter")
    expect(page.locator("[data-review=rejected]")).to_have_count(1)
    assert page.url.startswith(f"{note_url}?kind=medical_necessity_letter")

    maria.click(page.locator(".drafted a").filter(has_text="SOAP note"))
    expect(page.locator("#sheet h1")).to_have_text("SOAP note")
    expect(page.locator("[data-review=rejected]")).to_have_count(0)
    maria.answer_questions()
    maria.sign()
    expect(page.locator("#signature")).to_be_visible()
    expect(page.locator(".drafted a").filter(has_text="Signed")).to_have_count(1)
    assert maria.download("Plain text", tmp_path).read_text().startswith("SOAP NOTE")

    maria.click(page.locator(".drafted a").filter(has_text=LETTER))
    expect(page.locator("[data-review=rejected]")).to_have_count(1)
    expect(page.locator("#state-pill")).to_contain_text("In review")
    letter = maria.download("Plain text", tmp_path)
    assert letter.name.startswith("medical-necessity-letter")
    assert "Sincerely," in letter.read_text()


def test_a_source_that_comes_later_reaches_every_unsigned_document(maria: Therapist) -> None:
    page = maria.page
    note_url = page.url
    choose(maria, LETTER)
    maria.click("#draft-now")
    expect(page.locator("#sheet h1")).to_have_text(LETTER)
    before = page.locator("#canvas").get_attribute("data-revision")
    page.goto(note_url)
    maria.answer_questions()
    maria.sign()
    expect(page.locator("#signature")).to_be_visible()
    signed = page.locator("#sheet").inner_text()
    expect(page.locator("#upload")).to_have_count(0)

    page.goto(f"{note_url}?kind=medical_necessity_letter")
    maria.drop(("later.txt", "Diagnosis: R knee OA M17.11. Unable to kneel at work. LEFS 41/80.\n"))
    expect(page.locator("#source-list")).to_contain_text("later.txt")
    expect(page.locator("#sheet h1")).to_have_text(LETTER)
    assert page.locator("#canvas").get_attribute("data-revision") != before
    remove = page.get_by_role("button", name="Remove session note.txt")
    maria.click(remove)
    expect(page.locator(".notice").first).to_contain_text("was made from this source")

    page.goto(note_url)
    assert page.locator("#sheet").inner_text() == signed
    expect(page.locator("#source-list")).not_to_contain_text("later.txt")


def test_a_letter_needs_no_note_of_its_own_day(maria: Therapist) -> None:
    page = maria.page
    patient = page.locator(".who a").get_attribute("href") or ""
    page.goto(patient)
    page.locator("input[type=date]").first.fill("2030-01-07")
    maria.click(page.get_by_role("button", name="Start"))
    expect(page.locator("#canvas")).to_be_visible()
    expect(page.locator("#draft-now")).to_have_count(0)
    page.wait_for_load_state("load")
    choose(maria, LETTER)
    maria.click("#draft-now")
    expect(page.locator("#sheet h1")).to_have_text(LETTER)
    plain = page.url.partition("?")[0]
    page.goto(plain)
    expect(page.locator("#sheet h1")).to_have_text(LETTER)  # the only document of this visit
    page.goto(f"{plain}?kind=soap_note")
    expect(page.locator("#documents-open")).to_contain_text("SOAP note")
    expect(page.locator("#sheet h1")).not_to_have_text(LETTER)


def test_answers_go_to_the_document_that_asked(maria: Therapist) -> None:
    page = maria.page
    note_url = page.url
    choose(maria, LETTER)
    maria.click("#draft-now")
    expect(page.locator("#sheet h1")).to_have_text(LETTER)
    page.goto(note_url)
    maria.answer_questions()
    note = page.locator("#sheet").inner_text()
    page.goto(f"{note_url}?kind=medical_necessity_letter")
    card = page.locator("#questions .card").filter(has=page.locator("input.long")).first
    maria.type(card.locator("input.long"), "Bears all of his weight at the zoo.")
    maria.press("Enter")
    expect(page.locator("#sheet")).to_contain_text("zoo")
    page.goto(note_url)
    assert "zoo" not in page.locator("#sheet").inner_text()
    assert page.locator("#sheet").inner_text() == note


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 400])
def test_the_chooser_and_a_letter_are_accessible(chromium: Browser, clinic: Clinic, scheme: str, width: int) -> None:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, base_url=clinic.url, bypass_csp=True)
    page = context.new_page()
    maria = Therapist(page)
    maria.create_owner()
    maria.new_patient()
    maria.drafted_canvas()
    choose(maria, LETTER)
    maria.click("#draft-now")
    expect(page.locator("#sheet h1")).to_have_text(LETTER)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two it knows
    page.set_viewport_size({"width": width, "height": 900})
    page.locator("#documents-menu").evaluate("menu => { menu.open = true }")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    menu = page.locator("#documents-menu .sheet-menu").bounding_box()
    assert menu is not None
    assert menu["x"] >= 0
    assert menu["x"] + menu["width"] <= width
    context.close()


@pytest.fixture
def trend_kind(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another distribution's kind of document, which has a picture."""
    point = EntryPoint("trend_sheet", "tests.web.trend_kind:KIND", "chartside.documents.kinds")
    monkeypatch.setattr(plugins, "entry_points", lambda group: [point] if group == point.group else [])
    document_kinds.cache_clear()
    yield
    document_kinds.cache_clear()


@pytest.mark.usefixtures("trend_kind")
def test_a_picture_of_a_document_is_drawn_and_said(maria: Therapist, tmp_path: Path) -> None:
    page = maria.page
    page.goto(page.locator(".who a").get_attribute("href") or "")
    page.locator("input[type=date]").first.fill("2030-01-07")
    maria.click(page.get_by_role("button", name="Start"))
    expect(page.locator("#canvas")).to_be_visible()
    page.wait_for_load_state("load")
    maria.drop(("today.txt", "R knee flexion AROM 112.\n"))
    expect(page.locator("#sheet h1")).to_have_text("SOAP note")
    choose(maria, "Trend sheet")
    maria.click("#draft-now")
    expect(page.locator("#sheet h1")).to_have_text("Trend sheet")
    expect(page.locator("#section-motion svg desc")).to_have_text(
        "Knee flexion rose from 105° to 112° over 2 measurements; goal 120°."
    )
    assert "rose from 105° to 112°" in maria.download("Plain text", tmp_path).read_text()
    assert maria.download("PDF", tmp_path).read_bytes().startswith(b"%PDF")


def test_the_api_takes_the_kind(maria: Therapist, clinic: Clinic) -> None:
    page = maria.page
    visit = page.url.rpartition("/")[2]
    headers = {"Origin": clinic.url}
    kinds = page.request.get(f"{clinic.url}/api/visits/{visit}/documents").json()
    assert {"kind": "soap_note", "title": "SOAP note", "group": "Visit", "state": "draft"} in kinds
    assert any(kind["group"] == "Letters" and kind["state"] is None for kind in kinds)
    address = f"{clinic.url}/api/visits/{visit}/document?kind=medical_necessity_letter"
    assert page.request.get(address).status == 404
    letter = page.request.post(address, headers=headers).json()
    assert letter["document"]["kind"] == "medical_necessity_letter"
    assert page.request.get(f"{clinic.url}/api/visits/{visit}/document").json()["document"]["kind"] == "soap_note"
    unknown = page.request.get(f"{clinic.url}/api/visits/{visit}/document?kind=poem")
    assert unknown.status == 404
    assert "there is: " in json.loads(unknown.text())["error"]["message"]
    signed = page.request.post(
        f"{clinic.url}/api/documents/{letter['id']}/signature",
        headers=headers,
        data={"revision": letter["revision"], "password": PASSWORD},
    )
    assert signed.status in (200, 422)
