"""PDF files: text with its place on the page; scans and locked files say so."""

from __future__ import annotations

from collections.abc import Callable

from chartside.domain.source import Source
from chartside.ingest import receive
from chartside.ingest.limits import Limits

PdfOf = Callable[[str], bytes]
RawPdf = Callable[..., bytes]
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] %s >>"
CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R %s >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def source(content: bytes) -> Source:
    received = receive("note.pdf", content)
    assert received.source is not None, received.problem
    return received.source


def test_each_line_knows_its_page_and_place(pdf_of: PdfOf) -> None:
    made = source(pdf_of("#set page(width: 300pt, height: 200pt, margin: 30pt)\nPain 3\\/10\n#pagebreak()\nPlan: ice"))

    first, second = made.segments

    assert made.text == "Pain 3/10\n\nPlan: ice"
    assert [first.page, second.page] == [1, 2]
    assert made.span(second.start, second.end).quote == "Plan: ice"
    assert first.box is not None
    assert 28 < first.box.left < 32
    assert 28 < first.box.top < 45
    assert first.box.top < first.box.bottom < 60


def test_a_wrapped_sentence_is_one_line_and_list_items_are_lines(pdf_of: PdfOf) -> None:
    made = source(
        pdf_of(
            "#set page(width: 260pt, height: 400pt, margin: 30pt)\n"
            "Patient reports that right knee pain on stairs is three out of ten, down from five.\n\n"
            "- flexion 105\n- extension 0\n\nPlan: continue"
        )
    )

    assert made.text.split("\n") == [
        "Patient reports that right knee pain on stairs is three out of ten, down from five.",
        "• flexion 105",
        "• extension 0",
        "Plan: continue",
    ]


def test_a_table_row_is_one_line_divided_by_tabs(pdf_of: PdfOf) -> None:
    made = source(pdf_of("#table(columns: (120pt, 80pt, 80pt), [Motion], [Was], [Now], [Knee flexion], [95], [105])"))

    assert made.text == "Motion\tWas\tNow\nKnee flexion\t95\t105"


def test_what_a_patient_typed_into_form_fields_is_read(raw_pdf: RawPdf) -> None:
    drawn = b"BT /F 12 Tf 2 4 Td (stairs, five out of ten) Tj ET"
    made = source(
        raw_pdf(
            CATALOGUE % b"/AcroForm << /Fields [6 0 R] >>",
            PAGES,
            PAGE % b"/Annots [6 0 R] /Contents 5 0 R /Resources << /Font << /F 4 0 R >> >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            b"<< /Length 45 >>\nstream\nBT /F 12 Tf 20 150 Td (What is hard now?) Tj ET\nendstream",
            b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (q1) /F 4 /V (stairs, five out of ten) "
            b"/Rect [20 100 280 120] /AP << /N 7 0 R >> >>",
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 260 20] /Resources << /Font << /F 4 0 R >> >> /Length %d >>\n"
            b"stream\n%s\nendstream" % (len(drawn), drawn),
        )
    )

    assert made.text == "What is hard now?\nstairs, five out of ten"


def test_a_scan_says_that_reading_pictures_is_not_installed(raw_pdf: RawPdf) -> None:
    picture = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
    )
    scan = raw_pdf(
        CATALOGUE % b"",
        PAGES,
        PAGE % b"/Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >>",
        b"<< /Length 30 >>\nstream\nq 300 0 0 200 0 0 cm /I Do Q  \nendstream",
        picture + b"\nstream\n\x80\nendstream",
    )

    problem = receive("intake scan.pdf", scan).problem

    assert problem is not None
    assert problem.code == "scan"
    assert problem.message.startswith("intake scan.pdf is a scan")
    assert "OCR" in problem.message


def test_a_locked_pdf_asks_for_the_password_to_be_removed(raw_pdf: RawPdf) -> None:
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]" % (
        b"ab" * 32,
        b"cd" * 32,
    )

    problem = receive("locked.pdf", raw_pdf(CATALOGUE % b"", PAGES, PAGE % b"", trailer=lock)).problem

    assert problem is not None
    assert (problem.code, problem.message) == ("encrypted", "locked.pdf is protected by a password.")


def test_a_pdf_of_ten_thousand_pages_is_refused_at_once(raw_pdf: RawPdf) -> None:
    kids = b" ".join(b"%d 0 R" % number for number in range(3, 10_003))
    pages = b"<< /Type /Pages /Kids [%s] /Count 10000 >>" % kids

    problem = receive("chart.pdf", raw_pdf(CATALOGUE % b"", pages, *[PAGE % b""] * 10_000)).problem

    assert problem is not None
    assert problem.code == "too_many_pages"
    assert "10,000 pages" in problem.message


def test_an_empty_pdf_has_no_text(pdf_of: PdfOf) -> None:
    problem = receive("blank.pdf", pdf_of("#pagebreak()")).problem

    assert problem is not None
    assert problem.code == "empty"


def test_the_limit_of_pages_is_the_callers(pdf_of: PdfOf) -> None:
    problem = receive("two.pdf", pdf_of("one #pagebreak() two"), limits=Limits(pages=1)).problem

    assert problem is not None
    assert problem.code == "too_many_pages"
