"""Composing the text of a recording's transcript: one line a turn, each with its time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from chartside.domain.source import Segment
from chartside.ingest.spoken_lines import leaning

_LONGEST_PAUSE = 3.0
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_STARTS_WITH_LABEL = re.compile(r"^\W{0,3}[A-Za-z][\w .'’&-]{0,40}:(?:\s|$)|^\[[A-Za-z]|^\s*[-–—]\s")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words with their time, as a recorder writes them; sentences may be cut anywhere.

    Attributes:
        words: What is said, one line.
        label: Who says it, when the format has a place for that.
        start: Seconds from the start of the recording.
        end: Seconds.
    """

    words: str
    label: str | None = None
    start: float | None = None
    end: float | None = None


def transcript(cues: Iterable[Cue]) -> tuple[str, tuple[Segment, ...]]:
    """The text shown (`Label: words`, one line a turn) and a segment a line with label and time.

    A sentence that a recorder cut into several cues of one speaker becomes one line again, so that "left,
    fifty-four degrees" is read in one piece.
    """
    lines: list[Cue] = []
    for cue in cues:
        words = " ".join(cue.words.split())
        if not words:
            continue
        label = " ".join(cue.label.split()).strip(":") if cue.label else None
        last = lines[-1] if lines else None
        if last is not None and _continues(last, label, words, cue.start):
            lines[-1] = Cue(f"{last.words} {words}", last.label, last.start, cue.end)
        else:
            lines.append(Cue(words, label or None, cue.start, cue.end))
    text, segments = "", []
    parts: list[str] = []
    offset = 0
    for line in lines:
        shown = f"{line.label}: {line.words}" if line.label else line.words
        segments.append(Segment(offset, offset + len(shown), label=line.label, seconds=line.start))
        parts.append(shown)
        offset += len(shown) + 1
    text = "\n".join(parts)
    return text, tuple(segments)


def _other_side(last: str, words: str) -> bool:
    """Whether words without a label surely come from the other side of the session."""
    before, now = leaning(last.lower()), leaning(words.lower())
    return before * now < 0 and min(abs(before), abs(now)) >= 1


def _continues(last: Cue, label: str | None, words: str, start: float | None) -> bool:
    if label != last.label or _SENTENCE_END.search(last.words) or (label is None and _STARTS_WITH_LABEL.match(words)):
        return False
    if label is None and _other_side(last.words, words):
        return False
    return start is None or last.end is None or start - last.end <= _LONGEST_PAUSE
