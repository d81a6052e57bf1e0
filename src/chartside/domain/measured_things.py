"""What a measured value is a value of, so that values of several sources and days can be compared."""

from __future__ import annotations

from dataclasses import dataclass

from chartside.domain.facts import Assertion, Fact, Measure, Measurement, Mode, Score, Side


@dataclass(frozen=True, slots=True)
class MeasuredThing:
    """A measure of one place and side, taken in one way.

    Attributes:
        what: Kind of measurement ("rom"), or the instrument's catalogue id.
        joint: Joint or region in full.
        motion: Motion in full; for vitals which.
        side: Side.
        mode: How a motion was measured; None counts as active.
        context: For pain when it is felt; else the position or moment of treatment.
        unit: Of strength, which is graded or measured as a force; else None.
    """

    what: str
    joint: str | None = None
    motion: str | None = None
    side: Side | None = None
    mode: Mode | None = None
    context: str | None = None
    unit: str | None = None


def thing_of(fact: Fact) -> MeasuredThing | None:
    """What a fact is a value of; None for facts that are no value, have no number, or are not asserted."""
    if not isinstance(fact, Measurement | Score) or fact.value is None or fact.assertion is not Assertion.PRESENT:
        return None
    if isinstance(fact, Score):
        return MeasuredThing(fact.instrument, side=fact.side)
    mode = None if fact.mode is Mode.ACTIVE else fact.mode
    unit = fact.unit if fact.measure is Measure.STRENGTH else None
    return MeasuredThing(str(fact.measure), fact.joint, fact.motion, fact.side, mode, fact.context, unit)


def range_of(fact: Measurement | Score) -> tuple[float, float]:
    """Least and greatest value a fact says."""
    low = fact.value or 0.0
    high = fact.value_high if isinstance(fact, Measurement) and fact.value_high is not None else low
    return min(low, high), max(low, high)


def agree(first: Measurement | Score, second: Measurement | Score) -> bool:
    """Whether two facts can both be true of one thing at one time: their ranges meet."""
    low_a, high_a = range_of(first)
    low_b, high_b = range_of(second)
    return low_a <= high_b and low_b <= high_a


def varies_within_visit(fact: Measurement | Score) -> bool:
    """Whether a value changes within a visit by its nature (pain, vital signs, balance)."""
    return isinstance(fact, Measurement) and fact.measure in (Measure.PAIN, Measure.VITAL, Measure.BALANCE)
