"""Words that say what a number measures: joints, motions, muscles, sides, modes, instruments, moments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import ahocorasick

from chartside.domain.clinic_words import ClinicWord, WordKind
from chartside.domain.facts import Side
from chartside.extract.reading import Reading
from chartside.extract.shared_work import once_per_source
from chartside.extract.vocabulary import Mention, Term, Vocabulary, folded_text, rows, with_taught
from chartside.measures import instruments

_LETTER_SIDE = re.compile(
    r"(?<![\w/.-])\(?(?P<letter>[LRB]|BL)\)?(?![\w/'’-]|\.\S|\s?-\s?spine)|(?<=\d[°/ ])(?P<small>[lr])(?=\s*[,;.)]|\s*$|\s\d)"
)
_PAIR = re.compile(r"(?<!\w)\(?(?P<a>[RL]|right|left)\s?/\s?(?P<b>[RL]|right|left)\)?(?!\w)", re.I)
_MARKS = re.compile(r"[()\[\],;|\t.!?]")
_FULL_STOP = re.compile(r"\.(?:\s+[A-Z0-9\"“]|\s*$)")
_MARK_WORDS = ("and", "vs", "vs.", "except", "but")
_FINGER = re.compile(r"(?<!\w)(?:IF|MF|RF|SF)(?!\w)")
_AGO = re.compile(
    r"\b(?:\d{1,2}|one|two|three|four|six) (?:d|days?|wks?|weeks?|mos?|months?) ago\b|\bv(?:isit)? ?#?\d{1,2}\b(?! ?(?:of|/))"
)
_TEMPERATURE = re.compile(r"(?<!\w)T(?=\s?:?\s?9\d\.\d)")
_LETTERS = {"L": Side.LEFT, "R": Side.RIGHT, "B": Side.BILATERAL, "BL": Side.BILATERAL}
_RECORDED = {"hhd": "dynamometry"}
_POSITION = re.compile(
    r"(?:@|\b(?:at|in|w/|with)(?![a-z]))\s*\d{1,3}(?:\s?/\s?\d{1,3})?(?![\d.])\s*(?:°|deg(?:rees?)?)?(?:\s*(?:of\s+)?"
    r"(?:abd(?:uction)?|scap(?:tion)?|elev(?:ation)?|flex(?:ion)?|ext(?:ension)?|er|ir)\b)?(?=\s*[:=]?\s*-?\d)"
    r"|@\s*\d{1,3}(?!\d)\s*(?:°|deg(?:rees?)?)?\s*(?:of\s+)?(?:abd(?:uction)?|scap(?:tion)?|flex(?:ion)?)\b"
    r"|\b(?:w/|with\s+|in\s+)?(?:the\s+)?(?:knees?|hips?|elbows?)\s+(?:is\s+|in\s+)?(?:extended|flexed|straight|bent)\b"
    r"|\b(?:w/|with\s+)?\s?(?:elbow|elb|knee|wrist|hip)\s(?:bent|straight|ext(?:ended)?|flex(?:ed)?)(?=\s*(?:\(?[lr]\)?\b)?\s*[:(=]?\s*[lr]?\s?\d)(?<=bent|ight|nded|exed)"
    r"|(?:w/|with )\s?(?:elbow|elb|knee|wrist|hip)\s(?:ext|flex)\b"
    r"|(?:@\s?)?\b(?:60|90|120|180|240|300)\s?(?:deg(?:rees?)?|°)\s?/\s?s(?:ec)?\b|(?<=df\s)knee\s(?:ext|flex)\b"
    r"|\b\d{1,2}(?:\.5)?\s?(?:cm|in|inch(?:es)?|\")\s*(?:above|below|prox(?:imal)?|dist(?:al)?|sup(?:erior)?|inf(?:erior)?)\b"
    r"(?:\s+(?:to\s+)?(?:the\s+)?(?:(?:med(?:ial)?|lat(?:eral)?|sup(?:erior)?|inf(?:erior)?)\s+)?"
    r"(?:patellar?(?:\s+pole)?|joint line|jt line|malleol\w+|pole|olecranon|elbow crease|wrist crease|mjl|knee|ankle|wrist)\b)?"
)
_NOT_A_VERB = re.compile(r"\s?(?:strength|mmt|[=:]?\s?-?\d)", re.I)
_POSITION_CUES = (
    "@", " at ", " in ", "w/", "with ", " flexed", " extended", " straight", " bent", " ext", " flex", "/s", "/ s",
    "above", "below", "prox", "dist", " sup", " inf",
)  # fmt: skip
POSITION_LEAD = 24
POSITION_REACH = 72
SPINE = frozenset({"cervical", "thoracic", "lumbar"})


@dataclass(frozen=True, slots=True)
class Token:
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
    for cue in _POSITION_CUES:
        cues.add_word(cue, len(cue))
    cues.make_automaton()
    return cues


def _positions(folded: str) -> list[Token]:
    """Positions in which motions were measured, looked for only where a word of one stands."""
    found: list[Token] = []
    at = 0
    for last, length in _position_cues().iter(folded):
        if last < at:
            continue
        begin = max(last + 1 - length - POSITION_LEAD, at)
        match = _POSITION.search(folded, begin, last + POSITION_REACH)
        if match is not None and match.start() <= last:
            found.append(Token(match.start(), match.end(), "position", match.group()))
            at = match.end()
    return found


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
    found = _vocabulary().find(folded)
    return with_taught(found, _taught_measures(reading.words).find(folded)) if reading.words else found


@cache
def hinges() -> frozenset[str]:
    """Joints whose range is written from extension to flexion ("5-105")."""
    return frozenset(row["name"] for row in rows("anatomy.toml", "joint") if row.get("hinge"))


@cache
def _finger_letters() -> dict[str, str]:
    return {letters: row["name"] for row in rows("anatomy.toml", "joint") for letters in row.get("letters", ())}


@cache
def finger_joints() -> dict[str, str]:
    """The role of each finger ("digit") and each joint of one ("part"), by name."""
    found = {row["name"]: "digit" for row in rows("anatomy.toml", "joint") if row.get("digit")}
    found |= {row["name"]: "part" for row in rows("anatomy.toml", "joint") if row.get("part")}
    return found | {"thumb": "digit", "finger": "digit"}


@once_per_source
def tokens(reading: Reading) -> tuple[Token, ...]:
    """All tokens of a source in order of place; words first, letters and marks where no word stands."""
    text, folded = reading.text, folded_text(reading)
    positions = _positions(folded)
    inside = {offset for token in positions for offset in range(token.start, token.end)}
    found = positions + [
        Token(m.start, m.end, m.kind, m.term.name, m.term.row.get("joint"), m.term.row.get("motion"))
        for m in _found(reading, folded)
        if m.start not in inside and (m.term.phrase != "add" or _NOT_A_VERB.match(text, m.end))
    ]
    taken = {offset for token in found for offset in (token.start, token.end - 1)}
    for pair in _PAIR.finditer(text):
        first = "right" if pair["a"][0] in "rR" else "left"
        found.append(Token(pair.start(), pair.end(), "pair", first))
        taken |= set(range(pair.start(), pair.end()))
    for m in _LETTER_SIDE.finditer(text):
        letter = m["letter"] or m["small"].upper()
        start, end = m.span("letter") if m["letter"] else m.span()
        if start in taken:
            continue
        if m.group().startswith("(") and m.group().endswith(")"):
            start, end = m.span()
        found.append(Token(start, end, "side", _LETTERS[letter].value))
        taken |= set(range(start, end))
    found += [
        Token(m.start(), m.end(), "target", "temperature") for m in _TEMPERATURE.finditer(text) if m.start() not in taken
    ]
    found += [Token(m.start(), m.end(), "moment", "prior") for m in _AGO.finditer(folded) if m.start() not in taken]
    found += [
        Token(m.start(), m.end(), "joint", _finger_letters()[m.group()])
        for m in _FINGER.finditer(text)
        if m.start() not in taken
    ]
    found += [
        Token(m.start(), m.end(), "mark", m.group())
        for m in _MARKS.finditer(text)
        if m.start() not in taken and (m.group() != "." or _FULL_STOP.match(text, m.start()))
    ]
    return tuple(sorted(found, key=lambda t: (t.start, -t.end)))
