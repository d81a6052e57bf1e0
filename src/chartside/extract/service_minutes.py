"""Minutes of each service: "TE 23'", "97140 (25 min)", "fifteen minutes of neuro", "Ten minutes on those"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from chartside.domain.facts import TimeEntry, TimeOf
from chartside.extract.amounts import AMOUNT, SAID, amount
from chartside.extract.dosage import dosed_text
from chartside.extract.performance import devices, helps
from chartside.extract.reading import Reading
from chartside.extract.service_endings import LEAD, MINUTES, PLAIN, UNIT, at_end, in_future
from chartside.extract.service_unnamed import unnamed_times
from chartside.extract.service_words import Service, ServiceTime, lower_services, services, small_services, timed_words
from chartside.extract.service_work import is_treated_work
from chartside.extract.shared_work import once_per_source
from chartside.extract.vocabulary import rows

_SEPARATORS = r"(?:[ \t,:()\[\]=~–—|*_>-]|\.{2,}|[x×](?=[ \t\d])|w/(?= ?(?:ot|slp|st|pt|pta|rehab)\b))"
_CLOCKS = r"(?:from )?(?<!\d)\d{1,2}:\d\d(?: ?[ap]\.?m?\b\.?)? ?(?:-|to|until) ?\d{1,2}:\d\d(?: ?[ap]\.?m?\b\.?)?"
_LABELLED = re.compile(
    rf"(?:min(?:ute)?s?|time)\b\.?[ \t]*[:=-]?[ \t]*(?P<n>{AMOUNT})(?!\s?[x×/%]|\s?(?:x|sets|reps)\b)(?:{UNIT})?"
)
_CODE_BEHIND = re.compile(r"[ \t]*[(\[]?[ \t]*(?:cpt )?(?P<code>9[2-9]\d{3})\b")
_OF = rf"{LEAD}(?P<n>{AMOUNT}){UNIT}[ \t]*(?:of|on|for|doing|in|to|spent on|\(|-)[ \t]*(?:the |some |skilled |her |his |your |cpt )?"
_BEFORE = re.compile(rf"(?:{_OF})$")
_BEFORE_TOO = re.compile(rf"(?:,|\band|\bthen|\bplus)[ \t]+{LEAD}(?P<n>{PLAIN})[ \t]+of[ \t]+(?:the )?$")
"""Where minutes have just been said, a number needs no unit ("25 minutes of exercise and ten of manual")."""

_JUST_BEFORE = re.compile(rf"(?:^|[\s(,;.:-])(?P<n>{PLAIN})[ \t]?-?(?:'(?!')|min(?:ute)?s?\b)[ \t]+$")
_CODE_LAST = re.compile(rf"(?:^|[\s(,;.:-])(?P<n>{PLAIN}){UNIT}[ \t]*[,:/–-][ \t]*(?:cpt )?$")
_BARE = re.compile(
    r"(?:[ \t]*\(?9[2-9]\d{3}\)?)?[ \t]*(?:[:=(-]|(?P<by>[x×])(?=[ \t]?\d+[ \t]?(?:m|')|[ \t]?\d\d?[ \t]*(?:[,;.\n]|$)))?[ \t]*(?P<n>\d{1,3}|(?<=[ \t])"
    + SAID
    + r")(?:[ \t]?(?P<unit>'(?!')|min(?:ute)?s?\b\.?|m\b))?\)?(?![\w%#/:.-]{0,6}\d|[ \t]?(?:units?|u\b|x|×|sets|reps|ft|lbs?|#|sec|visits?|deg|°|/[ \t]?\d))"
)
_NEXT_BARE = re.compile(r"[ \t]*(?:[,;/|+&.]|and\b|comma\b|-)?[ \t]*\n?[ \t]*(?:and[ \t]+)?")
_CLOSES = re.compile(r"[ \t]*(?:[):,;.–-]|$|\n|with\b|to\b|including\b|consisting\b)")
_OF_MODALITY = re.compile(r"[ \t]?(?:total|tot|timed)\b(?![ \t]*[:=-]?[ \t]*\d)")
_LABEL = re.compile(r"\b(?:min(?:ute)?s?|time)\b")
_UNIT_LAST = re.compile(
    r"(?:'|m(?:in(?:ute)?s?\.?|\b))[ \t]*(?:of|on|for|doing|in|to|spent on|[(,:/–-])?[ \t]*(?:(?:the|some|skilled|her|his|cpt) )?$"
)
"""A unit and what may follow it; all minutes before a service end so."""

_FEET = 40, 91
"""A prime behind a number from the first on may mean feet, from the second on it does."""

_DEVICE_WITHIN = 6
"""Characters behind a distance in which the device or the help is named."""

_FAR = 70
"""Characters between a service and its minutes at most."""


@cache
def _filler() -> re.Pattern[str]:
    words = [w for row in rows("service_fillers.toml") for w in row["words"]]
    listed = "|".join(re.escape(w.lower()) for w in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?:{_SEPARATORS}|\b(?:{listed})\b\.?|{_CLOCKS}){{0,24}}")


def service_minutes(reading: Reading, taken: Sequence[tuple[int, int]]) -> Iterator[TimeEntry]:
    """Time entries of services, minutes between places already `taken` left out."""
    others = _Places(taken)
    for found in service_times(reading):
        if others.hold(found.end - 1):
            continue
        yield TimeEntry(
            evidence=(reading.span(found.start, found.end),), what=TimeOf.CODE, code=found.code, minutes=found.minutes
        )


@once_per_source
def service_times(reading: Reading) -> tuple[ServiceTime, ...]:
    """Minutes said of services, in order of place."""
    words = timed_words(reading)
    named = services(reading)
    named = tuple(sorted((*named, *words), key=lambda s: s.start)) if words else named
    found = {time.end: time for time in (*_listed(reading, named), *_small(reading))}
    used = _Places((time.start, time.end) for time in found.values())
    behind = [
        (service, None if used.hold(service.start) else _behind(reading, service, named, index))
        for index, service in enumerate(named)
    ]
    unsaid = frozenset(id(word) for word in words)
    behind = [
        (
            service,
            None
            if time is not None and id(service) in unsaid and not is_treated_work(reading, time.start, time.end)
            else time,
        )
        for service, time in behind
    ]
    for _, time in behind:
        if time is not None:
            found.setdefault(time.end, time)
    used = _Places((time.start, time.end) for time in found.values())
    for service, time in behind:
        if time is not None or _word_modality(service) or used.hold(service.start):
            continue
        other = _before(reading, service) if service.category != "individual" else None
        if other is None or used.hold(other.start):
            other = at_end(reading, service) if service.code else None
        if other is not None and id(service) in unsaid and not is_treated_work(reading, other.start, other.end):
            continue
        if other is not None and not used.meet(other.start, other.end):
            found.setdefault(other.start, other)
            used.add(other.start, other.end)
    for unnamed in unnamed_times(reading):
        if not used.hold(unnamed.start):
            found.setdefault(unnamed.start, unnamed)
    return tuple(_with_evaluation(named, sorted(found.values(), key=lambda t: t.start)))


def _with_evaluation(named: Sequence[Service], times: Sequence[ServiceTime]) -> Iterator[ServiceTime]:
    """Minutes of the evaluation with the one evaluation code that the note writes elsewhere."""
    codes = {s.code for s in named if s.by_code and s.category == "evaluation"}
    code = codes.pop() if len(codes) == 1 else None
    for time in times:
        own = time.service is not None and time.code is None and time.service.category == "evaluation"
        yield time._replace(code=code) if own and code else time


def _small(reading: Reading) -> Iterator[ServiceTime]:
    """Abbreviations written small with their minutes at the beginning of a sentence ("mt 8min pos glides")."""
    folded = dosed_text(reading)
    for service in small_services(reading):
        said = _BARE.match(folded, service.end)
        if (
            said is None
            or said["unit"] is None
            or not _SENTENCE.search(folded, max(service.start - 8, 0), service.start)
        ):
            continue
        yield ServiceTime(service.start, said.end(), amount(said["n"]) or 0.0, service.code, service)


_SENTENCE = re.compile(r"(?:^|[.;:|,\n])[ \t]*[-*•]?[ \t]*$")


class _Places:
    """Places already read, none over another."""

    def __init__(self, places: Iterable[tuple[int, int]]) -> None:
        self._places = sorted(places)

    def hold(self, offset: int) -> bool:
        """Whether `offset` stands in one of them."""
        index = bisect_right(self._places, (offset, 1 << 60)) - 1
        return index >= 0 and offset < self._places[index][1]

    def meet(self, start: int, end: int) -> bool:
        """Whether one of them lies over `start`..`end`."""
        index = bisect_left(self._places, (end, 0)) - 1
        return index >= 0 and start < self._places[index][1]

    def add(self, start: int, end: int) -> None:
        """Take up one more."""
        insort(self._places, (start, end))


def _listed(reading: Reading, named: Sequence[Service]) -> Iterator[ServiceTime]:
    """Minutes in a list of two services or more, with a unit or without ("TE 23' MT 15", "man 8 / ex 22 / neuro 9")."""
    folded = dosed_text(reading)
    places = {s.start: s for s in lower_services(reading)}
    places |= {s.start: s for s in named if s.by_code or not (s.modality or (s.category or "").endswith("evaluation"))}
    run: list[ServiceTime] = []
    units = counted = False
    position = -1
    for start in sorted(places):
        service = places[start]
        if start < position:
            continue
        said = _BARE.match(folded, service.end)
        linked = run and _NEXT_BARE.fullmatch(folded, run[-1].end, start) is not None
        if not linked or said is None:
            yield from _enough(run, units, counted)
            run, units, counted = [], False, False
        if said is not None:
            units = units or said["unit"] is not None
            counted = counted or said["by"] is not None
            position = said.end()
            run.append(ServiceTime(start, said.end(), amount(said["n"]) or 0.0, service.code, service, listed=True))
    yield from _enough(run, units, counted)


_MOST_UNITS = 8
_LEAST_LISTED, _MOST_LISTED = 5, 120
"""Minutes of a service in a list without units: fewer are units, more are codes."""


def _enough(run: Sequence[ServiceTime], units: bool, counted: bool) -> Iterator[ServiceTime]:
    if counted and not units and not any(t.minutes > _MOST_UNITS for t in run):
        return  # "TE x 2, MT x 1" are units
    if len(run) < 2 or any(not _LEAST_LISTED <= t.minutes <= _MOST_LISTED for t in run):
        return
    if units or len({t.code for t in run}) > 1:
        yield from run


def _word_modality(service: Service) -> bool:
    return service.modality and not service.by_code


def _behind(reading: Reading, service: Service, named: Sequence[Service], index: int) -> ServiceTime | None:
    """Minutes behind a service, words of the same service and separators between them."""
    folded = dosed_text(reading)
    stop = folded.find("\n", service.end, service.end + _FAR)
    limit = stop if stop >= 0 else service.end + _FAR
    if _MAY_LAST.search(folded, service.end, limit + 1) is None:
        return _lasting(reading, service, folded)
    position, code, by_code = service.end, service.code, service.by_code
    for follower in (None, *named[index + 1 : index + 4]):
        if follower is not None:
            if follower.start != position or (follower.by_code and by_code):
                break
            code, by_code = (follower.code if not by_code else code), by_code or follower.by_code
            position = follower.end
        gap = _filler().match(folded, position, limit)
        position = gap.end() if gap else position
        if _other_between(named, index, position, code):
            return None
        value = MINUTES.match(folded, position) or _labelled(folded, position, gap)
        if value is not None and _OF_OTHER.match(folded, value.end()) and _near(named, index, value.end()):
            return None
        if value is not None and "," in folded[position - 2 : position] and _own_before(folded, service, named, value):
            return None
        if value is not None:
            return _timed(reading, service, value, code, by_code)
    return _lasting(reading, service, folded)


_MAY_LAST = re.compile(r"min|'|time|[0-9][ \t]?m\b")
"""One of these stands behind every service that has minutes with a unit."""


def _lasting(reading: Reading, service: Service, folded: str) -> ServiceTime | None:
    value = _elliptic(reading, service, folded)
    return _timed(reading, service, value, service.code, service.by_code) if value else None


_ELLIPTIC = re.compile(
    rf"[ \t]+(?:(?:was|were|got|took|another|for|occupied|lasted|ran)[ \t]+(?:another )?|(?<=manual )|(?<=ther ex )|(?<=neuro ))(?P<n>{PLAIN})(?:[ \t]min(?:ute)?s?\b)?(?=[ \t]*(?:[:.,;\n]|$|(?:and|n|w)\b))"
)


def _elliptic(reading: Reading, service: Service, folded: str) -> re.Match[str] | None:
    """A number behind a verb, where minutes have just been said ("24 minutes of exercise. Balance work was twelve")."""
    said = _ELLIPTIC.match(folded, service.end, service.end + _FAR)
    if said is None or "min" in said.group():
        return said
    return said if "min" in folded[max(service.start - 120, 0) : service.start] else None


def _own_before(folded: str, service: Service, named: Sequence[Service], value: re.Match[str]) -> bool:
    """Whether a service has its minutes before it, as the next one has ("33 min TE, 6 min MT")."""
    if _JUST_BEFORE.search(folded[max(service.start - 12, 0) : service.start]) is None:
        return False
    return any(0 <= other.start - value.end() <= _LINKED for other in named)


_LINKED = 2
_OF_OTHER = re.compile(r"[ \t](?:of|on|for|doing)\b")


def _near(named: Sequence[Service], index: int, offset: int) -> bool:
    """Whether the next service stands right behind, so that the minutes are its own ("and ten minutes of manual")."""
    return any(offset <= other.start <= offset + 20 for other in named[index + 1 : index + 4])


def _other_between(named: Sequence[Service], index: int, position: int, code: str | None) -> bool:
    """Whether another service is named before the number, so that the minutes are its own."""
    for other in named[index + 1 : index + 4]:
        if other.start >= position:
            return False
        if other.code != code and other.code is not None and not (other.category or "").endswith("evaluation"):
            return True
    return False


def _labelled(folded: str, position: int, gap: re.Match[str] | None) -> re.Match[str] | None:
    """A number behind "min:" or "minutes", which the gap's words may have swallowed."""
    begin = gap.start() if gap else position
    label = _LABEL.search(folded, begin, position)
    return _LABELLED.match(folded, label.start()) if label else None


def _timed(
    reading: Reading, service: Service, value: re.Match[str], code: str | None, by_code: bool
) -> ServiceTime | None:
    minutes = amount(value["n"])
    folded = dosed_text(reading)
    if (
        minutes is None
        or not 0 < minutes <= 240
        or in_future(reading, service)
        or _OF_MODALITY.match(folded, value.end())
    ):
        return None
    if service.modality and not by_code:
        return None
    if folded[value.end() - 1] == "'" and _is_distance(reading, minutes, value.end()):
        return None
    end = value.end()
    if code is None or not by_code:
        written = _CODE_BEHIND.match(folded, end)
        own = written is not None and folded[end - 1] == "." and _BARE.match(folded, written.end("code")) is not None
        if written and not own and (code is None or code == written["code"]):  # "eval 35 min. 97140 10 min"
            code, end = written["code"], written.end()
    return ServiceTime(service.start, end, minutes, code, service)


def _is_distance(reading: Reading, feet: float, end: int) -> bool:
    """Whether a prime behind a number means feet: more than a session's minutes, or with a device or help behind."""
    if not _FEET[0] <= feet < _FEET[1]:
        return feet >= _FEET[1]
    behind = (index(reading).first(end, end + 40) for index in (devices, helps))
    return any(mention is not None and mention.start - end <= _DEVICE_WITHIN for mention in behind)


def _before(reading: Reading, service: Service) -> ServiceTime | None:
    """Minutes before a service ("fifteen minutes of neuro", "for 40 minutes (97162")."""
    folded = dosed_text(reading)
    low = max(service.start - 44, reading.line_at(service.start).start)
    lead = folded[low : service.start]
    too = not service.by_code and lead.rstrip().endswith("of") and "min" in folded[max(low - 40, 0) : service.start]
    if _UNIT_LAST.search(lead) is None and not too:
        return None
    found = _BEFORE.search(lead) or (_BEFORE_TOO.search(lead) if too else None)
    if found is None and _CLOSES.match(folded, service.end):
        found = _JUST_BEFORE.search(lead)
        if found is None and service.by_code:
            found = _CODE_LAST.search(lead)
    if found is None or in_future(reading, service):
        return None
    minutes = amount(found["n"])
    if minutes is None or not 0 < minutes <= 240:
        return None
    return ServiceTime(low + found.start("n"), service.end, minutes, service.code, service)
