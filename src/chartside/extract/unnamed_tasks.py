"""What a patient cannot or can do again, told by "unable to …" or "back to …" where no known task is named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chartside.domain.facts import Assertion, Function
from chartside.extract.assertions import stance_at
from chartside.extract.context_words import said, said_first
from chartside.extract.function_parts import Part
from chartside.extract.performance import assist_in, device_in
from chartside.extract.phrases import plain, strip
from chartside.extract.reading import Reading
from chartside.extract.vocabulary import folded_text

_LONGEST = 70
_DOING = re.compile(r"\s(?:\w+ing)\b")
_WORD = re.compile(r"\s*(?:[⇡↑⬆]\s?)?[a-z][a-z'/-]+")


def unnamed_task(reading: Reading, part: Part) -> Iterator[Function]:
    """The function of a part whose task is no word of the lexicon."""
    if not part.has("limit", "able", "need"):
        return
    folded = folded_text(reading)
    told = said("functions.told_by").search(folded, part.start, part.end)
    if told is None or part.end - told.end() > _LONGEST or not _WORD.match(folded, told.end(), part.end):
        return
    if told.group().endswith(("difficulty", "trouble")) and not _DOING.match(folded, told.end(), part.end):
        return
    if said_first("functions.told_of_else").match(folded, told.end(), part.end):
        return
    stance = stance_at(reading, told.start(), told.end())
    if stance.category == "NEGATED_EXISTENCE" and stance.cue is not None and stance.cue[0] < told.start():
        return
    if stance.conditional or stance.assertion in (Assertion.GOAL, Assertion.PLANNED, Assertion.FAMILY):
        return
    start, end = strip(folded, told.start(), part.end)
    yield Function(
        evidence=(reading.span(start, end),),
        task=plain(reading.text[told.end() : end]),
        level=plain(reading.text[start:end]),
        assist=assist_in(reading, start, end),
        device=device_in(reading, start, end),
    )
