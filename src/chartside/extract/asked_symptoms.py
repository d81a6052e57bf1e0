"""Symptoms in questions with their answers: "Any numbness? – No", "Which knee? – My right knee", "Zero to ten? – Three"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from chartside.domain.facts import Assertion, Symptom, When
from chartside.domain.source import Speaker
from chartside.extract.body_places import region_in
from chartside.extract.context_words import said, words
from chartside.extract.examined_tests import names_test
from chartside.extract.phrases import left_of, plain, right_of, strip, without_lead_in
from chartside.extract.questions_and_answers import Answer, Exchange, exchanges, is_form_line, turns
from chartside.extract.reading import Reading
from chartside.extract.sentences import Sentence, sentences
from chartside.extract.symptom_words import is_told, says_nothing, symptom
from chartside.extract.vocabulary import Mention, folded_text, within

PREPOSITION = re.compile(r"\s+(?:in|with|w/|at|into|on|over|during|after|from|around|of|to|down|when|if)\s")
_ASKS_EFFECT = re.compile(r"\b(?:anything|help|make|makes|made|better|worse)\b")
_PLACE_SAID = re.compile(
    r"(?:(?:yeah|yes|no|um|uh|well|so)[\s,.]+)*(?:it's |just |kind of |kinda |like |mostly |that |the pain's |the pain is )*"
    r"(?:on |in |at |over |down |around |inside )*(?:my|the|that|both)\b"
)
_TELLS_MORE = re.compile(
    r"\b(?:(?:my|the) (?:daughter|son|wife|husband|mom|dad|kids?|boss|doctor|friend|dog|sister|brother|mother|father|neighbor|surgeon|aide)|held|helped|drove|pain|are|same|hurts?|feels?|better|worse|fine|okay)\b"
)
_PART_OF = re.compile(r"\b(?:medial|lateral|inside|outside|front|back) (?:side|part)\b")
_PROBLEM = re.compile(r"\b(?:chang\w*|problems?|issues?|trouble|loss|symptoms?|difficult\w*)\b")
_SCALE = re.compile(r"\b(?:zero|0|one|1)\s*(?:to|-)\s*(?:ten|10)\b|\bout of (?:ten|10)\b|\bscale\b")
_RATING_SAID = re.compile(
    r"\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\b(?! (?:times|weeks?|days?|months?|o'clock))"
)
_WAS = re.compile(
    r"(?:\w+[\s,]+){0,2}?(?:it |that )?was (?:a |an )?(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\b(?: \w+){0,3}"
)
_BOX = re.compile(r"\[\s?(?P<mark>[xX✓✔]?)\s?\]|(?P<full>[☒☑])|☐|\(\s?(?P<round>[xX✓✔]?)\s?\)(?=\s?[a-zA-Z])")
_YES_NO = re.compile(r"\s*(?:yes|no|y|n)\b")
_COURSE = re.compile(r"\s*(?:getting\s+)?(?:better|worse|same|the same|unchanged)\b")
_GAP = re.compile(r"\s{3,}|\t|\s\|\s")
_LONGEST_QUESTION = 90
_COMMA = re.compile(r"\s*,\s*(?:(?:or|and|any)\s+)*")
_MANY, _MOST_ITEM = 3, 5
_HEAD = re.compile(r"\b(?:chang\w*|problems?|issues?|trouble|difficult\w*)\s+(?:in|with|to|of)\b")
_BARE_PLACE = re.compile(
    r"(?!(?:lie|lay|sit|stand|bend|turn|roll|come|give|hold|go|scoot|lift|push|move|okay|back)\b)(?:(?:um|uh|well|so|oh|yeah|mostly|mainly|just|right|deep)\b[\s,]*)*(?:(?:left|right|low|lower|upper|outside|inside|front|back|in the)\s+)*[a-z]+(?:\s(?:[a-z]+|and \w+))?$"
)
_FILLERS = re.compile(r"(?:(?:um|uh|well|so|oh|yeah|mostly|mainly|just)\b[\s,]*)*")
_HOW_IS_IT = re.compile(
    r"\bhow(?:'s|'d| is| has| are| have| did|'ve)\b[^?.!\n]{0,60}$|\bhow(?:'s|'d| is| has| are)\b[^?.!\n]{0,60}\?"
)
_COURSE_SAID = re.compile(
    r"(?:(?:um|uh|well|so|oh|yeah|honestly|actually|i think|i'd say)\b[\s,.]*)*(?:(?:it|they)(?:'s| is|'re| are| has been|'s been)\s+)?(?:(?:feeling|doing|getting|been|a lot|a little|a bit|a little bit|much|way|definitely|some|somewhat|quite a bit|lots)\s+)*"
    r"(?P<course>better|worse|improving|improved)\b(?P<more>[^.?!,\n]{0,40})"
)
_WAKES = re.compile(r"\b(?:wak(?:e|es|ing|en)|keep(?:s|ing)?) (?:you|it)\b")
_COMES_FOR = re.compile(
    r"\b(?:what's going on|what is going on|what brings|what's been going|what happened with|what can i|what seems|what's up with|tell me about|which|where|how's|how is)\b"
)
_WHERE = re.compile(
    r"(?:(?:yeah|yes|no|um|uh|well|so|oh)[\s,.]+)*(?:it's |it is |just |mostly |mainly |kind of |it's my |it's the |it's on the |the |my |on the )+(?:(?:left|right)\b(?: one| side)?|(?:inside|outside|front|back)\b)"
)
_BAD_ONE = re.compile(
    r"\b(?:the |my )?(?P<side>left|right)(?: (?:one|side|knee|hip|shoulder|ankle|wrist|elbow|hand|foot|leg|arm))?(?:'s| is) (?:(?:the|my|still the|always been the) (?P<bad>bad|sore|problem|worse|hurt|trouble)(?: one| side)?"
    r"|(?:totally |perfectly |just |doing )?(?P<good>fine|okay|ok|no problem|never hurts|good))\b"
)


def asked_symptoms(reading: Reading, mentions: Sequence[Mention]) -> Iterator[Symptom]:
    """Symptoms from all exchanges of a source."""
    for exchange in exchanges(reading):
        yield from _answered(reading, mentions, exchange)
    yield from _placed(reading)
    yield from _course(reading)
    yield from _sided(reading)
    yield from _rated(reading, mentions)


_OF_HISTORY = re.compile(
    r"\b(?:medical|conditions?|history|hx|pmhx?|diagnos\w*|problems|ever had|allerg\w*|family|surger\w*)\b"
)
"""Before a list to tick: what is ticked is history."""


def ticked_symptoms(reading: Reading, mentions: Sequence[Mention]) -> Iterator[Symptom]:
    """Symptoms of lists to tick: "[x] numbness  [ ] dizziness"; an empty box denies what stands behind it."""
    folded = folded_text(reading)
    for line in reading.lines:
        boxes = list(_BOX.finditer(reading.text, line.start, line.end)) if is_form_line(reading, line) else []
        if not boxes or _YES_NO.match(folded, boxes[0].end(), line.end):
            continue
        if boxes[0].start() > line.start and _OF_HISTORY.search(folded, line.start, boxes[0].start()):
            continue
        course = any(_COURSE.match(folded, box.end(), line.end) for box in boxes)
        for box, after in zip(boxes, [*boxes[1:], None], strict=True):
            high = after.start() if after else line.end
            gap = _GAP.search(folded, box.end(), high)
            start, end = strip(folded, box.end(), gap.start() if gap and gap.start() > box.end() + 1 else high)
            full = bool(box["mark"] or box["full"] or box["round"])
            named = [
                m
                for m in within(mentions, start, end)
                if m.kind in ("noun", "adjective", "sleep", "asked", "verb", "course")
            ]
            if start < end and named and (full or not course):
                assertion = Assertion.PRESENT if full else Assertion.ABSENT
                yield symptom(reading, start, end, text=plain(reading.text[start:end]), assertion=assertion)
            elif start < end and full and course:
                yield symptom(reading, start, end, text=f"getting {plain(reading.text[start:end])}")


def _answered(reading: Reading, mentions: Sequence[Mention], exchange: Exchange) -> Iterator[Symptom]:
    """What is asked and answered yes or no, unless the answer names the thing itself."""
    folded = folded_text(reading)
    question = folded[exchange.question_start : exchange.question_end]
    if (exchange.answer is Answer.OPEN and not exchange.limited) or said("symptoms.not_asked").search(question):
        return
    asked = [m for m in within(mentions, exchange.question_start, exchange.question_end) if _names_symptom(m, question)]
    if not asked:
        wakes = _WAKES.search(question) if exchange.limited else None
        if wakes:
            stop = strip(folded, exchange.answer_start, exchange.answer_end)[1]
            text = f"wakes at night, {plain(reading.text[exchange.answer_start : stop]).lower()}"
            yield symptom(reading, exchange.question_start, stop, text=text)
        return
    named = within(mentions, exchange.answer_start, min(exchange.turn_end, exchange.answer_end + 90))
    if exchange.answer is Answer.YES:
        if not any(is_told(m) for m in asked) or names_test(question):
            return
        either = re.search(r"\bor\b", question) and not re.search(r"\bany\b", question)
        if either or named or _ASKS_EFFECT.search(question):
            return
    elif exchange.limited:
        if any(_same_thing(m, a) for m in named for a in asked) or _ASKS_EFFECT.search(question):
            return
    elif any(_same_thing(m, a) for m in named for a in asked):
        return
    start = left_of(folded, exchange.question_start, asked[0].start)
    end = asked[-1].end
    if PREPOSITION.match(folded, end):
        end = right_of(folded, end, exchange.question_end)
    if says_nothing(folded[start:end]):
        start, end = strip(folded, exchange.question_start, exchange.question_end)
        if end - start > 60 or says_nothing(folded[start:end]):
            return
    yield from _answer_of(reading, exchange, start, end, asked)


def _answer_of(
    reading: Reading, exchange: Exchange, start: int, end: int, asked: Sequence[Mention]
) -> Iterator[Symptom]:
    """What was asked for, at `start`..`end`, as the answer has it: there, absent one by one, or there to a degree."""
    folded = folded_text(reading)
    if exchange.limited:
        stop = strip(folded, exchange.answer_start, exchange.answer_end)[1]
        answer = plain(reading.text[exchange.answer_start : stop])
        told = f"{plain(reading.text[start:end])}, {answer[:1].lower()}{answer[1:]}"
        yield symptom(reading, exchange.question_start, stop, text=told)
        return
    denied = [_denied(reading, exchange, *item) for item in _items(folded, exchange, start, end)]
    if denied:
        yield from denied
        return
    near = asked[0].start - exchange.question_start < _LONGEST_QUESTION
    yield symptom(
        reading,
        exchange.question_start if near else start,
        exchange.answer_end,
        text=plain(reading.text[start:end]),
        assertion=Assertion.ABSENT if exchange.answer is Answer.NO else Assertion.PRESENT,
    )


def _denied(reading: Reading, exchange: Exchange, start: int, end: int) -> Symptom:
    text = plain(reading.text[start:end])
    return symptom(reading, start, exchange.answer_end, text=text, assertion=Assertion.ABSENT)


def _items(folded: str, exchange: Exchange, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Things denied in a list of at least three; what hangs together ("numbness or tingling") is one."""
    if exchange.answer is not Answer.NO or folded.count(",", start, end) < _MANY - 1:
        return
    if _HEAD.search(folded, exchange.question_start, folded.find(",", start)):
        return
    edges = [start, *(edge for cut in _COMMA.finditer(folded, start, end) for edge in cut.span()), end]
    for low, high in zip(edges[::2], edges[1::2], strict=True):
        low, high = strip(folded, low, high)
        if low < high and len(folded[low:high].split()) <= _MOST_ITEM and not says_nothing(folded[low:high]):
            yield low, high


def _names_symptom(mention: Mention, question: str) -> bool:
    if mention.term.phrase == "symptoms":
        return "other " not in question
    if mention.kind == "asked":
        return _PROBLEM.search(question) is not None
    if mention.kind == "adjective":
        return mention.term.phrase not in words("symptoms.qualities")
    return mention.kind in ("noun", "verb", "result", "asked")


def _same_thing(one: Mention, other: Mention) -> bool:
    a, b = one.term.phrase.rstrip("s"), other.term.phrase.rstrip("s")
    return a.endswith(b) or b.endswith(a)


def _placed(reading: Reading) -> Iterator[Symptom]:
    """Short answers that name the place of what hurts: "Which knee? – My right knee"."""
    folded = folded_text(reading)
    for asked, answered in pairwise(turns(reading)):
        sentence = re.match(r"[^.?!\n]*", folded[answered.start : min(answered.end, answered.start + 80)])
        reply = sentence.group().rstrip() if sentence else ""
        bare = len(reply.split()) <= 4 and _BARE_PLACE.match(reply) is not None and region_in(reply) is not None
        if not reply or len(reply.split()) > 10 or not (bare or _PLACE_SAID.match(reply)) or _TELLS_MORE.search(reply):
            continue
        if not said("symptoms.place_asked").search(folded, max(asked.start, asked.end - 160), asked.end):
            continue
        end = answered.start + len(reply)
        if region_in(reading.text[answered.start : end]) is not None or _PART_OF.search(reply):
            start, end = without_lead_in(folded, answered.start, end, end - 3)
            lead = _FILLERS.match(folded, answered.start, end) if bare else None
            start = lead.end() if lead else start
            yield symptom(reading, start, end, text=f"pain {plain(reading.text[start:end])}")


def _course(reading: Reading) -> Iterator[Symptom]:
    """How it goes, where that is asked: "How's the ankle been? – Better"."""
    folded = folded_text(reading)
    for asked, answered in pairwise(turns(reading)):
        low = max(asked.start, asked.end - 90)
        place = region_in(folded[low : asked.end])
        if place is None or not _HOW_IS_IT.search(folded, low, asked.end):
            continue
        told = _COURSE_SAID.match(folded, answered.start, min(answered.end, answered.start + 120))
        if told is None or "guess" in told["more"] or len(told["more"].split()) > 5:
            continue
        start, end = without_lead_in(folded, answered.start, told.end(), told.start("course"))
        start, end = strip(folded, start, end)
        yield symptom(reading, start, end, text=f"{place} {plain(reading.text[start:end]).lower()}")


def _sided(reading: Reading) -> Iterator[Symptom]:
    """Which side it is, in the patient's words: "the left is the bad one, right one's fine", "it's the right one, outside"."""
    folded = folded_text(reading)
    for asked, answered in pairwise(turns(reading)):
        if reading.speaker_at(answered.start) is not Speaker.PATIENT:
            continue
        stop = min(answered.end, answered.start + 160)
        told = list(_BAD_ONE.finditer(folded, answered.start, stop))
        for found in told:
            absent = found["good"] is not None
            if not absent or any(other["bad"] for other in told):
                assertion = Assertion.ABSENT if absent else Assertion.PRESENT
                yield symptom(
                    reading, *found.span(), text=plain(reading.text[found.start() : found.end()]), assertion=assertion
                )
        where = _WHERE.match(folded, answered.start, stop)
        if told or not where or not _COMES_FOR.search(folded, max(asked.start, asked.end - 120), asked.end):
            continue
        sentence = re.compile(r"[^.?!\n]+").match(folded, answered.start, stop)
        if sentence is None or not 4 <= len(sentence.group().split()) <= 16 or _TELLS_MORE.search(sentence.group()):
            continue
        start, end = without_lead_in(folded, answered.start, sentence.end(), where.end() - 2)
        yield symptom(reading, start, end, text=f"pain {plain(reading.text[start:end])}")


def _rated(reading: Reading, mentions: Sequence[Mention]) -> Iterator[Symptom]:
    """Ratings of another symptom than pain: "Your stiffness, out of ten? – Two. In the morning, five"."""
    folded = folded_text(reading)
    following = {turn.start: after for turn, after in pairwise(turns(reading))}
    for exchange in exchanges(reading):
        if not _SCALE.search(folded, exchange.question_start, exchange.question_end):
            continue
        asked = [
            m
            for m in within(mentions, exchange.question_start, exchange.question_end)
            if m.kind == "noun" and not m.term.row.get("rated")
        ]
        if len(asked) != 1:
            continue
        name = plain(reading.text[asked[0].start : asked[0].end])
        for sentence in _sentences_between(reading, exchange.answer_start, exchange.turn_end)[:3]:
            text = folded[sentence.start : sentence.end]
            if _RATING_SAID.search(text) and len(text.split()) <= 12:
                yield symptom(reading, sentence.start, sentence.end, text=f"{name} {plain(text)}")
        after = next((t for start, t in following.items() if start == exchange.answer_start), None)
        was = _WAS.match(folded, after.start, after.end) if after else None
        if was:
            text = plain(reading.text[was.start() : was.end()])
            yield symptom(reading, was.start(), was.end(), text=f"{name} {text}", when=When.PRIOR)


def _sentences_between(reading: Reading, start: int, end: int) -> list[Sentence]:
    return [s for s in sentences(reading) if start <= s.start < end]
