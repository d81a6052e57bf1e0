"""Words that open a plan: labels with their mark ("P:", "nxt -"), labels without one ("pln 2x/wk"), first words of plans."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from chartside.extract.looked_up import looked_up
from chartside.extract.reading import Reading
from chartside.extract.vocabulary import folded_text, rows

_MARKS = (":", " :", "=", " =", " - ", "- ", " — ", " > ", " → ", ") ", "**:", ":**", "*:", "--", " --")
_HOW_OFTEN = r"(?=\d{1,2} ?(?:x|/|-|to|times|d/|w|visits)|twice\b|once\b|thrice\b|(?:one|two|three|four|five)\b|[btq]iw\b|q ?\d? ?w|daily\b|bid\b|weekly\b|m/w)"
_LOOSE_PLAN = re.compile(
    rf"(?:(?:pt |tx |treatment |rehab |therapy |the )?(?:plan|pln|plna|poc|p\.o\.c\.?|plan of care|freq|frequency|duration)[ \t]+(?:(?:is|will be|remains|ext|extend(?:ed)?|extension|renewed?|updated?|for|of|to|at|still|now|cont(?:inue)?|pt)[ \t]+)*{_HOW_OFTEN}"
    rf"|p[ \t]+(?=\d ?(?:x|/) ?/? ?w|[btq]iw\b|cont\b|con't|continue\b|progress\b|rtc\b|add\b)|(?:pt )?(?:plan|pln)[ \t]+(?=cont|see\b|add\b|prog|to (?:cont|progress|see|add|work)|is (?:to|for)\b|for (?:next|\d)))"
)
_LOOSE_NEXT = re.compile(
    r"(?:plan (?:for |at )?)?(?:next|nxt|nex|nv|ntx)\b(?! (?:to|door|of)\b)(?! ?\d{1,2} ?(?:wks?|weeks?|mos?|months?)\b)[^:;.,\n]{0,18}:(?!\d)|(?:visit|v) ?#?\d{1,2}:? (?:add|start|begin|prog|try|trial|recheck|retest)\b"
)


@looked_up()
def _openers() -> Iterator[tuple[str, tuple[int, frozenset[str], str]]]:
    """Words that open plans with their kinds, and labels with their mark and what they open."""
    kinds: dict[str, set[str]] = {}
    for row in rows("plan_words.toml", "opener"):
        for word in row["words"]:
            kinds.setdefault(word, set()).add(row["kind"])
    labels = {word: str(row["opens"]) for row in rows("plan_words.toml", "label") for word in row["words"]}
    for word, found in kinds.items():
        yield word, (len(word), frozenset(found), "")
    for word, opens in labels.items():
        for mark in _MARKS:
            yield word + mark, (len(word) + len(mark), frozenset(), opens)


def _goes_on(last: str, behind: str) -> bool:
    """Whether a word with its last letter is longer in the text; after a figure, "x" is a word of its own ("cont 2x")."""
    if behind == "x" and last.isdigit():
        return False
    return (behind.isalnum() or behind == "_") and last.isalnum()


class Openers:
    """Where in a source words stand that open a plan, by kind, and labels."""

    def __init__(self, reading: Reading) -> None:
        folded = self._folded = folded_text(reading)
        self._at: dict[int, frozenset[str]] = {}
        self._cues: list[int] = []
        self._contacts: list[int] = []
        self.labels: dict[int, tuple[str, int]] = {}
        for end, (length, found, opens) in _openers(reading):
            start = end - length
            if start > 0 and (folded[start - 1].isalnum() or folded[start - 1] in "/_"):
                continue
            if opens:
                self.labels[start] = opens, end
            elif end == len(folded) or not _goes_on(folded[end - 1], folded[end]):
                self._at[start] = self._at[start] | found if start in self._at else found
                if "cue" in found:
                    self._cues.append(start)
                if "contact" in found:
                    self._contacts.append(start)
        self.places = sorted({*self._at, *self.labels})
        self.telling = [p for p in self.places if p in self._at or self.labels[p][0] != "other"]
        self._cues.sort()
        self._contacts.sort()

    def opens(self, kind: str, offset: int) -> bool:
        """Whether words of a kind begin at an offset."""
        return kind in self._at.get(offset, ())

    def cued(self, start: int, end: int) -> bool:
        """Whether words that tell a plan wherever they stand are in a stretch."""
        return any_in(self._cues, start, end)

    def contact(self, start: int, end: int) -> int | None:
        """Where a stretch tells of a message to another provider."""
        index = bisect_left(self._contacts, start)
        return self._contacts[index] if index < len(self._contacts) and self._contacts[index] < end else None

    def label(self, head: int, end: int) -> tuple[str, int] | None:
        """What a label at an offset opens and where it ends: one with its mark, else one before what only plans say."""
        marked = self.labels.get(head)
        if marked or "loose" not in self._at.get(head, ()):
            return marked
        plan = _LOOSE_PLAN.match(self._folded, head, end)
        if plan:
            return "plan", plan.end()
        following = _LOOSE_NEXT.match(self._folded, head, end)
        return ("next", head) if following else None


def any_in(places: list[int], start: int, end: int) -> bool:
    """Whether one of several places, given in order, lies in a stretch."""
    index = bisect_left(places, start)
    return index < len(places) and places[index] < end
