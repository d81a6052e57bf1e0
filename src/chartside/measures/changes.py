"""When a change is a change: two values of one measure against its thresholds.

A change below the minimal detectable change is never called an improvement, even where it reaches the important one:
it may be the error of the measure alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from chartside.domain.facts import Measure
from chartside.measures.catalogue_rows import catalogue
from chartside.measures.instrument_catalogue import Instrument, Threshold, instruments
from chartside.measures.norms import measurement_error, rom_norm


class Verdict(StrEnum):
    """What a change amounts to."""

    IMPROVED_IMPORTANT = "improved_important"  # beyond MDC (where known) and MCID
    IMPROVED = "improved"  # beyond MDC or measurement error
    UNCHANGED = "unchanged"  # the same value, or both within normal
    WITHIN_ERROR = "within_error"  # below MDC or measurement error
    BELOW_IMPORTANT = "below_important"  # MDC unknown, below MCID
    WORSE = "worse"
    WORSE_IMPORTANT = "worse_important"
    UNJUDGED = "unjudged"  # no threshold known; `better` gives the direction


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change and how it was judged.

    Attributes:
        verdict: What it amounts to.
        amount: Now minus before, in the measure's unit.
        unit: That unit.
        better: True towards better, False towards worse, None for neither.
        threshold: Amount of change that was asked for; None where none is known.
        kind: "MDC", "MCID" or "measurement error".
        population: In whom the threshold was found; empty for measurement errors.
        source: Where the threshold is from.
        verified: Whether it was read in the source.
    """

    verdict: Verdict
    amount: float
    unit: str
    better: bool | None
    threshold: float | None = None
    kind: str = ""
    population: str = ""
    source: str = ""
    verified: bool = False

    @property
    def improved(self) -> bool:
        """Whether it may be called an improvement."""
        return self.verdict in (Verdict.IMPROVED, Verdict.IMPROVED_IMPORTANT)

    @property
    def worsened(self) -> bool:
        """Whether it must be called a decline."""
        return self.verdict in (Verdict.WORSE, Verdict.WORSE_IMPORTANT)


def instrument_change(
    instrument: str, was: float, now: float, population: str | None = None, unit: str | None = None
) -> Change:
    """Judge a change of an outcome measure.

    Args:
        instrument: Catalogue id.
        was: Earlier value.
        now: Later value.
        population: Words for the patient's condition ("vestibular", "knee"); the threshold of the population that
            shares most words is used, else the measure's default.
        unit: Unit of both values, where it is not the measure's own ("%" for the NDI).

    Raises:
        KeyError: The catalogue has no such measure.
        ValueError: The unit is not one of the measure's.
    """
    measure = instruments()[instrument]
    before, after = measure.in_own_unit(was, unit), measure.in_own_unit(now, unit)
    if before is None or after is None:
        raise ValueError(f"{measure.name} is not given in {unit!r}; use {measure.unit}")
    amount = _rounded(after - before)
    if amount == 0:
        return Change(verdict=Verdict.UNCHANGED, amount=0.0, unit=measure.unit, better=None)
    better = None if measure.higher_is_better is None else (amount > 0) is measure.higher_is_better
    mdc = _applicable(measure.mdc, before, population)
    mcid = _applicable(measure.mcid, before, population)
    if better is None or (mdc is None and mcid is None):
        return Change(verdict=Verdict.UNJUDGED, amount=amount, unit=measure.unit, better=better)
    return _judged(measure, amount, better, before, mdc, mcid)


def _judged(
    measure: Instrument, amount: float, better: bool, was: float, mdc: Threshold | None, mcid: Threshold | None
) -> Change:
    def change(verdict: Verdict, kind: str, by: Threshold) -> Change:
        return Change(
            verdict=verdict,
            amount=amount,
            unit=measure.unit,
            better=better,
            threshold=_rounded(by.amount(was)),
            kind=kind,
            population=by.population,
            source=by.source,
            verified=by.verified,
        )

    size = abs(amount)
    if mdc is not None and size < _rounded(mdc.amount(was)):
        return change(Verdict.WITHIN_ERROR, "MDC", mdc)
    if mcid is not None and size >= _rounded(mcid.amount(was)):
        return change(Verdict.IMPROVED_IMPORTANT if better else Verdict.WORSE_IMPORTANT, "MCID", mcid)
    if mdc is not None:
        return change(Verdict.IMPROVED if better else Verdict.WORSE, "MDC", mdc)
    if mcid is None:
        raise ValueError("a change is judged by at least one threshold")
    return change(Verdict.BELOW_IMPORTANT, "MCID", mcid)


def rom_change(joint: str | None, motion: str | None, was: float, now: float) -> Change:
    """Judge a change of motion in degrees against the error of the goniometer.

    More motion is better up to the norm; above it (hypermobility) nothing is gained or lost.
    """
    norm = rom_norm(joint, motion)
    amount = _rounded(now - was)
    unit = norm.unit if norm else "deg"
    counted = amount if norm is None else _rounded(min(now, norm.normal) - min(was, norm.normal))
    if counted == 0:
        return Change(verdict=Verdict.UNCHANGED, amount=amount, unit=unit, better=None)
    better = counted > 0
    error = measurement_error(Measure.ROM, joint)
    if error is None or error.unit != unit:
        return Change(verdict=Verdict.UNJUDGED, amount=amount, unit=unit, better=better)
    verdict = Verdict.WITHIN_ERROR
    if abs(amount) >= error.value:
        verdict = Verdict.IMPROVED if better else Verdict.WORSE
    return Change(
        verdict=verdict,
        amount=amount,
        unit=unit,
        better=better,
        threshold=error.value,
        kind="measurement error",
        source=error.source,
        verified=error.verified,
    )


@cache
def _grades() -> tuple[float, ...]:
    return tuple(sorted(row["value"] for row in catalogue("strength_grades")["grade"]))


def strength_value(grade: str) -> float | None:
    """Place of a grade of manual muscle testing ("4-/5", "4-") on the 0 to 5 decimal scale; None for no such grade."""
    written = grade.replace(" ", "").removesuffix("/5")
    return next((row["value"] for row in catalogue("strength_grades")["grade"] if row["grade"] == written), None)


def strength_change(was: float, now: float) -> Change:
    """Judge a change of manual muscle strength on the 0 to 5 decimal scale.

    No detectable change is published for the scale, so a change is a change of grade as tested: `unjudged` with its
    direction, `unchanged` for the same grade.

    Raises:
        ValueError: A value is not on the scale.
    """
    scale = _grades()
    if not all(scale[0] <= value <= scale[-1] for value in (was, now)):
        raise ValueError(f"strength grades run from {scale[0]:g} to {scale[-1]:g}, got {was} and {now}")
    amount = _rounded(now - was)
    if amount == 0:
        return Change(verdict=Verdict.UNCHANGED, amount=0.0, unit="/5", better=None)
    return Change(verdict=Verdict.UNJUDGED, amount=amount, unit="/5", better=amount > 0)


def _applicable(thresholds: tuple[Threshold, ...], was: float, population: str | None) -> Threshold | None:
    """The threshold for this population and earlier score; the default where none shares a word."""
    fitting = [t for t in thresholds if not t.subscale and t.holds_from(was)]
    wanted = _words(population or "")

    def fit(threshold: Threshold) -> tuple[int, bool, bool]:
        by_score = threshold.was_from is not None or threshold.was_to is not None
        return len(wanted & _words(threshold.population)), by_score and bool(wanted), threshold.default

    best = max(fitting, key=fit, default=None)
    if best is not None and (best.default or fit(best)[0]):
        return best
    return next((t for t in fitting if t.default), None)


def thresholds_for(instrument: str, was: float, population: str | None) -> tuple[Threshold | None, Threshold | None]:
    """The detectable and the important change (MDC, MCID) that apply from a score in the measure's own unit.

    Raises:
        KeyError: The catalogue has no such measure.
    """
    measure = instruments()[instrument]
    return _applicable(measure.mdc, was, population), _applicable(measure.mcid, was, population)


_IDLE = frozenset({"pain", "with", "and", "of", "the", "in", "a", "or", "after", "adults", "general", "points"})


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9]+", text.lower())) - _IDLE


def _rounded(value: float) -> float:
    """Rid of binary dust, so that 7.5 - 4.3 reaches a threshold of 3.2."""
    return round(value, 6)
