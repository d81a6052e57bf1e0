"""Notes of a wanted size, made from the sample clinic's notes with other numbers in them."""

from __future__ import annotations

import random
import re
from datetime import date

from chartside.testing.sample_clinic import manifest, sample_case

_NUMBER = re.compile(r"\b\d{1,3}\b")


def sample_texts() -> list[str]:
    """The text of every note of the sample clinic."""
    patients = [row["key"] for row in manifest()["patients"]]
    cases = [sample_case(patient, date(2026, 1, 5)) for patient in patients]
    return [note.content.decode("utf-8") for case in cases for note in case.notes]


def note_of(size: int, seed: int = 1) -> str:
    """A session note of about `size` characters: whole lines of sample notes, small numbers changed."""
    dice = random.Random(seed)
    lines = [line for text in sample_texts() if not text.startswith("WEBVTT") for line in text.splitlines()]
    chosen: list[str] = []
    length = 0
    while length < size:
        line = _NUMBER.sub(lambda m: str(max(int(m.group()) + dice.randint(-2, 2), 0)), dice.choice(lines))
        chosen.append(line)
        length += len(line) + 1
    return "\n".join(chosen)
