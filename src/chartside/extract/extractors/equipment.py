"""Devices and aids a patient has, uses, needs or is to get; a device only handled in a test or exercise is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chartside.domain.facts import Assertion, Equipment, Fact
from chartside.extract.assertions import stance_at
from chartside.extract.fields import Field, field_at, fields
from chartside.extract.once import Once
from chartside.extract.phrases import left_of, plain, segments, strip
from chartside.extract.questions_and_answers import Answer, Exchange, exchange_at, exchanges
from chartside.extract.reading import Reading, Zone
from chartside.extract.sentences import bounds
from chartside.extract.vocabulary import Mention, folded_text, vocabulary

_HAS = re.compile(
    r"\b(?:uses?|using|has|have|owns?|wears?|wearing|needs?|ordered?|order|issued|provided|fitted (?:for|with)|got|given|give (?:you|her|him)|borrowed|"
    r"equipment|dme|purchased?|bought|recommend(?:ed)?|prescribed|arrives? (?:with|w/|in)|presents? (?:with|w/|in)|put (?:you|her|him)? ?in|puts?|dependent on|"
    r"requires?|sleeps (?:with|in)|obtain|get)\b[^.;\n]{0,48}$"
)
_NOT_OWNED = re.compile(
    r"\b(?:test|tug|with cane was|exercise|stretch|flexion|er w/|aarom|practice|without|w/o|stop using|out of|off|wean\w*|d/c|discontinue|no)\b[^.;,\n]{0,24}$"
)
_WHERE = re.compile(
    r"\s+(?:outdoors|outside|indoors|at home|in (?:the )?(?:community|shower|bathroom|tub)|for (?:long distances?|community|comfort|distances?|stairs|outdoors|sleep)|at night|prn|as needed|when out)\b(?: (?:distances?|ambulation|only))?"
)
_SILENT = frozenset({Zone.INTERVENTIONS, Zone.GOALS, Zone.BILLING})
_EMPTY = re.compile(r"(?:none|no|n/a)\b")
_LEFT_STOPS = frozenset(
    [
        "a",
        "an",
        "the",
        "his",
        "her",
        "their",
        "my",
        "your",
        "has",
        "have",
        "uses",
        "use",
        "using",
        "with",
        "w/",
        "and",
        "or",
        "of",
        "in",
        "on",
        "to",
        "owns",
        "wears",
        "wearing",
        "needs",
        "need",
        "is",
        "are",
        "got",
        "for",
        "issued",
        "ordered",
        "no",
        "you",
        "put",
        "by",
    ]
)


class EquipmentItems:
    """Equipment."""

    name = "equipment"

    def extract(self, reading: Reading) -> Iterable[Fact]:
        """Equipment of a source, each thing once."""
        folded = folded_text(reading)
        found = fields(reading)
        once = Once[Equipment]()
        for field in found:
            if field.kind == "equipment":
                once.extend(_listed(reading, folded, field))
        for mention in vocabulary("equipment.toml").find(folded):
            equipment = _owned(reading, folded, mention, field_at(found, mention.start))
            if equipment is not None:
                once.extend([equipment])
        for exchange in exchanges(reading):
            once.extend(_answered(reading, folded, exchange))
        return once.facts


EXTRACTOR = EquipmentItems()


def _listed(reading: Reading, folded: str, field: Field) -> Iterator[Equipment]:
    if _EMPTY.match(folded[field.start : field.end].strip()):
        return
    for start, end in segments(folded, field.start, field.end):
        if vocabulary("equipment.toml").find(folded, start, end):
            yield Equipment(evidence=(reading.span(start, end),), text=plain(reading.text[start:end]))


def _answered(reading: Reading, folded: str, exchange: Exchange) -> Iterator[Equipment]:
    """ "Still using the cane? – Only outside." """
    question = folded[exchange.question_start : exchange.question_end]
    asked = vocabulary("equipment.toml").find(folded, exchange.question_start, exchange.question_end)
    if not asked or not re.search(r"\b(?:us(?:e|ing)|wear(?:ing)?|have|need)\b", question):
        return
    answer = folded[exchange.answer_start : exchange.answer_end]
    if exchange.answer is Answer.OPEN and not re.match(r"(?:only|just|when|outside|at|sometimes|mostly)\b", answer):
        return
    assertion = Assertion.ABSENT if exchange.answer is Answer.NO else Assertion.PRESENT
    text = plain(reading.text[asked[0].start : asked[0].end])
    if exchange.answer is Answer.OPEN:
        text = f"{text} {plain(answer).rstrip('.')}"
    yield Equipment(
        evidence=(reading.span(exchange.question_start, exchange.answer_end),), text=text, assertion=assertion
    )


def _owned(reading: Reading, folded: str, mention: Mention, field: Field | None) -> Equipment | None:
    line = reading.line_at(mention.start)
    if exchange_at(reading, mention.start) is not None or (field and field.kind in ("equipment", "precaution")):
        return None
    if mention.term.row.get("abbreviation") and not reading.text[mention.start : mention.end].isupper():
        return None
    if line.zone in _SILENT and line.speaker is None:
        return None
    low, high = bounds(reading, mention.start, mention.end)
    before = folded[max(low, mention.start - 70) : mention.start]
    if not _HAS.search(before) or _NOT_OWNED.search(before):
        return None
    stance = stance_at(reading, mention.start, mention.end)
    if stance.conditional or stance.assertion is Assertion.FAMILY:
        return None
    start = left_of(folded, low, mention.start, stops=_LEFT_STOPS)
    where = _WHERE.match(folded, mention.end, high)
    start, end = strip(folded, start, where.end() if where else mention.end)
    return Equipment(
        evidence=(reading.span(start, end),), text=plain(reading.text[start:end]), assertion=stance.assertion
    )
