"""What makes a symptom worse or better, and how it feels, where that is asked: "What brings it on? – Getting out of the car"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from chartside.domain.facts import Symptom
from chartside.domain.source import Speaker
from chartside.extract.context_words import said, said_first
from chartside.extract.phrases import plain, strip, without_lead_in
from chartside.extract.questions_and_answers import turns
from chartside.extract.reading import Reading
from chartside.extract.sentences import sentences
from chartside.extract.symptom_words import says_nothing, symptom
from chartside.extract.vocabulary import folded_text

_NOTHING = re.compile(r"(?:no,? )?(?:nothing|not (?:really )?anything|none)\b")
_QUESTION = 150
"""Characters at the end of a turn in which the question stands."""

_MOST_SENTENCES = 3
_MOST_WORDS = 24
_WORD = re.compile(r"[a-z']+")
_LAST_QUESTION = re.compile(r"[^.?!\n]*\?[^?]{0,30}$")


def asked_changes(reading: Reading, told: Sequence[Symptom]) -> Iterator[Symptom]:
    """Sentences of answers that tell what changes a symptom, or how it feels, and are not told yet.

    Args:
        reading: The source.
        told: Symptoms found so far.
    """
    folded = folded_text(reading)
    spoken = turns(reading)
    if not spoken:
        return
    taken = sorted((span.start, span.end) for fact in told for span in fact.evidence)
    starts = [s.start for s in sentences(reading)]
    for asked, answered in pairwise(spoken):
        if reading.speaker_at(asked.start) is not Speaker.CLINICIAN:
            continue
        question = _LAST_QUESTION.search(folded, max(asked.start, asked.end - _QUESTION), asked.end)
        verb = _asks(question.group()) if question else None
        if verb is None:
            continue
        first = bisect_left(starts, answered.start)
        for sentence in sentences(reading)[first : first + _MOST_SENTENCES]:
            if sentence.start >= answered.end:
                break
            start, end = without_lead_in(folded, sentence.start, sentence.end, sentence.end - 1)
            start, end = strip(folded, start, end)
            if not _answers(folded[start:end], verb) or _is_taken(taken, start, end) or sentence.asks:
                continue
            words = plain(reading.text[start:end])
            if _NOTHING.match(folded, start, end):
                words, start = f"nothing makes it {verb.split()[0]}", sentence.start
            yield symptom(
                reading, start, end, text=words if words.startswith("nothing makes") else f"{verb} {words}".strip()
            )


def _asks(question: str) -> str | None:
    """What a question about a symptom wants to know, as the words that open the fact."""
    worse = said("symptoms.asks_worse").search(question) is not None
    better = said("symptoms.asks_better").search(question) is not None
    if worse != better:
        return "worse with" if worse else "better with"
    return "" if not worse and said("symptoms.asks_quality").search(question) else None


def _answers(text: str, verb: str) -> bool:
    """Whether a sentence is an answer, not "I don't know", "Okay" or a bare yes."""
    said_words = _WORD.findall(text)
    if not (2 if verb == "" else 1) <= len(said_words) <= _MOST_WORDS or said("symptoms.no_answer").search(text):
        return False
    if said_first("symptoms.bare_answer").match(text) and len(said_words) <= 3:
        return False
    return verb != "" or (said("symptoms.likened").search(text) is not None and not says_nothing(text))


def _is_taken(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    index = bisect_left(taken, (end, -1)) - 1
    return any(b > start for _, b in taken[max(index - 3, 0) : index + 1])
