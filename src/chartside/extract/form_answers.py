"""Answers written behind the questions of a form: what makes it worse or better, where it hurts, how wounds measure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chartside.domain.facts import Symptom, When
from chartside.extract.body_places import region_in
from chartside.extract.phrases import plain, segments, strip
from chartside.extract.reading import Reading, Zone
from chartside.extract.symptom_words import symptom
from chartside.extract.vocabulary import folded_text

_CHANGED_BY = re.compile(
    r"\bwhat\b[^?\n]{0,40}?\b(?P<way>worse|better|aggravat\w*|relie\w*|eas\w*|helps?|brings?)\b[^?\n]{0,30}\?[ \t]*"
    r"(?:a(?:ns(?:wer)?)?[ \t]*[:.)-])?[ \t]*(?P<answer>[^\n?\[]{3,160})"
)
_PLACED = re.compile(
    r"(?:\bwhere\b[^?\n]{0,30}\b(?:pain|hurt\w*|symptoms?)\b[^?\n]{0,20}\?[ \t]*(?:a(?:ns(?:wer)?)?[ \t]*[:.)-])?"
    r"|\b(?:pain )?(?:location|area of pain|site)[ \t]*:)[ \t]*(?P<answer>[^\n?\[;]{3,70})"
)
_WORSE = re.compile(r"worse|aggrav|bring")
_SIZED = re.compile(
    r"(?:(?P<when>eval|initial|ie|was|prev|previously)\W{0,3}\s*)?\d+(?:\.\d+)?\s?(?:cm)?\s?[x×]\s?\d+(?:\.\d+)?"
    r"(?:\s?(?:cm)?\s?[x×]\s?\d+(?:\.\d+)?)?(?:\s?cm\b)?"
)
_WOUND = re.compile(r"\b(?:wound|ulcer|incision|eschar|pressure injury)\b")


def form_symptoms(reading: Reading) -> Iterator[Symptom]:
    """Symptoms from the answers of forms, and the sizes of wounds."""
    folded = folded_text(reading)
    if "?" in folded or ":" in folded:
        yield from _answered(reading, folded)
    for line in reading.lines:
        if line.speaker is None and line.zone not in (Zone.GOALS, Zone.PLAN, Zone.BILLING, Zone.INTERVENTIONS):
            yield from _sized(reading, folded, line.start, line.end)


def _answered(reading: Reading, folded: str) -> Iterator[Symptom]:
    for found in _CHANGED_BY.finditer(folded):
        verb = "worse with" if _WORSE.match(found["way"]) else "better with"
        for low, high in segments(folded, *found.span("answer")):
            if folded[low:high] not in ("none", "nothing", "n/a", "unknown", "not sure"):
                yield symptom(reading, low, high, text=f"{verb} {plain(reading.text[low:high])}")
    for found in _PLACED.finditer(folded):
        start, end = strip(folded, *found.span("answer"))
        stop = re.search(r"\.\s|\s{2,}|\s\|", folded[start:end])
        end = start + stop.start() if stop else end
        silent = reading.line_at(found.start()).zone in (
            Zone.INTERVENTIONS,
            Zone.PLAN,
            Zone.GOALS,
            Zone.BILLING,
            Zone.HEADER,
        )
        if start < end and not silent and region_in(reading.text[start:end]) is not None:
            yield symptom(reading, start, end, text=f"pain {plain(reading.text[start:end])}")


def _sized(reading: Reading, folded: str, start: int, end: int) -> Iterator[Symptom]:
    """Length, width and depth of a wound; the words before it name its place."""
    wound = _WOUND.search(folded, start, end)
    if wound is None:
        return
    begin = wound.start()
    for size in _SIZED.finditer(folded, wound.end(), min(end, wound.end() + 90)):
        if size.group().count("x") + size.group().count("×") < 2 and "cm" not in size.group():
            continue
        baseline = size["when"] in ("eval", "initial", "ie")
        when = When.BASELINE if baseline else When.PRIOR if size["when"] else When.CURRENT
        low, high = strip(folded, begin if when is When.CURRENT else size.start(), size.end())
        yield symptom(reading, low, high, text=plain(reading.text[low:high]), when=when)
        begin = size.end()
