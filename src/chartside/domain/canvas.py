"""The canvas: the working set one document is made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from chartside.domain.billing import ServiceCode, UnitAllotment, UnitRule
from chartside.domain.chart import ClinicProfile, Payer
from chartside.domain.denials import Denial
from chartside.domain.documents import Header
from chartside.domain.facts import Fact
from chartside.domain.source import TELLS_OF_VISIT, Source, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Canvas:
    """Sources, their facts and what the clinic has set, as values.

    Attributes:
        header: Who, when, where.
        sources: All sources: of this visit and of the episode's earlier visits.
        facts: Facts of all sources, numbered.
        current: Ids of the sources of this visit; all others are history (earlier visits, evaluation, intake).
        profile: The clinic's.
        payer: Of this visit.
        codes: Service codes in force on the visit date, by code.
        units: Units of this visit under each rule, computed from the current facts.
        standards: The clinic's documentation standards: background that says nothing of the patient and is no evidence.
        withdrawn: Words of which a clinician said that they hold no such fact; no sentence is made of them.
        next_visit: Day of the episode's next visit in the chart.
        denials: What letters of the payer deny, oldest first.
        member: The words that give the number under which the payer knows the patient.
    """

    header: Header
    sources: tuple[Source, ...]
    facts: tuple[Fact, ...]
    current: frozenset[str]
    profile: ClinicProfile = field(default_factory=ClinicProfile)
    payer: Payer = field(default_factory=Payer)
    codes: Mapping[str, ServiceCode] = field(default_factory=dict)
    units: Mapping[UnitRule, UnitAllotment] = field(default_factory=dict)
    withdrawn: tuple[Span, ...] = ()
    standards: tuple[Source, ...] = ()
    next_visit: date | None = None
    denials: tuple[Denial, ...] = ()
    member: Span | None = None

    def source(self, source_id: str) -> Source:
        """The source with this id.

        Raises:
            KeyError: There is none.
        """
        for source in self.sources:
            if source.id == source_id:
                return source
        raise KeyError(source_id)

    def source_days(self) -> dict[str, date | None]:
        """Day of each source: its own, else the visit's for a source of the visit; None where neither is known."""
        visit = self.header.visit_date
        return {s.id: s.date or (visit if s.id in self.current else None) for s in self.sources}

    def until(self) -> date | None:
        """Day up to which the canvas tells: the visit's, else the newest record of a visit."""
        return self.header.visit_date or max(self._recorded_days(), default=None)

    def start_of_care(self) -> date | None:
        """Day of the oldest record of a visit."""
        return min(self._recorded_days(), default=None)

    def _recorded_days(self) -> list[date]:
        return [s.date for s in self.sources if s.date is not None and s.kind in TELLS_OF_VISIT]

    def today(self) -> tuple[Fact, ...]:
        """Facts said by the sources of this visit."""
        return tuple(f for f in self.facts if f.source in self.current)

    def history(self) -> tuple[Fact, ...]:
        """Facts said by the episode's other sources, oldest source first (undated ones before all)."""
        order = {
            s.id: (s.date is not None, s.date.isoformat() if s.date else "", i) for i, s in enumerate(self.sources)
        }
        past: Iterable[Fact] = (f for f in self.facts if f.source not in self.current)
        return tuple(sorted(past, key=lambda f: order[f.source]))
