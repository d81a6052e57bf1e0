"""The episode a report tells of: what is on the canvas up to its day, and the course it took."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from chartside.documents.abbreviations import Style
from chartside.documents.course import Course, CourseVisit, course_of
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Statement
from chartside.domain.facts import Fact, Score, SpecialTest
from chartside.measures import population_of

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True, slots=True)
class Episode:
    """What a report is made from.

    Attributes:
        canvas: Without sources of days after the report's.
        course: Visits and series of values.
        style: The clinic's.
        population: Words for the condition.
        days: Day of each source; None where not known.
        known: Facts by their id.
        findings: Lines of the sources that hold a test or a score, as source and offset of the line.
        words: What the notes of each day say in words, kept once it was asked for: several sections tell of one visit.
        since: First day of the period reported; None for the whole episode.
    """

    canvas: Canvas
    course: Course
    style: Style
    population: str
    days: Mapping[str, date | None]
    known: Mapping[str, Fact]
    findings: frozenset[tuple[str, int]]
    words: dict[date | None, Mapping[str, tuple[Statement, ...]]] = field(default_factory=dict, compare=False)
    since: date | None = None

    @property
    def visits(self) -> tuple[CourseVisit, ...]:
        """Visits of the period; measures, goals and function are charted from the start of care all the same."""
        since = self.since
        return tuple(v for v in self.course.visits if since is None or v.day is None or v.day >= since)

    def day_of(self, fact: Fact) -> date | None:
        """Day a fact is of: the one said of it, else its source's."""
        return fact.date or self.days.get(fact.source)

    @property
    def until(self) -> date | None:
        """Day of the report: of the canvas's visit, else of its newest visit."""
        return self.canvas.until()

    @property
    def latest(self) -> CourseVisit | None:
        """The newest visit."""
        return self.course.visits[-1] if self.course.visits else None

    def facts_of(self, visit: CourseVisit) -> tuple[Fact, ...]:
        """Facts that the sources of a visit say."""
        ids = {source.id for source in visit.sources}
        return tuple(f for f in self.canvas.facts if f.source in ids)


def episode_of(canvas: Canvas) -> Episode:
    """The episode up to the canvas's visit."""
    until = canvas.header.visit_date
    sources = tuple(s for s in canvas.sources if s.date is None or until is None or s.date <= until)
    kept = {source.id for source in sources}
    canvas = replace(canvas, sources=sources, facts=tuple(f for f in canvas.facts if f.source in kept))
    texts = {s.id: s.text for s in sources}
    return Episode(
        canvas=canvas,
        course=course_of(canvas),
        style=Style.of(canvas.profile),
        population=population_of(canvas),
        days=canvas.source_days(),
        known={f.id: f for f in canvas.facts if f.id},
        findings=frozenset(
            (f.source, texts[f.source].rfind("\n", 0, f.start))
            for f in canvas.facts
            if isinstance(f, SpecialTest | Score)
        ),
    )


def by_day(episode: Episode, facts: Iterable[F]) -> list[F]:
    """Facts in the order of their days, undated ones first."""
    return sorted(facts, key=lambda f: episode.day_of(f) or date.min)
