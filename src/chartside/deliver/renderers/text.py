"""Plain text, divided into sections and ready to be pasted into a record system."""

from __future__ import annotations

from collections.abc import Iterator

from chartside.deliver.printed import Printed
from chartside.deliver.sheet import DRAFT_MARK, QUESTIONS_HEADING, Grid, Lines, Part, Picture, Sheet, Signed, sheet_of

_WIDTH = 96
"""Columns within which a table is aligned; a wider one is written row by row as sentences."""
_GAP = "  "


class TextRenderer:
    """Prints plain text: headings in capitals, paragraphs unbroken, tables aligned for a fixed-width font."""

    name = "text"
    media_type = "text/plain"
    suffix = ".txt"

    def render(self, printed: Printed) -> bytes:
        """UTF-8 text with line feeds."""
        return ("\n".join(_lines(sheet_of(printed))).rstrip() + "\n").encode("utf-8")


def _lines(sheet: Sheet) -> Iterator[str]:
    mark = f"*** {DRAFT_MARK} ***"
    if sheet.is_draft:
        yield from (mark, "")
    if sheet.is_message:
        yield from (text for part in sheet.parts for block in part.blocks for text in block.words)
    else:
        yield from _letter_top(sheet) if sheet.is_letter else _chart_top(sheet)
        for part in sheet.parts:
            yield from _part(part)
        yield from ("",) if sheet.is_letter else ("", "SIGNATURE:")
    if not sheet.is_message:
        if sheet.signed:
            yield from _signed(sheet.signed)
        else:
            yield "Not signed."
    for part in sheet.after:
        yield from _part(part)
    for added in sheet.addenda:
        yield from ("", "ADDENDUM:", *added.text.split("\n"))
        yield from _signed(added.signed)
    if sheet.questions:
        yield from ("", f"{QUESTIONS_HEADING.upper()}:", *(f"- {question}" for question in sheet.questions))
    if sheet.is_draft:
        yield from ("", mark)


def _chart_top(sheet: Sheet) -> Iterator[str]:
    yield sheet.title.upper()
    yield " | ".join((sheet.clinic, *sheet.letterhead))
    yield from (f"{label}: {text}" for label, text in sheet.fields)


def _letter_top(sheet: Sheet) -> Iterator[str]:
    yield from (sheet.clinic, *sheet.letterhead)
    yield from ("", sheet.date) if sheet.date else ()


def _part(part: Part) -> Iterator[str]:
    yield ""
    if part.heading:
        yield f"{part.heading.upper()}:"
    for number, block in enumerate(part.blocks):
        apart = (Grid, Picture)
        if number and (isinstance(block, apart) or isinstance(part.blocks[number - 1], apart)):
            yield ""
        if isinstance(block, Grid):
            yield from _grid(block)
        elif isinstance(block, Lines):
            yield from block.texts
        else:
            yield block.chart.summary if isinstance(block, Picture) else block.text


def _grid(grid: Grid) -> Iterator[str]:
    if grid.caption:
        yield f"{grid.caption}:"
    widths = [max(len(label), *(len(row[i]) for row in grid.rows)) for i, label in enumerate(grid.labels)]
    if sum(widths) + len(_GAP) * (len(widths) - 1) <= _WIDTH:
        for row in (grid.labels, *grid.rows):
            cells = [
                cell.rjust(width) if numeric else cell.ljust(width)
                for cell, width, numeric in zip(row, widths, grid.numeric, strict=True)
            ]
            yield _GAP.join(cells).rstrip()
        return
    for row in grid.rows:
        yield "- " + _sentence(grid, row)


def _sentence(grid: Grid, row: tuple[str, ...]) -> str:
    """A row in words: `measure: was → now (change)`, else the first cell, texts, and labelled numbers."""
    cells = {key: cell for key, cell in zip(grid.keys, row, strict=True) if cell}
    labels = dict(zip(grid.keys, zip(grid.labels, grid.numeric, strict=True), strict=True))
    subject = cells.pop(grid.keys[0], "")
    words: list[str] = []
    if "was" in cells and "now" in cells:
        change = f" ({cells.pop('change')})" if "change" in cells else ""
        words.append(f"{cells.pop('was')} → {cells.pop('now')}{change}")
    words += [f"{labels[key][0]} {cell}" if labels[key][1] else cell for key, cell in cells.items()]
    return ": ".join(part for part in (subject, "; ".join(words)) if part)


def _signed(signed: Signed) -> Iterator[str]:
    yield f"Electronically signed by {signed.by}, {signed.when}."
    yield signed.meaning
    yield f"SHA-256 {signed.sha256}"


RENDERER = TextRenderer()
