"""Words of a source whose reading a clinician set right: what stood there is told as she said it, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from chartside.domain.facts import Fact
from chartside.domain.reading_words import plain_words
from chartside.domain.source import Source, Span

_FIGURE = re.compile(r"\d+(?:\.\d+)?|\b(?:left|right|bilateral|[LRlr]t?)\b")
_SIDES = {"l": "left", "lt": "left", "r": "right", "rt": "right"}


class SetRight:
    """The words of one source that are not told as they stand any more."""

    def __init__(self, source: Source, facts: Iterable[Fact], withdrawn: Iterable[Span]) -> None:
        """Gather them.

        Args:
            source: The source.
            facts: Facts read from it, corrected ones among them.
            withdrawn: Words of which a clinician said that they hold no such fact.
        """
        said = [(fact.place, fact.evidence[0].quote) for fact in facts if fact.is_corrected]
        self._words = [*said, *((span, "") for span in withdrawn if span.source == source.id)]

    def touches(self, start: int, end: int) -> bool:
        """Whether some of these words stand between the offsets."""
        return any(span.start < end and start < span.end for span, _ in self._words)

    def clauses(self, clauses: Iterable[tuple[int, int]], facts: Sequence[Fact]) -> frozenset[tuple[int, int]]:
        """The clauses that are not told as they stand: those with such words, and those that share a fact with one."""
        every = list(clauses)
        found = {clause for clause in every if self.touches(*clause)}
        reached = False
        while found and not reached:
            shared = [f.place for f in facts if any(f.start < high and low < f.place.end for low, high in found)]
            more = {(low, high) for low, high in every if any(p.start < high and low < p.end for p in shared)} - found
            found |= more
            reached = not more
        return frozenset(found)

    def telling(self, fact: Fact) -> str | None:
        """The words that tell a fact of such a clause; None where they would repeat what was set right."""
        if fact.is_corrected:
            return fact.evidence[0].quote
        place = fact.place
        over = [(span, now) for span, now in self._words if span.overlaps(place)]
        if not over:
            return place.quote
        text = plain_words(fact)
        wrong = {figure for span, now in over for figure in _figures(span.quote) - _figures(now)}
        return None if wrong & _figures(text) else text


def _figures(text: str) -> set[str]:
    """Numbers and sides of a text."""
    return {_SIDES.get(hit.lower(), hit.lower()) for hit in _FIGURE.findall(text)}
