"""Fields of plain forms as values: empty means not given, and what cannot be read is said in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from chartside.domain.billing import UnitRule
from chartside.domain.chart import ClinicProfile, Payer, PayerType
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


def episode_payer(profile: ClinicProfile, given: Mapping[str, str]) -> Payer:
    """The payer of a new episode: one of the clinic's by name, else as the fields say.

    Raises:
        Invalid: The clinic has no such payer, or a field is not known.
    """
    if not given.get("payer"):
        return payer_of(given["payer_name"], given["payer_type"], given["unit_rule"])
    found = next((payer for payer in profile.payer_choices if payer.name == given["payer"]), None)
    if found is None:
        raise Invalid("This payer is not in the clinic's list any more; choose another.")
    return found


def payer_blank(profile: ClinicProfile) -> dict[str, str]:
    """The payer fields as the clinic usually has them."""
    usual = profile.default_payer
    return {
        "payer": usual.name if len(profile.payer_choices) > 1 else "",
        "payer_name": usual.name,
        "payer_type": str(usual.type),
        "unit_rule": str(usual.unit_rule),
    }
