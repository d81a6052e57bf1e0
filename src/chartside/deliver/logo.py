"""The clinic's logo: a PNG or JPEG that every format can print, checked by its bytes and not by its name."""

from __future__ import annotations

import struct
import zlib

MOST_BYTES = 512 * 1024
MOST_PIXELS = 3000
LEAST_PIXELS = 16

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})  # baseline, extended and progressive; others are not shown everywhere
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Values a pixel by the colour type of a PNG."""
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}


class LogoError(Exception):
    """The picture cannot be printed; the message says why and what to do."""


def logo_type(content: bytes) -> str:
    """The media type of a picture that can be printed.

    Raises:
        LogoError: It is no PNG or JPEG, damaged, too large or too small.
    """
    if len(content) > MOST_BYTES:
        raise LogoError(f"The logo is larger than {MOST_BYTES // 1024} KB; save it smaller.")
    if content.startswith(_PNG):
        media_type, size = "image/png", _png_size(content)
    elif content.startswith(_JPEG):
        media_type, size = "image/jpeg", _jpeg_size(content)
    else:
        raise LogoError("The logo is no PNG or JPEG picture; save it as one of these.")
    if max(size) > MOST_PIXELS or min(size) < LEAST_PIXELS:
        raise LogoError(
            f"The logo has {size[0]} × {size[1]} pixels; {LEAST_PIXELS} to {MOST_PIXELS} a side can be printed."
        )
    return media_type


def _png_size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG whose every chunk is whole."""
    at, header, data, ended = len(_PNG), b"", [], False
    while at + 12 <= len(content) and not ended:
        (length,) = struct.unpack_from(">I", content, at)
        kind, body = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        check = content[at + 8 + length : at + 12 + length]
        if len(check) < 4 or zlib.crc32(kind + body) != int.from_bytes(check):
            raise _damaged()
        header = body if kind == b"IHDR" else header
        data += [body] if kind == b"IDAT" else []
        ended = kind == b"IEND"
        at += 12 + length
    if len(header) != 13 or not ended or not data:
        raise _damaged()
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    if depth not in _DEPTHS.get(colour, ()):
        raise _damaged()
    if max(width, height) <= MOST_PIXELS:
        row = (width * depth * _CHANNELS[colour] + 7) // 8 + 1
        _inflated(b"".join(data), height * row, at_least=not interlaced)
    return width, height


def _inflated(data: bytes, expected: int, *, at_least: bool) -> None:
    """Go on only when the pixels are there; never unpack more than a picture of this size has."""
    try:
        got = len(zlib.decompressobj().decompress(data, 2 * expected + 1024))
    except zlib.error:
        raise _damaged() from None
    if at_least and got < expected:
        raise _damaged()


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """Width and height of a JPEG that has a frame, a scan and an end."""
    at, size = 2, None
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise _damaged()
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in _STANDALONE:
            at += 2
            continue
        (length,) = struct.unpack_from(">H", content, at + 2)
        if marker in _FRAMES and at + 9 <= len(content):
            height, width = struct.unpack_from(">HH", content, at + 5)
            size = (width, height)
        if marker == 0xDA:  # the scan; its end is the end of the file
            if size is None or b"\xff\xd9" not in content[-64:]:
                raise _damaged()
            return size
        at += 2 + length
    raise _damaged()


def _damaged() -> LogoError:
    return LogoError("The logo is damaged or of an uncommon kind; open it in a picture program and save it anew.")
