"""Findings in words over the course of care: effusion 2+ → none, a test positive → negative."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from chartside.documents.abbreviations import Style
from chartside.documents.episode import Episode, by_day
from chartside.documents.knowledge import knowledge
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import capitalized, sentence, tidied
from chartside.documents.verdict_wording import on
from chartside.documents.words_found import pattern_of
from chartside.domain.documents import Column, Table
from chartside.domain.facts import Assertion, Fact, Measure, Measurement, Side, SpecialTest, Symptom, TestResult, When
from chartside.domain.source import Span

FINDINGS = Table(
    "findings_course",
    "Findings and tests",
    (
        Column("finding", "Finding"),
        Column("was", "First"),
        Column("between", "Between"),
        Column("now", "Latest"),
        Column("verdict", "Change"),
    ),
)
_NONE = "–"
_RESULT = {TestResult.POSITIVE: "positive", TestResult.NEGATIVE: "negative"}
_Key = tuple[str, Side | None]
_Row = tuple[str, "re.Pattern[str] | None", frozenset[str]]


@dataclass(frozen=True, slots=True)
class Told:
    """One finding of one day, as printed; `state` "present", "absent", or its own words."""

    fact: Fact
    words: str
    state: str


def write_findings(notebook: Notebook, episode: Episode, section: str) -> None:
    """Put findings told on two days, or first in the newest note, into the section's table."""
    for (name, side), told in _findings(episode).items():
        first, latest = told[0], told[-1]
        title = " ".join(part for part in (name, episode.style.side(side)) if part)
        days = {episode.day_of(t.fact) for t in told}
        if len(days) < 2:
            if episode.day_of(latest.fact) != episode.until or episode.until == episode.course.start:
                continue
            was, change = _NONE, "single finding, none before"
        else:
            was = _said(episode, first)
            change = _change(first, latest)
        between = "; ".join(_said(episode, t) for t in told[1:-1] if len(days) > 2) or _NONE
        now = _said(episode, latest)
        cells = (("finding", title), ("was", was), ("between", between), ("now", now), ("verdict", change))
        steps = [part for part in (was, between, now) if part != _NONE]
        text = sentence(f"{title}: {' → '.join(steps)}; {change}")
        facts = [t.fact for t in told]
        spans = [_graded(f, episode) for f in facts if isinstance(f, Symptom)]
        key = ("finding", name, side)
        notebook.row(section, FINDINGS.key, key, cells, text, facts, spans=spans, computed_by="course.by_day")


def _said(episode: Episode, told: Told) -> str:
    return f"{told.words} {on(episode.day_of(told.fact))}"


def _change(first: Told, latest: Told) -> str:
    if first.state == latest.state:
        return "unchanged"
    return "changed"


def _findings(episode: Episode) -> dict[_Key, list[Told]]:
    """Findings by name and side, one a day, oldest first; of an unnamed side those of the only named one."""
    found: dict[_Key, list[Told]] = {}
    for fact in by_day(episode, episode.canvas.facts):
        if fact.when is not When.CURRENT or episode.day_of(fact) is None:
            continue
        for name, told in _read(fact, episode):
            key = (name, _side(fact))
            alike = found.setdefault(key, [])
            if not alike or episode.day_of(alike[-1].fact) != episode.day_of(fact):
                alike.append(told)
    return _with_sides(episode, found)


def _with_sides(episode: Episode, found: dict[_Key, list[Told]]) -> dict[_Key, list[Told]]:
    joined: dict[_Key, list[Told]] = {}
    named: dict[str, set[Side]] = {}
    for name, side in found:
        if side is not None:
            named.setdefault(name, set()).add(side)
    for (name, side), told in found.items():
        sides = named.get(name, set())
        home = (name, next(iter(sides)) if side is None and len(sides) == 1 else side)
        joined.setdefault(home, []).extend(told)
    for told in joined.values():
        told.sort(key=lambda t: (episode.day_of(t.fact) or date.min, t.fact.start))
    return joined


def _side(fact: Fact) -> Side | None:
    return getattr(fact, "side", None)


def _read(fact: Fact, episode: Episode) -> Iterator[tuple[str, Told]]:
    style = episode.style
    if isinstance(fact, SpecialTest):
        yield _test(fact, style)
    elif isinstance(fact, Symptom):
        yield from _symptom(fact, episode)
    elif isinstance(fact, Measurement) and fact.value is None and fact.assertion is Assertion.PRESENT:
        words = style.words(tidied(fact.grade or fact.place.quote)).strip(" .;,")
        place = " ".join(part for part in (fact.joint, fact.motion, str(fact.measure)) if part)
        if fact.measure in (Measure.SENSATION, Measure.REFLEX, Measure.BALANCE):
            yield capitalized(place), Told(fact, words, words.casefold())


def _test(test: SpecialTest, style: Style) -> tuple[str, Told]:
    result = _RESULT.get(test.result)
    quote = style.words(tidied(test.place.quote)).strip(" .;,")
    written = result is None or any(c.isdigit() for c in quote)
    name = _name_of_test(test.name)
    return name, Told(test, quote if written else str(result), str(test.result) if result else quote.casefold())


def _name_of_test(name: str) -> str:
    plain = tidied(name).casefold()
    return next((row for row, _, tests in _rows() if plain in tests), capitalized(tidied(name)))


def _symptom(fact: Symptom, episode: Episode) -> Iterator[tuple[str, Told]]:
    """What an examination finds in words; what is only told of the past or planned is none."""
    if fact.assertion not in (Assertion.PRESENT, Assertion.ABSENT):
        return
    for name, words, _ in _rows():
        if words is not None and words.search(fact.text):
            absent = fact.assertion is Assertion.ABSENT
            quote = episode.style.words(tidied(_graded(fact, episode).quote)).strip(" .;,")
            yield name, Told(fact, "none" if absent else quote, "negative" if absent else quote.casefold())
            return


def _graded(fact: Symptom, episode: Episode) -> Span:
    """The words of a finding with the sign of its grade, where that stands right behind them ("effusion 1+")."""
    source, place = episode.canvas.source(fact.source), fact.place
    signed = place.quote[-1:].isdigit() and source.text[place.end : place.end + 1] == "+"
    return source.span(place.start, place.end + 1) if signed else place


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(_row(row["name"], row["words"], row["tests"]) for row in knowledge("course_words")["finding"])


def _row(name: str, words: Iterable[str], tests: Iterable[str]) -> _Row:
    listed = list(words)
    return name, pattern_of(listed) if listed else None, frozenset(tests)


def still_positive(episode: Episode) -> Iterator[tuple[Fact, str]]:
    """Tests and findings whose newest word in the course is that they are there, with day."""
    for (name, side), told in _findings(episode).items():
        latest = told[-1]
        if not isinstance(latest.fact, SpecialTest) or latest.fact.result is TestResult.NEGATIVE:
            continue
        title = " ".join(part for part in (name, episode.style.side(side)) if part)
        yield latest.fact, f"{title}: {_said(episode, latest)}"
