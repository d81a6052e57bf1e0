"""What others do for the patient, and what the patient does day by day in a verb of its own: "Dtr washes her hair", "Drops coins"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from chartside.domain.facts import Assertion, Function, When
from chartside.extract.assertions import stance_at
from chartside.extract.context_words import by_first_letter, said, said_first, words
from chartside.extract.cue_lines import places_of
from chartside.extract.fields import field_at, fields
from chartside.extract.lines import is_goal
from chartside.extract.note_parts import is_treated, zone_of
from chartside.extract.performance import assist_in, device_in
from chartside.extract.phrases import lies_in, plain, segments, strip
from chartside.extract.questions_and_answers import exchange_at, is_form_line
from chartside.extract.reading import Reading, Zone
from chartside.extract.sentences import Sentence, sentence_at, sentences
from chartside.extract.shared_work import once_per_source
from chartside.extract.vocabulary import folded_text

_TOLD_IN = frozenset({Zone.SUBJECTIVE, Zone.UNKNOWN, Zone.HISTORY})
_FOUND_IN = frozenset({Zone.OBJECTIVE})
_OTHER_FIELDS = frozenset(
    {
        "diagnosis",
        "medication",
        "history",
        "surgical",
        "allergy",
        "family",
        "aggravates",
        "eases",
        "precaution",
        "onset",
    }
    | {"equipment", "prior_function", "current_function", "transfers", "goal"}
)
_WHO = r"(?:(?:(?:had|has|lets|and|but|so|still|now|also|pt'?s?|patient'?s?|his|her|their|my|the|a)\s)*)"
_HOW = r"(?:(?:now|still|currently|usually|often|also|always|has to|had to|has been|needs to|will|must|is|can)\s)*"
_SUBJECT = re.compile(
    r"(?:(?:and|but|so|still|now|also|often|sometimes|usually|pt|pt\.|patient|she|he|they|child|baby|mom (?:says|reports)|reports|states|says"
    r"|he's|she's|currently)\s+(?:that\s+)?)*"
)
_NOT = re.compile(
    r"(?:does not|doesn't|doesnt|is not|isn't|not yet|not|never|will not|won't|can|can now|can't|cannot)\s+(?:yet\s+|really\s+)?"
)
_AFTER = re.compile(r"\s(?:and is|and reports|and denies|and has (?:no|some)|because|which)\s")
_LONGEST = 110
_FEWEST = 2


@cache
def _carer() -> re.Pattern[str]:
    return re.compile(rf"{_WHO}(?P<who>(?:{_rows('functions.carer')}))(?:\s(?:and|&|/)\s(?:her|his)?\s?\w+)?\s+{_HOW}")


@cache
def _does() -> re.Pattern[str]:
    return re.compile(rf"(?:{_rows('functions.does_for')})(?![\w'])")


@cache
def _helped() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{_rows('functions.helped_to')})\s+(?:from\s+(?:\w+\s+){{1,3}})?(?:to|with|w/|for|getting|in|out of|(?=\w+ing\b))\s?"
    )


def _rows(table: str) -> str:
    return by_first_letter(
        re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words(table), key=len, reverse=True)
    )


@once_per_source
def done_by_others(reading: Reading) -> tuple[Function, ...]:
    """What somebody else does for the patient."""
    folded = folded_text(reading)
    found: list[Function] = []
    done = -1
    for place in places_of(folded, tuple(sorted(words("functions.carer")))):
        if place <= done:
            continue
        sentence = sentence_at(reading, place)
        if sentence is None or not _may_tell(reading, sentence):
            continue
        for low, high in segments(folded, sentence.start, sentence.end):
            carer = _carer().match(folded, low, high)
            does = _does().match(folded, carer.end(), high) if carer else None
            if carer is None or does is None:
                continue
            stop = _AFTER.search(folded, does.end(), high)
            start, end = strip(folded, low, stop.start() if stop else high)
            if len(folded[start:end].split()) <= _FEWEST:
                continue
            found.append(_fact(reading, start, end, task=plain(reading.text[does.start() : end])))
        done = sentence.end
    return tuple(found)


def _may_tell(reading: Reading, sentence: Sentence, zones: frozenset[Zone] = _TOLD_IN) -> bool:
    line = sentence.line
    if line.speaker is not None or sentence.asks or zone_of(reading, line) not in zones:
        return False
    if is_goal(line) or is_form_line(reading, line) or is_treated(reading, sentence.start):
        return False
    field = field_at(fields(reading), sentence.start)
    if field is not None and field.kind in _OTHER_FIELDS:
        return False
    return exchange_at(reading, sentence.start) is None


def everyday_tasks(reading: Reading, told: Sequence[Function]) -> Iterator[Function]:
    """What is told by an everyday verb or by the help it takes, where no fact tells it yet."""
    covered = sorted((e.start, e.end) for f in told for e in f.evidence)
    folded = folded_text(reading)
    for function in done_by_others(reading):
        span = function.evidence[0]
        if not any(lies_in(covered, place) for place in (span.start, span.end - 1)):
            yield function
    for sentence in sentences(reading):
        found = not _may_tell(reading, sentence)
        if found and not _may_tell(reading, sentence, zones=_FOUND_IN):
            continue
        for low, high in segments(folded, sentence.start, sentence.end):
            if high - low > _LONGEST or lies_in(covered, low) or lies_in(covered, high - 1):
                continue
            told_here = _helped_with(reading, low, high) or (None if found else _does_daily(reading, low, high))
            if told_here is not None:
                yield told_here


def _helped_with(reading: Reading, low: int, high: int) -> Function | None:
    folded = folded_text(reading)
    helped = _helped().search(folded, low, high)
    if helped is None or said_first("functions.told_of_else").match(folded, helped.end(), high):
        return None
    return _if_present(reading, helped.start(), high, task=helped.end())


def _does_daily(reading: Reading, low: int, high: int) -> Function | None:
    folded = folded_text(reading)
    subject = _SUBJECT.match(folded, low, high)
    start = subject.end() if subject else low
    denied = _NOT.match(folded, start, high)
    begin = denied.end() if denied else start
    table = "functions.everyday_not" if denied else "functions.everyday"
    verb = said_first(table).match(folded, begin, high)
    if verb is None or said_first("functions.told_of_else").match(folded, verb.end(), high):
        return None
    if not folded[verb.end() : high].strip(" .") or said("functions.not_everyday").search(folded, low, high):
        return None
    return _if_present(reading, start, high, task=begin)


def _if_present(reading: Reading, start: int, end: int, *, task: int) -> Function | None:
    folded = folded_text(reading)
    stop = _AFTER.search(folded, task, end)
    start, end = strip(folded, start, stop.start() if stop else end)
    stance = stance_at(reading, start, min(start + 5, end))
    if end <= task or stance.conditional or stance.assertion in (Assertion.GOAL, Assertion.PLANNED, Assertion.FAMILY):
        return None
    return _fact(reading, start, end, task=plain(reading.text[task:end]))


def _fact(reading: Reading, start: int, end: int, *, task: str) -> Function:
    return Function(
        evidence=(reading.span(start, end),),
        task=task,
        level=plain(reading.text[start:end]),
        assist=assist_in(reading, start, end),
        device=device_in(reading, start, end),
        when=When.CURRENT,
    )
