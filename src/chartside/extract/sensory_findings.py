"""Sensation: intact, diminished or absent, where; counts of correct answers, filaments and two-point distances."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chartside.domain.facts import Measure, Measurement
from chartside.domain.source import Speaker
from chartside.extract.body_places import region_in, side_in
from chartside.extract.cue_lines import lines_with
from chartside.extract.reading import Reading, Zone
from chartside.extract.shared_work import once_per_source
from chartside.extract.vocabulary import folded_text

_MODALITY = (
    r"(?:sensation|sensory|light touch|lt(?! [a-z]*(?:rot|flex))|dermatom(?:es?|al)|pin ?prick|sharp ?[/-] ?dull|sharp and dull|proprioception|kinesthesia"
    r"|joint position sense|position sense|vibration|vibratory sense|temperature sense|hot ?/ ?cold|(?:10 ?g )?monofilament|deep pressure|stereognosis)"
)
_GRADE = (
    r"(?:grossly |moderately |mod |mildly |mild |severely |slightly |min |minimally |abs?olutely )?"
    r"(?:intact|diminished|dimin|dim\b\.?|decreased|decr?\b\.?|impaired|reduced|absent|lost|normal|wnl|wfl|nl\b|heightened|hypersensitive|symmetrical|symmetric|equal)"
    r"(?: (?:to )?(?:light touch|lt|pin ?prick|vibration|deep pressure|temperature|sharp ?[/-] ?dull)\b)?"
)
_FINDING = re.compile(rf"\b{_MODALITY}\b[^.;|\n]{{0,60}}?\b(?P<grade>{_GRADE})(?P<where>[^.;,|\n]{{0,44}})")
_GRADE_FIRST = re.compile(
    r"\b(?P<grade>intact|diminished|dim\.?|decreased|dec\.?|impaired|reduced|absent|normal|no)\s+(?:sensation|light touch|lt|sensory|proprioception"
    r"|pin ?prick|vibration|monofilament)\b(?P<where>[^.;,|\n]{0,44})"
)
_MORE = re.compile(
    rf"\s*[,;]\s*(?:otherwise|elsewhere|but|and|rest|all others?|remainder)?\s*(?P<grade>{_GRADE})(?P<where>[^.;,|\n]{{0,44}})"
)
_COUNTED = re.compile(
    rf"\b{_MODALITY}\b(?P<where>[^.;,|\n\d]{{0,40}}(?:\b10 ?g\b[^.;,|\n\d]{{0,12}})?)(?P<n>\d{{1,2}}) ?/ ?(?P<of>\d{{1,2}})(?: (?:correct|sites?|trials?|points?|accura\w+))?(?P<after>[^.;,|\n]{{0,16}})"
)
_FILAMENT = re.compile(r"\b(?:semmes[- ]?weinstein|swmt?|monofilaments?)\b")
_SIZE = re.compile(r"(?P<where>[a-z0-9 ,/-]{0,24}?)\b(?P<value>[1-6]\.\d{2})\b")
_TWO_POINT = re.compile(
    r"\b(?:two[- ]?point(?: discrimination)?|2[- ]?(?:pt|point)(?: discrim\w*)?|2pd)\b[^.;|\n]{0,24}?(?P<value>\d{1,2}) ?mm(?P<where>[^.;,|\n]{0,24})"
)
_LIGHT_TOUCH = re.compile(r"\blt\b")
_NOT_FOUND = re.compile(r"\b(?:goal|improve|will|to reduce|if)\b")
_CUES = (
    "2pt",
    "2 pt",
    "2pd",
    "sens",
    "touch",
    "lt ",
    "dermatom",
    "prick",
    "dull",
    "propriocep",
    "vibrat",
    "filament",
    "weinstein",
    "point",
    "position sense",
    "kinesth",
)
_SILENT = frozenset({Zone.GOALS, Zone.PLAN, Zone.BILLING, Zone.INTERVENTIONS})


@once_per_source
def sensory_findings(reading: Reading) -> tuple[Measurement, ...]:
    """Sensory findings a clinician states; `grade` is the finding as written, `value` a count, a filament or millimetres."""
    return tuple(_found(reading))


def _found(reading: Reading) -> Iterator[Measurement]:
    folded = folded_text(reading)
    for line in lines_with(reading, _CUES):
        if line.speaker not in (None, Speaker.CLINICIAN) or line.zone in _SILENT:
            continue
        yield from _graded(reading, folded, line.start, line.end)
        yield from _numbered(reading, folded, line.start, line.end)


def _graded(reading: Reading, folded: str, low: int, high: int) -> Iterator[Measurement]:
    at = low
    while (hit := _next(folded, at, high)) is not None:
        if not _NOT_FOUND.search(folded, max(low, hit.start() - 24), hit.start()):
            yield _finding(reading, folded, hit)
        at = hit.end()
        while (more := _MORE.match(folded, at, high)) is not None:
            yield _finding(reading, folded, more)
            at = more.end()


def _next(folded: str, at: int, high: int) -> re.Match[str] | None:
    found = [m for m in (_FINDING.search(folded, at, high), _GRADE_FIRST.search(folded, at, high)) if m is not None]
    return min(found, key=lambda m: (m.start(), -m.end())) if found else None


def _finding(reading: Reading, folded: str, hit: re.Match[str]) -> Measurement:
    start = hit.start() + len(hit.group()) - len(hit.group().lstrip(" ,;"))
    end = hit.start() + len(hit.group().rstrip())
    said = _LIGHT_TOUCH.sub("  ", folded[start:end])
    return Measurement(
        evidence=(reading.span(start, end),),
        measure=Measure.SENSATION,
        joint=region_in(said),
        side=side_in(said),
        grade=" ".join(reading.text[hit.start("grade") : hit.end("grade")].split()),
    )


def _numbered(reading: Reading, folded: str, low: int, high: int) -> Iterator[Measurement]:
    for hit in _COUNTED.finditer(folded, low, high):
        yield _valued(reading, folded, hit.start(), hit.end(), float(hit["n"]), None)
    for hit in _TWO_POINT.finditer(folded, low, high):
        yield _valued(reading, folded, hit.start(), hit.end(), float(hit["value"]), "mm")
    for cue in _FILAMENT.finditer(folded, low, high):
        for hit in _SIZE.finditer(folded, cue.end(), min(high, cue.end() + 90)):
            yield _valued(reading, folded, hit.start(), hit.end(), float(hit["value"]), None)


def _valued(reading: Reading, folded: str, start: int, end: int, value: float, unit: str | None) -> Measurement:
    start += len(folded[start:end]) - len(folded[start:end].lstrip(" ,"))
    end = start + len(folded[start:end].rstrip(" ,("))
    said = _LIGHT_TOUCH.sub("  ", folded[start:end])
    return Measurement(
        evidence=(reading.span(start, end),),
        measure=Measure.SENSATION,
        joint=region_in(said),
        side=side_in(said),
        value=value,
        unit=unit,
    )
