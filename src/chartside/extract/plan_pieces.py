"""Where a note plans: the pieces of its plan sections, of plan labels within lines, and of sentences that plan by themselves.

A piece is a sentence of a plan or a part of one ("add rows; recheck ROM. d/c nv" has three). What stands among them but
is no plan (goals, home exercises, precautions, minutes, signatures) is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from chartside.extract.plan_frequency import frequencies
from chartside.extract.reading import Line, Reading, Zone
from chartside.extract.sentences import Sentence, sentences
from chartside.extract.service_minutes import service_times
from chartside.extract.treatment_blocks import HOME, blocks
from chartside.extract.vocabulary import folded_text, rows

_ABBREVIATED = r"(?<!\bdr)(?<!\bmr)(?<!\bms)(?<!\bmrs)(?<!\bvs)(?<!\bcont)(?<!\bincr)(?<!\bprog)(?<!\bfreq)(?<!\bapprox)(?<!\bmod)(?<!\bw/o)(?<!\bappt)(?<!\be\.g)(?<!\bi\.e)(?<!\bre)"
_STOP = re.compile(
    rf"[;\n]|\s\|\s|{_ABBREVIATED}[.!](?=\s|$)|\bperiod\b(?! of)|\bnew paragraph\b|\s[•▪●]\s|\s-{{2,3}}\s"
)
_LABEL = re.compile(
    r"[\s*_#•-]*(?:\d{1,2}[.)]\s+)?(?P<label>[a-z][a-z /.'&-]{0,28}?)[*_]*[ \t]*(?::|\)(?=\s)|=|-(?=\s)|—|>(?=\s)|→)[*_]*[ \t]*"
)
_PLAN_FOLLOWS = re.compile(
    r"(?:pt )?plan[ \t]+(?=\d|twice|once|cont|see|to (?:cont|progress|see|add|work)|[btq]iw\b|is (?:to|for)\b|for (?:next|\d))"
)
_NEGATED = re.compile(
    r"\W*(?:no|not|nothing|avoid|must|do not|don't|never|limit(?:ed)? to|keep [a-z ]{2,20} (?:under|below|<))\b(?! (?:further|more) (?:pt|therapy|visits|skilled))"
)
_TAUGHT = re.compile(
    r"\W*(?:pt |patient |caregiver |he |she |they )?(?:was |were |is )?(?:advised|educated|education|edu|ed|instructed|taught|reviewed|verbalized|demonstrated|told|reminded|agrees|agreed|in agreement|consented|tolerated|completed|performed|signed|left|stated|end of (?:dictation|note|report|session)|states|reports|reported|issued today)\b"
)
_CHARGED = re.compile(
    r"\b(?:precautions?|prec|signed|license|therapist|electronically|timed|total|tot|time in|charges?|bill(?:ed|able)?)\b|\b(?:in|out):? \d{4}\b"
    r"|\d:\d\d|\b(?:te|ta|mt|nmr)\d\b|\bdob\b|\bgoals? (?:are|were) met\b|\b[9g]\d{4}(?:-\w\w)? ?x ?\d|\b9\d{4}\b[^\n]{0,40}\d ?(?:min|')|\b(?:evaluation|training|therapy|exercise|eval),? \d+ min|\bno \w+ing\b"
)
_GOAL = re.compile(
    r"\W*(?:(?:pt|patient|functional|new|updated|short term|long term) )?(?:[sl]tgs?|goals?)\b(?! (?:met|review))"
)
_DOSE = re.compile(
    r"\b\d{1,2} ?(?:x|×) ?\d{1,3}\b|\b(?:reps?|repetitions|sets)\b|\b(?:sec|second)s? hold|\bevery (?:\w+ )?hours?\b|\b(?:times|x) ?(?:a|per|/) ?day\b|\b(?:twice|once) (?:a day|daily)\b|\bdaily\b"
)
_MOVES = re.compile(
    r"\b(?:next|nv|add|progress\w*|prog|advance|begin|start|initiate|incr\w*|trial|cont(?:inue)?|wean|introduce|visit|session|return|refer\w*|d/c|discharge)\b"
)
_AT_HOME = re.compile(
    r"\b(?:at home|hep|home program|(?:he|she|pt|patient) (?:will|is to|to) (?:do|perform|complete|practice)|daily|every (?:day|night|morning))\b"
)
_SIGNED = re.compile(r"\s*(?:signed|sign|therapist|electronically|e-signed|precautions?)\b", re.I)
_SIGNATURE = re.compile(
    r"\s*(?!(?:Cont|Continue|Skilled|Plan|Rec|OP|HH|Pt|Patient|Request|Resume|Hold|Recommend|Outpatient|Will|See|P)\b)"
    r"(?:[A-Z][A-Za-z.'’-]*,?\s){1,4}(?:PT|PTA|DPT|MPT|MSPT|OTR|SPT)\b(?:,|\s*$|\s[A-Z]{2,}|\s\d)"
)
_SILENT = frozenset(
    {Zone.SUBJECTIVE, Zone.HISTORY, Zone.GOALS, Zone.HEADER, Zone.BILLING, Zone.INTERVENTIONS, Zone.OBJECTIVE}
)
_REPORTED = frozenset({Zone.SUBJECTIVE, Zone.HISTORY, Zone.HEADER})
_WORKED = frozenset({Zone.INTERVENTIONS, Zone.OBJECTIVE})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a note; `told` where it is a plan, else only its frequencies may be."""

    start: int
    end: int
    sentence: Sentence
    told: bool


@cache
def _labels() -> dict[str, str]:
    """Words before a colon to what they open: "plan", "next", "mixed" (assessment and plan) or "other"."""
    return {word: str(row["opens"]) for row in rows("plan_words.toml", "label") for word in row["words"]}


@cache
def opener(kind: str) -> re.Pattern[str]:
    """Words that open a plan of one kind, at the beginning of a piece."""
    words = [w for row in rows("plan_words.toml", "opener") if row["kind"] == kind for w in row["words"]]
    return _anywhere(words)


def _anywhere(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/])(?:{'|'.join(re.escape(w) for w in sorted(words, key=len, reverse=True))})(?![\w])")


def plan_pieces(reading: Reading) -> Iterator[Piece]:
    """Pieces of what a note plans, and others in which a frequency may stand; in order of place."""
    folded = folded_text(reading)
    home = [(b.head, b.end) for b in blocks(reading) if b.category == HOME and b.start < b.end]
    treated = [(b.start, b.end) for b in blocks(reading) if b.category != HOME]
    timed = [t.start for t in service_times(reading)]
    talk = reading.is_dialogue
    part: _Part | None = None
    for sentence in sentences(reading):
        if sentence.line.speaker is not None:
            continue
        if part is None or sentence.line is not part.line:
            part = _part(folded, sentence.line, part)
        if part.signed:
            continue
        for start, end in _cut(folded, sentence.start, sentence.end):
            label = _LABEL.match(folded, start, end)
            opens = _labels().get(label["label"].strip()) if label else None
            if label and opens:
                part.open(opens, first=start == sentence.line.body)
                start = start if opens == "next" else label.end()
            elif _PLAN_FOLLOWS.match(folded, start, end):
                part.open("plan", first=False)
            if _left_out(reading, start, end, timed):
                continue
            head = _head(folded, start, end)
            if _inside(home, start) and not opener("after_home").match(folded, head, end):
                continue
            if _inside(treated, start) and not opener("strong").match(folded, head, end):
                continue
            if talk and part.zone is Zone.UNKNOWN:
                yield Piece(start, end, sentence, told=False)
                continue
            told = part.state in ("plan", "next") or _opens(reading, head, end, part)
            contact = None if told or part.zone in _REPORTED else opener("contact").search(folded, head, end)
            if told or contact or part.zone not in _SILENT:
                if contact:
                    start, end = contact.start(), _bracket(folded, contact.start(), end)
                yield Piece(start, end, sentence, told or contact is not None)


class _Part:
    """The part of a note in which a line stands: its zone, unless a label says otherwise, and what its last label opens."""

    def __init__(self, line: Line, zone: Zone, *, signed: bool) -> None:
        self.line, self.zone, self.signed = line, zone, signed
        self.labelled = False
        self.state = "plan" if zone is Zone.PLAN else "other" if zone in _SILENT else "open"

    def open(self, opens: str, *, first: bool) -> None:
        """Go over to what a label opens; one at the beginning of a line also holds for the lines below it."""
        self.state = opens
        if opens != "other":
            self.zone = Zone.ASSESSMENT if opens == "mixed" else Zone.PLAN
            self.labelled = first


def _part(folded: str, line: Line, before: _Part | None) -> _Part:
    signed = _SIGNED.match(line.text) is not None or _SIGNATURE.match(line.text) is not None
    zone = line.zone
    if before is not None and before.labelled and zone is before.line.zone and line.body <= line.start + 3:
        zone = before.zone
    part = _Part(line, zone, signed=signed)
    part.labelled = zone is not line.zone
    if line.zone is Zone.PLAN and line.body > line.start:
        label = _LABEL.match(folded, line.start, line.body)
        part.state = _labels().get(label["label"].strip(), part.state) if label else part.state
    return part


def _bracket(folded: str, start: int, end: int) -> int:
    """Where a bracket closes that was opened before `start`, else `end`."""
    close = folded.find(")", start, end)
    return close if close >= 0 and folded.find("(", start, close) < 0 else end


def _head(folded: str, start: int, end: int) -> int:
    while start < end and not folded[start].isalnum():
        start += 1
    return start


def _opens(reading: Reading, head: int, end: int, part: _Part) -> bool:
    """Whether a piece plans by its own words."""
    folded, zone = folded_text(reading), part.zone
    if zone in _REPORTED:
        return False
    if zone is Zone.GOALS or (part.state == "other" and zone not in _SILENT):
        return opener("after_home").match(folded, head, end) is not None
    if opener("strong").match(folded, head, end) or (zone not in _SILENT and opener("cue").search(folded, head, end)):
        return True
    if zone in _WORKED:
        return False
    if part.state == "mixed" and any(f.at < head + 16 for f in frequencies(reading, head, end)):
        return True
    return opener("weak").match(folded, head, end) is not None


def _cut(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for cut in _STOP.finditer(folded, start, end):
        if folded[begin : cut.start()].strip():
            yield begin, cut.start()
        begin = cut.end()
    if folded[begin:end].strip():
        yield begin, end


def _left_out(reading: Reading, start: int, end: int, timed: list[int]) -> bool:
    """Whether a piece among plans is none: a goal, a precaution, teaching, minutes, charges, a home exercise."""
    folded = folded_text(reading)
    if _GOAL.match(folded, start, end) or _NEGATED.match(folded, start, end) or _TAUGHT.match(folded, start, end):
        return True
    if _CHARGED.search(folded, start, end):
        return True
    index = bisect_left(timed, start)
    moves = _MOVES.search(folded, start, end) is not None
    if index < len(timed) and timed[index] < end and not moves:
        return True
    dosed = not moves and _DOSE.search(folded, start, end) and _AT_HOME.search(folded, start, end)
    return bool(dosed) and not frequencies(reading, start, end)


def _inside(places: list[tuple[int, int]], offset: int) -> bool:
    """Whether an offset lies in one of several places, given in order."""
    index = bisect_right(places, offset, key=lambda p: p[0]) - 1
    return index >= 0 and offset < places[index][1]
