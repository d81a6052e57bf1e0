"""Required elements of a document: what the sources do not answer becomes a question.

A treatment note under Medicare holds the date, each intervention, the timed and the total minutes, and a signature with
credentials (Pub. 100-02 ch. 15 §220.3.E); the signature is given when the note is signed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from chartside.domain.billing import UnitRule
from chartside.domain.canvas import Canvas
from chartside.domain.chart import PayerType
from chartside.domain.documents import AnswerType, Document, Question
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
from chartside.verify.evidence import sentence_around
from chartside.verify.today import interventions_today, present_today, services_of, timed_codes_named
from chartside.verify.vocabulary import Lexicon, body_parts, knowledge, sides_in

_MEDICARE = frozenset({PayerType.MEDICARE_B, PayerType.MEDICARE_ADVANTAGE})
_MOST_CODES = 4  # more codes than this without minutes: one question for their total first


@dataclass(frozen=True, slots=True)
class _Element:
    """A row of required_elements.toml."""

    id: str
    documents: frozenset[str]
    text: str
    rule: str
    authority: str
    answer: AnswerType
    unit: str | None
    phrase: str
    sections: tuple[str, ...]
    rank: int
    required_by: frozenset[str]
    choices: tuple[str, ...]

    def question(
        self, document: Document, canvas: Canvas, *, about: str = "", required: bool | None = None, **words: str
    ) -> Question:
        """The question, with the words of what it is about filled in."""
        filled = about != ""
        have = [section.key for section in document.sections]
        home = next((key for key in self.sections if key in have), have[-1] if have else self.sections[0])
        return Question(
            id=f"q-{self.id}" + (f"-{about}" if about else ""),
            text=self.text.format(**words) if filled else self.text,
            rule=self.rule,
            authority=self.authority,
            answer=self.answer,
            section=home,
            phrase=self.phrase.format(**words) if filled else self.phrase,
            choices=tuple(_choice(code, canvas) for code in self.choices if code in canvas.codes),
            unit=self.unit,
            required=self._required(canvas) if required is None else required,
            rank=self.rank,
        )

    def _required(self, canvas: Canvas) -> bool:
        payer = canvas.payer
        return (
            "all" in self.required_by
            or ("medicare" in self.required_by and payer.type in _MEDICARE)
            or ("midpoint" in self.required_by and payer.unit_rule is UnitRule.AMA)
        )


def questions_for(document: Document, canvas: Canvas) -> tuple[Question, ...]:
    """Questions for what the document's kind requires and today's sources do not say, the most needed first.

    Nothing is asked that the sources answer: a clock in and out gives the total, the minutes of the codes give the
    timed total, an earlier note of the episode gives the goals.
    """
    asked: list[Question] = []
    for element in _elements():
        if document.kind in element.documents:
            asked.extend(_ASKS[element.id](element, document, canvas))
    return tuple(sorted(asked, key=lambda q: (not q.required, q.rank, q.id)))


def _visit_date(element: _Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    dated = any(isinstance(f, Event) and f.what is EventOf.VISIT and f.date is not None for f in canvas.today())
    if document.header.visit_date is None and not dated:
        yield element.question(document, canvas)


def _interventions(element: _Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    codes = any(isinstance(f, TimeEntry) and f.code for f in present_today(canvas))
    if not interventions_today(canvas) and not codes:
        yield element.question(document, canvas)


def _total_minutes(element: _Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    said = {f.what for f in present_today(canvas) if isinstance(f, TimeEntry)}
    if TimeOf.TOTAL_TREATMENT not in said and not {TimeOf.START, TimeOf.END} <= said:
        yield element.question(document, canvas)


def _timed_minutes(element: _Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    if _timed_total_said(canvas):
        return
    lacking = _codes_without_minutes(canvas)
    unnamed = not timed_codes_named(canvas) and any(
        not services or any(s.timed for s in services)
        for services in (services_of(f, canvas) for f in interventions_today(canvas))
    )
    if unnamed or len(lacking) > _MOST_CODES:
        yield element.question(document, canvas)


def _code_minutes(element: _Element, document: Document, canvas: Canvas) -> Iterator[Question]:
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


def _block_code(element: _Element, document: Document, canvas: Canvas) -> Iterator[Question]:
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


def _choice(code: str, canvas: Canvas) -> str:
    service = canvas.codes[code].short
    return f"{code} {service[0].lower()}{service[1:]}"


def _modality(element: _Element, document: Document, canvas: Canvas) -> Iterator[Question]:
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


def _skilled_need(element: _Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    done = interventions_today(canvas)
    shown = any(f.cues or f.assist for f in done) or any(f.category == "manual_therapy" for f in done)
    if done and not shown and not _shown("skilled-need", canvas):
        yield element.question(document, canvas)


def _response(element: _Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    done = interventions_today(canvas)
    if done and not any(f.response for f in done) and not _shown("response", canvas):
        yield element.question(document, canvas)


def _objective(element: _Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    if not any(_measures_function(f) for f in canvas.facts):
        yield element.question(document, canvas)


def _measures_function(fact: Fact) -> bool:
    if isinstance(fact, Measurement):
        return fact.measure not in (Measure.VITAL, Measure.PAIN)
    return isinstance(fact, Score | Function)


def _goal_link(element: _Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    if not any(isinstance(f, Goal | Function) or f.assertion is Assertion.GOAL for f in canvas.facts):
        yield element.question(document, canvas)


def _next_visit(element: _Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    today = canvas.today()
    if not any(isinstance(f, PlanItem) or f.assertion is Assertion.PLANNED for f in today):
        yield element.question(document, canvas)


_ASKS: Mapping[str, Callable[[_Element, Document, Canvas], Iterator[Question]]] = {
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


def _timed_total_said(canvas: Canvas) -> bool:
    return any(isinstance(f, TimeEntry) and f.what is TimeOf.TIMED_TOTAL and f.minutes for f in present_today(canvas))


def _codes_without_minutes(canvas: Canvas) -> list[str]:
    allotments = list(canvas.units.values())
    known = {line.code for line in allotments[0].lines if line.minutes} if allotments else set()
    return sorted(timed_codes_named(canvas) - known)


def _shown(element: str, canvas: Canvas) -> bool:
    words = _signs(element)
    return any(words.any_in(source.text) for source in canvas.sources if source.id in canvas.current)


@cache
def _signs(element: str) -> Lexicon:
    rows = knowledge("required_elements")["shown"]
    return Lexicon((element, row["words"]) for row in rows if row["id"] == element)


@cache
def _modalities() -> Mapping[str, tuple[re.Pattern[str], str]]:
    rows = knowledge("modalities")["modality"]
    return {code: (re.compile(row["setting"], re.I), row["ask"]) for row in rows for code in row["codes"]}


@cache
def _modality_words() -> Lexicon:
    return Lexicon((row["codes"][0], row["words"]) for row in knowledge("modalities")["modality"])


@cache
def _elements() -> tuple[_Element, ...]:
    return tuple(
        _Element(
            row["id"],
            frozenset(row["documents"]),
            row["text"],
            row["rule"],
            row["authority"],
            AnswerType(row["answer"]),
            row.get("unit"),
            row["phrase"],
            tuple(row["sections"]),
            row["rank"],
            frozenset(row["required_by"]),
            tuple(row.get("choices", ())),
        )
        for row in knowledge("required_elements")["element"]
    )
