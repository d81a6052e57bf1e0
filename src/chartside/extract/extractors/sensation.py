"""Sensation: intact, diminished or absent, where."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chartside.domain.facts import Fact, Measure, Measurement
from chartside.domain.source import Speaker
from chartside.extract.body_places import region_in, side_in
from chartside.extract.reading import Reading

_FINDING = re.compile(
    r"\b(?:sensation|light touch|LT|dermatomes?|pin ?prick|sharp[/-]dull|proprioception|vibration)\b[^.;|\n]{0,60}?"
    r"(?P<grade>(?:intact|diminished|decreased|impaired|reduced|absent|normal|WNL)"
    r"(?: to (?:light touch|LT|pin ?prick|vibration))?"
    r"(?: LT)?)(?P<where>[^.;,|\n]{0,40})",
    re.I,
)


class Sensation:
    """Reads sensory findings a clinician states."""

    name = "sensation"

    def extract(self, reading: Reading) -> Iterator[Fact]:
        """One fact a finding; `grade` is the finding as written."""
        for hit in _FINDING.finditer(reading.text):
            if reading.speaker_at(hit.start()) not in (None, Speaker.CLINICIAN):
                continue
            end = hit.start() + len(hit.group().rstrip())
            said = reading.text[hit.start() : end]
            yield Measurement(
                evidence=(reading.span(hit.start(), end),),
                measure=Measure.SENSATION,
                joint=region_in(said),
                side=side_in(said),
                grade=" ".join(hit["grade"].split()),
            )


EXTRACTOR = Sensation()
