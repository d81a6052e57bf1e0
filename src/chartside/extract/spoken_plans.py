"""Plans as a clinician says them: "See you Thursday", "Next time we start stairs", "let me refer you to …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chartside.domain.facts import Assertion, PlanItem, PlanOf
from chartside.domain.source import Speaker
from chartside.extract.phrases import plain, strip
from chartside.extract.questions_and_answers import exchanges
from chartside.extract.reading import Reading
from chartside.extract.sentences import Sentence, sentences
from chartside.extract.vocabulary import folded_text

_DAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur)day|tomorrow|soon|next \w+|then|in (?:a|an|one|two|three|four|five|six|ten|\d{1,2}|a couple|a few)(?: of)? \w+|(?:at )?(?:your|the) next \w+)"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur)day"
_NEXT = re.compile(
    rf"\b(?:we'll |we will |i'll |i will )?see you (?:back |again |here ){{0,2}}(?:on |this )?{_DAY}(?: at \w+| morning| afternoon)?"
    rf"|\b(?:come|coming|be) back (?:in |on )?{_DAY}"
    rf"|\b(?:on )?(?:{_WEEKDAY}|tomorrow),? (?:and )?(?:we'll|we will|we're (?:going to|gonna|gon na)|we can|i'll|let's)\s(?!see you)[^.,?!\n]{{4,70}}"
    rf"|\b(?:we'll|we will|we can|we're (?:going to|gonna|gon na)|let's|i'll have you)\s(?:try|add|start|do|test|retest|re-?check|check|progress|work on|go over|begin|move|practice|revisit|look at|repeat|hit|bump)\b[^.,?!\n]{{0,60}}\b(?:on )?(?:{_WEEKDAY}|tomorrow|next (?:week|visit|time|session))\b"
    r"|\bnext (?:week|visit|time|session)\b[^.,?!\n]{4,80}|\bcheck you in \w+ \w+|\bwe'll see you(?! (?:once|twice|weekly|every|daily|\w+ (?:times|a week|per week)))[^.,?!\n]{3,40}"
)
_SENDS = re.compile(
    r"\b(?:send|sending) (?:you|him|her|them) (?:back |over ){1,2}(?:to|for) (?:(?! (?:because|and|so|but|if)\b)[^.,?!;\n]){3,40}"
)
_WHO = r"(?:we'll|i'll|we will|i will|we're|we are|i'm|i am|i wan na|i want to|i'd like to|i would like to|i'd like you to|i would like you to|let's|i'd recommend|i recommend|i would recommend|i want you to|we can|we might|we may|we could|we should|you can|you may|you might|you should|you'll|i do|i also|we also|it can be|i'll order|we'll order|i'm ordering|i'd get|let's get)"
_ORDERS = (
    r"(?:mris?|x[ -]?rays?|ct|ultrasound|imaging|blood ?work|labs?|recheck|injections?|cast|sling|boot|brace|splint|surgery|reduction|physical therapy|physiotherapy"
    r"|rehab(?:ilitation)?|tylenol|advil|ibuprofen|nsaids|motrin|aleve|ice|icing|heat|immobiliz\w*|conservative management|activity modification|strengthening|stretching"
    r"|specialist|surgeon|orthop\w+|hop|retest\w*|re-test\w*)"
)
_LATER = re.compile(
    rf"\b{_WHO}(?>\s(?:gon na|gonna|wan na|wanna|going to|want to|to|go ahead and|also|just|then|probably|definitely|will|still|might|can|need to|have to|have|may|like|want you to)\b)*+\s"
    rf"(?P<what>(?:[a-z](?:(?!\s(?:is|are|we|i'll|i|you can|he|she)\s)[^.,?!;\n]){{0,70}}?\b)?{_ORDERS}\b(?:\s(?:of|on|for|your|in|with|at|once|if|to|or|as well)\b(?:(?!\sand\s)[^.,?!;\n]){{2,60}})?)"
)
_WISHED = re.compile(
    rf"\b(?:i'd like|i want|i would like|i'd recommend|i'd get)\s(?P<what>(?:an?|some|another|to (?:get|order|do))\s(?:[a-z-]{{1,12}}\s){{0,3}}?{_ORDERS}\b(?:\s(?:of|on|for|if|to)\b[^.,?!;\n]{{2,50}})?)"
)
_REFERS = re.compile(r"\b(?:refer|referral|physical therapy|physiotherapy)\b")
_MAYBE = re.compile(r"\b(?:might|may|could|consider|if|possibly|maybe)\b")
_EXAMINES = re.compile(
    r"\b(?:look at|examine|check your|listen|press|feel|ask|have you (?:lie|sit|stand|bend)|do (?:a )?(?:quick |physical )?exam|take a look|get (?:up|started|going)|tech\b|do that|do it|do this|keep going|give you a)\b"
)
_MOST_WORDS = 14


def spoken_plans(reading: Reading) -> Iterator[PlanItem]:
    """Plans in what clinicians say."""
    folded = folded_text(reading)
    dialogue = reading.is_dialogue
    if not dialogue:
        return
    yield from _answered(reading)
    for sentence in sentences(reading):
        speaker = sentence.line.speaker
        clinician = speaker is Speaker.CLINICIAN or speaker is None
        if not clinician or sentence.asks:
            continue
        taken: list[tuple[int, int]] = []
        for found in _NEXT.finditer(folded, sentence.start, sentence.end):
            if "weeks ago" not in found.group():
                taken.append(found.span())
                yield _item(reading, found.start(), found.end(), PlanOf.NEXT_VISIT)
        for found in _SENDS.finditer(folded, sentence.start, sentence.end):
            taken.append(found.span())
            yield _item(
                reading,
                found.start(),
                found.end(),
                PlanOf.REFERRAL,
                maybe="if " in folded[sentence.start : found.start()],
            )
        for item in _said(reading, sentence):
            if not any(a <= item.start < b for a, b in taken):
                yield item


_ASKED_BACK = re.compile(r"\b(?:come back|see you (?:next|again)|be back|next (?:appointment|visit|session|one))\b")
_ON_DAY = re.compile(
    rf"(?:(?:okay|so|yeah|well|let's say|how about|on|next|this)[ ,]+)*(?:{_WEEKDAY}|tomorrow)(?: morning| afternoon| at \w+)?"
)


def _answered(reading: Reading) -> Iterator[PlanItem]:
    """The day a clinician names when asked for the next visit ("When do I come back?" "Thursday")."""
    folded = folded_text(reading)
    for exchange in exchanges(reading):
        if not _ASKED_BACK.search(folded, exchange.question_start, exchange.question_end):
            continue
        day = _ON_DAY.match(folded, exchange.answer_start, exchange.turn_end)
        if day is not None and reading.speaker_at(exchange.answer_start) is Speaker.CLINICIAN:
            yield _item(reading, day.start(), day.end(), PlanOf.NEXT_VISIT)


def _said(reading: Reading, sentence: Sentence) -> Iterator[PlanItem]:
    folded = folded_text(reading)
    for found in (
        *_LATER.finditer(folded, sentence.start, sentence.end),
        *_WISHED.finditer(folded, sentence.start, sentence.end),
    ):
        if _EXAMINES.search(found.group()) or re.search(r"\b(?:a|per) week\b", found.group()):
            continue
        start, end = found.span("what")
        words = list(re.finditer(r"\S+", folded[start:end]))[:_MOST_WORDS]
        end = start + words[-1].end()
        what = PlanOf.REFERRAL if _REFERS.search(folded, start, end) else PlanOf.OTHER
        yield _item(reading, start, end, what, maybe=_MAYBE.search(folded, found.start(), end) is not None)


def _item(reading: Reading, start: int, end: int, what: PlanOf, *, maybe: bool = False) -> PlanItem:
    start, end = strip(reading.text, start, end)
    return PlanItem(
        evidence=(reading.span(start, end),),
        what=what,
        text=plain(reading.text[start:end]),
        assertion=Assertion.POSSIBLE if maybe else Assertion.PLANNED,
    )
