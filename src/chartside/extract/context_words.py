"""Words around a mention that decide how it is read, as patterns made from `lexicon/context_words.toml`.

In a row's words `*` stands for letters ("improv*") and `#` for a number; all else is plain text, so that a therapist can
read and extend the rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from chartside.extract.lexicon_tables import lexicon_tables

_ARTICLES = r"(?:\s+(?:of|for|any|the|her|his|my|your|their|a|an))*"


@cache
def words(table: str) -> frozenset[str]:
    """Words of one table ("symptoms.purpose")."""
    data = lexicon_tables("context_words.toml")
    for key in table.split("."):
        data = data[key]
    return frozenset(data["words"])


@cache
def said(table: str) -> re.Pattern[str]:
    """Finds any word of the table, as whole words."""
    return re.compile(rf"(?<![\w'])(?:{_alternatives(table)})(?!\w)")


@cache
def said_last(table: str) -> re.Pattern[str]:
    """Finds a word of the table at the end of a text, articles and prepositions after it aside."""
    return re.compile(rf"(?<![\w'])(?:{_alternatives(table)}){_ARTICLES}\s*$")


@cache
def said_first(table: str) -> re.Pattern[str]:
    """Matches a word of the table at the beginning of a text, spaces and hyphens before it aside."""
    return re.compile(rf"[\s-]*(?:{_alternatives(table)})(?!\w)")


def _alternatives(table: str) -> str:
    ordered = sorted(words(table), key=len, reverse=True)
    return by_first_letter(
        re.escape(word).replace(r"\*", r"\w*").replace(r"\#", r"\d+(?:\.\d+)?").replace(r"\ ", r"\s+")
        for word in ordered
    )


def by_first_letter(patterns: Iterable[str]) -> str:
    """Alternatives of a pattern, those with the same first letter together: most are then passed over at one look."""
    groups: dict[str, list[str]] = {}
    for pattern in patterns:
        letter = pattern[0] if pattern[0].isalpha() else ""
        groups.setdefault(letter, []).append(pattern[len(letter) :])
    return "|".join(f"{letter}(?:{'|'.join(rests)})" for letter, rests in groups.items())
