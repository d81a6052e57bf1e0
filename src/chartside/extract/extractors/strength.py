"""Strength: manual muscle test grades on the 0 to 5 scale, and dynamometry."""

from __future__ import annotations

from collections.abc import Iterator

from chartside.domain.facts import Fact, Measure, Measurement
from chartside.extract.finding_facts import found_of, shared
from chartside.extract.reading import Reading

_THIRD = 0.3
"""Place of "+" and "-" beside a grade on the decimal scale (measures/catalogue/strength_grades.toml)."""


class Strength:
    """Reads grades ("4-/5", "four plus") and forces ("HHD 62 lb")."""

    name = "strength"

    def extract(self, reading: Reading) -> Iterator[Fact]:
        """One fact a grade or force, with its joint and motion where said."""
        for finding in found_of(reading, "strength", "dynamometry"):
            if finding.kind == "dynamometry":
                yield Measurement(
                    **shared(reading, finding),
                    measure=Measure.STRENGTH,
                    joint=finding.joint,
                    motion=finding.motion,
                    value=finding.value,
                    unit=finding.numeral.unit,
                )
                continue
            sign = finding.numeral.grade
            shift = {"+": _THIRD, "-": -_THIRD}.get(sign, 0.0)
            yield Measurement(
                **shared(reading, finding),
                measure=Measure.STRENGTH,
                joint=finding.joint,
                motion=finding.motion,
                value=round(finding.value + shift, 1),
                unit="/5",
                grade=f"{finding.value:g}{sign}/5",
            )


EXTRACTOR = Strength()
