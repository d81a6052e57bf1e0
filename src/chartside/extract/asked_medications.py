"""Medications in questions with their answers: "Still taking the naproxen? – Just one in the morning"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chartside.domain.facts import Assertion, Medication
from chartside.extract.phrases import plain, segments, strip
from chartside.extract.questions_and_answers import Answer, Exchange
from chartside.extract.reading import Reading
from chartside.extract.vocabulary import folded_text, vocabulary

_ASKED = re.compile(r"\b(?:medications?|medicines?|meds|prescriptions?|pills?)\b")
_TAKING = re.compile(r"\b(?:taking|take|on|use|using|doing|need|needing|had|got|with|still)\b")
_HOW_TAKEN = re.compile(
    r"(?:(?:uh|um|well|just|only|yeah|yes|no|maybe|about|usually|mostly|down to|i take|i'm down to|i'm on|it's|like)\b[\s,.]*)*"
    r"(?:once|twice|one|two|three|four|half|a half|every|\d+|when i|at night|at bedtime|as needed|in the|before|after|with|if i|three times|a couple|a few|sometimes"
    r"|occasionally|most|only|the|daily|nightly|for|last|here and there)\b"
)
_LEAD = re.compile(
    r"(?:(?:uh|um|well|so|yeah|yes|just|only|and|i'm on|i am on|i take|i'm taking|i use|let's see|currently|my|the usual|right now)\b[\s,]*)+"
)
_NO_ITEM = re.compile(
    r"\b(?:i|it|they|he|she|we|you|nothing|none|no|bunch|few|some|lot|remember|know|don't|same|list|wrote|here|this|that|any|other|stuff|things?|everything|nope|not|for|when|if|because|blood|pain)\b"
)
_ARTICLE = re.compile(r"(?:the|a|an|my|some)\s+")
_LONGEST = 90


def asked_medications(reading: Reading, exchange: Exchange) -> Iterator[Medication]:
    """What an exchange tells of medications; a named one with how it is taken."""
    folded = folded_text(reading)
    question = folded[exchange.question_start : exchange.question_end]
    if "allerg" in question:
        return
    named = vocabulary("medications.toml").find(question)
    if named and _TAKING.search(question):
        yield from _named(
            reading, exchange, exchange.question_start + named[0].start, exchange.question_start + named[0].end
        )
        return
    asked = _ASKED.search(question)
    if asked is None:
        return
    answer = folded[exchange.answer_start : exchange.turn_end][:120]
    if exchange.answer is Answer.NO and not vocabulary("medications.toml").find(answer):
        span = reading.span(exchange.question_start, exchange.answer_end)
        yield Medication(evidence=(span,), text=asked.group(), assertion=Assertion.ABSENT)
    elif exchange.answer is Answer.OPEN:
        yield from _listed(reading, exchange)


def _named(reading: Reading, exchange: Exchange, start: int, end: int) -> Iterator[Medication]:
    folded = folded_text(reading)
    name = plain(reading.text[start:end])
    how = _HOW_TAKEN.match(folded, exchange.answer_start, exchange.turn_end)
    stop = exchange.answer_end
    if how and exchange.answer is not Answer.NO:
        sentence = re.compile(r"[^.?!\n]{1,90}").match(folded, exchange.answer_start, exchange.turn_end)
        stop = strip(folded, exchange.answer_start, sentence.end())[1] if sentence else stop
        name = f"{name} {plain(folded[exchange.answer_start : stop])}"
    elif exchange.answer is Answer.OPEN:
        return
    assertion = Assertion.ABSENT if exchange.answer is Answer.NO else Assertion.PRESENT
    span = reading.span(
        exchange.question_start, max(stop, exchange.answer_end if assertion is Assertion.ABSENT else stop)
    )
    yield Medication(evidence=(span,), text=name, assertion=assertion)


def _listed(reading: Reading, exchange: Exchange) -> Iterator[Medication]:
    """Items of an answer that no known name explains: "Just vitamin D, and the pill"."""
    folded = folded_text(reading)
    lead = _LEAD.match(folded, exchange.answer_start, exchange.answer_end)
    begin = lead.end() if lead else exchange.answer_start
    if not vocabulary("medications.toml").find(folded, begin, exchange.answer_end):
        return
    for low, high in segments(folded, begin, min(exchange.answer_end, begin + _LONGEST)):
        for start, end in _parts(folded, low, high):
            article = _ARTICLE.match(folded, start, end)
            bare = article.end() if article else start
            item = folded[bare:end]
            if not item or len(item.split()) > 3 or _NO_ITEM.search(item):
                continue
            if not vocabulary("medications.toml").find(folded, start, end):
                yield Medication(evidence=(reading.span(start, end),), text=plain(reading.text[start:end]))


def _parts(folded: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    begin = low
    for cut in re.compile(r"(?:^|\s)and\s+").finditer(folded, low, high):
        if folded[begin : cut.start()].strip():
            yield strip(folded, begin, cut.start())
        begin = cut.end()
    if folded[begin:high].strip():
        yield strip(folded, begin, high)
