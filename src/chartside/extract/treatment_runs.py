"""Lines of exercises that no heading announces ("- pulleys 2 min", "- wand flexion 2x10", "- scap clock 1x8")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from chartside.extract.dosage import dosed_text
from chartside.extract.mention_index import MentionIndex
from chartside.extract.reading import Line, Reading, Zone

_DOSED = re.compile(
    r"\d ?x ?\d|(?<!\w)x ?\d{1,2}(?![\d/])|\d ?(?:reps?\b|min\b|'(?!'))|\bsets of\b|\d ?(?:sec|s|\") ?x ?\d"
)
_FINDING = re.compile(r"/5\b|/10\b|\bmmhg\b|\bpain\b|\b(?:tot(?:al)?|timed)\b|\b9\d{4}\b|\bwas \d")
_ZONES = frozenset({Zone.UNKNOWN, Zone.OBJECTIVE, Zone.INTERVENTIONS})
_NAMED = re.compile(r"[ \t]*(?:[-*•●▪◦·–]|\(?\d{1,2}[.)])?[ \t]*[a-z]", re.I)
_LEAST, _LONGEST = 3, 160
"""Lines that must name a known exercise, and characters of a line at most; a longer one is prose."""


def exercise_lines(reading: Reading, known: MentionIndex, taken: Sequence[tuple[int, int]]) -> Iterator[Line]:
    """Lines that stand together, each with a dose and most with an exercise that is known.

    Args:
        reading: The source.
        known: Exercises named in it.
        taken: Places where a heading already announces treatment, in order.
    """
    for listed, run in groupby(reading.lines, key=lambda line: _is_dosed(reading, line)):
        if not listed:
            continue
        lines = [line for line in run if not any(start <= line.body < end for start, end in taken)]
        named = sum(_names(known, line) for line in lines)
        if named >= _LEAST and 2 * named > len(lines):
            yield from lines


def _is_dosed(reading: Reading, line: Line) -> bool:
    if line.speaker is not None or line.zone not in _ZONES or not 0 < line.end - line.start <= _LONGEST:
        return False
    folded = dosed_text(reading)
    if _DOSED.search(folded, line.start, line.end) is None or _NAMED.match(line.text) is None:
        return False
    return _FINDING.search(folded, line.start, line.end) is None


def _names(known: MentionIndex, line: Line) -> bool:
    return any(not mention.term.row.get("weak") for mention in known.within(line.start, line.end))
