"""Imaging, stays, births, implants and laboratory values: history that needs no heading to be known as such."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chartside.domain.facts import Assertion, History
from chartside.domain.source import Speaker
from chartside.extract.assertions import stance_at
from chartside.extract.context_words import said
from chartside.extract.fields import field_at, fields
from chartside.extract.note_parts import zone_of
from chartside.extract.phrases import left_of, plain, right_of, segments, strip, without_lead_in
from chartside.extract.questions_and_answers import exchange_at, is_form_line
from chartside.extract.reading import Reading, Zone
from chartside.extract.sentences import bounds
from chartside.extract.vocabulary import Mention, folded_text, mentions_of

_NO_FRACTURE = re.compile(
    r"\b(?:no|no evidence of(?: an?y?)?|not see any|n't see any|not see a|without) (?:acute )?(?:fractures?|bony abnormalit\w+|broken bones?)"
)
_NEAR_IMAGING = 400
"""Characters after an X-ray within which "no fracture" is said of it."""

_SILENT = frozenset({Zone.PLAN, Zone.GOALS, Zone.INTERVENTIONS, Zone.BILLING})
_OTHERS = frozenset(
    {
        "history",
        "surgical",
        "allergy",
        "family",
        "imaging",
        "before",
        "medication",
        "precaution",
        "diagnosis",
        "equipment",
    }
)
_LAB_VALUE = re.compile(
    r"\s?(?:of |was |is |=|:|[<>≥≤])?\s?[-<>]?\d+(?:\.\d+)?\s?%?(?!\s?(?:x|sets?|reps?|min|ft)\b)|\s?(?:neg\w*|pos\w*|wnl|clear)\b"
)
_SHOWN = re.compile(
    r"(?:\s(?:of|on|from|in|at|to|l|r|left|right|lumbar|cervical|thoracic|knee|hip|shoulder|ankle|wrist|hand|foot|elbow|spine|l/s|c/s|t/s|brain|both|b|bilat)\b"
    r"|\s\(?\d{1,2}/\d{1,2}(?:/\d{2,4})?\)?|\s(?:19|20)\d\d|\s(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w*){0,5}\s?(?::|=|-|–|>|\bw/|\()\s*(?=\w)"
)
_PENDING = re.compile(
    r"(?:\s\(?(?:\d{1,2}/)?\d{1,2}/\d{2,4}\)?|\s(?:19|20)\d\d)?\s(?:was |is |was |results? )?(?:pending|neg\b|negative|wnl|normal|unremarkable|unavailable|not available|clear)"
)
_GONE = re.compile(r"\b(?:out|removed|reversed|d/?c'?d|discontinued)\b")
_NO_BEHIND = re.compile(r"\s?(?::|-|=)?\s?(?:no|none)\b(?=\s*(?:$|[.,;\n]))")
_NEVER_CUES = ("no ", "denies ", "without ", "never had ")
_NEVER_HAD = re.compile(
    r"(?:no|denies|denies any|without|never had)\s(?:any )?(?:prior|previous|prev|past|h/o|hx|hx of|history of|known)\s(?:of )?(?:\w+[ -]){0,3}?"
    r"(?:surger(?:y|ies)|sx|injur(?:y|ies)|fx|fractures?|pt|physical therapy|episodes?|therapy|treatment|trauma|concussions?|dvt|cancer|ca"
    r"|dislocations?|falls|neck pain|back pain|lbp|knee pain|shoulder pain|sprains?|strains?|osteoporosis|seizures?|heart disease|stroke)\b(?: before| in past)?"
)
_LONGEST = 110


def past_events(reading: Reading) -> Iterator[History]:
    """History told by words of `histories.toml`, in order of place."""
    mentions = mentions_of(reading, "histories.toml")
    covered = 0
    for mention in mentions:
        if mention.start < covered or not _may_tell(reading, mention):
            continue
        told = _imaged(reading, mention) if mention.kind == "imaging" else _told(reading, mention)
        if told is not None:
            covered = told.evidence[0].end
            yield told
    yield from _never_had(reading)
    yield from _no_fracture(reading, [m.start for m in mentions if m.kind == "imaging"])


def _fact(reading: Reading, start: int, end: int, assertion: Assertion, text: str = "") -> History:
    return History(
        evidence=(reading.span(start, end),), text=text or plain(reading.text[start:end]), assertion=assertion
    )


def _may_tell(reading: Reading, mention: Mention) -> bool:
    field = field_at(fields(reading), mention.start)
    line = reading.line_at(mention.start)
    if (field is not None and field.kind in _OTHERS) or exchange_at(reading, mention.start) is not None:
        return False
    return not is_form_line(reading, line)


def _imaged(reading: Reading, scan: Mention) -> History | None:
    """What imaging showed, as told: "MRI showed …", "X-ray 9/22: mild DDD", "EMG pending"."""
    folded = folded_text(reading)
    line = reading.line_at(scan.start)
    zone = zone_of(reading, line)
    if folded[scan.end : scan.end + 1] == "?" or (scan.end - scan.start < 3 and not reading.text[scan.start].isupper()):
        return None
    low, high = bounds(reading, scan.start, scan.end)
    stance = stance_at(reading, scan.start, scan.end)
    if line.speaker is None and zone not in _SILENT and scan.term.phrase not in ("ultrasound", "films", "imaging"):
        shown, pending = _SHOWN.match(folded, scan.end, high), _PENDING.match(folded, scan.end, high)
        if (shown and shown.end() < high and not stance.conditional) or pending:
            end = high if shown else pending.end() if pending else high
            end = min(end, scan.start + _LONGEST)
            return _fact(reading, *strip(folded, scan.start, end), Assertion.PRESENT)
    reach = high if line.speaker is None else line.end
    if not said("histories.imaging_says").search(folded, scan.end, min(reach, scan.end + 120)):
        return None
    if stance.assertion not in (Assertion.PRESENT, Assertion.HISTORICAL) or stance.conditional:
        return None
    return _fact(reading, left_of(folded, low, scan.start), right_of(folded, scan.end, high), Assertion.PRESENT)


def _told(reading: Reading, mention: Mention) -> History | None:
    folded = folded_text(reading)
    line = reading.line_at(mention.start)
    if line.speaker is Speaker.CLINICIAN or zone_of(reading, line) in _SILENT:
        return None
    low, high = bounds(reading, mention.start, mention.end)
    if mention.kind == "lab":
        value = _LAB_VALUE.match(folded, mention.end, high)
        end = value.end() if value else mention.end
        if not value and " neg" not in mention.term.phrase:
            return None
        return _fact(reading, *strip(folded, mention.start, end), Assertion.PRESENT)
    stance = stance_at(reading, mention.start, mention.end)
    if stance.conditional or stance.assertion in (
        Assertion.PLANNED,
        Assertion.GOAL,
        Assertion.FAMILY,
        Assertion.POSSIBLE,
    ):
        return None
    part = next(((a, b) for a, b in segments(folded, low, high) if a <= mention.start < b), None)
    if part is None or part[1] - part[0] > _LONGEST:
        return None
    start, end = without_lead_in(folded, *part, mention.start)
    if mention.kind in ("stay", "device"):
        start = mention.start
        end = right_of(folded, mention.end, end) if mention.kind == "stay" else min(end, mention.end + 20)
    near = stance.cue is not None and mention.start - stance.cue[1] < 12
    negative = (stance.assertion is Assertion.ABSENT and near) or _NO_BEHIND.match(folded, mention.end)
    if negative:
        return _fact(reading, start, max(end, mention.end), Assertion.ABSENT)
    gone = _GONE.search(folded, mention.end, end) is not None and mention.kind == "device"
    return _fact(reading, *strip(folded, start, end), Assertion.HISTORICAL if gone else Assertion.PRESENT)


def _found_never(folded: str) -> Iterator[re.Match[str]]:
    for cue in _NEVER_CUES:
        place = folded.find(cue)
        while place >= 0:
            never = _NEVER_HAD.match(folded, place)
            if never is not None and not folded[place - 1 : place].isalnum():
                yield never
            place = folded.find(cue, place + len(cue))


def _never_had(reading: Reading) -> Iterator[History]:
    """What a patient has not had before: "No prior spine surgery", "no hx stress fx"."""
    for never in _found_never(folded_text(reading)):
        line = reading.line_at(never.start())
        field = field_at(fields(reading), never.start())
        listed = field is not None and field.kind in _OTHERS
        told = line.speaker is None and exchange_at(reading, never.start()) is None
        if told and not (listed or zone_of(reading, line) in _SILENT or is_form_line(reading, line)):
            yield _fact(reading, never.start(), never.end(), Assertion.ABSENT)


def _no_fracture(reading: Reading, scans: list[int]) -> Iterator[History]:
    """The fracture that imaging did not show."""
    folded = folded_text(reading)
    if not scans:
        return
    number, last = 0, -_NEAR_IMAGING
    for none in _NO_FRACTURE.finditer(folded, scans[0]):
        while number < len(scans) and scans[number] < none.start():
            last = scans[number]
            number += 1
        if none.start() - last < _NEAR_IMAGING and field_at(fields(reading), none.start()) is None:
            what = none.group().rsplit("any ", 1)[-1].removeprefix("no ").removeprefix("without ")
            yield _fact(reading, none.start(), none.end(), Assertion.ABSENT, f"{what} on imaging")
