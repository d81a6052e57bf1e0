"""Lines of plain forms as parts of the clinic profile, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chartside.domain.clinic_style import PreferredWord
from chartside.services.errors import Invalid

_INSTEAD = re.compile(r"\s+instead of\s+", re.I)
_BETWEEN_CODES = re.compile(r"[\s,;]+")


def lines_of(text: str) -> tuple[str, ...]:
    """The lines that say something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def codes_of(text: str) -> tuple[str, ...]:
    """Service codes between blanks or commas, each once."""
    return tuple(dict.fromkeys(code.upper() for code in _BETWEEN_CODES.split(text) if code))


def headings_of(text: str) -> tuple[tuple[str, str], ...]:
    """Headings, one a line: "plan = What comes next".

    Raises:
        Invalid: A line has no "=".
    """
    found: list[tuple[str, str]] = []
    for line in lines_of(text):
        key, equals, heading = line.partition("=")
        if not equals:
            raise Invalid(f"“{line}” names no heading; write it as: plan = What comes next.")
        found.append((key.strip(), heading.strip()))
    return tuple(dict(found).items())


def preferred_of(text: str) -> tuple[PreferredWord, ...]:
    """Preferred words, one pair a line: "client instead of patient".

    Raises:
        Invalid: A line is no pair.
    """
    found: list[PreferredWord] = []
    for line in lines_of(text):
        parts = _INSTEAD.split(line)
        if len(parts) != 2 or not all(parts):
            raise Invalid(f"“{line}” is no pair of words; write it as: client instead of patient.")
        found.append(PreferredWord(parts[0], parts[1]))
    return tuple(dict.fromkeys(found))


def headings_text(headings: Iterable[tuple[str, str]]) -> str:
    """Headings as lines."""
    return "\n".join(f"{key} = {heading}" for key, heading in headings)


def preferred_text(pairs: Iterable[PreferredWord]) -> str:
    """Preferred words as lines."""
    return "\n".join(f"{pair.write} instead of {pair.instead_of}" for pair in pairs)
