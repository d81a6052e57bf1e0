"""Fields of plain forms as values: empty means not given, and what cannot be read is said in words."""

from __future__ import annotations

from datetime import date

from chartside.domain.billing import UnitRule
from chartside.domain.chart import Payer, PayerType
from chartside.domain.facts import Side
from chartside.services.errors import Invalid

PAYER_LABELS = {
    PayerType.MEDICARE_B: "Medicare Part B",
    PayerType.MEDICARE_ADVANTAGE: "Medicare Advantage",
    PayerType.MEDICAID: "Medicaid",
    PayerType.COMMERCIAL: "Commercial insurance",
    PayerType.WORKERS_COMP: "Workers' compensation",
    PayerType.AUTO: "Auto insurance",
    PayerType.SELF_PAY: "Self-pay",
}


def day_of(text: str, what: str) -> date | None:
    """A date field.

    Raises:
        Invalid: It is no date.
    """
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Invalid(f"{what} is not a date; write it as 2026-03-31.") from None


def count_of(text: str, what: str, most: int = 999) -> int | None:
    """A whole number field.

    Raises:
        Invalid: It is no whole number from 1 to `most`.
    """
    if not text.strip():
        return None
    if not text.strip().isascii() or not text.strip().isdigit() or not 1 <= int(text[:9]) <= most:
        raise Invalid(f"{what} is a whole number from 1 to {most}.")
    return int(text)


def side_of(text: str) -> Side | None:
    """The side field.

    Raises:
        Invalid: It is no side.
    """
    if not text:
        return None
    try:
        return Side(text)
    except ValueError:
        raise Invalid("The side is left, right or bilateral, or empty.") from None


def payer_of(name: str, kind: str, rule: str) -> Payer:
    """The payer fields.

    Raises:
        Invalid: One of them is not known.
    """
    if not name.strip():
        raise Invalid("Write the payer's name.")
    try:
        return Payer(name.strip(), PayerType(kind), UnitRule(rule))
    except ValueError:
        raise Invalid("Choose the kind of payer and the way it counts units from the lists.") from None
