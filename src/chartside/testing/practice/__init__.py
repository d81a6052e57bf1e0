"""Practice cases: invented patients on whom a kind of document can be tried, with what a good draft holds.

A case is one TOML file, of any name:

    kind = "soap_note"             # kind of document; a case of a kind that is not installed waits
    title, about                   # what the case is, and what it is good for
    visit_date = 2026-05-20        # left out for the newest day among the sources
    [[source]]  name, text         # what the PT has on the canvas
    [[holds]]   what, words        # all these words stand in one sentence or row of a good draft
                section            # optional: the section they stand in
    [[lacks]]   what, words        # no sentence or row has all these words
    [[asks]]    what, question     # beginning of the id of a question that is put
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class PracticeSource:
    """A source of a case."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Expected:
    """Something a good draft holds, or does not.

    Attributes:
        what: In words for the reader of the checklist.
        words: Stand together in one sentence or row, whatever their case.
        section: The section they belong to; None for any.
    """

    what: str
    words: tuple[str, ...]
    section: str | None = None


@dataclass(frozen=True, slots=True)
class ExpectedQuestion:
    """A question a good draft puts: its id begins so."""

    what: str
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeCase:
    """A case with its checklist."""

    name: str
    kind: str
    title: str
    about: str
    sources: tuple[PracticeSource, ...]
    holds: tuple[Expected, ...]
    lacks: tuple[Expected, ...]
    asks: tuple[ExpectedQuestion, ...]
    visit_date: date | None = None


@cache
def practice_cases() -> Mapping[str, PracticeCase]:
    """The case of each kind, by kind; the kinds that have one need not be installed."""
    found = [
        practice_case(page.name.removesuffix(".toml"), tomllib.loads(page.read_text("utf-8")))
        for page in sorted(files(__name__).iterdir(), key=lambda p: p.name)
        if page.name.endswith(".toml")
    ]
    return {case.kind: case for case in found}


def practice_case(name: str, rows: Mapping[str, Any]) -> PracticeCase:
    """A case from its rows."""
    return PracticeCase(
        name=name,
        kind=rows["kind"],
        title=rows["title"],
        about=rows["about"],
        visit_date=rows.get("visit_date"),
        sources=tuple(PracticeSource(row["name"], row["text"]) for row in rows["source"]),
        holds=tuple(_expected(row) for row in rows["holds"]),
        lacks=tuple(_expected(row) for row in rows.get("lacks", ())),
        asks=tuple(ExpectedQuestion(row["what"], row["question"]) for row in rows.get("asks", ())),
    )


def _expected(row: Mapping[str, Any]) -> Expected:
    return Expected(row["what"], tuple(row["words"]), row.get("section"))
