"""A stretch of treatment text cut into parts: at commas and stops, at "and" between exercises, behind a dose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from chartside.extract.dosage import dosed_text
from chartside.extract.reading import Reading
from chartside.extract.treatment_blocks import exercises_in
from chartside.extract.treatment_said import cue_in, word_list

_STOPS = (
    r"(?P<hard>\n|[.!?](?:(?=\s+[\"“A-Z0-9(]|\s*$|\s*\n)"
    r"|(?<=[a-z\d)]{4}[.!])(?<!ther[.!])(?<!post[.!])(?<!flex[.!])(?<!prox[.!])(?<! min[.!])(?<! sec[.!])(?=\s+(?:[a-z]-)?[a-z]{3})"
    r"|(?<=[#'\"°%][.!])(?=\s+[a-z]{3})"
    r"|(?<=\d min[.])(?=\s+(?!of\b|each|for\b|per\b|rest|total|timed|hold|with)[a-z]{3})"
    r"|(?<=\d[.])(?=\s+[a-z]{2,3}\s)))"
)
_CUT = re.compile(rf"(?P<soft>[,;\t|](?:(?<=,)(?!\d{{3}}\b)|(?<=;)|(?<=\t)\t*|(?<=\s\|)(?=\s)))|{_STOPS}")
_CUT_SAID = re.compile(
    rf"(?P<soft>,(?!\d{{3}}\b)|;|\s\|\s|\t+|\b[Cc]omma\b|\bsemicolon\b)|{_STOPS}"
    r"|(?P<said>\b[Pp]eriod\b(?:[ \t]+new paragraph\b)?|\bnew paragraph\b)"
)
_SAID = re.compile(r"[Cc]omma\b|[Pp]eriod\b|semicolon\b|new paragraph\b")
_AND = re.compile(r"\s+(?:and|&|(?P<plus>\+))\s+")
_COUNTED = re.compile(r"\d\s?x|x\s?\d|\d\s?(?:'|min|sec|s\b|reps)|\bsets\b")
_ASIDE = re.compile(r"\([^()\n]*\)|(?<=[ (:])\"[A-Za-z][^\"\n]{1,80}\"|“[^”\n]{1,80}”")
_THEN = re.compile(r"\s+(?:(?:->|→|>)?\s*then|->|→)\s+")
_LONGEST = 400
"""Characters of a part that are read; no exercise is described at greater length."""

_TIMES = re.compile(r"\dx\d|\d\sx|x\s\d")
_DOSED_END = re.compile(
    r"\w.{0,60}?\b\d{1,2}\s?x\s?\d{1,3}(?:\s?(?:s|sec|#|lbs?|ea))?(?:\s\d{1,3}\s?(?:#|lbs?|kg)(?:\s(?:kb|db|dbs))?)?(?=\s+(?:[a-z]+[ -]){0,3}$)"
)


class Part(NamedTuple):
    """A part between two offsets, the number of its sentence, and whether it was joined to the one before or opens a line."""

    start: int
    end: int
    sentence: int
    joined: bool
    fresh: bool = False


def parts_of(reading: Reading, start: int, end: int) -> Iterator[Part]:
    """The parts between two offsets, in order of place."""
    raw = reading.text[start:end]
    masked = raw
    if "(" in raw or '"' in raw or "“" in raw:
        masked = _ASIDE.sub(lambda m: m.group()[0] + "_" * (len(m.group()) - 2) + m.group()[-1], raw)
    begin, sentence, fresh = 0, 0, True
    cuts: list[tuple[int, int, bool]] = []
    for cut in (_CUT_SAID if _SAID.search(masked) else _CUT).finditer(masked):
        cuts.append((cut.start(), cut.end(), cut.lastgroup != "soft"))
    for left, right, hard in (*cuts, (end - start, end - start, True)):
        yield from _joined(reading, start + begin, start + left, sentence, fresh=fresh)
        fresh = hard and "\n" in raw[left:right] if left > begin or not fresh else fresh
        begin, sentence = right, sentence + hard


def _joined(reading: Reading, start: int, end: int, sentence: int, *, fresh: bool) -> Iterator[Part]:
    """A part, parted at "and" where exercises stand on both sides, or before a second exercise with its own dose."""
    folded, begin, joined = dosed_text(reading), start, False
    end = min(end, start + _LONGEST)
    mentions = exercises_in(reading, start, end)
    raw = folded[start:end]
    for link in _AND.finditer(folded, start, end) if "and" in raw or "&" in raw or "+" in raw else ():
        left = [m for m in mentions if begin <= m.start < link.start()]
        right = [m for m in mentions if m.start >= link.end()]
        words = folded[begin : link.start()].split()
        if link["plus"] and not _COUNTED.search(folded, begin, link.start()):
            continue
        again = link["plus"] and _COUNTED.match(folded[link.end() : end].lstrip("0123456789. mph"))
        if left and cue_in(reading, begin, link.start()) and not _COUNTED.search(folded, link.end(), end):
            continue  # what is cued: "vc for step length & heel strike"
        if again or (left and right and len(words) > 1 and right[0].start - link.end() < 30):
            yield Part(begin, link.start(), sentence, joined, fresh)
            begin, joined, fresh = link.end(), True, False
    for link in _THEN.finditer(folded, begin, end) if "then" in raw or "->" in raw or "→" in raw else ():
        if _COUNTED.search(folded, begin, link.start()) and _COUNTED.search(folded, link.end(), end):
            yield Part(begin, link.start(), sentence, joined, fresh)
            begin, joined, fresh = link.end(), True, False
    for mention in mentions:
        gap = folded[begin : mention.start]
        dosed = _DOSED_END.search(gap) if "x" in gap and _TIMES.search(gap) else None
        if dosed and mention.start > begin + 6 and not word_list("attribute").begin(gap.strip()):
            cut = begin + dosed.end()
            yield Part(begin, cut, sentence, joined, fresh)
            begin, joined, fresh = cut, False, False
    if folded[begin:end].strip():
        yield Part(begin, end, sentence, joined, fresh)
