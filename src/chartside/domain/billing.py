"""Service codes, units and how they were allotted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class UnitRule(StrEnum):
    """How minutes become units: CMS pools the day's minutes, AMA counts each code alone (midpoint)."""

    CMS = "cms"
    AMA = "ama"


@dataclass(frozen=True, slots=True)
class ServiceCode:
    """A billable service.

    Attributes:
        code: CPT or HCPCS code.
        short: Our own short name ("Therapeutic exercise").
        category: Family ("therapeutic_exercise", "manual_therapy", "evaluation", "modality_supervised" …).
        timed: Whether it is billed by 15-minute units of direct contact.
        minutes_per_unit: 15 for timed codes, else None.
    """

    code: str
    short: str
    category: str
    timed: bool
    minutes_per_unit: int | None = None


@dataclass(frozen=True, slots=True)
class UnitLine:
    """Units of one code; `minutes` is None for untimed services."""

    code: str
    units: int
    minutes: float | None
    timed: bool


@dataclass(frozen=True, slots=True)
class UnitAllotment:
    """Units of one visit under one rule, and why, one sentence a step.

    Attributes:
        rule: The rule applied.
        timed_minutes: Sum of the minutes of timed codes.
        lines: Units per code, timed codes first.
        why: The reasoning in words.
        authority: Citation of the rule.
        alternatives: Other allotments of the same total that the rule allows when remainders tie,
            each as pairs of code and units.
    """

    rule: UnitRule
    timed_minutes: float
    lines: tuple[UnitLine, ...]
    why: tuple[str, ...]
    authority: str
    alternatives: tuple[tuple[tuple[str, int], ...], ...] = ()

    @property
    def timed_units(self) -> int:
        """Total units of timed codes."""
        return sum(line.units for line in self.lines if line.timed)
