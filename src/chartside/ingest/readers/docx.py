"""Word documents (.docx): headers, paragraphs, lists and tables in reading order."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from chartside.ingest.decoding import clean
from chartside.ingest.guards import unreadable
from chartside.ingest.reader import Problem, Readable, Upload

if TYPE_CHECKING:
    from docx.document import Document

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LEFT_OUT = frozenset(
    {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_W}pPr", f"{_W}rPr", f"{_MC}Fallback"}
)
_CHARACTERS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011", f"{_W}ptab": "\t"}
_BOXED = f"{_W}txbxContent"


class DocxReader:
    """Reads Word documents. Deleted text of tracked changes is not read; inserted text is.

    A paragraph is a line, a list item a line with "- ", a table row a line of cells divided by " | ". The page header
    comes first, as a reader sees it; footers, comments and notes are left out.
    """

    name = "docx"

    def score(self, name: str, head: bytes) -> int:
        """A zip container; `guards` has already seen that it holds a Word document."""
        return 90 if head.startswith(b"PK\x03\x04") else 0

    def read(self, upload: Upload) -> Readable | Problem:
        """The text."""
        import docx  # 0.2 s to import, and only Word documents need it
        from docx.opc.exceptions import OpcError
        from lxml.etree import LxmlError

        try:
            document = docx.Document(io.BytesIO(upload.content))
            lines = [*_header(document), *_lines(document.element.body)]
        except (OpcError, LxmlError, KeyError, ValueError, AttributeError, OSError, RecursionError):
            return unreadable(upload.name, "Word document")
        return Readable(clean("\n".join(lines)).strip("\n"), _MEDIA_TYPE)


def _header(document: Document) -> Iterator[str]:
    """Lines of the first page's header, followed by an empty line."""
    if not document.sections:
        return
    section = document.sections[0]
    header = section.first_page_header if section.different_first_page_header_footer else section.header
    if header.is_linked_to_previous:
        return
    lines = [line for line in _lines(header._element) if line.strip()]
    yield from lines
    if lines:
        yield ""


def _lines(parent: Any) -> Iterator[str]:  # lxml elements carry no types here
    """Lines of a body, cell or text box, in document order."""
    for child in parent:
        if child.tag == f"{_W}p":
            yield from _paragraph(child)
        elif child.tag == f"{_W}tbl":
            yield from _rows(child)
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}moveTo"):
            yield from _lines(child)


def _paragraph(paragraph: Any) -> Iterator[str]:
    text = "".join(_characters(paragraph))
    level = _list_level(paragraph)
    if text.strip() and level is not None:
        text = f"{'  ' * level}- {text.strip()}"
    yield from text.split("\n")
    for box in paragraph.iter(_BOXED):
        if not any(above.tag == f"{_MC}Fallback" for above in box.iterancestors()):
            yield from _lines(box)


def _rows(table: Any) -> Iterator[str]:
    for row in table.iter(f"{_W}tr"):
        if next(above for above in row.iterancestors(f"{_W}tbl")) is not table:
            continue
        cells = [_cell(cell) for cell in row.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr")) is row]
        if any(cells):
            yield " | ".join(cells)


def _cell(cell: Any) -> str:
    return " ".join(" ".join(_lines(cell)).split())


def _characters(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in _LEFT_OUT or child.tag == _BOXED:
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _CHARACTERS:
            yield _CHARACTERS[child.tag]
        else:
            yield from _characters(child)


def _list_level(paragraph: Any) -> int | None:
    """Depth of a list item from 0; None for other paragraphs. Styles named "List …" count without numbering."""
    numbering = paragraph.find(f"{_W}pPr/{_W}numPr")
    if numbering is not None:
        kind, level = numbering.find(f"{_W}numId"), numbering.find(f"{_W}ilvl")
        if kind is not None and kind.get(f"{_W}val") == "0":
            return None
        depth = level.get(f"{_W}val", "0") if level is not None else "0"
        return min(int(depth), 8) if depth.isdigit() else 0
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = style.get(f"{_W}val", "") if style is not None else ""
    if name.startswith("List") and name != "ListContinue":
        return max(int(name[-1]) - 1, 0) if name[-1].isdigit() else 0
    return None


READER = DocxReader()
