"""What a measured value is a value of, so that values of several sources and days can be compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chartside.domain.facts import Assertion, Fact, Measure, Measurement, Mode, Score, Side, When


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


def may_be_same(first: MeasuredThing, second: MeasuredThing) -> bool:
    """Whether two things may be one: pain of no named place or side may be that of any."""
    if first == second:
        return True
    pain = str(Measure.PAIN)
    if (first.what, second.what) != (pain, pain) or _when_felt(first) != _when_felt(second):
        return False
    pairs = ((first.joint, second.joint), (first.motion, second.motion), (first.side, second.side))
    return all(a is None or b is None or a == b for a, b in pairs)


def _when_felt(pain: MeasuredThing) -> str | None:
    return None if pain.context == "current" else pain.context


def recorded_instead(
    quoted: Measurement | Score, day: date, recorded: Iterable[tuple[date, Measurement | Score]]
) -> tuple[date, Measurement | Score] | None:
    """What was recorded where a later note quotes another value of the same thing.

    A quote that names its day is compared with that day, any other with all days before its note; it is right as soon
    as one of them agrees. Vital signs are left alone: an earlier one is as often of the same visit.

    Args:
        quoted: A value given as the last visit's, the first one's, or of a named day.
        day: Day of the note that quotes it.
        recorded: Values of what may be the same thing, with the day they were taken on.

    Returns:
        The first value recorded where the quote is called the first, else the last one; None where nothing differs.
    """
    if quoted.when not in (When.PRIOR, When.BASELINE):
        return None
    if isinstance(quoted, Measurement) and quoted.measure is Measure.VITAL:
        return None
    alike = [
        (taken, value)
        for taken, value in recorded
        if value.source != quoted.source
        and (value.unit or "") == (quoted.unit or "")
        and (taken < day if quoted.date is None else taken == quoted.date)
    ]
    if not alike or any(agree(value, quoted) for _, value in alike):
        return None
    alike.sort(key=lambda pair: pair[0])
    return alike[0] if quoted.when is When.BASELINE else alike[-1]
