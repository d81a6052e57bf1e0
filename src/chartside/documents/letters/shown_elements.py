"""Where the chart shows what a payer misses: for each element of a denial's reason the facts that answer it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from chartside.documents.abbreviations import Style
from chartside.documents.course import course_of
from chartside.documents.dosage_wording import was_done
from chartside.documents.goal_rows import goal_rows
from chartside.documents.heard import present, said_alike
from chartside.documents.knowledge import knowledge
from chartside.documents.letters.parties import diagnoses, referrals
from chartside.documents.letters.request import reckoned
from chartside.documents.letters.results import gains, results_of
from chartside.documents.letters.told import restated, told_in
from chartside.documents.phrasing import in_a_row, number, on_day, tidied
from chartside.domain.canvas import Canvas
from chartside.domain.facts import Assertion, AssistLevel, Fact, History, Intervention, TimeEntry, TimeOf
from chartside.domain.source import SourceKind, Span
from chartside.plan_of_care import plan_periods

_MOST = 4
_SKILLED = frozenset({AssistLevel.CGA, AssistLevel.MIN, AssistLevel.MOD, AssistLevel.MAX, AssistLevel.SUPERVISION})


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


def shown(element: str, canvas: Canvas, style: Style) -> tuple[Shown, ...]:
    """The chart's answers to an element, at most a few; empty where it has none.

    Args:
        element: Key of an element ("skilled_need"); one that is not known has no answer.
        canvas: The episode.
        style: How words are written.
    """
    find = _FINDERS.get(element)
    found = list(find(canvas, style)) if find is not None else []
    return tuple((found or list(_in_words(element, canvas, style)))[:_MOST])


def name_of_element(element: str) -> str:
    """What an element is called."""
    row = knowledge("letters")["element"].get(element, {})
    return str(row.get("name", element.replace("_", " ")))


def _skilled_need(canvas: Canvas, style: Style) -> Iterator[Shown]:
    """Cues and hands-on help, newest visit first, one treatment a visit told once."""
    days = {source.id: source.date for source in canvas.sources}
    done = [f for f in canvas.facts if isinstance(f, Intervention) and present(f) and was_done(f)]
    for item in sorted(done, key=lambda f: days[f.source] or date.min, reverse=True):
        help_given = [tidied(item.cues).strip(" .,;:")] if item.cues else []
        if item.assist in _SKILLED:
            help_given.append(style.assist(item.assist))
        if help_given:
            day = days[item.source]
            when = f" on {on_day(day)}" if day else ""
            talk = canvas.source(item.source).kind is SourceKind.TRANSCRIPT and bool(item.cues)
            words = f"“{help_given[0]}”" if talk and len(help_given) == 1 else in_a_row(help_given)
            yield Shown(style.words(f"{words} for {tidied(item.name).strip(' .,;:')}{when}"), (item,))


def _progress(canvas: Canvas, style: Style) -> Iterator[Shown]:
    for result in gains(results_of(canvas, style)):
        yield Shown(result.shown, result.facts)


def _goals(canvas: Canvas, style: Style) -> Iterator[Shown]:
    for row in goal_rows(canvas):
        yield Shown(style.words(tidied(row.goal.text)).strip(" .;,"), (row.goal,))


def _plan(canvas: Canvas, style: Style) -> Iterator[Shown]:
    for period in plan_periods(canvas):
        words = in_a_row(style.words(tidied(step.text)).strip(" .;,") for step in period.steps)
        when = f" (set {on_day(period.begins)})" if period.begins else ""
        yield Shown(f"{words}{when}", period.steps)
    yield from _in_words("plan_of_care", canvas, style)


def _baseline(canvas: Canvas, style: Style) -> Iterator[Shown]:
    start = course_of(canvas).start
    for result in results_of(canvas, style):
        if result.first.day == start:
            yield Shown(result.shown.partition(" → ")[0], (result.first.value,))


def _minutes(canvas: Canvas, style: Style) -> Iterator[Shown]:
    days = {source.id: source.date for source in canvas.sources}
    for fact in reversed(canvas.facts):
        wanted = isinstance(fact, TimeEntry) and fact.what in (TimeOf.TOTAL_TREATMENT, TimeOf.TIMED_TOTAL)
        if isinstance(fact, TimeEntry) and wanted and fact.minutes is not None:
            kind = "total" if fact.what is TimeOf.TOTAL_TREATMENT else "timed"
            day = days[fact.source]
            yield Shown(f"{number(fact.minutes)} min {kind}" + (f" on {on_day(day)}" if day else ""), (fact,))


def _frequency(canvas: Canvas, style: Style) -> Iterator[Shown]:
    for period in plan_periods(canvas):
        words = in_a_row(style.words(tidied(step.text)).strip(" .;,") for step in period.steps)
        yield Shown(words + (f": {reckoned(period)}" if reckoned(period) else ""), period.steps)


def _diagnosis(canvas: Canvas, style: Style) -> Iterator[Shown]:
    for fact in diagnoses(canvas):
        text = style.words(tidied(fact.text)).strip(" .;,")
        yield Shown(f"{text} ({fact.icd10})" if fact.icd10 and fact.icd10 not in text else text, (fact,))


def _referral(canvas: Canvas, style: Style) -> Iterator[Shown]:
    for fact in referrals(canvas):
        span = told_in(fact, canvas)
        yield Shown(restated(span, style).rstrip("."), (fact,), (span,))


def _comorbidities(canvas: Canvas, style: Style) -> Iterator[Shown]:
    seen: set[object] = set()
    for fact in canvas.facts:
        if isinstance(fact, History) and fact.assertion is Assertion.PRESENT and said_alike(fact) not in seen:
            seen.add(said_alike(fact))
            yield Shown(style.words(tidied(fact.text)).strip(" .;,"), (fact,))


_FINDERS: Mapping[str, Callable[[Canvas, Style], Iterable[Shown]]] = {
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


def _in_words(element: str, canvas: Canvas, style: Style) -> Iterator[Shown]:
    """Lines of the sources that have the element's words, for what no fact holds (certification, authorization)."""
    pattern = _words(element)
    if pattern is None:
        return
    for source in canvas.sources:
        if source.kind in (SourceKind.PAYER_LETTER, SourceKind.STANDARD, SourceKind.CLAIM):
            continue
        for hit in pattern.finditer(source.text):
            span = source.span(*hit.span())
            yield Shown(restated(span, style).rstrip("."), spans=(span,))


@cache
def _words(element: str) -> re.Pattern[str] | None:
    words = knowledge("letters")["element"].get(element, {}).get("words")
    return re.compile("|".join(f"(?:{w})" for w in words), re.I) if words else None
