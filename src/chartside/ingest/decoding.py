"""Bytes to text: byte order marks, UTF-8, and the Windows code page old clinic programs still write."""

from __future__ import annotations

import codecs
import re

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ALLOWED_CONTROLS = frozenset("\t\n\r\f\v\x1a")
_MOST_CONTROLS = 0.02
_CONTROL = re.compile("[\x01-\x08\x0e-\x19\x1b-\x1f]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class NotTextError(ValueError):
    """The bytes are not text in any encoding known here."""


def decode(content: bytes) -> str:
    """The text of bytes: by its byte order mark, else UTF-8, else Windows-1252.

    Line ends become line feeds; nothing else changes. A byte order mark is not part of the text.

    Raises:
        NotTextError: The bytes hold NULs or many control characters, so they are no text.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _checked(content[len(mark) :].decode(encoding, errors="replace"))
    try:
        return _checked(content.decode("utf-8"))
    except UnicodeDecodeError:
        # Windows-1252 leaves five bytes undefined; they are shown as U+FFFD rather than guessed.
        return _checked(content.decode("cp1252", errors="replace"))


def clean(text: str) -> str:
    """Text with line feeds as line ends; lone surrogates and NULs, which cannot be stored, become U+FFFD."""
    return _UNSTORABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def looks_binary(head: bytes) -> bool:
    """Whether the first bytes are those of no text: NULs or many control characters, without a wide byte order mark."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return False
    if b"\0" in head:
        return True
    controls = sum(byte < 32 and chr(byte) not in _ALLOWED_CONTROLS for byte in head)
    return controls > len(head) * _MOST_CONTROLS


def _checked(text: str) -> str:
    if "\0" in text:
        raise NotTextError("the bytes hold NUL characters")
    if sum(1 for _ in _CONTROL.finditer(text)) > len(text) * _MOST_CONTROLS:
        raise NotTextError("the bytes hold many control characters")
    return clean(text)
