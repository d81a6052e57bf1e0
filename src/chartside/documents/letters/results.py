"""What treatment has changed, for a reader outside the clinic: the telling measures, first value and newest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chartside.documents.abbreviations import Style
from chartside.documents.course import Point, Series, Value, course_of
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import on_day, sentence
from chartside.documents.value_wording import name_of_value, shown
from chartside.documents.verdict_wording import Judged, judged
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Column, Table
from chartside.domain.facts import Fact, Measure, Measurement, Score
from chartside.measures import instruments, population_of, rom_norm

RESULTS = Table(
    "results",
    "Results",
    (
        Column("measure", "Measure"),
        Column("first", "First value", numeric=True),
        Column("latest", "Newest value", numeric=True),
        Column("change", "Change", numeric=True),
    ),
)
_MOST = 8
_SITUATIONS = {"best": "at best", "worst": "at worst", "rest": "at rest", "activity": "with activity"}
_MOST_ONCE = 6
_FULL = 5.0  # grade of a muscle of full strength
_RANK = {
    Measure.ROM: 2,
    Measure.STRENGTH: 3,
    Measure.GRIP: 3,
    Measure.GAIT_SPEED: 1,
    Measure.BALANCE: 2,
    Measure.PAIN: 4,
}


@dataclass(frozen=True, slots=True)
class Result:
    """A measure with its first and newest value, and the change between them."""

    name: str
    first: Point
    latest: Point
    change: Judged | None

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The two values."""
        return (self.first.value, self.latest.value)

    @property
    def shown(self) -> str:
        """The result as a phrase ("LEFS 22/80 (03/09/26) → 63/80 (06/01/26), +41")."""
        change = f": {self.told}" if self.change else ""
        return f"{self.name} {_at(self.first)} → {_at(self.latest)}{change}"

    @property
    def told(self) -> str:
        """The change with its verdict, as one phrase; the amount alone where nothing judges it."""
        if self.change is None:
            return ""
        return self.change.amount + (f", {self.change.verdict}" if self.change.verdict else "")

    @property
    def improved(self) -> bool:
        """Whether the change counts as an improvement."""
        return self.change is not None and self.change.change.improved


def results_of(canvas: Canvas, style: Style) -> tuple[Result, ...]:
    """Measures taken more than once, questionnaires and performance tests first, then motion, strength and pain."""
    population = population_of(canvas)
    rows = [_result(series, style, population) for series in course_of(canvas).series if _tells(series)]
    return tuple(sorted(rows, key=_rank))


def _tells(series: Series) -> bool:
    value = series.latest.value
    vital = isinstance(value, Measurement) and value.measure not in _RANK
    return len(series.points) > 1 and not vital and value.value is not None and not _always_normal(series)


def _always_normal(series: Series) -> bool:
    """Whether a motion was full at the start and is the same now: the other side, which is not treated."""
    value, first = series.latest.value, series.first.value
    if not isinstance(value, Measurement) or value.measure is not Measure.ROM or value.value != first.value:
        return False
    norm = rom_norm(value.joint, value.motion)
    return norm is not None and value.value is not None and not norm.limited(value.value)


def _result(series: Series, style: Style, population: str) -> Result:
    first, latest = series.first, series.latest
    return Result(_named(latest.value, style), first, latest, judged(first.value, latest.value, population))


def _named(value: Value, style: Style) -> str:
    """What is measured; pain with its situation."""
    name = name_of_value(value, style)
    if isinstance(value, Measurement) and value.measure is Measure.PAIN and value.context:
        return f"{name} {_SITUATIONS.get(value.context, f'({value.context})')}"
    return name


def _rank(result: Result) -> tuple[int, bool, str]:
    value = result.latest.value
    if isinstance(value, Score):
        known = instruments().get(value.instrument)
        return (0 if known is None or known.unit in ("points", "%") else 1, not result.improved, result.name)
    return (_RANK.get(value.measure, 9), not result.improved, result.name)


def _at(point: Point) -> str:
    return shown(point.value) + (f" ({on_day(point.day)})" if point.day else " (baseline)")


def write_results(notebook: Notebook, results: Iterable[Result], section: str = "results") -> None:
    """Put the results into their table; changes below their threshold are told as plainly as gains."""
    for result in list(results)[:_MOST]:
        change = result.told or "–"
        cells = (
            ("measure", result.name),
            ("first", _at(result.first)),
            ("latest", _at(result.latest)),
            ("change", change),
        )
        rule = result.change.rule if result.change else "change.none"
        notebook.row(
            section, RESULTS.key, ("result", result.name), cells, f"{result.shown}.", result.facts, computed_by=rule
        )


def gains(results: Iterable[Result]) -> Iterator[Result]:
    """Results that count as improvements."""
    return (result for result in results if result.improved)


def write_findings(
    notebook: Notebook, canvas: Canvas, results: Iterable[Result], style: Style, section: str = "results"
) -> None:
    """Values measured once only, in one sentence with their day: without them a first request shows no finding."""
    told = {result.latest.value.id for result in results} | {result.first.value.id for result in results}
    once = [s for s in course_of(canvas).series if len(s.points) == 1 and s.latest.value.id not in told]
    telling = [s for s in once if _is_finding(s.latest.value)]
    rows = sorted(telling, key=lambda s: _rank(Result("", s.first, s.latest, None)))[:_MOST_ONCE]
    if rows:
        parts = [f"{_named(s.latest.value, style)} {_at(s.latest)}" for s in rows]
        notebook.say(section, ("once",), sentence(f"Measured once: {'; '.join(parts)}"), [s.latest.value for s in rows])


def _is_finding(value: Value) -> bool:
    """Whether a value shows something: a score, or a motion or strength that is not full."""
    if isinstance(value, Score):
        return True
    if value.measure is Measure.ROM:
        norm = rom_norm(value.joint, value.motion)
        return value.value is not None and norm is not None and norm.limited(value.value)
    if value.measure is Measure.STRENGTH and (value.value == _FULL or value.unit == "%"):
        return False  # full strength, or a share of the other side
    return value.measure in _RANK
