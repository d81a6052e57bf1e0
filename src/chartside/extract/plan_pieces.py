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

import ahocorasick

from chartside.extract.plan_frequency import daily, frequencies
from chartside.extract.reading import Line, Reading, Zone
from chartside.extract.sentences import Sentence, sentences
from chartside.extract.service_minutes import service_times
from chartside.extract.treatment_blocks import HOME, blocks
from chartside.extract.vocabulary import folded_text, rows

_STOP = re.compile(r"[;\n.!|•▪●]")
_SPOKEN_STOP = re.compile(r"[;\n.!|•▪●]|\bperiod\b(?! of)|\bnew paragraph\b")
_ABBREVIATED = frozenset(
    {
        "dr",
        "mr",
        "ms",
        "mrs",
        "vs",
        "cont",
        "incr",
        "prog",
        "freq",
        "approx",
        "mod",
        "w/o",
        "appt",
        "e.g",
        "i.e",
        "re",
        "dur",
        "pt",
        "no",
        "st",
    }
)
_SHORTENED = ("cont", "cont.", "prog", "prog.", "incr", "incr.", "freq", "freq.", "approx.", "appt.", "con't.")
_LAST_WORD = re.compile(r"[a-z./]+$")
_MARKS = (":", " :", "=", " =", " - ", "- ", " — ", " > ", " → ", ") ", "**:", ":**", "*:", "--", " --")
_OTHER_LETTER = re.compile(r"\s*[soa][ \t]?[):=]", re.I)
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
    r"\b(?:precautions?|prec|signed|license|therapist|electronically|timed|(?<!weeks )(?<!wks )(?<!visits )(?<!x )total(?! of)|tot|time in|charges?|bill(?:ed|able)?)\b|\b(?:in|out):? \d{4}\b"
    r"|\d:\d\d|\b(?:te|ta|mt|nmr)\d\b|\bdob\b|\bgoals? (?:are|were) met\b|\b[9g]\d{4}(?:-\w\w)? ?x ?\d|\b9\d{4}\b[^\n]{0,40}\d ?(?:min|')|\b(?:evaluation|training|therapy|exercise|eval),? \d+ min|\bno \w+ing\b"
)
_GOAL = re.compile(
    r"\W*(?:(?:pt|patient|functional|new|updated|short term|long term) )?(?:[sl]tgs?|goals?)\b(?! (?:met|review))"
)
_DOSE = re.compile(
    r"\b\d{1,2} ?(?:x|×) ?\d{1,3}\b|\b(?:reps?|repetitions|sets)\b|\b(?:sec|second)s? hold|\bevery (?:\w+ )?hours?\b|\b(?:times|x) ?(?:a|per|/) ?day\b|\b(?:twice|once) (?:a day|daily)\b|\bdaily\b"
)
_MOVES = re.compile(
    r"\b(?:next|nv|add|progress\w*|prog|advance|begin|start|initiate|incr\w*|trial|cont(?:inue)?|wean|introduce|visit|session|return|refer\w*|d/c|discharge|reassess|re-?eval|recheck|retest)\b"
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
def _openers() -> tuple[ahocorasick.Automaton, dict[str, frozenset[str]]]:
    """Words that open plans and labels with their mark, to be found all at once, and the kinds of the former."""
    kinds: dict[str, set[str]] = {}
    for row in rows("plan_words.toml", "opener"):
        for word in row["words"]:
            kinds.setdefault(word, set()).add(row["kind"])
    labels = {word: str(row["opens"]) for row in rows("plan_words.toml", "label") for word in row["words"]}
    automaton = ahocorasick.Automaton()
    for word in kinds:
        automaton.add_word(word, (len(word), word, ""))
    for word, opens in labels.items():
        for mark in _MARKS:
            automaton.add_word(word + mark, (len(word) + len(mark), "", opens))
    automaton.make_automaton()
    return automaton, {word: frozenset(k) for word, k in kinds.items()}


class _Openers:
    """Where in a source words stand that open a plan, by kind, and labels."""

    def __init__(self, folded: str) -> None:
        automaton, kinds = _openers()
        self._at: dict[int, set[str]] = {}
        self._cues: list[int] = []
        self._contacts: list[int] = []
        self.labels: dict[int, tuple[str, int]] = {}
        for last, (length, word, opens) in automaton.iter(folded):
            start, end = last + 1 - length, last + 1
            if start > 0 and (folded[start - 1].isalnum() or folded[start - 1] in "/_"):
                continue
            if opens:
                self.labels[start] = opens, end
            elif end == len(folded) or not (word[-1].isalnum() and (folded[end].isalnum() or folded[end] == "_")):
                self._at.setdefault(start, set()).update(kinds[word])
        self._all = sorted({*self._at, *self.labels})
        for start in self._all:
            if "cue" in self._at.get(start, ()):
                self._cues.append(start)
            if "contact" in self._at.get(start, ()):
                self._contacts.append(start)

    def any(self, start: int, end: int) -> bool:
        """Whether anything that opens a plan begins in a stretch."""
        index = bisect_left(self._all, start)
        return index < len(self._all) and self._all[index] < end

    def opens(self, kind: str, offset: int) -> bool:
        """Whether words of a kind begin at an offset."""
        return kind in self._at.get(offset, ())

    def cued(self, start: int, end: int) -> bool:
        """Whether words that tell a plan wherever they stand are in a stretch."""
        index = bisect_left(self._cues, start)
        return index < len(self._cues) and self._cues[index] < end

    def contact(self, start: int, end: int) -> int | None:
        """Where a stretch tells of a message to another provider."""
        index = bisect_left(self._contacts, start)
        return self._contacts[index] if index < len(self._contacts) and self._contacts[index] < end else None


def plan_pieces(reading: Reading) -> Iterator[Piece]:
    """Pieces of what a note plans, and others in which a frequency may stand; in order of place."""
    folded = folded_text(reading)
    home = [(b.head, b.end) for b in blocks(reading) if b.category == HOME and b.start < b.end]
    treated = [(b.start, b.end) for b in blocks(reading) if b.category != HOME]
    timed = [t.start for t in service_times(reading)]
    talk = reading.is_dialogue
    openers = _Openers(folded)
    stop = _SPOKEN_STOP if "period" in folded or "new paragraph" in folded else _STOP
    part: _Part | None = None
    for sentence in _joined(reading, folded):
        if sentence.line.speaker is not None:
            continue
        if part is None or sentence.line is not part.line:
            part = _part(sentence.line, part, openers)
        if part.signed:
            continue
        if (
            part.state not in ("plan", "next")
            and not openers.any(sentence.start, sentence.end)
            and not frequencies(reading, sentence.start, sentence.end)
        ):
            continue
        for start, end in _cut(folded, sentence.start, sentence.end, stop):
            head = _head(folded, start, end)
            label = openers.labels.get(head)
            if label:
                part.open(label[0], first=start == sentence.line.body)
                start = start if label[0] == "next" else label[1]
                head = _head(folded, start, end)
            elif _PLAN_FOLLOWS.match(folded, start, end):
                part.open("plan", first=False)
            planned = not talk or part.zone is not Zone.UNKNOWN
            told = planned and (part.state in ("plan", "next") or _opens(reading, head, end, part, openers))
            contact = None if told or not planned or part.zone in _REPORTED else openers.contact(head, end)
            if not told and contact is None and (part.zone in _SILENT or not frequencies(reading, start, end)):
                continue
            if _inside(home, start) and not openers.opens("after_home", head):
                continue
            if _inside(treated, start) and not openers.opens("strong", head):
                continue
            if _left_out(reading, start, end, timed):
                continue
            if contact is not None:
                start, end = contact, _bracket(folded, contact, end)
            yield Piece(start, end, sentence, told or contact is not None)


def _joined(reading: Reading, folded: str) -> Iterator[Sentence]:
    """Sentences, those parted at the full stop of an abbreviation ("Prog. quad sets") joined again."""
    held: Sentence | None = None
    for sentence in sentences(reading):
        if held is not None and held.line is sentence.line:
            sentence = Sentence(held.start, sentence.end, sentence.line, sentence.asks)
        elif held is not None:
            yield held
        short = folded.endswith(_SHORTENED, sentence.start, min(sentence.end + 1, len(folded)))
        held = sentence if short else None
        if held is None:
            yield sentence
    if held is not None:
        yield held


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


def _part(line: Line, before: _Part | None, openers: _Openers) -> _Part:
    signed = _SIGNED.match(line.text) is not None or _SIGNATURE.match(line.text) is not None
    zone = line.zone
    carried = before is not None and before.labelled and zone is before.line.zone and line.body <= line.start + 3
    if before is not None and carried and not _OTHER_LETTER.match(line.text):
        zone = before.zone
    part = _Part(line, zone, signed=signed)
    part.labelled = zone is not line.zone
    if line.zone is Zone.PLAN and line.body > line.start:
        first = line.start + len(line.text) - len(line.text.lstrip(" \t#*_•-"))
        part.state = openers.labels.get(first, (part.state, 0))[0]
    return part


def _bracket(folded: str, start: int, end: int) -> int:
    """Where a bracket closes that was opened before `start`, else `end`."""
    close = folded.find(")", start, end)
    return close if close >= 0 and folded.find("(", start, close) < 0 else end


def _head(folded: str, start: int, end: int) -> int:
    while start < end and not folded[start].isalnum():
        start += 1
    return start


def _opens(reading: Reading, head: int, end: int, part: _Part, openers: _Openers) -> bool:
    """Whether a piece plans by its own words."""
    zone = part.zone
    if zone in _REPORTED:
        return False
    if zone is Zone.GOALS or (part.state == "other" and zone not in _SILENT):
        return openers.opens("after_home", head)
    if openers.opens("strong", head) or (zone not in _SILENT and openers.cued(head, end)):
        return True
    if zone in _WORKED:
        return False
    if part.state == "mixed" and any(f.at < head + 16 for f in frequencies(reading, head, end)):
        return True
    return openers.opens("weak", head)


def _cut(folded: str, start: int, end: int, stop: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    begin = start
    for cut in stop.finditer(folded, start, end):
        if not _stops(folded, cut.start(), cut.end(), end):
            continue
        if folded[begin : cut.start()].strip():
            yield begin, cut.start()
        begin = cut.end()
    if folded[begin:end].strip():
        yield begin, end


def _stops(folded: str, start: int, behind: int, end: int) -> bool:
    """Whether a mark parts what stands before it from what follows."""
    mark = folded[start]
    if mark in ";\n" or mark.isalpha():
        return True
    if behind < end and not folded[behind].isspace():
        return False
    if mark == ".":
        word = _LAST_WORD.search(folded, max(start - 8, 0), start)
        return word is None or word.group() not in _ABBREVIATED
    return mark == "!" or folded[start - 1 : start].isspace()


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
    return bool(dosed) and not frequencies(reading, start, end) and daily(folded, start, end) is None


def _inside(places: list[tuple[int, int]], offset: int) -> bool:
    """Whether an offset lies in one of several places, given in order."""
    index = bisect_right(places, offset, key=lambda p: p[0]) - 1
    return index >= 0 and offset < places[index][1]
