"""Precautions: weight bearing, named precautions, limits of motion, activity and vital signs, who must clear what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chartside.domain.facts import Assertion, Fact, Precaution
from chartside.domain.source import Speaker
from chartside.extract.assertions import stance_at
from chartside.extract.context_words import said, said_first, said_last
from chartside.extract.fields import Field, field_at, fields
from chartside.extract.once import Once
from chartside.extract.phrases import left_of, plain, right_of, segments, strip
from chartside.extract.reading import Reading, Zone
from chartside.extract.sentences import bounds
from chartside.extract.vocabulary import Mention, folded_text, mentions_of

_NONE = re.compile(r"(?:none|n/a|no known|no precautions|standard|see|reviewed)\b")
_ITEM = re.compile(
    r";|\n|\.\s|,(?=\s*(?:no|avoid|fall|wb\w*|nwb|ttwb|pwb|fwb|hip|sternal|spinal|brace|sling|bp|hr|keep|stop|cardiac|not"
    r"|seizure|osteop)\b)"
)
_SIDE_OR_TIME = re.compile(
    r"\s+(?:[lr]\b|left|right|le\b|ue\b|rle|lle|rue|lue|in|with|w/|x|for|until|per|through|on)\b"
)
_WHY = re.compile(r"\s(?:because|so that|in order)\s")
_HABIT = re.compile(r"\b(?:he|she|i|pt|patient|they)\s+(?:also |now |still |usually )?$")
_WITHOUT_PAIN = re.compile(r"\bw(?:ith)?\.?/? (?:no|min)\b|\bpain\b")
_LEAD = re.compile(r"(?:(?:and|but|so|remember|also|okay|ok|please|still|pt|patient)\b[\s,:]*)+")
_WHOLE_SEGMENT = (
    "per ",
    "brace",
    "locked",
    "sling",
    "boot",
    "has to",
    "until",
    "limit",
    "rom ",
    "lifting",
    "lift ",
    "cleared",
    "clearance",
)
_SHORT_ITEM = 4


class Precautions:
    """Precautions."""

    name = "precautions"

    def extract(self, reading: Reading) -> Iterable[Fact]:
        """Precautions of a source, each said once."""
        once = Once[Precaution]()
        for field in fields(reading):
            if field.kind == "precaution":
                once.extend(_listed(reading, field))
        covered = 0
        for mention in mentions_of(reading, "precautions.toml"):
            field_here = field_at(fields(reading), mention.start)
            if mention.start < covered or (field_here and field_here.kind in ("precaution", "family")):
                continue
            precaution = _stated(reading, mention)
            if precaution is not None:
                covered = precaution.evidence[0].end
                once.extend([precaution])
        once.extend(_advised(reading))
        return sorted(once.facts, key=lambda f: f.start)


EXTRACTOR = Precautions()


def _fact(reading: Reading, start: int, end: int) -> Precaution:
    return Precaution(evidence=(reading.span(start, end),), text=plain(reading.text[start:end]))


def _listed(reading: Reading, field: Field) -> Iterator[Precaution]:
    """Items under a precautions label; commas part them where all are short or where a new limit begins."""
    folded = folded_text(reading)
    start, end = strip(folded, field.start, field.end)
    if start >= end or _NONE.match(folded, start, end):
        return
    items = list(segments(folded, start, end))
    if not all(len(folded[a:b].split()) <= _SHORT_ITEM for a, b in items):
        cuts = [*_ITEM.finditer(folded, start, end)]
        edges = zip([start, *(c.end() for c in cuts)], [*(c.start() for c in cuts), end], strict=True)
        items = [strip(folded, a, b) for a, b in edges]
    for low, high in items:
        if low < high:
            yield _fact(reading, low, high)


def _stated(reading: Reading, mention: Mention) -> Precaution | None:
    folded = folded_text(reading)
    line = reading.line_at(mention.start)
    if line.speaker is Speaker.PATIENT or (line.zone in (Zone.GOALS, Zone.BILLING) and line.speaker is None):
        return None
    stance = stance_at(reading, mention.start, mention.end)
    if stance.assertion is Assertion.GOAL:
        return None
    low, high = bounds(reading, mention.start, mention.end)
    parts = segments(folded, low, high)
    part = next(((a, b) for a, b in parts if a <= mention.start < b), (mention.start, high))
    absent = stance.assertion is Assertion.ABSENT
    if mention.kind == "named":
        if absent or said_last("precautions.worked_on").search(folded[low : mention.start]):
            return None
        start = left_of(folded, part[0], mention.start)
        return _fact(reading, start, right_of(folded, mention.end, part[1], breaks=_WHY))
    if mention.kind == "weight_bearing":
        if absent and "non" not in mention.term.phrase:
            return None
        start = left_of(folded, part[0], mention.start)
        more = _SIDE_OR_TIME.match(folded, mention.end, part[1])
        return _fact(reading, start, right_of(folded, mention.end, part[1]) if more else mention.end)
    return _limited(reading, mention, folded[low : mention.start], part, high)


def _limited(reading: Reading, mention: Mention, before: str, part: tuple[int, int], high: int) -> Precaution | None:
    folded = folded_text(reading)
    start, end = part
    phrase, text = mention.term.phrase, folded[start:end]
    treatment = reading.line_at(mention.start).zone is Zone.INTERVENTIONS
    if phrase.startswith("avoid") and (treatment or _HABIT.search(before)):
        return None
    if phrase in ("cleared by", "clearance from") and "not" not in text:
        return None
    if phrase.startswith("per ") or phrase in ("sling for", "sling x"):
        if not said("precautions.limits").search(text):
            return None
    elif not said("precautions.activity").search(text):
        return None
    if _WITHOUT_PAIN.search(folded, max(mention.start - 5, start), mention.start + 8):
        return None
    if not phrase.startswith(_WHOLE_SEGMENT):
        start = mention.start
    for low, stop in segments(folded, end, high):
        if low - end > 3 or not said_first("precautions.authority").match(folded, low):
            break
        end = stop
    lead = _LEAD.match(folded, start, mention.start)
    start = lead.end() if lead else start
    return _fact(reading, start, end) if end > start else None


def _advised(reading: Reading) -> Iterator[Precaution]:
    """Advice to heed, outside of treatments: "He was advised to keep the cane outdoors"."""
    folded = folded_text(reading)
    for advice in said("precautions.advised").finditer(folded):
        end = right_of(folded, advice.end(), bounds(reading, advice.start(), advice.end())[1])
        if reading.line_at(advice.start()).zone is not Zone.INTERVENTIONS and end > advice.end():
            yield _fact(reading, advice.start(), end)
