"""Markdown (CommonMark with tables)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chartside.deliver.printed import Printed
from chartside.deliver.sheet import DRAFT_MARK, QUESTIONS_HEADING, Grid, Lines, Part, Picture, Sheet, Signed, sheet_of

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~#])")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d{1,9}[.)])(?=\s|$)")


class MarkdownRenderer:
    """Prints Markdown; what sources say is escaped, so that it stands as written."""

    name = "md"
    media_type = "text/markdown"
    suffix = ".md"

    def render(self, printed: Printed) -> bytes:
        """UTF-8 text with line feeds."""
        return ("\n".join(_lines(sheet_of(printed))).rstrip() + "\n").encode("utf-8")


def _lines(sheet: Sheet) -> Iterator[str]:
    if not sheet.is_letter:
        yield from (f"# {_plain(sheet.title)}", "")
    if sheet.is_draft:
        yield from (f"> **{DRAFT_MARK}**", "")
    if sheet.is_letter:
        yield from (f"**{_plain(sheet.clinic)}**", "")
        yield from (" · ".join(map(_plain, sheet.letterhead)), "", sheet.date, "")
    elif not sheet.is_message:
        yield from (" · ".join(_plain(x) for x in (f"{sheet.clinic}", *sheet.letterhead)), "")
        yield from (f"- **{label}:** {_plain(text)}" for label, text in sheet.fields)
        yield ""
    for part in sheet.parts:
        yield from _part(part)
    if sheet.signed:
        yield from () if sheet.is_letter else ("## Signature", "")
        yield from _signed(sheet.signed)
    elif not sheet.is_message:
        yield from () if sheet.is_letter else ("## Signature", "")
        yield from ("Not signed.", "")
    for part in sheet.after:
        yield from _part(part)
    for added in sheet.addenda:
        yield from ("## Addendum", "")
        for line in added.text.split("\n"):
            yield from (_line(line), "")
        yield from _signed(added.signed)
    if sheet.questions:
        yield from (f"## {QUESTIONS_HEADING}", "", *(f"- {_plain(question)}" for question in sheet.questions))


def _part(part: Part) -> Iterator[str]:
    if part.heading:
        yield from (f"## {_plain(part.heading)}", "")
    for block in part.blocks:
        if isinstance(block, Grid):
            yield from _grid(block)
        elif isinstance(block, Lines):
            marks = "**" if block.strong else ""
            yield "\\\n".join(f"{marks}{_line(text)}{marks}" for text in block.texts)
            yield ""
        else:
            yield from (_line(block.chart.summary if isinstance(block, Picture) else block.text), "")


def _line(text: str) -> str:
    return _LINE_START.sub(_escaped_start, _plain(text))


def _grid(grid: Grid) -> Iterator[str]:
    if grid.caption:
        yield from (f"*{_plain(grid.caption)}*", "")
    yield _row(grid.labels)
    yield "|" + "|".join("---:" if numeric else "---" for numeric in grid.numeric) + "|"
    yield from (_row(row) for row in grid.rows)
    yield ""


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(_plain(cell) for cell in cells) + " |"


def _signed(signed: Signed) -> Iterator[str]:
    yield from (f"**Electronically signed by {_plain(signed.by)}**, {signed.when}. {_plain(signed.meaning)}", "")
    yield from (f"SHA-256 `{signed.sha256}`", "")


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _escaped_start(found: re.Match[str]) -> str:
    """The start of a line that looks like a list item, with a backslash before its mark."""
    mark = found.group(2)
    return f"{found.group(1)}{mark[:-1]}\\{mark[-1]}"


RENDERER = MarkdownRenderer()
