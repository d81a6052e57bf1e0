"""PDF files with a text layer; every line knows its page and its place on it."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable, Iterator
from typing import Any

from chartside.domain.source import Box, Segment
from chartside.ingest.decoding import clean
from chartside.ingest.guards import encrypted, unreadable
from chartside.ingest.page_layout import Glyph, PageLine, lines_of
from chartside.ingest.reader import Problem, Readable, Upload

_PDFIUM = threading.Lock()
"""PDFium keeps global state and must be used by one thread at a time."""
_FEWEST_CHARACTERS = 20
_SCALE = 100
_UNIT = 1000.0
_HYPHENS = ("\x02", "\ufffe")


class PdfReader:
    """Reads text PDFs. A scan, which has none, is a problem: reading pictures is not installed."""

    name = "pdf"

    def score(self, name: str, head: bytes) -> int:
        """By the header, which may follow some bytes of rubbish (ISO 32000-1, annex H, note 13)."""
        return 95 if b"%PDF-" in head[:1024] else 0

    def read(self, upload: Upload) -> Readable | Problem:
        """The text of all pages, an empty line between pages."""
        import pypdfium2 as pdfium  # loads PDFium; only PDFs need it

        with _PDFIUM:
            try:
                document = pdfium.PdfDocument(upload.content)
            except pdfium.PdfiumError as fault:
                # The only word PDFium has for a password is in its message.
                return encrypted(upload.name) if "password" in str(fault).lower() else unreadable(upload.name, "PDF")
            try:
                return _read(upload, document)
            except pdfium.PdfiumError:
                return unreadable(upload.name, "PDF")
            finally:
                document.close()


def _read(upload: Upload, document: Any) -> Readable | Problem:  # pypdfium2 carries no types
    count = len(document)
    if count > upload.limits.pages:
        return Problem(
            "too_many_pages",
            f"{upload.name} has {count:,} pages; at most {upload.limits.pages} are read.",
            "Add only the pages about this visit.",
        )
    if count == 0:
        return unreadable(upload.name, "PDF")
    has_form = document.get_formtype() != 0
    if has_form:
        document.init_forms()
    pages = _Pages()
    pictures = 0
    for number in range(count):
        page = document[number]
        try:
            if has_form:
                # What a patient typed into form fields is drawn as annotations; flattened, it is text of the page.
                page.flatten()
                page.close()
                page = document[number]
            lines = lines_of(_glyphs(page, upload.limits.characters + 1))
            if lines:
                pages.add(number + 1, lines)
            elif _has_picture(page):
                pictures += 1
                pages.note(f"[Page {number + 1} is a picture and was not read.]")
        finally:
            page.close()
        if pages.length > upload.limits.characters:
            break
    if pages.characters < _FEWEST_CHARACTERS and pictures:
        return Problem(
            "scan",
            f"{upload.name} is a scan: pictures without text, and reading pictures (OCR) is not installed.",
            "Ask for the file as text, or type or paste what it says.",
        )
    return pages.readable()


class _Pages:
    """Text and segments of the pages so far."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._segments: list[Segment] = []
        self.length = 0
        self.characters = 0

    def add(self, number: int, lines: list[PageLine]) -> None:
        if self._parts:
            self._append("\n\n")
        for index, line in enumerate(lines):
            if index:
                self._append(_between(self._parts[-1], line))
            text = clean(line.text).replace("\n", " ")
            self._segments.append(
                Segment(
                    self.length,
                    self.length + len(text),
                    page=number,
                    box=Box(number, line.left, line.top, line.right, line.bottom),
                )
            )
            self._append(text)
            self.characters += sum(c.isalnum() for c in text)

    def note(self, text: str) -> None:
        self._append(("\n\n" if self._parts else "") + text)

    def readable(self) -> Readable:
        return Readable("".join(self._parts), "application/pdf", tuple(self._segments))

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self.length += len(text)


def _between(above: str, line: PageLine) -> str:
    """What divides a line from the one above: nothing after a hyphen of a wrapped word, a space in a sentence."""
    if not line.joins:
        return "\n"
    return "" if above.endswith(("-", "/")) and line.text[:1].islower() else " "


def _glyphs(page: Any, most: int) -> Iterator[Glyph]:
    """At most so many characters of a page, in the order of its content, with boxes from the top left."""
    import pypdfium2.raw as raw

    textpage = page.get_textpage()
    try:
        place = _placing(page)
        edges = [ctypes.c_double() for _ in range(4)]
        left, right, bottom, top = edges
        for index in range(min(textpage.count_chars(), most)):
            character = _character(raw.FPDFText_GetUnicode(textpage, index))
            if character is None:
                continue
            if raw.FPDFText_GetCharBox(textpage, index, *edges):
                x1, y1 = place(left.value, top.value)
                x2, y2 = place(right.value, bottom.value)
                yield Glyph(character, min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
            else:
                yield Glyph(character)
    finally:
        textpage.close()


def _character(code: int) -> str | None:
    if code == 0:
        return None
    character = chr(code)
    if character in _HYPHENS:
        return "-"
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    return character


def _placing(page: Any) -> Callable[[float, float], tuple[float, float]]:
    """From a page's own coordinates to points from the top left as shown, whatever its rotation and crop."""
    import pypdfium2.raw as raw

    width, height = page.get_size()

    def shown(x: float, y: float) -> tuple[float, float]:
        out_x, out_y = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page, 0, 0, int(width * _SCALE), int(height * _SCALE), 0, x, y, out_x, out_y)
        return out_x.value / _SCALE, out_y.value / _SCALE

    # The mapping is affine: three points tell it, and no character needs a call of its own.
    (x0, y0), (x1, y1), (x2, y2) = shown(0, 0), shown(_UNIT, 0), shown(0, _UNIT)
    ax, ay, bx, by = (x1 - x0) / _UNIT, (y1 - y0) / _UNIT, (x2 - x0) / _UNIT, (y2 - y0) / _UNIT
    return lambda x, y: (round(x0 + ax * x + bx * y, 2), round(y0 + ay * x + by * y, 2))


def _has_picture(page: Any) -> bool:
    import pypdfium2.raw as raw

    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4))


READER = PdfReader()
