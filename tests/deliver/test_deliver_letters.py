"""Letters, messages and pictures of trends, in every format."""

from __future__ import annotations

import ctypes
import io
from dataclasses import replace
from datetime import date

import docx
import pypdfium2 as pdfium
import pytest
from tests.deliver.pictures import png
from tests.deliver.test_deliver_contract import BUILT_IN, text_of

from chartside.deliver import Printed, all_renderers
from chartside.deliver.sheet import sheet_of
from chartside.domain.chart import ClinicProfile
from chartside.domain.clinic_style import ClinicFile, Logo
from chartside.domain.documents import Basis, Layout, Section, Statement, TrendFigure
from chartside.domain.signing import State

SAID = "Knee flexion rose from 84° to 112° over 3 measurements; goal 125°, normal 135°."
FLEXION = TrendFigure(
    key="knee-flexion",
    title="Knee flexion",
    unit="°",
    points=((date(2026, 2, 2), 84.0), (date(2026, 2, 16), 98.0), (date(2026, 3, 4), 112.0)),
    goal=125.0,
    norm=135.0,
)
BODY = "Ms. Brandvold has gained 28° of knee flexion since February 2."


def lines(key: str, *texts: str, heading: str = "") -> Section:
    statements = tuple(Statement(id=f"{key}-{n}", text=text, basis=Basis.CLINICIAN) for n, text in enumerate(texts, 1))
    return Section(key=key, heading=heading, statements=statements)


@pytest.fixture
def letter(draft: Printed) -> Printed:
    """A letter to a payer, not signed."""
    sections = (
        lines("addressee", "Northfold Mutual", "Utilization Review", "P.O. Box 118, Duluth, MN 55801"),
        lines("reference", "Re: Orla Brandvold, born September 2, 1961", "Claim 44-1907"),
        lines("opening", "To the reviewer:", "I ask for eight further visits."),
        replace(lines("course", BODY, "She walks without a cane."), figures=(FLEXION,)),
        lines("request", "Please authorize 8 visits.", heading="What is asked for"),
        lines("closing", "Sincerely,"),
        lines("enclosures", "Note of March 4, 2026", "Plan of care", heading="Enclosures"),
    )
    document = replace(
        draft.document, kind="prior_authorization_letter", title="Prior authorization request", sections=sections,
        questions=(), layout=Layout.LETTER,
    )  # fmt: skip
    return replace(draft, document=document)


def text(name: str, printed: Printed) -> str:
    return " ".join(text_of(name, all_renderers()[name].render(printed)).split())


@pytest.mark.parametrize("name", [n for n in BUILT_IN if n != "json"])
def test_a_letter_reads_from_letterhead_to_enclosures(name: str, letter: Printed, signed: Printed) -> None:
    sent = text(name, replace(letter, signature=signed.signature, state=State.SIGNED))
    place = 0
    for part in (
        "Shoreline Physical Therapy", "8 Harbor Road", "March 4, 2026", "Northfold Mutual", "Utilization Review",
        "Re: Orla Brandvold", "To the reviewer:", BODY, "Please authorize 8 visits.", "Sincerely,",
        "igned by Ines Calloway", "Note of March 4, 2026",
    ):  # fmt: skip
        place = sent.find(part, place)
        assert place >= 0, part
    for label in ("Date of service", "Addressee", "Opening", "SIGNATURE:"):
        assert label not in sent


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_letter_that_nobody_signed_says_so(name: str, letter: Printed) -> None:
    assert "DRAFT – not signed" in text(name, letter)


def test_the_address_stands_line_by_line(letter: Printed) -> None:
    printed = all_renderers()["text"].render(letter).decode()

    assert "\nNorthfold Mutual\nUtilization Review\nP.O. Box 118, Duluth, MN 55801\n\nRe: Orla" in printed


@pytest.mark.parametrize("name", [n for n in BUILT_IN if n != "json"])
def test_a_picture_is_also_said_in_words(name: str, letter: Printed, draft: Printed) -> None:
    first, *rest = draft.document.sections
    chart_page = replace(draft, document=replace(draft.document, sections=(replace(first, figures=(FLEXION,)), *rest)))
    for printed in (letter, chart_page):
        content = all_renderers()[name].render(printed)
        if name == "pdf":
            assert spoken(content).replace("\r\n", " ").count("over 3 measurements") == 1
        elif name == "html":
            assert f'aria-label="{SAID}"' in content.decode()
        else:
            assert SAID in text(name, printed)


def spoken(content: bytes) -> str:
    """Alternative texts of a PDF."""
    document = pdfium.PdfDocument(content)
    found: list[str] = []

    def walk(element: pdfium.raw.FPDF_STRUCTELEMENT) -> None:
        size = pdfium.raw.FPDF_StructElement_GetAltText(element, None, 0)
        if size:
            raw = ctypes.create_string_buffer(size)
            pdfium.raw.FPDF_StructElement_GetAltText(element, raw, size)
            found.append(raw.raw.decode("utf-16-le").rstrip("\0"))
        for index in range(pdfium.raw.FPDF_StructElement_CountChildren(element)):
            child = pdfium.raw.FPDF_StructElement_GetChildAtIndex(element, index)
            if child:
                walk(child)

    for page in document:
        tree = pdfium.raw.FPDF_StructTree_GetForPage(page.raw)
        for index in range(pdfium.raw.FPDF_StructTree_CountChildren(tree)):
            walk(pdfium.raw.FPDF_StructTree_GetChildAtIndex(tree, index))
        pdfium.raw.FPDF_StructTree_Close(tree)
    document.close()
    return "\n".join(found)


def test_hostile_names_of_measures_stay_text(letter: Printed) -> None:
    figure = replace(FLEXION, title='<script>alert(1)</script>" & 膝', unit="</text><image href='x'/>")
    sections = (replace(lines("course", BODY), figures=(figure,)),)
    hostile = replace(letter, document=replace(letter.document, sections=sections))

    page = all_renderers()["html"].render(hostile).decode()
    assert "<script" not in page
    assert "<image" not in page
    assert all_renderers()["pdf"].render(hostile)


def test_one_value_is_no_picture(letter: Printed) -> None:
    sections = (replace(lines("course", BODY), figures=(replace(FLEXION, points=FLEXION.points[:1]),)),)
    assert b"<svg" not in all_renderers()["html"].render(
        replace(letter, document=replace(letter.document, sections=sections))
    )


@pytest.fixture
def message(draft: Printed) -> Printed:
    """A reminder, as text to be sent."""
    sections = (
        lines("message", "Your next visit at Shoreline Physical Therapy is on March 11.", "Call us to change."),
    )
    document = replace(
        draft.document, kind="appointment_reminder", title="Appointment reminder", sections=sections, questions=(),
        layout=Layout.MESSAGE,
    )  # fmt: skip
    return replace(draft, document=document)


def test_a_message_is_only_what_is_sent(message: Printed, signed: Printed) -> None:
    sent = replace(message, signature=signed.signature, state=State.SIGNED)

    assert all_renderers()["text"].render(sent).decode() == (
        "Your next visit at Shoreline Physical Therapy is on March 11. Call us to change.\n"
    )
    for name in ("html", "md", "pdf", "docx"):
        printed = text(name, message)
        assert "Call us to change." in printed
        for private in ("Brandvold", "arthroplasty", "SH-2041", "1961"):
            assert private not in printed, name


LOGO = Logo(ClinicFile("mark.png", "0" * 64), "Shoreline: a wave below a lighthouse")


@pytest.fixture
def branded(signed: Printed, profile: ClinicProfile) -> Printed:
    """A signed note under a letterhead with a picture."""
    return replace(signed, profile=replace(profile, logo=LOGO, fax="(207) 555-0119"), logo=png())


def test_the_letterhead_shows_the_logo_with_its_words(branded: Printed) -> None:
    page = all_renderers()["html"].render(branded).decode()
    assert 'alt="Shoreline: a wave below a lighthouse"' in page
    assert "img-src data:" in page
    word = docx.Document(io.BytesIO(all_renderers()["docx"].render(branded)))
    (shape,) = word.inline_shapes
    assert shape._inline.docPr.get("descr") == LOGO.alt
    content = all_renderers()["pdf"].render(branded)
    assert LOGO.alt in spoken(content)
    assert b"/Image" in content
    assert "Fax (207) 555-0119" in text("text", branded)


def test_a_picture_that_cannot_be_shown_keeps_no_note_from_print(branded: Printed) -> None:
    whole = png()
    for broken in (whole[:60], whole[:-20], b"GIF89a" + whole, b"\xff\xd8\xff\xe0junk"):
        for name in BUILT_IN:
            assert all_renderers()[name].render(replace(branded, logo=broken))


def test_the_same_letter_gives_the_same_bytes(letter: Printed, branded: Printed) -> None:
    for name in BUILT_IN:
        for printed in (letter, branded):
            assert all_renderers()[name].render(printed) == all_renderers()[name].render(printed)


def test_every_block_of_a_sheet_has_its_words(letter: Printed, draft: Printed) -> None:
    said = [
        text for part in (*sheet_of(letter).parts, *sheet_of(letter).after) for b in part.blocks for text in b.words
    ]
    assert "Utilization Review" in said
    assert SAID in said
    assert any("107°" in text for part in sheet_of(draft).parts for b in part.blocks for text in b.words)
