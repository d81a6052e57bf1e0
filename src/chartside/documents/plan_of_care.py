"""The plan of care: type, amount, frequency, duration and interventions, with the visits and the end they come to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from chartside.documents.abbreviations import Style
from chartside.documents.knowledge import knowledge
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import capitalized, number, sentence, tidied
from chartside.domain.canvas import Canvas
from chartside.domain.chart import PayerType
from chartside.domain.documents import Column, Table
from chartside.domain.facts import PlanItem
from chartside.plan_of_care import (
    certification_term,
    frequencies,
    plan_assumption,
    plan_end,
    plan_weeks,
    planned_visits,
)

PLAN = Table("plan_of_care", "Plan of care", (Column("item", "Item"), Column("entry", "Entry")))
SIGNATURES = Table(
    "signatures",
    "To be signed and dated",
    (Column("who", "Who"), Column("signature", "Signature"), Column("date", "Date")),
)
_LINE = "__________"
_MEDICARE = frozenset({PayerType.MEDICARE_B, PayerType.MEDICARE_ADVANTAGE})


def write_plan(notebook: Notebook, canvas: Canvas, style: Style) -> None:
    """Put down frequency, duration, visits and end of the plan; all else planned stands in words."""
    items = frequencies(canvas.today())
    if items:
        text = "; ".join(dict.fromkeys(style.words(tidied(i.place.quote)).strip(" .,;") for i in items))
        cells = (("item", "Frequency and duration"), ("entry", capitalized(text)))
        notebook.row("plan", PLAN.key, ("frequency",), cells, sentence(f"Frequency and duration: {text}"), items)
        _write_amount(notebook, canvas, items)
    day = canvas.header.visit_date
    visits, weeks, end = planned_visits(items), plan_weeks(items), plan_end(items, day)
    if weeks is not None and end is not None and day is not None:
        count = f"{number(visits)} visits in " if visits is not None else ""
        text = f"{count}{number(weeks)} weeks, {_on(day)} to {_on(end)}"
        cells = (("item", "Visits and end of plan"), ("entry", text))
        notebook.row(
            "plan", PLAN.key, ("visits",), cells, sentence(f"Plan of care: {text}"), items, computed_by="plan.visits"
        )


def _says_amount(text: str) -> bool:
    return any(re.search(words, text, re.I) for words in knowledge("evaluation")["amount"]["words"])


def _write_amount(notebook: Notebook, canvas: Canvas, items: Sequence[PlanItem]) -> None:
    """Type and amount where no source says how often a day."""
    if any(_says_amount(source.text) for source in canvas.sources if source.id in canvas.current):
        return
    term = plan_assumption()
    text = f"{term.rule} ({term.authority})"
    cells = (("item", "Type and amount"), ("entry", capitalized(text)))
    notebook.row(
        "plan", PLAN.key, ("amount",), cells, sentence(f"Type and amount: {text}"), items, computed_by="plan.amount"
    )


def write_certification(notebook: Notebook, canvas: Canvas, *, initial: bool) -> None:
    """Put down the period to be certified and, of an initial plan, by when; then the lines for the signatures."""
    items, day = frequencies(canvas.today()), canvas.header.visit_date
    end = plan_end(items, day)
    if day is None or not items or end is None:
        return
    longest = certification_term("longest_period", day)
    until = min(end, longest.ends(day)) if longest is not None else end
    notebook.say(
        "certification", ("period",), f"Certification period: {_on(day)} to {_on(until)}.", items,
        computed_by="certification.period",
    )  # fmt: skip
    if initial and canvas.payer.type in _MEDICARE:
        within, sent = certification_term("certified_within", day), certification_term("sent_within", day)
        if within is not None:
            notebook.say(
                "certification", ("by",),
                f"Signature or verbal order due by {_on(within.ends(day))}, {within.days} days from the first treatment"
                f" ({within.authority}).",
                items, computed_by="certification.due",
            )  # fmt: skip
        if sent is not None:
            notebook.standing(
                "certification", ("order",),
                "Initial certification with a signed and dated order or referral on file: proof that this plan was sent"
                f" within {sent.days} days of the evaluation stands for the signature below ({sent.authority}).",
            )  # fmt: skip
    notebook.standing(
        "certification", ("statement",),
        "I have reviewed this plan of care. The services are needed, are furnished under this plan, and the patient is"
        " under my care.",
    )  # fmt: skip
    for who in ("Physician or other practitioner", "Physical therapist"):
        cells = (("who", who), ("signature", _LINE), ("date", _LINE))
        notebook.standing_row(
            "certification", SIGNATURES.key, ("signature", who), cells, f"{who}: {_LINE} Date: {_LINE}"
        )


def _on(day: date) -> str:
    return day.strftime("%m/%d/%Y")
