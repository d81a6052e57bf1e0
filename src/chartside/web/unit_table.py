"""Units of a visit under both counting rules, side by side, with the reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chartside.domain.billing import UnitAllotment, UnitRule
from chartside.web.rendering import number

RULE_NAMES = {UnitRule.CMS: "CMS", UnitRule.AMA: "AMA"}


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A code with its minutes and its units under each rule."""

    code: str
    minutes: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class UnitReason:
    """Why a rule gives the units it gives; `chosen` for the rule of this payer."""

    rule: str
    chosen: bool
    why: tuple[str, ...]
    authority: str


@dataclass(frozen=True, slots=True)
class UnitTable:
    """What the card draws."""

    rules: tuple[str, ...]
    rows: tuple[UnitRow, ...]
    timed_minutes: str
    totals: tuple[int, ...]
    reasons: tuple[UnitReason, ...]


def unit_table(units: Mapping[UnitRule, UnitAllotment], payer_rule: UnitRule) -> UnitTable | None:
    """The table; None when nothing was timed or billed, so that no empty card is shown.

    Args:
        units: Allotments of one visit, by rule.
        payer_rule: The rule of the visit's payer; its reasons come first.
    """
    rules = [rule for rule in UnitRule if rule in units]
    codes = list(dict.fromkeys(line.code for rule in rules for line in units[rule].lines))
    if not codes:
        return None
    minutes = {line.code: line.minutes for rule in rules for line in units[rule].lines}
    counts = {rule: {line.code: line.units for line in units[rule].lines} for rule in rules}
    rows = tuple(UnitRow(c, number(minutes[c]), tuple(counts[r].get(c, 0) for r in rules)) for c in codes)
    reasons = tuple(
        UnitReason(RULE_NAMES[rule], rule is payer_rule, units[rule].why, units[rule].authority)
        for rule in sorted(rules, key=lambda r: r is not payer_rule)
    )
    totals = tuple(units[rule].timed_units for rule in rules)
    timed = number(units[rules[0]].timed_minutes)
    return UnitTable(tuple(RULE_NAMES[r] for r in rules), rows, timed, totals, reasons)
