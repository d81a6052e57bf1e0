"""Tests whose result a therapist says aloud after the patient's answer: "Hawkins, does that pinch? – Yes. – Still positive"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from chartside.domain.facts import Side, SpecialTest, TestResult
from chartside.domain.source import Speaker
from chartside.extract.reading import Reading
from chartside.extract.result_signs import signs
from chartside.extract.vocabulary import Mention

_REACH, _TAKEN = 220, 40
"""Characters behind a test in which its result is said, and around one that is read already."""

_SENTENCE = re.compile(r"[.?!]\s+")
_RESULT = re.compile(
    r"(?:(?:that's|it's|so|okay|ok|then|still|yep|yeah|um|again|no|right|alright|well|now|that is|just)[\s,.]+){0,6}(?P<word>positive|negative)\b",
    re.I,
)


def spoken_tests(reading: Reading, mentions: Sequence[Mention], taken: Sequence[int]) -> Iterator[SpecialTest]:
    """Tests whose result the therapist says after the patient's answer: "Hawkins, does that pinch? Yes. Still positive"."""
    places = sorted(taken)
    for number, mention in enumerate(mentions):
        near = bisect_left(places, mention.start - _TAKEN)
        if near < len(places) and places[near] < mention.start + _TAKEN:
            continue
        high = min(len(reading.text), mention.end + _REACH)
        if number + 1 < len(mentions):
            high = min(high, mentions[number + 1].start)
        line = reading.line_at(mention.start)
        for later in reading.lines[line.number - 1 : line.number + 4]:
            if later.start >= high or later.speaker not in (None, Speaker.CLINICIAN):
                continue
            result = next(
                (
                    hit
                    for start in _openings(reading.text, max(later.body, mention.end), min(later.end, high))
                    if (hit := _RESULT.match(reading.text, start, min(later.end, high))) is not None
                ),
                None,
            )
            if result is not None:
                positive = result["word"].lower() == "positive"
                yield SpecialTest(
                    evidence=(reading.span(mention.start, mention.end), reading.span(*result.span("word"))),
                    name=mention.term.name,
                    side=_side_near(reading.text, mention.end, min(line.end, mention.end + 20)),
                    result=TestResult.POSITIVE if positive else TestResult.NEGATIVE,
                )
                break


def _openings(text: str, start: int, end: int) -> Iterator[int]:
    """Where sentences of a short stretch begin."""
    if start < end:
        yield start
        yield from (stop.end() for stop in _SENTENCE.finditer(text, start, end))


def _side_near(text: str, start: int, end: int) -> Side | None:
    return next((s.side for s in signs(text, start, end) if s.kind == "side"), None)
