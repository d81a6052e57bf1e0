"""Evaluations of invented patients: their notes and the facts they state, as canvases.

The notes stand in `evaluations/`, the facts beside them, one a line with the words that say it.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from chartside.documents import document_kinds
from chartside.domain.documents import Document
from chartside.domain.flags import Severity
from chartside.domain.source import SourceKind
from chartside.verify import verify

if TYPE_CHECKING:
    from tests.golden.conftest import Record, Visit

    from chartside.domain.canvas import Canvas

HOME = Path(__file__).with_name("evaluations")


def tell(case: Visit, name: str, kind: SourceKind = SourceKind.EVALUATION, day: date | None = None) -> Visit:
    """Add a note of the folder with its facts."""
    text = (HOME / f"{name}.txt").read_text("utf-8")
    says: dict[str, Record | list[Record]] = {}
    for record in json.loads((HOME / f"{name}.facts.json").read_text("utf-8")):
        told = says.setdefault(record.pop("quote"), [])
        assert isinstance(told, list)
        told.append(record)
    case.note(text, says, day=day)
    case.sources[-1] = replace(case.sources[-1], kind=kind)
    return case


def drafted(canvas: Canvas, kind: str = "evaluation") -> Document:
    """The document; a blocking flag on it, or a fact it leaves out, is an error of the writer."""
    document = document_kinds()[kind].compose(canvas)
    found = verify(document, canvas)
    texts = {s.id: s.text for s in document.statements()}
    wrong = [f for f in found.flags if f.severity is Severity.BLOCK or f.rule == "fact.omitted"]
    assert [(f.message, texts.get(f.where.statement or "", "")) for f in wrong] == []
    return replace(document, questions=found.questions, flags=found.flags)


def asked(document: Document) -> str:
    """The questions, with the ready phrases of what is proposed."""
    lines = []
    for question in document.questions:
        lines.append(f"{'! ' if question.required else '? '}{question.text}")
        lines += [f"    - {choice}" for choice in question.choices]
    return "\n".join(lines)


def stroke(visit: type[Visit]) -> Canvas:
    return tell(visit(date(2026, 3, 16), "L stroke with R hemiparesis"), "stroke").canvas()


def achilles(visit: type[Visit]) -> Canvas:
    case = tell(visit(date(2026, 4, 13), "R Achilles repair"), "achilles")
    return tell(case, "achilles_intake", SourceKind.INTAKE, date(2026, 4, 10)).canvas()


def achilles_again(visit: type[Visit]) -> Canvas:
    case = tell(visit(date(2026, 5, 18), "R Achilles repair"), "achilles", day=date(2026, 4, 13))
    return tell(case, "achilles_again").canvas()


def pelvic(visit: type[Visit]) -> Canvas:
    return tell(visit(date(2026, 6, 8), "Stress incontinence"), "pelvic").canvas()
