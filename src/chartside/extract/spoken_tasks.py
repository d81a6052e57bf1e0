"""Function as patients tell it in talk: "I can do maybe two blocks then I gotta sit", "I need my husband to tie my shoes"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from chartside.domain.facts import Function, When
from chartside.domain.source import Speaker
from chartside.extract.performance import assist_in, device_in, distance_in
from chartside.extract.phrases import plain, strip
from chartside.extract.reading import Reading
from chartside.extract.sentences import Sentence, sentences
from chartside.extract.spoken_targets import spoken_words
from chartside.extract.spoken_words import any_of
from chartside.extract.vocabulary import folded_text

_LONGEST, _FEWEST, _MOST_WORDS = 110, 4, 22
_BREAK = re.compile(r"(?:,\s*)?\b(?:but|because|cause|so)\b|[;…]|\s[-–—]+\s|\.{2,}")
_USED = re.compile(
    r"[.!,;\s]+(?:(?:and|well|it|i|but)\s)?(?P<was>used to (?!be able|love|work\b)[^.!?\n]{4,60}|(?:before|last (?:week|month|time)),? (?:it took|i had to|i couldn't|i could only|it was)\b[^.!?\n]{0,50})"
)
_WISHES = re.compile(
    r"\b(?:want|wanna|hope|hoping|wish|goal|someday|if i|when i can|until i can|would like|i'd like|so i can|before i can)\b"
)


def spoken_tasks(reading: Reading, told: Sequence[Function]) -> Iterator[Function]:
    """What patients say they can and cannot do, in sentences that told no function yet."""
    if not reading.is_dialogue:
        return
    folded = folded_text(reading)
    yield from _earlier(reading, told)
    places = [(span.start, span.end) for fact in told for span in fact.evidence]
    for sentence in sentences(reading):
        if (
            sentence.line.speaker is not Speaker.PATIENT
            or sentence.asks
            or sentence.end - sentence.start > 4 * _LONGEST
        ):
            continue
        found = _told().search(folded, sentence.start, sentence.end)
        if found is None or _WISHES.search(folded, sentence.start, sentence.end):
            continue
        if any(low < sentence.end and sentence.start < high for low, high in places):
            continue
        fact = _function(reading, folded, sentence, found)
        if fact is not None:
            yield fact


def _earlier(reading: Reading, told: Sequence[Function]) -> Iterator[Function]:
    """How it was before, said behind how it is: "I can do stairs without the rail now. Used to take me one at a time"."""
    folded = folded_text(reading)
    for fact in told:
        span = fact.evidence[0]
        if reading.speaker_at(span.start) is not Speaker.PATIENT or fact.when is not When.CURRENT:
            continue
        used = _USED.match(folded, span.end, reading.line_at(span.start).end)
        if used is not None:
            yield Function(
                evidence=(reading.span(*used.span("was")),),
                task=fact.task,
                level=plain(reading.text[used.start("was") : used.end("was")]),
                when=When.PRIOR,
            )


def _function(reading: Reading, folded: str, sentence: Sentence, found: re.Match[str]) -> Function | None:
    limit = min(sentence.end, found.start() + _LONGEST)
    stop = _BREAK.search(folded, found.end(), limit)
    start, end = strip(folded, found.start(), stop.start() if stop else limit)
    text = folded[start:end]
    if not _FEWEST <= len(text.split()) <= _MOST_WORDS:
        return None
    behind = folded[found.end() : end].strip()
    if found["cannot"]:
        if _not_cannot().match(behind):
            return None
    elif found["others"] is None:
        if found["can"] and not _physical().match(behind):
            return None
        if _not_done().search(behind) or (found["done"] and not _amount().search(behind)):
            return None
    distance = distance_in(text)
    return Function(
        evidence=(reading.span(start, end),),
        task=plain(reading.text[found.end() : end]),
        level=plain(reading.text[start:end]),
        assist=assist_in(reading, start, end),
        device=device_in(reading, start, end),
        distance=distance[0] if distance else None,
        distance_unit=distance[1] if distance else None,
    )


@cache
def _told() -> re.Pattern[str]:
    words = spoken_words()["tasks"]
    small = r"(?:(?:still|really|just|also|even|now|actually|usually|probably|honestly|definitely|always|at least|kinda|kind of) ){0,3}"
    return re.compile(
        rf"\b(?:i {small}(?:(?P<cannot>{any_of(words['cannot'])})|(?P<can>{any_of(words['can'])})|(?P<done>{any_of(words['done'])}))"
        rf"|i(?P<back>{any_of([w for w in words['can'] if w[0] == chr(39)])})"
        rf"|my (?:{any_of(words['kin'])}) (?P<others>{any_of(words['others_do'])}))\b(?= [a-z])"
    )


@cache
def _not_cannot() -> re.Pattern[str]:
    return re.compile(rf"(?:even |really |quite |just )?(?:{any_of(spoken_words()['tasks']['not_cannot'])})\b")


@cache
def _physical() -> re.Pattern[str]:
    return re.compile(
        rf"(?:even |really |maybe |just |only |about )?(?:{any_of(spoken_words()['tasks']['physical'])})\b"
    )


@cache
def _not_done() -> re.Pattern[str]:
    return re.compile(rf"^(?:\w+ )?(?:{any_of(spoken_words()['tasks']['not_done'])})(?:\s|$|[,.])|\bexercis|\bstretch")


@cache
def _amount() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(spoken_words()['tasks']['amount'])})\b")
