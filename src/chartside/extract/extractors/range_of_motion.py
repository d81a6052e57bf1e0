"""Range of motion, in degrees."""

from __future__ import annotations

from collections.abc import Iterator

from chartside.domain.facts import Fact, Measure, Measurement, Mode
from chartside.extract.finding_facts import found_of, shared
from chartside.extract.reading import Reading

_OTHER_UNITS = ("%", "mm", "cm", "in")


class RangeOfMotion:
    """Reads ROM in shorthand, bullets, tables, prose and call-outs."""

    name = "range_of_motion"

    def extract(self, reading: Reading) -> Iterator[Fact]:
        """ROM of every motion; a hinge joint's range ("5-105") is its extension and its flexion."""
        for finding in found_of(reading, "rom"):
            yield Measurement(
                **shared(reading, finding),
                measure=Measure.ROM,
                joint=finding.joint,
                motion=finding.motion,
                value=finding.value,
                unit=finding.numeral.unit if finding.numeral.unit in _OTHER_UNITS else "deg",
                mode=Mode(finding.mode) if finding.mode else None,
                context=finding.timing,
            )


EXTRACTOR = RangeOfMotion()
