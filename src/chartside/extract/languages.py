"""The language a note is written in, and the glossary of languages other than English that are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from chartside.extract.lexicon_tables import lexicon_tables

ENGLISH = "en"
FEWEST_WORDS = 5
"""Small words of another language that must stand in a note before it can be of that language."""

LEAST_SHARE = 0.1
"""Share of all words that such words must be."""

FEWEST_IN_SHORT, LEAST_SHARE_IN_SHORT = 3, 0.3
"""The same for a note of a line or two: few such words, but a third of all."""

_MARKS = ".,;:!?()[]\"'¿¡"

MOST_LOOKED_AT = 20_000
"""Characters by which the language is judged."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its code ("es"), its name, and whether it has a glossary to be read by."""

    code: str
    name: str
    glossary: bool

    @property
    def is_english(self) -> bool:
        """Whether it is the language the lexicons are written in."""
        return self.code == ENGLISH


def language_of(text: str) -> Language:
    """The language of a text by its small words; English unless another has clearly more of them.

    PT shorthand has few small words, so doubt is decided for English.
    """
    counts = dict.fromkeys(_languages(), 0)
    words = [word.strip(_MARKS) for word in text[:MOST_LOOKED_AT].lower().split()]
    known = _by_word()
    for codes in [known[word] for word in words if word in known]:
        for code in codes:
            counts[code] += 1
    code = max(counts, key=lambda c: counts[c])
    enough = counts[code] >= max(FEWEST_WORDS, LEAST_SHARE * len(words))
    enough = enough or counts[code] >= max(FEWEST_IN_SHORT, LEAST_SHARE_IN_SHORT * len(words))
    other = code != ENGLISH and enough and counts[code] > 2 * counts[ENGLISH]
    return _languages()[code if other else ENGLISH]


@cache
def glossary(code: str) -> Mapping[str, str]:
    """Words of a language and the English words the reader knows, those of a language without a glossary none."""
    tables = lexicon_tables(f"{code}/glossary.toml")
    return {word: english for table in tables.values() if isinstance(table, dict) for word, english in table.items()}


@cache
def _languages() -> Mapping[str, Language]:
    rows = lexicon_tables("languages.toml")["language"]
    return {
        row["code"]: Language(row["code"], row["name"], row["code"] == ENGLISH or bool(glossary(row["code"])))
        for row in rows
    }


@cache
def _by_word() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in lexicon_tables("languages.toml")["language"]:
        for word in row["words"]:
            found[word] = (*found.get(word, ()), row["code"])
    return found
