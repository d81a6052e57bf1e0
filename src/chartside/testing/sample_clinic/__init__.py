"""The sample clinic: invented patients in the styles PTs write."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class SampleNote:
    """One note: its file name, day and text."""

    name: str
    date: date
    content: bytes


@dataclass(frozen=True, slots=True)
class SampleCase:
    """An episode: the notes of earlier visits, oldest first, and those of the newest visit."""

    visit_date: date
    history: tuple[SampleNote, ...]
    current: tuple[SampleNote, ...]

    @property
    def notes(self) -> tuple[SampleNote, ...]:
        """All notes, oldest first."""
        return (*self.history, *self.current)


@cache
def manifest() -> dict[str, Any]:
    """The clinic, its clinicians, patients, episodes and visits as rows (manifest.toml says what they hold)."""
    return tomllib.loads(files(__name__).joinpath("manifest.toml").read_text("utf-8"))


def day(text: str, today: date) -> date:
    """A day of the manifest: "today" or "-7d"."""
    return today if text == "today" else today + timedelta(days=int(text.removesuffix("d")))


def note(name: str) -> bytes:
    """The bytes of one note."""
    return files(__name__).joinpath("notes", name).read_bytes()


def sample_case(patient: str, today: date) -> SampleCase:
    """The episode of one patient of the manifest, as of `today`."""
    episode = next(row["key"] for row in manifest()["episodes"] if row["patient"] == patient)
    visits = sorted(
        ((day(row["date"], today), row) for row in manifest()["visits"] if row["episode"] == episode),
        key=lambda visit: visit[0],
    )
    notes = [(when, tuple(SampleNote(name, when, note(name)) for name in row["sources"])) for when, row in visits]
    return SampleCase(notes[-1][0], tuple(n for _, group in notes[:-1] for n in group), notes[-1][1])
