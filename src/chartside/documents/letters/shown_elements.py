"""Where the chart shows what a payer misses: for each element of a denial's reason the facts that answer it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from chartside.documents.course_rows import dated
from chartside.documents.dosage_wording import was_done
from chartside.documents.episode import by_day
from chartside.documents.heard import present, said_alike
from chartside.documents.knowledge import knowledge
from chartside.documents.letters.parties import diagnoses, referrals, with_code
from chartside.documents.letters.request import reckoned
from chartside.documents.letters.results import gains, results_of
from chartside.documents.letters.told import restated, told_in
from chartside.documents.phrasing import in_a_row, number, on_day, tidied
from chartside.documents.report_parts import Report
from chartside.documents.skilled_help import help_given
from chartside.domain.facts import Assertion, Fact, History, Intervention, Measure, TimeEntry, TimeOf
from chartside.domain.source import SourceKind, Span
from chartside.plan_of_care import PlanPeriod, plan_periods

_MOST = 4


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer of the chart: in words, with the facts and spans that give it."""

    text: str
    facts: tuple[Fact, ...] = ()
    spans: tuple[Span, ...] = ()

    @property
    def evidence(self) -> tuple[Span, ...]:
        """All spans it rests on."""
        return (*self.spans, *(span for fact in self.facts for span in fact.evidence))


def shown(element: str, report: Report) -> tuple[Shown, ...]:
    """The chart's answers to an element, at most a few; empty where it has none.

    Args:
        element: Key of an element ("skilled_need"); one that is not known has no answer.
        report: The episode with its series and goals.
    """
    find = _FINDERS.get(element)
    found = list(find(report)) if find is not None else []
    return tuple((found or list(_in_words(element, report)))[:_MOST])


def _skilled_need(report: Report) -> Iterator[Shown]:
    """Cues and hands-on help, newest visit first."""
    episode = report.episode
    done = [f for f in episode.canvas.facts if isinstance(f, Intervention) and present(f) and was_done(f)]
    for item in reversed(by_day(episode, done)):
        if given := help_given(item, episode.style):
            yield Shown(given + _when(item, report), (item,))


def _when(fact: Fact, report: Report) -> str:
    day = report.episode.day_of(fact)
    return f" on {on_day(day)}" if day else ""


def _progress(report: Report) -> Iterator[Shown]:
    for result in gains(results_of(report)):
        yield Shown(result.shown, result.facts, result.row.spans)


def _goals(report: Report) -> Iterator[Shown]:
    for one in report.goals:
        yield Shown(report.episode.style.words(tidied(one.goal.text)).strip(" .;,"), (one.goal,))


def _plan(report: Report) -> Iterator[Shown]:
    for period in plan_periods(report.episode.canvas):
        when = f" (set {on_day(period.begins)})" if period.begins else ""
        yield Shown(f"{_steps(period, report)}{when}", period.steps)
    yield from _in_words("plan_of_care", report)


def _steps(period: PlanPeriod, report: Report) -> str:
    return in_a_row(report.episode.style.words(tidied(step.text)).strip(" .;,") for step in period.steps)


def _baseline(report: Report) -> Iterator[Shown]:
    """Values of the first visit that were measured; pain is rated by the patient."""
    start = report.episode.course.start
    for row in report.rows:
        if row.series.first.day == start and row.series.thing.what != Measure.PAIN:
            yield Shown(f"{row.name} {dated(row.series.first)}", (row.series.first.value,))


def _minutes(report: Report) -> Iterator[Shown]:
    for fact in reversed(by_day(report.episode, report.episode.canvas.facts)):
        if isinstance(fact, TimeEntry) and fact.what in _TOTALS and fact.minutes is not None:
            yield Shown(f"{number(fact.minutes)} min {_TOTALS[fact.what]}{_when(fact, report)}", (fact,))


_TOTALS = {TimeOf.TOTAL_TREATMENT: "total", TimeOf.TIMED_TOTAL: "timed"}


def _frequency(report: Report) -> Iterator[Shown]:
    for period in plan_periods(report.episode.canvas):
        comes_to = reckoned(period)
        yield Shown(_steps(period, report) + (f": {comes_to}" if comes_to else ""), period.steps)


def _diagnosis(report: Report) -> Iterator[Shown]:
    for fact in diagnoses(report.episode.canvas):
        yield Shown(with_code(fact, report.episode.style), (fact,))


def _referral(report: Report) -> Iterator[Shown]:
    for fact in referrals(report.episode.canvas):
        span = told_in(fact, report.episode.canvas)
        yield Shown(restated(span, report.episode.style).rstrip("."), (fact,), (span,))


def _comorbidities(report: Report) -> Iterator[Shown]:
    seen: set[object] = set()
    for fact in report.episode.canvas.facts:
        if isinstance(fact, History) and fact.assertion is Assertion.PRESENT and said_alike(fact) not in seen:
            seen.add(said_alike(fact))
            yield Shown(report.episode.style.words(tidied(fact.text)).strip(" .;,"), (fact,))


_FINDERS: Mapping[str, Callable[[Report], Iterable[Shown]]] = {
    "skilled_need": _skilled_need,
    "progress": _progress,
    "functional_goal": _goals,
    "plan_of_care": _plan,
    "baseline": _baseline,
    "minutes": _minutes,
    "frequency": _frequency,
    "diagnosis": _diagnosis,
    "referral": _referral,
    "comorbidities": _comorbidities,
}


def _in_words(element: str, report: Report) -> Iterator[Shown]:
    """Lines of the sources that have the element's words, for what no fact holds (certification, authorization)."""
    pattern = _words(element)
    if pattern is None:
        return
    for source in report.episode.canvas.sources:
        if source.kind in (SourceKind.PAYER_LETTER, SourceKind.STANDARD, SourceKind.CLAIM):
            continue
        for hit in pattern.finditer(source.text):
            span = source.span(*hit.span())
            yield Shown(restated(span, report.episode.style).rstrip("."), spans=(span,))


@cache
def _words(element: str) -> re.Pattern[str] | None:
    words = knowledge("letters")["shown_by"].get(element)
    return re.compile("|".join(f"(?:{w})" for w in words), re.I) if words else None
