"""Work that several extractors need of the same source, done once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from chartside.extract.reading import Reading

T = TypeVar("T")

_KEPT = 2
"""Results kept: of the source being read and one other, so that no more patient text stays in memory."""


def once_per_source(work: Callable[[Reading], T]) -> Callable[[Reading], T]:
    """Keep the results of `work` for the last two readings.

    A reading is known by identity, so its text is neither hashed nor compared; the entry holds the reading, so that its
    identity cannot pass to another one.
    """
    kept: list[tuple[object, T]] = []

    @wraps(work)
    def cached(reading: Reading) -> T:
        if kept:  # mostly the source is still being read that was asked for last
            known, result = kept[-1]
            if known is reading:
                return result
        for known, result in tuple(kept):
            if known is reading:
                return result
        result = work(reading)
        kept.append((reading, result))
        del kept[:-_KEPT]
        return result

    return cached
