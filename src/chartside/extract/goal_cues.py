"""Where the words stand by which goals are told, by what they can tell."""

from __future__ import annotations

from collections.abc import Iterable

from chartside.extract.looked_up import looked_up
from chartside.extract.reading import Reading
from chartside.extract.shared_work import once_per_source

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


@looked_up()
def _cues() -> Iterable[tuple[str, tuple[str, tuple[str, ...]]]]:
    groups: dict[str, list[str]] = {}
    for group, words in _GROUPS.items():
        for word in words:
            groups.setdefault(word, []).append(group)
    return ((word, (word, tuple(names))) for word, names in groups.items())


@once_per_source
def goal_cues(reading: Reading) -> dict[str, list[tuple[int, str]]]:
    """Places of cues with their word, in order, by what they can tell: label, state, question, wish."""
    found: dict[str, list[tuple[int, str]]] = {group: [] for group in _GROUPS}
    for end, (word, names) in _cues(reading):
        for name in names:
            found[name].append((end - len(word), word))
    return found
