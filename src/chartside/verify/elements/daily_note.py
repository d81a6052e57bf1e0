"""Elements of a daily note: day, interventions, minutes, skill, response, measures, goal, next visit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from chartside.domain.billing import UnitRule
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document, Question
from chartside.domain.facts import (
    Assertion,
    Event,
    EventOf,
    Fact,
    Function,
    Goal,
    Intervention,
    Measure,
    Measurement,
    PlanItem,
    Score,
    TimeEntry,
    TimeOf,
)
from chartside.verify.element import Ask, Element, shown_today
from chartside.verify.evidence import sentence_around
from chartside.verify.today import interventions_today, present_today, services_of, timed_codes_named
from chartside.verify.vocabulary import Lexicon, body_parts, knowledge, sides_in

_MOST_CODES = 4  # more codes than this without minutes: one question for their total first


def _visit_date(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    dated = any(isinstance(f, Event) and f.what is EventOf.VISIT and f.date is not None for f in canvas.today())
    if document.header.visit_date is None and not dated:
        yield element.question(document, canvas)


def _interventions(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    codes = any(isinstance(f, TimeEntry) and f.code for f in present_today(canvas))
    if not interventions_today(canvas) and not codes:
        yield element.question(document, canvas)


def _total_minutes(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    said = {f.what for f in present_today(canvas) if isinstance(f, TimeEntry)}
    if TimeOf.TOTAL_TREATMENT not in said and not {TimeOf.START, TimeOf.END} <= said:
        yield element.question(document, canvas)


def _timed_minutes(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    if _timed_total_said(canvas):
        return
    lacking = _codes_without_minutes(canvas)
    unnamed = not timed_codes_named(canvas) and any(
        not services or any(s.timed for s in services)
        for services in (services_of(f, canvas) for f in interventions_today(canvas))
    )
    if unnamed or len(lacking) > _MOST_CODES:
        yield element.question(document, canvas)


def _code_minutes(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    lacking = _codes_without_minutes(canvas)
    midpoint = canvas.payer.unit_rule is UnitRule.AMA
    if len(lacking) > _MOST_CODES and not midpoint and not _timed_total_said(canvas):
        return  # their total is asked instead
    required = midpoint if _timed_total_said(canvas) else None
    for code in lacking[:_MOST_CODES]:
        service = canvas.codes[code].short
        yield element.question(
            document, canvas, about=code, required=required, code=code, service=service[0].lower() + service[1:]
        )


def _block_code(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    """Blocks of minutes that name no service, but for those that another source of today gives a code."""
    entries = [f for f in present_today(canvas) if isinstance(f, TimeEntry) and f.what is TimeOf.CODE and f.minutes]
    coded = {(f.minutes, f.source) for f in entries if f.code}
    for fact in entries:
        if fact.code or any(minutes == fact.minutes and source != fact.source for minutes, source in coded):
            continue
        span = fact.place
        yield element.question(
            document,
            canvas,
            about=f"{span.source}-{span.start}".lower(),
            minutes=f"{fact.minutes:g}",
            quote=" ".join(fact.evidence[0].quote.replace("{", "(").replace("}", ")").split())[:60],
        )


def _modality(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    done: dict[str, list[Intervention]] = {}
    for fact in interventions_today(canvas):
        named = [fact.code] if fact.code else sorted(_modality_words().found(fact.name))
        for code in named:
            if code in _modalities():
                done.setdefault(code, []).append(fact)
    for code, facts in done.items():
        service = canvas.codes[code].short if code in canvas.codes else facts[0].name
        lacking = list(_lacking(facts, _words_about(service, facts, canvas), _modalities()[code]))
        if lacking:
            yield element.question(document, canvas, about=code.lower(), service=service, lacking=" and ".join(lacking))


def _words_about(service: str, facts: Sequence[Intervention], canvas: Canvas) -> str:
    """What today's sources write around a modality, and the lines that name the service."""
    words: list[str] = []
    for source in canvas.sources:
        if source.id not in canvas.current:
            continue
        spans = [fact.place for fact in facts if fact.source == source.id]
        words += [f"{sentence_around(source, span)} {source.text[span.end : span.end + 160]}" for span in spans]
        words += [line for line in source.text.splitlines() if service.casefold() in line.casefold()]
    return "\n".join(words)


def _lacking(facts: Sequence[Intervention], words: str, row: tuple[re.Pattern[str], str]) -> Iterator[str]:
    """What the words about a modality do not say: its setting and where it was applied."""
    setting, ask = row
    if not setting.search(words):
        yield ask
    if not any(fact.side for fact in facts) and not body_parts().any_in(words) and not sides_in(words):
        yield "where it was applied"


def _skilled_need(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    done = interventions_today(canvas)
    shown = any(f.cues or f.assist for f in done) or any(f.category == "manual_therapy" for f in done)
    if done and not shown and not shown_today("skilled-need", canvas):
        yield element.question(document, canvas)


def _response(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    done = interventions_today(canvas)
    if done and not any(f.response for f in done) and not shown_today("response", canvas):
        yield element.question(document, canvas)


def _objective(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    if not any(_measures_function(f) for f in canvas.facts):
        yield element.question(document, canvas)


def _measures_function(fact: Fact) -> bool:
    if isinstance(fact, Measurement):
        return fact.measure not in (Measure.VITAL, Measure.PAIN)
    return isinstance(fact, Score | Function)


def _goal_link(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    if not any(isinstance(f, Goal | Function) or f.assertion is Assertion.GOAL for f in canvas.facts):
        yield element.question(document, canvas)


def _next_visit(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    today = canvas.today()
    if not any(isinstance(f, PlanItem) or f.assertion is Assertion.PLANNED for f in today):
        yield element.question(document, canvas)


def _timed_total_said(canvas: Canvas) -> bool:
    return any(isinstance(f, TimeEntry) and f.what is TimeOf.TIMED_TOTAL and f.minutes for f in present_today(canvas))


def _codes_without_minutes(canvas: Canvas) -> list[str]:
    allotments = list(canvas.units.values())
    known = {line.code for line in allotments[0].lines if line.minutes} if allotments else set()
    return sorted(timed_codes_named(canvas) - known)


@cache
def _modalities() -> Mapping[str, tuple[re.Pattern[str], str]]:
    rows = knowledge("modalities")["modality"]
    return {code: (re.compile(row["setting"], re.I), row["ask"]) for row in rows for code in row["codes"]}


@cache
def _modality_words() -> Lexicon:
    return Lexicon((row["codes"][0], row["words"]) for row in knowledge("modalities")["modality"])


class DailyNote:
    """What a treatment note holds (Pub. 100-02 ch. 15 §220.3.E)."""

    name = "daily_note"
    asks: Mapping[str, Ask] = MappingProxyType(
        {
            "visit-date": _visit_date,
            "interventions": _interventions,
            "total-treatment-minutes": _total_minutes,
            "timed-minutes": _timed_minutes,
            "code-minutes": _code_minutes,
            "block-code": _block_code,
            "modality-elements": _modality,
            "skilled-need": _skilled_need,
            "response": _response,
            "objective-measure": _objective,
            "goal-link": _goal_link,
            "next-visit": _next_visit,
        }
    )


ELEMENTS = DailyNote()
