"""The sentence of a source in which a fact stands: what a letter restates of history and function."""

from __future__ import annotations

from functools import lru_cache

from chartside.documents.abbreviations import Style
from chartside.documents.passages import Passage, passage_at, passages_of
from chartside.documents.phrasing import sentence, tidied
from chartside.domain.canvas import Canvas
from chartside.domain.facts import Fact
from chartside.domain.source import Source, Span

_LONGEST = 220
"""Characters of a sentence that is restated whole; of a longer one only the clause of the fact is."""


def told_in(fact: Fact, canvas: Canvas) -> Span:
    """The sentence around a fact; its clause where the sentence is long, its own words where no sentence is found."""
    source = canvas.source(fact.source)
    passage = passage_at(_passages(source), fact.start)
    if passage is None or fact.place.end > passage.end:
        return fact.place
    if passage.end - passage.start <= _LONGEST:
        return source.span(passage.start, passage.end)
    for start, end in passage.clauses:
        if start <= fact.start and fact.place.end <= end <= start + _LONGEST:
            return source.span(start, end)
    return fact.place


@lru_cache(maxsize=64)
def _passages(source: Source) -> tuple[Passage, ...]:
    return passages_of(source)


def restated(span: Span, style: Style) -> str:
    """A span as a sentence in the letter's style."""
    return sentence(style.words(tidied(span.quote).strip(" .;,:")))
