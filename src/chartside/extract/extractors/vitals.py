"""Vital signs: blood pressure as systolic and diastolic, heart rate, oxygen saturation, respiratory rate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from chartside.domain.facts import Fact, Measure, Measurement
from chartside.extract.finding_facts import found_of, shared
from chartside.extract.numerals import numerals
from chartside.extract.reading import Reading

_UNITS = {
    "heart rate": "bpm",
    "oxygen saturation": "%",
    "respiratory rate": "/min",
    "temperature": "deg F",
    "body weight": "lb",
}
_OVER = re.compile(r"\s*over\s*")
_SPOKEN_CUE = re.compile(r"\b(?:bp|blood pressure)\b[^.]{0,40}$", re.I)


class Vitals:
    """Reads vital signs written or dictated."""

    name = "vitals"

    def extract(self, reading: Reading) -> Iterator[Fact]:
        """One fact a value; `motion` says which ("systolic", "heart rate"), `context` before or after treatment."""
        for finding in found_of(reading, "systolic", *_UNITS):
            base = shared(reading, finding)
            if finding.kind != "systolic":
                yield Measurement(
                    **base, measure=Measure.VITAL, motion=finding.kind, value=finding.value,
                    unit=(finding.numeral.unit if finding.kind == "body weight" else None) or _UNITS[finding.kind],
                    context=finding.timing,
                )  # fmt: skip
                continue
            for motion, value in (("systolic", finding.value), ("diastolic", finding.numeral.of)):
                yield Measurement(
                    **base, measure=Measure.VITAL, motion=motion, value=value, unit="mmHg", context=finding.timing
                )
        yield from _spoken(reading)


def _spoken(reading: Reading) -> Iterator[Fact]:
    """Blood pressure as dictated: "one twenty two over eighty"."""
    values = numerals(reading)
    for upper, lower in pairwise(values):
        if not upper.said or not _OVER.fullmatch(reading.text[upper.end : lower.start]):
            continue
        cue = _SPOKEN_CUE.search(reading.text, max(upper.start - 60, 0), upper.start)
        if cue and 60 <= upper.value <= 260 and 30 <= lower.value <= 150:
            span = reading.span(cue.start(), lower.end)
            for motion, value in (("systolic", upper.value), ("diastolic", lower.value)):
                yield Measurement(evidence=(span,), measure=Measure.VITAL, motion=motion, value=value, unit="mmHg")


EXTRACTOR = Vitals()
