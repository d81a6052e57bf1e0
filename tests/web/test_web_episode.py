"""What holds now in a course of care, on the patient's page and in the API."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.web.conftest import Clinic
from tests.web.test_web_accessibility import violations
from tests.web.therapist import EMAIL, PASSWORD
from tests.web.wire import OWNER, Wire

SAME = "O: R knee AROM flex 95, ext -8. Quad 4-/5. TUG 14.0 s. LEFS 38/80."
NEWEST = (
    "S: Pain 2/10.\nO: R knee AROM flex 112 (was 90), goal flex 120. TUG 11.2 s. LEFS 51/80. Grip R 60 lb. BP 132/80.\n"
    "L knee AROM flex 135, ext 0. R hip AROM flex 110, abd 35, ER 40. L hip AROM flex 118. Girth R knee 41 cm."
)
NOTES = (("2026-03-02", SAME), ("2026-03-09", SAME), ("2026-03-16", NEWEST))


def course(wire: Wire, *notes: tuple[str, str]) -> tuple[str, str]:
    """Ids of a new patient and of a course of care with one note a visit."""
    _, patient = wire.json("POST", "/api/patients", {"name": "Rosa Quintero"})
    _, episode = wire.json("POST", f"/api/patients/{patient['id']}/episodes", {"title": "R TKA", "side": "right"})
    for day, text in notes:
        _, visit = wire.json("POST", "/api/visits", {"episode": episode["id"], "date": day})
        status, _ = wire.json("POST", f"/api/visits/{visit['id']}/texts", {"text": text, "name": f"note {day}"})
        assert status == 201
    return str(patient["id"]), str(episode["id"])


@pytest.fixture
def wire(clinic: Clinic) -> Wire:
    """A program with the owner's session."""
    wire = Wire(clinic)
    wire.send("POST", "/first-run", OWNER)
    return wire


def signed_in(page: Page) -> None:
    page.goto("/sign-in")
    page.locator("#email").fill(EMAIL)
    page.locator("#password").fill(PASSWORD)
    page.locator("main button.go").click()
    expect(page).to_have_url("/")


@pytest.mark.browser
def test_the_newest_value_leads_to_the_line_that_says_it(page: Page, wire: Wire) -> None:
    patient, _ = course(wire, *NOTES)
    signed_in(page)
    page.goto(f"/patients/{patient}")
    table = page.get_by_role("table", name="What holds now: R TKA")
    expect(table.locator("tbody tr")).to_have_count(12)
    row = table.get_by_role("row", name="R knee flexion AROM")
    expect(row.get_by_role("cell")).to_have_text(
        ["95° 2 Mar 2026", "112° 16 Mar 2026", "+17° improved beyond error (5°)"], use_inner_text=True
    )
    expect(table.get_by_role("row", name="LEFS")).to_contain_text("+13 improved beyond the important change (MCID 9)")
    expect(table.get_by_role("row", name="TUG")).to_contain_text("−2.8 s within error (MDC 3.5 s)")
    expect(page.get_by_role("table", name="Further measures: R TKA")).to_be_hidden()
    page.get_by_text("more measures").click()
    expect(page.get_by_role("table", name="Further measures: R TKA")).to_be_visible()
    row.get_by_role("link", name="112°").click()
    expect(page.locator("h1")).to_have_text("note 2026-03-16")
    assert page.url.endswith("#line-2")
    expect(page.locator("#line-2")).to_contain_text("flex 112")


@pytest.mark.browser
def test_a_goal_has_its_column(page: Page, wire: Wire) -> None:
    patient, _ = course(wire, ("2026-03-02", "O: R knee AROM flex 95 (goal 120). TUG 14.0 s."))
    signed_in(page)
    page.goto(f"/patients/{patient}")
    table = page.get_by_role("table", name="What holds now: R TKA")
    expect(table.get_by_role("columnheader")).to_have_text(["Measure", "First", "Newest", "Change", "Goal"])
    expect(table.get_by_role("row", name="R knee flexion AROM").get_by_role("cell").last).to_have_text("120°")
    expect(page.get_by_role("heading", name="Contradictions")).to_have_count(0)
    expect(page.get_by_role("heading", name="Copied forward")).to_have_count(0)


@pytest.mark.browser
def test_contradictions_and_copies_are_said_in_words(page: Page, wire: Wire) -> None:
    patient, _ = course(wire, *NOTES)
    signed_in(page)
    page.goto(f"/patients/{patient}")
    said = page.get_by_role("list", name="Contradictions").get_by_role("listitem").first
    expect(said).to_contain_text(
        "R knee flexion AROM: the note of 16 March 2026 gives 90° as the earlier value; 95° was recorded on"
        " 9 March 2026. A visit between may be missing."
    )
    expect(said.get_by_role("link")).to_have_text(["“R knee AROM flex 95”", "“was 90”"])
    copied = page.get_by_role("list", name="Copied forward").get_by_role("listitem").first
    expect(copied).to_contain_text("9 March 2026: all 5 values measured again are those of 2 March 2026.")
    expect(copied.get_by_role("link")).to_have_text(["95°", "lacks 8°", "4-/5", "14 s", "38/80"])


@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 1440), ("light", 400), ("dark", 768)])
def test_axe_finds_nothing_serious(chromium: Browser, clinic: Clinic, wire: Wire, scheme: str, width: int) -> None:
    patient, _ = course(wire, *NOTES)
    context = chromium.new_context(
        viewport={"width": width, "height": 1024},
        base_url=clinic.url,
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,  # axe is injected by the test
    )
    page = context.new_page()
    signed_in(page)
    page.goto(f"/patients/{patient}")
    page.get_by_text("more measures").click()
    found = violations(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
    assert not found, "\n".join(found)


@pytest.mark.browser
def test_it_is_read_without_scripts(chromium: Browser, clinic: Clinic, wire: Wire) -> None:
    patient, _ = course(wire, *NOTES)
    context = chromium.new_context(base_url=clinic.url, java_script_enabled=False)
    page = context.new_page()
    signed_in(page)
    page.goto(f"/patients/{patient}")
    page.get_by_text("more measures").click()
    page.get_by_role("table", name="Further measures: R TKA").get_by_role("link").first.click()
    expect(page.locator("h1")).to_have_text("note 2026-03-16")
    context.close()


def test_the_front_desk_sees_no_values(wire: Wire, clinic: Clinic) -> None:
    patient, episode = course(wire, *NOTES)
    given = {"name": "Cy Ott", "email": "cy@clinic.example", "password": PASSWORD, "roles": "front_desk"}
    status, _, _ = wire.send("POST", "/settings/users", given)
    assert status in (200, 303)
    desk = Wire(clinic)
    desk.send("POST", "/sign-in", {"email": "cy@clinic.example", "password": PASSWORD})
    status, _, page = desk.send("GET", f"/patients/{patient}")
    assert status == 200
    assert "What holds now" not in page
    assert desk.json("GET", f"/api/patients/{patient}/episodes/{episode}/view")[0] == 403


def test_the_view_in_the_api(wire: Wire) -> None:
    patient, episode = course(wire, *NOTES)
    path = f"/api/patients/{patient}/episodes/{episode}/view"
    status, view = wire.json("GET", path)
    assert status == 200
    assert set(view) == {"days", "series", "contradictions", "copied_forward", "facts"}
    assert view["days"] == ["2026-03-02", "2026-03-09", "2026-03-16"]
    flexion = next(s for s in view["series"] if s["title"] == "ROM · knee · flexion · right · active")
    assert [v["value"] for v in flexion["values"]] == [95, 95, 112]
    facts = {fact["id"]: fact for fact in view["facts"]}
    assert facts[flexion["newest"]]["evidence"][0]["quote"].endswith("flex 112")
    assert [[facts[f]["value"] for f in c["facts"]] for c in view["contradictions"]] == [[95, 90]]
    assert [(c["date"], c["from"]) for c in view["copied_forward"]] == [("2026-03-09", "2026-03-02")]
    assert wire.json("GET", path.replace(patient, "none"))[0] == 404


def test_the_view_before_the_first_note(wire: Wire) -> None:
    patient, episode = course(wire)
    status, view = wire.json("GET", f"/api/patients/{patient}/episodes/{episode}/view")
    assert (status, view["series"], view["facts"]) == (200, [], [])
