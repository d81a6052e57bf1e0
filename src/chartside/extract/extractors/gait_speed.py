"""Gait speed."""

from __future__ import annotations

from collections.abc import Iterator

from chartside.domain.facts import Fact, Measure, Measurement
from chartside.extract.finding_facts import found_of, shared
from chartside.extract.reading import Reading
from chartside.measures import instruments


class GaitSpeed:
    """Reads gait speed in metres per second."""

    name = "gait_speed"

    def extract(self, reading: Reading) -> Iterator[Fact]:
        """One fact a value, named as speed or as the 10-metre walk."""
        for finding in found_of(reading, "gait_speed", "score"):
            if finding.kind == "score":
                instrument = instruments().get(finding.name or "")
                if instrument is None or instrument.recorded_as is not Measure.GAIT_SPEED:
                    continue
            yield Measurement(
                **shared(reading, finding),
                measure=Measure.GAIT_SPEED,
                value=finding.value,
                unit=finding.numeral.unit or "m/s",
            )


EXTRACTOR = GaitSpeed()
