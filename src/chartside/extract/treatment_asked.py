"""Minutes of an exercise that are asked for and answered ("How long was the bike?" "Six minutes.")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chartside.domain.facts import Intervention
from chartside.extract.amounts import AMOUNT, amount
from chartside.extract.questions_and_answers import exchanges
from chartside.extract.reading import Reading
from chartside.extract.treatment_blocks import exercises_in
from chartside.extract.vocabulary import folded_text

_HOW_LONG = re.compile(r"\b(?:how (?:long|many minutes)|what time)\b")
_EARLIER = re.compile(r"\b(?:last (?:time|week|visit)|at home|yesterday|usually|normally|a day|used to|before)\b")
_MINUTES = re.compile(
    rf"(?:(?:oh|um|uh|about|around|like|just|only|it was|you did|we did|i did|that was)[ ,]*)*(?P<n>{AMOUNT})[ -]?min(?:ute)?s?\b"
)


def asked_minutes(reading: Reading) -> Iterator[Intervention]:
    """Exercises of which a question asks how long they took, with the minutes that the answer begins with."""
    if not reading.is_dialogue:
        return
    folded = folded_text(reading)
    for exchange in exchanges(reading):
        asked = _HOW_LONG.search(folded, exchange.question_start, exchange.question_end)
        if asked is None or _EARLIER.search(folded, exchange.question_start, exchange.turn_end):
            continue
        named = exercises_in(reading, asked.end(), exchange.question_end)
        told = _MINUTES.match(folded, exchange.answer_start, exchange.turn_end)
        minutes = amount(told["n"]) if told is not None else None
        if len(named) == 1 and told is not None and minutes:
            mention = named[0]
            yield Intervention(
                evidence=(reading.span(mention.start, mention.end), reading.span(told.start("n"), told.end())),
                name=reading.text[mention.start : mention.end],
                category=mention.kind,
                minutes=minutes,
            )
