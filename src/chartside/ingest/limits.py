"""How much of a file is read. Session notes are kilobytes; the limits stop what is not one."""

from __future__ import annotations

from dataclasses import dataclass

HEAD_BYTES = 4096
"""Bytes a reader sees to judge whether a file is its own."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one file.

    Attributes:
        file_bytes: Size as received.
        characters: Length of the text.
        pages: Pages of a PDF.
        archive_files: Files inside a zip container (a Word document is one).
        archive_bytes: Total size of its parts, unpacked.
        archive_ratio: Unpacked size of a part over its packed size, from 1 MB unpacked. Word XML reaches about 40.
    """

    file_bytes: int = 25 * 1024 * 1024
    characters: int = 2_000_000
    pages: int = 500
    archive_files: int = 2_000
    archive_bytes: int = 100 * 1024 * 1024
    archive_ratio: int = 120
