"""From a source to its facts: every extractor in turn, then one ordered list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from functools import cache

from chartside.domain.clinic_words import ClinicWord
from chartside.domain.facts import Fact
from chartside.domain.flags import Flag, Severity, Where
from chartside.domain.source import Source
from chartside.extract.api import Extractor
from chartside.extract.languages import Language
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
    flags: list[Flag] = [] if reading.language.is_english else [_foreign(reading.language, source)]
    for extractor in all_extractors().values():
        try:
            facts.extend(extractor.extract(reading))
        except Exception as problem:
            flags.append(_failed(extractor, source, problem))
    if not reading.language.is_english:
        facts = [_in_its_words(fact) for fact in facts]
    return Extraction(tuple(sorted(facts, key=_by_place)), tuple(flags))


def _by_place(fact: Fact) -> tuple[int, int]:
    first = fact.evidence[0]
    return (first.start if len(fact.evidence) == 1 else fact.start), first.end


def number(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The same facts with ids F1, F2 … in their order."""
    return tuple(replace(fact, id=f"F{n}") for n, fact in enumerate(facts, 1))


def _in_its_words(fact: Fact) -> Fact:
    """A fact of a note in another language, its text in the note's own words and not half translated."""
    said = " ".join(fact.evidence[0].quote.split())
    names = {f.name for f in fields(fact)}
    return replace(fact, text=said) if "text" in names else replace(fact, level=said) if "level" in names else fact  # type: ignore[call-arg]  # the kind has this field


def _foreign(language: Language, source: Source) -> Flag:
    if language.glossary:
        told = (
            f"{source.name} is in {language.name}: values, sides, pain, symptoms and frequency are read by a glossary."
        )
        severity = Severity.INFO
    else:
        told = (
            f"{source.name} seems to be in {language.name}, which is not read: only numbers beside English terms are."
        )
        severity = Severity.WARN
    return Flag(
        "extract.language", severity, told, Where(span=source.span(0, 1)),
        "Read it by eye, and add what is missing.", "docs/how-to/read-another-language.md",
    )  # fmt: skip


def _failed(extractor: Extractor, source: Source, problem: Exception) -> Flag:
    return Flag(
        "extract.extractor_failed",
        Severity.WARN,
        f"The reader for {extractor.name.replace('_', ' ')} stopped on {source.name} ({type(problem).__name__}).",
        Where(span=source.span(0, 1)),
        "Check by eye what it says about that; the other facts are read.",
        "Chartside promise: a failing plug-in becomes one flag",
    )
