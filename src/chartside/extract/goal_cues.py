"""Where the words stand by which goals are told, all looked up in one pass over a source."""

from __future__ import annotations

from functools import cache

import ahocorasick

from chartside.extract.reading import Reading
from chartside.extract.shared_work import once_per_source
from chartside.extract.vocabulary import folded_text

_GROUPS = {
    "label": (
        "goal", "stg", "ltg", "term", "objectives", "sto", "lto", "aim", "target", "criteri", "outcomes", "lt:", "st:", "lt -", "st -",
    ),
    "state": ("goal", "stg", "ltg", "-term", " term"),
    "question": ("goal", "want", "hop", "like to", "most important", "one thing"),
    "wish": (
        "want", "would like", "'d like", "d love", "would love", "hope", "hoping", "wish", "wanna", "wan na", "gotta", "got ta", "have to be able",
        "need to be able", "needs to be able", "has to be able", "eager to", "looking to", "trying to get back", "aims to", "desires",
        "plans to return to", "motivated to", "expect", "plans to go back", "plans to get back",
    ),
}  # fmt: skip


@cache
def _cues() -> ahocorasick.Automaton:
    groups: dict[str, list[str]] = {}
    for group, words in _GROUPS.items():
        for word in words:
            groups.setdefault(word, []).append(group)
    automaton = ahocorasick.Automaton()
    for word, names in groups.items():
        automaton.add_word(word, (word, tuple(names)))
    automaton.make_automaton()
    return automaton


@once_per_source
def goal_cues(reading: Reading) -> dict[str, list[tuple[int, str]]]:
    """Places of cues with their word, in order, by what they can tell: label, state, question, wish."""
    found: dict[str, list[tuple[int, str]]] = {group: [] for group in _GROUPS}
    for last, (word, names) in _cues().iter(folded_text(reading)):
        for name in names:
            found[name].append((last + 1 - len(word), word))
    return found
