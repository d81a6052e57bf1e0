"""The chart: clinic, clinicians, patients, episodes, visits."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from chartside.domain.billing import UnitRule
from chartside.domain.clinic_style import ClinicFile, Logo, WordingStyle
from chartside.domain.clinic_words import ClinicWord
from chartside.domain.facts import Side


class Role(StrEnum):
    """What a user of the clinic may do (signing.py says what)."""

    PT = "pt"
    PTA = "pta"
    FRONT_DESK = "front_desk"
    OWNER = "owner"


class PayerType(StrEnum):
    """Kind of payer."""

    MEDICARE_B = "medicare_b"
    MEDICARE_ADVANTAGE = "medicare_advantage"
    MEDICAID = "medicaid"
    COMMERCIAL = "commercial"
    WORKERS_COMP = "workers_comp"
    AUTO = "auto"
    SELF_PAY = "self_pay"


@dataclass(frozen=True, slots=True)
class Payer:
    """Who pays, how that payer counts units, and where letters to it go."""

    name: str = "Medicare Part B"
    type: PayerType = PayerType.MEDICARE_B
    unit_rule: UnitRule = UnitRule.CMS
    address: tuple[str, ...] = ()
    fax: str = ""


@dataclass(frozen=True, slots=True)
class Clinician:
    """A user of the clinic. `credentials` as signed ("PT, DPT"); empty for front desk."""

    id: str
    name: str
    roles: frozenset[Role]
    credentials: str = ""
    license_number: str = ""


@dataclass(frozen=True, slots=True)
class Patient:
    """A patient. `sex` is "female", "male" or None."""

    id: str
    name: str
    birth_date: date | None = None
    sex: str | None = None
    record_number: str | None = None


@dataclass(frozen=True, slots=True)
class Episode:
    """One course of care for one problem."""

    id: str
    patient: str
    title: str
    start: date | None = None
    side: Side | None = None
    region: str | None = None
    payer: Payer = Payer()
    visits_planned: int | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """One treatment day in an episode."""

    id: str
    episode: str
    date: date
    number: int | None = None
    clinician: str | None = None


@dataclass(frozen=True, slots=True)
class ClinicProfile:
    """What the clinic has set; the starting point of every canvas.

    Attributes:
        name: Of the clinic, for the letterhead.
        address: Lines of the letterhead.
        phone: For the letterhead.
        fax: For the letterhead.
        npi: National provider identifier of the clinic, for the letterhead.
        logo: Picture of the letterhead.
        standards: The clinic's documentation standards: background on every canvas.
        expand_abbreviations: Write "active range of motion" for "AROM" and so on.
        wording: How sides and days are written, and which words instead of others.
        headings: Heading by section ("plan", or "discharge_summary.plan" for one kind), where the clinic's differs.
        section_order: Sections in the clinic's order, named alike; empty for the kind's own.
        codes: Service codes the clinic bills, offered first as answers; empty for all in force.
        default_payer: Used where an episode names none.
        payers: The others the clinic bills, from which an episode picks.
        languages: Languages in which patients get what they take home, as codes ("en", "es").
        session_minutes: Minutes without activity after which a session ends.
        words: Abbreviations, exercises and measures of its own that the reader has been taught.
    """

    name: str = "Your clinic"
    address: tuple[str, ...] = ()
    phone: str = ""
    npi: str = ""
    expand_abbreviations: bool = False
    headings: tuple[tuple[str, str], ...] = ()
    section_order: tuple[str, ...] = ()
    default_payer: Payer = Payer()
    session_minutes: int = 15
    words: tuple[ClinicWord, ...] = ()
    fax: str = ""
    logo: Logo | None = None
    standards: tuple[ClinicFile, ...] = ()
    wording: WordingStyle = field(default_factory=WordingStyle)
    codes: tuple[str, ...] = ()
    payers: tuple[Payer, ...] = ()
    languages: tuple[str, ...] = ("en",)

    @property
    def payer_choices(self) -> tuple[Payer, ...]:
        """The payers an episode can pick, the usual one first, each name once."""
        found = {payer.name.casefold(): payer for payer in reversed((self.default_payer, *self.payers))}
        return tuple(reversed(found.values()))

    def with_contact(self, payer: Payer) -> Payer:
        """The payer with the address and fax kept for its name, where it has none of its own."""
        known = next((p for p in self.payer_choices if p.name.casefold() == payer.name.casefold()), None)
        if known is None or payer.address or payer.fax:
            return payer
        return replace(payer, address=known.address, fax=known.fax)
