"""What is particular to HTML, Word, plain text and Markdown."""

from __future__ import annotations

import io
from dataclasses import replace
from html.parser import HTMLParser

import docx
import pytest
from docx.oxml.ns import qn
from inline_snapshot import snapshot

from chartside.deliver import Printed, all_renderers
from chartside.domain.documents import Basis, Column, Section, Statement, Table

ATTACK = '<script>alert(1)</script><img src=x onerror=alert(2)> & "quoted" \' {{ 7 * 7 }} {% raw %}'


def saying(printed: Printed, text: str) -> Printed:
    column = Column("what", text)
    table = Table("t", text, (column,))
    section = Section(
        key="a",
        heading=text,
        tables=(table,),
        statements=(
            Statement(id="s-1", text=text, basis=Basis.CLINICIAN),
            Statement(id="s-2", text=text, basis=Basis.CLINICIAN, table="t", cells=(("what", text),)),
        ),
    )
    header = replace(printed.document.header, patient=text, clinic=text, episode=text)
    return replace(printed, document=replace(printed.document, title=text, header=header, sections=(section,)))


class Tags(HTMLParser):
    """Names of tags and their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def html(printed: Printed) -> str:
    return all_renderers()["html"].render(printed).decode()


def test_html_escapes_whatever_a_note_says(draft: Printed) -> None:
    page = html(saying(draft, ATTACK))

    assert "<script" not in page
    assert "<img" not in page
    assert "{{ 7 * 7 }}" in page
    assert not [attrs for _, attrs in Tags(page).seen if any(name.startswith("on") for name in attrs)]


def test_html_needs_nothing_from_elsewhere(signed: Printed) -> None:
    page = html(signed)
    tags = Tags(page).seen

    assert not [tag for tag, attrs in tags if "src" in attrs or "href" in attrs or tag in ("script", "link", "iframe")]
    assert "url(" not in page
    assert "default-src 'none'" in page


def test_html_is_made_for_screen_readers(signed: Printed) -> None:
    page = html(signed)
    tags = Tags(page).seen

    assert ("html", {"lang": "en-US"}) in tags
    assert [tag for tag, _ in tags].count("h1") == 1
    assert [tag for tag, _ in tags].count("table") == [tag for tag, _ in tags].count("caption") == 2
    assert all(attrs.get("scope") in ("col", "row") for tag, attrs in tags if tag == "th")
    assert "<title>Orla Brandvold" in page
    assert "@media print" in page


def word(printed: Printed) -> docx.document.Document:
    return docx.Document(io.BytesIO(all_renderers()["docx"].render(printed)))


def test_word_has_real_headings_tables_and_properties(signed: Printed) -> None:
    document = word(signed)

    headings = [(p.style.name, p.text) for p in document.paragraphs if p.style and p.style.name.startswith("Heading")]
    assert headings == snapshot(
        [
            ("Heading 1", "Daily note (SOAP)"),
            ("Heading 2", "Subjective"),
            ("Heading 2", "Objective"),
            ("Heading 2", "Assessment"),
            ("Heading 2", "Plan"),
            ("Heading 2", "Signature"),
        ]
    )
    assert [cell.text for cell in document.tables[0].rows[1].cells] == [
        "Right knee flexion, active",
        "107°",
        "112°",
        "+5°",
    ]
    for table in document.tables:
        first, *rest = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in rest)
    assert (document.core_properties.title, document.core_properties.language) == ("Daily note (SOAP)", "en-US")
    assert document.core_properties.author == "Ines Calloway, PT, DPT"


def test_word_marks_every_page_of_a_draft_and_names_the_patient(draft: Printed, signed: Printed) -> None:
    def header(printed: Printed) -> str:
        return "\n".join(p.text for p in word(printed).sections[0].header.paragraphs)

    assert header(draft).startswith("DRAFT – not signed\nOrla Brandvold · born 09/02/1961")
    assert header(signed).startswith("Orla Brandvold")


@pytest.mark.parametrize("hostile", ["a\x00b\x0bc", "<w:p>&amp;", "lone \ud800", "\ufffe \uffff", "\u202e5/10"])
def test_word_and_text_hold_no_character_that_breaks_them(draft: Printed, hostile: str) -> None:
    for name in ("docx", "text", "html", "md", "json"):
        assert all_renderers()[name].render(saying(draft, f"x{hostile}"))


def test_text_is_divided_into_sections_ready_to_paste(signed: Printed) -> None:
    assert all_renderers()["text"].render(signed).decode() == snapshot("""\
DAILY NOTE (SOAP)
Shoreline Physical Therapy | 8 Harbor Road | Port Ellery, ME 04000 | Phone (207) 555-0118 · NPI 0000000000
Patient: Orla Brandvold
Date of birth: September 2, 1961
Record number: SH-2041
Date of service: March 4, 2026
Visit: 6 of 12
Episode: R total knee arthroplasty
Payer: Medicare Part B
Clinician: Ines Calloway, PT, DPT

SUBJECTIVE:
Right knee pain 3/10, was 4/10. Walked to the mailbox without the cane. Denies calf pain and fever.

OBJECTIVE:
Measures since the last visit:
Measure                        Was   Now   Change
Right knee flexion, active    107°  112°      +5°
Right knee extension, active   −4°   −2°      +2°
Right quadriceps strength     4-/5   4/5  ⅓ grade

Gait: step-to pattern on stairs, improved to step-over after cueing.

Interventions:
- 97110: Recumbent bike 8 min; step-downs 4 in 2 × 8, verbal cues for knee alignment; leg press 30 lb; Min 23
- 97140: Patellar mobilization grade III; flexion mobilization grade IV; Min 15

ASSESSMENT:
Flexion gained 5° since the last visit and is 8° short of the goal of 120°.

PLAN:
Continue 2 times a week for 3 weeks.

SIGNATURE:
Electronically signed by Ines Calloway, PT, DPT, March 4, 2026, 14:31 UTC-05:00.
I have reviewed this document and it is my record of the visit.
SHA-256 ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12
""")


def test_a_wide_table_of_values_reads_was_now_change(signed: Printed) -> None:
    columns = tuple(Column(key, key.title(), key != "measure") for key in ("measure", "was", "now", "change"))
    columns += (Column("note", "Note"),)
    cells = (
        ("measure", "Oswestry"),
        ("was", "44%"),
        ("now", "30%"),
        ("change", "−14"),
        ("note", "exceeds " + "x" * 80),
    )
    row = Statement(id="s-1", text="Oswestry.", basis=Basis.CLINICIAN, table="m", cells=cells)
    section = Section(key="o", heading="Objective", tables=(Table("m", "", columns),), statements=(row,))

    text = (
        all_renderers()["text"].render(replace(signed, document=replace(signed.document, sections=(section,)))).decode()
    )

    assert f"- Oswestry: 44% → 30% (−14); exceeds {'x' * 80}\n" in text


def test_markdown_keeps_signs_as_text(draft: Printed) -> None:
    text = all_renderers()["md"].render(saying(draft, "1. *left* | <b> # [x](y) _a_")).decode()

    assert r"1\. \*left\* \| \<b\> \# \[x\](y) \_a\_" in text
    assert "> **DRAFT – not signed**" in text
