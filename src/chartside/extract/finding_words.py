"""Words that say what a number measures: joints, motions, muscles, sides, modes, instruments, moments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import ahocorasick

from chartside.domain.clinic_words import ClinicWord, WordKind
from chartside.domain.facts import Side
from chartside.extract.reading import Reading
from chartside.extract.shared_work import once_per_source
from chartside.extract.value_rules import common_words
from chartside.extract.vocabulary import Mention, Term, Vocabulary, folded_text, found_in, rows, with_taught
from chartside.measures import instruments

_LETTER_SIDE = re.compile(
    r"[LRBlr](?:(?<=[°/ ][lr])(?=\s*[,;.)]|\s*$|\s\d)|(?<=[LRB])(?:(?<=B)L)?\)?(?![\w/'’-]|\.\S|\s?-\s?spine))"
)
"""Begins with its letters and looks back from there, so that only they are looked at."""

_SMALL_BEHIND = re.compile(r"\d[°/ ]$")
_SMALL_BEFORE = re.compile(r"[a-z] $")
_SMALL_SIDE = re.compile(r"[rl] (?=[a-z])(?:(?<=[\n,;:(/.a-z0-9] [rl] )|(?<=[\n,;:(-][rl] )|(?<![^\n][rl] ))")
_ONE_SIDE = frozenset({"L", "R"})
_VALUE_BEFORE = re.compile(r"\d\s?(?:cm|mm|in|s|sec|lbs?|kg|deg|°|%|\+|-)?\s?$")
_VALUE_NEXT = re.compile(r"\s?-?\d")
_SIDED = frozenset({"joint", "muscle", "motion", "region"})
"""A small "r" or "l" right before one of these is its side ("r knee arom 5-112")."""

_NO_LETTER_BEFORE = frozenset("/.-_")
_PAIR_LEFT = re.compile(r"(?<!\w)\(?(?P<a>[RL]|right|left)\s?$", re.I)
_PAIR_RIGHT = re.compile(r"\s?(?P<b>[RL]|right|left)\)?(?!\w)", re.I)
PAIR_REACH = 8
_MARKS = re.compile(r"[()\[\],;|\t.!?](?:(?<!\.)|(?=\s+[A-Z0-9\"“]|\s*$))")
"""Of full stops those before a capital letter, a number or the end."""

_MARK_WORDS = ("and", "vs", "vs.", "except", "but")
_FINGER = re.compile(r"[IMRS]F(?!\w)(?<!\w[IMRS]F)")
_AGO = re.compile(r"\b(?:\d{1,2}|one|two|three|four|six) (?:d|days?|wks?|weeks?|mos?|months?) ago\b")
_VISIT = re.compile(r"v(?:isit)? ?#?\d{1,2}\b(?! ?(?:of|/))")
_TEMPERATURE = re.compile(r"T(?=\s?:?\s?9\d\.\d)(?<!\wT)")
_LETTERS = {"L": Side.LEFT, "R": Side.RIGHT, "B": Side.BILATERAL, "BL": Side.BILATERAL}
_RECORDED = {"hhd": "dynamometry"}
_ARC = (
    r"\s*\d{1,3}(?:\s?/\s?\d{1,3})?(?![\d.])\s*(?:°|deg(?:rees?)?)?(?:\s*(?:of\s+)?"
    r"(?:abd(?:uction)?|scap(?:tion)?|elev(?:ation)?|flex(?:ion)?|ext(?:ension)?|er|ir)\b)?"
)
_BENT = (
    r"(?:(?:knees?|hips?|elbows?)\s+(?:is\s+|in\s+)?(?:extended|flexed|straight|bent)\b"
    r"|(?:elbow|elb|knee|wrist|hip)\s(?:bent|straight|extended|flexed)\b)"
)
_AT_ARC = re.compile(
    rf"(?:@|(?:at|in|w/|with)(?![a-z])){_ARC}(?=\s*[:=]?\s*-?\d)|@{_ARC}(?<=[nrdtp])"
    rf"|(?:w/|with\s|in\s)\s*(?:the\s+)?(?:{_BENT}|(?:elbow|elb|knee|wrist|hip)\s(?:ext|flex)\b)"
)
_BENT_LIMB = re.compile(_BENT)
_LIMBS = ("knees", "knee", "hips", "hip", "elbows", "elbow", "elb", "wrist")
_DF_KNEE = re.compile(r"(?<=df\s)knee\s(?:ext|flex)\b")
_PER_SECOND = re.compile(r"(?:@\s?)?(?:60|90|120|180|240|300)\s?(?:deg(?:rees?)?|°)\s?/\s?s(?:ec)?\b")
_PLANE = re.compile(r"scap(?:ular)? plane|in scaption")
_LEVEL = re.compile(
    r"\d{1,2}(?:\.5)?\s?(?:cm|in|inch(?:es)?|\")\s*(?:above|below|prox(?:imal)?|dist(?:al)?|sup(?:erior)?|inf(?:erior)?)\b"
    r"(?:\s+(?:to\s+)?(?:the\s+)?(?:(?:med(?:ial)?|lat(?:eral)?|sup(?:erior)?|inf(?:erior)?)\s+)?"
    r"(?:patellar?(?:\s+pole)?|joint line|jt line|malleol\w+|pole|olecranon|elbow crease|wrist crease|mjl|knee|ankle|wrist)\b)?"
)
_NOT_A_VERB = re.compile(r"\s?(?:strength|mmt|[=:]?\s?-?\d)", re.I)
_CUES = {
    **dict.fromkeys(("@", " at ", " in ", "w/", "with "), "arc"),
    **dict.fromkeys((" flexed", " extended", " straight", " bent", " ext", " flex"), "limb"),
    **dict.fromkeys(("above", "below", "prox", "dist", "sup", "inf"), "level"),
    **dict.fromkeys(("/s", "/ s"), "speed"),
    **dict.fromkeys(("scap plane", "scapular plane", "in scaption"), "plane"),
}
LEVEL_LEAD = 10
_SPELLED_OUT = 5
"""Letters at most of initials that a dictation may spell ("d g i")."""

_DICTATED_MARK = re.compile(r"\b(?:(?P<stop>period|new paragraph)|comma)\b(?! of\b)")
SPINE = frozenset({"cervical", "thoracic", "lumbar"})


class Token(NamedTuple):
    """A word or mark that matters to a finding.

    Attributes:
        kind: "joint", "region" (a part of the body without a motion of its own), "motion", "muscle", "level" (of the spine, a myotome), "side", "pair", "mode", "instrument", "target", "moment", "timing", "lack",
            "correction", "position" (in which a motion was measured, or the level of a girth) or "mark".
        value: Its name ("knee", "left", "prior" …), or the mark itself.
        joint: Joint that the word implies.
        motion: Motion that the word implies.
    """

    start: int
    end: int
    kind: str
    value: str
    joint: str | None = None
    motion: str | None = None


def _terms() -> Iterator[Term]:
    for instrument in instruments().values():
        kind, name = "instrument", instrument.id
        if instrument.recorded_as is not None:
            kind, name = "target", _RECORDED.get(instrument.id, str(instrument.recorded_as))
        for alias in (instrument.id.replace("_", " "), *instrument.aliases):
            yield Term(alias.lower(), kind, name, {}, inflects=False)
            if alias.isalpha() and 3 <= len(alias) <= _SPELLED_OUT:
                yield Term(" ".join(alias.lower()), kind, name, {}, inflects=False)
    for word in common_words():
        yield Term(word, "instrument", word, {}, inflects=False)
    for table in ("muscle", "mode", "joint", "motion", "side", "level", "region"):
        for row in rows("anatomy.toml", table):
            for word in row["words"]:
                yield Term(word.lower(), table, str(row.get("name", "")), row, inflects=False)
    for word in _MARK_WORDS:
        yield Term(word, "mark", word, {}, inflects=False)
    for table in ("target", "moment", "timing", "lack", "correction"):
        for row in rows("finding_words.toml", table):
            for word in row["words"]:
                yield Term(word.lower(), table, str(row["kind"]), row, inflects=False)


@cache
def _position_cues() -> ahocorasick.Automaton:
    cues = ahocorasick.Automaton()
    for cue, kind in _CUES.items():
        cues.add_word(cue, (len(cue), kind))
    cues.make_automaton()
    return cues


def _positions(folded: str) -> list[Token]:
    """Positions in which motions were measured, looked for only where a word of one stands."""
    found: list[Token] = []
    at = 0
    for last, (length, kind) in _position_cues().iter(folded):
        first = last + 1 - length
        match = _position(folded, first, kind) if first >= at else None
        if match is not None and match.start() >= at:
            found.append(Token(match.start(), match.end(), "position", match.group()))
            at = match.end()
    return found


def _position(folded: str, first: int, kind: str) -> re.Match[str] | None:
    """The position of which a cue at `first` is part."""
    if kind == "arc":
        return _AT_ARC.match(folded, first + (folded[first] == " "))
    if kind == "speed":
        return _PER_SECOND.search(folded, max(first - LEVEL_LEAD, 0), first + LEVEL_LEAD)
    if kind == "plane":
        return _PLANE.match(folded, first)
    if kind == "level":
        lead = folded[max(first - LEVEL_LEAD, 0) : first]
        digit = next((n for n, c in enumerate(lead) if c.isdigit()), None)
        return None if digit is None else _LEVEL.match(folded, first - len(lead) + digit)
    limb = next((w for w in _LIMBS if folded.endswith(w, 0, first)), None)
    if limb is None:
        return None
    return _BENT_LIMB.match(folded, first - len(limb)) or _DF_KNEE.match(folded, first - len(limb))


@cache
def _vocabulary() -> Vocabulary:
    return Vocabulary(_terms())


@lru_cache(maxsize=4)
def _taught_measures(words: tuple[ClinicWord, ...]) -> Vocabulary:
    return Vocabulary(
        Term(written.lower(), "instrument", word.id, {}, inflects=False)
        for word in words
        if word.kind is WordKind.MEASURE
        for written in (*word.written, word.means)
    )


def _found(reading: Reading, folded: str) -> tuple[Mention, ...]:
    found = found_in(reading, _vocabulary())
    if "sup>" in folded or "sup<" in folded:  # supine to sit, no supination
        found = tuple(m for m in found if not (m.term.phrase == "sup" and folded[m.end : m.end + 1] in ("<", ">")))
    return with_taught(found, _taught_measures(reading.words).find(folded)) if reading.words else found


@cache
def hinges() -> frozenset[str]:
    """Joints whose range is written from extension to flexion ("5-105")."""
    return frozenset(row["name"] for row in rows("anatomy.toml", "joint") if row.get("hinge"))


def is_hinge(joint: str | None) -> bool:
    """Whether a joint is a hinge, by itself or as a finger's ("index finger PIP")."""
    return joint is not None and (joint in hinges() or joint.rsplit(" ", 1)[-1] in hinges())


@cache
def _finger_letters() -> dict[str, str]:
    return {letters: row["name"] for row in rows("anatomy.toml", "joint") for letters in row.get("letters", ())}


@cache
def finger_joints() -> dict[str, str]:
    """The role of each finger ("digit") and each joint of one ("part"), by name."""
    found = {row["name"]: "digit" for row in rows("anatomy.toml", "joint") if row.get("digit")}
    found |= {row["name"]: "part" for row in rows("anatomy.toml", "joint") if row.get("part")}
    return found | {"thumb": "digit", "finger": "digit"}


def _pairs(text: str) -> Iterator[Token]:
    """Both sides announced together: "R/L", "(left / right)"."""
    bar = text.find("/")
    while bar >= 0:
        left = _PAIR_LEFT.search(text, max(bar - PAIR_REACH, 0), bar)
        right = _PAIR_RIGHT.match(text, bar + 1) if left is not None else None
        if left is not None and right is not None:
            yield Token(left.start(), right.end(), "pair", "right" if left["a"][0] in "rR" else "left")
        bar = text.find("/", bar + 1)


def _bar_sides(text: str) -> Iterator[Token]:
    """A side at a bar that parts two values: "9 s/L 24 s", "4 cm L/11 R"."""
    bar = text.find("/")
    while bar >= 0:
        front, back = text[bar - 1 : bar], text[bar + 1 : bar + 2]
        if front in _ONE_SIDE and back.isdigit() and _VALUE_BEFORE.search(text, max(bar - 10, 0), bar - 1):
            yield Token(bar - 1, bar, "side", _LETTERS[front].value)
        elif (
            back in _ONE_SIDE and _VALUE_NEXT.match(text, bar + 2) and _VALUE_BEFORE.search(text, max(bar - 10, 0), bar)
        ):
            yield Token(bar + 1, bar + 2, "side", _LETTERS[back].value)
        bar = text.find("/", bar + 1)


def _letter_sides(text: str) -> Iterator[Token]:
    """Sides in one letter: capitals that stand alone, "(L)", small letters beside a number."""
    for m in _LETTER_SIDE.finditer(text):
        start, end = m.span()
        before = text[start - 1] if start else " "
        letter = m.group().rstrip(")")
        if letter.islower():
            near = text[max(start - 2, 0) : start]
            if _SMALL_BEHIND.search(near) or (text[end : end + 1] == " " and _SMALL_BEFORE.search(near)):
                yield Token(start, end, "side", _LETTERS[letter.upper()].value)
            continue
        closed = m.group().endswith(")")
        if before == "(" and closed and not (start > 1 and text[start - 2].isalnum()):
            yield Token(start - 1, end, "side", _LETTERS[letter].value)
        elif not (before.isalnum() or before in _NO_LETTER_BEFORE):
            yield Token(start, end - closed, "side", _LETTERS[letter].value)


def _earlier_visits(folded: str) -> Iterator[tuple[int, int]]:
    """Places of "2 wks ago" and "visit 3"."""
    if " ago" in folded:
        yield from (m.span() for m in _AGO.finditer(folded))
    for m in _VISIT.finditer(folded):
        if not (m.start() and folded[m.start() - 1].isalnum()):
            yield m.span()


@once_per_source
def tokens(reading: Reading) -> tuple[Token, ...]:
    """All tokens of a source in order of place; words first, letters and marks where no word stands."""
    text, folded = reading.text, folded_text(reading)
    positions = _positions(folded)
    inside = {offset for token in positions for offset in range(token.start, token.end)}
    found = positions + [
        Token(start, end, term.kind, term.name, term.row.get("joint"), term.row.get("motion"))
        for start, end, term in _found(reading, folded)
        if start not in inside and (term.phrase != "add" or _NOT_A_VERB.match(text, end))
    ]
    taken = {offset for token in found for offset in range(token.start, token.end)}
    for pair in _pairs(text):
        found.append(pair)
        taken.update(range(pair.start, pair.end))
    for side in (*_letter_sides(text), *_bar_sides(text)):
        if side.start not in taken:
            found.append(side)
            taken.update(range(side.start, side.end))
    named = {token.start for token in found if token.kind in _SIDED}
    for m in _SMALL_SIDE.finditer(folded):
        if m.end() in named and m.start() not in taken and text[m.start()].islower():
            found.append(Token(m.start(), m.start() + 1, "side", _LETTERS[m.group()[0].upper()].value))
            taken.add(m.start())
    found += [
        Token(m.start(), m.end(), "target", "temperature")
        for m in _TEMPERATURE.finditer(text)
        if m.start() not in taken
    ]
    found += [Token(start, end, "moment", "prior") for start, end in _earlier_visits(folded) if start not in taken]
    found += [
        Token(m.start(), m.end(), "joint", _finger_letters()[m.group()])
        for m in _FINGER.finditer(text)
        if m.start() not in taken
    ]
    found += [
        Token(start, start + 1, "mark", text[start])
        for start in map(re.Match.start, _MARKS.finditer(text))
        if start not in taken
    ]
    if "comma" in folded and "period" in folded:
        found += [
            Token(m.start(), m.end(), "mark", "." if m["stop"] else ",")
            for m in _DICTATED_MARK.finditer(folded)
            if m.start() not in taken
        ]
    return tuple(sorted(found, key=_by_place))


def _by_place(token: Token) -> tuple[int, int]:
    return token[0], -token[1]
