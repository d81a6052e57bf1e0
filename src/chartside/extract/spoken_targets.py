"""What a therapist tells a patient to do ("bend it", "squeeze", "the up and go"): what the next number called out measures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from chartside.extract.lexicon_tables import lexicon_tables

_WORD = re.compile(r"[a-z0-9']+")
_REVERSED = ("don't", "let")
"""What follows "don't let me" is what the patient shall not do: "don't let me bend it" tests the extensors."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An instruction.

    Attributes:
        start: Offset of its first word.
        end: Offset after its last.
        kind: "rom", "strength", "grip", "score", or "other" for one that ends what was measured.
        joint: Joint the words imply.
        motion: Motion they ask for.
        name: Instrument id of a test.
        after: Beginning of the instrument's id that must have been named before, for parts of a questionnaire.
    """

    start: int
    end: int
    kind: str
    joint: str | None = None
    motion: str | None = None
    name: str | None = None
    after: str | None = None


def asked_in(folded: str, start: int, end: int) -> Iterator[Asked]:
    """Instructions between `start` and `end` of a folded text, in order, the longest wording first."""
    small, table = _table()
    found = [m for m in _WORD.finditer(folded, start, end) if m.group() not in small]
    words = [m.group() for m in found]
    index = reversed_until = 0
    while index < len(words):
        if tuple(words[index : index + 2]) == _REVERSED:
            reversed_until = index + 5
        for phrase, row in table.get(words[index], ()):
            if tuple(words[index : index + len(phrase)]) != phrase:
                continue
            kind = _kind(row)
            if index >= reversed_until or kind == "strength":
                yield Asked(
                    found[index].start(),
                    found[index + len(phrase) - 1].end(),
                    kind,
                    row.get("joint"),
                    row.get("motion"),
                    row.get("score"),
                    row.get("after"),
                )
            index += len(phrase) - 1
            break
        index += 1


@cache
def spoken_words() -> dict[str, Any]:
    """The tables of lexicon/spoken_values.toml."""
    return lexicon_tables("spoken_values.toml")


@cache
def _table() -> tuple[frozenset[str], dict[str, tuple[tuple[tuple[str, ...], dict[str, Any]], ...]]]:
    """The small words, and by its first word every phrase with its row, the longest first."""
    data = spoken_words()
    small = frozenset(data["small"])
    table: dict[str, dict[tuple[str, ...], dict[str, Any]]] = {}
    for row in data["asked"]:
        for words in row["words"]:
            phrase = tuple(w for w in _WORD.findall(words) if w not in small)
            table.setdefault(phrase[0], {}).setdefault(phrase, row)
    return small, {
        first: tuple(sorted(phrases.items(), key=lambda item: -len(item[0]))) for first, phrases in table.items()
    }


def _kind(row: dict[str, Any]) -> str:
    return "score" if "score" in row else str(row.get("kind", "rom"))
