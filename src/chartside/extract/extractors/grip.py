"""Grip and pinch strength."""

from __future__ import annotations

from collections.abc import Iterator

from chartside.domain.facts import Fact, Measure, Measurement
from chartside.extract.finding_facts import found_of, shared
from chartside.extract.reading import Reading


class Grip:
    """Reads grip strength in pounds or kilograms."""

    name = "grip"

    def extract(self, reading: Reading) -> Iterator[Fact]:
        """One fact a side and value."""
        for finding in found_of(reading, "grip"):
            yield Measurement(
                **shared(reading, finding), measure=Measure.GRIP, value=finding.value, unit=finding.numeral.unit
            )


EXTRACTOR = Grip()
