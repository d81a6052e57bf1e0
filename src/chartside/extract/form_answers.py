"""Answers written behind the questions of a form: what makes it worse or better, where it hurts, how wounds measure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chartside.domain.facts import Assertion, Symptom, When
from chartside.extract.body_places import region_in
from chartside.extract.cue_lines import lines_with, matches_at
from chartside.extract.phrases import plain, strip
from chartside.extract.questions_and_answers import exchange_at
from chartside.extract.reading import Reading, Zone
from chartside.extract.symptom_words import symptom
from chartside.extract.vocabulary import Mention, folded_text, within

_CHANGED_BY = re.compile(
    r"\bwhat\b[^?\n]{0,40}?\b(?P<way>worse|better|aggravat\w*|relie\w*|eas\w*|helps?|brings?(?! you| him| her))\b[^?\n]{0,30}\?[ \t]*\n?[ \t]*"
    r"(?:a(?:ns(?:wer)?)?[ \t]*[:.)-])?[ \t]*(?P<answer>[^\n?\[]{3,160})"
)
_YES_OR_NO = re.compile(
    r"(?:^|\n|[.;]\s|\s{2,})[ \t]*(?:(?:q\s?)?\d{1,2}[.):]\s*)?(?P<question>[a-z][^?\n]{2,90})\?[ \t]*(?:a(?:ns(?:wer)?)?[ \t]*[:.)-])?[ \t]*"
    r"(?:(?P<count>(?:about )?\d{1,2}(?:-\d{1,2})?(?:\s?(?:x|times?|per|a|nightly|/)[^\n?.]{0,24})?[ \t]*$)|(?P<no>no(?:pe|ne)?|never|denies|denied|neg(?:ative)?|not really)\b(?!\s+to\b)|(?P<answer>(?:yes|sometimes|yeah|occasionally|a little|often|some)\b[^\n?.]{0,70}))",
    re.M,
)
_OR = re.compile(r"\s*(?:,\s*)?(?:or|/|and)\s*")
_NOT_ASKED = re.compile(
    r"\b(?:family|history|hx|ever|past|falls?|injur\w*|surger\w*|worse|better|how|what|when|where)\b"
)
_RATING_ASKED = re.compile(
    r"\b(?:pain|scale|rate|rating|level|worst|best|age|old|history|ever|past|falls?|surger\w*|years?)\b"
)
_PLACED = re.compile(
    r"(?:\bwhere\b[^?\n]{0,30}\b(?:pain|hurt\w*|symptoms?)\b[^?\n]{0,20}\?[ \t]*(?:a(?:ns(?:wer)?)?[ \t]*[:.)-])?"
    r"|\b(?:pain )?(?:location|area of pain|site)[ \t]*:)[ \t]*(?P<answer>[^\n?\[;]{3,70})"
)
_PLACE_WORDS = ("pain location", "location", "site", "area of pain", "where ")
_WORSE = re.compile(r"worse|aggrav|bring")
_SIZED = re.compile(
    r"(?:(?P<when>eval|initial|ie|was|prev|previously)\W{0,3}\s*)?\d+(?:\.\d+)?\s?(?:cm)?\s?[x×]\s?\d+(?:\.\d+)?"
    r"(?:\s?(?:cm)?\s?[x×]\s?\d+(?:\.\d+)?)?(?:\s?cm\b)?"
)
_WOUNDS = ("wound", "ulcer", "incision", "eschar", "pressure inj")
_WOUND = re.compile(r"\b(?:wound|ulcer|incision|eschar|pressure injury)\b")


def form_symptoms(reading: Reading, mentions: Sequence[Mention]) -> Iterator[Symptom]:
    """Symptoms from the answers of forms, and the sizes of wounds."""
    folded = folded_text(reading)
    yield from _answered(reading, folded)
    yield from _asked(reading, folded, mentions)
    for line in lines_with(reading, _WOUNDS):
        if line.speaker is None and line.zone not in (Zone.GOALS, Zone.PLAN, Zone.BILLING, Zone.INTERVENTIONS):
            yield from _sized(reading, folded, line.start, line.end)


def _answered(reading: Reading, folded: str) -> Iterator[Symptom]:
    for found in matches_at(folded, _CHANGED_BY, ("what",)) if "?" in folded else ():
        if reading.line_at(found.start()).speaker is not None:
            continue
        verb = "worse with" if _WORSE.match(found["way"]) else "better with"
        low, high = strip(folded, *found.span("answer"))
        if low < high and folded[low:high] not in ("none", "nothing", "n/a", "unknown", "not sure"):
            yield symptom(reading, low, high, text=f"{verb} {plain(reading.text[low:high])}")
    for found in matches_at(folded, _PLACED, _PLACE_WORDS):
        start, end = strip(folded, *found.span("answer"))
        stop = re.search(r"\.\s|\s{2,}|\s\|", folded[start:end])
        end = start + stop.start() if stop else end
        silent = reading.line_at(found.start()).zone in (
            Zone.INTERVENTIONS,
            Zone.PLAN,
            Zone.GOALS,
            Zone.BILLING,
            Zone.HEADER,
        )
        if start < end and not silent and region_in(reading.text[start:end]) is not None:
            yield symptom(reading, start, end, text=f"pain {plain(reading.text[start:end])}")


def _asked(reading: Reading, folded: str, mentions: Sequence[Mention]) -> Iterator[Symptom]:
    """Symptoms asked for on a line with the answer behind them: "Clicking or locking? no"."""
    answers = (
        found
        for line in lines_with(reading, ("? ",))
        if line.speaker is None
        for found in _YES_OR_NO.finditer(folded, line.start, line.end)
    )
    for found in answers:
        if exchange_at(reading, found.start("question")) is not None:
            continue
        asked = [
            m for m in within(mentions, *found.span("question")) if m.kind in ("noun", "verb", "adjective", "sleep")
        ]
        counted = found["count"] is not None
        if counted and asked and not _RATING_ASKED.search(found["question"]):
            start, end = found.start("question"), strip(folded, *found.span("count"))[1]
            yield symptom(reading, start, end, text=plain(reading.text[start:end]))
            continue
        if counted or not asked or _NOT_ASKED.search(found["question"]):
            continue
        if found["no"] is None:
            start, end = asked[0].start, strip(folded, *found.span("answer"))[1]
            yield symptom(reading, start, end, text=plain(reading.text[start:end].replace("?", "")))
            continue
        each = [(m.start, m.end) for m in asked]
        for number, (start, end) in reversed(list(enumerate(each))):
            if number and _OR.fullmatch(folded, each[number - 1][1], start):
                each[number - 1 : number + 1] = [(each[number - 1][0], end)]
        for start, end in each:
            yield symptom(
                reading,
                start,
                end if len(each) > 1 else found.end("no"),
                text=plain(reading.text[start:end]),
                assertion=Assertion.ABSENT,
            )


def _sized(reading: Reading, folded: str, start: int, end: int) -> Iterator[Symptom]:
    """Length, width and depth of a wound; the words before it name its place."""
    wound = _WOUND.search(folded, start, end)
    if wound is None:
        return
    begin = wound.start()
    for size in _SIZED.finditer(folded, wound.end(), min(end, wound.end() + 90)):
        if size.group().count("x") + size.group().count("×") < 2 and "cm" not in size.group():
            continue
        baseline = size["when"] in ("eval", "initial", "ie")
        when = When.BASELINE if baseline else When.PRIOR if size["when"] else When.CURRENT
        low, high = strip(folded, begin if when is When.CURRENT else size.start(), size.end())
        yield symptom(reading, low, high, text=plain(reading.text[low:high]), when=when)
        begin = size.end()
