"""From characters with boxes to lines as a reader sees them: table rows joined, wrapped sentences unbroken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

_WIDE_GAP = 1.2
"""Gap between characters, in line heights, from which they stand in different columns."""
_SAME_ROW = 0.6
"""Share of the lower line's height by which two pieces must overlap to stand in one row."""
_NEXT_LINE = 1.9
"""Distance of base lines, in line heights, up to which a line continues the one above."""
_NEW_ITEM = re.compile(r"\s*(?:[-*•●▪◦·–—‣✓☐☑☒]|\(?\d{1,2}[.)]\s|[A-Z][\w /&-]{0,30}:|\d{5}\b|\[)")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with its box in points from the page's top left; boxless for generated spaces."""

    character: str
    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0

    @property
    def has_box(self) -> bool:
        """Whether it was drawn."""
        return self.right > self.left or self.bottom > self.top


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page.

    Attributes:
        text: Its characters.
        left: Of its box, in points from the page's left edge; the others likewise, from the top.
        first_word: Width of its first word, to tell whether that would have fitted on the line above.
        joins: Whether it continues the sentence of the line above.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    first_word: float = 0.0
    joins: bool = field(default=False)

    @property
    def height(self) -> float:
        """Of its box, at least one point."""
        return max(self.bottom - self.top, 1.0)


def lines_of(glyphs: Iterable[Glyph]) -> list[PageLine]:
    """Lines of one page, in the order of the page's content.

    Pieces that stand beside each other become one line, divided by tabs; a line that was only wrapped `joins` the
    one above.
    """
    pieces = [line for row in _split(glyphs) if (line := _line(row)) is not None]
    rows: list[PageLine] = []
    for piece in pieces:
        if rows and _beside(rows[-1], piece):
            rows[-1] = _joined(rows[-1], piece)
        else:
            rows.append(piece)
    return _unwrapped(rows)


def _split(glyphs: Iterable[Glyph]) -> Iterable[list[Glyph]]:
    row: list[Glyph] = []
    for glyph in glyphs:
        if glyph.character in "\r\n":
            if row:
                yield row
            row = []
        else:
            row.append(glyph)
    if row:
        yield row


def _line(row: list[Glyph]) -> PageLine | None:
    drawn = [g for g in row if g.has_box]
    text = _text(row)
    if not text.strip() or not drawn:
        return None
    first = list(_first_word(row))
    return PageLine(
        text.strip(),
        min(g.left for g in drawn),
        min(g.top for g in drawn),
        max(g.right for g in drawn),
        max(g.bottom for g in drawn),
        first_word=(max(g.right for g in first) - min(g.left for g in first)) if first else 0.0,
    )


def _text(row: list[Glyph]) -> str:
    """The characters; a wide gap between two drawn ones becomes a tab."""
    height = max((g.bottom - g.top for g in row if g.has_box), default=1.0)
    parts: list[str] = []
    last: Glyph | None = None
    for glyph in row:
        if not glyph.character.isspace() and glyph.has_box:
            if last is not None and glyph.left - last.right > height * _WIDE_GAP:
                while parts and parts[-1].isspace():
                    parts.pop()
                parts.append("\t")
            last = glyph
        parts.append(glyph.character)
    return "".join(parts)


def _first_word(row: list[Glyph]) -> Iterable[Glyph]:
    started = False
    for glyph in row:
        if glyph.character.isspace():
            if started:
                return
            continue
        started = True
        if glyph.has_box:
            yield glyph


def _beside(row: PageLine, piece: PageLine) -> bool:
    overlap = min(row.bottom, piece.bottom) - max(row.top, piece.top)
    return piece.left >= row.right and overlap >= min(row.height, piece.height) * _SAME_ROW


def _joined(row: PageLine, piece: PageLine) -> PageLine:
    return PageLine(
        f"{row.text}\t{piece.text}",
        min(row.left, piece.left),
        min(row.top, piece.top),
        max(row.right, piece.right),
        max(row.bottom, piece.bottom),
        row.first_word,
    )


def _unwrapped(rows: Sequence[PageLine]) -> list[PageLine]:
    """Marks lines that only continue a sentence: their first word would not have fitted on the line above."""
    margin = max((row.right for row in rows), default=0.0)
    marked: list[PageLine] = []
    for row in rows:
        above = marked[-1] if marked else None
        marked.append(replace(row, joins=above is not None and _continues(above, row, margin)))
    return marked


def _continues(above: PageLine, row: PageLine, margin: float) -> bool:
    full = above.right + row.first_word + above.height * 0.2 > margin
    near = 0 < row.top - above.top <= above.height * _NEXT_LINE
    same_size = 0.75 <= row.height / above.height <= 1.35
    in_table = "\t" in above.text or "\t" in row.text
    return full and near and same_size and not in_table and _NEW_ITEM.match(row.text) is None
