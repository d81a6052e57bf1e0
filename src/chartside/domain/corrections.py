"""Corrections: what a clinician says a place of a source says, where the reading was wrong.

A correction is kept beside the reading and laid over it each time the source is read, so that reading anew never
overwrites it (docs/decisions/0007).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from enum import Enum
from typing import Any

from chartside.domain.facts import Fact
from chartside.domain.records import fact_record

_THING: Mapping[str, tuple[str, ...]] = {
    "measurement": ("when", "measure", "joint", "motion", "side", "mode", "context"),
    "score": ("when", "instrument", "side"),
    "special_test": ("name", "side"),
    "intervention": ("name",),
    "time": ("what", "code"),
    "billed": ("code",),
    "diagnosis": ("text", "icd10"),
    "function": ("task",),
    "goal": ("text",),
    "plan": ("what", "text"),
}
"""The keys that say what a fact is about, by kind; the text for all others."""

_WORDED = ("text", "task", "level", "name", "cues", "response", "context", "due")
_SIDES = {"left": r"(?:left|lt?)", "right": r"(?:right|rt?)", "bilateral": r"(?:bilateral\w*|bilat|both|b)"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One reading set right.

    Attributes:
        source: Id of the source that was read.
        start: Offset of the first of the words read.
        end: Offset after the last of them.
        kind: Kind of the fact.
        original: The fact as it was read.
        corrected: The fact as it should be, citing the same words; None where they hold no such fact.
        by: Id of who said so.
        at: Moment, ISO 8601.
        beside: Other facts of the kind read from the same words at that time; they are not meant.
    """

    source: str
    start: int
    end: int
    kind: str
    original: Fact
    corrected: Fact | None
    by: str
    at: str
    beside: tuple[Fact, ...] = ()

    def __post_init__(self) -> None:
        place = self.original.place
        if (self.source, self.start, self.end, self.kind) != (place.source, place.start, place.end, self.original.kind):
            raise ValueError("a correction is about the words and the kind of the fact it corrects")
        if self.corrected is not None and (self.corrected.kind, self.corrected.place) != (self.kind, place):
            raise ValueError("a corrected fact is of the same kind and cites the words it was read from")

    @property
    def key(self) -> str:
        """Name of the reading it corrects."""
        return reading_key(self.original)


def correction_of(
    original: Fact, corrected: Fact | None, *, by: str, at: str, beside: Iterable[Fact] = ()
) -> Correction:
    """The correction of a fact.

    Raises:
        ValueError: The corrected fact is of another kind, or does not cite the words it was read from.
    """
    place = original.place
    return Correction(
        source=place.source, start=place.start, end=place.end, kind=original.kind, original=original,
        corrected=corrected, by=by, at=at, beside=tuple(beside),
    )  # fmt: skip


def reading_key(fact: Fact) -> str:
    """A name for a reading ("r-9f31c0d2ab"): from its words and what was read in them, the same after reading anew."""
    place = fact.place
    said = json.dumps([place.source, place.start, place.end, values_of(fact)], sort_keys=True)
    return "r-" + hashlib.sha256(said.encode()).hexdigest()[:10]


def values_of(fact: Fact) -> dict[str, Any]:
    """What a fact says: its kind and all its keys but id and evidence, as JSON values."""
    return {key: value for key, value in fact_record(fact).items() if key not in ("id", "evidence")}


def read_beside(fact: Fact, facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The other facts of the same kind that were read from the same words, wholly or in part."""
    own = values_of(fact)
    return tuple(
        other
        for other in facts
        if other.kind == fact.kind and other.place.overlaps(fact.place) and _says(other, fact.place, own) is False
    )


def apply_corrections(facts: Iterable[Fact], corrections: Iterable[Correction]) -> tuple[Fact, ...]:
    """The facts with every correction in force.

    A fact that a correction is about gives way to the corrected one, or goes; where nothing is read there any more, the
    corrected fact still stands. Of several corrections of one reading the last holds. The order of the facts is kept.
    Applying the same corrections again changes nothing.

    Args:
        facts: As read.
        corrections: Oldest first.
    """
    final = {correction.key: correction for correction in corrections}
    by_place: dict[tuple[str, str], list[Correction]] = defaultdict(list)
    for correction in final.values():
        by_place[correction.source, correction.kind].append(correction)
    said = {_unnumbered(c.corrected) for c in final.values() if c.corrected is not None}
    placed: set[Fact] = set()
    kept: list[Fact] = []
    for fact in facts:
        plain = _unnumbered(fact)
        corrected: Fact | None = plain
        if plain not in said:
            about = next((c for c in by_place[fact.source, fact.kind] if is_about(c, fact)), None)
            if about is None:
                kept.append(fact)
                continue
            corrected = None if about.corrected is None else _unnumbered(about.corrected)
        if corrected is not None and corrected not in placed:
            placed.add(corrected)
            kept.append(replace(corrected, id=fact.id))
    for correction in final.values():
        if correction.corrected is not None and _unnumbered(correction.corrected) not in placed:
            placed.add(_unnumbered(correction.corrected))
            kept.insert(_position(kept, correction), correction.corrected)
    return tuple(kept)


def is_about(correction: Correction, fact: Fact) -> bool:
    """Whether a fact as read is the one a correction is about.

    It is of the same kind and source and was read from the same words, or from words that overlap them and of the same
    thing. What was read beside the original is not meant, whatever its value is by now.
    """
    place, words = fact.place, correction.original.place
    if fact.kind != correction.kind or not place.overlaps(words):
        return False
    same = thing_of(fact) == thing_of(correction.original)
    if place != words and not same:
        return False
    if place == words and values_of(fact) == values_of(correction.original):
        return True
    own = values_of(fact)
    return not any(_says(b, place, own) or (not same and thing_of(b) == thing_of(fact)) for b in correction.beside)


def thing_of(fact: Fact) -> tuple[object, ...]:
    """What a fact is about, whatever its value ("right knee flexion, active, now")."""
    return tuple(_folded(getattr(fact, key)) for key in _THING.get(fact.kind, ("text",)))


def words_left(original: Fact, corrected: Fact) -> str | None:
    """The old value that the words of a corrected fact still say, if any.

    A plan whose `per_week` was corrected from 2 to 3 must not go on saying "cont 2x/wk".
    """
    texts = [value for key in _WORDED if isinstance(value := getattr(corrected, key, None), str)]
    for field in fields(original):
        if field.name in ("id", "evidence", "when", "assertion", "date", *_WORDED):
            continue
        old, new = getattr(original, field.name), getattr(corrected, field.name)
        if old is None or old == new or isinstance(old, tuple):
            continue
        for text in texts:
            left = _pattern(old).search(text)
            if left and (new is None or not _pattern(new).search(text)):
                return left.group()
    return None


def _pattern(value: object) -> re.Pattern[str]:
    if isinstance(value, int | float):
        return re.compile(rf"(?<![\d.]){re.escape(f'{abs(value):g}')}(?!\d|\.\d)")
    word = str(value.value) if isinstance(value, Enum) else str(value)
    return re.compile(rf"(?<!\w){_SIDES.get(word, re.escape(word).replace('_', '[ _]'))}(?!\w)", re.I)


def _says(fact: Fact, place: object, values: dict[str, Any]) -> bool:
    """Whether a fact was read from these words and says these values."""
    return fact.place == place and values_of(fact) == values


def _unnumbered(fact: Fact) -> Fact:
    return replace(fact, id="")


def _position(facts: list[Fact], correction: Correction) -> int:
    """Where the corrected fact of a reading that is gone belongs: in the order of the words of its source."""
    last = None
    for index, fact in enumerate(facts):
        if fact.source != correction.source:
            continue
        if fact.start > correction.start:
            return index
        last = index
    return len(facts) if last is None else last + 1


def _folded(value: object) -> object:
    return " ".join(value.casefold().split()) if isinstance(value, str) and not isinstance(value, Enum) else value
