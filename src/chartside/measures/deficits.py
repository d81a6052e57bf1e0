"""What is short: motion, strength and scores against the other side, the norm and published readings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from chartside.domain.facts import Assertion, Measure, Measurement, Mode, Score, Side, When
from chartside.measures.changes import thresholds_for
from chartside.measures.norms import measurement_error, rom_norm
from chartside.measures.readings import Reading, instrument_of, reading_of

Value = Measurement | Score
_OTHER = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}
_FULL_GRADE = 5.0


class Short(StrEnum):
    """What a value is short of."""

    OTHER_SIDE = "other side"
    NORM = "norm"
    FULL_GRADE = "full grade"
    READING = "published reading"
    BEST = "best score"


@dataclass(frozen=True, slots=True)
class Deficit:
    """A value that is short of something.

    Attributes:
        value: What was measured.
        short: Of what it is short.
        other: The other side's value, where it was measured.
        target: The value it is compared with: the other side's, the norm, the full grade; None for readings.
        reading: The published reading that holds for it.
    """

    value: Value
    short: Short
    other: Measurement | None = None
    target: float | None = None
    reading: Reading | None = None


def deficits_of(values: Iterable[Value]) -> tuple[Deficit, ...]:
    """Deficits among present values, in their order; of pain only the worst rating of each place."""
    held = [v for v in values if v.when is When.CURRENT and v.assertion is Assertion.PRESENT and v.value is not None]
    now = list({_said(value): value for value in reversed(held)}.values())[::-1]
    worst = _worst_pain(now)
    found: list[Deficit] = []
    for value in now:
        deficit = next(_deficits(value, now, worst), None)
        if deficit is not None and not any(_same(deficit.value, d.value) for d in found):
            found.append(deficit)
    return tuple(found)


def _said(value: Value) -> tuple[object, ...]:
    """What a value says, whoever says it; said a thousand times it is one deficit."""
    if isinstance(value, Score):
        return (value.instrument, value.value, value.unit, value.side)
    place = (value.measure, value.joint, value.motion, value.side, value.mode, value.context)
    return (*place, value.value, value.value_high, value.unit, value.grade)


def _deficits(value: Value, now: Sequence[Value], worst: Sequence[Measurement]) -> Iterator[Deficit]:
    if isinstance(value, Score):
        yield from _score(value)
    elif value.measure is Measure.ROM:
        yield from _motion(value, now)
    elif value.measure is Measure.STRENGTH and value.unit in (None, "/5"):
        if (value.value or 0.0) < _FULL_GRADE:
            yield Deficit(value, Short.FULL_GRADE, _other_side(value, now), _FULL_GRADE)
    elif value.measure is Measure.PAIN:
        reading = reading_of(value)
        if value in worst and reading is not None and reading.worse:
            yield Deficit(value, Short.READING, reading=reading)
    elif value.measure is Measure.GAIT_SPEED:
        reading = reading_of(value)
        if reading is not None and reading.worse:
            yield Deficit(value, Short.READING, reading=reading)


def _motion(value: Measurement, now: Sequence[Value]) -> Iterator[Deficit]:
    norm = rom_norm(value.joint, value.motion)
    if norm is None or norm.unit != (value.unit or "deg") or value.value is None or value.value_high is not None:
        return
    if norm.two_sided and value.side is None:
        return
    if value.mode is Mode.PASSIVE and any(_same(value, v, mode=False) and v is not value for v in now):
        return  # the active motion tells it
    other, error = _other_side(value, now), measurement_error(Measure.ROM, value.joint)
    if other is not None and other.value is not None:
        gap = min(other.value, norm.normal) - value.value
        if gap > 0 and (norm.limited(value.value) or (error is not None and gap > error.value)):
            yield Deficit(value, Short.OTHER_SIDE, other, other.value)
            return
    nearer_norm = other is None or other.value is None or norm.normal - value.value >= value.value - other.value
    if norm.limited(value.value) and nearer_norm:
        yield Deficit(value, Short.NORM, None, norm.normal)


def _score(value: Score) -> Iterator[Deficit]:
    instrument = instrument_of(value)
    if instrument is None or instrument.higher_is_better is None:
        return
    reading = reading_of(value)
    if reading is not None and reading.worse is not None:
        if reading.worse:
            yield Deficit(value, Short.READING, reading=reading)
        return
    own = instrument.in_own_unit(value.value, value.unit)
    if own is None or instrument.unit not in ("points", "%"):
        return
    best = instrument.max if instrument.higher_is_better else instrument.min
    mdc, mcid = thresholds_for(instrument.id, own, None)
    needed = max((t.amount(own) for t in (mdc, mcid) if t is not None), default=None)
    if needed is not None and abs(best - own) >= needed > 0:
        yield Deficit(value, Short.BEST, target=best)


def _other_side(value: Measurement, now: Iterable[Value]) -> Measurement | None:
    wanted = _OTHER.get(value.side) if value.side is not None else None
    return next(
        (
            v
            for v in now
            if wanted is not None and isinstance(v, Measurement) and v.side is wanted
            and (v.measure, v.joint, v.motion, v.mode, v.unit)
            == (value.measure, value.joint, value.motion, value.mode, value.unit)
        ),
        None,
    )  # fmt: skip


def _worst_pain(now: Iterable[Value]) -> tuple[Measurement, ...]:
    """The highest rating of each place."""
    worst: dict[tuple[object, ...], Measurement] = {}
    for value in now:
        if isinstance(value, Measurement) and value.measure is Measure.PAIN:
            place = (value.joint, value.side)
            if place not in worst or (worst[place].value or 0) < (value.value or 0):
                worst[place] = value
    return tuple(worst.values())


def _same(a: Value, b: Value, *, mode: bool = True) -> bool:
    """Whether two values are of one thing."""
    if isinstance(a, Score) or isinstance(b, Score):
        return isinstance(a, Score) and isinstance(b, Score) and (a.instrument, a.side) == (b.instrument, b.side)
    same = (a.measure, a.joint, a.motion, a.side) == (b.measure, b.joint, b.motion, b.side)
    return same and (not mode or (a.mode, a.context) == (b.mode, b.context))
