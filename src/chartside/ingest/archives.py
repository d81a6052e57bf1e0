"""Zip containers, opened only after their table of contents and then their bytes stay within limits."""

from __future__ import annotations

import io
import zipfile
import zlib

from chartside.ingest.limits import Limits
from chartside.ingest.reader import Problem, Upload

_CHUNK = 256 * 1024
_SMALL_PART = 1024 * 1024
_ENCRYPTED_FLAG = 0x1


def inspect(upload: Upload) -> frozenset[str] | Problem:
    """Names of the parts of a zip container, or why it must not be opened.

    Sizes are checked in the table of contents first and then by unpacking in chunks, since the table can lie.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(upload.content)) as archive:
            parts = archive.infolist()
            if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
                return Problem(
                    "encrypted", f"{upload.name} is protected by a password.", "Remove the password and add it again."
                )
            if _declares_a_bomb(parts, upload.limits) or _unpacks_to_a_bomb(archive, parts, upload.limits):
                return Problem(
                    "zip_bomb",
                    f"{upload.name} unpacks to far more than a document holds and was not opened.",
                    "Do not open it; ask the sender for a PDF or for plain text.",
                )
            return frozenset(part.filename for part in parts)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        return Problem(
            "unreadable",
            f"{upload.name} is a damaged zip container or Word document.",
            "Open it in the program it comes from and save it again, or paste the text.",
        )


def _declares_a_bomb(parts: list[zipfile.ZipInfo], limits: Limits) -> bool:
    return (
        len(parts) > limits.archive_files
        or sum(part.file_size for part in parts) > limits.archive_bytes
        or any(_swells(part.file_size, part.compress_size, limits) for part in parts)
        or len({part.header_offset for part in parts}) < len(parts)
    )


def _unpacks_to_a_bomb(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], limits: Limits) -> bool:
    total = 0
    for part in parts:
        size = 0
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                total += len(chunk)
                if total > limits.archive_bytes or _swells(size, part.compress_size, limits):
                    return True
    return False


def _swells(size: int, packed: int, limits: Limits) -> bool:
    return size > _SMALL_PART and size > max(packed, 1) * limits.archive_ratio
