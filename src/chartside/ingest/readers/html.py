"""Web pages (.html), as some clinic programs export notes."""

from __future__ import annotations

from chartside.ingest.decoding import NotTextError, clean, decode, looks_binary
from chartside.ingest.guards import unreadable
from chartside.ingest.markup import text_of_html
from chartside.ingest.reader import Problem, Readable, Upload

_OPENINGS = (b"<!doctype html", b"<html", b"<head", b"<body")


class HtmlReader:
    """Reads HTML as the text a browser would show."""

    name = "html"

    def score(self, name: str, head: bytes) -> int:
        """By its first tag, else by the ending of its name."""
        if looks_binary(head):
            return 0
        if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:20].lower().startswith(_OPENINGS):
            return 80
        return 60 if name.lower().endswith((".html", ".htm")) else 0

    def read(self, upload: Upload) -> Readable | Problem:
        """The text."""
        try:
            return Readable(clean(text_of_html(decode(upload.content))), "text/html")
        except NotTextError:
            return unreadable(upload.name, "web page")


READER = HtmlReader()
