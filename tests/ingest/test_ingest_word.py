"""Word documents: what a reader sees, in the order a reader sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from chartside.domain.source import Source
from chartside.ingest import receive

Build = Callable[[Callable[[docx.document.Document], None]], bytes]


def source(content: bytes) -> Source:
    received = receive("note.docx", content)
    assert received.source is not None, received.problem
    return received.source


def test_paragraphs_lists_and_tables_come_in_document_order(word_of: Build) -> None:
    def fill(document: docx.document.Document) -> None:
        document.add_heading("Objective", 1)
        document.add_paragraph("Right knee:")
        document.add_paragraph("flexion 105°", style="List Bullet")
        document.add_paragraph("measured supine", style="List Bullet 2")
        table = document.add_table(2, 3)
        for cell, words in zip(table._cells, ["Motion", "Was", "Now", "Flexion", "95", "105"], strict=True):
            cell.text = words
        document.add_paragraph("Plan:\tcontinue “as is”\u00a02x/wk")

    assert source(word_of(fill)).text == (
        "Objective\nRight knee:\n- flexion 105°\n  - measured supine\nMotion | Was | Now\nFlexion | 95 | 105\n"
        "Plan:\tcontinue “as is”\u00a02x/wk"
    )


def test_a_deleted_value_of_tracked_changes_is_not_read_but_the_inserted_one_is(word_of: Build) -> None:
    def fill(document: docx.document.Document) -> None:
        paragraph = document.add_paragraph("Pain ")
        for part in (
            f'<w:del {nsdecls("w")} w:id="1" w:author="a"><w:r><w:delText>7/10</w:delText></w:r></w:del>',
            f'<w:ins {nsdecls("w")} w:id="2" w:author="a"><w:r><w:t>3/10</w:t></w:r></w:ins>',
        ):
            paragraph._p.append(parse_xml(part))

    assert source(word_of(fill)).text == "Pain 3/10"


def test_the_page_header_comes_first_and_gives_the_date_of_the_visit(word_of: Build) -> None:
    def fill(document: docx.document.Document) -> None:
        document.sections[0].header.paragraphs[0].text = "Shoreline PT   DOS: 03/04/2026"
        document.sections[0].footer.paragraphs[0].text = "confidential"
        document.add_paragraph("Pain 3/10")

    made = source(word_of(fill))

    assert made.text == "Shoreline PT   DOS: 03/04/2026\n\nPain 3/10"
    assert made.date is not None
    assert made.date.isoformat() == "2026-03-04"


def test_a_conversation_typed_in_word_keeps_its_speakers(word_of: Build) -> None:
    def fill(document: docx.document.Document) -> None:
        for line in ("PT: Any pain today?", "Patient: Two out of ten.", "PT: And on stairs?", "Patient: Four."):
            document.add_paragraph(line)

    assert [s.label for s in source(word_of(fill)).segments] == ["PT", "Patient", "PT", "Patient"]


def test_word_xml_with_entities_or_broken_xml_is_refused(zip_of: Callable[[Mapping[str, bytes]], bytes]) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><w:document>&c;</w:document>'

    for body in (bomb, b"<w:document><w:body>", b"", b"\x00" * 50):
        problem = receive("note.docx", zip_of({"word/document.xml": body, "[Content_Types].xml": b"<Types/>"})).problem

        assert problem is not None
        assert problem.code == "unreadable"
        assert "note.docx" in problem.message
