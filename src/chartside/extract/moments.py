"""Which moment a value belongs to: now, before, at the start, a goal, a norm."""

from __future__ import annotations

from chartside.domain.facts import When
from chartside.extract.reading import Reading


def when_at(reading: Reading, start: int, end: int) -> When:
    """Moment of the value at `start`..`end`, from the words around it."""
    return When.CURRENT
