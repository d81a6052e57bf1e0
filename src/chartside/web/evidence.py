"""Where a statement comes from: the lines of a source around its spans, with the spans marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chartside.domain.source import Source, Span

AROUND = 1  # lines of context before and after
WINDOW = 240  # characters kept on each side of a span in a line that goes on and on (a transcript pasted as one line)
MOST_LINES = 12  # per source, in the pane; the whole source is one click away


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line, marked when a span covers it."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line with its number from 1; `gap` says that lines before it are left out."""

    number: int
    pieces: tuple[Piece, ...]
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Lines of one source around the spans a statement rests on.

    Attributes:
        source: Id of the source.
        name: Its name.
        place: Where, in words ("line 4", "page 2, lines 11–12", "PT at 3:05, line 8").
        lines: The lines, in order.
        left_out: Number of further lines with evidence that are not shown.
    """

    source: str
    name: str
    place: str
    lines: tuple[ShownLine, ...]
    left_out: int = 0


def excerpts(spans: Iterable[Span], sources: Mapping[str, Source], *, around: int = AROUND) -> tuple[Excerpt, ...]:
    """The excerpts of all sources the spans lie in, in the order the spans are given."""
    by_source: dict[str, list[Span]] = {}
    for span in spans:
        if span.source in sources:
            by_source.setdefault(span.source, []).append(span)
    return tuple(_excerpt(sources[key], found, around) for key, found in by_source.items())


def _excerpt(source: Source, spans: list[Span], around: int) -> Excerpt:
    bounds = _line_bounds(source.text)
    hit: set[int] = set()
    for span in spans:
        hit.update(range(source.line_of(span.start), source.line_of(span.end - 1) + 1))
    ordered = sorted(hit)
    shown_hits: list[int] = []
    wanted: set[int] = set()
    for number in ordered:
        near = {n for n in range(number - around, number + around + 1) if 1 <= n <= len(bounds)}
        if shown_hits and len(wanted | near) > MOST_LINES:
            break
        shown_hits.append(number)
        wanted |= near
    lines: list[ShownLine] = []
    for number in sorted(wanted):
        start, end = bounds[number - 1]
        pieces = _pieces(source.text, start, end, spans, trim=True)
        blank = not source.text[start:end].strip()
        if blank and number not in hit:
            continue
        lines.append(ShownLine(number, pieces, gap=bool(lines) and number > lines[-1].number + 1))
    return Excerpt(source.id, source.name, _place(source, spans, ordered), tuple(lines), len(ordered) - len(shown_hits))


def _line_bounds(text: str) -> list[tuple[int, int]]:
    bounds, start = [], 0
    for line in text.split("\n"):
        bounds.append((start, start + len(line)))
        start += len(line) + 1
    return bounds


def _pieces(text: str, start: int, end: int, spans: Iterable[Span], *, trim: bool = False) -> tuple[Piece, ...]:
    """The line from `start` to `end` cut at the edges of the spans; touching and overlapping spans become one."""
    inside = sorted((max(s.start, start), min(s.end, end)) for s in spans if s.start < end and s.end > start)
    merged: list[tuple[int, int]] = []
    for a, b in inside:
        if merged and a <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(b, merged[-1][1]))
        else:
            merged.append((a, b))
    lead, tail = "", ""
    if trim and end - start > 2 * WINDOW:
        first, last = (merged[0][0], merged[-1][1]) if merged else (start, start)
        new_start, new_end = max(start, first - WINDOW), min(end, last + WINDOW)
        lead, tail = ("…" if new_start > start else ""), ("…" if new_end < end else "")
        start, end = new_start, new_end
    pieces: list[Piece] = []
    at = start
    for a, b in merged:
        if a > at:
            pieces.append(Piece(text[at:a], marked=False))
        pieces.append(Piece(text[a:b], marked=True))
        at = b
    if at < end:
        pieces.append(Piece(text[at:end], marked=False))
    if lead:
        pieces.insert(0, Piece(lead, marked=False))
    if tail:
        pieces.append(Piece(tail, marked=False))
    return tuple(pieces)


def _place(source: Source, spans: list[Span], lines: list[int]) -> str:
    """Page, speaker and time when known, and the lines."""
    words: list[str] = []
    segment = source.segment_at(spans[0].start)
    if segment is not None:
        if segment.page is not None:
            words.append(f"page {segment.page}")
        if segment.label:
            words.append(segment.label if segment.seconds is None else f"{segment.label} at {clock(segment.seconds)}")
        elif segment.seconds is not None:
            words.append(f"at {clock(segment.seconds)}")
    words.append(_numbers(lines))
    return ", ".join(words)


def _numbers(lines: list[int]) -> str:
    if len(lines) == 1:
        return f"line {lines[0]}"
    if lines[-1] - lines[0] == len(lines) - 1:
        return f"lines {lines[0]}–{lines[-1]}"
    return "lines " + ", ".join(map(str, lines[:4])) + ("…" if len(lines) > 4 else "")


def clock(seconds: float) -> str:
    """A moment of a recording ("3:05", "1:02:40")."""
    whole = int(seconds)
    hours, rest = divmod(whole, 3600)
    minutes, secs = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{secs:02}" if hours else f"{minutes}:{secs:02}"
