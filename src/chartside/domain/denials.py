"""A payer's denial: what it says, and what its reasons mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chartside.domain.source import Span


@dataclass(frozen=True, slots=True)
class DenialElement:
    """Something of the chart that answers a reason: its key ("skilled_need") and what it is called."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class DenialReason:
    """A reason as the code lists know it.

    Attributes:
        code: Group and claim adjustment reason code ("CO-50").
        meaning: In our own words.
        gap: What usually lacks in chart or claim.
        first_action: What to do first.
        appealable: "yes", "no", "limited", "reopening" or "resubmit".
        elements: What in the chart answers it.
        remarks: Remark codes that come with it.
        source: Where this is from.
        verified: Whether the meaning was read there.
    """

    code: str
    meaning: str
    gap: str
    first_action: str
    appealable: str
    elements: tuple[DenialElement, ...]
    remarks: tuple[str, ...]
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class DenialSaid:
    """A reason with the words of the letter that give it."""

    reason: DenialReason
    place: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealTime:
    """How long a denial may be appealed; days count from the day the notice is received."""

    name: str
    days: int
    presumed: int
    authority: str
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """What one letter denies.

    Attributes:
        source: Id of the letter.
        reasons: In the order of the letter, each once.
        noticed: Day of the notice.
        claim: The words that give the claim or reference number.
        services: The words that give the days or services denied.
        time: Time to appeal for the payer, where known.
    """

    source: str
    reasons: tuple[DenialSaid, ...]
    noticed: date | None = None
    claim: Span | None = None
    services: tuple[Span, ...] = ()
    time: AppealTime | None = None
