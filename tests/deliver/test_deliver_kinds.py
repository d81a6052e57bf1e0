"""Every kind of document in every format, from an episode of the sample clinic; PDF/UA is refused by nothing."""

from __future__ import annotations

import html
from datetime import date
from functools import cache

import pypdfium2 as pdfium
import pytest
from tests.deliver.pictures import png
from tests.deliver.test_deliver_contract import text_of

from chartside.deliver import Printed, all_renderers
from chartside.documents import document_kinds
from chartside.domain.chart import ClinicProfile
from chartside.domain.clinic_style import ClinicFile, Logo
from chartside.domain.documents import Document, Layout
from chartside.domain.signing import State
from chartside.services.draft_files import CaseFile, draft_files
from chartside.testing.sample_clinic import sample_case

PROFILE = ClinicProfile(name="Alder Creek", logo=Logo(ClinicFile("mark.png", "0" * 64), "A leaf over water"))


@cache
def document_of(kind: str) -> Document:
    case = sample_case("quintero", date(2026, 6, 15))
    files = [CaseFile(note.name, note.content, note.date) for note in case.notes]
    return draft_files(kind, files, visit_date=case.visit_date, profile=PROFILE)[0]


@pytest.mark.parametrize("kind", sorted(document_kinds()))
@pytest.mark.parametrize("name", sorted(all_renderers()))
def test_every_kind_prints_in_every_format(kind: str, name: str) -> None:
    document = document_of(kind)
    content = all_renderers()[name].render(Printed(document, PROFILE, None, (), State.DRAFT, png()))
    text = "".join(html.unescape(text_of(name, content)).split())
    for statement in document.statements():
        if statement.cells is None:
            assert "".join(statement.text.split()) in text or name == "pdf", statement.text
    for section in document.sections:
        for _figure in section.figures:
            assert "measurements" in text or name in ("pdf", "html", "json")
    if name == "pdf":
        opened = pdfium.PdfDocument(content)
        assert opened.is_tagged()
        assert b"pdfuaid" in content
        opened.close()
    if document.layout is Layout.LETTER and name == "text":
        assert "DATEOFSERVICE" not in text.upper()
