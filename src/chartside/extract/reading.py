"""A source as a reader sees it: lines, zones, clauses, and whose words they are."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import chain, pairwise
from typing import NamedTuple

from chartside.domain.clinic_words import ClinicWord, WordKind
from chartside.domain.source import Segment, Source, Span, Speaker
from chartside.extract.folding import fold
from chartside.extract.known_words import known_words
from chartside.extract.languages import Language, glossary, language_of
from chartside.extract.lexicon_tables import lexicon_tables
from chartside.spelling import Corrected, correct


class Zone(StrEnum):
    """Part of a note a line belongs to."""

    HEADER = "header"
    SUBJECTIVE = "subjective"
    HISTORY = "history"
    OBJECTIVE = "objective"
    INTERVENTIONS = "interventions"
    ASSESSMENT = "assessment"
    GOALS = "goals"
    PLAN = "plan"
    BILLING = "billing"
    UNKNOWN = "unknown"


class Line(NamedTuple):
    """One line of the text, or the part of it that follows a heading within ("… A: … P: …").

    Attributes:
        number: Place among the lines, from 1.
        start: Offset of the first character.
        end: Offset after the last character, line break excluded.
        text: The characters between them.
        zone: Part of the note, by the last heading before or on it.
        speaker: Who speaks, in transcripts; None in written notes.
        body: Offset at which the content begins, after heading, bullet, speaker label and time stamp.
    """

    number: int
    start: int
    end: int
    text: str
    zone: Zone
    speaker: Speaker | None
    body: int


class Clause(NamedTuple):
    """A sentence or a part of one that stands for itself (between ". ", ";", line breaks)."""

    start: int
    end: int
    text: str
    line: Line


@dataclass(frozen=True, slots=True)
class Reading:
    """A source with its lines and clauses, in order.

    Offsets are of `text`, in which typing slips are corrected; spans are of the source, so that the original is the
    evidence.

    Attributes:
        corrected: The source's text, its typing slips corrected.
        text: The characters of that text.
        folded: The same in small letters (see `fold`).
        is_dialogue: Whether speakers are known for at least one line.
    """

    source: Source
    corrected: Corrected
    text: str
    folded: str
    is_dialogue: bool
    language: Language
    words: tuple[ClinicWord, ...]
    lines: tuple[Line, ...]
    clauses: tuple[Clause, ...]
    line_starts: tuple[int, ...]
    clause_starts: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The span of the source from `start` to `end`."""
        if not self.corrected.starts:
            return self.source.span(start, end)
        return self.source.span(self.corrected.original(start), self.corrected.original(end, end=True))

    def line_at(self, offset: int) -> Line:
        """The line in which `offset` stands."""
        number = bisect_right(self.line_starts, offset)
        return self.lines[number - 1 if number else 0]

    def clause_at(self, offset: int) -> Clause | None:
        """The clause in which `offset` stands, None between clauses."""
        index = bisect_right(self.clause_starts, offset) - 1
        if index < 0 or self.clauses[index].end <= offset:
            return None
        return self.clauses[index]

    def speaker_at(self, offset: int) -> Speaker | None:
        """Who says the words at `offset`, in transcripts."""
        return self.line_at(offset).speaker


def read(source: Source, words: tuple[ClinicWord, ...] = ()) -> Reading:
    """Lay out a source for the extractors; linear in the length of its text.

    Args:
        source: The source.
        words: What the clinic has taught; its abbreviations are read in full.
    """
    short = {w: word.means for word in words if word.kind is WordKind.ABBREVIATION for w in word.written}
    language = language_of(source.text)
    corrected = correct(
        source.text,
        short,
        glossary(language.code),
        slips=language.is_english,
        known=known_words() | _taught(words) if words else known_words(),
    )
    lines = tuple(_lines(source, corrected))
    clauses = tuple(chain.from_iterable([_clauses(line) for line in lines if line.text]))
    return Reading(
        source,
        corrected,
        corrected.text,
        fold(corrected.text),
        any(line.speaker is not None for line in lines),
        language,
        words,
        lines,
        clauses,
        tuple([line.start for line in lines]),
        tuple([clause.start for clause in clauses]),
    )


def _taught(words: tuple[ClinicWord, ...]) -> frozenset[str]:
    """Words of the clinic's own spellings, which are right as they stand."""
    said = (part for word in words for part in (*word.written, word.means))
    return frozenset(piece for part in said for piece in part.lower().split())


_ASKED = re.compile(r"[ \t]*Q\s?\d{0,2}[:.)][ \t]*\w")
_REPLY = re.compile(r"[ \t]*A\s?\d{0,2}[:.)]")
_LABEL = re.compile(r"[ \t]*(?:[-*•●▪◦·–—‣]+|\(?\d{1,2}[.)](?=\s))?[ \t]*")
_STAMP = re.compile(r"\s*\[?\(?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?\)?\]?[ \t]*")
_BEHIND_LABEL = re.compile(
    r"[\])*_]{0,4}[ \t]*(?:[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?[\])]?)?[*_]{0,3}[ \t]*[:;]?[*_]{0,3}[ \t]*"
)
_FIRST_PERSON = re.compile(r"\s*(?:Patient|Pt)\s*:.{0,200}?\b(?:I|I'm|I’m|my|me)\b")
LONGEST_HEADING = 48
_SPLITTERS = re.compile(r"[.!?;|\t]")
_DECORATION = " \t#*_"
_AFTER_HEADING = re.compile(r"(?::|-|–|—|\.(?=\s|$)|$)[*_]*[ \t]*")
_SPLIT = re.compile(
    r"(?=[\"”’)\s;.])(?:(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9\[])|;|\s\|\s|\t+|(?<=[a-z)])\.(?=[A-Z][a-z]))"
)
"""At most characters one look ahead tells that nothing ends there."""


@cache
def _headings() -> tuple[re.Pattern[str], dict[str, Zone]]:
    """Pattern of a heading within a line, and the zone each word opens."""
    rows = lexicon_tables("headings.toml")
    zones = {word.lower(): Zone(row["zone"]) for row in rows["heading"] for word in row["words"]}
    within = "|".join(re.escape(w) for w in sorted(rows["within"]["words"], key=len, reverse=True))
    return (
        re.compile(rf"(?:(?<=[.;!?)\]])[ \t]+|[ \t]{{2,}})(?=(?:{within})[ \t]?:)"),
        zones,
    )


@cache
def _openings() -> frozenset[str]:
    """The first two letters of every heading that has more than one."""
    return frozenset(word[:2] for word in _headings()[1] if len(word) > 1)


def _lines(source: Source, corrected: Corrected) -> Iterator[Line]:
    zone, start, number = Zone.UNKNOWN, 0, 0
    within, _ = _headings()
    asked = False
    for text in corrected.text.split("\n"):
        if not (text or asked or source.segments):
            number += 1
            yield Line(number, start, start, text, zone, None, start)
            start += 1
            continue
        answers = asked and _REPLY.match(text) is not None
        asked = _ASKED.match(text) is not None
        segment = source.segment_at(corrected.original(start)) if source.segments else None
        if segment is not None and (segment.label is not None or segment.speaker is not None):
            number += 1
            yield _spoken(number, start, text, zone, segment)
        elif asked or answers:
            number += 1
            body = _LABEL.match(text)
            yield Line(number, start, start + len(text), text, zone, None, start + (body.end() if body else 0))
        else:
            if ":" not in text:
                number += 1
                line = _written(number, start, text, zone)
                zone = _below(zone, line)
                yield line
                start += len(text) + 1
                continue
            form = "?" in text
            cuts = [at for at in map(re.Match.end, within.finditer(text)) if not (form and text.startswith("A", at))]
            for left, right in pairwise([0, *cuts, len(text)]):
                number += 1
                line = _written(number, start + left, text[left:right], zone)
                zone = _below(zone, line)
                yield line
        start += len(text) + 1


def _below(before: Zone, line: Line) -> Zone:
    """The zone of the line below: times at the head of a note ("Time: 0840-0918") open no part for billing."""
    if line.zone is Zone.BILLING and before in (Zone.UNKNOWN, Zone.HEADER) and line.start < line.body < line.end:
        return before
    return line.zone


def _spoken(number: int, start: int, text: str, zone: Zone, segment: Segment) -> Line:
    stamp = _STAMP.match(text)
    body = start + stamp.end() if stamp else start
    label = segment.label or ""
    at = text.find(label, body - start, body - start + len(label) + 6) if label else -1
    behind = _BEHIND_LABEL.match(text, at + len(label)) if at >= 0 else None
    body = start + behind.end() if behind else body
    end = start + len(text)
    return Line(number, start, end, text, zone, segment.speaker, min(body, end))


def _written(number: int, start: int, text: str, zone: Zone) -> Line:
    body, end = start, start + len(text)
    speaker = Speaker.PATIENT if ":" in text and _FIRST_PERSON.match(text) else None
    heading = _heading(text)
    if heading is not None:
        zone, length = heading
        body = start + length
    marker = _LABEL.match(text, body - start)
    body = start + marker.end() if marker else body
    return Line(number, start, end, text, zone, speaker, min(body, end))


def _heading(text: str) -> tuple[Zone, int] | None:
    """The zone a heading at the start of a line opens, and where the heading ends."""
    zones = _headings()[1]
    opening = text[:LONGEST_HEADING].lstrip(_DECORATION)[:2].lower()
    if opening not in _openings() and (opening[1:].isalnum() or opening[:1] not in zones):
        return None
    for mark in _AFTER_HEADING.finditer(text, 0, LONGEST_HEADING):
        zone = zones.get(text[: mark.start()].strip(_DECORATION).lower())
        if zone is not None:
            return zone, mark.end()
    return None


def _clauses(line: Line) -> list[Clause]:
    begin, offset = line.body - line.start, line.start
    whole = line.text
    if _SPLITTERS.search(whole) is None:
        stripped = whole[begin:].strip()
        first = offset + whole.find(stripped, begin)
        return [Clause(first, first + len(stripped), stripped, line)] if stripped else []
    found: list[Clause] = []
    for left, right in [*map(re.Match.span, _SPLIT.finditer(whole, begin)), (len(whole), len(whole))]:
        text = whole[begin:left]
        stripped = text.strip()
        if stripped:
            first = offset + begin + text.find(stripped)
            found.append(Clause(first, first + len(stripped), stripped, line))
        begin = right
    return found
