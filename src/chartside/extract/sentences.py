"""Where a sentence begins and ends in notes that are not written in sentences, and in speech written down.

Finer than the clauses of a reading: also full stops and question marks set apart from lower-case words, as speech
recognition writes them, and the spoken "period" and "new paragraph" of a dictation.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from chartside.extract.reading import Clause, Line, Reading
from chartside.extract.shared_work import once_per_source
from chartside.extract.vocabulary import folded_text

_STOP = re.compile(r"[.!?](?:(?<=\?)(?=\s)|(?<=\s[.!])(?=\s)|(?<=[A-Za-z)\d]{3}[.!])(?=\s+[A-Za-z]+[ /]|$))")
"""Begins with its characters and looks back from there, so that only they are looked at."""

_MARK = re.compile(r"[.!?]")
_DICTATED_STOP = re.compile(rf"{_STOP.pattern}|\b(?i:period)(?=\s|$)(?!\s+(?i:of)\b)|\b(?i:new paragraph)\b")
_DICTATED = ("period", "new paragraph")
_ABBREVIATED = re.compile(
    r"(?<=\b(?:vs|dr|mr|ms|no|hx|dx|sx|tx|st)\.)|(?<=\b(?:mrs|max|min|mod|ext|abd|add|lat|med|sup|inf|ant)\.)"
    r"|(?<=\b(?:flex|post)\.)|(?<=\bapprox\.)",
    re.I,
)
"""Matches behind the full stop of an abbreviation."""


_SPOKEN = re.compile(
    r"\s(?=(?:okay|alright|all right|so|let me|let's|but|and then|and so|looks like|does it|does that|do you|did you"
    r"|are you|have you|how about|if i|if you|listen to|i'm gon na|i'm just gon na|that's good"
    r"|(?:um|uh) (?:i|it|he|she|we|my)"
    r"|and (?:your|i|i'm|i've|you|you're|he|she|it's|there's|there is|when|looks))\s)"
)
_TAG = re.compile(r"\w[\s,]+(?:okay|ok|right|all right|alright|yeah)\s*\??\s*$", re.I)
_INVERTED = re.compile(
    r"\s*(?:(?:okay|ok|alright|all right|so|and|um|uh|well|great|good)[\s,.]+)*"
    r"(?:(?:do|did|have|are|were|can|could|would|will) you|(?:is|are|was|does|did|has) (?:it|the|that|this|there|your)"
    r"|any)\b",
    re.I,
)
_RUN_ON = 20
"""Words without a stop after which speech is parted at "okay", "so" and the like."""

_TITLE = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|St)\.$")
_TITLES = ("Dr.", "Mr.", "Mrs.", "Ms.", "St.")

_SHORTEST = 20
"""Characters a part of such speech has at least."""

_LONGEST = 1500
"""No sentence is longer; a text without any full stop is read in pieces."""


class Sentence(NamedTuple):
    """A sentence, or a note's item that stands for one: its place and its line."""

    start: int
    end: int
    line: Line
    asks: bool = False


def sentences(reading: Reading) -> tuple[Sentence, ...]:
    """All sentences in order."""
    return _in_order(reading)[0]


@once_per_source
def _in_order(reading: Reading) -> tuple[tuple[Sentence, ...], list[int]]:
    """All sentences, and where they begin."""
    found = tuple(_sentences(reading))
    return found, [s.start for s in found]


def _sentences(reading: Reading) -> Iterator[Sentence]:
    text, folded = reading.text, folded_text(reading)
    dictated = any(word in folded for word in _DICTATED)
    stops = _DICTATED_STOP if dictated else _STOP
    for clause in _clauses(reading):
        begin, line = clause.start, clause.line
        spoken = line.speaker is not None
        if not (spoken or dictated or clause.end - begin > _LONGEST or _MARK.search(clause.text)):
            yield Sentence(begin, clause.end, line)
            continue
        for left, right, asks in (
            *_cuts(stops, clause.text, begin),
            (clause.end, clause.end, text[clause.end - 1] == "?"),
        ):
            pieces = (
                _pieces(text, begin, left, spoken=spoken) if spoken or left - begin > _LONGEST else ((begin, left),)
            )
            for start, stop in pieces:
                written = text[start:stop]
                said = written.strip()
                if said:
                    asked = (spoken and _INVERTED.match(text, start, stop) is not None) or (
                        asks and stop == left and not _TAG.search(written)
                    )
                    first = start + len(written) - len(written.lstrip())
                    yield Sentence(first, first + len(said), line, asked)
            begin = right


def _clauses(reading: Reading) -> Iterator[Clause]:
    """Clauses, those parted at a title's full stop ("Dr. Wu") joined again."""
    held: Clause | None = None
    for clause in reading.clauses:
        if held is None and not clause.text.endswith(_TITLES):
            yield clause
            continue
        if held is not None and held.line is clause.line:
            clause = Clause(held.start, clause.end, reading.text[held.start : clause.end], clause.line)
        elif held is not None:
            yield held
        titled = clause.text.endswith(_TITLES) and _TITLE.search(clause.text, max(len(clause.text) - 6, 0))
        held = clause if titled else None
        if held is None:
            yield clause
    if held is not None:
        yield held


def _pieces(text: str, start: int, end: int, *, spoken: bool) -> Iterator[tuple[int, int]]:
    begin = start
    if spoken and text.count(" ", start, end) >= _RUN_ON:
        for cut in _SPOKEN.finditer(text, start, end):
            if cut.start() - begin >= _SHORTEST:
                yield from _slices(begin, cut.start())
                begin = cut.start()
    yield from _slices(begin, end)


def _slices(start: int, end: int) -> Iterator[tuple[int, int]]:
    for begin in range(start, end, _LONGEST):
        yield begin, min(begin + _LONGEST, end)


def sentence_at(reading: Reading, offset: int) -> Sentence | None:
    """The sentence in which `offset` stands, None between sentences."""
    every, starts = _in_order(reading)
    index = bisect_right(starts, offset) - 1
    return every[index] if index >= 0 and offset < every[index].end else None


def bounds(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """Start and end of the sentence in which `start` stands; outside all sentences, of the line."""
    sentence = sentence_at(reading, start)
    if sentence is not None:
        return sentence.start, max(sentence.end, end)
    line = reading.line_at(start)
    return max(line.start, start - _LONGEST), max(min(line.end, end + _LONGEST), end)


def _cuts(stops: re.Pattern[str], text: str, offset: int) -> Iterator[tuple[int, int, bool]]:
    for stop in stops.finditer(text):
        if stop.group() == "." and _ABBREVIATED.match(text, stop.end()):
            continue
        yield offset + stop.start(), offset + stop.end(), stop.group() == "?"
