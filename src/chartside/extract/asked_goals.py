"""Goals in questions with their answers: "Goal? – I want to get back to ceilings by summer"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chartside.domain.facts import Goal
from chartside.extract.phrases import plain, strip
from chartside.extract.questions_and_answers import Answer, exchanges
from chartside.extract.reading import Reading
from chartside.extract.vocabulary import folded_text

_ASKS = re.compile(
    r"\b(?:(?:your|any|main|big|biggest|what's the|what is the|own) goals?|^goals?\b|hop(?:e|ing) to (?:get|do|be|accomplish|achieve)|get back to(?: doing)?\b"
    r"|want to (?:get|be able|do|accomplish|return)|like to (?:get|be able|do|accomplish|return)|looking to (?:get|do|accomplish)|what are you (?:hoping|working toward|looking) )"
)
_WANTS = re.compile(
    r"\b(?:i (?:just |really |mostly |mainly )?(?:want|wanna|need|hope|wish|gotta)\b|i'd (?:just |really )?(?:like|love)\b|i would (?:like|love)\b|get back\b|be able\b|my goal|to be able|without)"
)
_DUE = re.compile(
    r"\bby (?:the )?(?:end of )?(?:january|february|march|april|may|june|july|august|september|october|november|december|summer|spring|fall|winter|christmas|thanksgiving|easter|new year|next \w+|"
    r"my \w+|the \w+)(?:'s \w+| \d{1,2}(?:st|nd|rd|th)?)?|\bin (?:\w+ )?(?:weeks?|months?)\b"
    r"|\b(?:january|february|march|april|june|july|august|september|october|november|december) \d{1,2}(?:st|nd|rd|th)?\b"
)
_SENTENCE = re.compile(r"[^.?!\n]+")
_MOST_WORDS, _LONGEST = 26, 260


def asked_goals(reading: Reading) -> Iterator[Goal]:
    """Goals from all exchanges of a dialogue: what the patient wants, with the sentence before that names it."""
    folded = folded_text(reading)
    for exchange in exchanges(reading):
        question = folded[exchange.question_start : exchange.question_end]
        if exchange.answer is Answer.NO or not _ASKS.search(question):
            continue
        stop = min(exchange.turn_end, exchange.answer_start + _LONGEST)
        said = [m for m in _SENTENCE.finditer(folded, exchange.answer_start, stop) if m.group().strip()][:3]
        if not said:
            continue
        wanted = next((number for number, m in enumerate(said[:2]) if _WANTS.search(m.group())), 0)
        start, end = strip(folded, said[0].start(), said[wanted].end())
        if not 2 <= len(folded[start:end].split()) <= _MOST_WORDS:
            continue
        due = _DUE.search(folded, start, end)
        yield Goal(
            evidence=(reading.span(start, end),),
            text=plain(reading.text[start:end]),
            due=plain(reading.text[due.start() : due.end()]) if due else None,
        )
