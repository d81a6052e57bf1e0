"""Answering a denial: each reason, what of the chart answers it, and on which page or line that stands."""

from __future__ import annotations

from chartside.documents.letters.exhibits import exhibits_of, places
from chartside.documents.letters.shown_elements import shown
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import capitalized, sentence, tidied
from chartside.documents.report_parts import Report
from chartside.domain.canvas import Canvas
from chartside.domain.denials import Denial
from chartside.domain.documents import Basis, Column, Table

ANSWERS = Table(
    "answers",
    "What the chart shows",
    (
        Column("reason", "Reason given"),
        Column("element", "What it asks for"),
        Column("shown", "What the chart shows"),
        Column("where", "Where"),
    ),
)


def write_denial(notebook: Notebook, canvas: Canvas) -> Denial | None:
    """Say which decision is appealed, in the payer's words; the newest letter that denies anything."""
    if not canvas.denials:
        return None
    denial = canvas.denials[-1]
    cited = [span for span in (denial.claim, *denial.services) if span is not None]
    for span in cited:
        notebook.say("reference", ("denied", span.quote), sentence(tidied(span.quote)), spans=(span,))
    for said in denial.reasons:
        words = tidied(said.place.quote).strip(" .;")
        notebook.say(
            "opening",
            ("reason", said.reason.code),
            f"The payer's reason: “{words}.”",
            spans=(said.place,),
            basis=Basis.QUOTED,
        )
    return denial


def write_answers(notebook: Notebook, canvas: Canvas, report: Report, denial: Denial, section: str = "answers") -> None:
    """A row for each reason and element that the chart answers; what it does not answer is asked, not written."""
    exhibits = exhibits_of(canvas)
    for said in denial.reasons:
        for element in said.reason.elements:
            found = shown(element.key, report)
            if not found:
                continue
            words = "; ".join(dict.fromkeys(answer.text for answer in found))
            spans = [span for answer in found for span in answer.evidence]
            where = places(spans, exhibits)
            cells = (
                ("reason", said.reason.code),
                ("element", element.name),
                ("shown", capitalized(words)),
                ("where", where or "–"),
            )
            notebook.row(
                section,
                ANSWERS.key,
                ("answer", said.reason.code, element.key),
                cells,
                sentence(f"{element.name}: {words}" + (f" ({where})" if where else "")),
                [fact for answer in found for fact in answer.facts],
                spans=(said.place, *spans),
                computed_by="exhibit.shown",
            )
