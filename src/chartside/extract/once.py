"""One fact per thing: what is said again in the same words, or in fewer, is not a second fact."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Generic, TypeVar

from chartside.domain.facts import Assertion, Fact, When
from chartside.extract.context_words import words

F = TypeVar("F", bound=Fact)

_WORD = re.compile(r"[a-z0-9]+(?:/[0-9]+)?")
_JUST_RIGHT = re.compile(r"\bright (?:in|at|there|here|now|around|after)\b")
_ENDINGS = ("ness", "ing", "en", "ed", "es", "s", "y", "e")
"""The longest first."""


class Once(Generic[F]):
    """Collects facts of one kind and drops repetitions."""

    def __init__(self) -> None:
        self.facts: list[F] = []
        self._said: dict[tuple[Assertion, When], list[frozenset[str]]] = {}

    def add(self, fact: F, text: str) -> None:
        """Keep a fact unless one of the same stance with all its words has been kept."""
        low = text.lower()
        if "right" in low:
            low = _JUST_RIGHT.sub(" ", low)
        said_words, empty = _WORD.findall(low.replace("lower", "low")), words("once.empty")
        content = frozenset([_stem(w) for w in said_words if w not in empty])
        if not content:
            content = frozenset(said_words)
        said = self._said.setdefault((fact.assertion, fact.when), [])
        if any(content <= other for other in said[-_LOOK_BACK:]):
            return
        said.append(content)
        self.facts.append(fact)

    def extend(self, facts: Iterable[F]) -> None:
        """Add several, by their `text` (for functions, task and level)."""
        for fact in facts:
            self.add(fact, said_of(fact))


def _stem(word: str) -> str:
    if len(word) <= 4 or not word.endswith(_ENDINGS):
        return word
    return word[: -len(next(ending for ending in _ENDINGS if word.endswith(ending)))]


_LOOK_BACK = 120
"""How many earlier facts are compared: repetitions stand near, and cost stays linear in hostile texts."""


def said_of(fact: Fact) -> str:
    """The words by which a fact is known: its text, or task and level of a function."""
    parts = (
        getattr(fact, key, None) for key in ("text", "task", "level", "device", "distance", "assist", "side", "icd10")
    )
    return " ".join(str(part) for part in parts if part is not None)
