"""Events given under a label: onset, surgery, referral, and the count of falls with each fall's day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from chartside.domain.facts import Assertion, Event, EventOf
from chartside.extract.calendar_dates import days_in
from chartside.extract.fields import Field, field_at, fields
from chartside.extract.phrases import plain, right_of, strip
from chartside.extract.reading import Reading
from chartside.extract.vocabulary import Mention, folded_text

_NAME = re.compile(r"\b(?:Dr|Mr|Ms|Mrs)\.?\s+[A-Z][\w'-]+|\b[A-Z][a-z]+,\s+[A-Z][a-z]+\b")
_WHO = re.compile(
    r"\b(?:ob/?gyn\w*|gyn\w*|urolog\w*|uro-?gyn\w*|oncolog\w*|pulm\w*|vascular|spine|hand surg\w*|dentist|orofacial|chiro\w*|pediatric\w*|peds"
    r"|ed\b|er\b|urgent care|hospitalist|nephrolog\w*|geriatric\w*|wound clinic|ortho\w*|pcp|ent|neuro\w*|pm&r|physiatr\w*|rheum\w*|cardio\w*|surgeon|podiatr\w*|primary care|self|physician"
    r"|md|np|pa|direct access|internal medicine|family medicine|pain management)\b",
    re.I,
)
_FIELD_END = re.compile(
    r"\n|\s{3,}|\||\s?\((?=[A-Z]\d)|(?<!\bDr)(?<!\bMs)(?<!\bMr)(?<!\bMrs)\.\s(?!\s*(?i:order|script|rx|eval)\b)|;"
)
_SENTENCE_END = re.compile(r"(?<=[a-z\d]{2})\.\s+(?=[A-Z])")
_COUNT = re.compile(r"(?:(?P<n>\d+)|none|no|zero|denies|negative)\b")
_CLOSE = re.compile(r"[);|]")
_OF_INJURY = ("doi", "moi", "date of injury", "mechanism", "injury")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MECHANISM = re.compile(r"\b(?:doi|moi)\b\s*[:=-]?\s*(?P<told>[^.;)\n]{3,100})")
_BEGAN = re.compile(
    r"\bwhen did (?:it|this|the|your)\b[^?\n]{0,40}\?[ \t]*\n?[ \t]*(?:a[:.)][ \t]*)?(?P<told>[^\n?\[.]{3,80})"
)
_SHORTEST = 3
_ORDERS = ("order", "script", "prescription")


def labelled_events(reading: Reading) -> Iterator[Event]:
    """Events of the labelled fields of a source."""
    for field in fields(reading):
        start, end = strip(reading.text, field.start, field.end)
        if field.kind == "referral":
            yield _referred(reading, field, end)
        elif start >= end:
            continue
        elif field.kind == "onset":
            stop = _SENTENCE_END.search(reading.text, start, end)
            end = stop.start() if stop else end
            day = next(days_in(reading.text, start, end), None)
            rest = (
                reading.text[start:end]
                if day is None
                else reading.text[start : day.start] + reading.text[day.end : end]
            )
            text = plain(rest).strip(" ,;:-") or plain(reading.text[start:end])
            hurt = field.label.startswith(_OF_INJURY) and text != plain(reading.text[start:end])
            what = EventOf.INJURY if hurt else EventOf.ONSET
            yield _event(reading, what, start, end, text, day=day.day if day else None)
        elif field.kind == "surgery":
            day = next(days_in(reading.text, start, end), None)
            if day is None and _YEAR.search(reading.text, start, end):
                continue
            yield _event(
                reading, EventOf.SURGERY, start, end, plain(reading.text[start:end]), day=day.day if day else None
            )
        elif field.kind == "falls":
            yield from _falls(reading, field, start, end)
    yield from _unlabelled(reading)


def _unlabelled(reading: Reading) -> Iterator[Event]:
    """An injury behind DOI or MOI within a line, and what a form asks of the beginning with its answer."""
    folded, found = folded_text(reading), fields(reading)
    for told in _MECHANISM.finditer(folded) if "doi" in folded or "moi" in folded else ():
        start, end = strip(folded, *told.span("told"))
        here = field_at(found, start)
        if start >= end or (here is not None and here.kind == "onset"):
            continue
        day = next(days_in(reading.text, start, end), None)
        rest = reading.text[start:end] if day is None else reading.text[start : day.start] + reading.text[day.end : end]
        text = plain(rest).strip(" ,;:-")
        if len(text) > _SHORTEST:
            yield _event(reading, EventOf.INJURY, told.start(), end, text, day=day.day if day else None)
    for told in _BEGAN.finditer(folded) if "when did" in folded else ():
        start, end = strip(folded, *told.span("told"))
        here = field_at(found, start)
        if start < end and reading.line_at(start).speaker is None and (here is None or here.kind != "onset"):
            yield _event(reading, EventOf.ONSET, start, end, plain(reading.text[start:end]))


def referral(reading: Reading, mention: Mention) -> Event:
    """A referral told in a sentence ("referred by Dr. Kim, orthopedic surgeon, on 3/20/2026"); names are left out."""
    text = reading.text
    line_end = reading.line_at(mention.start).end
    day = next(days_in(text, mention.end, min(line_end, mention.end + 60)), None)
    name = _NAME.search(text, mention.end, min(line_end, mention.end + 30))
    end = day.end if day else name.end() if name else mention.end
    when = day.day if day else None
    if mention.term.phrase.startswith(_ORDERS):
        stop = right_of(text, end, line_end)
        return _event(
            reading, EventOf.REFERRAL, mention.start, stop, plain(_NAME.sub("", text[mention.start : stop])), day=when
        )
    return _event(
        reading, EventOf.REFERRAL, mention.start, end, _referrer(text, mention.start, min(line_end, end + 20)), day=when
    )


def _referred(reading: Reading, field: Field, end: int) -> Event:
    text = reading.text
    line_end = reading.line_at(field.start).end
    if _NAME.match(text, field.start):
        end = max(end, min(line_end, field.start + 60))
    stop = _FIELD_END.search(text, field.start, end)
    end = max(strip(text, field.start, stop.start() if stop else end)[1], field.start + 1)
    end += text[end : end + 1] == ")" and "(" in text[field.start : end]
    day = next(days_in(text, field.start, end), None)
    who = _referrer(text, field.start, end)
    return _event(reading, EventOf.REFERRAL, field.label_start, end, who, day=day.day if day else None)


def _referrer(text: str, start: int, end: int) -> str:
    who = _WHO.search(text, start, end)
    return f"referred by {who.group()}" if who else "referred by physician"


def _falls(reading: Reading, field: Field, start: int, end: int) -> Iterator[Event]:
    """The count and each fall told: "Falls last year: 2 (3/4 on ice, 5/9 off a stool)"."""
    folded = folded_text(reading)
    label = plain(reading.text[field.label_start : field.label_start + len(field.label)]).lower()
    count = _COUNT.match(folded, start, end)
    if count is None:
        yield _event(reading, EventOf.INJURY, field.label_start, end, plain(reading.text[field.label_start : end]))
        return
    if count["n"] is None or int(count["n"][:4]) == 0:
        yield _event(reading, EventOf.INJURY, field.label_start, count.end(), label, assertion=Assertion.ABSENT)
        return
    each = list(days_in(reading.text, count.end(), end))
    if not (count["n"] == "1" and each):
        yield _event(reading, EventOf.INJURY, field.label_start, count.end(), f"{count['n']} {label}")
    for number, day in enumerate(each):
        stop = each[number + 1].start if number + 1 < len(each) else end
        close = _CLOSE.search(folded, day.end, stop)
        low, high = strip(folded, day.start, close.start() if close else stop)
        text = plain(reading.text[day.end : high]).strip(" ,:-") or "fall"
        yield _event(reading, EventOf.INJURY, low, high, text if "fall" in text else f"fall {text}", day=day.day)


def _event(
    reading: Reading,
    what: EventOf,
    start: int,
    end: int,
    text: str,
    *,
    assertion: Assertion = Assertion.PRESENT,
    day: date | None = None,
) -> Event:
    return Event(evidence=(reading.span(start, end),), what=what, text=text, assertion=assertion, date=day)
