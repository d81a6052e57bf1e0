"""The PDF a clinic files: readable by people, by screen readers, and always the same."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2 as pdfium
import pytest

from chartside.deliver import Printed, all_renderers
from chartside.domain.documents import Basis, Document, Header, Review, Section, Statement


def pdf(printed: Printed) -> bytes:
    return all_renderers()["pdf"].render(printed)


def pages(content: bytes) -> list[str]:
    document = pdfium.PdfDocument(content)
    try:
        texts = []
        for page in document:
            textpage = page.get_textpage()
            texts.append(" ".join(textpage.get_text_range().split()))
            textpage.close()
            page.close()
        return texts
    finally:
        document.close()


def saying(printed: Printed, *sentences: str) -> Printed:
    statements = tuple(Statement(id=f"s-{n}", text=text, basis=Basis.CLINICIAN) for n, text in enumerate(sentences))
    section = Section(key="subjective", heading="Subjective", statements=statements)
    return replace(printed, document=replace(printed.document, sections=(section,)))


def words(text: str) -> str:
    return "".join(text.split()).replace("\ufffe", "-").replace("\x02", "-")


def test_all_that_was_kept_is_printed_in_order_and_nothing_that_was_rejected(signed: Printed) -> None:
    text = words(" ".join(pages(pdf(signed))))

    place = 0
    for statement in signed.document.statements():
        if statement.review is Review.REJECTED:
            assert words(statement.text) not in text
            continue
        for part in [value for _, value in statement.cells or () if value] or [statement.text]:
            found = text.find(words(part), place)
            assert found >= 0, part
            place = found


def test_letterhead_patient_and_visit_stand_above_the_text(signed: Printed) -> None:
    (text,) = pages(pdf(signed))

    for wanted in (
        "Shoreline Physical Therapy",
        "8 Harbor Road",
        "Phone (207) 555-0118",
        "Orla Brandvold",
        "September 2, 1961",
        "SH-2041",
        "March 4, 2026",
        "6 of 12",
        "Medicare Part B",
        "Page 1 of 1",
    ):
        assert wanted in text


def test_a_signature_shows_name_credentials_time_and_hash(signed: Printed) -> None:
    (text,) = pages(pdf(signed))

    assert "Electronically signed by Ines Calloway, PT, DPT" in text
    assert "March 4, 2026, 14:31 UTC-05:00" in text
    assert "ab12" * 16 in text
    assert "DRAFT" not in text
    assert "Total treatment minutes?" not in text


def test_addenda_stand_below_each_with_its_own_signature(amended: Printed) -> None:
    text = " ".join(pages(pdf(amended)))

    first, second = text.index("the surgeon cleared her to drive."), text.index("Cane height was 34 in.")

    assert text.index("ab12" * 16) < first < text.index("cd34" * 16) < second < text.index("ef56" * 16)


def test_every_page_of_a_draft_says_so(draft: Printed) -> None:
    long = saying(draft, *(f"Sentence number {n} of a long story about a knee." for n in range(400)))

    texts = pages(pdf(long))

    assert len(texts) > 2
    for text in texts:
        assert text.count("DRAFT – not signed") >= 2


def test_later_pages_name_the_patient_and_count_on(signed: Printed) -> None:
    texts = pages(pdf(saying(signed, *(f"Sentence number {n} about a knee." for n in range(400)))))

    for number, text in enumerate(texts[1:], 2):
        assert "Orla Brandvold · born 09/02/1961 · record SH-2041" in text
        assert f"Page {number} of {len(texts)}" in text


def test_open_questions_stand_only_in_drafts(draft: Printed) -> None:
    (text,) = pages(pdf(draft))

    assert text.index("Open questions (draft only)") < text.index("Total treatment minutes?")


def test_it_is_a_tagged_pdf_for_screen_readers(draft: Printed) -> None:
    content = pdf(draft)

    for marker in (b"/StructTreeRoot", b"/Marked true", b"/Lang", b"pdfuaid", b"/DisplayDocTitle true", b"/TH", b"/H1"):
        assert marker in content, marker
    document = pdfium.PdfDocument(content)
    assert document.get_metadata_value("Title") == "Daily note (SOAP)"
    assert document.is_tagged()
    document.close()


def test_the_same_document_gives_the_same_bytes(draft: Printed, signed: Printed) -> None:
    assert pdf(draft) == pdf(draft)
    assert pdf(signed) == pdf(signed)
    assert pdf(draft) != pdf(signed)


def test_the_date_in_the_file_is_that_of_the_signature(signed: Printed) -> None:
    document = pdfium.PdfDocument(pdf(signed))

    assert "20260304193100" in document.get_metadata_value("CreationDate")
    document.close()


@pytest.mark.parametrize(
    "hostile",
    [
        '#panic("no") #set page(width: 1pt) #import "x.typ"',
        "$ x^2 $ *bold* _it_ = Heading @ref <label> \\ \" ' `raw` // comment /* c */ ~ -- ---",
        "line one\nline two\ttab\x00\x07\x1b[31m",
        "price \u202e5/10\u202c hidden",
        "lone \ud800 surrogate \uffff",
        "]}{[ )(",
    ],
)
def test_no_text_is_ever_markup(signed: Printed, hostile: str) -> None:
    text = words(" ".join(pages(pdf(saying(signed, f"before {hostile} after")))))

    assert "before" in text
    assert "after" in text


def test_markup_characters_are_printed_as_written(signed: Printed) -> None:
    (text,) = pages(pdf(saying(signed, '#panic("no") *bold* _it_ $x$ <a>')))

    assert '#panic("no") *bold* _it_ $x$ <a>' in text


def test_characters_without_a_glyph_do_not_stop_the_filing(signed: Printed) -> None:
    (text,) = pages(pdf(saying(signed, "Interpreter 王小明 present 🙂👨‍👩‍👧 today; pain 3/10.")))

    assert "Interpreter" in text
    assert "today; pain 3/10." in text
    assert "the electronic record holds them as written" in text


@pytest.mark.parametrize(
    "word", ["Nguyễn Thị Hương", "Łukasz Żółć", "Ольга", "110° ≥ ½ → ✓ ⅓ ±", "naïve — “quoted” ‘x’"]
)
def test_names_and_signs_of_usual_scripts_are_printed(signed: Printed, word: str) -> None:
    (text,) = pages(pdf(saying(signed, f"said {word} end.")))

    assert words(word) in words(text)
    assert "electronic record holds" not in text


@pytest.mark.parametrize("codepoints", [range(0x0, 0x3000, 7), range(0x3000, 0x11000, 211), range(0x1F300, 0x1FAFF, 5)])
def test_no_character_at_all_makes_printing_fail(signed: Printed, codepoints: range) -> None:
    assert pdf(saying(signed, " ".join(chr(c) for c in codepoints)))


def test_an_almost_empty_document_prints(draft: Printed) -> None:
    bare = Document(kind="soap_note", title="Note", header=Header(), sources=(), sections=())

    (text,) = pages(pdf(replace(draft, document=bare)))

    assert "DRAFT – not signed" in text
