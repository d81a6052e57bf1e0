"""What a score means: the published reading that holds for a value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chartside.domain.facts import Measurement, Score
from chartside.measures.instrument_catalogue import Instrument, instruments

_BOUND = re.compile(r"^(<=|>=|≤|≥|<|>)?\s*(-?\d+(?:\.\d+)?)(?:\s*-\s*(\d+(?:\.\d+)?))?$")

_PARENTHESIS = re.compile(r"\s*\([^)]*\d[^)]*\)")


@dataclass(frozen=True, slots=True)
class Reading:
    """A published reading that holds for a value.

    Attributes:
        at: The bound or band as published ("<45", "21-40").
        meaning: What it says there.
        worse: Whether it lies on the worse side; None where that is not known.
        source: Where it was published.
        verified: Whether it was read in the source.
    """

    at: str
    meaning: str
    worse: bool | None
    source: str
    verified: bool

    @property
    def called(self) -> str:
        """What a bound is called in print: "cut-off", or "band" of several."""
        return "cut-off" if self.at[:1] in "<>≤≥" else "band"


def instrument_of(value: Measurement | Score) -> Instrument | None:
    """The catalogue's measure of a value; of pain, grip and gait speed that of their kind."""
    if isinstance(value, Score):
        return instruments().get(value.instrument)
    return next((i for i in instruments().values() if i.recorded_as is value.measure and _in_unit(i, value)), None)


def _in_unit(instrument: Instrument, value: Measurement) -> bool:
    unit = "points" if value.unit == "/10" else value.unit
    return unit == instrument.unit or (unit or "") in instrument.also_in


def reading_of(value: Measurement | Score) -> Reading | None:
    """The first published reading that holds for a value; None where none does or none can be read as a bound."""
    instrument = instrument_of(value)
    if instrument is None or value.value is None:
        return None
    own = instrument.in_own_unit(value.value, None if value.unit == "/10" else value.unit)
    return None if own is None else next(_readings(instrument, own), None)


def _readings(instrument: Instrument, value: float) -> Iterator[Reading]:
    for cutoff in instrument.cutoffs:
        bands, meanings = cutoff.at.split("/"), cutoff.meaning.split("/")
        if len(bands) != len(meanings):
            continue
        for place, (band, meaning) in enumerate(zip(bands, meanings, strict=True)):
            if _holds(band.strip(), value):
                worse = _worse(instrument, band.strip(), place, len(bands))
                yield Reading(
                    _signed(band), _PARENTHESIS.sub("", meaning.strip()), worse, cutoff.source, cutoff.verified
                )


def _holds(band: str, value: float) -> bool:
    hit = _BOUND.match(band)
    if hit is None:
        return False
    low = float(hit[2])
    if hit[3] is not None:
        return low <= value <= float(hit[3])
    compared = {
        "<": value < low, ">": value > low, "<=": value <= low, "≤": value <= low, ">=": value >= low, "≥": value >= low
    }  # fmt: skip
    return compared.get(hit[1] or "", value == low)


def _signed(band: str) -> str:
    """A bound as it is printed ("≥12")."""
    return band.strip().replace("<=", "≤").replace(">=", "≥")


def _worse(instrument: Instrument, band: str, place: int, of: int) -> bool | None:
    """Whether a band is not the best one; of a single bound, whether it opens to the worse side."""
    higher = instrument.higher_is_better
    if higher is None:
        return None
    if of > 1:
        return place != (of - 1 if higher else 0) if _rises(band, place, of) else place != (0 if higher else of - 1)
    if band[0] in "<≤":
        return higher
    return not higher if band[0] in ">≥" else None


def _rises(band: str, place: int, of: int) -> bool:
    """Whether bands are listed from low to high: the first opens downwards or is a plain range."""
    return not (band[0] in ">≥" and place == 0) and not (band[0] in "<≤" and place == of - 1)
