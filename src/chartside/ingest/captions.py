"""What WebVTT and SubRip have in common: blocks with a time line, then words with a little markup."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from chartside.ingest.dialogue import seconds_of
from chartside.ingest.turns import Cue

_CLOCK = r"(?:\d{1,4}:)?\d{1,2}:\d{2}[.,]\d{1,3}"
TIMES = re.compile(rf"^\s*(?P<start>{_CLOCK})\s{{0,8}}-->\s{{0,8}}(?P<end>{_CLOCK})", re.M)
_VOICE = re.compile(r"<v(?:\.[^\s>]{1,60})?\s+([^>]{1,80})>", re.I)
_TAG = re.compile(r"</?[A-Za-z0-9.:\s=\"'#_-]{0,120}>|\{\\[A-Za-z0-9&]{1,20}\}")


def cues_of(text: str) -> Iterator[Cue]:
    """The cues of captions, in order; blocks without a time line (headers, notes, styles) are left out."""
    for block in re.split(r"\n[ \t]*\n+", text):
        times = TIMES.search(block)
        if times is None:
            continue
        start, end = seconds_of(times.group("start")), seconds_of(times.group("end"))
        payload = block[times.end() :].partition("\n")[2]
        yield from _spoken(payload, start, end)


def _spoken(payload: str, start: float, end: float) -> Iterator[Cue]:
    """One cue a voice: `<v PT>Hi <v Patient>Hello` is two."""
    parts = _VOICE.split(payload)
    if parts[0].strip():
        for words in _turns(parts[0]):
            yield Cue(_plain(words), None, start, end)
    for label, words in zip(parts[1::2], parts[2::2], strict=True):
        yield Cue(_plain(words), _plain(label).strip() or None, start, end)


def _turns(words: str) -> list[str]:
    """Lines that begin with a dash are turns of their own; other lines are one turn wrapped."""
    lines = words.split("\n")
    dashed = sum(1 for line in lines if re.match(r"\s*[-–—]\s?\S", line))
    return lines if dashed > 1 else [" ".join(lines)]


def _plain(words: str) -> str:
    return html.unescape(_TAG.sub("", words))
