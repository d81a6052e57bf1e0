"""Minutes and clock times of a visit: total and timed minutes, minutes of each service, beginning and end."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from chartside.domain.facts import Fact, TimeEntry, TimeOf
from chartside.domain.source import Speaker
from chartside.extract.amounts import AMOUNT, amount
from chartside.extract.dosage import dosed_mentions, dosed_text
from chartside.extract.reading import Reading, Zone
from chartside.extract.service_minutes import service_minutes, service_times
from chartside.extract.service_words import ServiceTime, services
from chartside.extract.treatment_blocks import exercise_mentions
from chartside.extract.visit_clocks import visit_clocks, visit_ranges
from chartside.extract.vocabulary import Mention, Term, Vocabulary, rows

_UNIT = r"[ \t]?-?(?:'(?!')|min(?:ute)?s?\b\.?|m\b)"
_ENDS = r"(?=[ \t]*(?:$|[\n,;.|/()\]=]|[ \t](?:timed|total|tot|in|out|and|period|comma|untimed)\b|[ \t]{2,}|\t))"
_VALUE = rf"(?:about |approx(?:imately|\.)? |~\s?)?(?P<n>{AMOUNT})(?:(?P<unit>{_UNIT})|{_ENDS})"
_LINK = r"[ \t]*(?:\([^)\n]{0,24}\)[ \t]*)?(?::|=|-|\bwas\b|\bis\b|\bof\b)?[ \t]*"
_KNOWN = re.compile(r"\b(?:timed(?! up)|treatment|tx|time|min|mins|minutes|billed|units)\b|\d[ \t]?(?:m\b|')")
_ALL_TIMED = re.compile(
    r"[\s,;(/-]{0,4}(?:which (?:was|were) )?(?:all|100%)(?: of (?:it|which|this|them))?(?: was| were| is)? timed\b"
)
_LEAST, _MOST = 1, 480
_NEAR = 40


_NO_LABELS = frozenset({"filler", "said_total"})


@cache
def _labels() -> Vocabulary:
    """Words of a total, from `lexicon/time_words.toml`."""
    kinds: dict[str, set[str]] = {}
    for row in rows("time_words.toml"):
        for word in row["words"]:
            kinds.setdefault(word, set()).add(str(row["kind"]))
    return Vocabulary(
        Term(word, ",".join(sorted(said - _NO_LABELS)), word, {}, inflects=False)
        for word, said in kinds.items()
        if not said <= _NO_LABELS
    )


@cache
def _value_behind() -> re.Pattern[str]:
    """The words between a label and its number, and the number."""
    fillers = "|".join(re.escape(w) for r in rows("time_words.toml") if r["kind"] == "filler" for w in r["words"])
    return re.compile(rf"(?:[ \t]+(?:{fillers})\b\.?){{0,5}}{_LINK}{_VALUE}")


_NUMBER_BEFORE = re.compile(
    rf"(?P<n>{AMOUNT})(?P<unit>[ \t]?-?(?:'(?!')|min(?:ute)?s?\b))?[ \t-]*(?:(?:were|was|are|is|of|in|for|direct|skilled|the|tx|treatment)[ \t]+){{0,3}}$"
)
_OWN_NUMBER = re.compile(r"[ \t]*(?:minutes?|mins?|time|tx)?[ \t]*[:=]?[ \t]*\d")
_BARE_TOTAL = re.compile(
    rf"[ \t]*(?:time|today)?[ \t]*[:=-]?[ \t]*(?:x[ \t]?)?(?P<n>{AMOUNT})(?P<unit>{_UNIT})(?=[ \t]*(?:[.,;(\n]|$|all\b|total\b|1:1|one-on-one))"
)


class TimeEntries:
    """Minutes and clock times."""

    name = "time_entries"

    def extract(self, reading: Reading) -> Iterable[Fact]:
        """Time entries of a source, the same entry once."""
        seen: set[tuple[TimeOf, str | None, float | None, str | None]] = set()
        totals = list(_totals(reading))
        taken = [(t.evidence[0].start, t.evidence[0].end) for t in totals]
        for entry in (*totals, *service_minutes(reading, taken), *_of_groups(reading), *visit_clocks(reading)):
            key = (entry.what, entry.code, entry.minutes, entry.clock)
            if entry.what is TimeOf.CODE or key not in seen:
                seen.add(key)
                yield entry


EXTRACTOR = TimeEntries()


def _totals(reading: Reading) -> Iterator[TimeEntry]:
    folded = dosed_text(reading)
    labels = dosed_mentions(reading, _labels())
    taken: set[int] = set()
    total = False
    for label, found in (*_behind_labels(folded, labels), *_before_labels(folded, labels)):
        if _of_service(reading, max(found.end(), label.end)):
            continue
        if found.start("n") in taken or not _is_time(reading, found, label) or _of_part(reading, found):
            continue
        taken.add(found.start("n"))
        start, end = min(found.start("n"), label.start), max(found.end(), label.end)
        both = _BOTH.match(folded, found.start("n"))
        if both and (second := amount(both["m"])) is not None and second <= (amount(both["n"]) or 0.0):
            total = True
            yield from _entries(reading, start, both.end(), amount(both["n"]), timed=False)
            yield from _entries(reading, both.start("m"), both.end(), second, timed=True)
            continue
        between = folded[label.start : max(label.end, found.start("n"))].replace("untimed", "")
        timed = "timed" in between or "timed" in label.kind
        total = total or not timed
        if not timed and _of_work(reading, found.start()) and not _sums_up(reading, found):
            yield TimeEntry(
                evidence=(reading.span(start, end),), what=TimeOf.CODE, code=None, minutes=amount(found["n"])
            )
            continue
        yield from _entries(reading, start, end, amount(found["n"]), timed=timed)
    if not total:
        yield from _said_with_clock(reading)


_BOTH = re.compile(
    r"(?P<n>\d{1,3})(?:[ \t]?(?:min(?:ute)?s?|'))?[ \t]?/[ \t]?(?P<m>\d{1,3})(?:[ \t]?(?:min(?:ute)?s?\b|'))?(?![\d/])"
)
"""Total and timed minutes in one ("total 55/40")."""


def _behind_labels(folded: str, labels: Sequence[Mention]) -> Iterator[tuple[Mention, re.Match[str]]]:
    behind = _value_behind()
    for label in labels:
        if folded[label.start - 1 : label.start] == "-" or folded[label.end : label.end + 1] == "-":
            continue
        if "total" in label.kind.split(",") or "timed" in label.kind:
            found = behind.match(folded, label.end)
        else:
            first = folded[max(label.start - 3, 0) : label.start].rstrip(" \t*#-")
            found = _BARE_TOTAL.match(folded, label.end) if first == "" or first[-1] in ".\n;" else None
        if found is not None:
            yield label, found


def _before_labels(folded: str, labels: Sequence[Mention]) -> Iterator[tuple[Mention, re.Match[str]]]:
    for label in labels:
        if ("total_after" not in label.kind and "timed" not in label.kind) or _OWN_NUMBER.match(folded, label.end):
            continue
        found = _NUMBER_BEFORE.search(folded, max(label.start - 48, 0), label.start)
        if found is not None:
            yield label, found


def _is_time(reading: Reading, found: re.Match[str], label: Mention) -> bool:
    value = amount(found["n"])
    if value is None or not _LEAST <= value <= _MOST:
        return False
    end = max(found.end(), label.end)
    if found["unit"]:
        return not _of_something_else(reading, end)
    if label.kind == "total_after":
        return _sums_up(reading, found)
    line = reading.line_at(found.start())
    start = max(line.start, found.start() - 120)
    around = dosed_text(reading)[start : min(line.end, end + 120)]
    known = _KNOWN.search(around) is not None or any(line.start <= t.start < line.end for t in service_times(reading))
    return known and not _of_something_else(reading, end)


def _sums_up(reading: Reading, found: re.Match[str]) -> bool:
    """Whether a number is the sum of minutes of services told before it in its line ("25 of exercise, ten manual, 35 total")."""
    start = reading.line_at(found.start("n")).start
    before = [t.minutes for t in service_times(reading) if start <= t.start and t.end <= found.start("n")]
    return len(before) > 1 and sum(before) == amount(found["n"])


_WORK = re.compile(r"\b(?:glides?|mob\w*|release|massage|stretch\w*|exercises?|tissue|manual|needling|traction)\b")


def _of_work(reading: Reading, offset: int) -> bool:
    """Whether a clinician says a total of what is being done ("some glides, then release, twelve minutes total")."""
    line = reading.line_at(offset)
    if line.speaker is not Speaker.CLINICIAN:
        return False
    folded = dosed_text(reading)
    begin = max(folded.rfind(". ", line.start, offset), line.start)
    return _WORK.search(folded, begin, offset) is not None


def _of_part(reading: Reading, found: re.Match[str]) -> bool:
    """Whether a total in brackets is of the service that its line begins with ("Manual: STM, glides (10 min total)")."""
    line = reading.line_at(found.start())
    if dosed_text(reading)[found.start() - 1 : found.start()] != "(":
        return False
    every = services(reading)
    index = bisect_left(every, line.start, key=lambda service: service.start)
    return index < len(every) and every[index].start <= line.start + 6


def _of_service(reading: Reading, end: int) -> bool:
    """Whether a total is of the service named right behind it ("a total of twelve minutes of manual therapy")."""
    of = _OF.match(dosed_text(reading), end)
    every = services(reading)
    index = bisect_left(every, end, key=lambda service: service.start)
    return of is not None and index < len(every) and every[index].start - of.end() <= 1


_OF = re.compile(r"[ \t](?:of|on|for|doing)[ \t](?:the |skilled )?")


_FOR_GROUP = re.compile(
    rf"[^.;,:\n\d]{{0,60}}?[ ]for (?:about |a total of |approximately )?(?P<n>{AMOUNT}){_UNIT}(?=[ ]*(?:[.;,\n]|$|period\b|comma\b))"
)
_AND = re.compile(r"[^.;:\n\d]{0,60}\band\b[^.;:\n\d]{0,40}")


def _of_groups(reading: Reading) -> Iterator[TimeEntry]:
    """Minutes of two techniques together, of which no service is named ("I did mobs and passive stretching for ten minutes")."""
    folded = dosed_text(reading)
    every = exercise_mentions(reading)
    told = {t.start for t in service_times(reading)}
    last = -1
    for first, second in pairwise(every):
        line = reading.line_at(first.start)
        if (
            "manual_therapy" not in (first.kind, second.kind)
            or first.start < last
            or second.start >= line.end
            or line.zone in _UNTREATED
            or line.speaker is Speaker.PATIENT
        ):
            continue
        found = _FOR_GROUP.match(folded, second.end, line.end)
        if found is None or _AND.fullmatch(folded, first.end, second.start) is None:
            continue
        if any(line.start <= start < found.end() and start >= first.start - 60 for start in told):
            continue
        last = found.end()
        end = last - (folded[last - 1] == ".")
        yield TimeEntry(
            evidence=(reading.span(first.start, end),), what=TimeOf.CODE, code=None, minutes=amount(found["n"])
        )


_UNTREATED = frozenset({Zone.SUBJECTIVE, Zone.HISTORY, Zone.GOALS, Zone.PLAN, Zone.HEADER})


def _of_something_else(reading: Reading, end: int) -> bool:
    """Whether a total is of an exercise or a number of units ("3 units total", "5 min total on bike")."""
    after = dosed_text(reading)[end : end + 16]
    return (
        re.match(
            r"[ \t]?(?:units?|visits?|sessions?|sets?|reps?|/\d{1,3}(?!\d)(?=[ \t]?(?:pts|points|=|%))|on (?:the )?(?:bike|treadmill)|knee|hip)",
            after,
        )
        is not None
    )


def _entries(reading: Reading, start: int, end: int, minutes: float | None, *, timed: bool) -> Iterator[TimeEntry]:
    while reading.text[end - 1].isspace():
        end -= 1
    what = TimeOf.TIMED_TOTAL if timed else TimeOf.TOTAL_TREATMENT
    yield TimeEntry(evidence=(reading.span(start, end),), what=what, minutes=minutes)
    also = None if timed else _ALL_TIMED.match(dosed_text(reading), end)
    if also:
        yield TimeEntry(evidence=(reading.span(start, also.end()),), what=TimeOf.TIMED_TOTAL, minutes=minutes)


_SAID_MINUTES = re.compile(rf"(?P<n>{AMOUNT})(?P<unit>{_UNIT})")


_SUM = re.compile(r"[ \t]*[:=(–—-]+[ \t]*")


def _is_sum(end: int, minutes: float | None, folded: str, times: Sequence[ServiceTime]) -> bool:
    """Whether minutes stand before the services that make them up ("38 min: TE 25, gait 13")."""
    link = _SUM.match(folded, end)
    behind = [t for t in times if link and link.end() <= t.start < link.end() + 90]
    return (
        len(behind) > 1
        and behind[0].start == (link.end() if link else -1)
        and sum(t.minutes for t in behind) == minutes
    )


_EQUALS = re.compile(r"=[ \t]*(?:about |~\s?)?$")


@cache
def _said_whole() -> re.Pattern[str]:
    """What a clinician says of the whole visit: "we did thirty-eight minutes today"."""
    words = [w for row in rows("time_words.toml") if row["kind"] == "said_total" for w in row["words"]]
    listed = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
    return re.compile(
        rf"\b(?:(?:we did|we've done|we went|did|that's|that was|that makes|so)[ ](?:about |right at |just )?(?P<n>{AMOUNT}){_UNIT}(?:[ ](?:{listed}))+|(?:you were|you've been|we were) here (?:for )?(?:about |right at |just )?(?P<n2>{AMOUNT}){_UNIT}(?:[ ](?:{listed}))*|(?<=[.,!?:] )(?P<n3>{AMOUNT}){_UNIT}(?:[ ](?:{listed}))+)(?=[ ]*(?:[.,;!\n]|$))"
    )


def _before_clock(reading: Reading, found: re.Match[str], starts: Sequence[int]) -> bool:
    """Whether minutes alone in their sentence stand right before the clock times ("42 min. 210 out 252")."""
    folded = dosed_text(reading)
    index = bisect_left(starts, found.end())
    if index == len(starts) or folded[found.end() : starts[index]].strip(" .,;:(/-") or starts[index] - found.end() > 6:
        return False
    line = reading.line_at(found.start())
    lead = folded[line.body : found.start()].rstrip()
    return not lead or lead[-1] in ".;:|"


def _said_with_clock(reading: Reading) -> Iterator[TimeEntry]:
    """Minutes said right behind the clock times of the visit, or "all timed" ("Forty-six minutes, all timed")."""
    folded = dosed_text(reading)
    times = service_times(reading)
    ends = [end for _, end in visit_ranges(reading)]
    clocks = list(visit_clocks(reading))
    ends += [entry.evidence[0].end for entry in clocks if entry.what is TimeOf.END]
    starts = sorted(entry.evidence[0].start for entry in clocks if entry.what is TimeOf.START)
    if reading.is_dialogue:
        for found in _said_whole().finditer(folded):
            if reading.speaker_at(found.start()) is Speaker.CLINICIAN:
                group = next(g for g in ("n", "n2", "n3") if found[g])
                yield from _entries(reading, found.start(group), found.end(), amount(found[group]), timed=False)
                return
    for found in _SAID_MINUTES.finditer(folded):
        if reading.speaker_at(found.start()) is Speaker.PATIENT:
            continue
        if any(time.start <= found.start() < time.end for time in times):
            continue
        equals = _EQUALS.search(folded, max(found.start() - 8, 0), found.start()) is not None
        if _is_sum(found.end(), amount(found["n"]), folded, times) or (equals and _sums_up(reading, found)):
            yield from _entries(reading, found.start(), found.end(), amount(found["n"]), timed=False)
            return
        all_timed = _ALL_TIMED.match(folded, found.end())
        behind = any(0 <= found.start() - end <= _NEAR and "\n" not in folded[end : found.start()] for end in ends)
        if all_timed or behind or _before_clock(reading, found, starts):
            yield from _entries(reading, found.start(), found.end(), amount(found["n"]), timed=False)
            return
