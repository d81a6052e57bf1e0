"""Conversations without labels: one turn a line, each given to the therapist or the patient by its words.

Instructions, call-outs of values and questions of history are the therapist's; what speaks of the own body and life is
the patient's. Short turns ("uh huh", "like this") follow from their neighbours, for the two sides mostly take turns. A
written note has no second person, or signs that nobody says ("3x10", "s/p", "Plan:"), and is never a conversation.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from chartside.domain.source import Speaker

_SWITCH = 1.6
"""What a change of speaker at the end of a line is worth, in the weights of the cues."""

_SWITCH_OF_CAPTIONS = 0.4
"""The same where lines may be cut within a turn."""

_SURE_OF_CLINICIAN, _SURE_OF_PATIENT = 2.0, -1.8
_SHARE_TELLING = 0.5
_SHARE_WRITTEN = 0.1
_FEWEST, _MOST_LINES, _MOST_HEADERS, _ANSWER_WORDS = 2, 4000, 3, 5
_LONGEST_LINE = 1200
"""A longer line is a paragraph, and no turn of a talk without labels."""

_ADDRESSED = re.compile(r"\b(?:you|your|you're|you'll|let's|let me|me|bend|push|lift|squeeze|any|how's|how)\b", re.I)
_NOISE = re.compile(r"\s*(?:[\[(<*][^\])>*\n]{0,60}[\])>*][\s.]*)+")
_LEAD = re.compile(r"[\s>*•–—-]*")


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """A line of a conversation without labels, and whose it is."""

    start: int
    end: int
    speaker: Speaker


@dataclass(frozen=True, slots=True)
class _Ways:
    """What spoken_lines.toml says."""

    cues: tuple[tuple[float, re.Pattern[str], re.Pattern[str] | None], ...]
    instructs: re.Pattern[str]
    written: tuple[re.Pattern[str], ...]


def spoken_lines(text: str, *, cut_anywhere: bool = False) -> tuple[SpokenLine, ...]:
    """The lines of a conversation without labels with their speakers; none for a written note.

    Args:
        text: The text.
        cut_anywhere: Whether a speaker's words may go on in the next line, as in captions.
    """
    if not _ADDRESSED.search(text):
        return ()
    lines = _lines(text)
    if len(lines) > _MOST_LINES:
        return ()
    said = [_plain(text[start:end]) for start, end in lines]
    written = [any(pattern.search(words) for pattern in _ways().written) for words in said]
    first, stop = _between_headers(written)
    lines, said = lines[first:stop], said[first:stop]
    if len(said) < _FEWEST or sum(written[first:stop]) > len(said) * _SHARE_WRITTEN:
        return ()
    if any(len(words) > _LONGEST_LINE for words in said):
        return ()
    leanings = [leaning(words) for words in said]
    if not _is_talk(said, leanings):
        return ()
    speakers = _speakers(leanings, _SWITCH_OF_CAPTIONS if cut_anywhere else _SWITCH)
    return tuple(SpokenLine(start, end, speaker) for (start, end), speaker in zip(lines, speakers, strict=True))


def leaning(words: str) -> float:
    """How a stretch of talk sounds: above 0 like a therapist, below 0 like a patient.

    Args:
        words: In lower case, with straight apostrophes.
    """
    known = _ways()
    total = 0.0
    for weight, pattern, not_before in known.cues:
        for found in pattern.finditer(words):
            if not_before is None or not not_before.search(words, max(found.start() - 14, 0), found.start()):
                total += weight
                break
    if known.instructs.search(words):
        total += 2.0
    if words.rstrip().endswith("?"):
        total += 0.8
    return total


def _lines(text: str) -> list[tuple[int, int]]:
    """Start and end of every line with words; "[music]" has none."""
    found, offset = [], 0
    for line in text.split("\n"):
        noise = _NOISE.match(line)
        begin = noise.end() if noise else 0
        if line[begin:].strip():
            stripped = line.rstrip()
            found.append((offset + len(line) - len(line.lstrip()), offset + len(stripped)))
        offset += len(line) + 1
    return found


def _plain(line: str) -> str:
    words = line.lower().replace("’", "'").replace("‘", "'")
    noise = _NOISE.match(words)
    words = words[noise.end() :] if noise else words
    lead = _LEAD.match(words)
    return words[lead.end() :] if lead else words


def _between_headers(written: list[bool]) -> tuple[int, int]:
    """Bounds of the lines without those above and below that nobody says ("Visit date: …")."""
    first, stop = 0, len(written)
    while first < min(_MOST_HEADERS, stop) and written[first]:
        first += 1
    while stop > max(first, len(written) - _MOST_HEADERS) and written[stop - 1]:
        stop -= 1
    return first, stop


def _is_talk(said: list[str], leanings: list[float]) -> bool:
    """Whether both sides are surely heard and most of what is longer than an answer tells of one."""
    clinician = any(x >= _SURE_OF_CLINICIAN for x in leanings)
    patient = any(x <= _SURE_OF_PATIENT for x in leanings) or any(
        asked >= _SURE_OF_CLINICIAN and answer <= 0 and len(words.split()) <= _ANSWER_WORDS
        for asked, answer, words in zip(leanings, leanings[1:], said[1:], strict=False)
    )
    long = [x for words, x in zip(said, leanings, strict=True) if len(words.split()) > _ANSWER_WORDS]
    telling = sum(1 for x in long if abs(x) >= 1.0)
    return clinician and patient and telling >= len(long) * _SHARE_TELLING


def _speakers(leanings: list[float], switch: float) -> list[Speaker]:
    """The likeliest speakers: the leanings of all lines together with the changes between them."""
    sides = (Speaker.CLINICIAN, Speaker.PATIENT)
    best = [leanings[0], -leanings[0]]
    steps: list[tuple[int, int]] = []
    for value in leanings[1:]:
        step, scores = [], []
        for side, sign in ((0, 1.0), (1, -1.0)):
            changed, stayed = best[1 - side] + switch, best[side]
            step.append(1 - side if changed >= stayed else side)
            scores.append(max(changed, stayed) + sign * value)
        steps.append((step[0], step[1]))
        best = scores
    side = 0 if best[0] >= best[1] else 1
    found = [side]
    for step_of in reversed(steps):
        side = step_of[side]
        found.append(side)
    return [sides[x] for x in reversed(found)]


@cache
def _ways() -> _Ways:
    table = tomllib.loads(files("chartside.ingest.knowledge").joinpath("spoken_lines.toml").read_text("utf-8"))
    openers = "|".join(re.escape(w) for w in sorted(table["openers"], key=len, reverse=True))
    verbs = "|".join(re.escape(w) for w in sorted(table["instructions"], key=len, reverse=True))
    return _Ways(
        cues=tuple(
            (
                row["weight"] if row["role"] == "clinician" else -row["weight"],
                re.compile(row["pattern"], re.M),
                re.compile(row["not_before"]) if "not_before" in row else None,
            )
            for row in table["cue"]
        ),
        instructs=re.compile(rf"(?:^|[.,;!?…]\s)\W{{0,3}}(?:(?:{openers})\b[\s,.]{{1,4}}){{0,4}}(?:{verbs})\b(?!ing|\s(?:hurts|is|was|feels))"),
        written=tuple(re.compile(row["pattern"], re.M) for row in table["written"]),
    )
