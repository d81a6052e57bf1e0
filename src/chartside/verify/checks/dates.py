"""Dates: each stands in the cited words, or is the day of the visit or of a cited source."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document
from chartside.domain.facts import PlanItem
from chartside.domain.flags import Flag, Severity, Where
from chartside.verify.evidence import Support, supports
from chartside.verify.figures import Day, day_of, days_in, quantities_in

_SPANS = {"day": 1.0, "wk": 7.0, "month": 30.4}
_FARTHEST = 3 * 366  # days; nothing in a course of care is due later


class DateCheck:
    """Reads every date of a statement and looks for it in what the statement rests on."""

    name = "dates"

    def check(self, document: Document, canvas: Canvas) -> Iterable[Flag]:
        """Dates that neither the evidence nor the chart gives."""
        header = document.header
        chart = [day_of(d) for d in (header.visit_date, header.birth_date) if d is not None]
        chart += [day_of(source.date) for source in canvas.sources if source.date is not None]
        for support in supports(document, canvas):
            days = days_in(support.text)
            if not days:
                continue
            given = (*chart, *_given(support), *(_reckoned(support) if support.computed else ()))
            for day in days:
                if not any(day.same_as(known) for known in given):
                    yield _flag(support, day)


def _given(support: Support) -> Iterable[Day]:
    yield from days_in(support.quotes, any_fraction=True)
    yield from days_in(support.around, any_fraction=True)
    for fact in support.facts:
        if fact.date is not None:
            yield day_of(fact.date)
    yield from days_in(support.said, any_fraction=True)


def _reckoned(support: Support) -> Iterable[Day]:
    """Days that a computed sentence may name: so many days, weeks or months from the day of a cited source."""
    weeks = [f.weeks for f in support.facts if isinstance(f, PlanItem) and f.weeks]
    days_planned = [w * _SPANS["wk"] for w in {*weeks, sum(weeks)} if w * _SPANS["wk"] <= _FARTHEST]
    for source in support.sources:
        if source.date is not None:
            yield from (day_of(source.date + timedelta(days=round(days))) for days in days_planned)
    spans = [q for q in quantities_in(support.quotes) if q.units & _SPANS.keys()]
    for source in support.sources:
        for span in spans:
            for days in {_SPANS[unit] for unit in span.units & _SPANS.keys()}:
                if source.date is not None and span.value * days <= _FARTHEST:
                    yield day_of(source.date + timedelta(days=round(span.value * days)))


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
