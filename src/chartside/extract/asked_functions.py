"""Function in questions with their answers: "Are you driving yet? – No", "How about stairs? – I still need the rail"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from chartside.domain.facts import Function
from chartside.extract.context_words import said, words
from chartside.extract.performance import DURATION, assist_in, device_in, distance_in
from chartside.extract.phrases import plain, strip, without_lead_in
from chartside.extract.questions_and_answers import Answer, Exchange, exchanges
from chartside.extract.reading import Reading
from chartside.extract.sentences import sentences
from chartside.extract.vocabulary import Mention, folded_text, within

_TASKS = frozenset({"walk", "task", "sport"})
_NOT_FUNCTION = re.compile(
    r"\b(?:pain|hurt|hurts|numb\w*|swell\w*|fall|fell|(?<!you )work|tried|taking|before|ever|how many|how long (?:ago|have|has|did|was|is|were|are)|what)\b"
)
_DEVICE = re.compile(r"\b(?:cane|walker|crutches|crutch|rollator|walking stick|hiking poles?)\b")
_USES = re.compile(r"\b(?:us(?:e|es|ing)|need(?:s|ing)?|walk(?:s|ing)?|carry(?:ing)?|bring(?:ing)?|with|on|still)\b")
_USES_IT = re.compile(
    r"[.,;\s]{1,3}(?:and |but )?(?:not|i|it|none|never|nothing)\b(?=[^.?!\n]{0,50}\b(?:it|house|home|outside|inside|store|stairs|work|one)\b)[^.?!\n]{2,60}"
)
_PARTLY = re.compile(
    r"(?:(?:uh|um|well|no|nope|yeah|yep|yes|not|really|anymore|oh|i|do|use|it|usually)\b[\s,.]*)*(?:just|only|mostly|mainly|sometimes|when|if|for|outside|outdoors|at (?:night|work|church|home)|in the)\b[^.?!\n]{3,60}"
)
_HOW_FAR = re.compile(r"\bhow (?:far|long|much|fast|high)\b")
_SENTENCE = re.compile(r"[^.?!\n]+")
_MOST_SENTENCES, _MOST_WORDS = 3, 20


def asked_functions(reading: Reading, mentions: Sequence[Mention]) -> Iterator[Function]:
    """Functions from all exchanges of a dialogue."""
    folded = folded_text(reading)
    for exchange in exchanges(reading):
        question = folded[exchange.question_start : exchange.question_end]
        asked = [m for m in within(mentions, exchange.question_start, exchange.question_end) if m.kind in _TASKS]
        asked = [m for m in asked if m.term.phrase not in words("functions.examined")]
        device = _DEVICE.search(question)
        if device is not None and _USES.search(question) and not _NOT_FUNCTION.search(question):
            yield from _with_device(reading, exchange, device)
            continue
        if not asked or _NOT_FUNCTION.search(question):
            continue
        told = list(_told(reading, mentions, exchange, asked[0])) or list(_measured(reading, exchange, asked[0]))
        yield from told
        if not told and exchange.answer is not Answer.OPEN and said("functions.asked").search(question):
            yield _fact(reading, exchange.question_start, exchange.answer_end, asked[0], exchange)


def _with_device(reading: Reading, exchange: Exchange, device: re.Match[str]) -> Iterator[Function]:
    """Where a walking aid is used: "Still using the cane outside? – Just for the parking lot. I don't use it in the house"."""
    folded = folded_text(reading)
    partly = _PARTLY.match(folded, exchange.answer_start, exchange.turn_end)
    if partly is None:
        return
    end, high = partly.end(), min(exchange.turn_end, partly.end() + 90)
    more = _USES_IT.match(folded, end, high)
    start, end = strip(folded, exchange.answer_start, more.end() if more else end)
    name = device.group()
    aid = device_in(reading, exchange.question_start + device.start(), exchange.question_start + device.end())
    yield Function(
        evidence=(
            reading.span(start, end),
            reading.span(exchange.question_start + device.start(), exchange.question_start + device.end()),
        ),
        task=f"ambulation with {name}",
        level=f"{name} {plain(reading.text[start:end])}",
        device=aid or name,
    )


def _told(reading: Reading, mentions: Sequence[Mention], exchange: Exchange, asked: Mention) -> Iterator[Function]:
    """Sentences of the answer that say how it goes without naming the task again."""
    answer = [s for s in sentences(reading) if exchange.answer_start <= s.start < exchange.turn_end]
    for sentence in answer[:_MOST_SENTENCES]:
        inside = within(mentions, sentence.start, sentence.end)
        says = [
            m for m in inside if m.kind in ("limit", "able", "need") and m.term.phrase not in ("painful", "not yet")
        ]
        if not says or len(reading.text[sentence.start : sentence.end].split()) > _MOST_WORDS:
            continue
        if any(
            m.kind in _TASKS and m.term.phrase not in ("hold the rail", "holds the rail", "holds rail") for m in inside
        ):
            continue
        start, end = without_lead_in(folded_text(reading), sentence.start, sentence.end, says[0].start)
        yield _fact(reading, start, end, asked, None)


def _measured(reading: Reading, exchange: Exchange, asked: Mention) -> Iterator[Function]:
    """How far or how long it goes: "How far can you run? – Two miles, then I have to walk"."""
    folded = folded_text(reading)
    if exchange.answer is Answer.NO or not _HOW_FAR.search(folded, exchange.question_start, exchange.question_end):
        return
    sentence = _SENTENCE.match(folded, exchange.answer_start, min(exchange.turn_end, exchange.answer_start + 160))
    if sentence is None or len(sentence.group().split()) > _MOST_WORDS:
        return
    start, end = without_lead_in(folded, sentence.start(), sentence.end(), sentence.start())
    start, end = strip(folded, start, end)
    text = folded[start:end]
    distance = distance_in(text)
    if distance is None and not DURATION.search(text):
        return
    yield replace(
        _fact(reading, start, end, asked, None),
        distance=distance[0] if distance else None,
        distance_unit=distance[1] if distance else None,
    )


def _fact(reading: Reading, start: int, end: int, asked: Mention, exchange: Exchange | None) -> Function:
    level = reading.text[start:end]
    if exchange is not None:
        level = reading.text[exchange.answer_start : exchange.answer_end]
    return Function(
        evidence=(reading.span(start, end),),
        task=plain(reading.text[asked.start : asked.end]),
        level=plain(level),
        assist=assist_in(reading, start, end) if exchange is None else None,
        device=device_in(reading, start, end) if exchange is None else None,
    )
