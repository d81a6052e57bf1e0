"""Small pictures made on the spot: a logo of one colour."""

from __future__ import annotations

import struct
import zlib


def png(width: int = 240, height: int = 80, colour: tuple[int, int, int] = (15, 107, 102)) -> bytes:
    """A PNG of one colour."""
    rows = b"".join(b"\x00" + bytes(colour) * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, body) for kind, body in ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    )


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
