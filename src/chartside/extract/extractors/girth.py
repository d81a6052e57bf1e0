"""Girth of a limb or joint."""

from __future__ import annotations

from collections.abc import Iterator

from chartside.domain.facts import Fact, Measure, Measurement
from chartside.extract.finding_facts import found_of, shared
from chartside.extract.reading import Reading


class Girth:
    """Reads circumferences, figure-8 girth included."""

    name = "girth"

    def extract(self, reading: Reading) -> Iterator[Fact]:
        """One fact a value; centimetres where no unit is written."""
        for finding in found_of(reading, "girth"):
            yield Measurement(
                **shared(reading, finding),
                measure=Measure.GIRTH,
                joint=finding.joint,
                value=finding.value,
                unit=finding.numeral.unit or "cm",
            )


EXTRACTOR = Girth()
