"""What a clinic has set of its looks and words: files of its own, wording preferences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class ClinicFile:
    """A file of the clinic, by its content: the bytes are kept under `sha256`, not here."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Logo:
    """The picture of the letterhead, with the words that stand for it where it cannot be seen."""

    file: ClinicFile
    alt: str


class SideStyle(StrEnum):
    """How sides of the body are written."""

    LETTERS = "letters"
    WORDS = "words"


class DateForm(StrEnum):
    """How days are written."""

    SHORT = "MM/DD/YY"
    LONG_YEAR = "MM/DD/YYYY"
    NAMED_MONTH = "Mon D, YYYY"
    ISO = "YYYY-MM-DD"


@dataclass(frozen=True, slots=True)
class PreferredWord:
    """Words the clinic writes instead of others."""

    write: str
    instead_of: str


@dataclass(frozen=True, slots=True)
class WordingStyle:
    """How the built-in writer words what it says itself; the words of sources stay as they are.

    Attributes:
        sides: Letters ("L") or words ("left"); None follows the setting for abbreviations.
        dates: Form of days.
        preferred: Words written instead of others, never inside quotations.
    """

    sides: SideStyle | None = None
    dates: DateForm = DateForm.SHORT
    preferred: tuple[PreferredWord, ...] = ()
