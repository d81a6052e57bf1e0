"""How often and how long treatment is planned: 2x/wk x 6 wks, BIW, "three times weekly for 5 weeks", q2wk, 2w4, M/W/F.

Only the neighbourhood of a word that can be part of a frequency is read, so that a long text costs little.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter

from chartside.extract.amounts import SAID, amount
from chartside.extract.looked_up import looked_up
from chartside.extract.reading import Reading
from chartside.extract.shared_work import once_per_source
from chartside.extract.vocabulary import folded_text, rows

_N = rf"(?:\d{{1,2}}|{SAID})"
_RANGE = rf"(?:[ \t]?(?:-|to|or)[ \t]?{_N})?"
_X = r"(?:x's|xs|x|×|times?|visits?|sessions?|days?|d|tx|treatments?)"
_PER = r"(?:/|\bper\b|\ba\b|\beach\b|\bevery\b|\bq(?![a-z]))"
_WEEK = r"(?:weekly|wkly|weeks?|wks?)"
_EVERY = rf"(?:every|q\.?|once every|1 ?x ?(?:q|every|/|per)|once per)[ \t]?(?:(?P<every>{_N}){_RANGE}[ \t-]?(?:wks?|weeks?|w)\b|(?P<other>other (?:week|wk)|o(?:ther)?[ \t]?wk))"
_DAY = r"(?:mon|tue|wed|thu|fri)[a-z]*"
_DAYS = rf"(?P<days>mwf|tth|m/w/f|m-w-f|m,w,f|m/w|w/f|m/th|tu?/th|{_DAY}(?:(?:[ \t]?[/&][ \t]?|,? (?:and )?){_DAY}){{1,3}})(?![\w/])"
_TIMES = (
    rf"(?P<n>{_N}){_RANGE}[ \t]*{_X}?[ \t]*{_PER}[ \t]*(?:week|wk|w)(?:s|ly)?\b(?![ \t]*[/-][ \t]*\d)"
    rf"|(?P<n2>{_N}){_RANGE}[ \t]*(?:x's|xs|x|×|times)[ \t-]*{_WEEK}\b"
    rf"|(?P<word>once|twice|thrice)[ \t-]*(?:a |per |every |each |/[ \t]?)?{_WEEK}\b(?<!weeks)(?<!wks)"
    rf"|{_EVERY}"
    rf"|(?P<monthly>(?:\d|once|twice)[ \t]?(?:x|×|times?|visits?)?[ \t]*(?:/|per|a|each|every)[ \t]*(?:months?|mo)\b|(?:once )?monthly\b|q ?mo(?:nth)?\b|(?:once )?every (?:other )?month\b)"
    rf"|(?P<hh>\d)(?:w(?:k)?|[ \t]wks?[ \t]|[ \t]w[ \t]|wks?[ \t])(?P<hhw>\d{{1,2}})(?=[ \t]*(?:$|[,.;:)\n&+]|then\b|and\b|to\b|prn\b))"
    rf"|(?P<weekly>(?:(?:1|one|once)(?: ?x)? )?(?<!bi)(?<!bi-)weekly\b(?: (?:pt |tx )?(?:visits?|sessions?|treatments?|tx)\b)?)"
    rf"|{_DAYS}"
)
_LEAD = r"(?:(?:cont(?:inue|\.)?|con't|freq(?:uency)?(?: reduced to| decreased to|/dur(?:ation)?)?:?|stay at|keep at|drop (?:down )?to|taper to|reduce to|decrease to|increase to|inc to|down to|once a day,|hhpt|skilled pt|pt|ot/cht|therapy|at|:)[ \t]+){0,3}"
_AHEAD = rf"(?:(?:for|x|over)?[ \t]?(?:the next |another |next |nxt )?(?P<ahead>{_N})[ \t-]?(?:more |additional )?(?P<ahead_unit>wks?|weeks?|mos?|months?)(?: of (?:skilled )?(?:pt|physical therapy|therapy))?(?:,| at| @|:)?[ \t]+)?"
_MORE = r"(?:more|additional|further|addl|add'l|other|consecutive|total)"
_TAIL = (
    rf"(?P<tail>[ \t]?[,(/@;|-]?[ \t]*(?:(?:dur(?:ation)?|x|×|for|over|times|during|in|within)(?![a-z])[ \t]*:?)?[ \t]*"
    rf"(?:(?:the|next|nxt|another|an additional|an|about|approx\.?|approximately|up to|~|first|a total of|remaining|at least)[ \t]*){{0,3}}"
    rf"(?P<weeks>{_N}){_RANGE}[ \t-]?(?:{_MORE}[ \t]+)?(?P<unit>wks?\b|weeks?\b|w\b|mos?\b|months?\b)(?! ?(?:post|po\b|s/p|ago|out\b|since|old|prior|before|f/u|follow))(?:[ \t]{_MORE}\b)?\)?"
    rf"|[ \t]*,?[ \t]*(?:x|×)[ \t]?(?P<bare>\d{{1,2}})(?!\d|[./:-]\d|[%'\"])(?![ \t]?(?:visits?|sessions?|days?|d\b|min|sec|reps?|sets?|tx|treatments?|x\b|more (?:v|s)|['\"]))(?:[ \t]{_MORE}\b)?"
    rf"|[ \t]+for (?P<loose>\d{{1,2}}|{SAID}) more\b(?![ \t]?(?:visits?|sessions?|tx|treat|days?|months?|mos?\b|times|min))"
    rf"|[ \t]+for (?:a|the next|another) (?P<month>month)\b)?"
    rf"(?:,?[ \t]+(?:to|thru|through|until|til|till)[ \t]+(?:(?:the )?(?:end of(?: the)?(?: (?:month|year|season|school year|week|summer))?|wk|week|session|visit|cert|re-?eval|d/?c|discharge|f/u|md|surgeon|recheck|pn)\b(?:[ \t]?(?:\d{{1,2}}(?:/\d{{1,2}}(?:/\d{{2,4}})?)?|cert|end|poc|month|f/u)\b)?|\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?|\d{{1,2}}[ \t-]?(?:wks?|weeks?)\b(?: gest\w*)?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*(?: \d{{1,2}})?\b))?"
)


@cache
def _often() -> dict[str, float | None]:
    """Abbreviations to visits a week; None where the week is not meant."""
    return {w: row.get("per_week") for row in rows("plan_words.toml", "often") for w in row["words"]}


@cache
def _core() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in sorted(_often(), key=len, reverse=True))
    return re.compile(rf"(?<![\w/.$-])(?=[\dbefmnoqstw])(?:{_TIMES}|(?P<abbr>{words})(?![/-]))(?!\w)")


_BEFORE = re.compile(rf"(?<![\w/.$]){_LEAD}{_AHEAD}$")
_BEHIND = re.compile(rf"[.]?{_TAIL}")
_DAILY = re.compile(
    rf"(?:\W|\b(?:plan|p|pt|hhpt|therapy|cont(?:inue)?|seen?|treat(?:ment)?|freq(?:uency)?|is|at|will|be|patient|skilled|physical|with)\b)*"
    rf"(?P<often>daily|qd|q\.d\.|every day|bid|b\.i\.d\.|tid|qod|every other day|q other day|once a day|twice a day|twice daily|(?P<n>[123])(?: ?x)?(?:/| per | a )day)\b(?![ \t]*(?:ice|heat|hep|stretch|walk|at home|exerc))"
    rf"(?:[ \t]*(?:x|for)[ \t]?(?P<days>{_N})[ \t-]?(?:more )?(?:days|d\b)|[ \t]*(?:x|for)[ \t]?(?P<weeks>{_N})[ \t-]?(?:more )?(?:wks?|weeks?)\b|,?[ \t]*(?P<five>m-f|mon-fri|5 (?:x|days?)[ /](?:a |per )?(?:wk|week)|weekdays))?"
)
_QOD = frozenset({"qod", "every other day", "q other day"})
_ONCE_DAILY = frozenset({"daily", "qd", "q.d.", "every day", "once a day", "1x/day"})
_WEEKS_IN_MONTH = 4.0
_MOST = 14
_BACK, _ON, _SHORT_ON, _LEADS = 26, 30, 12, 60
"""Characters read before and behind a word that can be part of a frequency, less behind a week, and before the frequency."""

_SHORT_ANCHOR = 4
"""Length below which an anchor that begins with a figure is of home health ("2w4"), if one follows."""

_AT = attrgetter("at")
_DAYS_APART = re.compile(r"[^a-z]+(?:and )?")
_ANCHORS = (
    "wk", "week", "wek", "weel", "biw", "b.i.w", "tiw", "t.i.w", "qiw", "qw", "q.w", "q1w", "q2w", "qow", "eow", "/w", "xw", "mwf", "m-w", "m,w", "m/t", "t/th",
    "u/th", "tth", "monday", "mon/", "mon ", "mon,", "mon &", "tues", "tue/", "wed", "/mo", "month", "per mo", "qmo", "q mo", "d/w", "fortnight",
)  # fmt: skip
_HOME_HEALTH = re.compile(r"\d ?wk? ?\d")


@dataclass(frozen=True, slots=True)
class Frequency:
    """A planned frequency.

    Attributes:
        start: Offset of its first word, "cont" and the like included.
        end: Offset after it.
        per_week: Visits a week; None where the week is not meant ("BID").
        weeks: For how many weeks.
        sure: Whether its notation is of no habit ("2w4").
        at: Offset of the number or word that says how often.
    """

    start: int
    end: int
    per_week: float | None
    weeks: float | None
    sure: bool = False
    at: int = 0


def frequencies(reading: Reading, start: int, end: int) -> tuple[Frequency, ...]:
    """Frequencies between two offsets of a source, in order."""
    every = _every(reading)
    first, last = bisect_left(every, start, key=_AT), bisect_left(every, end, key=_AT)
    if first == last:
        return ()
    return tuple(replace(f, start=max(f.start, start), end=min(f.end, end)) for f in every[first:last])


def frequency_places(reading: Reading) -> list[int]:
    """Where the frequencies of a source stand, in order."""
    return [f.at for f in _every(reading)]


def daily(folded: str, start: int, end: int) -> Frequency | None:
    """A frequency by the day that opens a piece of a plan ("P: BID", "cont PT daily x 5 days")."""
    found = _DAILY.match(folded, start, end)
    if found is None:
        return None
    often, days = found["often"], amount(found["days"]) if found["days"] else None
    per_week: float | None = None
    if often in _QOD:
        per_week = 3.5
    elif often in _ONCE_DAILY:
        per_week = min(days or (5.0 if found["five"] else 7.0), 7.0)
    if found["weeks"]:
        return Frequency(found.start("often"), found.end(), per_week, amount(found["weeks"]))
    weeks = 1.0 if days is not None and days <= 7 else days / 7 if days is not None and days % 7 == 0 else None
    return Frequency(found.start("often"), found.end(), per_week, weeks)


@looked_up()
def _anchors() -> Iterator[tuple[str, int]]:
    for anchor in (*_ANCHORS, *(f"{n}{gap}w" for n in range(1, 10) for gap in ("", " "))):
        yield anchor, len(anchor)


@once_per_source
def _every(reading: Reading) -> tuple[Frequency, ...]:
    folded = folded_text(reading)
    found: list[Frequency] = []
    end = 0
    for low, high in _windows(folded, _anchors(reading)):
        for core in _core().finditer(folded, low, high):
            if core.start() < end:
                continue
            frequency = _read(folded, core, end)
            if frequency is not None:
                found.append(frequency)
                end = frequency.end
    return tuple(found)


def _windows(folded: str, anchors: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Stretches around the words a frequency can have, none over another."""
    low, high = -1, -_BACK - 1
    for behind, length in anchors:
        place = behind - length
        if length < _SHORT_ANCHOR and folded[place].isdigit() and not _HOME_HEALTH.match(folded, place):
            continue
        if place - _BACK > high:
            if low >= 0:
                yield low, high
            low = max(place - _BACK, 0)
        high = max(high, place + (_SHORT_ON if folded[place] in "w/" else _ON))
    if low >= 0:
        yield low, min(high, len(folded))


def _read(folded: str, core: re.Match[str], floor: int) -> Frequency | None:
    per_week = _per_week(core)
    if per_week is not None and not 0 < per_week <= _MOST:
        return None
    before = _BEFORE.search(folded, max(core.start() - _LEADS, floor), core.start())
    behind = _BEHIND.match(folded, core.end())
    end = behind.end() if behind else core.end()
    end -= folded[end - 1] == "."
    start = before.start() if before else core.start()
    return Frequency(start, end, per_week, _weeks(core, before, behind), core["hh"] is not None, core.start())


def _per_week(found: re.Match[str]) -> float | None:
    said = found["n"] or found["n2"] or found["hh"]
    if said:
        return amount(said)
    if found["every"]:
        weeks = amount(found["every"])
        return 1 / weeks if weeks else None
    if found["monthly"]:
        return None
    if found["other"]:
        return 0.5
    if found["days"]:
        days = found["days"]
        return 3.0 if days == "mwf" else 2.0 if days == "tth" else float(len(_DAYS_APART.split(days)))
    if found["abbr"]:
        return _often()[found["abbr"]]
    return {"twice": 2.0, "thrice": 3.0}.get(found["word"] or "once", 1.0)


def _weeks(core: re.Match[str], before: re.Match[str] | None, behind: re.Match[str] | None) -> float | None:
    """For how many weeks, by what is said behind a frequency, in it ("2w4") or before it ("6 weeks at 2x/wk")."""
    if behind and behind["month"]:
        return _WEEKS_IN_MONTH
    said, unit = core["hhw"], ""
    if behind and behind["weeks"]:
        said, unit = behind["weeks"], behind["unit"]
    elif behind and behind["loose"]:
        said = behind["loose"]
    elif behind and behind["bare"] and not (core["every"] or core["other"] or core["monthly"]):
        said = behind["bare"]
    elif before and before["ahead"] and not said:
        said, unit = before["ahead"], before["ahead_unit"]
    weeks = amount(said) if said else None
    return weeks * _WEEKS_IN_MONTH if weeks is not None and unit.startswith("mo") else weeks
