"""Onsets and operations told by a condition with its day or its age ("L MCA CVA 5/27/26", "R RCR 6 wks po", "R lat epi x 4mo")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chartside.domain.facts import Assertion, Event, EventOf
from chartside.extract.assertions import stance_at
from chartside.extract.calendar_dates import days_in
from chartside.extract.fields import field_at, fields
from chartside.extract.named_conditions import is_treatment_name, named_conditions
from chartside.extract.phrases import left_of, plain, right_of
from chartside.extract.reading import Reading, Zone
from chartside.extract.vocabulary import folded_text, vocabulary, within

_TOLD_FIELDS = frozenset({"diagnosis", "other", "complaint", "visit", "surgery", "onset"})
_PAST = re.compile(
    r"\b(?:pmh\w*|psh\w*|hx|history|h/o|previous|prior|mother|father|family|meds?|imaging|mri|x-?ray|emg)\b[^.;\n]*$"
)
_TO_DAY = re.compile(
    r"\s*(?:\([^()\n]{1,50}\)\s*)?(?:[a-z]{3,12}\s+){0,2}(?:on\s+|[(,@-]\s*)?(?:dos:?\s*|sx:?\s*|date of surgery:?\s*|surgery\s+)?"
)
_IMAGED = re.compile(r"\b(?:mri|xr|x-?ray|ct|emg|us|imaging|dx'?d?|diagnosed|seen|script|order)\b")
_SPAN = re.compile(
    r"\s*(?:[rlb]\s+|\([^()\n]{1,30}\)\s*)?,?\s*(?:x|for|×)\s*~?\d{1,3}(?:\s?-\s?\d{1,2})?\+?\s*(?:mos?|months?|wks?|weeks?|yrs?|years?|days?|d)\b"
)
_AGE = r"~?\d{1,3}(?:\.\d+)?\s*(?:wks?|weeks?|mos?|months?|days?|yrs?|years?)"
_POST_OP = re.compile(
    r"\b(?:pod\s*#?\s*\d{1,3}|post[- ]?op(?:erative(?:ly)?)?\s*(?:day|wk|week|month|mo)?s?\s*#?\s*\d{1,3}(?:\.\d)?)\b"
    rf"|(?<![\w.])(?:{_AGE}\s*(?:po\b|s/p\b|post[- ]?op(?:erative(?:ly)?)?\b|status post\b|out from\b|post\b(?=\s+[lrb]?\s*\w)|after (?:surgery|sx)\b))"
)
_INJURED = re.compile(r"sprain|strain|fracture|\bfx\b|cva|stroke|tbi|concussion|tear|dislocation|infarct")
_UNIT = r"(?:months?|mos?|weeks?|wks?|years?|yrs?|days?|d)"
_SINCE = re.compile(
    rf"(?<![\w.])~?\d{{1,3}}(?:\s?-\s?\d{{1,2}})?\+?[\s-]?{_UNIT}\s+(?:hx|history)\b"
    rf"|(?<![\w.])~?\d{{1,3}}[\s-]?{_UNIT}\s+after\s+(?!(?:surgery|sx|eval\w*|initial|starting|op|last|his|her|the|discharge|d/c)\b)[a-z][^.;,\n]{{3,60}}"
)
_SINCE_DAY = re.compile(
    r"\b(?:pain|pn|lbp|symptoms|sx|headaches?|ha|numbness|tingling|stiffness|weakness|dizziness|vertigo|incontinence|leakage)\s+since\s+"
    r"(?:about |around |approximately |approx |mid[- ]?|early |late |last |the )*"
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|spring|summer|fall\b|winter|christmas|thanksgiving|(?:19|20)\d\d|\d{1,2}/\d)\w*"
)
_OUT_NOW = re.compile(
    r"\b(?:you're|you are|i'm|i am|she's|he's)\s+(?:now |about |almost |just |already |only )*"
    r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:weeks?|months?|days?) (?:out\b(?: from (?:the |your |my )?(?:surgery|operation))?|post[- ]?op\b)"
)
_ACCOUNT = 1600
"""Characters at the beginning of a note in which the history is told."""

_NOT_DONE = re.compile(
    r"\b(?:considering|candidate for|declin\w*|discuss\w*|awaiting|scheduled for|wants?|may need|avoid\w*|pre-?op|pending|precautions?)\b[^.;\n]{0,40}$"
)
_LONG_AGO = re.compile(r"[ ,(]*(?:in |done in )?(?:(?:19|20)\d\d\b|'\d\d\b|(?:many )?years ago)")
_SINCE_OP = re.compile(r"\b(?:s/p|status post|post|following|after)\b[^.;\n]{0,40}$")
_TITLE = 40
"""Characters from the beginning of a line in which an operation is its title."""

_HOW_DONE = re.compile(
    r"(?:\s+(?:[rl]|left|right)\b)?(?:\s*\([a-z -]{3,30}\)|,? (?:w/|with) [^.,;\n]{3,50}|, (?:anterior|posterior|lateral) approach)?"
)
_LEAD = re.compile(
    r"(?:(?:\d{1,2}/\d{1,2}(?:/\d{2,4})?|v(?:isit)?\s?#?\d{1,3}(?:/\d{1,3})?|wk\s?\d{1,2}|[a-z]\d\d(?:\.\w{1,4})?|dx:?|daily|note)[\s,:|-]+)*"
    r"(?:[^.;,\n]{0,40}\b(?:s/p|status post)\s+)?"
)
_HEAD = 600


def dated_conditions(reading: Reading) -> Iterator[Event]:
    """Events of conditions with a day, or with how long they last, where the note tells its diagnosis."""
    folded = folded_text(reading)
    labelled = fields(reading)
    told = any(field.kind == "diagnosis" for field in labelled)
    for mention in named_conditions(reading):
        if mention.start > _HEAD and not told:
            break
        line = reading.line_at(mention.start)
        field = field_at(labelled, mention.start)
        stated = field is not None and field.kind == "diagnosis"
        if not stated and (
            mention.start > _HEAD or line.zone not in (Zone.UNKNOWN, Zone.HEADER) or line.speaker is not None
        ):
            continue
        if (field is not None and field.kind not in _TOLD_FIELDS) or _PAST.search(
            folded, max(line.start, mention.start - 120), mention.start
        ):
            continue
        what = EventOf.SURGERY if mention.kind == "operation" else EventOf.ONSET
        lead = _TO_DAY.match(folded, mention.end, line.end)
        day = next(days_in(reading.text, mention.end, min(line.end, mention.end + 70)), None)
        if (
            day is not None
            and lead is not None
            and day.day is not None
            and day.start <= lead.end()
            and not _IMAGED.search(lead.group())
        ):
            start = left_of(folded, line.body, mention.start)
            start = (
                max(start, folded.rfind(". ", start, mention.start) + 2)
                if ". " in folded[start : mention.start]
                else start
            )
            lead = _LEAD.match(folded, start, mention.start)
            start = lead.end() if lead is not None else start
            text = plain(reading.text[start : mention.end])
            yield Event(evidence=(reading.span(start, day.end),), what=what, text=text, date=day.day)
            continue
        lasting = _SPAN.match(folded, mention.end, line.end)
        if lasting is not None and what is EventOf.ONSET:
            start = lasting.start() + len(lasting.group()) - len(lasting.group().lstrip(" ,"))
            yield Event(
                evidence=(reading.span(start, lasting.end()),),
                what=what,
                text=plain(reading.text[start : lasting.end()]),
            )


def operated_before(reading: Reading) -> Iterator[Event]:
    """The operation a note names at its top without a day ("R THA (posterolat), WBAT")."""
    folded = folded_text(reading)
    for mention in within(named_conditions(reading), 0, _HEAD):
        line, field = reading.line_at(mention.start), field_at(fields(reading), mention.start)
        if mention.kind != "operation" or line.zone not in (Zone.UNKNOWN, Zone.HEADER) or line.speaker is not None:
            continue
        before = folded[max(line.start, mention.start - 120) : mention.start]
        stance = stance_at(reading, mention.start, mention.end)
        if (field is not None and field.kind not in _TOLD_FIELDS) or _PAST.search(before) or _NOT_DONE.search(before):
            continue
        if is_treatment_name(mention) or _LONG_AGO.match(folded, mention.end):
            continue
        if mention.start - line.body > _TITLE and not _SINCE_OP.search(before):
            continue
        if stance.conditional or stance.assertion not in (Assertion.PRESENT, Assertion.HISTORICAL):
            continue
        start = left_of(folded, line.body, mention.start)
        lead = _LEAD.match(folded, start, mention.start)
        start = lead.end() if lead is not None else start
        behind = _HOW_DONE.match(folded, mention.end, line.end)
        end = behind.end() if behind else mention.end
        day = next(days_in(reading.text, end, min(line.end, end + 20)), None)
        end = day.end if day is not None and not folded[end : day.start].strip(" ,(") else end
        yield Event(evidence=(reading.span(start, end),), what=EventOf.SURGERY, text=plain(reading.text[start:end]))
        return


def _weeks_out(reading: Reading, folded: str) -> Iterator[Event]:
    """The operation a session speaks of by its age: "You're seven weeks out now"."""
    if not reading.is_dialogue or " out" not in folded:
        return
    found = _OUT_NOW.search(folded)
    if found is not None:
        yield Event(
            evidence=(reading.span(*found.span()),), what=EventOf.SURGERY, text=plain(reading.text[found.start() : found.end()])
        )  # fmt: skip


def _began_since(reading: Reading, folded: str) -> Iterator[Event]:
    """Onsets told by the day or month since when it hurts: "R shoulder pain since mid November after painting"."""
    for found in _SINCE_DAY.finditer(folded, 0, min(len(folded), _ACCOUNT)):
        line = reading.line_at(found.start())
        if line.speaker is not None or line.zone in (
            Zone.GOALS,
            Zone.PLAN,
            Zone.BILLING,
            Zone.INTERVENTIONS,
            Zone.ASSESSMENT,
        ):
            continue
        start = left_of(folded, line.body, found.start())
        end = right_of(folded, found.end(), line.end)
        yield Event(
            evidence=(reading.span(start, end),), what=EventOf.ONSET, text=plain(reading.text[start:end])
        )  # fmt: skip


def told_since(reading: Reading) -> Iterator[Event]:
    """Onsets told by their age where the history begins: "5 month hx of", "10 d after a coughing fit"."""
    folded = folded_text(reading)
    yield from _began_since(reading, folded)
    yield from _weeks_out(reading, folded)
    for found in _SINCE.finditer(folded, 0, min(len(folded), _HEAD)):
        line = reading.line_at(found.start())
        if line.speaker is None and line.zone not in (Zone.GOALS, Zone.PLAN, Zone.BILLING, Zone.INTERVENTIONS):
            yield Event(
                evidence=(reading.span(*found.span()),),
                what=EventOf.ONSET,
                text=plain(reading.text[found.start() : found.end()]),
            )


def after_surgery(reading: Reading) -> Iterator[Event]:
    """The operation known by the time since ("POD#1 s/p R THA", "8.5 mo post L ACLR")."""
    folded = folded_text(reading)
    found = _POST_OP.search(folded, 0, min(len(folded), _HEAD))
    if found is None or reading.line_at(found.start()).speaker is not None:
        return
    line = reading.line_at(found.start())
    known = vocabulary("conditions.toml", "pathologies.toml").find(folded, found.end(), min(line.end, found.end() + 50))
    if known and known[0].kind != "operation" and _INJURED.search(known[0].term.phrase) and "op" not in found.group():
        span = found.start(), known[0].end
        yield Event(evidence=(reading.span(*span),), what=EventOf.ONSET, text=plain(reading.text[span[0] : span[1]]))
        return
    behind = next((m for m in known if m.kind in ("operation", "musculoskeletal", "pathology")), None)
    start, end = found.start(), found.end()
    if behind is not None and "." not in folded[found.end() : behind.start]:
        end = behind.end
    else:
        before = within(named_conditions(reading), max(line.start, start - 50), start)
        named = next((m for m in reversed(before) if m.kind == "operation"), None)
        if named is not None and "." not in folded[named.end : start]:
            start = left_of(folded, line.body, named.start)
    yield Event(evidence=(reading.span(start, end),), what=EventOf.SURGERY, text=plain(reading.text[start:end]))
