"""What a statement rests on, gathered once for the checks: its quotes, the sentences around them, its facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields
from functools import cache

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Basis, Document, Review, Section, Statement
from chartside.domain.facts import FACT_TYPES, Fact, Score
from chartside.domain.source import Source, Span
from chartside.measures import instruments
from chartside.plan_of_care import authorities

_REACH = 240  # characters of a sentence looked at on each side of a quote; keeps long dictations linear
_PARTING = "\n.;!?"
THRESHOLD = re.compile(r"\((?:(?:MDC|MCID) [\d.]+[^(),;]*, [^();]*)(?:;[^()]*)?\)")
"""Thresholds with their population ("(MDC 4.2 s, adults; MCID 2.3 s, vestibular; none on file for this condition)")."""


@dataclass(frozen=True, slots=True)
class Support:
    """What one statement rests on.

    Attributes:
        section: The section it stands in.
        statement: The statement.
        facts: The facts it was made from.
        quotes: Words of its evidence and of its facts' evidence.
        around: The sentences in which those words stand.
        said: Words of the facts' own fields (joint in full, side, text …).
        sources: Sources of the evidence.
    """

    section: Section
    statement: Statement
    facts: tuple[Fact, ...]
    quotes: str
    around: str
    said: str
    sources: tuple[Source, ...]

    @property
    def text(self) -> str:
        """The statement as printed: its sentence, and its cells where it is a row.

        Without the thresholds that a computed change names with their population, which are of the catalogue, not of
        the patient; the check of the course compares those. Of a computed one without the citation of its rule, word
        for word as the rule's row has it: a "§220.1.3.B" names no number and no side.
        """
        cells = self.statement.cells
        text = self.statement.text if cells is None else " | ".join([self.statement.text, *(c for _, c in cells)])
        for citation in authorities() if self.computed else ():
            text = text.replace(citation, " ")
        return THRESHOLD.sub(" ", text) if (self.statement.computed_by or "").startswith("change.") else text

    @property
    def by_clinician(self) -> bool:
        """Whether the PT wrote it."""
        return self.statement.basis is Basis.CLINICIAN

    @property
    def of_units(self) -> bool:
        """Whether it tells the units of the visit, which are compared with the allotment."""
        return (self.statement.computed_by or "").startswith("units.")

    @property
    def of_exhibits(self) -> bool:
        """Whether it says where in the exhibits something stands."""
        return (self.statement.computed_by or "").startswith("exhibit.")

    @property
    def computed(self) -> bool:
        """Whether a rule derived it."""
        return self.statement.basis is Basis.COMPUTED


_GATHERED: ContextVar[tuple[Document, Canvas, tuple[Support, ...]] | None] = ContextVar("gathered", default=None)


@contextmanager
def gathered(document: Document, canvas: Canvas) -> Iterator[None]:
    """Gather the support of all statements once, for every check that runs inside."""
    token = _GATHERED.set((document, canvas, tuple(_supports(document, canvas))))
    try:
        yield
    finally:
        _GATHERED.reset(token)


def supports(document: Document, canvas: Canvas) -> Iterable[Support]:
    """Every statement that speaks of the patient and is not rejected, with what it rests on."""
    shared = _GATHERED.get()
    if shared is not None and shared[0] is document and shared[1] is canvas:
        return shared[2]
    return _supports(document, canvas)


def _supports(document: Document, canvas: Canvas) -> Iterator[Support]:
    facts = {fact.id: fact for fact in canvas.facts if fact.id}
    sources = {source.id: source for source in canvas.sources}
    for section in document.sections:
        for statement in section.statements:
            if statement.review is Review.REJECTED or statement.basis is Basis.STANDARD:
                continue
            cited = tuple(facts[f] for f in statement.facts if f in facts)
            spans = dict.fromkeys([*statement.evidence, *(span for fact in cited for span in fact.evidence)])
            yield Support(
                section=section,
                statement=statement,
                facts=cited,
                quotes="\n".join(span.quote for span in spans),
                around="\n".join(
                    sentence_around(sources[span.source], span) for span in spans if span.source in sources
                ),
                said="\n".join(words_of(fact) for fact in cited),
                sources=tuple({s.source: sources[s.source] for s in spans if s.source in sources}.values()),
            )


def sentence_around(source: Source, span: Span) -> str:
    """The sentence (or line) in which a span stands, at most some hundred characters on each side."""
    text = source.text
    start, end = min(span.start, len(text)), min(span.end, len(text))
    before = text[max(0, start - _REACH) : start]
    after = text[end : end + _REACH]
    left = max(before.rfind(mark) for mark in _PARTING)
    ends = [i for mark in _PARTING if (i := after.find(mark)) >= 0]
    return before[left + 1 :] + text[start:end] + (after[: min(ends)] if ends else after)


def words_of(fact: Fact) -> str:
    """The words of a fact's own fields ("knee flexion right active"), and the name of its measure in full."""
    values = (getattr(fact, name) for name in _own_fields(fact.kind))
    words = " ".join(str(value).replace("_", " ") for value in values if isinstance(value, str))
    if isinstance(fact, Score) and fact.instrument in instruments():
        words += f" {instruments()[fact.instrument].name}"
    return words


def numbers_of(fact: Fact) -> Iterator[float]:
    """The numbers of a fact's own fields."""
    for name in _own_fields(fact.kind):
        value = getattr(fact, name)
        if isinstance(value, int | float):
            yield float(value)


@cache
def _own_fields(kind: str) -> tuple[str, ...]:
    return tuple(field.name for field in fields(FACT_TYPES[kind]) if field.name not in ("evidence", "id"))
