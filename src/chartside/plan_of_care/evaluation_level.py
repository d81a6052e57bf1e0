"""Which evaluation code the facts support: factors and elements counted, the presentation as the source says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from chartside.domain.facts import (
    Assertion,
    Event,
    EventOf,
    Fact,
    Function,
    History,
    Measurement,
    Score,
    Social,
    SpecialTest,
    Symptom,
    When,
)
from chartside.domain.source import Source, Span
from chartside.measures import instruments
from chartside.plan_of_care.care_rows import care_rows

_HELD = frozenset({Assertion.PRESENT, Assertion.HISTORICAL})
_PARTING = re.compile(r"[\n.;!?]")


@dataclass(frozen=True, slots=True)
class EvaluationLevel:
    """An evaluation code with what it asks for at least."""

    code: str
    name: str
    factors: int
    elements: int
    presentation: str
    authority: str


@dataclass(frozen=True, slots=True)
class Counted:
    """One thing that counts, with the facts that show it; `component` tells what sort it is."""

    name: str
    component: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    component: str
    measures: frozenset[str]
    regions: frozenset[str]
    words: re.Pattern[str] | None


@cache
def _table() -> dict[str, Any]:
    return care_rows("evaluation_codes")


@cache
def _rows(name: str) -> tuple[_Row, ...]:
    return tuple(
        _Row(
            row["name"],
            row.get("component") or row["kind"],
            frozenset(row.get("measures", ())),
            frozenset(row.get("regions", ())),
            re.compile("|".join(row["words"]), re.I) if "words" in row else None,
        )
        for row in _table()[name]
    )


def evaluation_levels(on: date | None = None) -> tuple[EvaluationLevel, ...]:
    """The codes in force on a day, the lowest first; without a day, those that have not ended."""
    return tuple(
        EvaluationLevel(
            row["code"], row["name"], row["factors"], row["elements"], row["presentation"], row["authority"]
        )
        for row in _table()["level"]
        if _holds(row, on)
    )


def reevaluation_code(on: date | None = None) -> str | None:
    """The code of a re-evaluation, where it is in force."""
    row = _table()["reevaluation"]
    return row["code"] if _holds(row, on) else None


def _holds(row: Mapping[str, Any], on: date | None) -> bool:
    if on is None:
        return "until" not in row
    return bool(row.get("from", on) <= on <= row.get("until", on))


def factors_in(facts: Iterable[Fact]) -> tuple[Counted, ...]:
    """Comorbidities and personal factors that history and circumstances name, each once."""
    held = [f for f in facts if isinstance(f, History | Social) and f.assertion in _HELD]
    return _counted("factor", held)  # of home and work only personal factors: "wife has COPD" is not the patient's


def elements_in(facts: Iterable[Fact]) -> tuple[Counted, ...]:
    """Body functions and structures, activities and participation that were examined or asked about, each once."""
    now = [
        f
        for f in facts
        if isinstance(f, Measurement | Score | SpecialTest | Symptom | Function)
        and f.when is When.CURRENT
        and f.assertion is Assertion.PRESENT
    ]
    return _counted("element", now)


def _counted(name: str, facts: list[Any]) -> tuple[Counted, ...]:
    found: list[Counted] = []
    for row in _rows(name):
        own = tuple(f for f in facts if _fits(row, f))
        if own:
            found.append(Counted(row.name, row.component, own))
    return tuple(found)


def _fits(row: _Row, fact: Fact) -> bool:
    if isinstance(fact, Measurement):
        return fact.measure in row.measures
    if isinstance(fact, Score):
        return fact.instrument in instruments() and instruments()[fact.instrument].region in row.regions
    if row.words is None:
        return False
    if isinstance(fact, Symptom | SpecialTest) and row.component in ("activity", "participation"):
        return False
    if isinstance(fact, Social) and row.component == "comorbidity":
        return False
    if isinstance(fact, Function) and row.component == "body" and row.name != "gait":
        return False
    words = " ".join(str(getattr(fact, name, "") or "") for name in ("text", "task", "level", "name"))
    said = f"{words} {fact.place.quote}"
    return any(not _negated().search(said[: hit.start()]) for hit in row.words.finditer(said))


@cache
def _negated() -> re.Pattern[str]:
    return re.compile(_table()["negated"]["words"], re.I)


def presentation_in(source: Source) -> tuple[str, Span] | None:
    """The clinical presentation a source states ("evolving"), with the words that state it.

    The word counts only in a sentence that speaks of the evaluation's complexity: "stable on stairs" is none.
    """
    table = _table()["presentation"]
    context = re.compile(table["context"], re.I)
    for name in ("unstable", "evolving", "stable"):
        for hit in re.finditer(table[name], source.text, re.I):
            before = [m.end() for m in _PARTING.finditer(source.text, 0, hit.start())]
            after = _PARTING.search(source.text, hit.end())
            start, end = (before[-1] if before else 0), (after.start() if after else len(source.text))
            sentence = source.text[start:end]
            if context.search(sentence):
                lead = len(sentence) - len(sentence.lstrip())
                return name, source.span(start + lead, start + len(sentence.rstrip()))
    return None


def supported_level(
    factors: int, elements: int, presentation: str | None, on: date | None = None
) -> EvaluationLevel | None:
    """The highest code that all three reach; without a presentation, what the other two allow at most.

    None where nothing was examined, or no code is in force.
    """
    levels = evaluation_levels(on)
    order = [level.presentation for level in levels]
    best: EvaluationLevel | None = None
    for place, level in enumerate(levels):
        reached = presentation is None or (presentation in order and order.index(presentation) >= place)
        if factors >= level.factors and elements >= level.elements and reached:
            best = level
    return best


def level_reached(levels: Iterable[EvaluationLevel], count: int, *, of: str) -> EvaluationLevel | None:
    """The highest level that one count alone reaches; `of` is "factors" or "elements"."""
    return next((x for x in reversed(tuple(levels)) if count >= (x.factors if of == "factors" else x.elements)), None)


def has_onset(facts: Iterable[Fact]) -> bool:
    """Whether a source says when or how it began: onset, injury or surgery."""
    began = (EventOf.ONSET, EventOf.INJURY, EventOf.SURGERY)
    return any(isinstance(f, Event) and f.what in began and f.assertion is not Assertion.ABSENT for f in facts)
