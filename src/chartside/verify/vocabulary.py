"""The words that checks look for, read from verify/knowledge."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import ahocorasick


def knowledge(name: str) -> dict[str, Any]:
    """The tables of one file of verify/knowledge, by its name without ending."""
    return tomllib.loads(files("chartside.verify.knowledge").joinpath(f"{name}.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A word of a lexicon: its length, whether any ending may follow, and what it stands for."""

    length: int
    stem: bool
    meanings: frozenset[str]


class Lexicon:
    """Words with what they stand for, found in one pass over a text, whatever the case.

    Words count whole; of two that overlap the longer counts ("mid back", not "back").
    """

    def __init__(self, rows: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Make a lexicon of meanings and their words; "*" at the end of a word stands for any ending."""
        entries: dict[str, _Entry] = {}
        for meaning, words in rows:
            for word in words:
                key = _folded(word.rstrip("*"))
                known = entries.get(key, _Entry(len(key), False, frozenset()))
                entries[key] = _Entry(len(key), known.stem or word.endswith("*"), known.meanings | {meaning})
        self._automaton = ahocorasick.Automaton()
        for key, entry in entries.items():
            self._automaton.add_word(key, entry)
        self._automaton.make_automaton()

    def found(self, text: str) -> frozenset[str]:
        """What the words of a text stand for."""
        meanings: set[str] = set()
        reached = -1
        for _, end, entry in sorted(self._hits(text), key=lambda hit: (hit[0], -hit[1])):
            if end > reached:
                reached = end
                meanings |= entry.meanings
        return frozenset(meanings)

    def any_in(self, text: str) -> bool:
        """Whether a text has any of the words."""
        return next(self._hits(text), None) is not None

    def opens(self, text: str) -> bool:
        """Whether a text begins with one of the words."""
        return any(start == 0 for start, _, _ in self._hits(text))

    def _hits(self, text: str) -> Iterator[tuple[int, int, _Entry]]:
        """Places of whole words, as start, end and entry."""
        folded = _folded(text)
        for last, entry in self._automaton.iter(folded):
            start, end = last - entry.length + 1, last + 1
            if start and _joined(folded[start]) and (_joined(folded[start - 1]) or folded[start - 1] == "/"):
                continue
            if entry.stem:
                while end < len(folded) and _joined(folded[end]):
                    end += 1
            elif end < len(folded) and _joined(folded[last]) and _joined(folded[end]):
                continue
            yield start, end, entry


def _folded(text: str) -> str:
    return text.lower().replace("’", "'")


def _joined(character: str) -> bool:
    return character.isalnum() or character == "_"


@cache
def cues(stance: str) -> Lexicon:
    """Words of one stance ("negation", "planned", "past", "family", "possible", "goal")."""
    return Lexicon((row["id"], row["words"]) for row in knowledge("cues")["cue"] if row["id"] == stance)


@cache
def body_parts() -> Lexicon:
    """Words for parts of the body."""
    return Lexicon((row["id"], row["words"]) for row in knowledge("body_parts")["part"])


@cache
def body_regions() -> Mapping[str, str]:
    """Region of each part of the body."""
    return {row["id"]: row["region"] for row in knowledge("body_parts")["part"]}


@cache
def clinical_terms() -> Lexicon:
    """Words for findings and treatments; a word may belong to two of them."""
    return Lexicon((row["id"], row["words"]) for row in knowledge("clinical_terms")["term"])


_SIDES = re.compile(
    r"(?<![\w/])(?:(?P<left>left(?!\s+(?:the|for|off|over|with|at)\b)|(?<!intact )(?<!intact to )lt\.?|l)"
    r"|(?P<right>(?<!all )right(?!\s+(?:now|away|after|before|here|there|on)\b)|rt\.?|r)"
    r"|(?P<bilateral>bilat\w*|both|b/l|bil|b))(?![\w/’'+-]|\.\w)",
    re.I,
)


_EXHIBITS = re.compile(r"\bExhibits? [A-Z]{1,2}\b")


def sides_in(text: str) -> frozenset[str]:
    """Sides of the body that a text names, "L" and "R" included; letters of exhibits ("Exhibit B") are none."""
    return frozenset(
        kind for hit in _SIDES.finditer(_EXHIBITS.sub(" ", text)) for kind, word in hit.groupdict().items() if word
    )
