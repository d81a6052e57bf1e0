"""The course of care: values stand at their own days, changes are those of their operands, verdicts are no kinder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document, Scope
from chartside.domain.facts import Measurement, Score, When
from chartside.domain.flags import Flag, Severity, Where
from chartside.measures import Change, Verdict, named_thresholds, population_of, value_change
from chartside.verify.evidence import THRESHOLD, Support, supports
from chartside.verify.figures import marks_in, numbers_in
from chartside.verify.reckoning import comparable
from chartside.verify.vocabulary import knowledge, sides_in

Value = Measurement | Score

_DAY = r"\((\d\d)/(\d\d)/(\d\d)\)"
_DATED = re.compile(rf"(?P<said>[^()→;,|:]{{1,40}}?)\s*{_DAY}")
_NUMBER = r"[−–-]?\d[\d.,]*(?:[+-](?=/5))?"
_MOVED = re.compile(
    rf"(?P<was>{_NUMBER})(?P<wasunit>[^\d→(]{{0,8}}?(?:/\d+)?)(?:\s*\([^)]{{1,12}}\))?\s*→\s*(?:lacks\s+)?(?P<now>{_NUMBER})"
    rf"(?:[^\s;(]*)(?:\s(?!on\b)[a-zA-Z/]{{1,6}})?(?:\s+on\s+\d\d/\d\d/\d\d)?(?:\s*\((?P<change>[+−-]\d[\d.,]*)[^)]*\))?"
)
_SIGNED = re.compile(r"^([+−-]?)(\d[\d.,]*)")
_SHORT = re.compile(r"(\d+(?:\.\d+)?)\D{1,5}short of [LR] ([^()]{1,12})\(")
_NAMED = re.compile(r"\b(MDC|MCID) ([\d.]+)[^,;]*, ([^;)]*)")
_PROMISE = "Chartside promise: a change is that of its two values, and a verdict no kinder than its threshold"
_MDC = "Medicare Benefit Policy Manual (Pub. 100-02) ch. 15 §220.3.D: objective evidence of progress"


class CourseCheck:
    """Reads each value with its day, each "was → now (change)", and each verdict of a report of an episode."""

    name = "course"

    def check(self, document: Document, canvas: Canvas) -> Iterable[Flag]:
        """Values of other days, first and latest changed over, wrong changes, and verdicts the numbers do not bear."""
        if document.scope is not Scope.EPISODE:
            return
        days = canvas.source_days()
        population = population_of(canvas)
        for support in supports(document, canvas):
            values = [f for f in support.facts if isinstance(f, Measurement | Score)]
            if not values or not support.computed:
                continue
            yield from _days(support, values, days)
            yield from _row(support, values, days, population)
            if support.statement.cells is None:
                yield from _sentence(support, values, days, population)


def _day(value: Value, days: Mapping[str, date | None]) -> date | None:
    return value.date or days.get(value.source)


def _days(support: Support, values: list[Value], days: Mapping[str, date | None]) -> Iterator[Flag]:
    """Each "value (day)" is a cited value of that day."""
    known: dict[date | None, list[Value]] = {}
    for value in values:
        known.setdefault(_day(value, days), []).append(value)
    for hit in _DATED.finditer(support.text):
        when = _date(hit[2], hit[3], hit[4])
        said = _numbers(hit["said"])
        if when is None or not said or not any(_is(hit["said"], v) for v in values):
            continue  # words of another fact, or a number that is no cited value: other checks read those
        if not any(_is(hit["said"], value) for value in known.get(when, ())):
            yield _flag(
                support,
                "course.value_of_other_day",
                f"“{hit.group().strip()}”: no cited source of that day has this value.",
            )


def _date(month: str, day: str, year: str) -> date | None:
    try:
        return date(2000 + int(year), int(month), int(day))
    except ValueError:
        return None


def _row(support: Support, values: list[Value], days: Mapping[str, date | None], population: str) -> Iterator[Flag]:
    cells = dict(support.statement.cells or ())
    if "was" not in cells or "now" not in cells:
        return
    first, last = _cited(cells["was"], values, days), _cited(cells["now"], values, days)
    if first is None or last is None:
        return
    if _later(first, last, days):
        yield _flag(support, "tense.columns_swapped", "The first value of this row is of a later day than the latest.")
        return
    change = value_change(first, last, population)
    yield from _amount(support, cells.get("change", ""), first, last, change)
    yield from _claims(support, " ".join((cells.get("verdict", ""), support.statement.text)), [change])
    yield from _threshold(support, first, last, population)
    yield from _short(support, values, last)
    named = sides_in(cells.get("measure", ""))
    if named and last.side is not None and last.side.value not in named:
        yield _flag(support, "side.wrong", f"The values of this row are of the {last.side.value} side.")


def _short(support: Support, values: list[Value], last: Value) -> Iterator[Flag]:
    """How far the latest value is from the other side's is the difference of the two."""
    for hit in _SHORT.finditer(support.text):
        there = next((v for v in values if v.side is not last.side and _is(hit[2], v)), None)
        gap = None if there is None else abs((there.value or 0.0) - (last.value or 0.0))
        if gap is not None and abs(gap - float(hit[1])) > 0.006:
            yield _flag(support, "course.change_wrong", f"“{hit.group()}”: the difference is {gap:g}.")
            return


def _threshold(support: Support, was: Value, now: Value, population: str) -> Iterator[Flag]:
    """The thresholds named are those by which the change is judged."""
    known = named_thresholds(was, now, population)
    texts = [support.statement.text, *(text for _, text in support.statement.cells or ())]
    for words in (hit.group() for text in texts for hit in THRESHOLD.finditer(text)):
        for hit in _NAMED.finditer(words):
            if not any(
                hit[1] == t.kind and abs(float(hit[2]) - t.amount) < 0.06 and t.population.startswith(hit[3].strip())
                for t in known
            ):
                message = f"“{hit.group()}” is not what this change is judged by."
                yield _flag(support, "course.threshold_wrong", message)
                return


def _cited(cell: str, values: list[Value], days: Mapping[str, date | None]) -> Value | None:
    """The value a cell shows: by its day where it has one, else the undated one."""
    hit = _DATED.search(cell)
    when = _date(hit[2], hit[3], hit[4]) if hit else None
    said = hit["said"] if hit else cell.partition("(")[0]
    found = [v for v in values if _is(said, v)]
    if when is not None:
        return next((v for v in found if _day(v, days) == when), None)
    return next((v for v in found if v.when in (When.PRIOR, When.BASELINE)), None)


def _later(first: Value, last: Value, days: Mapping[str, date | None]) -> bool:
    one, other = _day(first, days), _day(last, days)
    if first.when in (When.PRIOR, When.BASELINE) and first.date is None:
        return False
    return one is not None and other is not None and one > other


def _amount(support: Support, cell: str, first: Value, last: Value, change: Change | None) -> Iterator[Flag]:
    hit = _SIGNED.match(cell.strip())
    if hit is None:
        return
    said = _signed(hit[1], hit[2])
    real = round((last.value or 0.0) - (first.value or 0.0), 2)
    judged = None if change is None else round(change.amount, 2)
    if not any(other is not None and abs(said - other) < 0.006 for other in (real, judged)):
        yield _flag(support, "course.change_wrong", f"The change is {real:+g}, not {cell.strip()}.")


def _sentence(
    support: Support, values: list[Value], days: Mapping[str, date | None], population: str
) -> Iterator[Flag]:
    """Each "was → now (change)" of a sentence is of one thing, in the order of its days."""
    changes: list[Change | None] = []
    for hit in _MOVED.finditer(support.statement.text):
        pairs = [
            (a, b)
            for a in values
            for b in values
            if a is not b and comparable(a, b) and _is(hit["was"], a) and _is(hit["now"], b) and not _later(a, b, days)
        ]
        if not pairs:
            if any(_is(hit["was"], a) for a in values) and any(_is(hit["now"], b) for b in values):
                yield _flag(support, "tense.columns_swapped", f"“{hit.group().strip()}” is not the order of its days.")
            continue
        if hit["change"]:
            said = _signed(hit["change"][0], hit["change"][1:])
            if not any(abs(said - round((b.value or 0.0) - (a.value or 0.0), 2)) < 0.006 for a, b in pairs):
                yield _flag(support, "course.change_wrong", f"“{hit.group().strip()}”: the change is another.")
                continue
        changes.append(value_change(*pairs[0], population))
    if changes:
        yield from _claims(support, support.statement.text, changes)


def _claims(support: Support, text: str, changes: list[Change | None]) -> Iterator[Flag]:
    """A verdict in words holds for every change the statement tells."""
    for verdicts, pattern, said in _verdicts():
        if not pattern.search(text):
            continue
        wrong = [c for c in changes if c is None or _key(c) not in verdicts]
        if wrong:
            yield Flag(
                "course.verdict_wrong",
                _severity(support),
                f"This says “{said}”; the values and their thresholds do not show that.",
                Where(statement=support.statement.id),
                "Say what the numbers show, or reject the statement.",
                _MDC,
            )
        return


def _key(change: Change) -> str:
    if change.verdict is not Verdict.UNJUDGED:
        return str(change.verdict)
    return "unjudged" if change.better is None else "unjudged_better" if change.better else "unjudged_worse"


@cache
def _verdicts() -> tuple[tuple[frozenset[str], re.Pattern[str], str], ...]:
    rows = knowledge("verdict_claims")["claim"]
    return tuple((frozenset(row["verdicts"]), re.compile(row["pattern"], re.I), row["says"]) for row in rows)


def _is(said: str, value: Value) -> bool:
    """Whether words show a value: its grade, else its number without sign."""
    grade = value.grade.split("/")[0].strip() if isinstance(value, Measurement) and value.grade else ""
    if grade and not grade.isdigit():
        return grade in said or grade in marks_in(said)
    if value.value is None:
        return False
    numbers = _numbers(said)
    high = getattr(value, "value_high", None)
    return any(abs(abs(n) - number) < 0.006 for number in numbers for n in (value.value, high) if n is not None)


def _numbers(said: str) -> frozenset[float]:
    return numbers_in(re.sub(r"/\s*\d+", " ", said))


def _signed(sign: str, digits: str) -> float:
    number = float(digits.rstrip(".,").replace(",", ""))
    return -number if sign in ("−", "-") else number


def _severity(support: Support) -> Severity:
    return Severity.WARN if support.by_clinician else Severity.BLOCK


def _flag(support: Support, rule: str, message: str) -> Flag:
    return Flag(
        rule,
        _severity(support),
        message,
        Where(statement=support.statement.id),
        "Correct the row or sentence, or reject it.",
        _PROMISE,
    )


CHECK = CourseCheck()
