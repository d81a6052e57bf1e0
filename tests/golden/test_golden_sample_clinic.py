"""The sample clinic end to end: from the notes' bytes to documents without a blocking flag."""

from __future__ import annotations

from datetime import date

import pytest

from chartside.domain.documents import NEEDS_EVIDENCE
from chartside.domain.flags import Severity
from chartside.services.draft_files import CaseFile, draft_files
from chartside.testing.sample_clinic import manifest, sample_case


@pytest.mark.parametrize("patient", [row["key"] for row in manifest()["patients"]])
def test_every_sample_visit_drafts_clean(patient: str) -> None:
    case = sample_case(patient, date(2026, 3, 16))
    files = [CaseFile(note.name, note.content, note.date) for note in case.notes]
    document, canvas = draft_files("soap_note", files, visit_date=case.visit_date)
    assert [(f.rule, f.message) for f in document.flags if f.severity is Severity.BLOCK] == []
    assert all(section.statements for section in document.sections)
    texts = {source.id: source.text for source in canvas.sources}
    for statement in document.statements():
        assert statement.evidence or statement.basis not in NEEDS_EVIDENCE
        assert all(texts[s.source][s.start : s.end] == s.quote for s in statement.evidence)
        assert "_" not in statement.text
        assert ".." not in statement.text
