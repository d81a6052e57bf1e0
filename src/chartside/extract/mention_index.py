"""Mentions of a source laid out to be asked for by place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from chartside.extract.vocabulary import Mention


class MentionIndex:
    """Mentions in order of place, found between two offsets without a look at the others."""

    __slots__ = ("_starts", "mentions")

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self.mentions = tuple(mentions)
        self._starts = [m.start for m in self.mentions]

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that lie between `start` and `end`."""
        starts = self._starts
        first = bisect_left(starts, start)
        if first == len(starts) or starts[first] >= end:
            return ()
        found = self.mentions[first : bisect_left(starts, end, first + 1)]
        return found if found[-1].end <= end else found[:-1]

    def first(self, start: int, end: int) -> Mention | None:
        """The first mention between `start` and `end`."""
        number = bisect_left(self._starts, start)
        if number < len(self.mentions) and self.mentions[number].end <= end:
            return self.mentions[number]
        return None
