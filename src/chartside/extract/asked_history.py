"""History in questions with their answers, and conditions ticked on a form."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from chartside.domain.facts import Assertion, History
from chartside.extract.folding import fold
from chartside.extract.phrases import plain, strip
from chartside.extract.questions_and_answers import Answer, Exchange, exchanges, has_box
from chartside.extract.reading import Reading
from chartside.extract.shared_work import once_per_source
from chartside.extract.vocabulary import folded_text, vocabulary

_ITEM = r"(?P<item>(?!yes\b|no\b)[A-Za-z][^\[\n☐☒☑]{2,40}?)(?=[ \t]*(?:\[|☐|☒|☑|\n|$|[ ]{2,}))"
_TICKED = re.compile(rf"(?:\[\s?(?P<mark>[xX✓✔]?)\s?\]|(?P<box>[☐☒☑]))[ \t]*{_ITEM}", re.I)
_SYMPTOMS = re.compile(r"\bsymptoms?\b|\bexperienc|\bpast (?:month|week|few weeks)\b|\bpain (?:is|feels)\b", re.I)
_LIST_LABEL = re.compile(r"\b(?:check|medical|conditions|history|diagnosed|following)\b")


@dataclass(frozen=True, slots=True)
class _Topic:
    """A subject of history taking: what asks for it, what of the question names it, whether a yes tells it."""

    name: str
    asks: re.Pattern[str]
    names: re.Pattern[str]
    tells_yes: bool = False


_TOPICS = (
    _Topic("allergies", re.compile(r"\ballerg\w+"), re.compile(r"(?:known )?allergies(?: to (?:any )?\w+)?")),
    _Topic(
        "family",
        re.compile(
            r"\bfamily history\b|\brelatives\b|\b(?:in|runs? in) (?:the|your) family\b|\bfamily members?\b|\byour (?:parents|siblings)\b"
        ),
        re.compile(r"family history[^?.]*"),
    ),
    _Topic(
        "operations",
        re.compile(r"\b(?:surgeries|hospitali[sz]ations?|operations?|(?:had|prior|previous|any) surger(?:y|ies))\b"),
        re.compile(r"(?:hospitali[sz]ations?|(?:previous |prior |past )?surger(?:ies|y)|operations?)[^?.]*"),
    ),
    _Topic(
        "conditions",
        re.compile(
            r"\b(?:(?:medical|health) (?:conditions?|problems?|issues)|diagnosed with|chronic conditions|medical history)\b"
        ),
        re.compile(
            r"(?:other )?(?:medical|health) (?:conditions?|problems?|issues)|conditions? (?:like )?[^?.]*|diagnosed[^?.]*"
        ),
    ),
    _Topic(
        "falls",
        re.compile(r"\b(?:fallen|falls?)\b.*\b(?:year|months?)\b"),
        re.compile(r"(?:fallen|falls?)[^?.]*"),
        tells_yes=True,
    ),
    _Topic(
        "before",
        re.compile(
            r"\b(?:pain|injur\w+|anything like|this|therapy|problem|sprained \w+|episode\w*)\b.*\b(?:in the past|before)\b"
            r"|\bsimilar injur\w+|\bever (?:had|experienced)\b.*\b(?:this|trauma|injury)\b"
        ),
        re.compile(
            r"(?:any )?(?:kind of )?(?:pain or injury|trauma|injur\w+|anything like this|similar injur\w+|physical therapy|pain)[^?.]*"
        ),
        tells_yes=True,
    ),
    _Topic("contacts", re.compile(r"\bsick contacts\b"), re.compile(r"sick contacts")),
    _Topic(
        "immunizations",
        re.compile(r"\b(?:immuni[sz]ations?|vaccin\w+)\b"),
        re.compile(r"up[- ]to[- ]date with[^?.]*|(?:immuni[sz]ations?|vaccin\w+)[^?.]*"),
        tells_yes=True,
    ),
)
_EVER = re.compile(
    r"\b(?:ever (?:had|have|been|broken|torn)|any history of|(?:a )?history of|have you had|do you have|have you been diagnosed)\b"
)
_NONE_OF = re.compile(
    r"(?:(?<=[.!?,;] )|(?<=^))(?:but )?no (?P<what>(?!one\b|but\b|that|not\b|idea|i\b|problem)[a-z][a-z -]{2,40}?)(?:(?: that i know of| or anything(?: like that)?| as far as i know| in the family| on either side| i know of)\b|(?=[.,;!\n]|$))"
)
_MORE = re.compile(r"[,\s][^.?!\n]{2,60}")
_DISEASES = re.compile(r"\b(?:[\w ]{0,50}\b(?:diseases?|disorders?|conditions?|problems|cancers?))\b")


def asked_history(reading: Reading) -> Iterator[History]:
    """History from all exchanges and from ticked lists."""
    yield from _ticked(reading)
    family = False
    for exchange, topic in _topics(reading):
        question = folded_text(reading)[exchange.question_start : exchange.question_end]
        if topic is None:
            named = _named(reading, exchange, question)
            if named is not None:
                yield named
                continue
            diseases = _DISEASES.search(question) if family and exchange.answer is Answer.NO else None
            if diseases is None:
                family = False
                continue
            text = f"family history of {diseases.group().strip().removeprefix('any ')}"
            yield _fact(reading, exchange, text, Assertion.ABSENT)
            continue
        family = topic.name == "family"
        if family:
            yield from _not_in_family(reading, exchange)
        yield from _answered(reading, exchange, topic, question)


def _named(reading: Reading, exchange: Exchange, question: str) -> History | None:
    """A condition asked for by its name: "Ever had a stress fracture? – Yeah, left tibia, in college"."""
    if exchange.answer is Answer.OPEN or not _EVER.search(question):
        return None
    known = vocabulary("conditions.toml").find(question)
    if not known:
        return None
    low, high = exchange.question_start + known[0].start, exchange.question_start + known[-1].end
    text = plain(reading.text[low:high])
    if exchange.answer is Answer.NO:
        return _fact(reading, exchange, text, Assertion.ABSENT)
    more = _MORE.match(folded_text(reading), exchange.answer_end, exchange.turn_end)
    end = more.end() if more else exchange.answer_end
    text = f"{text}{plain(reading.text[exchange.answer_end : end]).rstrip('.')}"
    return History(evidence=(reading.span(exchange.question_start, end),), text=text)


def _not_in_family(reading: Reading, exchange: Exchange) -> Iterator[History]:
    """What the family does not have: "My mom has osteoporosis. No cancer that I know of"."""
    folded = folded_text(reading)
    for none in _NONE_OF.finditer(folded, exchange.answer_start, exchange.turn_end):
        start, end = none.span()
        text = f"family history of {plain(reading.text[none.start('what') : none.end('what')])}"
        yield History(evidence=(reading.span(start, end),), text=text, assertion=Assertion.ABSENT)


def asks_for_history(reading: Reading, offset: int) -> bool:
    """Whether the words at `offset` answer a question for conditions or operations."""
    found = _topics(reading)
    index = bisect_right(found, offset, key=lambda pair: pair[0].answer_start) - 1
    if index < 0:
        return False
    exchange, topic = found[index]
    return offset < exchange.turn_end and topic is not None and topic.name in ("conditions", "operations")


def asks_for_family(reading: Reading, offset: int) -> bool:
    """Whether the words at `offset` answer a question for illness in the family."""
    found = _topics(reading)
    index = bisect_right(found, offset, key=lambda pair: pair[0].answer_start) - 1
    if index < 0:
        return False
    exchange, topic = found[index]
    return offset < exchange.turn_end and topic is not None and topic.name == "family"


@once_per_source
def _topics(reading: Reading) -> tuple[tuple[Exchange, _Topic | None], ...]:
    folded = folded_text(reading)
    return tuple(
        (e, next((t for t in _TOPICS if t.asks.search(folded, e.question_start, e.question_end)), None))
        for e in exchanges(reading)
    )


def _answered(reading: Reading, exchange: Exchange, topic: _Topic, question: str) -> Iterator[History]:
    if exchange.answer is Answer.OPEN or (exchange.answer is Answer.YES and not topic.tells_yes):
        return
    answer = folded_text(reading)[exchange.answer_end : min(exchange.turn_end, exchange.answer_end + 160)]
    known = vocabulary("conditions.toml").find(answer)
    if topic.name in ("conditions", "before") and (known or (topic.name == "before" and len(answer.split()) > 8)):
        return
    if topic.name == "before" and exchange.answer is Answer.NO and "trauma" in question and "ever" not in question:
        return
    named = topic.names.search(question)
    text = plain((named.group() if named else question).strip(" ?.")).removeprefix("any ")
    if exchange.answer is Answer.NO:
        yield _fact(reading, exchange, text, Assertion.ABSENT)
    else:
        yield _fact(reading, exchange, text, Assertion.HISTORICAL if topic.name == "before" else Assertion.PRESENT)


def _fact(reading: Reading, exchange: Exchange, text: str, assertion: Assertion) -> History:
    span = reading.span(exchange.question_start, exchange.answer_end)
    return History(evidence=(span,), text=text, assertion=assertion)


@once_per_source
def _symptom_lines(reading: Reading) -> frozenset[int]:
    """Numbers of the lines of boxes below a line that asks for symptoms."""
    found: set[int] = set()
    symptoms = False
    for line in reading.lines:
        if not has_box(line.text):
            symptoms = _SYMPTOMS.search(line.text) is not None
        elif symptoms or _SYMPTOMS.search(line.text):
            found.add(line.number)
    return frozenset(found)


def _ticked(reading: Reading) -> Iterator[History]:
    """Conditions ticked, or left empty, in a list of a form; an unticked item is absent."""
    if not has_box(reading.text):
        return
    for item in _TICKED.finditer(reading.text):
        line = reading.line_at(item.start())
        if line.number in _symptom_lines(reading):
            continue
        lead = fold(reading.text[line.start : item.start()])
        first = lead.split("[", 1)[0].strip()
        start, end = strip(reading.text, item.start("item"), item.end("item"))
        text = plain(reading.text[start:end])
        known = vocabulary("conditions.toml").find(fold(text))
        if not known and (first or item["mark"] == "" or item["box"] == "☐") and not _LIST_LABEL.search(first):
            continue
        if not known and not (item["mark"] or item["box"] in ("☒", "☑")):
            continue
        ticked = bool(item["mark"]) or item["box"] in ("☒", "☑")
        yield History(
            evidence=(reading.span(item.start(), end),),
            text=text,
            assertion=Assertion.PRESENT if ticked else Assertion.ABSENT,
        )
