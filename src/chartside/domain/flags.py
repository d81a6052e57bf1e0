"""Flags: what every check, rule and audit returns."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chartside.domain.source import Span


class Severity(StrEnum):
    """How far a flag reaches: `block` stops signing, `warn` asks for a look, `info` tells."""

    BLOCK = "block"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Where:
    """The place a flag speaks of; at least one part is given."""

    statement: str | None = None
    section: str | None = None
    fact: str | None = None
    span: Span | None = None

    def __post_init__(self) -> None:
        if self.statement is None and self.section is None and self.fact is None and self.span is None:
            raise ValueError("a flag's place needs a statement, a section, a fact or a span")


@dataclass(frozen=True, slots=True)
class Flag:
    """One finding.

    Attributes:
        rule: Id of the check or rule ("number.unsupported").
        severity: How far it reaches.
        message: What was found, in one sentence a PT understands.
        where: The place.
        remedy: What to do about it.
        authority: The citation behind the rule (manual section, CFR, payer policy, or this project's own promise).
        dismissed: The reason a clinician gave for dismissing it, else None.
    """

    rule: str
    severity: Severity
    message: str
    where: Where
    remedy: str
    authority: str
    dismissed: str | None = None

    @property
    def key(self) -> str:
        """Identity of the finding across re-verification: rule, place and message."""
        place = self.where
        spot = (
            place.statement or place.section or place.fact or (place.span and f"{place.span.source}:{place.span.start}")
        )
        return f"{self.rule}|{spot}|{self.message}"
