"""Lines and places of a source in which certain words stand, found by plain searches and not line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import ahocorasick

from chartside.extract.reading import Line, Reading
from chartside.extract.vocabulary import folded_text

Words = tuple[str, ...] | frozenset[str]

_FEW = 8
"""So many words are sooner found one by one."""


def places_of(folded: str, words: Words) -> list[int]:
    """Where any of the words begins in a folded text, in order of place."""
    if len(words) > _FEW:
        return sorted([last - size + 1 for last, size in _automaton(words).iter(folded)])
    found: list[int] = []
    for word in words:
        at = folded.find(word)
        while at >= 0:
            found.append(at)
            at = folded.find(word, at + len(word))
    return sorted(found)


@cache
def _automaton(words: Words) -> Any:
    automaton = ahocorasick.Automaton()
    for word in words:
        automaton.add_word(word, len(word))
    automaton.make_automaton()
    return automaton


def lines_with(reading: Reading, words: Words) -> Iterator[Line]:
    """The lines in which any of the words stands, each once, in order of place."""
    end = -1
    for place in places_of(folded_text(reading), words):
        if place >= end:
            line = reading.line_at(place)
            end = line.end
            yield line


def matches_at(folded: str, pattern: re.Pattern[str], words: Words) -> Iterator[re.Match[str]]:
    """Matches of a pattern that begins with one of some words, tried only where they stand."""
    done = 0
    for place in places_of(folded, words):
        found = pattern.match(folded, place) if place >= done else None
        if found is not None:
            done = found.end()
            yield found
