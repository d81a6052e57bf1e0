"""Precautions: weight bearing, named precautions, limits of motion, activity and vital signs, and who must be cleared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chartside.domain.facts import Assertion, Fact, Precaution
from chartside.domain.source import Speaker
from chartside.extract.assertions import stance_at
from chartside.extract.fields import Field, field_at, fields
from chartside.extract.once import Once
from chartside.extract.phrases import left_of, plain, right_of, segments, strip, without_lead_in
from chartside.extract.reading import Reading, Zone
from chartside.extract.sentences import bounds
from chartside.extract.vocabulary import Mention, folded_text, vocabulary

_EMPTY = re.compile(r"(?:none|n/a|no known|no precautions|standard|see|reviewed)\b", re.I)
_ACTIVITY = re.compile(
    r"\b(?:jog|run|jump|pivot|cut|lift|drive|driv|bend|twist|reach|flex|ext|abd|rotation|er|ir|chain|sport|soccer|shower|cross|weight|wb|swim|squat|kneel|"
    r"resist|overhead|impact|plyo|push|pull|brace|sling|boot|rom|prom|arom|bp|hr|spo2|systolic|exercise|step|stair|sit|soak|cane|walker|outdoors|activity|activities|motion|clear)"
)
_ADVISED = re.compile(
    r"\b(?:advised|instructed|told|cautioned|reminded|warned) (?:him |her |them |pt |patient )?(?:to|not to|against|on|about)\b"
)
_ADVICE = re.compile(r"\b(?:keep|use|avoid|not|wear|stop|limit|refrain|without)\b")
_RISK_WORK = re.compile(
    r"\b(?:reduce|decrease|lower|prevent|minimi[sz]e|address|due to|given|education|assess\w*)\b[^.;\n]{0,24}$"
)
_SILENT = frozenset({Zone.GOALS, Zone.BILLING})
_WHY = re.compile(r"\s(?:because|so that|in order)\s")
_PATIENT_HABIT = re.compile(r"\b(?:he|she|i|pt|patient|they)\s+(?:also |now |still |usually )?$")
_SURGEON = re.compile(r"\b(?:your |the )?(?:surgeon|doctor|dr\.? ?\w*|md|physician|protocol)\b[^.;\n]{0,40}")


class Precautions:
    """Precautions."""

    name = "precautions"

    def extract(self, reading: Reading) -> Iterable[Fact]:
        """Precautions of a source, each said once."""
        folded = folded_text(reading)
        found = fields(reading)
        once = Once[Precaution]()
        for field in found:
            if field.kind == "precaution":
                once.extend(_listed(reading, folded, field))
        covered = 0
        for mention in vocabulary("precautions.toml").find(folded):
            field = field_at(found, mention.start)
            if mention.start < covered or (field and field.kind in ("precaution", "family")):
                continue
            precaution = _stated(reading, folded, mention)
            if precaution is not None:
                covered = precaution.evidence[0].end
                once.extend([precaution])
        once.extend(_advised(reading, folded))
        return once.facts


EXTRACTOR = Precautions()


def _fact(reading: Reading, start: int, end: int) -> Precaution:
    return Precaution(evidence=(reading.span(start, end),), text=plain(reading.text[start:end]))


def _listed(reading: Reading, folded: str, field: Field) -> Iterator[Precaution]:
    start, end = strip(folded, field.start, field.end)
    if start >= end or _EMPTY.match(folded, start, end):
        return
    if all(len(folded[a:b].split()) <= 4 for a, b in segments(folded, start, end)):
        for low, high in segments(folded, start, end):
            yield _fact(reading, low, high)
        return
    begin = start
    for cut in re.compile(
        r";|,(?=\s*(?:no|avoid|fall|wb\w*|nwb|ttwb|pwb|fwb|hip|sternal|spinal|brace|sling|bp|hr|keep|stop|cardiac|not|seizure|osteop)\b)|\n|\.\s"
    ).finditer(folded, start, end):
        low, high = strip(folded, begin, cut.start())
        if low < high:
            yield _fact(reading, low, high)
        begin = cut.end()
    low, high = strip(folded, begin, end)
    if low < high:
        yield _fact(reading, low, high)


def _stated(reading: Reading, folded: str, mention: Mention) -> Precaution | None:
    line = reading.line_at(mention.start)
    if line.zone in _SILENT and line.speaker is None:
        return None
    low, high = bounds(reading, mention.start, mention.end)
    before = folded[low : mention.start]
    stance = stance_at(reading, mention.start, mention.end)
    if stance.assertion is Assertion.GOAL or line.speaker is Speaker.PATIENT:
        return None
    part = next(((a, b) for a, b in segments(folded, low, high) if a <= mention.start < b), (mention.start, high))
    if mention.kind == "named":
        if _RISK_WORK.search(before) or stance.assertion is Assertion.ABSENT:
            return None
        start = left_of(folded, part[0], mention.start)
        return _fact(reading, start, right_of(folded, mention.end, part[1], breaks=_WHY))
    if mention.kind == "weight_bearing":
        if stance.assertion is Assertion.ABSENT and "non" not in mention.term.phrase:
            return None
        start = left_of(folded, part[0], mention.start)
        after = re.match(
            r"\s+(?:[lr]\b|left|right|le\b|ue\b|rle|lle|rue|lue|in|with|w/|x|for|until|per)\b",
            folded[mention.end : part[1]],
        )
        return _fact(reading, start, right_of(folded, mention.end, part[1]) if after else mention.end)
    return _limited(reading, folded, mention, before, part, high)


def _limited(
    reading: Reading, folded: str, mention: Mention, before: str, part: tuple[int, int], high: int
) -> Precaution | None:
    start, end = part
    phrase = mention.term.phrase
    text = folded[start:end]
    if phrase.startswith("avoid") and (
        _PATIENT_HABIT.search(before) or reading.line_at(mention.start).zone is Zone.INTERVENTIONS
    ):
        return None
    if phrase in ("cleared by", "clearance from") and "not" not in text:
        return None
    if phrase.startswith("per ") or phrase in ("sling for", "sling x"):
        if not re.search(r"\b(?:no|not|lock\w*|until|til|hold|avoid|limit\w*|only|x \d+)\b", text):
            return None
    elif not _ACTIVITY.search(text):
        return None
    if re.search(r"\bw(?:ith)?\.?/? (?:no|min)\b|\bpain\b", folded[mention.start - 5 : mention.start + 8]):
        return None
    if not phrase.startswith(("per ", "brace", "locked", "sling", "boot", "has to", "until")):
        start = mention.start
    for following in segments(folded, end, high):
        if following[0] - end <= 3 and re.match(
            r"(?:your |the )?(?:surgeon|doctor|dr|md|until|til|till|per|unless)\b", folded[following[0] : following[1]]
        ):
            end = following[1]
            continue
        break
    start, end = without_lead_in(folded, start, end, mention.start)
    return _fact(reading, start, end) if end > start else None


def _advised(reading: Reading, folded: str) -> Iterator[Precaution]:
    for advice in _ADVISED.finditer(folded):
        low, high = bounds(reading, advice.start(), advice.end())
        end = right_of(folded, advice.end(), high)
        said = folded[advice.start() : end]
        if _ADVICE.search(said) and reading.line_at(advice.start()).zone is not Zone.INTERVENTIONS:
            yield _fact(reading, advice.start(), end)
