"""Goals: short-term and long-term ones, numbered lists, goals in prose, and what a note says of their status."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from chartside.domain.facts import Assertion, Fact, Goal, GoalStatus, GoalTerm
from chartside.domain.source import SourceKind, Speaker
from chartside.extract.amounts import SAID
from chartside.extract.numerals import Numeral, numerals
from chartside.extract.phrases import plain, strip
from chartside.extract.reading import Line, Reading, Zone
from chartside.extract.vocabulary import folded_text

_SPAN = (
    rf"(?:\d{{1,2}}(?:[ \t]?(?:-|–|to)[ \t]?\d{{1,2}})?|{SAID})[ \t-]?(?:wks?|weeks?|w|months?|mos?|visits|days)\b\.?"
)
_LABEL = re.compile(
    rf"(?<![\w/])(?P<new>new |revised |updated )?(?:(?P<short>stgs?|short[- ]?term goals?)|(?P<long>ltgs?|long[- ]?term goals?)|(?P<any>(?:(?:pt|patient|patient's|functional|treatment|therapy|her|his|my)[ ])?goals?))(?![a-z])"
    rf"(?:[ \t]?#?(?P<no>\d{{1,2}}|one|two|three|four|five)(?![\w/.]|[ \t]?(?:min|deg|ft|x\b)))?"
    rf"(?:[ \t]*[(,]?[ \t]*(?:(?:to be )?(?:met |achieved )?(?:in|by|within|x)[ \t])?(?P<due>{_SPAN})[ \t]*\)?)?(?P<colon>[ \t]*(?:[:–-]|is to\b|are to\b|is\b))?[ \t]*"
)
_DUE_FIRST = re.compile(rf"[(]?(?:in |within |by )?(?P<due>{_SPAN})\)?[ \t]*[:,-][ \t]*")
_DUE = re.compile(
    rf"[ \t,(]*\b(?:(?:with)?in|by|x)[ \t]+(?:the next[ \t]+)?(?P<due>{_SPAN}|next \w+|(?:\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w* ?\d{{0,2}})\)?"
)
_STATUS = (
    (GoalStatus.NOT_MET, re.compile(r"\b(?:not (?:yet )?met|unmet|not achieved|not (?:yet )?reached)\b")),
    (
        GoalStatus.PROGRESSING,
        re.compile(
            r"\b(?:progressing|in progress|partially met|partly met|nearly met|almost met|improving|progress(?:ed)? toward|making progress)\b"
        ),
    ),
    (GoalStatus.MET, re.compile(r"\b(?:met|achieved|reached|done|accomplished)\b")),
    (GoalStatus.ONGOING, re.compile(r"\b(?:ongoing|continue[ds]?|continuing|cont)\b")),
    (GoalStatus.REVISED, re.compile(r"\b(?:revised|updated|upgraded|modified)\b")),
)
_NUMBERED = re.compile(
    r"(?:(?<=[.;:,)])|(?<=\s)|^)[ \t]*(?:#|\()?(?P<no>\d{1,2})(?:[.)](?!\d)|(?=[ \t]+[A-Za-z/]))[ \t]+"
)
_PARTS = re.compile(r"[;\n]|\s\|\s|[.](?=\s|$)|\bperiod\b")
_NOTHING = re.compile(r"[ \t]*(?:\n|$)")
_HEAD = re.compile(
    r"(?:(?:[-•*\[\]☐☑_\s]|\d{1,2}[.)](?=\s))+|(?:pt|patient|he|she|they)\b[ \t]+(?:will|to|is to)\b[ \t]+(?:be able to[ \t]+)?|to be able to |the |will |to )+"
)
_ALL = re.compile(
    r"\b(?:all|both|no)(?: of)?(?: the)?(?: short[- ]term| long[- ]term| remaining)? goals?(?: are| were| have been)?(?: now)? (?:met|achieved|ongoing|in progress)\b"
)
_SPOKEN = re.compile(r"\bgoal(?:'s|s are| is| was)? (?:now )?(?:done|met|achieved|reached)\b")
_MET_TERM = re.compile(
    r"\bmet (?:her |his |their |the )?(?:(?P<short>short[- ]term|stg)|(?P<long>long[- ]term|ltg))(?: goals?)?(?: (?:number |#)?(?:\d|one|two|three|four|five))?"
)
_TOLD = re.compile(r"\b(?:meet|meets|met|achieved|reached)\s+(?:the |her |his )?$")
_NO_GOAL = re.compile(
    r"\s*(?:to (?:be )?(?:determined|review)|reviewed|n/a|tbd|see|per|with (?:patient|pt)|discussed|are as|and |of care|sheet|setting)\b"
)
_STATUS_BEHIND = re.compile(
    r"[ \t.;:|(-]*(?:status:?[ \t]*|goal (?:is )?)?(?P<said>(?:partially |partly |not |nearly |almost )?(?:met|achieved|progressing|ongoing|in progress|unmet|revised)\b)"
)
_PLANS = re.compile(
    r"\W*(?:continue\b|cont\b|next (?:visit|session)|plan\b|total\b|timed (?:min|\d)|timed:|time in\b|reduce\b|signed\b"
    r"|(?:the )?(?:patient|pt|he|she) (?:was|has been|tolerated|required|needed|completed)\b)"
)
_DUE_LATER = re.compile(r"\bdue (?:nv|next|at next)\b")
_UNITS = {
    "deg": "deg",
    "s": "s",
    "min": "min",
    "ft": "ft",
    "m": "m",
    "lb": "lb",
    "kg": "kg",
    "%": "%",
    "/10": "/10",
    "cm": "cm",
    "in": "in",
    "m/s": "m/s",
    "reps": "reps",
}
_LONGEST = 260


class Goals:
    """Goals."""

    name = "goals"

    def extract(self, reading: Reading) -> Iterable[Fact]:
        """Goals of a source, in order of place, each place once."""
        kept: list[Goal] = []
        end = -1
        for goal in sorted((*_labelled(reading), *_in_words(reading)), key=lambda g: (g.start, -g.evidence[0].end)):
            if goal.start >= end:
                kept.append(goal)
                end = goal.evidence[0].end
        return tuple(kept)


EXTRACTOR = Goals()


@dataclass(frozen=True, slots=True)
class _Label:
    """A goal label and the stretch it opens."""

    start: int
    body: int
    end: int
    term: GoalTerm | None
    due: str | None
    number: str | None
    new: bool
    colon: bool


def _labelled(reading: Reading) -> Iterator[Goal]:
    for label in _labels(reading):
        yield from _goals_of(reading, label)


def _labels(reading: Reading) -> Iterator[_Label]:
    folded = folded_text(reading)
    found = [m for m in _LABEL.finditer(folded) if _is_label(reading, m)]
    for index, m in enumerate(found):
        line = reading.line_at(m.start())
        end = _end_of_list(reading, line) if _NOTHING.match(folded, m.end()) else line.end
        if index + 1 < len(found):
            end = min(end, max(found[index + 1].start(), m.end()))
        body, due = m.end(), m["due"]
        first = _DUE_FIRST.match(folded, body, end)
        if first and due is None:
            body, due = first.end(), first["due"]
        term = GoalTerm.SHORT if m["short"] else GoalTerm.LONG if m["long"] else None
        yield _Label(m.start(), body, end, term, due, m["no"], bool(m["new"]), bool(m["colon"]) or first is not None)


def _is_label(reading: Reading, found: re.Match[str]) -> bool:
    line = reading.line_at(found.start())
    if line.speaker is Speaker.PATIENT or line.speaker is Speaker.OTHER:
        return False
    if found["any"]:
        before = folded_text(reading)[max(line.start, found.start() - 60) : found.start()].strip(" \t-*•#|:")
        alone = _NOTHING.match(folded_text(reading), found.end()) is not None
        return bool(found["colon"] or (alone and not before)) and (not before or before[-1] in ".;|:")
    return True


def _end_of_list(reading: Reading, line: Line) -> int:
    """End of the list under a label that stands alone on its line."""
    end = line.end
    for following in reading.lines[line.number : line.number + 24]:
        text = following.text
        if not text.strip() or following.zone is not line.zone or re.match(r"\s*[A-Z][A-Za-z ]{2,24}:", text):
            break
        end = following.end
    return end


def _goals_of(reading: Reading, label: _Label) -> Iterator[Goal]:
    folded = folded_text(reading)
    if _NO_GOAL.match(folded, label.body, label.end):
        return
    pieces = list(_pieces(reading, label))
    for index, (start, end) in enumerate(pieces):
        if _PLANS.match(folded, start, end):
            break
        goal = _goal(reading, label, start, end, index)
        if goal is not None:
            yield goal


def _pieces(reading: Reading, label: _Label) -> Iterator[tuple[int, int]]:
    """Single goals of a labelled stretch: numbered ones, else its sentences, lines and cells."""
    folded, line = folded_text(reading), reading.line_at(label.start)
    numbers = [m for m in _NUMBERED.finditer(folded, label.body, label.end) if _counts_up(m)]
    one = label.number is not None or not label.colon
    if (
        numbers
        and not one
        and numbers[0]["no"].isdigit()
        and _in_sequence(numbers)
        and folded[label.body : numbers[0].start()].strip(" .:") == ""
    ):
        for index, m in enumerate(numbers):
            end = numbers[index + 1].start() if index + 1 < len(numbers) else label.end
            stop = _PARTS.search(folded, m.end(), end)
            yield m.end(), stop.start() if stop else end
        return
    begin = label.body
    for cut in _PARTS.finditer(folded, label.body, label.end):
        yield begin, cut.start()
        begin = cut.end()
        if one or (label.term is None and line.zone is not Zone.GOALS and "\n" not in cut.group()):
            return
    yield begin, label.end


def _counts_up(found: re.Match[str]) -> bool:
    return 0 < int(found["no"]) <= 15


def _in_sequence(found: list[re.Match[str]]) -> bool:
    numbers = [int(m["no"]) for m in found]
    return all(b == a + 1 for a, b in pairwise(numbers))


def _goal(reading: Reading, label: _Label, start: int, end: int, index: int) -> Goal | None:
    folded = folded_text(reading)
    end = min(end, start + _LONGEST)
    head = _HEAD.match(folded, start, end)
    low, high = strip(folded, head.end() if head else start, end)
    status = _status(folded, low, high)
    behind = _STATUS_BEHIND.match(folded, end) if status is None else None
    if behind:
        status = _status(folded, behind.start("said"), behind.end())
    if status is not None and behind is None and (high - low < 26 or not label.colon) and index == 0:
        low = label.start
    if not label.colon and status is None and _TOLD.search(folded, max(label.start - 16, 0), label.start):
        return None
    if high - low < 3 or _DUE_LATER.search(folded, low, high) or not re.search(r"[a-z]{2}", folded[low:high]):
        return None
    text = reading.text[low:high]
    if index > 0 and status is None and label.term is None and not re.search(r"\d|\bto\b|\bwill\b", text):
        return None
    due = _DUE.search(folded, low, high)
    value, unit = _target(reading, low, high)
    if text.endswith(")") and text.count("(") < text.count(")"):
        high -= 1
    if text[:1] in "\"“'":
        low += 1
    return Goal(
        evidence=(reading.span(low, high),),
        text=plain(reading.text[low:high]).strip('"“”'),
        term=label.term,
        target_value=value,
        target_unit=unit,
        due=plain(due["due"]) if due else label.due,
        status=GoalStatus.NEW if label.new else status,
    )


def _status(folded: str, start: int, end: int) -> GoalStatus | None:
    return next((status for status, words in _STATUS if words.search(folded, start, end)), None)


def _target(reading: Reading, start: int, end: int) -> tuple[float | None, str | None]:
    """The first number with a unit or a scale in a goal, else its first number."""
    inside: list[Numeral] = [n for n in numerals(reading) if start <= n.start < end]
    telling = [n for n in inside if (n.of or n.unit) and n.unit not in ("wk", "week", "weeks", "day", "visits")]
    if not inside:
        return None, None
    chosen = (telling or inside)[0]
    unit = ("/10" if chosen.of == 10 else "points") if chosen.of else _UNITS.get(chosen.unit or "", chosen.unit)
    return chosen.value, unit


def _sentence_start(folded: str, offset: int) -> int:
    """Where the words of the sentence before `offset` begin, at most ninety characters back."""
    low = max(offset - 90, 0)
    stops = [m.end() for m in re.finditer(r"[.?!\n]", folded[low:offset])]
    return low + (stops[-1] if stops else 0)


def _in_words(reading: Reading) -> Iterator[Goal]:
    """Status of goals in prose and speech ("Every goal is met", "that goal is done", "he met long term goal one")."""
    folded = folded_text(reading)
    if reading.source.kind is SourceKind.INTAKE:
        return
    for pattern in (_ALL, _SPOKEN, _MET_TERM):
        for found in pattern.finditer(folded):
            if reading.speaker_at(found.start()) in (Speaker.PATIENT, Speaker.OTHER):
                continue
            begin = found.start()
            if pattern is _SPOKEN:
                begin = _sentence_start(folded, begin)
            start, end = strip(folded, begin, found.end())
            groups = found.groupdict()
            term = GoalTerm.SHORT if groups.get("short") else GoalTerm.LONG if groups.get("long") else None
            yield Goal(
                evidence=(reading.span(start, end),),
                text=plain(reading.text[start:end]),
                term=term,
                status=_status(folded, start, end),
                assertion=Assertion.PRESENT,
            )
