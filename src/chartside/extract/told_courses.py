"""What limits the patient, and how symptoms answered to treatment: "Limited by SOB, LE weakness", "Sx up to 5, settled in 6 min"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chartside.domain.facts import Symptom
from chartside.domain.source import Speaker
from chartside.extract.cue_lines import places_of
from chartside.extract.lines import is_goal
from chartside.extract.phrases import left_of, plain, strip
from chartside.extract.reading import Reading, Zone
from chartside.extract.sentences import Sentence, sentence_at
from chartside.extract.symptom_words import symptom
from chartside.extract.vocabulary import folded_text

_LIMITED = re.compile(
    r"\b(?:limited|restricted|hindered) (?:primarily |mainly |mostly |by and large )?(?:by|2/2|d/t|due to|secondary to)\s+"
)
_NOT_BY = re.compile(
    r"(?:insurance|time|visit|schedul|transport|space|equipment|protocol|the protocol|precaution|brace|cast|boot)"
)
_ANSWERED = re.compile(
    r"\b(?:(?:sx'?s?|symptoms?|s/s|spasticity|tone|ha|dizziness|soreness|tingling|n/t|numbness|edema|swelling|effusion|stiffness)\s+"
    r"(?:(?:went|came|goes|rose|did|were|was|are|is|has|have|slightly|mildly|only|all|still)\s+){0,2}"
    r"(?:up|down|back to baseline|back down|settled|settles|returned to|increased|decreased|reduced|abolished|provoked|reproduced|eased|resolved"
    r"|unchanged|stable|the same|same|better|worse|milder|less|centrali[sz]ed|peripherali[sz]ed|improved|calmed)"
    r"|no (?:change|increase|inc|worsening) (?:in|of) (?:sx'?s?|symptoms?)"
    r"|(?:fatigues?|fatigued|tires|tired|winded)\s+(?:by|at|after|w/|with|quickly|easily|toward\w*|near)\b)"
)
_CUES = (
    "sx",
    "symptom",
    "s/s",
    "spastic",
    "fatigue",
    "tires",
    "tired",
    "winded",
    "tone ",
    "tingling",
    "dizziness",
    "limited ",
    "swelling",
    "effusion",
    "stiffness",
    "edema",
    "soreness",
    "numbness",
    "ha ",
    "n/t",
    "restricted ",
    "hindered ",
)
_STOP = re.compile(r"\.\s|;|\s\|\s|\s{3,}|\s(?:but|so|continue|will|cont|requires?|needs?|required)\s|\)|\.$|$")
_LONGEST = 120
_ZONES = frozenset({Zone.INTERVENTIONS, Zone.ASSESSMENT, Zone.UNKNOWN, Zone.OBJECTIVE})


def told_courses(reading: Reading) -> Iterator[Symptom]:
    """Facts told by their course, not by a symptom word alone."""
    done = -1
    for place in places_of(folded_text(reading), _CUES):
        sentence = sentence_at(reading, place)
        if sentence is not None and sentence.start > done:
            done = sentence.start
            yield from _of_sentence(reading, sentence)


def _of_sentence(reading: Reading, sentence: Sentence) -> Iterator[Symptom]:
    line = sentence.line
    if line.speaker is Speaker.OTHER or line.zone not in _ZONES or sentence.asks or is_goal(line):
        return
    folded = folded_text(reading)
    limited = _LIMITED.search(folded, sentence.start, sentence.end)
    if limited is not None and not _NOT_BY.match(folded, limited.end()):
        start = left_of(folded, max(sentence.start, limited.start() - 40), limited.start())
        yield from _fact(reading, start, limited.end(), sentence.end)
    if line.zone in (Zone.INTERVENTIONS, Zone.ASSESSMENT) and line.speaker is None:
        answered = _ANSWERED.search(folded, sentence.start, sentence.end)
        if answered is not None:
            yield from _fact(reading, answered.start(), answered.end(), sentence.end)


def _fact(reading: Reading, start: int, end: int, high: int) -> Iterator[Symptom]:
    folded = folded_text(reading)
    stop = _STOP.search(folded, end, min(high, end + _LONGEST))
    low, high = strip(folded, start, stop.start() if stop else min(high, end + _LONGEST))
    if low < high:
        yield symptom(reading, low, high, text=plain(reading.text[low:high]))
