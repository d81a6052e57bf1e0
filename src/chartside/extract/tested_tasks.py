"""Tasks used as a test: repetitions, seconds held, "unable", each side a fact of its own; precautions recalled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chartside.domain.facts import Function, When
from chartside.extract.function_parts import earlier_function, is_before
from chartside.extract.lines import is_goal
from chartside.extract.note_parts import is_treated, zone_of
from chartside.extract.phrases import plain, strip
from chartside.extract.questions_and_answers import is_form_line
from chartside.extract.reading import Reading, Zone
from chartside.extract.sentences import bounds
from chartside.extract.vocabulary import Mention, folded_text

_NEVER = frozenset({Zone.GOALS, Zone.BILLING, Zone.PLAN, Zone.INTERVENTIONS})
_SIDE = r"(?:on )?(?:the |her |his )?(?P<{0}>rt|lt|[rlb]|right|left|bilat(?:eral(?:ly)?)?)\b(?: (?:side|leg|le|foot|fwd|forward|lead|leading|in front|behind)\b)?"
_UNABLE = r"unable(?: to (?:complete|perform|attempt|hold|do)(?: \w+)?)?|cannot|can't|could not"
_COUNT = (
    r"(?:x\s?)?\d{1,3}(?:\.\d)?(?:/\d{1,2})?\s?(?:(?:good|full|clean|quality|partial|solid|clean|pain[- ]free)\s)?"
    r"(?P<unit>reps?\b|repetitions\b|s\b|secs?\b|seconds?\b|mins?\b|minutes\b|\"|''|″)?"
)
_WORDS = r"(?:(?:he|she|pt|patient|they|is|was|now|got|did|does|performs?|performed|completes?|completed|held|holds|able to (?:do|hold|perform)|for|to fatigue|to fail(?:ure)?|only|x)\s)*"
_VALUE = rf"{_WORDS}(?P<value>{_UNABLE}|{_COUNT})(?![\w/]|\.\d|\s?x\s?\d|\s?sets?\b|\s?#|\s?lbs?\b|\s?(?:deg|cm|in|inch|ft|m)\b)"
_GAP = r"[\s:=,;.|/-]{0,4}(?:(?:and|to fatigue|to failure|to fail|hold|test|w/ ue support|w/o ue)\b[\s:=,-]{0,3})?"
_SIDE_FIRST = re.compile(rf"{_GAP}{_SIDE.format('side')}[\s:=-]{{0,3}}{_VALUE}")
_VALUE_FIRST = re.compile(rf"{_GAP}{_VALUE}(?:\s(?:full rom\s)?{_SIDE.format('behind')})?")
_NUMBER_BEFORE = re.compile(
    r"(?P<value>\d{1,3}|unable(?: to (?:do|perform))?(?: full rom| a)?)\s(?:good |full |clean )?$"
)
_ON_SIDE = re.compile(rf"\s{_SIDE.format('side')}")
_AND_SIDE = re.compile(rf"[\s,;.]{{1,2}}(?:and |vs )?(?P<value>\d{{1,3}})(?:\sreps?)?\s{_SIDE.format('side')}")
_RECALL = re.compile(
    r"\b(?:recall(?:s|ed)?|verbali[sz](?:es|ed)|able to (?:recall|verbalize|state)|states?d?|knows|maintain(?:s|ed)?)\s(?:only )?"
    r"(?P<first>(?:\d/\d|\d of \d|all \d|none of|no)\s[^.;,(\n]{0,24}prec(?:aution)?s?\b(?:\s(?:w/o|without|w/|with|before|after)\s[^.;,()\n]{1,24})?)"
)
_RECALLED = re.compile(r"[\s,();]{1,4}(?P<all>(?:yest(?:erday)?:? |was |prev(?:iously)? |then )?\d/\d[^.;,()\n]{0,30})")
_SIDES = {"r": "right", "rt": "right", "l": "left", "lt": "left", "b": "both sides"}
_MOST_SIDES, _REACH, _RECALL_REACH = 4, 110, 60
_INCHES, _HIGHEST_STEP = ('"', "''", "″"), 12


def tested(reading: Reading, mentions: Sequence[Mention]) -> Iterator[Function]:
    """Functions of all tests counted in a source, and precautions recalled."""
    for mention in mentions:
        if mention.term.kind in ("test", "measured") and _may_tell(reading, mention.start):
            yield from _counted(reading, mention)
    folded = folded_text(reading)
    place = folded.find(" prec")
    while place >= 0:
        recall = _RECALL.search(folded, max(place - _RECALL_REACH, 0), place + _RECALL_REACH)
        if (
            recall is not None
            and recall.start() < place < recall.end()
            and _may_tell(reading, recall.start(), treated=True)
        ):
            yield from _recalled(reading, recall)
        place = folded.find(" prec", place + 1)


def _may_tell(reading: Reading, offset: int, *, treated: bool = False) -> bool:
    line = reading.line_at(offset)
    if is_goal(line) or is_form_line(reading, line):
        return False
    zone = zone_of(reading, line)
    return (zone not in _NEVER and not is_treated(reading, offset)) or (treated and zone is Zone.INTERVENTIONS)


def _counted(reading: Reading, mention: Mention) -> Iterator[Function]:
    folded = folded_text(reading)
    line = reading.line_at(mention.start)
    limit = min(line.end, mention.end + _REACH)
    task = plain(reading.text[mention.start : mention.end])
    unable_only = mention.kind == "measured"
    position, begin, found = mention.end, mention.start, 0
    while found < _MOST_SIDES:
        piece = _SIDE_FIRST.match(folded, position, limit) or _VALUE_FIRST.match(folded, position, limit)
        if piece is None:
            break
        groups = piece.groupdict()
        side = groups.get("side") or groups.get("behind") or ""
        bare = groups["value"][0].isdigit() and not (side or groups["unit"])
        if bare or _is_height(groups["value"]) or (not found and groups["value"].startswith("x") and not side):
            return
        if found:
            begin = strip(folded, piece.start(), piece.end())[0]
        if not (unable_only and not groups["value"].startswith(("unable", "can", "could"))):
            yield _fact(reading, begin, piece.end(), task, side, groups["value"])
        position, found = piece.end(), found + 1
    if not found and not unable_only:
        yield from _number_before(reading, mention, task)


def _is_height(value: str) -> bool:
    """Whether a value is the height of a step (6") and no time."""
    return value.endswith(_INCHES) and float(value.rstrip("\"'″ ").lstrip("x ").split("/")[0]) <= _HIGHEST_STEP


def _number_before(reading: Reading, mention: Mention, task: str) -> Iterator[Function]:
    """The count in front of the test: "14 single leg heel raises on the right and 25 on the left"."""
    folded = folded_text(reading)
    low, high = bounds(reading, mention.start, mention.end)
    before = _NUMBER_BEFORE.search(folded, max(low, mention.start - 24), mention.start)
    if before is None:
        return
    side = _ON_SIDE.match(folded, mention.end, high)
    if side is None and before["value"][0].isdigit():
        return
    end = side.end() if side else mention.end
    yield _fact(reading, before.start(), end, task, side["side"] if side else "", before["value"])
    other = _AND_SIDE.match(folded, end, min(reading.line_at(end).end, end + 40))
    if side and other:
        start = other.start("value")
        yield _fact(reading, start, other.end(), task, other["side"], other["value"])


def _fact(reading: Reading, start: int, end: int, task: str, side: str, value: str) -> Function:
    start, end = strip(reading.text, start, end)
    sided = f"{task}, {_SIDES.get(side, side)}" if side else task
    return Function(evidence=(reading.span(start, end),), task=sided, level=plain(value))


def _recalled(reading: Reading, recall: re.Match[str]) -> Iterator[Function]:
    task = "recall of precautions"
    start, end = strip(reading.text, recall.start(), recall.end())
    yield Function(evidence=(reading.span(start, end),), task=task, level=plain(reading.text[start:end]))
    folded, position = folded_text(reading), recall.end()
    while (more := _RECALLED.match(folded, position)) is not None:
        start, end = strip(reading.text, *more.span("all"))
        if is_before(folded, start, end):
            yield earlier_function(reading, start, end, task)
        else:
            yield Function(
                evidence=(reading.span(start, end),),
                task=task,
                level=plain(reading.text[start:end]),
                when=When.CURRENT,
            )
        position = more.end()
