"""Recognised facts are marked in the source: hover and focus say the reading, a click or Enter sets it right."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import update
from tests.web.conftest import Clinic
from tests.web.test_web_accessibility import violations
from tests.web.therapist import NOTE, Therapist
from tests.web.wire import OWNER, Wire

from chartside.services import visit_canvas
from chartside.store.tables import sources

pytestmark = pytest.mark.browser

FLEXION = "ROM · knee · flexion · right · active · 105 deg · now"
CORRECTED = "Corrected: ROM · knee · flexion · right · active · 115 deg · now; read as "


@pytest.fixture
def maria(page: Page) -> Therapist:
    """Maria before a drafted canvas."""
    therapist = Therapist(page)
    therapist.create_owner()
    therapist.new_patient()
    therapist.drafted_canvas()
    return therapist


def mark(page: Page, words: str) -> Locator:
    """The marked words of a source."""
    return page.locator("mark.fact a").filter(has_text=words).first


def open_text(page: Page) -> None:
    page.locator(".text > summary").first.click()


def row(page: Page) -> Locator:
    return page.locator("tr[data-statement]").filter(has_text="flexion")


def test_every_fact_of_the_source_pane_is_marked_and_hover_says_the_reading(maria: Therapist, page: Page) -> None:
    open_text(page)
    flexion = mark(page, "AROM 105")
    expect(flexion).to_be_visible()
    assert page.locator(".text mark.fact").count() > 12
    flexion.hover()
    expect(page.locator("#tip")).to_be_visible()
    expect(page.locator("#tip")).to_contain_text(FLEXION)
    expect(flexion).to_have_accessible_description(FLEXION)
    page.locator("#tip").hover()
    page.wait_for_timeout(400)
    expect(page.locator("#tip")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#tip")).to_be_hidden()
    flexion.hover()
    page.locator("#sheet h1").hover()
    expect(page.locator("#tip")).to_be_hidden()


def test_a_reading_is_corrected_with_the_keyboard_alone_and_the_draft_follows(maria: Therapist, page: Page) -> None:
    expect(row(page)).to_contain_text("105°")
    page.locator(".text > summary").first.focus()
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").endswith("AROM 105"):
            break
    expect(page.locator("#tip")).to_contain_text(FLEXION)
    page.keyboard.press("Enter")
    expect(page.locator("#reading")).to_be_visible()
    expect(page.locator("#tip")).to_be_hidden()
    expect(page.locator("#fact-measure")).to_be_focused()
    while page.evaluate("document.activeElement.id") != "fact-value":
        page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("115")
    page.keyboard.press("Enter")
    expect(page.locator("#reading")).to_be_hidden()
    expect(row(page)).to_contain_text("115°")
    expect(page.locator("#sheet")).not_to_contain_text("105")
    expect(page.locator("#announcer")).to_contain_text("Saved")
    flexion = mark(page, "AROM 105")
    expect(flexion).to_be_focused()
    expect(flexion).to_have_accessible_description(CORRECTED + FLEXION)
    expect(page.locator("mark.corrected")).to_have_count(2)  # in the note, and in the line that corrects it
    expect(page.locator("#source-list")).to_contain_text("Corrections")
    expect(page.get_by_role("button", name="Remove Corrections")).to_have_count(0)
    expect(page.locator("#checks")).not_to_contain_text("Stops signing")


@pytest.mark.parametrize("anew", ["kept facts cleared", "a newer reader"])
def test_reading_the_source_again_does_not_overwrite_a_correction(
    maria: Therapist, page: Page, clinic: Clinic, monkeypatch: pytest.MonkeyPatch, anew: str
) -> None:
    open_text(page)
    maria.click(mark(page, "AROM 105"))
    maria.type("#fact-value", "115")
    maria.click("#reading-form button.go")
    expect(row(page)).to_contain_text("115°")
    if anew == "a newer reader":
        monkeypatch.setattr(visit_canvas, "FACTS_VERSION", "later")
    else:
        with clinic.app.work() as work:
            work.canvases._connection.execute(update(sources).values(facts=None))
    page.reload()
    expect(row(page)).to_contain_text("115°")
    maria.drop(("more.txt", "Girth midpatella R 41.0 cm"))
    expect(page.locator("#sheet")).to_contain_text("41 cm")
    expect(row(page)).to_contain_text("115°")
    expect(page.locator("#sheet")).not_to_contain_text("105")


def test_what_is_no_fact_leaves_the_draft_and_comes_back(maria: Therapist, page: Page) -> None:
    open_text(page)
    maria.click(mark(page, "AROM 105"))
    maria.click(page.get_by_role("button", name="Not a fact"))
    expect(row(page)).to_have_count(0)
    dropped = page.locator("mark.dropped a")
    expect(dropped).to_have_accessible_description(f"Not a fact; read as {FLEXION}")
    assert dropped.evaluate("e => getComputedStyle(e).textDecorationLine") == "line-through"
    maria.click(dropped)
    maria.click(page.get_by_role("button", name="Undo the correction"))
    expect(row(page)).to_contain_text("105°")
    expect(page.locator("mark.dropped")).to_have_count(0)


def test_a_value_that_cannot_be_is_refused_in_the_form_and_nothing_typed_is_lost(maria: Therapist, page: Page) -> None:
    open_text(page)
    maria.click(mark(page, "AROM 105"))
    maria.type("#fact-value", "a lot")
    maria.type("#fact-joint", "hip")
    maria.press("Enter")
    expect(page.locator("#reading-problem")).to_have_text("Value: write a number.")
    expect(page.locator("#fact-value")).to_have_value("a lot")
    expect(page.locator("#fact-joint")).to_have_value("hip")
    maria.press("Escape")
    expect(page.locator("#reading")).to_be_hidden()
    expect(mark(page, "AROM 105")).to_be_focused()
    expect(row(page)).to_contain_text("105°")


def test_the_source_page_marks_corrects_and_lists_every_reading(maria: Therapist, page: Page) -> None:
    canvas = page.url
    maria.click(page.get_by_role("link", name="session note.txt").first)
    mark(page, "4/10").hover()
    expect(page.locator("#tip")).to_contain_text("pain · knee · right · 4/10 · now")
    maria.click(mark(page, "4/10"))
    maria.type("#fact-value", "5")
    maria.click("#reading-form button.go")
    expect(page.locator("#reading")).to_be_hidden()
    expect(page.locator("mark.corrected")).to_have_count(1)
    maria.click("#all-readings > summary")
    expect(page.locator(".readings")).to_contain_text("Corrected: pain · knee · right · 5/10 · now")
    page.goto(canvas)
    expect(page.locator("#sheet")).to_contain_text("5/10")
    expect(page.locator("#sheet")).not_to_contain_text("4/10")
    maria.click(page.get_by_role("link", name="Corrections").first)
    expect(page.locator("mark.corrected")).to_have_count(1)
    expect(page.locator("#kind")).to_have_count(0)
    maria.click(page.locator("mark.corrected a"))
    expect(page.locator("#reading")).to_contain_text("Corrected: pain")


def test_the_source_of_a_sentence_opens_from_its_evidence(maria: Therapist, page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page.locator("#source-text")).to_be_visible()


def test_two_readings_of_the_same_words_are_both_named_and_both_in_reach(maria: Therapist, page: Page) -> None:
    maria.drop(("vitals.txt", "BP 142/80"))
    maria.click(page.get_by_role("link", name="vitals.txt").first)
    pressure = mark(page, "142")
    pressure.hover()
    expect(page.locator("#tip")).to_contain_text("systolic · 142")
    expect(page.locator("#tip")).to_contain_text("diastolic · 80")
    maria.click(pressure)
    expect(page.locator("#reading")).to_contain_text("Also read here")
    maria.click(page.locator("#reading a"))
    expect(page.locator("#reading")).to_contain_text("Also read here")


def test_a_signed_note_shows_its_readings_and_takes_no_correction(maria: Therapist, page: Page) -> None:
    maria.answer_questions()
    maria.sign()
    expect(page.locator("#signature")).to_be_visible()
    open_text(page)
    maria.click(mark(page, "AROM 105"))
    expect(page.locator("#reading")).to_contain_text(FLEXION)
    expect(page.locator("#reading-form")).to_have_count(0)


def test_readings_are_corrected_without_scripts(clinic: Clinic) -> None:
    wire = Wire(clinic)
    wire.send("POST", "/first-run", OWNER)
    _, patient = wire.json("POST", "/api/patients", {"name": "Rosa Quintero"})
    _, episode = wire.json("POST", f"/api/patients/{patient['id']}/episodes", {"title": "R TKA"})
    _, visit = wire.json("POST", "/api/visits", {"episode": episode["id"], "date": "2026-03-03"})
    _, source = wire.json("POST", f"/api/visits/{visit['id']}/texts", {"text": NOTE, "name": "note.txt"})
    at = f"/visits/{visit['id']}/sources/{source['id']}"
    _, readings = wire.json("GET", f"/api{at}/readings")
    key = next(r["key"] for r in readings if r["words"] == FLEXION)
    path = f"{at}/readings/{key}"
    status, _, page = wire.send("GET", path)
    assert status == 200
    assert "<h1>note.txt</h1>" in page
    assert "hx-post" not in page.split("<main", 1)[1].split("</main>", 1)[0]
    form = {"do": "save", "seen": "", "place": "source", "measure": "rom", "value": "115", "when": "current"}
    status, headers, _ = wire.send("POST", path, form)
    assert (status, headers["Location"]) == (303, f"{at}#at-S1-{key}")
    status, _, page = wire.send("GET", at)
    assert page.count('class="fact corrected"') == 1
    assert wire.send("POST", path, form)[0] == 409
    status, _, page = wire.send("POST", path, {"do": "save", "value": "none at all"})
    assert status == 422
    assert "Value: write a number." in page
    assert "none at all" in page
    assert wire.send("POST", path, {"do": "melt"})[0] == 422
    assert wire.send("POST", f"{at}/readings/r-none", form)[0] == 404
    assert wire.send("POST", path, {"do": "undo", "place": "canvas"})[1]["Location"] == f"/visits/{visit['id']}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_marks_tooltip_and_form(chromium: object, clinic: Clinic, scheme: str) -> None:
    context = chromium.new_context(  # type: ignore[attr-defined]  # the browser of conftest
        viewport={"width": 1440, "height": 1024}, base_url=clinic.url, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    maria = Therapist(page)
    maria.create_owner()
    maria.new_patient()
    maria.drafted_canvas()
    open_text(page)
    for words, do in (("AROM 105", "Save"), ("patellar mobs", "Not a fact")):
        maria.click(mark(page, words))
        if do == "Save":
            maria.type("#fact-value", "115")
        page.locator("#reading-more > summary").click()
        found = violations(page)
        maria.click(page.locator("#reading-form").get_by_role("button", name=do))
        expect(page.locator("#reading")).to_be_hidden()
        assert found == []
    page.locator("mark.corrected a").first.hover()
    expect(page.locator("#tip")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name="session note.txt").first.click()
    page.locator("#all-readings > summary").click()
    assert violations(page) == []
    href = page.locator("mark.corrected a").first.get_attribute("href") or ""
    page.goto(href)
    assert violations(page) == []
    context.close()
