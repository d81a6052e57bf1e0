"""Words a clinic teaches the reader: its own abbreviations, exercises and measures."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class WordKind(StrEnum):
    """What a taught word is."""

    ABBREVIATION = "abbreviation"
    EXERCISE = "exercise"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicWord:
    """A word a clinic has taught.

    Attributes:
        kind: What it is.
        written: Spellings in its notes, at least one.
        means: An abbreviation in full; an exercise's or measure's name.
        category: CPT family of an exercise ("therapeutic_exercise" …), None where it has none of its own.
        unit: Of a measure's values ("points", "s", "cm" …).
        least: Least possible value of a measure.
        most: Greatest possible value of a measure.
        higher_is_better: Direction of a measure, None where neither is better.
    """

    kind: WordKind
    written: tuple[str, ...]
    means: str
    category: str | None = None
    unit: str = "points"
    least: float = 0.0
    most: float = 100.0
    higher_is_better: bool | None = None

    def __post_init__(self) -> None:
        if not self.means.strip() or not any(w.strip() for w in self.written):
            raise ValueError("a word needs a spelling and what it means")
        if self.kind is WordKind.MEASURE and not self.least < self.most:
            raise ValueError("a measure's least value must be below its greatest")

    @property
    def id(self) -> str:
        """Catalogue id of a measure: its name in small letters, other characters as underscores."""
        return "clinic_" + "_".join("".join(c if c.isalnum() else " " for c in self.means.lower()).split())
