"""Receiving: a file or pasted text becomes a source, or one clear problem."""

from __future__ import annotations

import datetime
import hashlib
import string
from dataclasses import dataclass
from functools import cache

from chartside.domain.source import Source, SourceKind
from chartside.ingest.decoding import clean
from chartside.ingest.dialogue import spoken_segments
from chartside.ingest.guards import refusal
from chartside.ingest.limits import HEAD_BYTES, Limits
from chartside.ingest.reader import Problem, Readable, Reader, Upload
from chartside.ingest.source_date import date_of
from chartside.ingest.source_kind import kind_of
from chartside.plugins import discover

_NAME_LENGTH = 120
_BLANK = f"{string.whitespace}\x1c\x1d\x1e\x1f\x85\u00a0\u2028\u2029\u200b\u200c\u200d\u2060\ufeff"
"""Characters that show nothing: a text of them alone is empty."""


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a file: exactly one of both is set."""

    source: Source | None
    problem: Problem | None

    def __post_init__(self) -> None:
        if (self.source is None) == (self.problem is None):
            raise ValueError("a received file is a source or has a problem")


@cache
def all_readers() -> dict[str, Reader]:
    """All readers by name."""
    return discover("chartside.ingest.readers", "READER", Reader)  # type: ignore[type-abstract]  # a protocol serves as the runtime check


def receive(
    name: str,
    content: bytes,
    *,
    source_id: str = "S1",
    kind: SourceKind | None = None,
    date: datetime.date | None = None,
    limits: Limits | None = None,
) -> Received:
    """Read a file.

    Args:
        name: File name; a path is cut to its last part.
        content: The bytes.
        source_id: Id of the source to make.
        kind: What it is; guessed from name and text when None.
        date: Day it is about; looked for in its first lines and its name when None.
        limits: How much is read; the defaults when None.

    Returns:
        The source, or the problem. No content and no name raises.
    """
    upload = Upload(shown_name(name), content, limits or Limits())
    readable = _read(upload)
    if isinstance(readable, Problem):
        return Received(None, readable)
    return _received(upload, readable, source_id, kind, date)


def receive_text(
    text: str,
    *,
    name: str = "Pasted text",
    source_id: str = "S1",
    kind: SourceKind | None = None,
    date: datetime.date | None = None,
    limits: Limits | None = None,
) -> Received:
    """Take pasted text as a source. Its hash is that of the text in UTF-8. Never raises."""
    text = clean(text)
    upload = Upload(shown_name(name), text.encode("utf-8"), limits or Limits())
    return _received(upload, Readable(text, "text/plain"), source_id, kind, date)


def shown_name(name: str) -> str:
    """A file name fit to be shown: the last part of a path, one line, at most 120 characters, never empty."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    line = "".join(c if c.isprintable() else " " for c in clean(last)).strip(" .")
    if len(line) > _NAME_LENGTH:
        stem, _, ending = line.rpartition(".")
        line = f"{stem[: _NAME_LENGTH - 12]}….{ending}" if stem and len(ending) <= 10 else line[:_NAME_LENGTH]
    return line or "Unnamed file"


def _read(upload: Upload) -> Readable | Problem:
    problem = refusal(upload)
    if problem is not None:
        return problem
    head = upload.content[:HEAD_BYTES]
    scores = [(reader.score(upload.name, head), reader) for reader in all_readers().values()]
    best, reader = max(scores, key=lambda pair: pair[0])
    if best <= 0:
        return Problem(
            "wrong_type",
            f"{upload.name} is of a type that is not read.",
            "Add a text, Word, PDF, e-mail or transcript file, or paste the text.",
        )
    try:
        return _sound(reader.read(upload))
    except Exception as fault:  # a reader, built in or installed, must never take the canvas down with it
        return Problem(
            "unreadable",
            f"{upload.name} could not be read as {reader.name} ({type(fault).__name__}).",
            "Open it in the program it comes from and save it again, or paste the text.",
        )


def _sound(readable: Readable | Problem) -> Readable | Problem:
    """What a reader gave, if it keeps its promises.

    Raises:
        ValueError: The text cannot be stored, or its segments are out of order or outside it.
    """
    if isinstance(readable, Problem):
        return readable
    if readable.text != clean(readable.text):
        raise ValueError("the text holds carriage returns, NULs or lone surrogates")
    offset = 0
    for segment in readable.segments:
        if not offset <= segment.start < segment.end <= len(readable.text):
            raise ValueError(f"the segment {segment.start}..{segment.end} is out of order or outside the text")
        offset = segment.end
    return readable


def _received(
    upload: Upload, readable: Readable, source_id: str, kind: SourceKind | None, date: datetime.date | None
) -> Received:
    text = readable.text
    if not text.strip(_BLANK):
        return Received(
            None, Problem("empty", f"{upload.name} has no text in it.", "Add the file again, or paste the text.")
        )
    if len(text) > upload.limits.characters:
        return Received(
            None,
            Problem(
                "too_large",
                f"{upload.name} holds {len(text):,} characters; at most {upload.limits.characters:,} are read.",
                "Add only the part about this visit.",
            ),
        )
    segments, is_dialogue = spoken_segments(text, readable.segments)
    source = Source(
        id=source_id,
        name=upload.name,
        kind=kind or kind_of(upload.name, text, spoken=readable.spoken or is_dialogue),
        text=text,
        sha256=hashlib.sha256(upload.content).hexdigest(),
        media_type=readable.media_type,
        date=date or date_of(upload.name, text),
        segments=segments,
    )
    return Received(source, None)
