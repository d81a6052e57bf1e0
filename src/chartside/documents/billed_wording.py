"""What a note says of billing beside units: modifiers of its lines, and the diagnosis codes of the episode."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from chartside.documents.knowledge import knowledge
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import in_a_row, number, sentence, tidied
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Column, Table
from chartside.domain.facts import Assertion, BilledLine, Diagnosis, Fact
from chartside.domain.source import Span

BILLED = Table(
    "billed",
    "Billed in the note",
    (Column("code", "Code"), Column("units", "Units", numeric=True), Column("modifiers", "Modifiers")),
)
DIAGNOSES = Table("diagnoses", "Diagnosis codes", (Column("code", "ICD-10-CM"), Column("text", "As written")))


@dataclass(frozen=True, slots=True)
class SaidModifier:
    """A modifier that a source names apart from a billed line."""

    code: str
    span: Span


def write_modifiers(notebook: Notebook, canvas: Canvas, section: str) -> None:
    """Modifiers of the billed lines as a table, then those said of the whole claim."""
    billed = [f for f in canvas.today() if isinstance(f, BilledLine) and f.assertion is Assertion.PRESENT]
    named = list(said_modifiers(canvas))
    if any(line.modifiers for line in billed):
        for line in {(line.code, line.units, line.modifiers): line for line in billed}.values():
            _write_line(notebook, section, line)
    on_lines = {mark.upper() for line in billed for mark in line.modifiers}
    for code in dict.fromkeys(said.code for said in named):
        if code not in on_lines:
            spans = [said.span for said in named if said.code == code]
            about = _modifiers()[code]
            notebook.say(section, ("modifier", code), sentence(f"Modifier {code} said: {about}"), spans=spans)


def _write_line(notebook: Notebook, section: str, line: BilledLine) -> None:
    marks = [mark.upper() for mark in line.modifiers]
    units = number(line.units) if line.units is not None else ""
    cells = (("code", line.code), ("units", units or "–"), ("modifiers", ", ".join(marks) or "–"))
    told = f"{line.code}{f', {units} billed' if units else ''}{f': modifier {in_a_row(marks)}' if marks else ''}"
    notebook.row(section, BILLED.key, ("billed", line.code, *marks), cells, sentence(told), [line])


def said_modifiers(canvas: Canvas) -> Iterator[SaidModifier]:
    """Modifiers that today's sources name in words ("KX modifier")."""
    for source in canvas.sources:
        if source.id in canvas.current:
            for pattern in _patterns():
                for hit in pattern.finditer(source.text):
                    yield SaidModifier(hit["code"].upper(), source.span(*hit.span()))


def write_diagnosis_codes(notebook: Notebook, canvas: Canvas, section: str) -> None:
    """Diagnosis codes of today's sources, else those of the episode's earlier ones."""
    for facts in (canvas.today(), canvas.history()):
        coded = [f for f in facts if isinstance(f, Diagnosis) and f.icd10 and f.assertion is Assertion.PRESENT]
        for code in dict.fromkeys(f.icd10 for f in coded):
            same = [f for f in coded if f.icd10 == code]
            _write_code(notebook, section, code or "", same)
        if coded:
            return


def _write_code(notebook: Notebook, section: str, code: str, facts: list[Diagnosis]) -> None:
    texts = [tidied(f.text) for f in facts if f.text.casefold() != code.casefold() and not _names_modifier(f.text)]
    text = texts[-1] if texts else ""
    cited: list[Fact] = [*facts]
    cells = (("code", code), ("text", text or "–"))
    notebook.row(
        section, DIAGNOSES.key, ("icd10", code), cells, sentence(f"{code}{f': {text}' if text else ''}"), cited
    )


def _names_modifier(text: str) -> bool:
    """Whether the words taken for a diagnosis are about a modifier that stands before the code."""
    return any(pattern.search(text) for pattern in _patterns())


@cache
def _modifiers() -> Mapping[str, str]:
    return {row["code"]: row["about"] for row in knowledge("billing")["modifier"]}


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    codes = f"(?:{'|'.join(_modifiers())})"
    return tuple(re.compile(p.format(code=codes), re.I) for p in knowledge("billing")["said"]["patterns"])
