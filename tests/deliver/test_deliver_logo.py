"""Which pictures a letterhead takes."""

from __future__ import annotations

import pytest
from tests.deliver.pictures import png

from chartside.deliver.logo import MOST_BYTES, LogoError, logo_type

JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    b"\xff\xc0\x00\x0b\x08\x00\x40\x00\x80\x01\x01\x11\x00\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\xaa\xff\xd9"
)


def test_png_and_jpeg_are_known_by_their_bytes() -> None:
    assert logo_type(png()) == "image/png"
    assert logo_type(JPEG) == "image/jpeg"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no PNG or JPEG"),
        (b"GIF89a" + b"\x00" * 40, "no PNG or JPEG"),
        (b"", "no PNG or JPEG"),
        (png()[:-8], "damaged"),
        (png()[:50] + b"\x00" + png()[51:], "damaged"),
        (JPEG[:-2], "damaged"),
        (JPEG[:24], "damaged"),
        (png(8, 8), "16 to 3000"),
        (png(4000, 20), "16 to 3000"),
        (png() + b"\x00" * MOST_BYTES, "larger than 512 KB"),
    ],
)
def test_other_pictures_are_refused_with_the_reason(content: bytes, why: str) -> None:
    with pytest.raises(LogoError, match=why):
        logo_type(content)


def test_a_picture_that_unpacks_without_end_is_not_unpacked() -> None:
    import struct
    import zlib

    body = zlib.compress(b"\x00" * 50_000_000)
    whole = png(32, 32)
    start = whole.index(b"IDAT") - 4
    (length,) = struct.unpack_from(">I", whole, start)
    bomb = struct.pack(">I", len(body)) + b"IDAT" + body + struct.pack(">I", zlib.crc32(b"IDAT" + body))
    assert logo_type(whole[:start] + bomb + whole[start + 12 + length :]) == "image/png"
