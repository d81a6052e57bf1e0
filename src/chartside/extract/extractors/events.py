"""What happened on a day: the visit, onset, injury or fall, surgery, referral."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from chartside.domain.facts import Assertion, Event, EventOf, Fact
from chartside.domain.source import Speaker
from chartside.extract.assertions import stance_at
from chartside.extract.calendar_dates import DayMention, days_in
from chartside.extract.fields import Field, field_at, fields
from chartside.extract.once import Once
from chartside.extract.phrases import left_of, plain, right_of, segments, strip, without_lead_in
from chartside.extract.questions_and_answers import Answer, Exchange, exchange_at, exchanges
from chartside.extract.reading import Reading, Zone
from chartside.extract.sentences import bounds
from chartside.extract.visits import visit_event
from chartside.extract.vocabulary import Mention, folded_text, vocabulary

_SILENT = frozenset({Zone.GOALS, Zone.BILLING, Zone.INTERVENTIONS, Zone.PLAN})
_NOT_A_FALL = re.compile(
    r"\s*(?:risk|precautions?|prevention|recovery|efficacy|asleep|apart|within|short|below|off|under|hazards?|in the fall|history)\b|\s*score"
)
_SEASON = re.compile(r"\b(?:in the|last|this|since|until|by) $")
_RISK = re.compile(r"\b(?:risk of|risk for|fear of|prevent\w*|avoid|reduce|re|floor)\s*$")
_AGO = re.compile(
    r"\b(?:about |like |probably |around |approximately |~)?(?:\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|a|a few|a couple(?: of)?|several|couple)\s+"
    r"(?:hours?|hrs?|days?|weeks?|wks?|months?|mos?|years?|yrs?)\s+ago\b|\b(?:just )?(?:yesterday|last night|this morning)\b|\b\w+ o'clock last night\b"
)
_WHEN_ASKED = re.compile(
    r"\bwhen\b.*\b(?:start|begin|happen|injury|this|it|was)|\bhow long\b|\bonset\b|\bhow did (?:this|it|that) happen|\bhappened\b|\b(?:hours|days) ago\b"
)
_ASKED_INJURY = re.compile(r"\b(?:fall|fallen|fell|injury|injuries|trauma|accident|triggers?)\b")
_PAST = re.compile(r"\b(?:in the past|before|ever|prior|previous)\b")
_NAME = re.compile(r"\b(?:Dr|Mr|Ms|Mrs)\.?\s+[A-Z][\w'-]+|\b[A-Z][a-z]+,\s+[A-Z][a-z]+\b")
_SPECIALTY = re.compile(
    r"\b(?:ortho\w*|pcp|ent|neuro\w*|pm&r|physiatr\w*|rheum\w*|cardio\w*|surgeon|podiatr\w*|primary care|self|physician|md|np|pa|direct access|internal medicine|family medicine|pain management)\b",
    re.I,
)
_SURGERY = re.compile(r"(?:s/p|status post)\s+", re.I)


class Events:
    """Events."""

    name = "events"

    def extract(self, reading: Reading) -> Iterable[Fact]:
        """Events of a source, each told once."""
        folded = folded_text(reading)
        found = fields(reading)
        once = Once[Event]()
        visit = visit_event(reading, found)
        out: list[Event] = [visit] if visit else []
        for field in found:
            once.extend(_labelled(reading, folded, field))
        for exchange in exchanges(reading):
            once.extend(_answered(reading, folded, exchange))
        done = 0
        for mention in vocabulary("events.toml").find(folded):
            if mention.start < done:
                continue
            for event in _told(reading, folded, mention, field_at(found, mention.start)):
                done = event.evidence[0].end
                once.extend([event])
        return sorted([*out, *once.facts], key=lambda f: f.start)


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
    if day is None:
        day = next((d.day for d in days_in(reading.text, start, end) if d.day is not None), None)
    return Event(
        evidence=(reading.span(start, end),),
        what=what,
        text=text or plain(reading.text[start:end]),
        assertion=assertion,
        date=day,
    )


def _labelled(reading: Reading, folded: str, field: Field) -> Iterator[Event]:
    start, end = strip(folded, field.start, field.end)
    if field.kind == "referral":
        line = reading.line_at(field.start)
        end = max(end, min(line.end, field.start + 60) if _NAME.match(reading.text, field.start) else end)
        stop = re.compile(r"\n|\s{3,}|\|").search(reading.text, field.start, end)
        end = strip(reading.text, field.start, stop.start() if stop else end)[1]
        if reading.text[end : end + 1] == ")":
            end += 1
        who = _SPECIALTY.search(reading.text, field.start, end)
        text = f"referred by {who.group()}" if who else "referred by physician"
        yield _event(reading, EventOf.REFERRAL, field.label_start, end, text=text)
    elif field.kind == "onset" and start < end:
        yield _event(reading, EventOf.ONSET, start, end, text=_without_date(reading, start, end))
    elif field.kind == "surgery" and start < end:
        yield _event(reading, EventOf.SURGERY, start, end)
    elif field.kind == "falls":
        yield from _falls(reading, folded, field, start, end)


def _without_date(reading: Reading, start: int, end: int) -> str:
    day = next(days_in(reading.text, start, end), None)
    text = reading.text[start:end] if day is None else reading.text[start : day.start] + reading.text[day.end : end]
    return plain(text).strip(" ,;:-") or plain(reading.text[start:end])


def _falls(reading: Reading, folded: str, field: Field, start: int, end: int) -> Iterator[Event]:
    """ "Falls past 6 mo: 2 (06/02 in shower, 06/21 curb)": the count, then each fall told."""
    count = re.match(r"(?:(\d+)|none|no|zero|denies|negative)\b", folded[start:end])
    if count is None:
        if start < end:
            yield _event(reading, EventOf.INJURY, field.label_start, end)
        return
    none = count.group() in ("0", "none", "no", "zero", "denies", "negative")
    label = plain(reading.text[field.label_start : field.label_start + len(field.label)]).lower()
    if none:
        yield _event(
            reading, EventOf.INJURY, field.label_start, start + count.end(), text=label, assertion=Assertion.ABSENT
        )
        return
    each = list(days_in(reading.text, start + count.end(), end))
    line_end = reading.line_at(start).end
    if count.group(1) and not (int(count.group(1)) == 1 and each):
        yield _event(reading, EventOf.INJURY, field.label_start, start + count.end(), text=f"{count.group()} {label}")
    for number, day in enumerate(each):
        stop = each[number + 1].start if number + 1 < len(each) else min(end, line_end)
        close = re.compile(r"[);|]").search(folded, day.end, stop)
        low, high = strip(folded, day.start, close.start() if close else stop)
        text = plain(reading.text[day.end : high]).strip(" ,:-") or "fall"
        yield _event(reading, EventOf.INJURY, low, high, text=text if "fall" in text else f"fall {text}", day=day.day)


def _told(reading: Reading, folded: str, mention: Mention, field: Field | None) -> Iterator[Event]:
    line = reading.line_at(mention.start)
    if exchange_at(reading, mention.start) is not None or (
        field and field.kind not in ("other", "diagnosis", "complaint", "history")
    ):
        return
    if line.zone in _SILENT and line.speaker is None:
        return
    low, high = bounds(reading, mention.start, mention.end)
    part = next(((a, b) for a, b in segments(folded, low, high) if a <= mention.start < b), None)
    if part is None or reading.text[high : high + 1] == "?" or folded[part[0] : high].endswith("?"):
        return
    stance = stance_at(reading, mention.start, mention.end)
    if stance.conditional or stance.assertion in (Assertion.GOAL, Assertion.PLANNED, Assertion.FAMILY):
        return
    if mention.kind == "referral":
        yield from _referred(reading, mention, high)
    elif mention.kind == "surgery":
        yield from _operated(reading, folded, mention, low, high)
    elif mention.kind == "onset":
        yield from _began(reading, folded, mention, part, high)
    else:
        yield from _hurt(reading, folded, mention, part, high)


def _hurt(reading: Reading, folded: str, mention: Mention, part: tuple[int, int], high: int) -> Iterator[Event]:
    before = folded[part[0] : mention.start]
    stance = stance_at(reading, mention.start, mention.end)
    phrase = mention.term.phrase
    if (
        _NOT_A_FALL.match(folded, mention.end)
        or _RISK.search(before)
        or (phrase in ("fall", "landed") and _SEASON.search(before))
    ):
        return
    if reading.speaker_at(mention.start) is Speaker.CLINICIAN and not re.search(
        r"\b(?:no falls?|fell|you (?:had|hurt|fell))\b", folded[part[0] : part[1]]
    ):
        return
    if stance.assertion is Assertion.ABSENT:
        start = left_of(folded, part[0], mention.start)
        end = right_of(folded, mention.end, min(part[1], mention.end + 40))
        if stance.cue and part[0] <= stance.cue[0] < start and start - stance.cue[1] <= 2:
            start = stance.cue[0]
        text = plain(reading.text[left_of(folded, part[0], mention.start) : end])
        yield _event(reading, EventOf.INJURY, start, end, text=text, assertion=Assertion.ABSENT)
        return
    if phrase in ("injury", "inj", "trauma", "accident", "struck", "kicked", "rolled", "landed", "thrown") and not (
        re.search(r"\d|\b(?:on|at|while|when|during|playing|onto|yesterday)\b", folded[part[0] : part[1]])
    ):
        return
    if re.search(r"\bre-?$|\brisk\b|\bligament\b", before[-12:]) or re.search(
        r"\b(?:injury|trauma) (?:risk|prevention)\b", folded[mention.start : mention.end + 12]
    ):
        return
    start, end = part
    if end - start > 120:
        start, end = left_of(folded, part[0], mention.start), right_of(folded, mention.end, part[1])
    for following in segments(folded, end, high):
        if following[0] - end <= 3 and re.match(
            r"(?:landed|landing|no injury|hit|when|while|playing|onto|and (?:fell|landed))\b",
            folded[following[0] : following[1]],
        ):
            end = following[1]
            continue
        break
    start, end = without_lead_in(folded, start, end, mention.start)
    if end > start:
        yield _event(reading, EventOf.INJURY, start, end)


def _began(reading: Reading, folded: str, mention: Mention, part: tuple[int, int], high: int) -> Iterator[Event]:
    text = folded[part[0] : part[1]]
    timed = _AGO.search(text) or re.search(
        r"\b(?:since|for|about|around|in|on|yesterday|~|after|last|past|months?|weeks?|wks?|mo)\b", text
    )
    if not timed or reading.speaker_at(mention.start) is Speaker.CLINICIAN:
        return
    subject = folded[part[0] : mention.start]
    if re.search(
        r"\b(?:work|trial|job|medication|hep|school|physical therapy|pt|treatment|swelling|aching|to)\s*$", subject
    ):
        return
    if mention.term.phrase in ("started", "began", "came on") and not re.search(
        r"\b(?:it|this|pain|symptoms|which|that|dizziness|injury)\b(?: \w+){0,2}\s*$", subject
    ):
        return
    start, end = without_lead_in(folded, *part, mention.start)
    following = next((f for f in segments(folded, end, high) if f[0] - end <= 3), None)
    if (
        following
        and end - start < 40
        and re.match(r"(?:i was|while|after|when)\b", folded[following[0] : following[1]])
    ):
        end = following[1]
    yield _event(reading, EventOf.ONSET, start, end)


def _referred(reading: Reading, mention: Mention, high: int) -> Iterator[Event]:
    line_end = reading.line_at(mention.start).end
    day = next(days_in(reading.text, mention.end, min(line_end, mention.end + 60)), None)
    end = (
        day.end
        if day
        else _NAME.search(reading.text, mention.end, min(line_end, mention.end + 30)).end()
        if _NAME.search(reading.text, mention.end, min(line_end, mention.end + 30))
        else mention.end
    )
    who = _SPECIALTY.search(reading.text, mention.start, min(line_end, end + 20))
    if mention.term.phrase.startswith(("order", "script", "prescription")):
        stop = right_of(reading.text, end, line_end)
        yield _event(
            reading,
            EventOf.REFERRAL,
            mention.start,
            stop,
            text="order" if day is None else plain(_NAME.sub("", reading.text[mention.start : stop])),
        )
        return
    yield _event(
        reading,
        EventOf.REFERRAL,
        mention.start,
        end,
        text=f"referred by {who.group()}" if who else "referred by physician",
    )


def _operated(reading: Reading, folded: str, mention: Mention, low: int, high: int) -> Iterator[Event]:
    """Surgery with its date; without one it is a diagnosis or history, and "POD 21" goes with the visit."""
    line_end = reading.line_at(mention.start).end
    day: DayMention | None = next(days_in(reading.text, mention.end, min(line_end, mention.end + 70)), None)
    if day is None:
        return
    between = folded[mention.end : day.start]
    if ";" in between or ". " in between or mention.term.phrase in ("dos", "po", "pod"):
        return
    known = vocabulary("conditions.toml").find(folded, mention.start, day.start)
    if (
        not known
        and "surg" not in folded[mention.start : day.start]
        and mention.term.phrase not in ("s/p", "status post")
    ):
        return
    lead = _SURGERY.match(reading.text, mention.start)
    start = lead.end() if lead else mention.start
    text = plain(reading.text[start : day.start]).strip(" ,-(")
    text = re.sub(r"[\s,(]*\b(?:on|dos|dated?|surgery date)\s*:?\s*$", "", text, flags=re.I)
    yield _event(reading, EventOf.SURGERY, start, day.end, text=text or "surgery", day=day.day)


def _answered(reading: Reading, folded: str, exchange: Exchange) -> Iterator[Event]:
    question = folded[exchange.question_start : exchange.question_end]
    if exchange.answer is Answer.NO:
        asked = _ASKED_INJURY.search(question)
        if asked and not _PAST.search(question) and "family" not in question and "pain" not in question[asked.end() :]:
            start, end = exchange.question_start, exchange.answer_end
            named = question[
                left_of(question, 0, asked.start()) : right_of(question, asked.end(), len(question))
            ].strip(" ?")
            yield _event(reading, EventOf.INJURY, start, end, text=plain(named), assertion=Assertion.ABSENT)
        return
    if exchange.answer is Answer.OPEN and _WHEN_ASKED.search(question):
        ago = _AGO.search(folded, exchange.answer_start, min(exchange.turn_end, exchange.answer_start + 160))
        if ago:
            yield _event(reading, EventOf.ONSET, ago.start(), ago.end())
