"""Deep tendon reflexes, graded 0 to 4+."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chartside.domain.facts import Fact, Measure, Measurement, Side
from chartside.domain.source import Speaker
from chartside.extract.reading import Reading

_PLACES = {
    "patell": "knee", "knee": "knee", "quad": "knee", "achill": "ankle", "ankle": "ankle", "bicep": "biceps",
    "tricep": "triceps", "brachio": "brachioradialis",
}  # fmt: skip
_CUE = re.compile(r"\b(?:reflex(?:es)?|DTRs?|jerk)\b", re.I)
_PLACE = re.compile(
    r"\b(patellar?|knee(?: jerk)?|quad\w*|achilles|ankle(?: jerk)?|biceps?|triceps?|brachioradialis)\b", re.I
)
_GRADE = re.compile(
    r"(?<![\w/])(?P<side>[RLB]\s*:?\s*|(?:right|left)\s+)?(?P<grade>[0-4])(?P<plus>\+)?(?![\d/x.])(?P<after>\s*(?:bilat\w*|B\b|[RL]\b|right|left))?"
)
_LIMIT = 70


class Reflexes:
    """Reads reflex grades next to the word reflex or DTR."""

    name = "reflexes"

    def extract(self, reading: Reading) -> Iterator[Fact]:
        """One fact a place, side and grade."""
        for clause in reading.clauses:
            if clause.line.speaker not in (None, Speaker.CLINICIAN) or not _CUE.search(clause.text):
                continue
            places = list(_PLACE.finditer(clause.text))
            for number, place in enumerate(places):
                stop = places[number + 1].start() if number + 1 < len(places) else len(clause.text)
                for hit in _GRADE.finditer(clause.text, place.end(), min(stop, place.end() + _LIMIT)):
                    if hit["plus"] is None and hit["grade"] not in "0":
                        continue
                    yield _reflex(reading, clause.start, place, hit)


def _reflex(reading: Reading, offset: int, place: re.Match[str], hit: re.Match[str]) -> Measurement:
    word = (hit["side"] or hit["after"] or "").strip(" :").lower()[:1]
    side = {"r": Side.RIGHT, "l": Side.LEFT, "b": Side.BILATERAL}.get(word)
    name = next(joint for key, joint in _PLACES.items() if place.group().lower().startswith(key))
    return Measurement(
        evidence=(reading.span(offset + place.start(), offset + hit.end()),),
        measure=Measure.REFLEX,
        joint=name,
        side=side,
        value=float(hit["grade"]),
        grade=f"{hit['grade']}{hit['plus'] or ''}",
    )


EXTRACTOR = Reflexes()
