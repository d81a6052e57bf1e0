"""Within how many days a plan of care is certified."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from chartside.plan_of_care.care_rows import care_rows


@dataclass(frozen=True, slots=True)
class Term:
    """A time within which something must be done, counted from the first treatment."""

    id: str
    days: int
    rule: str
    authority: str

    def ends(self, first: date) -> date:
        """The last day, counted from the first treatment."""
        return first + timedelta(days=self.days)


def certification_term(name: str, on: date) -> Term | None:
    """The term in force on a day ("certified_within", "longest_period", "sent_within"); None where none is."""
    for row in care_rows("certification")["term"]:
        if row["id"] == name and row.get("from", on) <= on <= row.get("until", on):
            return Term(row["id"], row["days"], row["rule"], row["authority"])
    return None


def plan_assumption() -> Term:
    """What a plan is taken to mean where it does not say its type and how often a day."""
    row = care_rows("certification")["assumed"]
    return Term("assumed", 0, row["rule"], row["authority"])


@cache
def authorities() -> tuple[str, ...]:
    """Citations that a document prints with its terms, the longest first."""
    table = care_rows("certification")
    return tuple(sorted({row["authority"] for row in (*table["term"], table["assumed"])}, key=len, reverse=True))


def certification_terms() -> tuple[Term, ...]:
    """All rows, whenever they are in force."""
    return tuple(Term(r["id"], r["days"], r["rule"], r["authority"]) for r in care_rows("certification")["term"])


def certification_days(on: date) -> frozenset[date]:
    """Every last day that a certification row gives for a plan that begins on a day."""
    rows = (certification_term(row["id"], on) for row in care_rows("certification")["term"])
    return frozenset(term.ends(on) for term in rows if term is not None)
