"""What treatment has changed, for a reader outside the clinic: the telling measures, first value and newest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chartside.documents.course_rows import dated
from chartside.documents.course_series import Charted
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import sentence
from chartside.documents.report_parts import Report
from chartside.documents.verdict_wording import Judged, at_best, series_verdict
from chartside.domain.documents import Column, Table
from chartside.domain.facts import Fact

RESULTS = Table(
    "results",
    "Results",
    (
        Column("measure", "Measure"),
        Column("was", "First value", numeric=True),
        Column("now", "Newest value", numeric=True),
        Column("change", "Change", numeric=True),
    ),
)
_MOST = 10
_MOST_ONCE = 6


@dataclass(frozen=True, slots=True)
class Result:
    """A measure taken more than once, with the change from its first to its newest value."""

    row: Charted
    change: Judged | None

    @property
    def first(self) -> str:
        """The first value with its day."""
        return dated(self.row.series.first)

    @property
    def latest(self) -> str:
        """The newest value with its day."""
        return dated(self.row.series.latest)

    @property
    def told(self) -> str:
        """The change with its verdict, as one phrase; empty where the two cannot be subtracted."""
        if self.change is None:
            return ""
        return ", ".join(part for part in (self.change.amount, self.change.verdict) if part not in ("", "0"))

    @property
    def shown(self) -> str:
        """The result as a phrase ("LEFS 22/80 (03/09/26) → 63/80 (06/01/26): +41, improved …")."""
        return f"{self.row.name} {self.first} → {self.latest}" + (f": {self.told}" if self.told else "")

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The two values."""
        return (self.row.series.first.value, self.row.series.latest.value)

    @property
    def improved(self) -> bool:
        """Whether the change counts as an improvement."""
        return self.change is not None and self.change.change.improved


def results_of(report: Report) -> tuple[Result, ...]:
    """Measures taken more than once, in the report's order; what was full at the start and still is falls away."""
    rows = [row for row in report.rows if len(row.series.points) > 1]
    results = [Result(row, series_verdict(row.series, report.episode.population)) for row in rows]
    return tuple(r for r in results if not _always_full(r))


def _always_full(result: Result) -> bool:
    return result.change is not None and result.change.change.amount == 0 and at_best(result.row.series.latest.value)


def write_results(notebook: Notebook, results: Iterable[Result], section: str = "results") -> None:
    """Put the results into their table; changes below their threshold are told as plainly as gains."""
    for result in list(results)[:_MOST]:
        name = result.row.name
        cells = (
            ("measure", name),
            ("was", result.first),
            ("now", result.latest),
            ("change", result.told or "–"),
        )
        rule = result.change.rule if result.change else "change.none"
        notebook.row(
            section, RESULTS.key, ("result", name), cells, sentence(result.shown), result.facts, spans=result.row.spans,
            computed_by=rule,
        )  # fmt: skip


def gains(results: Iterable[Result]) -> Iterator[Result]:
    """Results that count as improvements."""
    return (result for result in results if result.improved)


def write_findings(notebook: Notebook, report: Report, section: str = "results") -> None:
    """Values measured once only, in one sentence with their day: without them a first request shows no finding."""
    once = [row for row in report.rows if len(row.series.points) == 1 and not at_best(row.series.latest.value)]
    if once:
        told = [f"{row.name} {dated(row.series.latest)}" for row in once[:_MOST_ONCE]]
        facts = [row.series.latest.value for row in once[:_MOST_ONCE]]
        spans = [span for row in once[:_MOST_ONCE] for span in row.spans]
        notebook.say(section, ("once",), sentence(f"Measured once: {'; '.join(told)}"), facts, spans=spans)
