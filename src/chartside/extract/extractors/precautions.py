"""Precautions: weight bearing, named precautions, limits of motion, activity and vital signs, who must clear what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from chartside.domain.facts import Assertion, Fact, Precaution
from chartside.domain.source import Speaker
from chartside.extract.assertions import stance_at
from chartside.extract.context_words import said, said_first, said_last
from chartside.extract.context_words import words as words_of
from chartside.extract.fields import Field, field_at, fields
from chartside.extract.once import Once
from chartside.extract.phrases import left_of, plain, right_of, segments, strip
from chartside.extract.reading import Reading, Zone
from chartside.extract.sentences import bounds
from chartside.extract.vocabulary import Mention, folded_text, mentions_of, vocabulary

_NONE = re.compile(r"(?:none|n/a|no known|no precautions|standard|see|reviewed)\b")
_SIDE_OR_TIME = re.compile(
    r"\s+(?:\d{1,3}\s?%|(?:[lr]|left|right|le|ue|rle|lle|rue|lue|in|with|w/|x|for|until|per|through|on)\b)"
)
_JOINED = re.compile(r"(?:or|and|nor|&)\b")
_TOLERATED = re.compile(
    r"\b(?:tol\w*|amb\w*|gait|gt|walk\w*|progress\w*|advance\w*|wean\w*)\s+(?:to\s+|w/\s*|with\s+|at\s+|in\s+)?$"
)
_ENDED = re.compile(
    r"\bd/c'?e?d?\b|\bdiscontinued\b|\bweaned\b|(?<!not )(?<!yet )\bcleared (?:for|to)\b|\blifted\b|\bno longer\b|\bremoved\b"
)
_LISTED_LIMIT = re.compile(
    r"\s*(?:(?:x|for|until|til|thru) (?:wks? |weeks? )?\d{1,2}\s?(?:wks?|weeks?|mos?|months?)?\s*)?[:,(-]\s*(?:no|avoid|nothing|do not|don't|<|>|and no|or)\b"
)
_ALLERGY = re.compile(r"\ballerg(?:y|ies|ic)\b[^\n.;]{0,16}\b(?:latex|adhesives?|tape)\b")
_AT_HOME = re.compile(
    r"\b(?:door|entry|entrance|enter|ramp|house|home|level|story|stories|elevator|apartment|apt|condo|inside|porch)\b"
)
"""Around "no steps": the home has none."""
_WHY = re.compile(r"\s(?:because|so that|in order)\s")
_HABIT = re.compile(r"\b(?:he|she|i|pt|patient|they)\s+(?:also |now |still |usually )?$")
_WITHOUT_PAIN = re.compile(r"\bw(?:ith)?\.?/? (?:no|min)\b|\bpain\b")
_LEAD = re.compile(r"(?:(?:and|but|so|remember|also|okay|ok|please|still|pt|patient)\b[\s,:]*)+")
_WHOLE_SEGMENT = (
    "per ",
    "brace",
    "locked",
    "sling",
    "boot",
    "has to",
    "until",
    "limit",
    "rom ",
    "lifting",
    "lift ",
    "cleared",
    "clearance",
)
_TOLD = ("keep ", "target", "helmet", "hold ", "hr ", "max hr", "bp ")
_LONGEST_LIST = 160
_COMMA = re.compile(r";|\n|(?<!\bdr)(?<!\bmr)(?<!\bms)\.\s|,(?!\d{3}\b)")
_LIMITS = re.compile(r"(?:no|avoid|do not|don't|not|nothing|limit)\b")
_SILENT_FIELDS = frozenset({"precaution", "family", "current_function", "prior_function", "social"})
_SHORT_ITEM = 4
_SIDE_WORD = 3
_ITEM_OF_HISTORY = re.compile(r"(?:hx|h/o|history|s/p|pmh)\b|(?:in |since )?(?:19|20)\d\d\b\W*$")
_TAUGHT = re.compile(
    r"\b(?:vcs?|cues?|cued|recall\w*|verbali\w*|reviewed|review|teach\w*|taught|educat\w*|edu'?d?|instruct\w*|demonstrat\w*|return demo|states|able to state|maintain\w*|adher\w*|complian\w*|reminder\w*)\b"
)


class Precautions:
    """Precautions."""

    name = "precautions"

    def extract(self, reading: Reading) -> Iterable[Fact]:
        """Precautions of a source, each said once."""
        once = Once[Precaution]()
        for field in fields(reading):
            if field.kind == "precaution":
                once.extend(_listed(reading, field))
        advised = list(_advised(reading))
        covered = 0
        for mention in mentions_of(reading, "precautions.toml"):
            field_here = field_at(fields(reading), mention.start)
            if (
                mention.start < covered
                or _overlaps(advised, mention)
                or (field_here and field_here.kind in _SILENT_FIELDS)
            ):
                continue
            precaution = _stated(reading, mention)
            if precaution is not None:
                covered = precaution.evidence[0].end
                once.extend([precaution])
        once.extend(advised)
        once.extend(_allergies(reading))
        return sorted(once.facts, key=lambda f: f.start)


EXTRACTOR = Precautions()


def _overlaps(advised: list[Precaution], mention: Mention) -> bool:
    return any(a.evidence[0].start <= mention.start < a.evidence[0].end for a in advised)


def _fact(reading: Reading, start: int, end: int) -> Precaution:
    return Precaution(evidence=(reading.span(start, end),), text=plain(reading.text[start:end]))


def _listed(reading: Reading, field: Field) -> Iterator[Precaution]:
    """Items under a precautions label; commas part them where all are short or where a new limit begins."""
    folded = folded_text(reading)
    start, end = strip(folded, field.start, field.end)
    if start >= end or _NONE.match(folded, start, end):
        return
    for low, high in _items(folded, start, end):
        if low >= high or _ENDED.search(folded, low, high) or _ITEM_OF_HISTORY.match(folded, low, high):
            continue
        known = _conditions(reading, low, high)
        if known and known[0].start - low <= _SIDE_WORD and known[-1].end >= high - 2 and len(known) == 1:
            continue
        yield _fact(reading, low, high)


def _conditions(reading: Reading, start: int, end: int) -> tuple[Mention, ...]:
    """Conditions by name in an item: "osteopenia" alone is history, not a thing to heed."""
    return vocabulary("conditions.toml").find(folded_text(reading), start, end)


def _items(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Items between commas; one that only goes on with the activities of the item before it stays with that."""
    found: list[tuple[int, int]] = []
    begin = start
    for cut in [*_COMMA.finditer(folded, start, end), None]:
        low, high = strip(folded, begin, cut.start() if cut else end)
        begin = cut.end() if cut else end
        if low >= high:
            continue
        words = folded[low:high].split()
        goes_on = len(words) <= _SHORT_ITEM - 1 and said("precautions.activity").match(words[-1]) is not None
        if found and (
            _JOINED.match(folded, low)
            or (goes_on and _LIMITS.match(folded, *found[-1]) and not _LIMITS.match(folded, low))
        ):
            found[-1] = (found[-1][0], high)
        else:
            found.append((low, high))
    return found


def _stated(reading: Reading, mention: Mention) -> Precaution | None:
    folded = folded_text(reading)
    line = reading.line_at(mention.start)
    if line.speaker is Speaker.PATIENT or (line.zone in (Zone.GOALS, Zone.BILLING) and line.speaker is None):
        return None
    stance = stance_at(reading, mention.start, mention.end)
    if stance.assertion is Assertion.GOAL:
        return None
    low, high = bounds(reading, mention.start, mention.end)
    parts = segments(folded, low, high)
    part = next(((a, b) for a, b in parts if a <= mention.start < b), (mention.start, high))
    absent = stance.assertion is Assertion.ABSENT
    if mention.kind == "named":
        if absent or said_last("precautions.worked_on").search(folded[low : mention.start]):
            return None
        if line.zone is Zone.ASSESSMENT and "risk" in mention.term.phrase:
            return None
        if _TAUGHT.search(folded, max(low, mention.start - 50), min(part[1], mention.end + 24)):
            return None
        start = left_of(folded, part[0], mention.start)
        if _LISTED_LIMIT.match(folded, mention.end):
            close = (
                folded.find(")", mention.end, high) + 1 if folded[mention.end : mention.end + 2].strip() == "(" else 0
            )
            return _fact(reading, start, close or strip(folded, start, min(high, start + _LONGEST_LIST))[1])
        return _fact(reading, start, right_of(folded, mention.end, part[1], breaks=_WHY))
    if mention.kind == "weight_bearing":
        if absent and "non" not in mention.term.phrase:
            return None
        treated = line.zone is Zone.INTERVENTIONS and mention.start > part[0]
        if treated or _TOLERATED.search(folded, part[0], mention.start):
            return None
        start = left_of(folded, part[0], mention.start)
        more = _SIDE_OR_TIME.match(folded, mention.end, part[1])
        return _fact(reading, start, right_of(folded, mention.end, part[1]) if more else mention.end)
    return _limited(reading, mention, folded[low : mention.start], part, high)


def _limited(reading: Reading, mention: Mention, before: str, part: tuple[int, int], high: int) -> Precaution | None:
    folded = folded_text(reading)
    start, end = part
    phrase, text = mention.term.phrase, folded[start:end]
    if _ENDED.search(text):
        return None
    if phrase in ("no steps", "no stairs") and _AT_HOME.search(folded, mention.start - 60, min(mention.end + 40, high)):
        return None
    treatment = reading.line_at(mention.start).zone is Zone.INTERVENTIONS
    if treatment and phrase.startswith("no ") and mention.start > part[0]:
        return None
    if phrase.startswith("avoid") and (treatment or _HABIT.search(before)):
        return None
    if phrase in ("cleared by", "clearance from") and "not" not in text:
        return None
    if phrase.startswith("per ") or phrase in ("sling for", "sling x"):
        if not said("precautions.limits").search(text):
            return None
    elif not phrase.startswith(_TOLD) and not said("precautions.activity").search(text):
        return None
    if phrase in ("not cleared", "not yet cleared") and len(text.split()) <= len(phrase.split()):
        return None
    if treatment and text.endswith(("today", "this visit", "this session")):
        return None
    if _WITHOUT_PAIN.search(folded, max(mention.start - 5, start), mention.start + 8):
        return None
    if not phrase.startswith(_WHOLE_SEGMENT):
        start = mention.start
    for low, stop in segments(folded, end, high):
        if low - end > 3 or not said_first("precautions.authority").match(folded, low):
            break
        end = stop
    lead = _LEAD.match(folded, start, mention.start)
    start = lead.end() if lead else start
    return _fact(reading, start, end) if end > start else None


@cache
def _advising() -> frozenset[str]:
    """The verbs with which advice begins."""
    return frozenset(advice.split()[0] for advice in words_of("precautions.advised"))


def _advised(reading: Reading) -> Iterator[Precaution]:
    """Advice to heed, outside of treatments: "He was advised to keep the cane outdoors"."""
    folded = folded_text(reading)
    if not any(verb in folded for verb in _advising()):
        return
    for advice in said("precautions.advised").finditer(folded):
        end = right_of(folded, advice.end(), bounds(reading, advice.start(), advice.end())[1])
        if reading.line_at(advice.start()).zone is not Zone.INTERVENTIONS and end > advice.end():
            yield _fact(reading, advice.start(), end)


def _allergies(reading: Reading) -> Iterator[Precaution]:
    """Allergies to what touches the skin in treatment."""
    folded = folded_text(reading)
    for found in _ALLERGY.finditer(folded) if "allerg" in folded else ():
        asked = field_at(fields(reading), found.end() - 1)
        if asked is not None and asked.kind == "allergy" and "?" not in found.group():
            continue  # told as history under its own label
        yield _fact(reading, found.start(), found.end())
