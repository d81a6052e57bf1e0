"""Plain text and Markdown, shown exactly as written."""

from __future__ import annotations

from chartside.ingest.decoding import NotTextError, decode, looks_binary
from chartside.ingest.reader import Problem, Readable, Upload

_SUFFIXES = (".txt", ".text", ".md", ".markdown", ".note", ".log", ".csv", ".tsv")


class TextReader:
    """Reads text in UTF-8, UTF-16 or UTF-32 with byte order mark, or Windows-1252."""

    name = "text"

    def score(self, name: str, head: bytes) -> int:
        """Anything without binary bytes can be read as text; the usual endings are likelier."""
        if looks_binary(head):
            return 0
        return 40 if name.lower().endswith(_SUFFIXES) else 10

    def read(self, upload: Upload) -> Readable | Problem:
        """The text; only the byte order mark and carriage returns are gone."""
        try:
            text = decode(upload.content)
        except NotTextError:
            return Problem(
                "wrong_type",
                f"{upload.name} is not text.",
                "Add a text, Word, PDF, e-mail or transcript file, or paste the text.",
            )
        markdown = upload.suffix in (".md", ".markdown")
        return Readable(text, "text/markdown" if markdown else "text/plain")


READER = TextReader()
