"""The next appointment as today's sources announce it: day and time, each only as far as it is said.

A weekday or "in two days" alone gives no day: which one is meant is asked of the clinic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from chartside.documents.knowledge import knowledge
from chartside.domain.canvas import Canvas
from chartside.domain.source import Source, Span

_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: n for n, name in enumerate(_MONTH_NAMES, 1)}
_NAMES = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_WEEKDAYS = {name: n for n, name in enumerate(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])}
_WEEKDAY = re.compile(
    r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs?|ur|urs|urday|day|sday|nesday|rsday|ursday)?\b", re.I
)
_DAY = re.compile(
    r"(?<![\d/.-])(?:(?P<iy>\d{4})-(?P<im>\d{1,2})-(?P<id>\d{1,2})|(?P<m>\d{1,2})/(?P<d>\d{1,2})(?:/(?P<y>\d{4}|\d{2}))?"
    rf"|(?P<nm>{_NAMES})\.?\s+(?P<nd>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<ny>\d{{4}}))?"
    rf"|(?P<dd>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<dm>{_NAMES})\.?(?:,?\s+(?P<dy>\d{{4}}))?)(?![\d/])",
    re.I,
)
_TIME = re.compile(
    r"(?:\bat\b|@|,|\bfrom\b|[-–]|^|\s)\s*(?:"
    r"(?P<h>1[0-2]|0?[1-9])(?::(?P<min>[0-5]\d))?\s*(?P<half>[ap])\.?\s?m?\b\.?"
    r"|(?P<h24>[01]?\d|2[0-3]):(?P<m24>[0-5]\d)"
    r"|(?P<mil>(?:0[6-9]|1\d|2[0-3])[0-5]\d)(?!\d)"
    r"|(?P<noon>noon)"
    r"|(?<=at )(?P<bare>1[0-2]|[1-9])(?=\s*(?:[,.;)]|$)))",
    re.I,
)
_CLAUSE = 90  # characters after the cue in which day and time stand
_AFTER = 28  # characters after the day in which its time stands
_AHEAD = 370  # days; an appointment further off is a slip
_SOON = 120  # days; without its year a day is not further off


@dataclass(frozen=True, slots=True)
class Appointment:
    """An announced appointment.

    Attributes:
        day: The day; its year may be reckoned from the visit's.
        dated: Whether the year is known, so that the weekday is.
        time: As said, in the clock of twelve hours ("2:30 PM", "2:30" where morning or afternoon is not said).
        span: The words that announce it.
    """

    day: date
    dated: bool
    time: str
    span: Span

    @property
    def day_in_words(self) -> str:
        """The day as a message writes it ("Thursday, March 12, 2026")."""
        return day_in_words(self.day) if self.dated else f"{self.day:%B} {self.day.day}"


def day_in_words(day: date) -> str:
    """A day with its weekday ("Thursday, March 12, 2026")."""
    return f"{day:%A}, {day:%B} {day.day}, {day.year}"


def next_appointment(canvas: Canvas) -> Appointment | None:
    """The appointment today's sources announce last; None where they name no day after the visit.

    A weekday that is not that of its date makes both doubtful: then none is given.
    """
    found: Appointment | None = None
    for source in canvas.sources:
        if source.id in canvas.current:
            for announced in _announced(source, canvas.header.visit_date):
                if found is not None and found.day == announced.day and found.time and not announced.time:
                    continue
                found = announced
    return found


def _announced(source: Source, visit: date | None) -> Iterator[Appointment]:
    taken = 0
    for cue in _cues().finditer(source.text):
        if cue.start() < taken:
            continue
        clause = _clause(source.text, cue.end())
        hit = _DAY.search(clause)
        if hit is None or not _is_announced(source.text, cue.start(), clause, hit):
            continue
        read = _day(hit, visit)
        weekday = _WEEKDAY.search(clause[: hit.end() + 6])
        most = _AHEAD if hit["iy"] or hit["y"] or hit["ny"] or hit["dy"] else _SOON
        if read is None or (visit is not None and not 0 < (read[0] - visit).days <= most):
            continue
        day, dated = read
        if weekday is not None and dated and _WEEKDAYS[weekday[1].lower()] != day.weekday():
            continue
        time = _TIME.search(clause[hit.end() : hit.end() + _AFTER])
        taken = cue.end() + hit.end() + (time.end() if time else 0)
        yield Appointment(day, dated, _clock(time) if time else "", source.span(cue.start(), taken))


def _is_announced(text: str, cue: int, clause: str, day: re.Match[str]) -> bool:
    """Whether the day behind a cue is that of the appointment, and not of a surgeon's, nor a part of three quarters."""
    said = knowledge("messages")["appointment"]
    before = re.split(r"[\n.;,]", text[max(0, cue - _CLAUSE) : cue])[-1]
    between = re.findall(r"[a-z]+", clause[: day.start()].lower())
    if _other().search(before) or any(w not in said["between"] and not _WEEKDAY.fullmatch(w) for w in between):
        return False
    bare = bool(day["m"]) and not day["y"]
    behind = re.match(r"\s*([a-z/]+)", clause[day.end() :], re.I)
    return not bare or behind is None or behind[1].lower() in said["behind"]


def _clause(text: str, start: int) -> str:
    """What follows a cue in its line, at most some characters, up to the end of a sentence."""
    line = text[start : start + _CLAUSE].split("\n", 1)[0]
    end = re.search(r"[.;](?=\s+[A-Z])(?<!\b[ap]\.m\.)", line)
    return line[: end.start()] if end else line


def _day(hit: re.Match[str], visit: date | None) -> tuple[date, bool] | None:
    """The day of a date, and whether its year is known; one not said is that of the first such day after the visit."""
    part = hit.groupdict()
    name = part["nm"] or part["dm"]
    month = _MONTHS[name[:3].lower()] if name else int(part["im"] or part["m"] or 0)
    number = int(part["id"] or part["d"] or part["nd"] or part["dd"] or 0)
    year = part["iy"] or part["y"] or part["ny"] or part["dy"]
    try:
        if year:
            return date(int(year) + (2000 if len(year) == 2 else 0), month, number), True
        if visit is None:
            return date(2000, month, number), False
        day = date(visit.year, month, number)
        return (day if day > visit else date(visit.year + 1, month, number)), True
    except ValueError:
        return None


def _clock(hit: re.Match[str]) -> str:
    if hit["noon"]:
        return "noon"
    if hit["bare"]:
        return f"{hit['bare']}:00"
    if hit["half"]:
        return f"{int(hit['h'])}:{hit['min'] or '00'} {hit['half'].upper()}M"
    hour, minute = (int(hit["mil"][:2]), hit["mil"][2:]) if hit["mil"] else (int(hit["h24"]), hit["m24"])
    if hour >= 13 or hit["mil"] or hit["h24"].startswith("0"):
        return f"{(hour - 1) % 12 + 1}:{minute} {'PM' if hour >= 12 else 'AM'}"
    return f"{hour}:{minute}"


@cache
def _cues() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{cue})" for cue in knowledge("messages")["appointment"]["cues"]), re.I)


@cache
def _other() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(knowledge('messages')['appointment']['other'])})\b", re.I)
