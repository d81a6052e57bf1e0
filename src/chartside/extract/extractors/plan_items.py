"""What is planned: frequency, next visit, progression, referral, discharge."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

import ahocorasick

from chartside.domain.facts import Assertion, Fact, PlanItem, PlanOf
from chartside.domain.source import SourceKind, Speaker
from chartside.extract.amounts import SAID, amount
from chartside.extract.phrases import plain, strip
from chartside.extract.plan_frequency import Frequency, daily, frequencies
from chartside.extract.plan_pieces import Piece, plan_pieces
from chartside.extract.plan_referrals import asks_another, is_referral
from chartside.extract.reading import Reading
from chartside.extract.sentences import Sentence, sentences
from chartside.extract.spoken_plans import spoken_plans
from chartside.extract.vocabulary import folded_text, rows

_CARE = re.compile(
    r"\b(?:cont(?:inue)?|plan|poc|freq(?:uency)?|therapy|pt|skilled|stay at|drop to|reduced? to|visits?|recommend\w*|attend|schedule|keep (?:going|you|him|her|them|it|that|this|pt)|still|return|sessions?|tx|treatment|poc|we're|hhpt|see you|be seen)\b"
)
_OWN = re.compile(
    r"\b(?:hep|home|exercis\w*|walk\w*|swim\w*|swam|gym|runs?|running|soccer|stretch\w*|ice|gardening|yoga|pilates|golf|tennis|plays?|church|class|falls?|wakes?|meds?|mg|mcg|reports?|doing|did|leaks?|headaches?|ha|episodes?|goal|school|daycare|works?)\b"
)
_COMMA = re.compile(
    r",(?!\d{3}\b)\s*|\bcomma\b\s*|\bthen\b\s*|\s\+\s(?=(?:refer|d/c|discharge)\b)|\band\b\s*(?=(?:discharge|d/c|refer|reassess|recheck)\b)|&\s*(?=(?:discharge|d/c|refer|reassess)\b)|\s[-/]\s(?=\w)"
)
_SMALL = r"[.,:;()+&>/*_-]"
_EMPTY = re.compile(
    rf"(?>\s|{_SMALL}|→|\b(?:for \d{{1,3}} days|cont(?:inue)?|con't|continued|continuing|freq(?:uency)?|dur(?:ation)?|p|plan|pt|the|at|to|for|with|we'll|we're|stay|keep going|reduced?|reduction|drop|down|taper|wean|step|decrease|increase|poc of|physical therapy|once a day|and|then|per|skilled|services|therapy|tx|treatment|of care|is|as|planned|needed|tolerated|like|says|said|week|weeks|wks?|be|seen|see|her|him|patient|will|attend|still|now|same|last|visit|before|above|recommend(?:ed)?|hhpt|outpatient|op|\d{{1,2}} (?:visits?|sessions?)(?: (?:left|remaining|auth(?:orized|\'d)?|approved|total))?|while (?:inpt|inpatient|in house|in acute|in hospital|here|on caseload)|during (?:stay|admission|hospital stay)|until d/?c|this (?:stay|admission)|pta?|spt|resume|(?:once|when|until) (?:cleared|able)|iep|returns?(?: to (?:clinic|pt|therapy))?|f/u|ext(?:end|ended|ension)?|\d+(?:-\d+)? ?(?:min(?:ute)?s?|hrs?|hours?|')(?: ?/ ?(?:day|session|visit|tx)| (?:a|per) (?:day|session|visit)| (?:sessions?|visits?))?|x)\b)*+"
)
_PURPOSE = re.compile(
    r"\W*(?:in order |so as )?to (?:address|improve|increase|restore|maximi[sz]e|facilitate|achieve|reach|meet|progress toward|promote|decrease|reduce|normali[sz]e|optimi[sz]e|return|regain|attain|allow)\b"
)
_POC = re.compile(
    rf"(?:\s|{_SMALL}|\b(?:cont(?:inue)?|con't|goals|working on goals|with|w/|per|current|established|the|est|poc|plan of care|pt|skilled|as|planned)\b)*"
)
_HEAD = re.compile(
    r"(?:\s|[-•*:+>→]|\b(?:plan|p|then|and|also|we will|we'll|will|pta to|pta will|pt|patient)\b(?! to call| to return| reassess)\s*:?\s|\bplan to\b)*"
)
_VISITS = re.compile(
    r"(?:visits?|sessions?|treatments?)\s+(?:over|in|for|x|within|across|during)\s+(?:the next |the |next |about |approximately )?(?P<n>\d{1,2}|"
    + SAID
    + r")(?:-\d{1,2})?\s*-?(?:more )?(?P<unit>wks?|weeks?|mos?|months?)\b"
)
_FOR_WEEKS = re.compile(
    r"(?:\W|\b(?:cont(?:inue)?|pt|physical|therapy|hhpt|skilled|poc|plan|of|care|elos|los|est|estimated|length|stay|dur(?:ation)?|total|episode|anticipated?|expected|for|x|over|another|the|next|additional|up|to|an|approx|approximately|about|with|will)\b)*"
    r"(?P<n>\d{1,2}|"
    + SAID
    + r")(?:\s?(?:-|to)\s?\d{1,2})?\s?-?(?:more |additional |further )?(?P<unit>wks?|weeks?|mos?|months?)\b(?:\W|\b(?:more|total|duration|poc|of|pt|from|eval|anticipated|est)\b)*"
)
_POSSIBLE = re.compile(r"\b(?:possibl[ey]|consider(?:ing)?|may|maybe|might|potential(?:ly)?|if)\b")
_ABSENT = re.compile(r"\b(?:no|not|without|denies)\b[\w\s]{0,20}\b(?:refer\w*|discharge)\b")
_DATED = re.compile(
    r"\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]* \d{1,2}\b"
)
_APPOINTMENT = re.compile(r"\b(?:f/u|follow[- ]?up|recheck|appt|appointment|sees|visit)\b")
_REFERS = re.compile(r"\b(?:refer\w*|consult|request)\b")
_BARE = re.compile(
    r"(?:d/?c|discharge|treatment|tx|pt)? ?(?:plan(?:ning)?|dispo(?:sition)?|plan of care|poc)|next(?: visit)?|nxt|nv"
)
_PAST = re.compile(
    r"\b(?:saw|used to|went|attended|received|had|previous(?:ly)?|prior|chiropract\w*|massage|acupuncture|last (?:year|summer|fall|winter|spring|month)|years? ago|months? ago|completed|was seen|has been|have been|been (?:going|doing)|before (?:surgery|injury|onset))\b"
)
_BREAK = re.compile(r"[,;]|\bthen\b")
_NEXT = re.compile(r"\W*(?:then )?next\b(?! (?:month|year))|\bnext\W*$")


_TRIED = re.compile(r"\s(?:trial|progression|start|increase)\W*$")
"""Nouns at the end of a clause, which say nothing of its kind ("home traction trial")."""


class PlanItems:
    """Plan items."""

    name = "plan_items"

    def extract(self, reading: Reading) -> Iterable[Fact]:
        """Plan items of a source, in order of place, each once."""
        if reading.source.kind in (SourceKind.INTAKE,):
            return ()
        found = [*_written(reading), *_said(reading), *spoken_plans(reading)]
        once: dict[tuple[str, str, float | None], PlanItem] = {}
        for item in sorted(found, key=lambda f: f.start):
            once.setdefault((item.what, item.text.lower(), item.per_week), item)
        return tuple(once.values())


EXTRACTOR = PlanItems()


def _written(reading: Reading) -> Iterator[PlanItem]:
    for piece in plan_pieces(reading):
        if piece.told:
            yield from _planned(reading, piece)
        else:
            yield from _frequencies(reading, piece.sentence, piece.start, piece.end)


def _said(reading: Reading) -> Iterator[PlanItem]:
    """Frequencies in what clinicians say."""
    if not reading.is_dialogue:
        return
    for sentence in sentences(reading):
        if sentence.line.speaker is Speaker.CLINICIAN:
            yield from _frequencies(reading, sentence, sentence.start, sentence.end)


@cache
def _verb() -> re.Pattern[str]:
    words = [w for row in rows("plan_words.toml", "verb") for w in row["words"]]
    return re.compile(rf"(?:{'|'.join(re.escape(w) for w in sorted(words, key=len, reverse=True))})(?![\w/])")


@cache
def _kind_words() -> tuple[ahocorasick.Automaton, tuple[PlanOf, ...]]:
    """The words by which a plan is told what it plans, each with its rank, and the kinds by rank."""
    automaton = ahocorasick.Automaton()
    kinds: list[PlanOf] = []
    for row in rows("plan_words.toml"):
        for word in row["words"]:
            if word not in automaton:
                automaton.add_word(word, (len(word), len(kinds)))
        kinds.append(PlanOf(row["kind"]))
    automaton.make_automaton()
    return automaton, tuple(kinds)


def _told_kind(folded: str, start: int, end: int) -> PlanOf:
    """The first kind of which a word stands in a stretch."""
    automaton, kinds = _kind_words()
    first = len(kinds)
    for last, (length, rank) in automaton.iter(folded, start, end):
        begin, stop = last + 1 - length, last + 1
        if rank >= first or (begin > 0 and (folded[begin - 1].isalnum() or folded[begin - 1] == "/")):
            continue
        if folded[last].isalnum() and stop < len(folded) and (folded[stop].isalnum() or folded[stop] == "/"):
            continue
        first = rank
    return kinds[first] if first < len(kinds) else PlanOf.OTHER


def _planned(reading: Reading, piece: Piece) -> Iterator[PlanItem]:
    """Items of a piece of the plan: its frequencies, and what is left in groups of clauses."""
    folded = folded_text(reading)
    often = list(_frequent(reading, piece.sentence, piece.start, piece.end, planned=True))
    if not often and (by_day := daily(folded, piece.start, piece.end)) is not None:
        often = [by_day]
    for frequency in often:
        yield _frequency_item(reading, frequency)
    if not often and _GOES_ON.match(folded, piece.start, piece.end):
        yield _item(reading, *strip(reading.text, piece.start, piece.end))
        return
    for low, high in _groups(folded, piece.start, piece.end, often):
        item = _other(reading, low, high)
        if item is not None:
            yield item


_GOES_ON = re.compile(
    r"\W*(?:pt (?:will|to) )?(?:will )?(?:cont(?:inue)?|con't)\.?[ \t]+(?:with |w/ )?(?:skilled |current |outpatient )?(?:pt|physical therapy|therapy|tx|treatment|services|rehab)\W*$"
)


def _item(reading: Reading, start: int, end: int) -> PlanItem:
    """A plan to go on as before."""
    return PlanItem(
        evidence=(reading.span(start, end),),
        what=PlanOf.OTHER,
        text=plain(reading.text[start:end]),
        assertion=Assertion.PLANNED,
    )


def _groups(folded: str, start: int, end: int, often: list[Frequency]) -> Iterator[tuple[int, int]]:
    """Clauses that belong together, without the frequencies and the words that only lead to them."""
    low = high = -1
    for begin, stop, joins in _clauses(folded, start, end, often):
        head = _HEAD.match(folded, begin, stop)
        first = head.end() if head else begin
        if low >= 0 and (not joins or _parts(folded, low, high, first, stop)):
            yield low, high
            low = -1
        if low < 0:
            low = first
        high = stop
    if low >= 0:
        yield low, high


def _clauses(folded: str, start: int, end: int, often: list[Frequency]) -> Iterator[tuple[int, int, bool]]:
    """Clauses of a piece, and whether each can belong to the one before; of those with a frequency what is behind it."""
    cuts = [(start, start)] + [m.span() for m in _COMMA.finditer(folded, start, end)] + [(end, end)]
    joins = False
    for (_, begin), (stop, _) in pairwise(cuts):
        for f in often:
            if begin <= f.start < stop:
                lead = _HEAD.match(folded, begin, f.start)
                head = lead.end() if lead else begin
                if not _EMPTY.fullmatch(folded, begin, f.start) and _led(folded, head, f.start):
                    yield begin, f.start, joins
                begin, joins = min(f.end, stop), False
            elif f.start <= begin < f.end:
                begin, joins = min(f.end, stop), False
        if often and _PURPOSE.match(folded, begin, stop):
            continue
        if _EMPTY.fullmatch(folded, begin, stop) or (often and _POC.fullmatch(folded, begin, stop)):
            continue
        yield begin, stop, joins
        joins = True


def _led(folded: str, start: int, end: int) -> bool:
    """Whether words before a frequency plan something themselves ("add dry needling 1x/wk")."""
    verb = _verb().match(folded, start, end)
    return verb is not None and not _POC.fullmatch(folded, start, end) and not _is_continue(folded, start, end)


def _parts(folded: str, low: int, high: int, first: int, stop: int) -> bool:
    """Whether a clause parts from those before it: by a verb after "continue", or by planning another kind of thing."""
    new, old = _kind(folded, first, stop), _kind(folded, low, high)
    if asks_another(folded, first, stop):
        return True
    if new is not old and new in (PlanOf.REFERRAL, PlanOf.DISCHARGE):
        return True
    if _RETURNS.search(folded, low, high):
        return _verb().match(folded, first) is not None
    if not _verb().match(folded, first):
        return _AGAIN.search(folded, first, stop) is not None and new is not PlanOf.NEXT_VISIT
    if _is_continue(folded, low, high):
        return True
    if old is PlanOf.REFERRAL and new is not PlanOf.NEXT_VISIT:
        return True
    return (
        new is PlanOf.NEXT_VISIT
        and old is not new
        and (old is not PlanOf.OTHER or _verb().match(folded, low) is not None)
    )


_RETURNS = re.compile(
    r"\b(?:rtc|return(?:s|ing)? (?:to clinic|in|on|mon|tue|wed|thu|fri)|f/u (?:in|on)|see (?:pt|patient|her|him))\b"
)
_AGAIN = re.compile(r"\b(?:again in|in \d{1,2} (?:wks?|weeks?|mos?)|sent to|f/u \d)\b")


def _is_continue(folded: str, start: int, end: int) -> bool:
    return re.match(r"\s*cont(?:inue)?\b", folded[start:end]) is not None


def _kind(folded: str, start: int, end: int) -> PlanOf:
    if (
        not _NEXT.match(folded, start, end)
        and _DATED.search(folded, start, end)
        and _APPOINTMENT.search(folded, start, end)
        and not _REFERS.search(folded, start, end)
    ):
        return PlanOf.OTHER
    if (
        folded[start:end].strip(" .") in ("d/c", "dc")
        or _HOME_WITH.match(folded, start, end)
        or _ENDS.match(folded, start, end)
    ):
        return PlanOf.DISCHARGE
    noun = _TRIED.search(folded, max(start, end - 14), end)
    stop = noun.start() if noun else end
    kind = _told_kind(folded, start, stop)
    if kind in _OPEN and is_referral(folded, start, end):
        return PlanOf.REFERRAL
    if kind in (PlanOf.OTHER, PlanOf.PROGRESSION) and (
        _NEXT.match(folded, start, end) or _NEXT.search(folded, max(start, end - 6), end)
    ):
        return PlanOf.NEXT_VISIT
    if kind in _OPEN and _LATER_TODAY.search(folded, start, end):
        return PlanOf.NEXT_VISIT
    return kind


_ENDS = re.compile(
    r"\W*(?:then )?(?:d/?c|discharge)(?!\w|/)(?! (?:ice|e-?stim|ifc|modalit|brace|crutch|ex\b|exercise|boot|sling|tape|us\b|cane|walker|instr|hep|heat|splint|collar|tens|summary|plann))"
)
_OPEN = frozenset({PlanOf.OTHER, PlanOf.PROGRESSION})
_HOME_WITH = re.compile(
    r"\W*(?:(?:d/c|dc|rec|anticipate|plan) )?(?:to )?home (?:w/|with (?!band|hep|theraband|dumb)|alone|indep|today|tomorrow|tmrw)|\W*(?:to )?(?:snf|irf|arf|ltach?|alf)\b"
)
_LATER_TODAY = re.compile(
    r"\b(?:this (?:pm|afternoon|evening)|later today|tomorrow|tmrw|in (?:the )?(?:am|pm)\b(?! and))"
)


_CHARGED = re.compile(
    r"(?:(?:cpt|charges?|bill(?:ed|ing)?)(?: codes?)?[ :]*)?9[2-9]\d{3}[-–x×:=( ] ?(?:[x×] ?)?\d{1,2}\)?(?: ?units?| ?u\b)?"
    r"(?:[ ,;/+&]{1,3}9[2-9]\d{3}[-–x×:=( ] ?(?:[x×] ?)?\d{1,2}\)?(?: ?units?| ?u\b)?){0,9}"
    r"|(?:time )?in:? ?\d{1,2}:?\d\d ?(?:[ap]m?)?[ ,/-]{1,3}(?:time )?out:? ?\d{1,2}:?\d\d ?(?:[ap]m?)?"
)
"""Charges and clock times that end a plan's paragraph are no plan."""


_NUMBERED = re.compile(r"[^.;:,]{0,40}\b(?:visit|session|tx)[ ]?#?\d{1,3}[ ]?(?:of|/)[ ]?\d{1,3}")
"""A heading that counts the visits is no plan ("Follow-up - low back   Visit 5 of 12")."""


def _other(reading: Reading, start: int, end: int) -> PlanItem | None:
    folded = folded_text(reading)
    head = _HEAD.match(folded, start, end)
    start, end = strip(folded, head.end() if head else start, end)
    if (
        end - start < 3
        or _EMPTY.fullmatch(folded, start, end)
        or _BARE.fullmatch(folded, start, end)
        or _CHARGED.fullmatch(folded, start, end)
        or _NUMBERED.fullmatch(folded, start, end)
        or not re.search(r"[a-z]{2}|\d{5}|d/c", folded[start:end])
    ):
        return None
    what, weeks = _kind(folded, start, end), None
    visits = _VISITS.search(folded, start, end) or _FOR_WEEKS.fullmatch(folded, start, end)
    if visits and what in (PlanOf.DURATION, PlanOf.OTHER):
        what, weeks = PlanOf.DURATION, amount(visits["n"])
        weeks = weeks * 4 if weeks is not None and visits["unit"].startswith("mo") else weeks
    return PlanItem(
        evidence=(reading.span(start, end),),
        what=what,
        text=plain(reading.text[start:end]),
        weeks=weeks,
        assertion=_assertion(folded, start, end),
    )


def _assertion(folded: str, start: int, end: int) -> Assertion:
    if folded.startswith(("if ", "should ", "unless "), start):
        return Assertion.POSSIBLE
    if _ABSENT.search(folded, start, end):
        return Assertion.ABSENT
    return Assertion.POSSIBLE if _POSSIBLE.search(folded, start, end) else Assertion.PLANNED


def _frequencies(reading: Reading, sentence: Sentence, start: int, end: int) -> Iterator[PlanItem]:
    for frequency in _frequent(reading, sentence, start, end, planned=False):
        yield _frequency_item(reading, frequency)


def _frequent(reading: Reading, sentence: Sentence, start: int, end: int, *, planned: bool) -> Iterator[Frequency]:
    found = frequencies(reading, start, end)
    if not found:
        return
    folded = folded_text(reading)
    for frequency in found:
        if frequency.sure:
            yield frequency
            continue
        low = max(start, frequency.start - 60)
        before = _BREAK.split(folded[low : frequency.at])[-1] + " " + folded[frequency.at : frequency.at + 12]
        around = folded[max(sentence.start, frequency.start - 90) : min(sentence.end, frequency.end + 40)]
        if _OWN.search(before) and not _CARE.search(before):
            continue
        if not planned and _PAST.search(folded, max(sentence.start, frequency.start - 90), frequency.at):
            continue
        if not planned and frequency.weeks is None and not _CARE.search(around):
            continue
        if not planned and _OWN.search(around) and not _CARE.search(around):
            continue
        yield frequency


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
