"""Finding the turns of a conversation in any text: `PT: …`, `[doctor] …`, `00:01:02 PATIENT: …`."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace

from chartside.domain.source import Segment
from chartside.ingest.speakers import is_role_label, roles_of
from chartside.ingest.spoken_lines import spoken_lines

_CLOCK = r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_WORD = r"[A-Za-z][A-Za-z0-9_.'’&#/-]{0,30}"
_NAME = rf"{_WORD}(?:,?[ ][A-Za-z0-9][A-Za-z0-9_.'’&#/-]{{0,30}}){{0,3}}"
# Every repetition is bounded, so that no line of hostile text costs more than its length.
_TURN = re.compile(
    rf"^[ \t>*_-]{{0,8}}(?:[\[(]?(?P<before>{_CLOCK})[\])]?[ \t]{{0,4}}(?:[-–—>|][ \t]{{0,4}})?)?[*_]{{0,3}}"
    rf"(?:\[(?P<boxed>{_NAME})\][ \t]{{0,4}}:?"
    rf"|(?P<plain>{_NAME})(?:[ \t]{{0,4}}[\[(](?P<after>{_CLOCK})[\])])?[*_]{{0,3}}[ \t]{{0,4}}:"
    rf"|(?P<above>{_NAME})[ \t]{{1,8}}[\[(]?(?P<beside>{_CLOCK})[\])]?[ \t]{{0,8}}$)"
    rf"[*_]{{0,3}}(?=\s|$)",
    re.M,
)
_LEADING_SPACE = re.compile(r"\s{0,80}")
_SHARE_OF_LINES = 0.5
_FEWEST_BY_NAME = 6
_FEWEST_BESIDE_ROLE = 4
_SOAP_LETTERS = 3
_MOST_SPEAKERS = 12


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says at one go.

    Attributes:
        start: Offset of the first character of its line, stamp and label included.
        end: Offset after its last word.
        words: Offset at which the words begin.
        label: The speaker's label as written.
        seconds: Time of the start, when written.
    """

    start: int
    end: int
    words: int
    label: str
    seconds: float | None


def turns_of(text: str) -> tuple[Turn, ...]:
    """The turns of a text, none unless it is a conversation.

    In a conversation two labels that name roles take turns, or names on at least half of its lines ask and answer;
    a note with `S:`, `O:`, `A:`, `P:` or with a header of `Patient: …` and `PT: …` is none.
    """
    found = [_turn(text, match) for match in _TURN.finditer(text)]
    if not found:
        return ()
    counts = Counter(turn.label for turn in found)
    accepted = {label for label in counts if is_role_label(label)} | {x for x, n in counts.items() if n > 1}
    turns = [turn for turn in found if turn.label in accepted]
    if not _is_conversation(text, turns):
        return ()
    closed = [
        replace(turn, end=_trimmed_end(text, turn.words, following.start))
        for turn, following in itertools.pairwise(turns)
    ]
    last = turns[-1]
    closed.append(replace(last, end=_trimmed_end(text, last.words, _end_of_last(text, last))))
    return tuple(closed)


def spoken_segments(text: str, segments: tuple[Segment, ...]) -> tuple[tuple[Segment, ...], bool]:
    """The segments of a text with speakers, and whether it is a conversation.

    Segments a reader already made (lines of a page, cues with times) keep their bounds and get the label and role of
    the turn they stand in; a text without segments gets one segment a turn.
    """
    labelled = [s for s in segments if s.label]
    if labelled:
        roles = roles_of([(s.label or "", text[s.start : s.end]) for s in labelled])
        return tuple(replace(s, speaker=roles[s.label]) if s.label else s for s in segments), True
    turns = turns_of(text)
    if not turns:
        return _unlabelled(text, segments)
    roles = roles_of([(turn.label, text[turn.words : turn.end]) for turn in turns])
    if not segments:
        return tuple(
            Segment(t.start, t.end, label=t.label, speaker=roles[t.label], seconds=t.seconds) for t in turns
        ), True
    starts = [turn.start for turn in turns]
    marked: list[Segment] = []
    for segment in segments:
        index = bisect_right(starts, segment.start) - 1
        if index >= 0 and segment.start < turns[index].end:
            turn = turns[index]
            segment = replace(
                segment,
                label=turn.label,
                speaker=roles[turn.label],
                seconds=segment.seconds if segment.seconds is not None else turn.seconds,
            )
        marked.append(segment)
    return tuple(marked), True


def _unlabelled(text: str, segments: tuple[Segment, ...]) -> tuple[tuple[Segment, ...], bool]:
    """The lines of a conversation without labels, or the segments as they are."""
    timed = bool(segments) and all(s.seconds is not None for s in segments)
    lines = spoken_lines(text, cut_anywhere=timed) if timed or not segments else ()
    if not lines:
        return segments, False
    if not segments:
        return tuple(Segment(line.start, line.end, speaker=line.speaker) for line in lines), True
    said = {line.start: line.speaker for line in lines}
    return tuple(replace(s, speaker=said.get(s.start)) for s in segments), True


def seconds_of(stamp: str) -> float:
    """Seconds of a time stamp: `mm:ss`, `hh:mm:ss`, with a fraction after "." or ",".

    Raises:
        ValueError: It is none.
    """
    total = 0.0
    for part in stamp.strip().replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total


def _turn(text: str, match: re.Match[str]) -> Turn:
    stamp = match.group("before") or match.group("after") or match.group("beside")
    label = (match.group("boxed") or match.group("plain") or match.group("above")).strip()
    space = _LEADING_SPACE.match(text, match.end())
    words = space.end() if space else match.end()
    return Turn(match.start(), match.end(), words, label, seconds_of(stamp) if stamp else None)


def _is_conversation(text: str, turns: list[Turn]) -> bool:
    counts = Counter(turn.label for turn in turns)
    if not 2 <= len(counts) <= _MOST_SPEAKERS or len({"S", "O", "A", "P"} & set(counts)) >= _SOAP_LETTERS:
        return False
    lines = sum(1 for line in text.split("\n") if line.strip())
    carried = len(turns) / lines >= _SHARE_OF_LINES
    asked = any("?" in text[a.words : b.start] for a, b in itertools.pairwise(turns))
    if sum(1 for label in counts if is_role_label(label)) >= 2:
        single_letters_return = all(n > 1 for label, n in counts.items() if len(label) == 1)
        return single_letters_return and ((carried and asked) or _takes_turns(turns))
    changes = sum(a.label != b.label for a, b in itertools.pairwise(turns))
    fewest = _FEWEST_BESIDE_ROLE if any(is_role_label(label) for label in counts) else _FEWEST_BY_NAME
    return carried and asked and len(turns) >= fewest and changes >= len(turns) / 3


def _takes_turns(turns: list[Turn]) -> bool:
    """Whether at least two speakers come back: lines may be wrapped, so their share says little."""
    counts = Counter(turn.label for turn in turns)
    return sum(1 for n in counts.values() if n > 1) >= 2 and len(turns) >= 4


def _end_of_last(text: str, turn: Turn) -> int:
    """The last turn ends with its paragraph: what follows an empty line is no longer said by that speaker."""
    gap = re.compile(r"\n[ \t]*\n").search(text, turn.words)
    return gap.start() if gap else len(text)


def _trimmed_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
