"""What happened on a day: the visit, onset, injury or fall, surgery, referral."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from chartside.domain.facts import Assertion, Event, EventOf, Fact
from chartside.domain.source import Speaker
from chartside.extract.assertions import Stance, stance_at
from chartside.extract.calendar_dates import days_in
from chartside.extract.context_words import said, said_first, said_last
from chartside.extract.dated_conditions import after_surgery, dated_conditions, operated_before, told_since
from chartside.extract.fields import Field, field_at, fields, is_label
from chartside.extract.labelled_events import labelled_events, referral
from chartside.extract.once import Once
from chartside.extract.phrases import left_of, plain, right_of, segments, without_lead_in
from chartside.extract.questions_and_answers import Answer, Exchange, exchange_at, exchanges
from chartside.extract.reading import Reading, Zone
from chartside.extract.sentences import bounds
from chartside.extract.visits import earlier_visits, visit_event
from chartside.extract.vocabulary import Mention, folded_text, mentions_of, vocabulary

_SILENT = frozenset({Zone.GOALS, Zone.BILLING, Zone.INTERVENTIONS, Zone.PLAN})
_TOLD_FIELDS = frozenset({"other", "diagnosis", "complaint", "history"})
_COUNT = r"(?:\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|a|a few|a couple(?: of)?|several|couple)"
_AGO = re.compile(
    rf"\b(?:about |like |probably |around |approximately )?{_COUNT}\s+"
    r"(?:hours?|hrs?|days?|weeks?|wks?|months?|mos?|years?|yrs?)\s+ago\b"
    r"|\b(?:just )?(?:yesterday|last night|this morning)\b|\b\w+ o'clock last night\b"
)
_EVER_SINCE = re.compile(r"\bever since\b")
_ASKED_INJURY = re.compile(r"\b(?:falls?|fallen|fell|injury|injuries|trauma|accident|triggers?)\b")
_PAST_ASKED = re.compile(r"\b(?:in the past|before|ever|prior|previous|family|year|months)\b")
_AFTER = re.compile(r"\b(?:after|following|when|from)\s+(?:a |an |the |he |she |i )?(?:[a-z-]+\s+){0,2}$")
_PLAIN_INJURY = frozenset({"injury", "inj", "trauma", "accident", "struck", "kicked", "rolled", "landed", "thrown"})
_INJECTED = re.compile(r"\b(?:cort\w*|steroid|csi|botox|epidural|gel|hyal\w*|synvisc|prp|trigger point|tp)\s+$")
_PRE = re.compile(r"\bpre[- ]?(?:op )?$")
_SX_DATE = re.compile(r"\s*(?:date|on|was|done)?\s*:?\s*$")
_SURGERY = re.compile(r"(?:s/p|status post)\s+")
_SURGERY_DATE = re.compile(r"[\s,(]*\b(?:on|sx|dos|dated?|surgery date)\s*:?\s*$", re.I)
_DATED_ONLY = frozenset({"sx", "date of surgery", "surgery date", "surgery", "procedure", "operated on"})
_HISTORY_LABELS = ("pmh", "past", "med", "comorb", "health")
_WIDEST = 400
"""Characters on either side in which an event is told."""

_NEXT = 12
_LONGEST = 150
_MOST_WORDS = 24


class Events:
    """Events."""

    name = "events"

    def extract(self, reading: Reading) -> Iterable[Fact]:
        """Events of a source, each told once."""
        once = Once[Event]()
        once.extend(labelled_events(reading))
        done = 0
        for mention in mentions_of(reading, "events.toml"):
            if mention.start >= done:
                for event in _told(reading, mention):
                    done = event.evidence[0].end
                    once.extend([event])
        for exchange in exchanges(reading):
            once.extend(_answered(reading, exchange))
        once.extend(dated_conditions(reading))
        once.extend(told_since(reading))
        visit = visit_event(reading, fields(reading))
        operated = any(e.what is EventOf.SURGERY for e in once.facts)
        if not operated and (visit is None or "post-op" not in visit.text):
            once.extend(list(after_surgery(reading)) or operated_before(reading))
        return sorted([*([visit] if visit else []), *earlier_visits(reading), *once.facts], key=lambda f: f.start)


EXTRACTOR = Events()


def _event(
    reading: Reading,
    what: EventOf,
    start: int,
    end: int,
    *,
    text: str = "",
    assertion: Assertion = Assertion.PRESENT,
    day: date | None = None,
) -> Event:
    return Event(
        evidence=(reading.span(start, end),),
        what=what,
        text=text or plain(reading.text[start:end]),
        assertion=assertion,
        date=day,
    )


def _day_of(reading: Reading, start: int, end: int) -> date | None:
    """The day told in the phrase, else the only day told in its sentence."""
    within = [d.day for d in days_in(reading.text, start, end)]
    if within:
        return next((day for day in within if day is not None), None)
    around = {d.day for d in days_in(reading.text, *bounds(reading, start, end)) if d.day is not None}
    return around.pop() if len(around) == 1 else None


def _told(reading: Reading, mention: Mention) -> Iterator[Event]:
    field = field_at(fields(reading), mention.start)
    if not _may_tell(reading, mention, field):
        return
    low, high = bounds(reading, mention.start, mention.end)
    low, high = max(low, mention.start - _WIDEST), min(high, mention.end + _WIDEST)
    parts = segments(folded_text(reading), low, high)
    part = next(((a, b) for a, b in parts if a <= mention.start < b), None)
    if part is None or reading.text[part[0] : high + 1].rstrip().endswith("?"):
        return
    stance = stance_at(reading, mention.start, mention.end)
    if stance.conditional or stance.assertion in (Assertion.GOAL, Assertion.PLANNED, Assertion.FAMILY):
        return
    if mention.kind == "referral":
        yield referral(reading, mention)
    elif mention.kind == "surgery":
        yield from _operated(reading, mention)
    elif mention.kind == "onset":
        yield from _began(reading, mention, part, high)
    elif stance.assertion is Assertion.ABSENT:
        yield from _denied(reading, mention, part, stance)
    else:
        yield from _hurt(reading, mention, part, high)


def _may_tell(reading: Reading, mention: Mention, field: Field | None) -> bool:
    line = reading.line_at(mention.start)
    if exchange_at(reading, mention.start) is not None or is_label(reading, mention.start):
        return False
    if field is not None and field.kind not in _TOLD_FIELDS:
        return False
    if (
        field is not None
        and field.kind == "history"
        and field.label.startswith(_HISTORY_LABELS)
        and mention.kind == "injury"
    ):
        return False
    return line.speaker is not None or line.zone not in _SILENT


def _is_accident(reading: Reading, mention: Mention, part: tuple[int, int]) -> bool:
    folded = folded_text(reading)
    before = folded[part[0] : mention.start]
    off = mention.term.phrase not in ("fall", "falls") and folded.startswith("off", mention.end + 1)
    if (not off and said_first("events.not_a_fall").match(folded, mention.end)) or said_last("events.risk").search(
        before
    ):
        return False
    if mention.term.phrase in ("fall", "landed") and said_last("events.season").search(before):
        return False
    clinician = reading.speaker_at(mention.start) is Speaker.CLINICIAN
    return not clinician or said("events.clinician_tells").search(folded, *part) is not None


def _denied(reading: Reading, mention: Mention, part: tuple[int, int], stance: Stance) -> Iterator[Event]:
    folded = folded_text(reading)
    before = folded[part[0] : mention.start]
    if not _is_accident(reading, mention, part):
        return
    if mention.kind == "injury" and said("events.not_now").search(folded, *part):
        return
    if mention.term.phrase in ("injury", "trauma") and re.search(
        r"\b(?:w/|with|since|from|after|of)\s+(?:the\s+)?$", before
    ):
        return
    start = left_of(folded, part[0], mention.start)
    end = right_of(folded, mention.end, min(part[1], mention.end + 40))
    text = plain(reading.text[start:end])
    if stance.cue is not None and part[0] <= stance.cue[0] < start and start - stance.cue[1] <= 2:
        start = stance.cue[0]
    yield _event(reading, EventOf.INJURY, start, end, text=text, assertion=Assertion.ABSENT)


def _hurt(reading: Reading, mention: Mention, part: tuple[int, int], high: int) -> Iterator[Event]:
    folded = folded_text(reading)
    line = reading.line_at(mention.start)
    if not _is_accident(reading, mention, part) or said("events.not_now").search(folded, *part):
        return
    if line.zone is Zone.ASSESSMENT and line.speaker is None:
        return
    if _PRE.search(folded, max(part[0], mention.start - 9), mention.start):
        return
    if mention.term.phrase == "inj" and _INJECTED.search(folded_text(reading), part[0], mention.start):
        return
    if mention.term.phrase in _PLAIN_INJURY and not said("events.situation").search(folded, *part):
        return
    start, end = part
    after = _AFTER.search(folded, start, mention.start)
    if after is not None:
        start = after.end()
    elif end - start > 120:
        start, end = left_of(folded, part[0], mention.start), right_of(folded, mention.end, part[1])
    for low, stop in segments(folded, end, high):
        if low - end > 3 or not said_first("events.went_on").match(folded, low):
            break
        end = stop
    start, end = without_lead_in(folded, start, end, mention.start)
    if folded.startswith("s/p", start - 2):
        start -= 2
    if end > start:
        yield _event(reading, EventOf.INJURY, start, end, day=_day_of(reading, start, end))


def _began(reading: Reading, mention: Mention, part: tuple[int, int], high: int) -> Iterator[Event]:
    folded = folded_text(reading)
    text = folded[part[0] : part[1]]
    subject = folded[part[0] : mention.start]
    timed = said("events.began_timed").search(_EVER_SINCE.sub("", text))
    if not timed or reading.speaker_at(mention.start) is Speaker.CLINICIAN:
        return
    if said_last("events.began_not").search(subject):
        return
    opens = not subject.strip() and " ago" in text and len(text.split()) <= _MOST_WORDS
    if mention.term.phrase in ("started", "began", "came on") and not (
        opens or said_last("events.began_of").search(subject)
    ):
        return
    start, end = without_lead_in(folded, *part, mention.start)
    if len(text.split()) > _MOST_WORDS:
        start = mention.start
        if end - start > _LONGEST:
            return
    following = next((f for f in segments(folded, end, high) if f[0] - end <= 3), None)
    if (
        following
        and end - start < 40
        and re.match(r"(?:i was|while|after|when)\b", folded[following[0] : following[1]])
    ):
        end = following[1]
    yield _event(reading, EventOf.ONSET, start, end, day=_day_of(reading, start, end))


def _operated(reading: Reading, mention: Mention) -> Iterator[Event]:
    """Surgery with its date; without one it is a diagnosis or history, and "POD 21" goes with the visit."""
    folded = folded_text(reading)
    line_end = reading.line_at(mention.start).end
    day = next(days_in(reading.text, mention.end, min(line_end, mention.end + 70)), None)
    if (
        mention.term.phrase in _DATED_ONLY
        and day is not None
        and not _SX_DATE.fullmatch(folded, mention.end, day.start)
    ):
        return
    if day is None or mention.term.phrase in ("dos", "po", "pod"):
        return
    if mention.term.phrase in _DATED_ONLY:
        before = vocabulary("conditions.toml", "pathologies.toml").find(
            folded, max(mention.start - 60, 0), mention.start
        )
        named = next((m for m in reversed(before) if m.kind == "operation"), None)
        if named is not None and "\n" not in folded[named.end : mention.start]:
            low = left_of(folded, reading.line_at(named.start).body, named.start)
            text = plain(reading.text[low : named.end])
            yield Event(
                evidence=(reading.span(mention.start, day.end), reading.span(low, named.end)),
                what=EventOf.SURGERY,
                text=text,
                date=day.day,
            )
            return
        after = vocabulary("conditions.toml", "pathologies.toml").find(folded, day.end, min(line_end, day.end + 40))
        end = after[0].end if after and after[0].kind == "operation" and after[0].start - day.end <= _NEXT else day.end
        text = plain(reading.text[day.end : end]).strip(" ,-:") or "surgery"
        yield _event(reading, EventOf.SURGERY, mention.start, end, text=text, day=day.day)
        return
    between = folded[mention.end : day.start]
    known = vocabulary("conditions.toml").find(folded, mention.start, day.start)
    opened = _SURGERY.match(folded, mention.start)
    if ";" in between or ". " in between or not (known or opened or "surg" in folded[mention.start : day.start]):
        return
    start = opened.end() if opened else mention.start
    text = _SURGERY_DATE.sub("", plain(reading.text[start : day.start]).strip(" ,-("))
    yield _event(reading, EventOf.SURGERY, start, day.end, text=text or "surgery", day=day.day)


def _answered(reading: Reading, exchange: Exchange) -> Iterator[Event]:
    folded = folded_text(reading)
    question = folded[exchange.question_start : exchange.question_end]
    asked = _ASKED_INJURY.search(question)
    if exchange.answer is Answer.NO:
        if asked is None or _PAST_ASKED.search(question) or "pain" in question[asked.end() :]:
            return
        named = question[left_of(question, 0, asked.start()) : right_of(question, asked.end(), len(question))]
        yield _event(
            reading,
            EventOf.INJURY,
            exchange.question_start,
            exchange.answer_end,
            text=plain(named.strip(" ?")),
            assertion=Assertion.ABSENT,
        )
    elif exchange.answer is Answer.OPEN and said("events.when_asked").search(question):
        ago = _AGO.search(folded, exchange.answer_start, min(exchange.turn_end, exchange.answer_start + 160))
        if ago is not None:
            yield _event(reading, EventOf.ONSET, ago.start(), ago.end())
