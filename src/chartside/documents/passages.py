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
from chartside.domain.source import Source, SourceKind, Span

_LINE = re.compile(r"[^\n]+")
_END = re.compile(r"(?:[.!?]+[\"'”’)]*(?=\s|$)|;|\s\|\s|\s(?:period|full stop)(?=\s|$)|new paragraph)", re.I)
_CODE = re.compile(r"[\s\-–—*•]*(?:9\d{4}|G\d{4})\b")
_SPOKEN = re.compile(r"\s*(subjective|objective|assessment|plan)\b[,:]?\s+", re.I)
_NUMBERING = re.compile(r"(?:^|[:.;)]\s*)\d{1,2}$")
_TITLE = re.compile(r"\b(?:mr|mrs|ms|dr|st|vs|approx|e\.g|i\.e|no|pt)$", re.I)
_UNIT = re.compile(r"(?:\b(?:min|mins|deg|wk|wks|reps|sec|lbs?|ft|in)|\b[A-Z])$", re.I)
_COMMA = re.compile(r",\s+(?!(?:19|20)\d\d\b)|\s+comma\s+|\s+→\s+|:\s+")
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
        line: Offset at which its line begins.
        guessed: Whether the section is only guessed from its words.
    """

    start: int
    end: int
    section: str
    clauses: tuple[tuple[int, int], ...]
    line: int = 0
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class _Heading:
    section: str
    strip: bool
    skipped: int = 0


@cache
def _headings() -> tuple[re.Pattern[str], dict[str, _Heading], dict[str, _Heading]]:
    words: dict[str, _Heading] = {}
    letters: dict[str, _Heading] = {}
    for row in knowledge("headings")["heading"]:
        heading = _Heading(row["section"], row["strip"])
        words |= dict.fromkeys(row["words"], heading)
        letters |= dict.fromkeys(row.get("letters", ()), heading)
    longest = sorted([*words, *letters], key=len, reverse=True)
    spelled = "|".join(re.escape(word) for word in longest)
    return (
        re.compile(rf"[\s\-–—*•#>]*\**({spelled})\**\s*(?:\([^)]{{1,20}}\)\s*)?(?::|$|-\s|–\s)\**\s*", re.I),
        words,
        letters,
    )


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
    main = ""
    dictated = source.kind is SourceKind.TRANSCRIPT or len(_DICTATED.findall(source.text)) > 2
    for line in _LINE.finditer(source.text):
        start, end = line.span()
        section = main
        heading = _heading_at(line.group())
        if heading is not None:
            section = heading.section
            start += heading.skipped
            if heading.strip or start >= end:
                main = "" if section == "none" else section
        if start >= end or section == "none":
            continue
        for low, high in _sentences(source.text, start, end):
            said = _spoken_heading(source.text[low:high]) if dictated else None
            if said is not None:
                section = main = said.section
                low += said.skipped
            text = source.text[low:high]
            if low < high and not _skipped().search(text) and any(c.isalpha() for c in text):
                clauses = _clauses(source.text, low, high)
                found.append(Passage(low, high, section or _by_cue(text), clauses, line.start(), not section))
    return tuple(found)


def _heading_at(line: str) -> _Heading | None:
    """The heading that opens a line, with how many of its characters are no text of the note."""
    if _CODE.match(line):
        return _Heading("interventions", True)
    pattern, words, letters = _headings()
    hit = pattern.match(line)
    if hit is None:
        return None
    heading = words.get(hit[1].lower()) or letters[hit[1].lower()]
    alone = hit.end() >= len(line.rstrip())
    return _Heading(heading.section, heading.strip, hit.end() if heading.strip or alone else 0)


def _spoken_heading(sentence: str) -> _Heading | None:
    """The heading that a dictated sentence begins with."""
    hit = _SPOKEN.match(sentence)
    return None if hit is None else _Heading(hit[1].lower(), True, hit.end())


def _by_cue(text: str) -> str:
    words = _BULLET.sub("", text)
    return next((section for section, pattern in _cues() if pattern.search(words)), "")


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    low = start
    for stop in _END.finditer(text, start, end):
        if stop.start() < low or (stop.group()[0] == "." and _is_abbreviation(text, low, stop.start(), end)):
            continue
        high = stop.end() if stop.group()[0] in ".!?" else stop.start()
        yield from _trimmed(text, low, high)
        low = stop.end()
    yield from _trimmed(text, low, end)


def _is_abbreviation(text: str, low: int, dot: int, end: int) -> bool:
    """Whether a dot ends an abbreviation, not a sentence; after a unit a capital begins a new one."""
    before = text[max(low, dot - 8) : dot]
    if _TITLE.search(before) or _NUMBERING.search(before):
        return True
    following = text[dot + 1 : min(end, dot + 4)].lstrip()
    return bool(_UNIT.search(before)) and not (not following or following[0].isupper())


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


def opening_of(source: Source) -> Span | None:
    """The first line of a source that says anything; None for a source without text."""
    start = len(source.text) - len(source.text.lstrip())
    end = source.text.find("\n", start)
    line = source.text[start : end if end >= 0 else len(source.text)].rstrip()
    return source.span(start, start + len(line)) if line else None
