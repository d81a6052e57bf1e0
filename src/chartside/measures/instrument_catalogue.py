"""The catalogue of outcome measures and performance tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from chartside.domain.clinic_words import ClinicWord, WordKind
from chartside.domain.facts import Measure
from chartside.measures.catalogue_rows import catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A published change that counts: the minimal detectable (MDC) or the minimal important one (MCID).

    Attributes:
        value: In the measure's unit, or percent of the earlier score if `percent`.
        value_high: Upper end of a published range, else None.
        population: In whom it was found.
        source: Where it was published.
        verified: Whether it was read in the source; False: from knowledge, to be checked.
        default: Whether it is used when no population is said.
        percent: Whether `value` is a percentage of the earlier score.
        subscale: Whether it speaks of a part of the measure only; never applied to the whole.
        was_from: Least earlier score for which it holds.
        was_to: Greatest earlier score for which it holds.
    """

    value: float
    population: str
    source: str
    verified: bool
    value_high: float | None = None
    default: bool = False
    percent: bool = False
    subscale: bool = False
    was_from: float | None = None
    was_to: float | None = None

    def amount(self, was: float) -> float:
        """The change that must be reached from `was`; of a published range its upper end."""
        value = self.value if self.value_high is None else self.value_high
        return abs(was) * value / 100 if self.percent else value

    def holds_from(self, was: float) -> bool:
        """Whether it was published for earlier scores like `was`."""
        return (self.was_from is None or was >= self.was_from) and (self.was_to is None or was <= self.was_to)


@dataclass(frozen=True, slots=True)
class Cutoff:
    """A published reading of a score ("below 45": greater risk of falling), as its source puts it."""

    at: str
    meaning: str
    source: str
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """An outcome measure or performance test.

    Attributes:
        id: Catalogue id ("lefs").
        name: In full.
        aliases: Spellings read in notes, any case.
        region: What it is about.
        min: Least possible value.
        max: Greatest possible value.
        unit: Of values, bounds and thresholds.
        also_in: Other units it is written in, and how many of them make one of `unit`.
        higher_is_better: None where neither direction is better.
        recorded_as: The kind of measurement its values are, where they are no score facts (pain, grip …).
        note: What to heed when it is recorded.
        mdc: Minimal detectable changes by population.
        mcid: Minimal clinically important differences by population.
        cutoffs: Published readings of the score.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    region: str
    min: float
    max: float
    unit: str
    also_in: Mapping[str, float]
    higher_is_better: bool | None
    recorded_as: Measure | None
    note: str
    mdc: tuple[Threshold, ...]
    mcid: tuple[Threshold, ...]
    cutoffs: tuple[Cutoff, ...]

    def in_own_unit(self, value: float, unit: str | None) -> float | None:
        """`value` converted from `unit`; None where the unit is not one of this measure's.

        A missing unit counts as the measure's own.
        """
        if unit is None or unit == self.unit or self.unit == "points":
            return value / self.also_in.get(unit or "", 1.0)
        return value / self.also_in[unit] if unit in self.also_in else None

    def holds(self, value: float, unit: str | None = None) -> bool:
        """Whether `value` is possible."""
        own = self.in_own_unit(value, unit)
        return own is not None and self.min <= own <= self.max


_CLINIC: ContextVar[Mapping[str, Instrument] | None] = ContextVar("clinic_measures", default=None)


def instruments() -> Mapping[str, Instrument]:
    """All measures by id: the catalogue's, and the clinic's own where `use_clinic_measures` has been called."""
    return _CLINIC.get() or _catalogue()


def use_clinic_measures(words: Iterable[ClinicWord]) -> None:
    """Know the measures among a clinic's words too, in this request or command (a context variable)."""
    own = {word.id: _clinic_measure(word) for word in words if word.kind is WordKind.MEASURE}
    _CLINIC.set(MappingProxyType({**own, **_catalogue()}) if own else None)


def _clinic_measure(word: ClinicWord) -> Instrument:
    return Instrument(
        id=word.id, name=word.means, aliases=word.written, region="clinic", min=word.least, max=word.most,
        unit=word.unit, also_in=MappingProxyType({}), higher_is_better=word.higher_is_better, recorded_as=None,
        note="A measure of this clinic; no change threshold is known.", mdc=(), mcid=(), cutoffs=(),
    )  # fmt: skip


@cache
def _catalogue() -> Mapping[str, Instrument]:
    rows = catalogue("instruments")["instrument"]
    return MappingProxyType({row["id"]: _instrument(row) for row in rows})


@cache
def _by_alias() -> Mapping[str, str]:
    spelled: dict[str, str] = {}
    for instrument in _catalogue().values():
        for alias in (instrument.id, instrument.name, *instrument.aliases):
            other = spelled.setdefault(_folded(alias), instrument.id)
            if other != instrument.id:
                raise ValueError(f"instruments.toml: {alias!r} is an alias of {other} and of {instrument.id}")
    return spelled


def instrument_named(words: str) -> Instrument | None:
    """The measure written as `words` ("5xSTS", "Oswestry"), whatever its case, hyphens and spaces."""
    found = _by_alias().get(_folded(words))
    return instruments()[found] if found else None


def _folded(words: str) -> str:
    return "".join(c for c in words.lower() if c.isalnum())


def _instrument(row: Mapping[str, Any]) -> Instrument:
    recorded = row.get("recorded_as")
    return Instrument(
        id=row["id"],
        name=row["name"],
        aliases=tuple(row["aliases"]),
        region=row["region"],
        min=row["min"],
        max=row["max"],
        unit=row["unit"],
        also_in=MappingProxyType(row.get("also_in", {})),
        higher_is_better=row.get("higher_is_better"),
        recorded_as=Measure(recorded) if recorded else None,
        note=row.get("note", ""),
        mdc=tuple(Threshold(**t) for t in row.get("mdc", ())),
        mcid=tuple(Threshold(**t) for t in row.get("mcid", ())),
        cutoffs=tuple(Cutoff(**c) for c in row.get("cutoff", ())),
    )
