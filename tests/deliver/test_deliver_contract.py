"""What every renderer promises, built in or installed."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace

import docx
import pypdfium2 as pdfium
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chartside.deliver import Printed, all_renderers
from chartside.domain.documents import Basis, Section, Statement, TableBlock

BUILT_IN = ["docx", "html", "json", "md", "pdf", "text"]
DRAFT = "DRAFT – not signed"


def text_of(name: str, content: bytes) -> str:
    """What a reader of the format sees."""
    if name == "pdf":
        document = pdfium.PdfDocument(content)
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
        document.close()
        return text
    if name == "docx":
        word = docx.Document(io.BytesIO(content))
        section = word.sections[0]
        body = [element.text or "" for element in word.element.body.iter() if element.tag.endswith("}t")]
        head = [p.text for p in (*section.header.paragraphs, *section.footer.paragraphs)]
        return "\n".join([*head, *body])
    text = content.decode("utf-8")
    if name == "html":
        return re.sub(r"<[^>]*>", " ", text.partition("</style>")[2])
    return text.replace("\\", "")


def test_every_built_in_renderer_is_found() -> None:
    assert list(all_renderers()) == BUILT_IN
    assert {r.suffix for r in all_renderers().values()} == {".docx", ".html", ".json", ".md", ".pdf", ".txt"}
    assert len({r.media_type for r in all_renderers().values()}) == len(BUILT_IN)


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_draft_says_so_and_a_signed_document_does_not(name: str, draft: Printed, signed: Printed) -> None:
    assert DRAFT in text_of(name, all_renderers()[name].render(draft))
    assert DRAFT not in text_of(name, all_renderers()[name].render(signed))


@pytest.mark.parametrize("name", BUILT_IN)
def test_rejected_statements_are_never_printed(name: str, draft: Printed, amended: Printed) -> None:
    for printed in (draft, amended):
        assert "voices" not in text_of(name, all_renderers()[name].render(printed))


@pytest.mark.parametrize("name", BUILT_IN)
def test_kept_sentences_and_cells_are_printed_in_order(name: str, signed: Printed) -> None:
    text = "".join(text_of(name, all_renderers()[name].render(signed)).split())
    place = 0
    for section in signed.document.sections:
        for block in section.blocks():
            rows = block.rows if isinstance(block, TableBlock) else (block,)
            for statement in rows:
                for part in [cell for _, cell in statement.cells or () if cell] or [statement.text]:
                    found = text.find("".join(part.split()), place)
                    assert found >= 0, part
                    place = found


@pytest.mark.parametrize("name", BUILT_IN)
def test_questions_stand_only_in_drafts(name: str, draft: Printed, signed: Printed) -> None:
    assert "Total treatment minutes?" in text_of(name, all_renderers()[name].render(draft))
    assert "Total treatment minutes?" not in text_of(name, all_renderers()[name].render(signed))


@pytest.mark.parametrize("name", BUILT_IN)
def test_signature_and_addenda_are_printed_in_order(name: str, amended: Printed) -> None:
    text = text_of(name, all_renderers()[name].render(amended))

    hashes = [text.index(value * 16) for value in ("ab12", "cd34", "ef56")]

    assert "Ines Calloway" in text
    assert "PT, DPT" in text
    if name != "json":
        assert hashes == sorted(hashes)
        assert hashes[0] < text.index("cleared her to drive") < hashes[1] < text.index("Cane height") < hashes[2]


@pytest.mark.parametrize("name", BUILT_IN)
def test_the_same_document_gives_the_same_bytes(name: str, draft: Printed, amended: Printed) -> None:
    for printed in (draft, amended):
        assert all_renderers()[name].render(printed) == all_renderers()[name].render(printed)


@pytest.mark.parametrize("name", BUILT_IN)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=st.characters(max_codepoint=0x24F), min_size=1, max_size=80).filter(lambda t: t.strip()))
def test_any_words_can_be_printed(name: str, draft: Printed, text: str) -> None:
    statement = Statement(id="s-1", text=text, basis=Basis.CLINICIAN)
    document = replace(draft.document, title=text, sections=(Section(key="a", heading=text, statements=(statement,)),))

    assert all_renderers()[name].render(replace(draft, document=document))


def test_json_is_the_record_with_its_signature(signed: Printed, draft: Printed) -> None:
    record = json.loads(all_renderers()["json"].render(signed))

    assert record["kind"] == "soap_note"
    assert record["state"] == "signed"
    assert record["marker"] is None
    assert record["signature"]["sha256"] == "ab12" * 16
    assert record["signature"]["signed_at"] == "2026-03-04T14:31:00-05:00"
    assert record["questions"] == []
    assert record["sections"][0]["statements"][0]["evidence"] == [
        {"source": "S1", "start": 0, "end": 4, "quote": "note"}
    ]
    assert json.loads(all_renderers()["json"].render(draft))["marker"] == DRAFT
