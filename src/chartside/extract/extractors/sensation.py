"""Sensation: intact, diminished or absent, where; counts of correct answers, filaments and two-point distances."""

from __future__ import annotations

from collections.abc import Iterable

from chartside.domain.facts import Fact
from chartside.extract.reading import Reading
from chartside.extract.sensory_findings import sensory_findings


class Sensation:
    """Reads sensory findings a clinician states."""

    name = "sensation"

    def extract(self, reading: Reading) -> Iterable[Fact]:
        """One fact a finding."""
        return sensory_findings(reading)


EXTRACTOR = Sensation()
