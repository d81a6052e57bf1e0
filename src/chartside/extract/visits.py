"""Which visit a note is about: its day and number, from the lines at its beginning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from chartside.domain.facts import Event, EventOf, When
from chartside.extract.calendar_dates import DayMention, days_in
from chartside.extract.cue_lines import lines_with, places_of
from chartside.extract.fields import Field
from chartside.extract.findings import findings
from chartside.extract.folding import fold
from chartside.extract.phrases import plain
from chartside.extract.reading import Reading
from chartside.extract.vocabulary import folded_text, vocabulary

_HEAD = 420
"""Characters in which a note names its visit."""

_OPENING = 12
"""A day within so many characters from the top needs no year to be the visit's."""

_CLOSE = 14
_HEADING = 130
"""A line of so many characters may be a heading; a longer one is prose, and its dates are of other things."""

_SAID = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    r"|nineteen|twenty(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?"
)
_ORDINALS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
_NUMBER = re.compile(
    r"(?:\b|(?=#))(?=[#\dv]|s[enti]|t[xrehw]|r[xe]|ap|ho|ir|da|f[io]|e[il]|ni)(?:"  # tried only where one can begin
    rf"(?<!last )(?<!prev )\b(?:visit|vist|vst)\s*(?:#|no\.?|number)?\s*:?\s*(?P<n>\d{{1,3}}|{_SAID})\b(?!/\d{{1,2}}/\d)|\bv(?P<v>\d{{1,3}})\b"
    r"|\bsession\s*#?\s*(?P<s>\d{1,3})\b|(?:(?<=^)|(?<=\d\s)|(?<=\d\s\s)|(?<=f/u\s)|(?<=note\s)|(?<=[-–—|:,]\s)|(?<=daily\s))#\s?(?P<h>\d{1,3})\b"
    r"|\b(?:tx|rx|treatment|appt)\s*#\s*(?P<a>\d{1,3})\b|\b(?:tx|rx|treatment|appt)\s*(?P<t>\d{1,3})\b(?=\s*(?:/|of|$|[-–—,;:.|\n]|\s{2}))"
    r"|\b(?:rehab|hospital|hosp|irf|snf|stay|treatment)\s+day\s*#?\s*(?P<y>\d{1,3})\b|\bday\s+#?(?P<z>\d{1,3})\s+of\s+(?:stay|rehab|admission)\b"
    rf"|(?:(?<=is\sthe\s)|(?<=for\sthe\s)|(?<!since\s)(?<!after\s)(?<!before\s)(?<!the\s))\b(?P<o>{_ORDINALS}|\d{{1,2}}(?:st|nd|rd|th))\s+(?:pt\s+|therapy\s+|physical therapy\s+|treatment\s+|follow[- ]?up\s+)?(?:visit|vist|session|appointment|treatment)\b)",
    re.I,
)
_TYPE = re.compile(
    r"\b(?:initial (?:pt )?eval(?:uation)?|pt eval(?:uation)?|physical therapy (?:initial )?evaluation"
    r"|re-?eval(?:uation)?|progress (?:note|report)|discharge (?:summary|note)"
    r"|reassessment(?: for discharge planning)?|new patient questionnaire|intake (?:form|questionnaire)|evaluation)\b",
    re.I,
)
_POST_OP = re.compile(
    r"\b(?:POD|post[- ]?op(?:erative)? day)\s*#?\s*(?P<d>\d+)\b"
    r"|~?(?P<w>\d+(?:\.\d+)?)\s*(?:wks?|weeks?)\s*(?:po|s/p|post[- ]?op)\b",
    re.I,
)
_NOT_VISIT = re.compile(
    r"\b(?:dob|born|onset|doi|order|referr\w+|ref|by)\b[^\n]{0,24}$"
    r"|\b(?:(?:last|next|previous) visit|inj\w*|surgery|sx|s/p|fall|fell|accident|collision)\b[^\n]{0,60}$|\b(?:on|since|after|until|before|in)\s$",
    re.I,
)
_EARLIER = re.compile(
    r"\b(?:(?:last|prev(?:ious)?|prior)\s+(?:pt\s+)?(?:visit|session|tx|treatment|test|eval(?:uation)?|seen)|start of care|soc|copied forward from|final (?:pt )?(?:visit|session))"
    r"\s*(?:date|on|was|from|of)?\s*[:(]?\s*",
    re.I,
)
_EARLIER_WORDS = (
    "last visit",
    "last session",
    "last tx",
    "last eval",
    "prev ",
    "previous ",
    "prior ",
    "start of care",
    "soc ",
    "copied forward",
    "last pt ",
    "final visit",
    "final session",
)
_SEEN = re.compile(
    r"\bseen\s+(?:from\s+)?\d{1,2}/\d{1,2}(?:/\d{2,4})?\s*(?:through|thru|to|until|-|–)\s*\d{1,2}/\d{1,2}(?:/\d{2,4})?(?:\s*(?:,|for|x)\s*\d{1,3} (?:total )?visits)?",
    re.I,
)
_COLUMN = re.compile(
    r"\d{1,2}/\d{1,2}(?:/\d{2,4})?\s?\((?P<which>ie|eval|(?:v|visit ?|#)#?(?P<number>\d{1,3}))\)", re.I
)
_FEWEST_COLUMNS = 2
_NAMES_VISIT = re.compile(r"\b(?:visit|dos|date|note|eval\w*|dictat\w+)\b", re.I)


def visit_event(reading: Reading, found: tuple[Field, ...]) -> Event | None:
    """The visit as an event ("visit 4, 3 weeks post-op"), None where the note names neither day nor number."""
    text = reading.text
    high = min(len(text), _HEAD)
    day = _labelled_day(text, found) or _first_day(reading, high)
    number = _NUMBER.search(text, 0, high)
    kind = _TYPE.search(text, 0, high)
    if day is None and number is None:
        return None
    start, end = _extent(text, day, number)
    words = []
    if number is not None:
        said = next(v for v in number.groupdict().values() if v)
        stays = number["o"] or number["y"] or number["z"]
        words.append(plain(number.group()).lower() if stays else f"visit {said.lower()}")
    if kind is not None and (number is None or kind.group().lower().startswith(("progress", "re", "discharge"))):
        words.append(plain(kind.group()).lower())
    line_end = text.find("\n", start)
    post_op = _POST_OP.search(text, start, min(high, line_end if line_end >= 0 else high, start + 80))
    if post_op is not None:
        words.append(f"post-op day {post_op['d']}" if post_op["d"] else f"{post_op['w']} weeks post-op")
    return Event(
        evidence=(reading.span(start, end),),
        what=EventOf.VISIT,
        text=", ".join(words) or "visit",
        date=day.day if day else None,
    )


def earlier_visits(reading: Reading) -> Iterator[Event]:
    """Earlier visits that the note names with their day ("last visit (11/03)")."""
    text, folded = reading.text, folded_text(reading)
    done = 0
    for place in places_of(folded, _EARLIER_WORDS):
        found = _EARLIER.match(text, place)
        if found is None or place < done:
            continue
        done = found.end()
        day = next(days_in(text, found.end(), min(len(text), found.end() + 12)), None)
        if day is not None and day.start - found.end() <= 2:
            if day.day is None and "/" not in text[day.start : day.end]:
                continue
            start = any(word in found.group().lower() for word in ("start", "soc", "final"))
            yield Event(
                evidence=(reading.span(found.start(), day.end),),
                what=EventOf.VISIT,
                text=plain(text[found.start() : day.end]).lower(),
                when=When.CURRENT if start else When.PRIOR,
                date=day.day,
            )

    for place in places_of(folded, ("seen ",)):
        found = _SEEN.match(text, place)
        if found is None:
            continue
        yield Event(evidence=(reading.span(*found.span()),), what=EventOf.VISIT, text=plain(found.group()).lower())
    yield from _columns(reading)


def _columns(reading: Reading) -> Iterator[Event]:
    """Visits at the head of a table's columns: "8/12 (IE)   8/26 (v5)"; the last is this one."""
    for line in lines_with(reading, ("(ie)", "(eval)")):
        heads = list(_COLUMN.finditer(line.text))
        if len(heads) < _FEWEST_COLUMNS:
            continue
        for number, head in enumerate(heads):
            first = head["which"].lower() in ("ie", "eval")
            when = When.CURRENT if number == len(heads) - 1 else When.BASELINE if first else When.PRIOR
            text = "initial evaluation" if first else f"visit {head['number']}"
            yield Event(
                evidence=(reading.span(line.start + head.start(), line.start + head.end()),),
                what=EventOf.VISIT,
                text=text,
                when=when,
            )


def _labelled_day(text: str, found: tuple[Field, ...]) -> DayMention | None:
    for field in found:
        if field.kind == "visit" and field.start < _HEAD * 2:
            day = next(days_in(text, field.start, min(field.end, field.start + 40)), None)
            if day is not None:
                return day
    return None


def _first_day(reading: Reading, high: int) -> DayMention | None:
    """The first day that stands as the visit's: in a heading, or behind "visit" and the like; never a value like 3/10 or 4/5."""
    text = reading.text
    for day in days_in(text, 0, high):
        line_start = text.rfind("\n", 0, day.start) + 1
        line_end = text.find("\n", day.start)
        named = _NAMES_VISIT.search(text, max(line_start, day.start - 40), day.start) is not None
        short = (line_end if line_end >= 0 else len(text)) - line_start <= _HEADING
        if day.day is None and ((day.start >= _OPENING and not named) or _is_value(reading, day)):
            continue
        if _of_condition(text, max(line_start, day.start - 40), day.start):
            continue
        if (short or named) and not _NOT_VISIT.search(text, line_start, day.start):
            return day
    return None


def _is_value(reading: Reading, day: DayMention) -> bool:
    """Whether a day without its year is a value on a scale: "4/5 abd", "3/10"."""
    if reading.text.endswith("/10", day.start, day.end):
        return True
    return reading.text.endswith("/5", day.start, day.end) and any(
        f.numeral.start <= day.start < f.numeral.end for f in findings(reading)
    )


def _of_condition(text: str, start: int, end: int) -> bool:
    """Whether a day stands right behind a condition or an operation: "R ACLR 3/2/26"."""
    known = vocabulary("conditions.toml").find(fold(text[start:end]))
    return bool(known) and (end - start) - known[-1].end <= _CLOSE


def _extent(text: str, day: DayMention | None, number: re.Match[str] | None) -> tuple[int, int]:
    if day is None:
        return (number.start(), number.end()) if number is not None else (0, 1)
    if number is None:
        return day.start, day.end
    start, end = min(day.start, number.start()), max(day.end, number.end())
    return (start, end) if end - start <= 40 and "\n" not in text[start:end] else (day.start, day.end)


def visit_day(reading: Reading, found: tuple[Field, ...]) -> date | None:
    """The day the note says it is about."""
    day = _labelled_day(reading.text, found) or _first_day(reading, min(len(reading.text), _HEAD))
    return day.day if day else None
