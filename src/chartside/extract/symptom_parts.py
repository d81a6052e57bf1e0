"""Parts of a sentence in which symptoms are told: segments, quotes joined to the words around them, labels to their words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chartside.extract.context_words import said_first, words
from chartside.extract.phrases import segments, strip
from chartside.extract.symptom_words import Part
from chartside.extract.vocabulary import Mention

_STOP = re.compile(
    r"(?<=[a-z0-9)%/]{2})(?<!\blat)(?<!\bmed)(?<!\bant)(?<!\bpost)(?<!\bsup)(?<!\binf)(?<!\bmod)(?<!\bmin)(?<!\bmax)(?<!\bext)"
    r"(?<!\bflex)(?<!\babd)(?<!\badd)(?<!\bdec)(?<!\binc)(?<!\bdim)(?<!\bapprox)(?<!\blig)(?<!\bvs)(?<!\bdr)\.\s+(?=[a-z∅ø(+-])"
)
_TO_QUOTE = re.compile(r"\b(?:has been|have been|is|was|feels|felt|are|as)\s*\"$")
_NONE = re.compile(r"(?:none|no|denies|neg|absent|n/a)\b")
_ROUNDED, _HEAD = ("rounded ", "bilat rounded", "and rounded"), ("head", "head posture", "fhp")
_MOST_LABELLED, _LONGEST_LABEL = 4, 4
_MOST_BEFORE, _MOST_BEHIND = 5, 9
"""Words before and behind a quote that belong to what it tells."""
_LABEL_ALONE = re.compile(
    r"(?:scar|edema|swelling|skin|incision|tone|effusion|posture)(?:\W+fig(?:ure|\.)?(?: of|-of)?[- ](?:8|eight))?"
)
_VALUE_FOLLOWS = re.compile(r"[^.;\n]{0,24}:")
_MEASURED_IN_CM = re.compile(r"(?:swelling|edema|effusion|girth)\b[^.;\n]{0,30}\b\d{2}(?:\.\d)?\s?cm\b")


def parts_of(folded: str, start: int, end: int, inside: tuple[Mention, ...]) -> list[Part]:
    """The parts of a sentence, each with the symptom words in it."""
    ranges = list(_segments(folded, start, end))
    if folded.find('"', start, end) >= 0:
        ranges = _quotes_joined(folded, ranges)
    if folded.find("rounded", start, end) >= 0:
        ranges = _postures_joined(folded, ranges)
    if folded.find("p!", start, end) >= 0:
        ranges = [(a, b + 1 if folded.startswith("p!", b - 1) else b) for a, b in ranges]
    return [Part(a, b, tuple(m for m in inside if a <= m.start and m.end <= b)) for a, b in ranges]


def _segments(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Segments, those with a full stop inside parted there ("dressing c/d/i. lumbar arom wnl")."""
    for low, high in segments(folded, start, end):
        begin = low
        for stop in _STOP.finditer(folded, low, high) if folded.find(". ", low, high) >= 0 else ():
            yield strip(folded, begin, stop.start())
            begin = stop.end()
        if begin < high:
            yield begin, high


def _quotes_joined(folded: str, ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Segments with quotes joined to the few words around them: 'knee "tight as a drum" first thing'."""
    joined: list[tuple[int, int]] = []
    for low, high in ranges:
        if joined and folded[joined[-1][1] : low].strip() == '"':
            before = folded[joined[-1][0] : joined[-1][1]].split()
            opens = folded[low - 1] == '"'
            most, count = (_MOST_BEFORE, len(before)) if opens else (_MOST_BEHIND, len(folded[low:high].split()))
            edge = before[-1] if opens else folded[low:high].split()[0]
            if count <= most and edge.strip(".,:") not in words("symptoms.says"):
                joined[-1] = (joined[-1][0], high)
                continue
        joined.append((low, high))
    return joined


def _postures_joined(folded: str, ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Segments with "forward head, rounded shoulders" as one posture."""
    joined: list[tuple[int, int]] = []
    for low, high in ranges:
        if joined and folded.startswith(_ROUNDED, low) and folded.endswith(_HEAD, joined[-1][0], joined[-1][1]):
            joined[-1] = (joined[-1][0], high)
        else:
            joined.append((low, high))
    return joined


def goes_on(folded: str, part: Part, following: Part) -> bool:
    """Whether the next segment belongs to this symptom: "now more stiff than painful", or a quote after "has been"."""
    if _TO_QUOTE.search(folded, part.start, following.start):
        return True
    more = said_first("symptoms.continues").match(folded, following.start)
    return bool(more) and all(m.kind in ("adjective", "eases") for m in following.mentions)


def after_label(folded: str, parts: Sequence[Part], number: int) -> Part | None:
    """The part with the label before it, where that names what is found: "Skin: intact", "Patellar mobility: restricted"."""
    part = parts[number]
    if (
        number == 0
        or any(m.kind != "asked" for m in parts[number - 1].mentions)
        or part.mentions[0].kind not in ("finding", "adjective")
    ):
        return None
    label = parts[number - 1]
    if folded.startswith("sens", label.start):
        return None
    if folded[label.end : label.end + 1] != ":" or len(folded[label.start : label.end].split()) > _LONGEST_LABEL:
        return None
    return Part(label.start, part.end, part.mentions)


def with_label(folded: str, parts: Sequence[Part], number: int) -> Part:
    """The part with what follows its label: "Edema: moderate, L knee" is one finding."""
    part = parts[number]
    label = part.mentions[0]
    if (
        folded[part.end : part.end + 1] != ":"
        or label.kind != "noun"
        or (label.start, label.end) != (part.start, part.end)
    ):
        return part
    end = part.end
    for following in parts[number + 1 : number + 1 + _MOST_LABELLED]:
        if any(m.kind != "adjective" for m in following.mentions) or folded[end : following.start].strip() not in (
            ":",
            ",",
            "",
        ):
            break
        if end == part.end and _NONE.match(folded, following.start):
            break
        end = following.end
    return Part(part.start, end, part.mentions)


def is_measured_label(folded: str, start: int, end: int) -> bool:
    """Whether a finding is only the label of its measure: "Edema, figure of eight: L 43.2 cm", "Swelling thigh 52 cm"."""
    if _LABEL_ALONE.fullmatch(folded, start, end) and _VALUE_FOLLOWS.match(folded, end):
        return True
    return _MEASURED_IN_CM.match(folded, start, end) is not None
