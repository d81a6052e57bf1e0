"""What rows of a report rest on, as required elements ask for it: goals with status and days, plans with their end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document, Review, Statement
from chartside.domain.facts import (
    Fact,
    Function,
    Goal,
    GoalStatus,
    Measurement,
    Score,
    Symptom,
)
from chartside.plan_of_care import plan_periods
from chartside.verify.element import signs_of

_DAY = re.compile(r"(\d\d)/(\d\d)/(\d\d)")
_END = re.compile(r"\.(?=\s)|[;\n]|\b(?:period|new paragraph|full stop)\b")
_LONGEST_QUOTE = 90


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A row of the table of goals.

    Attributes:
        statement: The row.
        name: Its goal, as printed.
        status: The newest status that a cited word on the goal gives.
        due: The target date it shows.
        newest: Day of the newest value or function it cites.
        is_new: Whether it is set on the report's day.
    """

    statement: Statement
    name: str
    status: GoalStatus | None
    due: date | None
    newest: date | None
    is_new: bool


def rows_of(document: Document, table: str) -> Iterator[Statement]:
    """Rows of a table that are not rejected."""
    return (s for s in document.statements() if s.table == table and s.review is not Review.REJECTED)


def goal_rows(document: Document, canvas: Canvas) -> list[GoalRow]:
    """The rows of the table of goals with what they rest on."""
    facts = {fact.id: fact for fact in canvas.facts if fact.id}
    days = canvas.source_days()
    return [_goal_row(s, [facts[f] for f in s.facts if f in facts], days) for s in rows_of(document, "goals")]


def _goal_row(statement: Statement, facts: Iterable[Fact], days: Mapping[str, date | None]) -> GoalRow:
    def day_of(fact: Fact) -> date | None:
        return fact.date or days.get(fact.source)

    cited = sorted(facts, key=lambda f: day_of(f) or date.min)
    said = [f for f in cited if isinstance(f, Goal) and f.status is not None]
    values: list[Fact] = [f for f in cited if isinstance(f, Measurement | Score | Function | Symptom)]
    if not values:  # the number a word on the status gives ("LTG 2 not met, 1 mile")
        values += [g for g in said[-1:] if g.target_value is not None and g.status is not GoalStatus.NEW]
    name = statement.cell("goal").replace("{", "(").replace("}", ")")
    return GoalRow(
        statement,
        name,
        said[-1].status if said else None,
        _shown_day(statement.cell("due")),
        max((day for v in values if (day := day_of(v)) is not None), default=None),
        bool(said) and said[-1].status is GoalStatus.NEW,
    )


def _shown_day(cell: str) -> date | None:
    hit = _DAY.search(cell)
    try:
        return date(2000 + int(hit[3]), int(hit[1]), int(hit[2])) if hit else None
    except ValueError:
        return None


def _plan_ends(canvas: Canvas) -> list[date]:
    """Ends of the plans that say their weeks, oldest plan first, up to the report's day."""
    return [period.ends for period in plan_periods(canvas) if period.ends is not None]


def first_plan_end(canvas: Canvas) -> date | None:
    """When the first plan's weeks end."""
    return next(iter(_plan_ends(canvas)), None)


def last_plan_end(canvas: Canvas) -> date | None:
    """When the newest plan's weeks end."""
    return next(reversed(_plan_ends(canvas)), None)


def told_words(canvas: Canvas, family: str, element: str, names: Iterable[str]) -> str | None:
    """A sentence of today's sources that has one of the names and one of the words of an element; None for none."""
    words = signs_of(family, element)
    named = re.compile("|".join(rf"(?<!\w){re.escape(n)}(?!\w)" for n in names if len(n) > 2), re.I)
    for source in canvas.sources:
        if source.id not in canvas.current:
            continue
        for text in _END.split(source.text):
            if named.search(text) and words.any_in(text) and len(text) < 400:
                return " ".join(text.split())[:_LONGEST_QUOTE].replace("{", "(").replace("}", ")")
    return None
