"""SubRip captions (.srt)."""

from __future__ import annotations

import re

from chartside.ingest.captions import TIMES, cues_of
from chartside.ingest.decoding import NotTextError, decode, looks_binary
from chartside.ingest.guards import unreadable
from chartside.ingest.reader import Problem, Readable, Upload
from chartside.ingest.turns import transcript

_FIRST_CUE = re.compile(rb"^(?:\xef\xbb\xbf)?\s{0,20}\d{1,6}[ \t]*\r?\n\s*\d{1,4}:\d{2}:\d{2}[.,]\d{1,3}\s*-->")


class SrtReader:
    """Reads SubRip: cue times become seconds; numbers and markup are left out."""

    name = "srt"

    def score(self, name: str, head: bytes) -> int:
        """By its first cue, else by the ending of its name."""
        if looks_binary(head):
            return 0
        if _FIRST_CUE.match(head):
            return 90
        return 60 if name.lower().endswith(".srt") else 0

    def read(self, upload: Upload) -> Readable | Problem:
        """One line a turn."""
        try:
            text = decode(upload.content)
        except NotTextError:
            return unreadable(upload.name, "SubRip transcript")
        if not TIMES.search(text):
            return unreadable(upload.name, "SubRip transcript")
        shown, segments = transcript(cues_of(text))
        return Readable(shown, "application/x-subrip", segments, spoken=True)


READER = SrtReader()
