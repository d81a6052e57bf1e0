"""The parameters of the unit rules, dated."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from chartside.domain.billing import UnitRule


@dataclass(frozen=True, slots=True)
class RuleParameters:
    """How one rule counts.

    Attributes:
        rule: Which.
        block: Minutes of a full unit.
        first: Least minutes of the last, unfinished unit.
        pooled: Whether the minutes of all timed codes are added first.
        authority: Citation.
        begins: First day in force; None: always.
        ends: Last day in force; None: still.
    """

    rule: UnitRule
    block: int
    first: int
    pooled: bool
    authority: str
    begins: date | None
    ends: date | None

    def units(self, minutes: float) -> int:
        """Units that a sum of minutes attains."""
        return int((minutes + self.block - self.first) // self.block)

    def band(self, units: int) -> tuple[int, int]:
        """Least and greatest whole minutes that attain exactly this many units (3 → 38, 52)."""
        least = 0 if units == 0 else self.block * (units - 1) + self.first
        return least, self.block * units + self.first - 1


@dataclass(frozen=True, slots=True)
class OwnBlock:
    """A code counted in blocks of its own: once for its first minutes, then its add-on code for each further block."""

    code: str
    minutes: int
    least: int
    then: str | None
    then_minutes: int
    then_least: int


def rule_parameters(rule: UnitRule, on: date | None = None) -> RuleParameters:
    """Parameters of a rule in force on a day; without a day, those that have not ended.

    Raises:
        ValueError: No row of the rule holds on that day.
    """
    for row in _rules():
        if row.rule is not rule:
            continue
        if on is None and row.ends is None:
            return row
        if on is not None and (row.begins is None or row.begins <= on) and (row.ends is None or on <= row.ends):
            return row
    raise ValueError(f"payers/unit_rules.toml has no {rule} rule for {on or 'today'}; add a dated row")


@cache
def own_blocks() -> Mapping[str, OwnBlock]:
    """Codes counted in blocks of their own, add-on codes included, by code."""
    blocks: dict[str, OwnBlock] = {}
    for row in _tables()["own_block"]:
        block = OwnBlock(
            row["code"],
            row["minutes"],
            row["least"],
            row.get("then"),
            row.get("then_minutes", 0),
            row.get("then_least", 0),
        )
        blocks[block.code] = block
        if block.then is not None:
            blocks[block.then] = block
    return blocks


@cache
def _rules() -> tuple[RuleParameters, ...]:
    return tuple(
        RuleParameters(
            UnitRule(row["rule"]),
            row["block"],
            row["first"],
            row["pooled"],
            row["authority"],
            row.get("from"),
            row.get("until"),
        )
        for row in _tables()["rule"]
    )


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(files("chartside.billing.payers").joinpath("unit_rules.toml").read_text("utf-8"))
