"""Minutes said of what was just done or is being done, with no service named: "Ten minutes on those", "That's ten minutes"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chartside.domain.source import Speaker
from chartside.extract.amounts import AMOUNT, amount
from chartside.extract.dosage import dosed_text
from chartside.extract.looked_up import looked_up
from chartside.extract.reading import Reading
from chartside.extract.service_words import ServiceTime

_UNIT = r"[ \t]?-?(?:'(?!')|min(?:ute)?s?\b\.?|m\b)"
_THOSE = re.compile(
    rf"(?P<n>{AMOUNT}){_UNIT}[ \t]+(?:(?:was|were|spent|total)[ \t]+)?(?:on|for|of)[ \t]+(?:those|these|that|this|all (?:of )?that|them|the whole (?:block|thing|set))\b(?=[ \t]*(?:$|[.,;:!?\n]|and\b|so\b|then\b|there\b|too\b|today\b|together\b|altogether\b|okay\b|exercises\b|for\b|with\b|before\b|while\b))"
    rf"|\b(?:that|this|the)[ \t]+(?:whole[ \t]+)?(?:block|set|part|section|circuit|series)\b[^.\n\d]{{0,24}}?(?P<n2>{AMOUNT}){_UNIT}"
)
_THAT_LASTED = re.compile(
    rf"\bthat(?:'s| is| was|'ll be|'s been)[ ](?:about |like |another |right at |around )?(?P<n>{AMOUNT}){_UNIT}(?:[ ]or so)?(?:[ ](?:there|total|done))?(?=[ ]*(?:[.,;!]|$|\n))"
)
_HEADS_OF_THOSE = ("on", "for", "of")
_THOSE_WORDS = ("those", "these", "that", "this", "all", "them", "the whole")
_GROUPS = ("block", "set", "part", "section", "circuit", "series")


def unnamed_times(reading: Reading) -> tuple[ServiceTime, ...]:
    """Minutes of no service by name."""
    return (*_of_those(reading), *_lasted(reading))


@looked_up(dosed=True)
def _those() -> Iterator[tuple[str, int]]:
    """Words by which what was just done is told, with their length."""
    for word in (*(f"{head} {word}" for head in _HEADS_OF_THOSE for word in _THOSE_WORDS), *_GROUPS):
        yield word, len(word)


def _of_those(reading: Reading) -> Iterator[ServiceTime]:
    """Minutes a clinician says of what was just done."""
    folded, position = dosed_text(reading), 0
    for end, length in _those(reading):
        start, behind = end - length, folded[end : end + 1]
        if behind.isalnum() or behind == "_":
            continue
        near = folded[max(start - 14, 0) : start]
        if "min" not in near and "'" not in near and "min" not in folded[end : end + 40]:
            continue
        found = _THOSE.search(folded, max(start - 36, position), end + 44)
        if found is None:
            continue
        position = found.end()
        speaker = reading.speaker_at(found.start())
        minutes = amount(found["n"] or found["n2"])
        if minutes is None or speaker is Speaker.PATIENT or speaker is Speaker.OTHER:
            continue
        yield ServiceTime(found.start(), found.end(), minutes, None, None)


def _lasted(reading: Reading) -> tuple[ServiceTime, ...]:
    """Minutes that the clinician of a dialogue says of what is being done ("That's ten minutes or so")."""
    if not reading.is_dialogue:
        return ()
    return tuple(
        ServiceTime(found.start("n"), found.end(), minutes, None, None)
        for found in _THAT_LASTED.finditer(dosed_text(reading))
        if reading.speaker_at(found.start()) is Speaker.CLINICIAN and (minutes := amount(found["n"])) is not None
    )
