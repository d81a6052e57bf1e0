"""A lying evaluation: what it computes is derived anew, and a wrong figure blocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.golden.evaluation_cases import achilles, drafted, stroke

from chartside.domain.documents import Document
from chartside.domain.facts import PlanItem
from chartside.domain.flags import Severity
from chartside.verify import verify

if TYPE_CHECKING:
    from tests.golden.conftest import Visit

    from chartside.domain.canvas import Canvas


def rules_of_lie(document: Document, canvas: Canvas, words: str, old: str, new: str) -> set[str]:
    """Rules that block the statement with these words after it says `new` for `old`."""
    statement = next(s for s in document.statements() if words in s.text and (old in s.text))
    cells = tuple((k, v.replace(old, new)) for k, v in statement.cells) if statement.cells else None
    changed = document.with_statement(replace(statement, text=statement.text.replace(old, new), cells=cells))
    return {
        f.rule
        for f in verify(changed, canvas).flags
        if f.where.statement == statement.id and f.severity is Severity.BLOCK
    }


STROKE = [
    # words of the statement, what it says, what the liar says
    ("Comorbidities and personal factors", "3:", "2:"),
    ("Comorbidities and personal factors", "97163", "97162"),
    ("Comorbidities and personal factors", "hypertension, ", ""),
    ("Body functions", "12:", "15:"),
    ("Clinical presentation", "evolving", "unstable"),
    ("Clinical presentation", "97162", "97163"),
    ("Proposal for the PT", "97162, moderate", "97163, high"),
    ("Proposal for the PT", "elements 12", "elements 11"),
    ("Proposal for the PT", "the note has 97163", "the note has 97162"),
    ("Ankle dorsiflexion PROM", "R 10° less", "L 10° less"),
    ("Ankle dorsiflexion PROM", "R 10° less", "R 15° less"),
    ("Berg 38/56", "cut-off <45", "cut-off <40"),
    ("Berg 38/56", "greater fall risk", "no fall risk"),
    ("Gait speed 0.42", "limited community", "community"),
    ("Berg 45/56", "7 points, beyond", "7 points, not beyond"),
    ("Berg 45/56", "7 points", "9 points"),
    ("Plan of care: 20 visits", "20 visits", "24 visits"),
    ("Plan of care: 20 visits", "10 weeks", "12 weeks"),
    ("Plan of care: 20 visits", "05/25/2026", "06/25/2026"),
    ("Certification period", "05/25/2026", "06/14/2026"),
    ("Signature or verbal order due", "04/15/2026", "05/15/2026"),
    ("Signature or verbal order due", "30 days", "90 days"),
]


@pytest.mark.parametrize(("words", "old", "new"), STROKE)
def test_a_wrong_figure_blocks(visit: type[Visit], words: str, old: str, new: str) -> None:
    canvas = stroke(visit)
    assert rules_of_lie(drafted(canvas), canvas, words, old, new)


ACHILLES = [
    ("Hip abduction strength", "R lower", "L lower"),
    ("Girth calf", "R 2.5 cm less", "L 2.5 cm less"),
    ("Ankle dorsiflexion AROM", "R 16° less", "R 8° less"),
    ("Pain: 4/10", "moderate", "mild"),
    ("Plan of care: 20 visits", "20 visits", "16 visits"),
]


@pytest.mark.parametrize(("words", "old", "new"), ACHILLES)
def test_a_wrong_side_or_reading_blocks(visit: type[Visit], words: str, old: str, new: str) -> None:
    canvas = achilles(visit)
    assert rules_of_lie(drafted(canvas), canvas, words, old, new)


def test_a_plan_longer_than_ninety_days_is_certified_for_ninety(visit: type[Visit]) -> None:
    canvas = stroke(visit)
    facts = tuple(replace(f, weeks=20.0) if isinstance(f, PlanItem) else f for f in canvas.facts)
    long = replace(canvas, facts=facts)
    document = drafted(replace(long, header=replace(canvas.header, visit_date=date(2026, 3, 16))))
    period = next(s for s in document.statements() if "Certification period" in s.text)
    assert period.text == "Certification period: 03/16/2026 to 06/14/2026."
