"""Words of several small lists, looked up in one pass over a source instead of one for each list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache, wraps
from typing import Any, TypeVar

import ahocorasick

from chartside.extract.dosage import dosed_text
from chartside.extract.reading import Reading
from chartside.extract.shared_work import once_per_source
from chartside.extract.vocabulary import folded_text

T = TypeVar("T")
Hit = tuple[int, T]
"""Offset after a word, and what its list says of it; whether it is a whole word is for the list's user to see to."""

_lists: list[tuple[Callable[[], Iterable[tuple[str, Any]]], bool]] = []


def looked_up(
    *, dosed: bool = False
) -> Callable[[Callable[[], Iterable[tuple[str, T]]]], Callable[[Reading], list[Hit[T]]]]:
    """Make of a list of words, each with what is known of it, what finds them in a source in order of their ends.

    Args:
        dosed: Whether they are looked for in the text with the signs of doses (`dosed_text`), not in the folded one.
    """

    def registered(listed: Callable[[], Iterable[tuple[str, T]]]) -> Callable[[Reading], list[Hit[T]]]:
        number = len(_lists)
        _lists.append((listed, dosed))

        @wraps(listed)
        def hits(reading: Reading) -> list[Hit[T]]:
            found = _all_hits(reading)
            if number < len(found):
                return found[number]
            return _pass(dosed_text(reading) if dosed else folded_text(reading))[number]  # of a list brought since

        return hits

    return registered


@once_per_source
def _all_hits(reading: Reading) -> list[list[Hit[Any]]]:
    folded, dosed = folded_text(reading), dosed_text(reading)
    found = _pass(folded)
    if dosed != folded:
        other = _pass(dosed)
        found = [other[n] if _lists[n][1] else found[n] for n in range(len(_lists))]
    return found


def _pass(text: str) -> list[list[Hit[Any]]]:
    found: list[list[Hit[Any]]] = [[] for _ in _lists]
    for last, entries in _automaton(len(_lists)).iter(text):
        for number, known in entries:
            found[number].append((last + 1, known))
    return found


@lru_cache(maxsize=1)
def _automaton(count: int) -> ahocorasick.Automaton:
    """All lists; made again where a module has brought one more since."""
    entries: dict[str, list[tuple[int, Any]]] = {}
    for number, (listed, _) in enumerate(_lists[:count]):
        for word, known in dict(listed()).items():
            entries.setdefault(word, []).append((number, known))
    automaton = ahocorasick.Automaton()
    for word, lists in entries.items():
        automaton.add_word(word, tuple(lists))
    automaton.make_automaton()
    return automaton
