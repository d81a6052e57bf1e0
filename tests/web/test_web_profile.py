"""The clinic profile in the browser: each part of the settings, and what it does on a canvas."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.deliver.pictures import png
from tests.web.conftest import Clinic
from tests.web.therapist import Therapist

from chartside.domain.chart import PayerType
from chartside.domain.clinic_style import DateForm, SideStyle

pytestmark = pytest.mark.browser


@pytest.fixture
def ada(page: Page, clinic: Clinic) -> Therapist:
    """The owner, at the settings."""
    ada = Therapist(page)
    ada.create_owner()
    page.goto("/settings")
    return ada


def upload(page: Page, field: str, name: str, content: bytes) -> None:
    page.set_input_files(field, {"name": name, "mimeType": "application/octet-stream", "buffer": content})


def test_the_logo_is_on_the_letterhead_and_in_the_print(ada: Therapist, tmp_path: Path) -> None:
    page = ada.page
    upload(page, "#logo-file", "mark.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    ada.type("#logo-alt", "Alder Creek: a leaf over water")
    ada.click(page.get_by_role("button", name="Use this logo"))
    expect(page.locator("main")).to_contain_text("The logo is no PNG or JPEG picture")
    expect(page.locator("#logo-alt")).to_have_value("Alder Creek: a leaf over water")
    upload(page, "#logo-file", "mark.png", png())
    ada.click(page.get_by_role("button", name="Use this logo"))
    expect(page.get_by_alt_text("Alder Creek: a leaf over water")).to_be_visible()
    assert page.evaluate("document.querySelector('.logo-shown').naturalWidth") == 240
    ada.new_patient()
    ada.drafted_canvas()
    page.goto(f"{page.url}?kind=medical_necessity_letter")
    ada.click("#draft-now")
    expect(page.locator(".letterhead").get_by_alt_text("Alder Creek: a leaf over water")).to_be_visible()
    printed = ada.download("Web page", tmp_path).read_text()
    assert 'alt="Alder Creek: a leaf over water"' in printed
    page.goto("/settings")
    ada.click(page.get_by_role("button", name="Take the logo off"))
    expect(page.locator(".logo-shown")).to_have_count(0)


def test_a_standard_lies_on_every_canvas_and_is_nobodys_finding(ada: Therapist) -> None:
    page = ada.page
    ada.click(page.get_by_role("link", name="Documents"))
    upload(page, "#standard-file", "how we write.md", b"# Notes\n\nPain is recorded 0/10 to 10/10 at each visit.\n")
    ada.click(page.get_by_role("button", name="Add", exact=True))
    expect(page.locator("table.list")).to_contain_text("how we write.md")
    ada.new_patient()
    ada.drafted_canvas()
    expect(page.locator("#sheet")).not_to_contain_text("10/10")
    ada.click("#standards-list summary")
    ada.click(page.get_by_role("link", name="how we write.md"))
    expect(page.locator("main")).to_contain_text("Pain is recorded 0/10 to 10/10")
    ada.click(page.get_by_role("link", name="Back to the canvas"))
    expect(page.locator("#sheet h1")).to_have_text("SOAP note")
    page.goto("/settings/documents")
    ada.click(page.get_by_role("button", name="Remove how we write.md"))
    expect(page.locator("table.list")).to_have_count(0)


def test_headings_order_and_words_of_the_clinic(ada: Therapist, clinic: Clinic) -> None:
    page = ada.page
    page.goto("/settings/documents")
    ada.type("#section-order", "assessment\npoem.plan")
    ada.type("#headings", "soap_note.plan = What comes next")
    ada.click(page.get_by_role("button", name="Save"))
    expect(page.locator("main")).to_contain_text("there is no document kind 'poem'")
    expect(page.locator("#section-order")).to_have_value("assessment\npoem.plan")
    ada.type("#section-order", "assessment\nsubjective")
    ada.click(page.get_by_role("button", name="Save"))
    expect(page.locator(".notice")).to_contain_text("Saved")
    ada.click(page.get_by_role("link", name="Wording"))
    page.select_option("#sides", "words")
    page.select_option("#dates", "Mon D, YYYY")
    ada.type("#preferred", "client instead of patient\nright instead of left")
    ada.click(page.get_by_role("button", name="Save"))
    expect(page.locator("main")).to_contain_text("sides of the body are set under")
    page.select_option("#sides", "words")
    page.select_option("#dates", "Mon D, YYYY")
    ada.type("#preferred", "client instead of patient")
    page.get_by_label("Spanish").check()
    ada.click(page.get_by_role("button", name="Save"))
    expect(page.locator(".notice")).to_contain_text("Saved")
    with clinic.app.work() as work:
        profile = work.charts.profile()
    assert profile.languages == ("en", "es")
    assert (profile.wording.sides, profile.wording.dates) == (SideStyle.WORDS, DateForm.NAMED_MONTH)
    ada.new_patient()
    ada.drop(("session note.txt", "Patient tolerated treatment well.\nR knee flexion AROM 105.\nPlan: cont 2x/wk.\n"))
    expect(page.locator("#sheet h1")).to_have_text("SOAP note")
    headings = page.locator("#sheet h2").all_inner_texts()
    assert headings[0] == "Assessment"
    assert headings[-1] == "What comes next"
    expect(page.locator("#sheet")).to_contain_text("Client tolerated treatment well")
    expect(page.locator("#sheet")).to_contain_text("Right knee flexion")


def test_payers_of_the_clinic_are_the_choices_of_a_new_course_of_care(ada: Therapist, clinic: Clinic) -> None:
    page = ada.page
    ada.click(page.get_by_role("link", name="Payers and codes"))
    ada.type("#payer-name", "Northfold Mutual")
    page.select_option("#payer-type", "commercial")
    page.select_option("#unit-rule", "ama")
    ada.type("#payer-address", "Utilization Review\nP.O. Box 118, Duluth, MN 55801")
    ada.type("#payer-fax", "(218) 555-0140")
    ada.click(page.get_by_role("button", name="Keep the payer"))
    expect(page.locator("table.list")).to_contain_text("(218) 555-0140")
    ada.type("#codes", "97110, 97140 9753O")
    ada.click(page.get_by_role("button", name="Save"))
    expect(page.locator("main")).to_contain_text("9753O: no service code in force")
    ada.type("#codes", "97110, 97140")
    ada.click(page.get_by_role("button", name="Save"))
    expect(page.locator("#codes")).to_have_value("97110 97140")

    page.goto("/new-patient")
    assert page.locator("#payer").input_value() == "Medicare Part B"
    ada.type("#name", "Rosa Quintero")
    ada.type("#title", "R total knee arthroplasty")
    page.select_option("#payer", "Northfold Mutual")
    ada.click("main button.go")
    expect(page.locator("#canvas")).to_be_visible()
    page.wait_for_load_state("load")
    ada.drafted_canvas()
    expect(page.locator("#sheet .sub")).to_contain_text("Northfold Mutual")
    page.goto(f"{page.url}?kind=medical_necessity_letter")
    ada.click("#draft-now")
    expect(page.locator("#section-addressee")).to_contain_text("P.O. Box 118, Duluth, MN 55801")
    with clinic.app.work() as work:
        found = work.charts.patients()[0]
        (episode,) = work.charts.episodes_of(found.id)
    assert episode.payer.type is PayerType.COMMERCIAL

    page.goto("/settings/billing")
    ada.click(page.get_by_role("button", name="Make Northfold Mutual the usual payer"))
    expect(page.locator("tr").filter(has_text="Northfold Mutual")).to_contain_text("usual")
    ada.click(page.get_by_role("button", name="Remove Medicare Part B"))
    expect(page.locator("table.list")).not_to_contain_text("Medicare Part B")
    page.goto("/new-patient")
    expect(page.locator("#payer")).to_have_count(0)
    expect(page.locator("#payer-name")).to_have_value("Northfold Mutual")
