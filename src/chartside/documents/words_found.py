"""Rows of words looked for in a sentence: whole words, "*" for any ending."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from chartside.documents.knowledge import knowledge


def pattern_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the words, in any case."""
    spelled = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w/])(?:{spelled})(?!\w)", re.I)


@cache
def tasks() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Names of daily tasks with the words that name them, in the order in which they count."""
    return tuple((row["name"], pattern_of(row["words"])) for row in knowledge("tasks")["task"])


@cache
def told_as_symptoms() -> frozenset[str]:
    """Names of the tasks that notes also tell of as symptoms ("sleeps through", "headache 4 days a week")."""
    return frozenset(row["name"] for row in knowledge("tasks")["task"] if row.get("symptoms"))


def task_of(*texts: str | None) -> str | None:
    """The daily task that texts speak of, the first text first; None for none that is known."""
    for text in texts:
        for name, words in tasks() if text else ():
            if words.search(text or ""):
                return name
    return None


@cache
def course_words(row: str) -> re.Pattern[str]:
    """The words of one row of course_words ("need", "discharge")."""
    rows: dict[str, Any] = knowledge("course_words")
    return re.compile(rows[row]["pattern"], re.I) if "pattern" in rows[row] else pattern_of(rows[row]["words"])
