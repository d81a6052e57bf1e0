"""Results of outcome measures and performance tests (measures/catalogue/instruments.toml)."""

from __future__ import annotations

from collections.abc import Iterator

from chartside.domain.facts import Fact, Score
from chartside.extract.finding_facts import found_of, shared
from chartside.extract.line_words import BY_MUSCLE
from chartside.extract.reading import Reading
from chartside.extract.value_rules import scale_of
from chartside.measures import instruments


class Scores:
    """Reads scores by any usual spelling of the instrument."""

    name = "scores"

    def extract(self, reading: Reading) -> Iterator[Fact]:
        """One fact a value; instruments recorded as a measurement (pain, grip …) are left to their extractors."""
        for finding in found_of(reading, "score"):
            instrument = instruments()[scale_of(finding.name or "", finding.numeral)]
            if instrument.recorded_as is not None:
                continue
            unit = finding.numeral.unit
            half = 0.5 if instrument.id in BY_MUSCLE and finding.numeral.grade == "+" else 0.0
            yield Score(
                **shared(reading, finding),
                instrument=instrument.id,
                value=finding.value + half,
                unit=unit if unit not in (None, "points") else instrument.unit,
            )


EXTRACTOR = Scores()
