"""Measured values: what a number measures, of which side, when, before or after treatment.

One pass over the words and numbers of each line. A number belongs to the nearest thing named before it in its sentence
(after it, where "3+/5 for eversion" says so); "(was 72)", "R 38", "108 post" inherit what the number before them
measures. A patient's words give no measured value but pain.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from chartside.domain.facts import When
from chartside.domain.source import Speaker
from chartside.extract.calendar_dates import DayMention, days_in
from chartside.extract.finding_state import Finding, NoteContext
from chartside.extract.finding_tables import TableReader
from chartside.extract.finding_words import SPINE, Token, tokens
from chartside.extract.line_numbers import LineReader
from chartside.extract.line_words import EXAMINED, HEADING, SCREENED, VALUE_AHEAD
from chartside.extract.note_joints import joints_of
from chartside.extract.numerals import Numeral, numerals
from chartside.extract.reading import Line, Reading, Zone
from chartside.extract.shared_work import once_per_source
from chartside.extract.spoken_values import with_spoken

HEADING_LENGTH = 64
_FIRST_AND_LAST = re.compile(
    r"\b(?:initial|eval|baseline|admission|start|ie|soc)\s*/\s*(?:final|d/?c|discharge|now|current|today|last)\b", re.I
)
_DEFINES_SCALE = re.compile(r"\(?\b0\s*(?:=|is|-|–)?\s*(?:none|no pain)\b[^)\n]{0,24}\b10\b[^)\n]{0,24}\)?", re.I)
_AND_LAST = re.compile(r"/\s*(?:final|d/?c|discharge|now|current|today|last)\b")
_NO_PAIN = re.compile(r"0\s*(?:=|is|-)?\s*no(?:ne| pain)\b")
"""Without these in a note the two above are not looked for in it: they begin with plain letters, so they are quick."""

_SECTIONS = frozenset({"dynamometry", "girth", "grip", "strength", "rom"})
_BRACKETS = re.compile(
    r"\b(?:eval|ie|initial|baseline)\b[^.\n]{0,24}\bbrackets?\b|\bbrackets?\b[^.\n]{0,24}\b(?:eval|ie|initial|baseline)\b",
    re.I,
)
_AHEAD = frozenset({Zone.GOALS, Zone.PLAN})
_WITH_NUMBERS = frozenset({"instrument", "target", "position", "moment"})
_GOAL_LINE = re.compile(r"\s*[-•*\d.) ]*(?:STG|LTG|short[- ]term goal|long[- ]term goal|goals?\s*:|stg|ltg)", re.I)
_SCALE = re.compile(r"\bscale\b|out of (?:ten|10)|\b(?:zero|0|one|1) (?:to|through) (?:ten|10)\b|\brate\b", re.I)


@once_per_source
def findings(reading: Reading) -> tuple[Finding, ...]:
    """All measured values of a source in order of place."""
    everything, numbers = tokens(reading), numerals(reading)
    days = [day for day in days_in(reading.text) if day.day is not None]
    starts, number_starts = [t.start for t in everything], [n.start for n in numbers]
    taken = _Taken(everything, starts, days)
    context = NoteContext(joints=joints_of(everything), own_day=reading.source.date)
    if "bracket" in reading.folded and _BRACKETS.search(reading.text):
        context.bracketed = When.BASELINE
    paired = _AND_LAST.search(reading.folded) is not None and _FIRST_AND_LAST.search(reading.text) is not None
    scaled = _NO_PAIN.search(reading.folded) is not None and _DEFINES_SCALE.search(reading.text) is not None
    tables = TableReader(reading, everything, context)
    found: list[Finding] = []
    for line in reading.lines:
        if line.speaker is Speaker.OTHER:
            continue
        first = bisect_left(starts, line.start)
        words = everything[first : bisect_left(starts, line.end, first)]
        number = bisect_left(number_starts, line.start)
        values = numbers[number : bisect_left(number_starts, line.end, number)]
        if values:
            values = tuple([n for n in values if not taken.holds(n, first)])
        row = tables.take(line, words, values)
        if row is not None:
            found.extend(row)
            continue
        if len(line.text) <= HEADING_LENGTH or line.text.isspace():
            _take_section(line, words, values, context)
        if paired and "/" in line.text and _FIRST_AND_LAST.search(line.text):
            context.first_and_last = True
        elif context.first_and_last:
            values = tuple(part for v in values for part in _first_and_last(reading.text, v))
        elif scaled and "10" in line.text and _DEFINES_SCALE.search(line.text):
            values = tuple(v for v in values if not _in_scale(line, v))
        if line.speaker is Speaker.CLINICIAN and _SCALE.search(line.text) and not _other_scale(words):
            context.asked_on = line.number
        skip = not values or line.zone in _AHEAD or _GOAL_LINE.match(line.text) is not None
        if skip and line.speaker is None and context.section_kind is None:
            _names_only(line, words, context)
            continue
        found.extend(LineReader(reading, line, words, () if skip else values, context).read())
    return tuple(with_spoken(reading, found, everything, numbers))


def _first_and_last(text: str, numeral: Numeral) -> tuple[Numeral, ...]:
    """A number over another with space around the bar is two values: "62 / 119"."""
    bar = text.find(" / ", numeral.start, numeral.end)
    if numeral.of is None or bar < 0:
        return (numeral,)
    first = numeral._replace(of=None, end=numeral.first_end)
    return first, numeral._replace(start=bar + 3, value=numeral.of, of=None, first_end=numeral.end)


def _in_scale(line: Line, numeral: Numeral) -> bool:
    """Whether a number explains the scale of a form: "(0 none - 10 worst)"."""
    scale = _DEFINES_SCALE.search(line.text)
    return scale is not None and scale.start() <= numeral.start - line.start < scale.end()


def _names_only(line: Line, words: tuple[Token, ...], context: NoteContext) -> None:
    """What a line without values leaves for later ones: the joint it names, and on which side."""
    side: Token | None = None
    joint: str | None = None
    for token in words:
        kind = token.kind
        if kind == "side":
            side = token
        elif kind == "joint":
            joint = token.value
            short = len(line.text) < HEADING and SCREENED.search(line.text) is None
            if context.joint is None or short or _examined(line, token):
                context.joint, context.joint_place = token.value, (token.start, token.end)
        elif kind == "mark" and token.value in ".!?":
            side = None
            continue
        if kind in ("side", "joint") and side is not None and joint is not None and joint not in SPINE:
            context.sides[joint] = side.value, (side.start, side.end)


def _examined(line: Line, token: Token) -> bool:
    ahead = VALUE_AHEAD.match(line.text, token.end - line.start)
    return line.zone in EXAMINED and ahead is not None


def _take_section(line: Line, words: tuple[Token, ...], values: tuple[Numeral, ...], context: NoteContext) -> None:
    """Keep what a heading line says of the lines under it ("Isokinetic testing, peak torque", "PROM", "Girth (cm)")."""
    if not line.text.strip():
        context.section_kind = context.section_mode = None
        return
    if line.speaker is not None or any(v.unit is None for v in values):
        return
    kinds = [w.value for w in words if w.kind == "target" and w.value in _SECTIONS]
    modes = [w.value for w in words if w.kind == "mode"]
    if (kinds or modes) and not any(w.kind in ("motion", "muscle", "instrument") for w in words):
        context.section_kind = kinds[0] if kinds else None
        context.section_mode = modes[0] if modes else None


class _Taken:
    """Knows which numbers are part of a name ("30 sec chair stand") or of a date."""

    def __init__(self, tokens: tuple[Token, ...], starts: list[int], days: list[DayMention]) -> None:
        self._tokens, self._starts = tokens, starts
        self._days, self._day_starts = days, [day.start for day in days]

    def holds(self, numeral: Numeral, first: int) -> bool:
        """Whether a number is part of one of the tokens from number `first` on, or of a day."""
        start = numeral.start
        before = bisect_left(self._starts, start + 1, first)
        for token in self._tokens[max(before - 3, first) : before]:
            if token.end > start and token.kind in _WITH_NUMBERS:
                return True
        day = self._days[bisect_left(self._day_starts, start + 1) - 1] if self._days else None
        return day is not None and day.start <= start < day.end


def _other_scale(words: tuple[Token, ...]) -> bool:
    """Whether a question asks for dizziness, fatigue or the like and not for pain."""
    named = {w.value for w in words if w.kind == "target"}
    return "other scale" in named and "pain" not in named
