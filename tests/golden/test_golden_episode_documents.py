"""Every document of the invented episodes: as kept, traced, and printed.

After a change of the writer: `python -m tests.golden.episode_documents --write`, then read the difference.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pypdfium2 as pdfium
import pytest
from tests.golden.conftest import EPISODES
from tests.golden.episode_documents import COURSES, DRAFTS, as_kept, drafted, kept_file, printed

from chartside.domain.documents import Basis
from chartside.domain.flags import Severity
from chartside.verify import verify

_NUMBER = re.compile(r"(?<![\w.,/-])\d+(?:\.\d+)?(?![\w.,/-])")
_IN_ORDER = [pytest.param(name, kind, id=f"{name}-{kind}") for name, kind in DRAFTS]


def test_every_document_is_the_one_that_is_kept() -> None:
    stale = [
        f"{name}/{kind}"
        for name, kind in DRAFTS
        if not (path := kept_file(name, kind)).exists()
        or path.read_text(encoding="utf-8") != as_kept(drafted(name, kind)[0])
    ]
    assert stale == [], "read what has changed, then: python -m tests.golden.episode_documents --write"


def test_nothing_is_kept_that_is_not_drafted() -> None:
    kept = set(EPISODES.glob("*/documents/*"))
    assert kept == {kept_file(name, kind) for name, kind in DRAFTS}


def test_six_specialties_with_all_kinds() -> None:
    assert len(COURSES) >= 6
    assert len({kind for _, kind in DRAFTS}) == 14


@pytest.mark.parametrize(("name", "kind"), _IN_ORDER)
def test_no_document_says_what_its_sources_do_not(name: str, kind: str) -> None:
    document, canvas = drafted(name, kind)
    assert [flag.message for flag in document.flags if flag.severity is Severity.BLOCK] == []
    sources = {source.id: source for source in canvas.sources}
    for statement in document.statements():
        if statement.basis is Basis.STANDARD:
            continue
        assert statement.evidence, statement.text
        for span in statement.evidence:
            assert sources[span.source].text[span.start : span.end] == span.quote


@pytest.mark.parametrize(("name", "kind"), _IN_ORDER)
def test_no_number_can_be_another_one(name: str, kind: str) -> None:
    document, canvas = drafted(name, kind)
    traced = [s for s in document.statements() if s.basis is not Basis.STANDARD and _NUMBER.search(s.text)]
    wrong = document
    for statement in traced:
        wrong = wrong.with_statement(replace(statement, text=_NUMBER.sub("7.77", statement.text, count=1)))
    caught = {f.where.statement for f in verify(wrong, canvas).flags if f.severity is Severity.BLOCK}
    assert [s.text for s in traced if s.id not in caught] == []


@pytest.mark.parametrize(("name", "kind"), _IN_ORDER)
def test_every_document_is_a_pdf_for_everyone(name: str, kind: str) -> None:
    content = printed(drafted(name, kind)[0], "pdf")
    opened = pdfium.PdfDocument(content)
    assert len(opened) >= 1
    assert opened.is_tagged()
    opened.close()
    for marker in (b"/StructTreeRoot", b"/Marked true", b"/Lang", b"pdfuaid", b"/DisplayDocTitle true"):
        assert marker in content, marker
