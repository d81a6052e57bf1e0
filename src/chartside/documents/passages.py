"""A source's own sentences: where they stand, to which section they belong, and their clauses.

The writer restates what facts say; sentences that no fact covers are still the clinician's and are kept. This is a
small finder of its own, for documents do not read notes: it only needs to know where a sentence begins and ends.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from chartside.documents.knowledge import knowledge
from chartside.domain.source import Source

_LINE = re.compile(r"[^\n]+")
_END = re.compile(r"(?:[.!?]+[\"'”’)]*(?=\s|$)|;|\s\|\s|\s(?:period|full stop)(?=\s|$)|new paragraph)", re.I)
_NO_END = re.compile(r"(?:\b(?:mr|mrs|ms|dr|st|vs|approx|e\.g|i\.e|no|min|deg|pt|wk|wks|reps|sec)|\b[A-Z])$", re.I)
_COMMA = re.compile(r",\s+|\s+comma\s+|\s+→\s+|:\s+")
_DICTATED = re.compile(r"\b(?:period|comma|new paragraph)\b", re.I)
_BULLET = re.compile(r"^[\s\-–—*•·>#\d.()]*")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a source, as ranges of its text.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last one.
        section: Section its heading or its words give it ("subjective" … "interventions", "goals", "none"), or ""
            where nothing says.
        clauses: Ranges between its commas.
    """

    start: int
    end: int
    section: str
    clauses: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Heading:
    section: str
    strip: bool


@cache
def _headings() -> tuple[re.Pattern[str], dict[str, _Heading], dict[str, _Heading]]:
    words: dict[str, _Heading] = {}
    letters: dict[str, _Heading] = {}
    for row in knowledge("headings")["heading"]:
        heading = _Heading(row["section"], row["strip"])
        words |= {word: heading for word in row["words"]}
        letters |= {letter: heading for letter in row.get("letters", ())}
    longest = sorted([*words, *letters], key=len, reverse=True)
    spelled = "|".join(re.escape(word) for word in longest)
    return re.compile(rf"[\s\-–—*•#>]*\**({spelled})\**\s*(?::|$|-\s|–\s)\**\s*", re.I), words, letters


@cache
def _skipped() -> re.Pattern[str]:
    rows = knowledge("headings")["skip"]
    return re.compile("|".join(f"(?:{p})" for name in ("signature", "visit", "billing") for p in rows[name]), re.I)


@cache
def _cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = knowledge("headings")["cue"]
    return tuple((row["section"], re.compile("|".join(row["words"]), re.I)) for row in rows)


def passages_of(source: Source) -> tuple[Passage, ...]:
    """The sentences of a source in reading order; headings, signatures, charges and lines about the visit left out."""
    found: list[Passage] = []
    section = ""
    dictated = len(_DICTATED.findall(source.text)) > 2
    for line in _LINE.finditer(source.text):
        start, end = line.span()
        words = line.group()
        heading = _heading_at(words)
        if heading is not None:
            section = heading[0].section
            start += heading[1]
        if start >= end or section == "none" or _skipped().search(source.text, start, end):
            if heading is not None and section == "none":
                section = ""
            continue
        for low, high in _sentences(source.text, start, end):
            said = _heading_at(source.text[low:high], spoken=True) if dictated else None
            if said is not None:
                section = said[0].section
                low += said[1]
            text = source.text[low:high]
            if low < high and (not _skipped().search(text)) and any(c.isalpha() for c in text):
                found.append(Passage(low, high, section or _by_cue(text), _clauses(source.text, low, high)))
    return tuple(found)


def _heading_at(line: str, *, spoken: bool = False) -> tuple[_Heading, int] | None:
    """The heading that opens a line, and how many of its characters are not text of the note."""
    pattern, words, letters = _headings()
    if spoken:
        first = re.match(r"\s*(subjective|objective|assessment|plan)\s+", line, re.I)
        return (words[first[1].lower()], first.end()) if first else None
    hit = pattern.match(line)
    if hit is None:
        return None
    heading = words.get(hit[1].lower()) or letters[hit[1].lower()]
    alone = hit.end() >= len(line.rstrip())
    return heading, hit.end() if heading.strip or alone else 0


def _by_cue(text: str) -> str:
    words = _BULLET.sub("", text)
    return next((section for section, pattern in _cues() if pattern.search(words)), "")


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    low = start
    for stop in _END.finditer(text, start, end):
        if stop.start() < low or (stop.group()[0] == "." and _NO_END.search(text, max(low, stop.start() - 8), stop.start())):
            continue
        high = stop.end() if stop.group()[0] in ".!?" else stop.start()
        yield from _trimmed(text, low, high)
        low = stop.end()
    yield from _trimmed(text, low, end)


def _clauses(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    low = start
    for comma in _COMMA.finditer(text, start, end):
        found += _trimmed(text, low, comma.start())
        low = comma.end()
    found += _trimmed(text, low, end)
    return tuple(found)


def _trimmed(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    while low < high and (text[low].isspace() or text[low] in "-–—*•·>#|"):
        low += 1
    while low < high and (text[high - 1].isspace() or text[high - 1] in "|*"):
        high -= 1
    if low < high:
        yield low, high


def passage_at(passages: tuple[Passage, ...], offset: int) -> Passage | None:
    """The passage in which an offset stands, if any."""
    index = bisect_left(passages, offset + 1, key=lambda p: p.start) - 1
    return passages[index] if index >= 0 and offset < passages[index].end else None
