"""A change between two values of facts: which threshold judges it, whatever kind of value it is."""

from __future__ import annotations

from dataclasses import dataclass

from chartside.domain.canvas import Canvas
from chartside.domain.facts import Diagnosis, Measure, Measurement, Score
from chartside.measures.changes import Change, Verdict, instrument_change, rom_change, strength_change, thresholds_for
from chartside.measures.instrument_catalogue import instruments

Value = Measurement | Score

_RATED_BY = {Measure.PAIN: "nprs", Measure.GRIP: "grip", Measure.GAIT_SPEED: "gait_speed"}
_MORE_IS_BETTER = frozenset({Measure.STRENGTH, Measure.GRIP, Measure.GAIT_SPEED})


def population_of(canvas: Canvas) -> str:
    """Words for the patient's condition, by which thresholds of change are chosen."""
    diagnoses = [f.text for f in canvas.facts if isinstance(f, Diagnosis)]
    return " ".join([canvas.header.episode, *dict.fromkeys(diagnoses)])


def value_change(was: Value, now: Value, population: str = "") -> Change | None:
    """The change from `was` to `now`, in the unit they are written in, judged by the threshold of their measure.

    Returns:
        The change; `unjudged` where no threshold is known; None where they cannot be subtracted (other units, ranges,
        words, values of different measures).
    """
    if was.value is None or now.value is None or type(was) is not type(now):
        return None
    if isinstance(now, Score) and isinstance(was, Score):
        return _score_change(was, now, population)
    if not isinstance(now, Measurement) or not isinstance(was, Measurement) or now.measure is not was.measure:
        return None
    if (now.unit or "") != (was.unit or "") or _is_range(now) or _is_range(was):
        return None
    if now.measure is Measure.ROM:
        return rom_change(now.joint, now.motion, was.value or 0.0, now.value or 0.0)
    if now.measure is Measure.STRENGTH and now.grade and was.grade:
        return _graded(was.value or 0.0, now.value or 0.0)
    rated = _RATED_BY.get(now.measure)
    if rated is not None:
        return _rated(rated, was, now, population)
    return _plain(was, now)


@dataclass(frozen=True, slots=True)
class Named:
    """A threshold by which a change is judged, in the unit the values are written in."""

    kind: str
    amount: float
    population: str


def named_thresholds(was: Value, now: Value, population: str = "") -> tuple[Named, ...]:
    """The detectable and the important change that apply to a change, as far as the catalogue has them."""
    instrument = now.instrument if isinstance(now, Score) else _RATED_BY.get(now.measure, "")
    known = instruments().get(instrument)
    if known is None or was.value is None:
        return ()
    unit = None if isinstance(now, Measurement) and now.measure is Measure.PAIN else now.unit
    before = known.in_own_unit(was.value, unit)
    if before is None:
        return ()
    share = known.also_in.get(unit or "", 1.0) if isinstance(now, Measurement) else 1.0
    pair = zip(("MDC", "MCID"), thresholds_for(instrument, before, population), strict=True)
    return tuple(
        Named(kind, _in_unit(found.amount(before), share) or 0.0, found.population)
        for kind, found in pair
        if found is not None
    )


def _is_range(value: Measurement) -> bool:
    return value.value_high is not None and value.value_high != value.value


def _graded(was: float, now: float) -> Change | None:
    try:
        return strength_change(was, now)
    except ValueError:
        return None


def _score_change(was: Score, now: Score, population: str) -> Change | None:
    if was.instrument != now.instrument or (was.unit and now.unit and was.unit != now.unit):
        return None
    unit = now.unit or was.unit
    if now.instrument not in instruments():
        return _unjudged(was.value, now.value, unit or "", None)
    try:
        return instrument_change(now.instrument, was.value, now.value, population, unit)
    except ValueError:
        return None


def _rated(instrument: str, was: Measurement, now: Measurement, population: str) -> Change | None:
    """A rating or performance that a measure of the catalogue judges; its amount stays in the unit written."""
    unit = None if now.measure is Measure.PAIN else now.unit
    known = instruments()[instrument]
    if not all(known.holds(value.value or 0.0, unit) for value in (was, now)):
        return _plain(was, now)
    judged = instrument_change(instrument, was.value or 0.0, now.value or 0.0, population, unit)
    amount = round((now.value or 0.0) - (was.value or 0.0), 6)
    own = now.unit or judged.unit
    return Change(
        verdict=judged.verdict,
        amount=amount,
        unit=own,
        better=judged.better,
        threshold=_in_unit(judged.threshold, known.also_in.get(own, 1.0)),
        kind=judged.kind,
        population=judged.population,
        source=judged.source,
        verified=judged.verified,
    )


def _in_unit(threshold: float | None, share: float) -> float | None:
    return None if threshold is None else round(threshold * share, 1 if share != 1.0 else 6)


def _plain(was: Measurement, now: Measurement) -> Change:
    return _unjudged(
        was.value or 0.0, now.value or 0.0, now.unit or "", True if now.measure in _MORE_IS_BETTER else None
    )


def _unjudged(was: float, now: float, unit: str, more_is_better: bool | None) -> Change:
    amount = round(now - was, 6)
    if amount == 0:
        return Change(verdict=Verdict.UNCHANGED, amount=0.0, unit=unit, better=None)
    better = None if more_is_better is None else (amount > 0) is more_is_better
    return Change(verdict=Verdict.UNJUDGED, amount=amount, unit=unit, better=better)
