"""Dates: each stands in the cited words, or is the day of the visit or of a cited source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document
from chartside.domain.facts import Goal, PlanItem
from chartside.domain.flags import Flag, Severity, Where
from chartside.domain.source import Source
from chartside.plan_of_care import certification_days, due_day, frequencies, plan_end
from chartside.verify.evidence import Support, supports
from chartside.verify.figures import Day, day_of, days_in, quantities_in

_SPANS = {"day": 1.0, "wk": 7.0, "month": 30.4}
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "sixteen": 16,
}  # fmt: skip
_SPELLED = re.compile(rf"\b(?:{'|'.join(_NUMBERS)})\b", re.I)
_FARTHEST = 3 * 366  # days; nothing in a course of care is due later


class DateCheck:
    """Reads every date of a statement and looks for it in what the statement rests on."""

    name = "dates"

    def check(self, document: Document, canvas: Canvas) -> Iterable[Flag]:
        """Dates that neither the evidence nor the chart gives."""
        header = document.header
        chart = [day_of(d) for d in (header.visit_date, header.birth_date) if d is not None]
        chart += [day_of(source.date) for source in canvas.sources if source.date is not None]
        own = {
            source.id: day for source in canvas.sources if (day := source.date or _visit(source, canvas)) is not None
        }
        for support in supports(document, canvas):
            days = days_in(support.text)
            if not days:
                continue
            given = (*chart, *_given(support))
            if support.computed:
                given = (*given, *_reckoned(support, own), *_due(support, header.visit_date))
            for said in days:
                if not any(said.same_as(known) for known in given):
                    yield _flag(support, said)


def _visit(source: Source, canvas: Canvas) -> date | None:
    return canvas.header.visit_date if source.id in canvas.current else None


def _given(support: Support) -> Iterable[Day]:
    yield from days_in(support.quotes, any_fraction=True)
    yield from days_in(support.around, any_fraction=True)
    for fact in support.facts:
        if fact.date is not None:
            yield day_of(fact.date)
    yield from days_in(support.said, any_fraction=True)


def _reckoned(support: Support, days: Mapping[str, date]) -> Iterable[Day]:
    """Days that a computed sentence may name: so many days, weeks or months from the day of a cited source.

    Where goals and plans with a span of their own are cited, each counts from the day of its own source; weeks planned
    one after the other in one source add up. Of a plan the end of the longest certification counts too.
    """
    spanned = [f for f in support.facts if isinstance(f, Goal | PlanItem)]
    for fact in spanned:
        start = fact.date or days.get(fact.source)
        if start is not None:
            yield from (day_of(start + timedelta(days=span)) for span in _spans_of(fact))
    for source in {f.source for f in spanned if isinstance(f, PlanItem)} & days.keys():
        weeks = sum(f.weeks or 0.0 for f in spanned if isinstance(f, PlanItem) and f.source == source)
        if 0 < weeks * 7 <= _FARTHEST:
            yield day_of(days[source] + timedelta(days=round(weeks * 7)))
    if (support.statement.computed_by or "").startswith("certification."):
        yield from (day_of(day) for s in support.sources if s.date for day in certification_days(s.date))
    if spanned:
        return
    spans = [q for q in quantities_in(support.quotes) if q.units & _SPANS.keys()]
    for cited in support.sources:
        for span in spans:
            for length in {_SPANS[unit] for unit in span.units & _SPANS.keys()}:
                if cited.date is not None and span.value * length <= _FARTHEST:
                    yield day_of(cited.date + timedelta(days=round(span.value * length)))


def _spans_of(fact: Goal | PlanItem) -> Iterable[int]:
    """Lengths in days that a goal's due or a plan's weeks give."""
    if isinstance(fact, PlanItem):
        if fact.weeks and 0 < fact.weeks * 7 <= _FARTHEST:
            yield round(fact.weeks * 7)
        return
    due = _SPELLED.sub(lambda hit: str(_NUMBERS[hit[0].lower()]), fact.due or "")
    for span in quantities_in(due):
        for length in {_SPANS[unit] for unit in span.units & _SPANS.keys()}:
            if span.value * length <= _FARTHEST:
                yield round(span.value * length)


def _due(support: Support, start: date | None) -> Iterable[Day]:
    """Days on which the goals and the plan that a computed sentence cites end, and those of certification rules."""
    set_on = {source.id: source.date for source in support.sources}
    for fact in support.facts:
        if isinstance(fact, Goal) and (day := due_day(fact.due, set_on.get(fact.source) or start)) is not None:
            yield day_of(day)
    end = plan_end(frequencies(support.facts), start)
    if end is not None:
        yield day_of(end)
    if start is not None and (support.statement.computed_by or "").startswith("certification."):
        yield from map(day_of, certification_days(start))


def _flag(support: Support, day: Day) -> Flag:
    severity = Severity.INFO if support.by_clinician else Severity.WARN if support.computed else Severity.BLOCK
    return Flag(
        "date.unsupported",
        severity,
        f"{day} is not in the words this sentence rests on, nor is it the day of the visit or of a source.",
        Where(statement=support.statement.id),
        "Correct the date, or reject the sentence.",
        "Chartside promise: dates are those of the source",
    )


CHECK = DateCheck()
