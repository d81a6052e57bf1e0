"""The text of a source with every recognised fact marked: the words, what was read in them, where to correct it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from chartside.domain.reading_words import reading_of
from chartside.domain.source import Source
from chartside.services.views import Reading, SourceOnCanvas

MOST_IN_PANE = 20_000
"""Characters of a source that the canvas shows in full; longer ones have a page of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingMark:
    """What is read at one place, as drawn.

    Attributes:
        id: Of the marked words on the page.
        about: Id of the element that says the reading.
        key: Name of the reading.
        url: Address of the form that corrects it.
        line: Number of the line at which the words begin.
        quote: The words, on one line.
        words: The reading.
        state: "", "corrected" or "dropped"; drawn as a sign and a style, never as colour alone.
    """

    id: str
    about: str
    key: str
    url: str
    line: int
    quote: str
    words: str
    state: str


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """A stretch of a line.

    Attributes:
        text: The words.
        marks: The readings it belongs to, the shortest first; its link leads to that one. None for plain text.
        reachable: Whether Tab stops here: at the first piece of each reading.
    """

    text: str
    marks: tuple[ReadingMark, ...] = ()
    reachable: bool = False

    @property
    def state(self) -> str:
        """State of the reading its link leads to."""
        return self.marks[0].state if self.marks else ""


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line with its number from 1."""

    number: int
    pieces: tuple[MarkedPiece, ...]


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A whole source with its marks, without the line break at its end; `marks` in the order of the words."""

    lines: tuple[MarkedLine, ...]
    marks: tuple[ReadingMark, ...]


def marked_text(shown: SourceOnCanvas, url: str, query: str = "") -> MarkedText | None:
    """The text of a source with every reading marked; None where it could not be read.

    Args:
        shown: The source.
        url: Address of the canvas, the start of the addresses of the forms.
        query: End of the addresses, which names the document.
    """
    source = shown.source
    if source is None:
        return None
    placed = {(r.key, r.span): (r, _mark(source, r, url, query)) for r in shown.readings}
    by_line: dict[int, list[tuple[Reading, ReadingMark]]] = {}
    for reading, mark in placed.values():
        for number in range(source.line_of(reading.span.start), source.line_of(reading.span.end - 1) + 1):
            by_line.setdefault(number, []).append((reading, mark))
    reached: set[str] = set()
    lines: list[MarkedLine] = []
    start = 0
    for number, text in enumerate(source.text.removesuffix("\n").split("\n"), 1):
        lines.append(MarkedLine(number, tuple(_pieces(text, start, by_line.get(number, []), reached))))
        start += len(text) + 1
    return MarkedText(tuple(lines), tuple(mark for _, mark in placed.values()))


def said_of(reading: Reading) -> str:
    """A reading in words, and what was read before it was corrected."""
    if not reading.correction:
        return reading_of(reading.shown)
    was = f"read as {reading_of(reading.original)}"
    return f"Not a fact; {was}" if reading.fact is None else f"Corrected: {reading_of(reading.fact)}; {was}"


def reading_url(url: str, reading: Reading, query: str = "") -> str:
    """Address of the form that corrects a reading, below that of the canvas."""
    return f"{url}/sources/{reading.source}/readings/{reading.key}{query}"


def mark_id(source: Source, reading: Reading) -> str:
    """Id of the marked words in a source's text."""
    return f"at-{source.id}-{reading.key}"


def _mark(source: Source, reading: Reading, url: str, query: str) -> ReadingMark:
    return ReadingMark(
        id=mark_id(source, reading),
        about=f"about-{source.id}-{reading.key}",
        key=reading.key,
        url=reading_url(url, reading, query),
        line=source.line_of(reading.span.start),
        quote=" ".join(reading.span.quote.split()),
        words=said_of(reading),
        state="" if not reading.correction else "dropped" if reading.fact is None else "corrected",
    )


def _pieces(
    text: str, start: int, here: Iterable[tuple[Reading, ReadingMark]], reached: set[str]
) -> Iterator[MarkedPiece]:
    """A line cut at every edge of a reading; where readings overlap, a piece belongs to all of them."""
    inside = [(max(r.span.start - start, 0), min(r.span.end - start, len(text)), m) for r, m in here]
    opening = sorted((piece for piece in inside if piece[0] < piece[1]), key=lambda p: (p[0], p[1]))
    cuts = sorted({0, len(text), *(edge for low, high, _ in opening for edge in (low, high))})
    active: list[tuple[int, int, ReadingMark]] = []
    following = 0
    for low, high in pairwise(cuts):
        active = [piece for piece in active if piece[1] > low]
        while following < len(opening) and opening[following][0] <= low:
            active.append(opening[following])
            following += 1
        marks = tuple(m for _, _, m in sorted(active, key=lambda p: (p[1] - p[0], p[0], p[2].key)))
        reachable = bool(marks) and marks[0].id not in reached
        if reachable:
            reached.add(marks[0].id)
        yield MarkedPiece(text[low:high], marks, reachable)
