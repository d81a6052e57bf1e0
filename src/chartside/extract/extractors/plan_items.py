"""What is planned: frequency, next visit, progression, referral, discharge."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from chartside.domain.facts import Assertion, Fact, PlanItem, PlanOf
from chartside.domain.source import SourceKind, Speaker
from chartside.extract.amounts import SAID, amount
from chartside.extract.phrases import plain, strip
from chartside.extract.plan_frequency import Frequency, frequencies
from chartside.extract.reading import Reading, Zone
from chartside.extract.sentences import Sentence, sentences
from chartside.extract.spoken_plans import spoken_plans
from chartside.extract.treatment_blocks import HOME, blocks
from chartside.extract.vocabulary import folded_text, rows

_OPENS = re.compile(
    r"(?:(?:plan(?:ned)?|p|pt plan)\b\s*:?\s*|(?:next (?:visit|session|time|tx|week)|nv|nxt visit)\b|continue\b|cont\b|recommend|will (?:continue|progress|add|begin|start|re)|progress (?:to|as)|refer\b|possible referral|frequency|freq\b|see (?:pt|patient|her|him) )"
)
_CUE = re.compile(
    r"\b(?:next (?:visit|session|time|tx)|nv|nxt visit|then discharge|more visits|further visits|d/c to hep|dc to hep)\b"
)
_CARE = re.compile(
    r"\b(?:cont(?:inue)?|plan|poc|freq(?:uency)?|therapy|pt|skilled|stay at|drop to|reduced? to|visits?|recommend\w*|attend|schedule)\b"
)
_OWN = re.compile(
    r"\b(?:hep|home|exercis\w*|walk\w*|swim\w*|swam|gym|runs?|running|soccer|stretch\w*|ice|gardening|yoga|pilates|golf|tennis|plays?|church|class|falls?|wakes?|meds?|mg|reports?|doing|did)\b"
)
_PARTS = re.compile(r"[;\n]|\s\|\s|(?<!dr)(?<!mr)(?<!ms)(?<!vs)[.!](?=\s|$)|\bperiod\b")
_COMMA = re.compile(r",(?!\d{3}\b)\s*|\bcomma\b\s*|\bthen\b\s*|\band\b\s*(?=(?:discharge|d/c|refer)\b)")
_EMPTY = re.compile(
    r"(?:\s|[.,:;()+&-]|\b(?:cont(?:inue)?|continued|freq(?:uency)?|dur(?:ation)?|p|plan|pt|the|at|to|for|with|we'll|stay|reduced|drop|poc of|physical therapy|once a day|and|then|per|skilled|services|therapy|of care|is|as|planned|like|says|said|week|weeks|to|be|seen|patient|will|attend|\d{1,2} visits)\b)*"
)
_HEAD = re.compile(r"(?:\s|[-•*:+]|\b(?:plan|p|then|and|also)\b\s*:?\s)*")
_FREQUENCY_LINE = re.compile(r"\W*(?:freq(?:uency)?|poc|plan of care)\b[^:\n]{0,20}:", re.I)
_VISITS = re.compile(r"(?:visits?)\s+(?:over|in|for|x)\s+(?P<n>\d{1,2}|" + SAID + r")\s*(?:wks?|weeks?)\b")
_CARED = re.compile(r"\b(?:possibl[ey]|consider|may|might|if|as tolerated|pending)\b")
_POSSIBLE = re.compile(r"\b(?:possibl[ey]|consider|may|might)\b")
_CONDITION = re.compile(
    r"\b(?:precautions?|signed|license|therapist|electronically|timed|total|tot|time in|charges?|bill(?:ed)?)\b|\b(?:in|out):? \d{4}\b"
    r"|\d:\d\d|\b(?:te|ta|mt|nmr)\d\b|\b[sl]tg ?\d? ?(?:\([^)]*\) ?)?:|\bno \w+ing\b|\bdob\b|\bgoals? (?:are|were) met\b|\b[9g]\d{4} ?x ?\d|\b9\d{4}\b[^\n]{0,40}\d ?(?:min|')|\b(?:evaluation|training|therapy|exercise),? \d+ min"
)
_SIGNED = re.compile(r"\s*(?:signed|sign|therapist|electronically|e-signed|precautions?)\b", re.I)
_SIGNATURE = re.compile(r"\s*(?:[A-Z][A-Za-z.'’-]*,?\s){1,4}(?:PT|PTA|DPT|MPT|MSPT|OTR|SPT)\b(?:[,\s]|$)")
_NEGATED = re.compile(r"\b(?:no|not|without|denies)\b[\w\s]{0,20}\b(?:refer\w*|discharge)\b")
_SILENT = frozenset(
    {Zone.SUBJECTIVE, Zone.HISTORY, Zone.GOALS, Zone.HEADER, Zone.BILLING, Zone.INTERVENTIONS, Zone.OBJECTIVE}
)
_REPORTED = frozenset({Zone.SUBJECTIVE, Zone.HISTORY, Zone.GOALS, Zone.HEADER})


class PlanItems:
    """Plan items."""

    name = "plan_items"

    def extract(self, reading: Reading) -> Iterable[Fact]:
        """Plan items of a source, in order of place, each once."""
        if reading.source.kind in (SourceKind.INTAKE,):
            return ()
        found = [*_written(reading), *spoken_plans(reading)]
        once: dict[tuple[str, str, float | None], PlanItem] = {}
        for item in sorted(found, key=lambda f: f.start):
            once.setdefault((item.what, item.text.lower(), item.per_week), item)
        return tuple(once.values())


EXTRACTOR = PlanItems()


def _written(reading: Reading) -> Iterator[PlanItem]:
    folded = folded_text(reading)
    home = [(b.head, b.end) for b in blocks(reading) if b.category == HOME and b.start < b.end]
    treated = [(b.start, b.end) for b in blocks(reading) if b.category != HOME]
    for sentence in sentences(reading):
        line = sentence.line
        if line.speaker is not None:
            if line.speaker is Speaker.CLINICIAN:
                yield from _frequencies(reading, sentence, sentence.start, sentence.end, None)
            continue
        if _SIGNED.match(line.text) or _SIGNATURE.match(line.text):
            continue
        in_plan = line.zone is Zone.PLAN or _FREQUENCY_LINE.match(line.text) is not None
        if _inside(treated, sentence.start) and not _OPENS.match(folded, sentence.start):
            continue
        opens = line.zone not in _REPORTED and _opens(folded, sentence)
        told = in_plan or opens
        if line.zone in _SILENT and not told:
            continue
        for start, end in _pieces(folded, sentence.start, sentence.end):
            if _inside(home, start) or _CONDITION.search(folded, start, end):
                continue
            if told or _CUE.search(folded, start, end):
                yield from _planned(reading, sentence, start, end)
            else:
                yield from _frequencies(reading, sentence, start, end, None)


def _inside(places: list[tuple[int, int]], offset: int) -> bool:
    """Whether an offset lies in one of several places, given in order."""
    index = bisect_right(places, offset, key=lambda p: p[0]) - 1
    return index >= 0 and offset < places[index][1]


def _opens(folded: str, sentence: Sentence) -> bool:
    return _OPENS.match(folded, sentence.start, sentence.end) is not None


def _pieces(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for cut in _PARTS.finditer(folded, start, end):
        yield begin, cut.start()
        begin = cut.end()
    yield begin, end


@cache
def _verb() -> re.Pattern[str]:
    words = [w for row in rows("plan_words.toml", "verb") for w in row["words"]]
    return re.compile(rf"(?:{'|'.join(re.escape(w) for w in sorted(words, key=len, reverse=True))})(?![\w/])")


@cache
def _kinds() -> tuple[tuple[PlanOf, re.Pattern[str]], ...]:
    return tuple(
        (PlanOf(row["kind"]), re.compile(rf"(?<![\w/])(?:{'|'.join(re.escape(w) for w in row['words'])})(?![\w/])"))
        for row in rows("plan_words.toml")
    )


def _planned(reading: Reading, sentence: Sentence, start: int, end: int) -> Iterator[PlanItem]:
    """Items of a piece of the plan: its frequencies, and what is left in groups of clauses."""
    folded = folded_text(reading)
    often = list(_frequent(reading, sentence, start, end, planned=True))
    for frequency in often:
        yield _frequency_item(reading, frequency)
    for low, high in _groups(folded, start, end, often):
        item = _other(reading, low, high)
        if item is not None:
            yield item


def _groups(folded: str, start: int, end: int, often: list[Frequency]) -> Iterator[tuple[int, int]]:
    """Clauses that belong together: a clause that begins with a verb of its own parts from a frequency or "continue"."""
    cuts = [(start, start)] + [m.span() for m in _COMMA.finditer(folded, start, end)] + [(end, end)]
    low = high = -1
    for (_, begin), (stop, _) in pairwise(cuts):
        for f in often:
            if begin <= f.start < stop:
                if low >= 0:
                    yield low, high
                    low = -1
                if not _EMPTY.fullmatch(folded, begin, f.start):
                    yield begin, f.start
                begin = min(f.end, stop)
            elif f.start <= begin < f.end:
                begin = min(f.end, stop)
        if _EMPTY.fullmatch(folded, begin, stop):
            continue
        head = _HEAD.match(folded, begin, stop)
        first = head.end() if head else begin
        parted = (
            low >= 0
            and _verb().match(folded, first)
            and (
                _is_continue(folded, low, high)
                or (
                    _kind(folded, low, high) is not _kind(folded, first, stop)
                    and _kind(folded, first, stop) in (PlanOf.REFERRAL, PlanOf.DISCHARGE)
                )
            )
        )
        if low < 0 or parted:
            if low >= 0:
                yield low, high
            low = first
        high = stop
    if low >= 0:
        yield low, high


def _is_continue(folded: str, start: int, end: int) -> bool:
    return re.match(r"\s*cont(?:inue)?\b", folded[start:end]) is not None


def _kind(folded: str, start: int, end: int) -> PlanOf:
    return next((kind for kind, words in _kinds() if words.search(folded, start, end)), PlanOf.OTHER)


def _other(reading: Reading, start: int, end: int) -> PlanItem | None:
    folded = folded_text(reading)
    head = _HEAD.match(folded, start, end)
    start, end = strip(folded, head.end() if head else start, end)
    if end - start < 3 or _EMPTY.fullmatch(folded, start, end) or not re.search(r"[a-z]{2}|\d{5}", folded[start:end]):
        return None
    what = _kind(folded, start, end)
    visits = _VISITS.search(folded, start, end)
    return PlanItem(
        evidence=(reading.span(start, end),),
        what=what,
        text=plain(reading.text[start:end]),
        weeks=amount(visits["n"]) if visits and what is PlanOf.DURATION else None,
        assertion=_assertion(folded, start, end),
    )


def _assertion(folded: str, start: int, end: int) -> Assertion:
    if _NEGATED.search(folded, start, end):
        return Assertion.ABSENT
    return Assertion.POSSIBLE if _POSSIBLE.search(folded, start, end) else Assertion.PLANNED


def _frequencies(reading: Reading, sentence: Sentence, start: int, end: int, _: None) -> Iterator[PlanItem]:
    for frequency in _frequent(reading, sentence, start, end, planned=False):
        yield _frequency_item(reading, frequency)


def _frequent(reading: Reading, sentence: Sentence, start: int, end: int, *, planned: bool) -> Iterator[Frequency]:
    folded = folded_text(reading)
    for found in frequencies(folded, start, end):
        low = max(start, found.start - 60)
        before = re.split(r"[,;]|\bthen\b", folded[low : found.start + 12])[-1]
        around = folded[max(sentence.start, found.start - 90) : min(sentence.end, found.end + 40)]
        if _OWN.search(before) and not _CARE.search(before):
            continue
        if not planned and found.weeks is None and not _CARE.search(around):
            continue
        if not planned and _OWN.search(around) and not _CARE.search(around):
            continue
        yield found


def _frequency_item(reading: Reading, frequency: Frequency) -> PlanItem:
    start, end = strip(reading.text, frequency.start, frequency.end)
    return PlanItem(
        evidence=(reading.span(start, end),),
        what=PlanOf.FREQUENCY,
        text=plain(reading.text[start:end]),
        per_week=frequency.per_week,
        weeks=frequency.weeks,
        assertion=Assertion.PLANNED,
    )
