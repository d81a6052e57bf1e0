"""From a fresh computer to a signed PDF, in a real browser, as a therapist does it."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Page, expect
from tests.web.therapist import NOTE, Therapist

pytestmark = pytest.mark.browser


def text_of(pdf: Path) -> str:
    """The words of a PDF, with line breaks as spaces."""
    document = pdfium.PdfDocument(pdf)
    words = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(words.split())


def test_from_an_empty_folder_to_a_signed_pdf(page: Page, tmp_path: Path) -> None:
    maria = Therapist(page)
    maria.create_owner()
    maria.new_patient()
    maria.drafted_canvas()

    # a sentence in focus shows the words it rests on
    pain = maria.statement("4/10")
    maria.click(pain)
    expect(pain).to_have_class("st proposed current")
    lit = page.locator("#from [data-from]:not([hidden]) mark")
    expect(lit.first).to_contain_text("4/10")
    expect(page.locator("#source-list .src.on")).to_contain_text("session note.txt")

    # an edited sentence is the therapist's own and is checked again
    maria.press("e")
    maria.type(".edit-box textarea", "Right knee pain is 4/10; it was 6/10 at the last visit. She sleeps through.")
    maria.press("Enter")
    edited = maria.statement("She sleeps through")
    expect(edited).to_have_attribute("data-review", "edited")
    expect(edited).to_be_focused()

    maria.answer_questions()
    expect(page.locator("#left")).to_contain_text("Ready to sign")
    maria.sign()
    expect(page.locator("#signature")).to_contain_text("Mara Okafor, PT, DPT")
    expect(page.locator("#state-pill")).to_contain_text("Signed")
    expect(page.locator("#accept-all")).to_have_count(0)

    words = text_of(maria.download("PDF", tmp_path))
    assert "She sleeps through." in words
    assert "Mara Okafor" in words
    assert "not signed" not in words.lower()


def test_a_routine_note_takes_fewer_than_ten_interactions_from_drop_to_signature(page: Page) -> None:
    maria = Therapist(page)
    maria.create_owner()
    maria.new_patient()
    maria.interactions = 0
    maria.drafted_canvas(NOTE + "Total treatment time 40 min.\n")
    maria.answer_questions()
    maria.sign()
    expect(page.locator("#signature")).to_be_visible()
    assert maria.interactions < 10


def test_an_unsigned_note_is_marked_as_a_draft_in_every_format(page: Page, tmp_path: Path) -> None:
    maria = Therapist(page)
    maria.create_owner()
    maria.new_patient()
    maria.drafted_canvas()
    assert "DRAFT" in text_of(maria.download("PDF", tmp_path)).upper()
    assert "DRAFT" in maria.download("Plain text", tmp_path).read_text("utf-8").upper()


def test_a_signed_note_takes_an_addendum_and_nothing_else(page: Page) -> None:
    maria = Therapist(page)
    maria.create_owner()
    maria.new_patient()
    maria.drafted_canvas()
    maria.answer_questions()
    maria.sign()
    expect(page.locator("#signature")).to_be_visible()
    page.keyboard.press("e")
    expect(page.locator(".edit-box")).to_have_count(0)
    maria.click("#addendum-box > summary")
    maria.type("#addendum-text", "Patient called: she will be late on Friday.")
    maria.type("#addendum-password", "violet heron walks at noon")
    maria.click("#addendum-box button.go")
    expect(page.locator(".addendum")).to_contain_text("she will be late on Friday")
    expect(page.locator("#state-pill")).to_contain_text("amended")


def test_signing_asks_for_the_password_and_says_what_is_missing(page: Page) -> None:
    maria = Therapist(page)
    maria.create_owner()
    maria.new_patient()
    maria.drafted_canvas()
    maria.click("#sign-open")
    expect(page.locator("#sign")).to_contain_text("It cannot be signed yet")
    maria.press("Escape")
    maria.answer_questions()
    maria.sign("not her password")
    expect(page.locator("#sign-problem")).to_be_visible()
    expect(page.locator("#signature")).to_have_count(0)


def test_a_file_that_cannot_be_read_stays_with_the_reason_and_the_rest_is_drafted(page: Page) -> None:
    maria = Therapist(page)
    maria.create_owner()
    maria.new_patient()
    maria.drop(("session note.txt", NOTE), ("empty.txt", ""))
    expect(page.locator("#sheet h1")).to_have_text("SOAP note")
    unread = page.locator(".src.unread")
    expect(unread).to_contain_text("empty.txt")
    maria.click(unread.get_by_role("button", name="Remove empty.txt"))
    expect(page.locator(".src.unread")).to_have_count(0)
    expect(page.locator("#source-list")).to_contain_text("session note.txt")


def test_the_source_page_marks_every_fact(page: Page) -> None:
    maria = Therapist(page)
    maria.create_owner()
    maria.new_patient()
    maria.drafted_canvas()
    maria.click(page.get_by_role("link", name="session note.txt").first)
    expect(page.locator("h1")).to_have_text("session note.txt")
    assert page.locator("mark").count() > 5
