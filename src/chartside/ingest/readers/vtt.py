"""WebVTT captions (W3C WebVTT), as meeting and dictation programs write them."""

from __future__ import annotations

from chartside.ingest.captions import TIMES, cues_of
from chartside.ingest.decoding import NotTextError, decode, looks_binary
from chartside.ingest.guards import unreadable
from chartside.ingest.reader import Problem, Readable, Upload
from chartside.ingest.turns import transcript


class VttReader:
    """Reads WebVTT: voices become speakers, cue times become seconds; styles, notes and cue names are left out."""

    name = "vtt"

    def score(self, name: str, head: bytes) -> int:
        """By its first word, else by the ending of its name."""
        if looks_binary(head):
            return 0
        if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"WEBVTT"):
            return 95
        return 60 if name.lower().endswith(".vtt") else 0

    def read(self, upload: Upload) -> Readable | Problem:
        """One line a turn."""
        try:
            text = decode(upload.content)
        except NotTextError:
            return unreadable(upload.name, "WebVTT transcript")
        if not TIMES.search(text):
            return Problem(
                "empty" if text.strip().startswith("WEBVTT") else "unreadable",
                f"{upload.name} is a WebVTT transcript without any timed words.",
                "Export the transcript again, or paste the text.",
            )
        shown, segments = transcript(cues_of(text))
        return Readable(shown, "text/vtt", segments, spoken=True)


READER = VttReader()
