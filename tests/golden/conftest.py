"""Invented visits for goldens: notes as text, facts by the words that say them, the document as a PT reads it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chartside import billing
from chartside.documents import document_kinds
from chartside.domain.canvas import Canvas
from chartside.domain.chart import ClinicProfile, Payer
from chartside.domain.documents import Document, Header, TableBlock
from chartside.domain.facts import Fact
from chartside.domain.flags import Severity
from chartside.domain.records import fact_from, span_record
from chartside.domain.source import Source, SourceKind
from chartside.services.draft_files import CaseFile
from chartside.verify import verify

Record = dict[str, Any]


class Visit:
    """A visit with its notes; `says` gives the facts of a note, each with the words that say it."""

    def __init__(self, day: date, episode: str, payer: Payer | None = None) -> None:
        self.day = day
        self.episode = episode
        self.payer = payer or Payer()
        self.sources: list[Source] = []
        self.facts: list[Fact] = []

    def note(self, text: str, says: Mapping[str, Record | list[Record]], *, day: date | None = None) -> Visit:
        """Add a note with the records of its facts; words that stand nowhere in it are an error of the test."""
        key = f"S{len(self.sources) + 1}"
        source = Source(key, f"{key}.txt", SourceKind.SESSION_NOTE, text, key.ljust(64, "0"), date=day or self.day)
        self.sources.append(source)
        for words, said in says.items():
            start = text.index(words)
            span = source.span(start, start + len(words))
            for record in said if isinstance(said, list) else [said]:
                fact = fact_from({**record, "id": f"F{len(self.facts) + 1}", "evidence": [span_record(span)]})
                self.facts.append(fact)
        return self

    def canvas(self, profile: ClinicProfile | None = None) -> Canvas:
        """The canvas; notes of the visit's day are current."""
        current = frozenset(s.id for s in self.sources if s.date == self.day)
        codes = billing.service_codes(self.day)
        return Canvas(
            header=Header(visit_date=self.day, episode=self.episode),
            sources=tuple(self.sources),
            facts=tuple(self.facts),
            current=current,
            profile=profile or ClinicProfile(),
            payer=self.payer,
            codes=codes,
            units=billing.units_of([f for f in self.facts if f.source in current], codes, on=self.day),
        )

    def drafted(self, profile: ClinicProfile | None = None) -> Document:
        """The SOAP note; a blocking flag on it is an error of the writer."""
        canvas = self.canvas(profile)
        document = document_kinds()["soap_note"].compose(canvas)
        own = {s.id for s in document.statements()}
        wrong = [f for f in verify(document, canvas).flags if f.severity is Severity.BLOCK and f.where.statement in own]
        assert [(f.message, document.statement(f.where.statement or "").text) for f in wrong] == []
        return document

    def read(self, profile: ClinicProfile | None = None) -> str:
        """The SOAP note as text."""
        return as_text(self.drafted(profile))


@pytest.fixture
def visit() -> type[Visit]:
    """Begin an invented visit: `visit(day, episode)`."""
    return Visit


def as_text(document: Document) -> str:
    """A document as lines: sections, sentences, and tables with their cells between bars."""
    lines: list[str] = []
    for section in document.sections:
        lines.append(section.heading.upper())
        for block in section.blocks():
            if isinstance(block, TableBlock):
                lines.append("  " + " | ".join(column.label for column in block.table.columns))
                lines += ["  " + " | ".join(text for _, text in row.cells or ()) for row in block.rows]
            else:
                lines.append(block.text)
    return "\n".join(lines)


EPISODES = Path(__file__).parent / "episodes"


def files_of(name: str) -> list[CaseFile]:
    """The notes of an invented episode, in the order of their names."""
    return [CaseFile(path.name, path.read_bytes()) for path in sorted((EPISODES / name).glob("*.txt"))]
