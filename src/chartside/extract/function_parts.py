"""A sentence about what a patient can do, cut into parts of one task each, and earlier values quoted beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from chartside.domain.facts import Function, When
from chartside.extract.context_words import said_first
from chartside.extract.mention_index import MentionIndex
from chartside.extract.performance import (
    DISTANCE,
    DURATION,
    assist_in,
    device_in,
    devices,
    distance_in,
    helps,
)
from chartside.extract.phrases import plain, segments, strip
from chartside.extract.reading import Reading
from chartside.extract.sentences import Sentence
from chartside.extract.vocabulary import Mention, folded_text

TASKS = frozenset({"walk", "task", "sport", "sleep"})
FUNCTION_FIELDS = frozenset({"prior_function", "current_function", "transfers"})
_LINK = re.compile(r"\s(?:and|then)\s+(?:he |she |i |they )?")
_THEN = re.compile(r"(?:then|and then|second|2nd|next)\b")
_WHEN_THEN = (
    r"(?:i\.?e\.?\b|initial(?: eval)?|eval\b|evaluation|soc\b|baseline|start(?: of care)?|s\.?o\.?c|admission|adm\b"
    r"|when we started|when she started|when he started|at first)"
)
_BEFORE_NOW = (
    r"(?:(?:last|prior|prev|previous) (?:visit|session|time|wk|week|mo|month|tx|rx|note|monday|mon|tues|tue|wed|thurs|thu"
    r"|fri|friday|tuesday|wednesday|thursday)|prior|prev(?:ious(?:ly)?)?(?: best| max)?|before|yesterday|yest|used to be"
    r"|pod\s?#?\d{1,2}|visit #?\d{1,2}|v\d{1,2}|day \d{1,2}|(?:wk|week) \d{1,2}|\d{1,2}/\d{1,2}(?:/\d{2,4})?(?=:| was)|pre-?op)"
)
_LEAD = (
    rf"(?:(?:it |that |which |this )?(?:was|were)|up from|down from|improved from|initially|{_WHEN_THEN}:?(?: was)?"
    rf"|{_BEFORE_NOW}:?(?: was)?)"
)
_EARLIER = re.compile(
    rf"(?:(?P<lead>{_LEAD})\s[^\n]{{1,60}}"
    rf"|[^\n]{{1,40}}?\s*(?:@|\bat|\bon|\bin|\s)\s?(?:the )?(?P<then>{_WHEN_THEN}|{_BEFORE_NOW}))\W*$"
)
_OPENS_EARLIER = re.compile(rf"{_LEAD}\s[^\n]{{1,60}}\W*$")
_WAS = re.compile(
    r"\s(?P<all>(?:was|previously|prev|up from|down from|improved from|vs)\s(?=[^\n]{0,20}\d)[^\n]{1,40})$"
)
_MAY_HAVE_BEEN = re.compile(r" (?:was |prev|from |vs )")
_BASELINE = re.compile(rf"\b{_WHEN_THEN}")
_VALUE = re.compile(
    r"\d|\b(?:unable|one|two|three|four|five|six|eight|ten|fifteen|twenty|thirty|forty|half|none|not|max|mod|min|total|dep\w*"
    r"|good|fair|poor|sba|cga|hha|fww|rw|rollator|spc|crutches)\b"
)
_STOP = re.compile(
    r"(?<!\bmin)(?<!\bmod)(?<!\bmax)(?<!\bext)(?<!\bvs)(?<!\bdr)(?<!\bapprox)(?<!\bno)(?<![ (]\w)\. +(?=[a-z\d])"
)
_MOST_WORDS_ADDED = 14
_LONGEST_EARLIER = 60
_MOST_BOUTS = 4
_JOINED_BOUT = re.compile(r"(?: x\s?\d)?\s*(?:\+|&|,|/|\band\b|\bthen\b|, then)\s*")


class Part(NamedTuple):
    """A segment with its tasks and with the words that tell how they go.

    `end` may lie behind the segment, where further segments belong to the same task.
    """

    start: int
    end: int
    tasks: tuple[Mention, ...]
    marks: tuple[Mention, ...]

    def has(self, *kinds: str) -> bool:
        """Whether a word of one of these kinds stands in the part."""
        for mention in self.tasks:
            if mention.term.kind in kinds:
                return True
        for mention in self.marks:  # noqa: SIM110  # asked so often that a generator is felt
            if mention.term.kind in kinds:
                return True
        return False

    def has_task(self, phrase: str) -> bool:
        """Whether the part's first task is this one."""
        return bool(self.tasks) and self.tasks[0].term.phrase == phrase


def parts_of(reading: Reading, sentence: Sentence, index: MentionIndex) -> list[Part]:
    """Segments, parted again at "and" where a second thing is done ("stood 8 minutes and walked to the mailbox")."""
    folded = folded_text(reading)
    found: list[Part] = []
    for start, end in _segments(folded, sentence.start, sentence.end):
        begin = start
        if folded.find(" and ", start, end) >= 0 or folded.find(" then ", start, end) >= 0:
            for link in _LINK.finditer(folded, start, end):
                does = said_first("functions.does").match(folded, link.end() - 1)
                if does and any(m.kind in TASKS for m in index.within(link.end() - 1, end)):
                    found.append(_part(reading, index, begin, link.start()))
                    begin = link.end()
        found.append(_part(reading, index, begin, end))
    return found


def _segments(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Segments of a sentence, parted also at a full stop before a small letter ("sleeping ok. no N/T")."""
    for low, high in segments(folded, start, end):
        begin = low
        if folded.find(". ", low, high) >= 0:
            for stop in _STOP.finditer(folded, low, high):
                yield begin, stop.start()
                begin = stop.end()
        yield begin, high


def _part(reading: Reading, index: MentionIndex, start: int, end: int) -> Part:
    start, end = strip(reading.text, start, end)
    words = index.within(start, end)
    if not words:
        return Part(start, end, (), ())
    tasks = tuple([m for m in words if m.term.kind in TASKS])
    marks = tuple([m for m in words if m.term.kind not in TASKS]) if len(tasks) < len(words) else ()
    if not tasks and marks and marks[0].kind == "place" and _goes(reading, marks, end):
        lead = folded_text(reading)[start : marks[0].start].split()
        if len(lead) <= 1:
            tasks, marks = marks[:1], marks[1:]
    return Part(start, end, tasks, marks)


def _goes(reading: Reading, marks: tuple[Mention, ...], end: int) -> bool:
    """Whether it is said how a transfer to a place goes: with help, or not at all."""
    unable = len(marks) > 1 and marks[1].term.phrase.startswith("unable")
    return unable or helps(reading).first(marks[0].end, end) is not None


def adds(reading: Reading, part: Part) -> bool:
    """Whether a part without a task of its own goes on with the task before it."""
    folded = folded_text(reading)
    text = folded[part.start : part.end]
    if len(text.split()) > _MOST_WORDS_ADDED:
        return False
    return bool(
        part.has("deviation")
        or said_first("functions.adds").match(text)
        or text.endswith(" only")
        or DISTANCE.search(text, 0, 24)
        or DURATION.search(text, 0, 24)
        or devices(reading).first(part.start, part.end)
        or assist_in(reading, part.start, part.end)
    )


def begins_anew(reading: Reading, part: Part) -> bool:
    """Whether a part tells the next bout of the same task ("then 60' after 3 min rest")."""
    folded = folded_text(reading)
    return bool(_THEN.match(folded, part.start, part.end) and DISTANCE.search(folded, part.start, part.end))


def tells_more(reading: Reading, part: Part, start: int, end: int) -> bool:
    """Whether a part without a task tells another value of the one before: the other side's help, the next distance."""
    if part.tasks or part.end - part.start > 90:
        return False
    folded = folded_text(reading)
    helped = helps(reading).first(part.start, part.end)
    before = helps(reading).first(start, end) if helped is not None else None
    if helped is not None and before is not None and helped.kind != before.kind:
        return folded.count(" ", part.start, helped.start) <= 1
    return bool(DISTANCE.match(folded, part.start, part.end) and DISTANCE.search(folded, start, end))


def more_of(reading: Reading, start: int, end: int, task: str) -> Function:
    """A further value of a task as a fact of its own."""
    distance = distance_in(folded_text(reading)[start:end])
    return Function(
        evidence=(reading.span(start, end),),
        task=task,
        level=plain(reading.text[start:end]),
        assist=assist_in(reading, start, end),
        device=device_in(reading, start, end),
        distance=distance[0] if distance else None,
        distance_unit=distance[1] if distance else None,
    )


def next_bouts(reading: Reading, start: int, end: int) -> Iterator[int]:
    """Where further distances of one bout after another begin ("45 ft + 60 ft w/ FWW")."""
    folded = folded_text(reading)
    first = DISTANCE.search(folded, start, end)
    for _ in range(_MOST_BOUTS):
        joined = first and _JOINED_BOUT.match(folded, first.end(), end)
        first = DISTANCE.match(folded, joined.end(), end) if joined else None
        if first is None:
            return
        yield first.start()


def is_earlier(reading: Reading, part: Part) -> bool:
    """Whether a part tells an earlier value of the task before it ("Min A @ IE", "was 10 minutes when we started")."""
    return is_before(folded_text(reading), part.start, part.end)


def opens_earlier(folded: str, start: int, end: int) -> bool:
    """Whether a sentence of its own begins with the time before this visit ("Prev best 30 ft")."""
    if end - start > _LONGEST_EARLIER or _OPENS_EARLIER.match(folded, start, end) is None:
        return False
    return _VALUE.search(folded, start, end) is not None


def is_before(folded: str, start: int, end: int) -> bool:
    """Whether the words between `start` and `end` are a value with the time before this visit at which it held."""
    if end - start > _LONGEST_EARLIER or _VALUE.search(folded, start, end) is None:
        return False
    return _EARLIER.match(folded, start, end) is not None


def without_earlier(reading: Reading, part: Part) -> tuple[Part, tuple[int, int] | None]:
    """A part without the earlier value at its end ("45 min, was 20"), and where that value stands."""
    folded = folded_text(reading)
    if _MAY_HAVE_BEEN.search(folded, part.start, part.end) is None:
        return part, None
    was = _WAS.search(folded, part.tasks[-1].end if part.tasks else part.start, part.end)
    if was is None or was.start() - part.start < 4:
        return part, None
    end = strip(folded, part.start, was.start())[1]
    return Part(part.start, end, part.tasks, tuple(m for m in part.marks if m.end <= end)), was.span("all")


def earlier_function(reading: Reading, start: int, end: int, task: str) -> Function:
    """The earlier value that stands between `start` and `end` as a fact of its own."""
    baseline = _BASELINE.search(folded_text(reading), start, end)
    return Function(
        evidence=(reading.span(start, end),),
        task=task,
        level=plain(reading.text[start:end]),
        assist=assist_in(reading, start, end),
        when=When.BASELINE if baseline else When.PRIOR,
    )
