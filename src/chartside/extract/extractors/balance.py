"""Timed balance positions: Romberg, tandem, foam, eyes open or closed."""

from __future__ import annotations

from collections.abc import Iterator

from chartside.domain.facts import Fact, Measure, Measurement
from chartside.extract.finding_facts import found_of, shared
from chartside.extract.reading import Reading


class Balance:
    """Reads seconds held in a position."""

    name = "balance"

    def extract(self, reading: Reading) -> Iterator[Fact]:
        """One fact a value; `context` is the position as written."""
        for finding in found_of(reading, "balance"):
            first = shared(reading, finding)
            yield Measurement(
                **first,
                measure=Measure.BALANCE,
                value=finding.value,
                unit=finding.numeral.unit or "s",
                context=_position(reading, finding.start, finding.numeral.start, finding.name),
            )


def _position(reading: Reading, start: int, end: int, name: str | None) -> str | None:
    words = reading.text[start:end].strip(" :=-(").split(":")[0]
    if name and name.lower() in words.lower():
        return " ".join(words.split())
    return name


EXTRACTOR = Balance()
