"""Transcripts in JSON, in the shapes that speech recognisers and meeting programs write; other records as lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from chartside.ingest.decoding import NotTextError, clean, decode, looks_binary
from chartside.ingest.dialogue import seconds_of
from chartside.ingest.guards import unreadable
from chartside.ingest.reader import Problem, Readable, Upload
from chartside.ingest.turns import Cue, transcript

_LISTS = (
    "segments",
    "utterances",
    "turns",
    "cues",
    "messages",
    "paragraphs",
    "entries",
    "items",
    "monologues",
    "phrases",
)
_HOLDERS = (
    "results",
    "result",
    "transcript",
    "transcription",
    "data",
    "recording",
    "conversation",
    "dialogue",
    "output",
)
_WORDS = ("text", "transcript", "utterance", "content", "words", "display", "value", "sentence", "message")
_LABELS = (
    "speaker",
    "speaker_label",
    "speaker_name",
    "speakerName",
    "speakerId",
    "speaker_id",
    "role",
    "participant",
    "who",
    "name",
    "label",
)
_STARTS = ("start", "start_time", "startTime", "begin", "from", "offset", "time", "timestamp", "ts", "start_ms")
_ENDS = ("end", "end_time", "endTime", "to", "end_ms")
_STRINGS = ("dialogue", "transcript", "conversation", "text", "note", "content")
_DEEPEST = 40
_MILLISECONDS_FROM = 36_000.0
"""A recording of more than ten hours is one whose times are in milliseconds."""


class JsonReader:
    """Reads JSON: turns as a transcript, one long text in a record as that text, the rest as `key: value` lines."""

    name = "json"

    def score(self, name: str, head: bytes) -> int:
        """By the ending of its name, or a first bracket that opens JSON."""
        if looks_binary(head):
            return 0
        start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:40]
        opens = start[:1] == b"{" or (start[:1] == b"[" and start[1:].lstrip()[:1] in (b"{", b"]", b'"'))
        if name.lower().endswith(".json"):
            return 80 if opens else 50
        return 30 if opens and (b'"' in start) else 0

    def read(self, upload: Upload) -> Readable | Problem:
        """The transcript, or the record as lines."""
        try:
            record = json.loads(decode(upload.content))
        except (NotTextError, ValueError, RecursionError):
            return unreadable(upload.name, "JSON file")
        turns = _turns_in(record, 0)
        if turns is not None:
            text, segments = transcript(_cues(turns))
            if text.strip():
                return Readable(clean(text), "application/json", segments, spoken=True)
        if isinstance(record, dict):
            whole = [v for k, v in record.items() if k in _STRINGS and isinstance(v, str) and len(v) > 80]
            if len(whole) == 1:
                return Readable(clean(whole[0]), "application/json")
        try:
            return Readable(clean("\n".join(_lines(record, 0))), "application/json")
        except RecursionError:
            return unreadable(upload.name, "JSON file")


def _turns_in(record: object, depth: int) -> Sequence[Mapping[str, Any]] | None:
    """The list of turns in a record: at the top, under a usual key, or one holder deeper."""
    if isinstance(record, list):
        turns = [item for item in record if isinstance(item, dict) and _words(item)]
        return turns if turns and len(turns) >= len(record) * 0.8 and _speaks(turns) else None
    if isinstance(record, dict) and depth < 4:
        for key in (*_LISTS, *_HOLDERS):
            found = _turns_in(record.get(key), depth + 1)
            if found is not None:
                return found
    return None


def _speaks(turns: Sequence[Mapping[str, Any]]) -> bool:
    return any(_first(turn, _LABELS) is not None or _seconds(_first(turn, _STARTS)) is not None for turn in turns)


def _cues(turns: Sequence[Mapping[str, Any]]) -> Iterator[Cue]:
    starts = [_seconds(_first(turn, _STARTS)) for turn in turns]
    latest = max((s for s in starts if s is not None), default=0.0)
    scale = 0.001 if latest > _MILLISECONDS_FROM else 1.0
    for turn, start in zip(turns, starts, strict=True):
        end = _seconds(_first(turn, _ENDS))
        yield Cue(
            clean(_words(turn)),
            _label(_first(turn, _LABELS)),
            start * scale if start is not None else None,
            end * scale if end is not None else None,
        )


def _words(turn: Mapping[str, Any]) -> str:
    for key in _WORDS:
        value = turn.get(key)
        if isinstance(value, str) and value.strip():
            return value
        if isinstance(value, list):
            joined = " ".join(w if isinstance(w, str) else _word(w) for w in value).strip()
            if joined:
                return joined
    return ""


def _word(item: object) -> str:
    if isinstance(item, dict):
        for key in ("word", "text", "punctuated_word", "value", "content"):
            if isinstance(item.get(key), str):
                return str(item[key])
    return ""


def _label(value: object) -> str | None:
    if isinstance(value, dict):
        value = _first(value, ("name", "label", "role", "id"))
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int):
        return f"Speaker {value}"
    return clean(str(value))[:60].replace(":", " ") or None


def _seconds(value: object) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if 0 <= value < 1e9 else None
    if isinstance(value, str):
        try:
            seconds = seconds_of(value.strip().removesuffix("s"))
        except ValueError:
            return None
        return seconds if 0 <= seconds < 1e9 else None
    return None


def _first(turn: Mapping[str, Any], keys: tuple[str, ...]) -> object:
    return next((turn[key] for key in keys if turn.get(key) is not None), None)


def _lines(value: object, depth: int, key: str = "") -> Iterator[str]:
    """A record as lines: `key: value`, lists as bullets, nested parts indented."""
    lead = "  " * min(depth, _DEEPEST) + (f"{_spoken_key(key)}: " if key else "- " if depth else "")
    if isinstance(value, dict):
        if key:
            yield lead.rstrip()
        for name, part in value.items():
            yield from _lines(part, depth + bool(key), str(name))
    elif isinstance(value, list):
        if key:
            yield lead.rstrip()
        for part in value:
            yield from _lines(part, depth + 1)
    elif value is not None and value != "":
        yield lead + (value if isinstance(value, str) else json.dumps(value))


def _spoken_key(key: str) -> str:
    words = key.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


READER = JsonReader()
