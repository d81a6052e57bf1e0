"""From a source to its facts: every extractor in turn, then one ordered list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from chartside.domain.clinic_words import ClinicWord
from chartside.domain.facts import Fact
from chartside.domain.flags import Flag, Severity, Where
from chartside.domain.source import Source
from chartside.extract.api import Extractor
from chartside.extract.reading import read
from chartside.plugins import discover


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read from one source: facts in order of their place, and one flag per extractor that failed."""

    facts: tuple[Fact, ...]
    flags: tuple[Flag, ...] = ()


@cache
def all_extractors() -> dict[str, Extractor]:
    """All extractors by name."""
    return discover("chartside.extract.extractors", "EXTRACTOR", Extractor)  # type: ignore[type-abstract]  # a protocol serves as the runtime check


def facts_of(source: Source, words: tuple[ClinicWord, ...] = ()) -> Extraction:
    """Read all facts of a source.

    A plug-in that raises becomes one flag; the others' facts stand.

    Args:
        source: The source.
        words: Abbreviations, exercises and measures that the clinic has taught.
    """
    if not source.text.strip():
        return Extraction(())
    reading = read(source, words)
    facts: list[Fact] = []
    flags: list[Flag] = []
    for extractor in all_extractors().values():
        try:
            facts.extend(extractor.extract(reading))
        except Exception as problem:
            flags.append(_failed(extractor, source, problem))
    return Extraction(tuple(sorted(facts, key=lambda f: (f.start, f.evidence[0].end))), tuple(flags))


def number(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The same facts with ids F1, F2 … in their order."""
    return tuple(replace(fact, id=f"F{n}") for n, fact in enumerate(facts, 1))


def _failed(extractor: Extractor, source: Source, problem: Exception) -> Flag:
    return Flag(
        "extract.extractor_failed",
        Severity.WARN,
        f"The reader for {extractor.name.replace('_', ' ')} stopped on {source.name} ({type(problem).__name__}).",
        Where(span=source.span(0, 1)),
        "Check by eye what it says about that; the other facts are read.",
        "Chartside promise: a failing plug-in becomes one flag",
    )
