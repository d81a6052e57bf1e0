"""Devices and aids a patient has, uses, needs or is to get; a device only handled in a test or exercise is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chartside.domain.facts import Assertion, Equipment, Fact
from chartside.extract.assertions import stance_at
from chartside.extract.context_words import said, said_last, words
from chartside.extract.fields import Field, field_at, fields
from chartside.extract.once import Once
from chartside.extract.phrases import left_of, plain, segments, strip
from chartside.extract.questions_and_answers import Answer, Exchange, exchange_at, exchanges, is_form_line
from chartside.extract.reading import Reading, Zone
from chartside.extract.sentences import bounds
from chartside.extract.vocabulary import Mention, folded_text, mentions_of, vocabulary

_WHERE = re.compile(
    r"\s+(?:outdoors|outside|indoors|at home|at (?:night|noc|all times)|in (?:the )?(?:community|shower|bathroom|tub)"
    r"|for (?:long distances?|community|comfort|distances?|stairs|outdoors|sleep)|prn|as needed|when out)\b"
    r"(?: (?:distances?|ambulation|only))?"
)
_IN = re.compile(r"\bin (?:a |an |the |her |his )?$")
_ASKED = re.compile(
    r"\b(?:still (?:using|wearing)|are you (?:using|wearing)|do you (?:still )?(?:use|wear|have|need))\b"
)
_WORN = re.compile(r"\s+(?:worn|in place|donned)\b")
_LIMITED = re.compile(r"(?:only|just|when|outside|at|sometimes|mostly)\b")
_OWNS = re.compile(r"(?:has|owns|needs|uses)\s+(?:an? )?")
_NONE = re.compile(r"\s*(?:none|no|n/a)\b")
_SILENT = frozenset({Zone.INTERVENTIONS, Zone.GOALS, Zone.BILLING})
_LEFT_STOPS = frozenset(
    {"a", "an", "the", "his", "her", "their", "my", "your", "that", "this", "and", "or", "of", "in", "on", "to", "with"}
    | {"w/", "is", "are", "for", "no", "you", "by", "into", "except"}
)
_UNNAMED = frozenset({"assistive device", "brace", "boot"})


class EquipmentItems:
    """Equipment."""

    name = "equipment"

    def extract(self, reading: Reading) -> Iterable[Fact]:
        """Equipment of a source, each thing once."""
        once = Once[Equipment]()
        for field in fields(reading):
            if field.kind == "equipment" and not _NONE.match(reading.text[field.start : field.end].lower()):
                once.extend(_listed(reading, field))
        for mention in mentions_of(reading, "equipment.toml"):
            equipment = _owned(reading, mention)
            if equipment is not None:
                once.extend([equipment])
        for exchange in exchanges(reading):
            once.extend(_answered(reading, exchange))
        return sorted(once.facts, key=lambda f: f.start)


EXTRACTOR = EquipmentItems()


def _listed(reading: Reading, field: Field) -> Iterator[Equipment]:
    folded = folded_text(reading)
    for start, end in segments(folded, field.start, field.end):
        if vocabulary("equipment.toml").find(folded, start, end):
            owned = _OWNS.match(folded, start, end)
            start = owned.end() if owned else start
            yield Equipment(evidence=(reading.span(start, end),), text=plain(reading.text[start:end]))


def _answered(reading: Reading, exchange: Exchange) -> Iterator[Equipment]:
    """Devices asked for ("Still using the cane? – Only outside")."""
    folded = folded_text(reading)
    asked = vocabulary("equipment.toml").find(folded, exchange.question_start, exchange.question_end)
    if not asked or not _ASKED.search(folded, exchange.question_start, exchange.question_end):
        return
    limited = exchange.answer is Answer.OPEN
    if limited and not _LIMITED.match(folded, exchange.answer_start):
        return
    text = plain(reading.text[asked[0].start : asked[0].end])
    if limited:
        text = f"{text} {plain(folded[exchange.answer_start : exchange.answer_end]).rstrip('.')}"
    yield Equipment(
        evidence=(reading.span(exchange.question_start, exchange.answer_end),),
        text=text,
        assertion=Assertion.ABSENT if exchange.answer is Answer.NO else Assertion.PRESENT,
    )


def _owned(reading: Reading, mention: Mention) -> Equipment | None:
    folded = folded_text(reading)
    line = reading.line_at(mention.start)
    field = field_at(fields(reading), mention.start)
    if exchange_at(reading, mention.start) is not None or (field and field.kind in ("equipment", "precaution")):
        return None
    if (line.zone in _SILENT and line.speaker is None) or is_form_line(reading, line):
        return None
    low, high = bounds(reading, mention.start, mention.end)
    before = folded[max(low, mention.start - 70) : mention.start]
    where = _WHERE.match(folded, mention.end, high)
    worn = mention.kind == "brace" and (
        _WORN.match(folded, mention.end, high) or _IN.search(before) or (where and not before.strip(" \t-*•"))
    )
    if not (worn or _has(before)) or _near(before, "equipment.not_owned", 3):
        return None
    stance = stance_at(reading, mention.start, mention.end)
    if stance.conditional or stance.assertion is Assertion.FAMILY:
        return None
    stops = _LEFT_STOPS | set(words("equipment.had"))
    start = left_of(folded, low, mention.start, stops=stops)
    start, end = strip(folded, start, where.end() if where else mention.end)
    text = plain(reading.text[start:end])
    if text.lower() in _UNNAMED and mention.term.phrase == "assistive device":
        return None
    return Equipment(evidence=(reading.span(start, end),), text=text, assertion=stance.assertion)


def _has(before: str) -> bool:
    return said("equipment.had").search(before[-56:]) is not None


def _near(before: str, table: str, most: int) -> bool:
    """Whether a word of the table stands at most `most` words before the end."""
    parts = before.split()
    return any(said_last(table).search(" ".join(parts[: len(parts) - n])) for n in range(min(most, len(parts))))
