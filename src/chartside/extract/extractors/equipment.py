"""Devices and aids a patient has, uses, needs or is to get; a device only handled in a test or exercise is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chartside.domain.facts import Assertion, Equipment, Fact
from chartside.extract.assertions import stance_at
from chartside.extract.context_words import said, said_last, words
from chartside.extract.fields import Field, field_at, fields
from chartside.extract.note_parts import zone_of
from chartside.extract.once import Once
from chartside.extract.performance import devices
from chartside.extract.phrases import left_of, plain, segments, strip
from chartside.extract.questions_and_answers import Answer, Exchange, exchange_at, exchanges, is_form_line
from chartside.extract.reading import Reading, Zone
from chartside.extract.sentences import bounds
from chartside.extract.vocabulary import Mention, folded_text, vocabulary

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
_OWNS = re.compile(r"(?:has|owns|uses)\s+(?:an? )?")
_TO_GET = re.compile(r"(?:needs?|order(?:ed)?|to get|recommend\w*|request\w*)\b")
_NONE = re.compile(r"\s*(?:none|no|n/a)\b")
_FIRST = re.compile(
    r"(?:^|[,;.(|&+]|\band\b|\n|\s{3})[\s*•-]*(?:(?:an?|the|his|her|new|custom|bilat\w*|left|right|[rlb]|on|\d+\w*(?: \w+)?)\s+)*$"
)
_NO = re.compile(r"\b(?:no|without|w/o)\s+(?:\w+\s+)?$")
_NO_FIRST = re.compile(r"(?:^|[,;.(|])\s*no\s+(?:\w+\s+)?$")
_OFF = re.compile(
    r"\b(?:off|out of|stopped|stop|no longer|not|does|doesn't|wean\w*|d/?c\S*|discontinued?)\b[^,.;]{0,24}$"
)
_STOPPED = re.compile(
    r"\s*(?:was |has been |now |is )*(?:d/?c'?e?d\b|d/c\b|discontinued|stopped|removed|weaned|no longer (?:worn|used|needed)|off since|returned)"
    r"[^,.;|\n]{0,30}"
)
_ISSUED = re.compile(
    r"(?: (?:for|to) [\w ]{1,20})?\s(?:was |were |has been |is )?(?:fitted|issued|given|provided|dispensed|fabricated|delivered|arrived|ordered|adjusted to fit)\b"
    r"(?! with)[^,.;\n]{0,40}"
)
_LEAVES = re.compile(r"[\s*-]*(?:d/?c plan\w*|dispo\w*|discharge plan\w*|discharge rec\w*|dme|equipment|equip)\b")
_PARTED = re.compile(r"[,.;:]")
_LABELLED = re.compile(r"\s*(?:assistive )?devices?(?: used)?\s*[:|\t ]")
_ANSWERED = re.compile(r"\b(?:use|wear|equipment|devices?|brace|cane)\b[^?\n]{0,40}\?\s*a:[^.?\n]{0,40}$")
_ASKS = re.compile(r"[^.?;\n]{0,40}\?")
_MOVES = re.compile(r"\b(?:amb\w*|walk(?:s|ed|ing)?(?!-up)|gait|feet|ft|hallway|indep\w*|stairs|distance)\b")
_USED = re.compile(
    r"\s*(?:\([^)\n]{2,30}\)|\s(?:at|for|in|on|during|when|while|only|~|about|all|each|every|prn|as needed|daily|nightly|most|x\s?\d{1,2}\s?(?:wks?|weeks?|days?|mos?|months?)|full[- ]time|part[- ]time"
    r"|w/ exertion|with exertion|\d|one|two|three|four|five|six|seven|eight|twelve)(?![\w/])[^,.;|()\n]{0,44})"
)
_LISTED = re.compile(
    r"\s*(?:\([^)\n]{1,30}\)\s*)?(?:,|;|&|\+|/|\band\b|, and)\s*(?:(?:an?|the|new|his|her)\s+)?(?:[\w'-]+\s+){0,2}"
)
_FOUND = frozenset({Zone.OBJECTIVE, Zone.ASSESSMENT})
_NOT_OF_DEVICES = frozenset({"equipment", "precaution", "prior_function", "current_function", "transfers", "diagnosis"})
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
        before_it: Equipment | None = None
        for mention in devices(reading).mentions:
            equipment = _owned(reading, mention, before_it)
            if equipment is not None and equipment.text:
                once.extend([equipment])
            before_it = equipment if equipment is not None and equipment.assertion is not Assertion.ABSENT else None
        for exchange in exchanges(reading):
            once.extend(_answered(reading, exchange))
        return sorted(once.facts, key=lambda f: f.start)


EXTRACTOR = EquipmentItems()


def _listed(reading: Reading, field: Field) -> Iterator[Equipment]:
    folded = folded_text(reading)
    for start, end in _pieces(folded, field):
        if vocabulary("equipment.toml").find(folded, start, end):
            owned = _OWNS.match(folded, start, end)
            start = owned.end() if owned else start
            stance = Assertion.PLANNED if _TO_GET.match(folded, start, end) else Assertion.PRESENT
            yield Equipment(evidence=(reading.span(start, end),), text=plain(reading.text[start:end]), assertion=stance)


def _pieces(folded: str, field: Field) -> Iterator[tuple[int, int]]:
    """Segments of a field, parted at full stops too."""
    for low, high in segments(folded, field.start, field.end):
        begin = low
        for stop in _FULL_STOP.finditer(folded, low, high):
            yield begin, stop.start()
            begin = stop.end()
        yield begin, high


_FULL_STOP = re.compile(r"(?<=[a-z\d)]{3})\.[ ]+(?=[a-z])")


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


def _owned(reading: Reading, mention: Mention, before_it: Equipment | None) -> Equipment | None:
    folded = folded_text(reading)
    line = reading.line_at(mention.start)
    field = field_at(fields(reading), mention.start)
    if is_form_line(reading, line):
        return None
    if field and field.kind in _NOT_OF_DEVICES and not _STOPPED.match(folded, mention.end, field.end):
        return None
    zone = zone_of(reading, line)
    issued = mention.kind != "any" and _ISSUED.match(folded, mention.end, line.end)
    if (
        zone in _SILENT
        and line.speaker is None
        and not (issued or _wanted(folded, mention.start) or _LEAVES.match(folded, line.start, line.end))
    ):
        return None
    if exchange_at(reading, mention.start) is not None or _ASKS.match(folded, mention.end, line.end):
        return None
    low, high = bounds(reading, mention.start, mention.end)
    lead = folded[max(low, mention.start - 70) : mention.start]
    first = _FIRST.search(lead) is not None
    if _near(lead, "equipment.not_owned", 3):
        return None
    given_up = _given_up(reading, mention, lead, zone, first=first)
    if given_up is not None:
        return given_up
    where = _WHERE.match(folded, mention.end, high)
    worn = mention.kind == "brace" and (
        _WORN.match(folded, mention.end, high) or _IN.search(lead) or (where and not lead.strip(" \t-*•"))
    )
    used = first and zone not in _FOUND and _USED.match(folded, mention.end, high)
    at_home = field is not None and field.kind == "social" and first and mention.kind != "any"
    listed = before_it is not None and _LISTED.fullmatch(folded, before_it.evidence[0].end, mention.start)
    at_home = (
        at_home
        or (mention.kind == "oxygen" and (first or lead.endswith(" on ")))
        or _LABELLED.match(folded, line.start, mention.start) is not None
    )
    at_home = at_home or _ANSWERED.search(folded, line.start, mention.start) is not None
    if mention.kind == "any" or not (worn or issued or _has(lead) or used or at_home or listed):
        return None
    stance = stance_at(reading, mention.start, mention.end)
    assertion = stance.assertion
    if stance.conditional or assertion is Assertion.FAMILY:
        return None
    if assertion is Assertion.ABSENT:
        if stance.cue is None or not _PARTED.search(folded, min(stance.cue[1], mention.start), mention.start):
            return None
        assertion = Assertion.PRESENT
    stops = _LEFT_STOPS | set(words("equipment.had"))
    start = left_of(folded, low, mention.start, stops=stops)
    start = max(start, folded.rfind(". ", start, mention.start) + 2) if ". " in folded[start : mention.start] else start
    more = issued or where or (_USED.match(folded, mention.end, high) if zone not in _FOUND else None)
    start, end = strip(folded, start, more.end() if more else mention.end)
    end += folded[end : end + 1] == ")" and "(" in folded[mention.end : end]
    text = plain(reading.text[start:end])
    if text.lower() in _UNNAMED and mention.term.phrase == "assistive device":
        return None
    return Equipment(evidence=(reading.span(start, end),), text=text, assertion=assertion)


def _given_up(reading: Reading, mention: Mention, lead: str, zone: Zone, *, first: bool) -> Equipment | None:
    """A device no longer used, or that there is none of: "off the orthosis x 4 days", "sling d/c'd", "owns RTS, no walker".

    To be off a cane or crutches is what the patient can do, and no matter of equipment.
    """
    folded = folded_text(reading)
    near = lead[max(lead.rfind(c) for c in ",.;:(") + 1 :]
    left = _near(near, "equipment.given_up", 2)
    stopped = _STOPPED.match(folded, mention.end, mention.end + 60)
    if not (left or stopped):
        return None
    cue = _NO.search(lead)
    none = left and cue is not None
    nothing = Equipment(evidence=(reading.span(mention.start, mention.end),), text="", assertion=Assertion.ABSENT)
    if zone in _FOUND or (none and not _NO_FIRST.search(lead)) or (not none and mention.kind in ("walking", "wheel")):
        return nothing
    if (mention.kind == "any" and not none) or (none and _MOVES.search(lead)):
        return nothing
    start = mention.start - (len(lead) - cue.start() if cue and none else 0)
    if left and not none:
        off = _OFF.search(lead)
        start = mention.start - (len(lead) - off.start()) if off else start
    end = mention.end
    more = stopped or (None if none else _USED.match(folded, mention.end, mention.end + 60))
    end = strip(folded, start, more.end())[1] if more else end
    text = plain(reading.text[mention.start : end] if none else reading.text[start:end])
    return Equipment(evidence=(reading.span(start, end),), text=text, assertion=Assertion.ABSENT)


def _wanted(folded: str, offset: int) -> bool:
    """Whether words right before a device say that it is to be got ("Order FWW", "Equip: hemi walker")."""
    lead = folded[max(offset - 44, 0) : offset].rstrip(" :-")
    lead = lead.removesuffix(" a").removesuffix(" an").removesuffix(" for").rstrip(" :-")
    return said_last("equipment.wanted").search(lead) is not None


def _has(before: str) -> bool:
    return said("equipment.had").search(before[-56:]) is not None


def _near(before: str, table: str, most: int) -> bool:
    """Whether a word of the table stands at most `most` words before the end."""
    parts = before.split()
    return any(said_last(table).search(" ".join(parts[: len(parts) - n])) for n in range(min(most, len(parts))))
