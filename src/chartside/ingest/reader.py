"""The protocol of a reader, and what it takes and gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from chartside.domain.source import Segment
from chartside.ingest.limits import Limits


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file could not be read, and what to do; nothing is lost, the file stays on the canvas.

    Attributes:
        code: "empty", "encrypted", "too_large", "too_many_pages", "unreadable", "wrong_type", "zip_bomb" or "scan".
        message: One sentence that names the file.
        remedy: One sentence that says what to do.
    """

    code: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as received.

    Attributes:
        name: File name, for messages and for guessing.
        content: The bytes.
        limits: How much of it may be read.
    """

    name: str
    content: bytes
    limits: Limits = field(default_factory=Limits)

    @property
    def suffix(self) -> str:
        """Ending of the name with its dot, in lower case; empty if there is none."""
        stem, dot, ending = self.name.rpartition(".")
        return f".{ending.lower()}" if dot and stem else ""


@dataclass(frozen=True, slots=True)
class Readable:
    """A file as text.

    Attributes:
        text: The text shown to the PT, lines divided by line feeds.
        media_type: Of the bytes.
        segments: Pages, boxes, speakers' labels and times: in order, inside the text, never overlapping.
        spoken: Whether the words were said aloud (captions, a recording's transcript).
    """

    text: str
    media_type: str
    segments: tuple[Segment, ...] = ()
    spoken: bool = False


@runtime_checkable
class Reader(Protocol):
    """Reads one format; one file in `ingest/readers/` defines it as `READER`."""

    @property
    def name(self) -> str:
        """Name of the format ("docx")."""
        ...

    def score(self, name: str, head: bytes) -> int:
        """How sure this reader is that the file is its own: 0 not at all, 100 certain.

        Args:
            name: File name.
            head: The first bytes, at most `limits.HEAD_BYTES`.
        """
        ...

    def read(self, upload: Upload) -> Readable | Problem:
        """The file's text, or why there is none. Expected faults of the format are problems, not exceptions."""
        ...
