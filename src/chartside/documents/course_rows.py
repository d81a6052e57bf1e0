"""The table of measures over the course of care: first value, each visit's, the newest, the change and its verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from chartside.documents.assessment import inline
from chartside.documents.course import Point, Series
from chartside.documents.course_series import Charted
from chartside.documents.episode import Episode
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import in_a_row, number, on_day, sentence, with_unit
from chartside.documents.value_wording import shown
from chartside.documents.verdict_wording import Judged, at_best, on, plateau_since, series_verdict, summaries
from chartside.domain.documents import Column, Table
from chartside.domain.facts import Fact, Measure, Measurement, Score

COURSE = Table(
    "course",
    "Measures over the course of care",
    (
        Column("measure", "Measure"),
        Column("was", "First", numeric=True),
        Column("between", "Between"),
        Column("now", "Latest", numeric=True),
        Column("change", "Change", numeric=True),
        Column("verdict", "Verdict"),
    ),
)
INITIAL_FINAL = Table(COURSE.key, "Initial and final measures", COURSE.columns)
_NONE = "–"


def write_course(notebook: Notebook, episode: Episode, rows: Sequence[Charted], section: str) -> None:
    """Put every measure with two values, or with a newest one, into the section's table; then what was not retested."""
    last = max((p.day for row in rows for p in row.series.points if p.day is not None), default=None)
    single: list[Charted] = []
    for row in rows:
        series = row.series
        if len(series.points) > 1:
            _write_row(notebook, episode, row, section)
        elif series.latest.day is None or series.latest.day == last:
            _write_first(notebook, episode, row, section)
        else:
            single.append(row)
    _write_not_retested(notebook, single, section)


def _write_row(notebook: Notebook, episode: Episode, row: Charted, section: str) -> None:
    series = row.series
    verdict = series_verdict(series, episode.population)
    was, now = dated(series.first), dated(series.latest)
    between = ", ".join(dated(point) for point in series.between)
    beside, facts = _beside(row)
    notes = [
        verdict.verdict if verdict else "not comparable",
        *_since(series, episode),
        *_missing_baseline(series, episode),
        *beside,
    ]
    words = "; ".join(notes)
    change = verdict.amount if verdict else _NONE
    cells = (
        ("measure", row.name),
        ("was", was),
        ("between", between or _NONE),
        ("now", now),
        ("change", change),
        ("verdict", words),
    )
    values = ", ".join(dated(point) for point in series.points)
    text = f"{row.name} {values}: {f'{change}, ' if verdict and change != '0' else ''}{words}"
    rule = verdict.rule if verdict else "change.none"
    key = (*vars_of(series), row.name)
    notebook.row(
        section, COURSE.key, key, cells, sentence(text), [*series.facts, *facts], spans=row.spans, computed_by=rule
    )


def _write_first(notebook: Notebook, episode: Episode, row: Charted, section: str) -> None:
    """A value of the newest visit that has none before it: no trend can be shown."""
    beside, facts = _beside(row)
    lone = row.series.latest.day in (None, episode.course.start)
    words = "; ".join(["first value" if lone else "first value, no baseline", *beside])
    now = dated(row.series.latest)
    cells = (
        ("measure", row.name),
        ("was", _NONE),
        ("between", _NONE),
        ("now", now),
        ("change", _NONE),
        ("verdict", words),
    )
    notebook.row(
        section,
        COURSE.key,
        (*vars_of(row.series), row.name),
        cells,
        sentence(f"{row.name} {now}: {words}"),
        [*row.series.facts, *facts],
        spans=row.spans,
        computed_by="change.none",
    )


def _write_not_retested(notebook: Notebook, rows: Sequence[Charted], section: str) -> None:
    """Values that stand alone and are not of the newest visit."""
    if not rows:
        return
    parts = [f"{_inline(row)} {dated(row.series.latest)}" for row in rows]
    facts = [fact for row in rows for fact in row.series.facts]
    spans = [span for row in rows for span in row.spans]
    lead = "Measured once, not again: "
    notebook.say(section, ("single",), sentence(lead + "; ".join(parts)), facts, spans=spans, computed_by="change.none")


def vars_of(series: Series) -> tuple[object, ...]:
    """What a row's id is made from."""
    thing = series.thing
    return (thing.what, thing.joint, thing.motion, thing.side, thing.mode, thing.context, thing.unit)


def dated(point: Point) -> str:
    """A value with its day ("72° (03/09/26)")."""
    return f"{shown(point.value)} {on(point.day)}"


def _since(series: Series, episode: Episode) -> Iterator[str]:
    since = plateau_since(series.points, episode.population)
    if since is not None:
        yield f"plateau since {on_day(since)}"


def _missing_baseline(series: Series, episode: Episode) -> Iterator[str]:
    """Says that the evaluation has no such value, where its record is here."""
    evaluation = next((v.day for v in episode.course.visits if v.evaluation and v.day is not None), None)
    first = series.first.day
    if evaluation is not None and first is not None and first > evaluation:
        yield f"no value at evaluation {on_day(evaluation)}"


def _beside(row: Charted) -> tuple[list[str], list[Fact]]:
    """How far the affected side is from the other, where both were measured in one unit."""
    if row.other is None:
        return [], []
    here, there = row.series.latest.value, row.other.value
    if not isinstance(here, Measurement) or not isinstance(there, Measurement):
        return [f"other side {dated(row.other)}"], [there]
    side = "R" if there.side == "right" else "L"
    far = (there.value or 0.0) - (here.value or 0.0)
    force = here.measure is Measure.STRENGTH and here.unit in ("lb", "kg", "N")
    if (here.measure is Measure.ROM or force) and far > 0:
        gap = with_unit(number(far), here.unit)
        return [f"{gap} short of {side} {dated(row.other)}"], [there]
    return [f"{side} {dated(row.other)}"], [there]


def write_summary(notebook: Notebook, episode: Episode, rows: Iterable[Charted], section: str) -> None:
    """Sentences of what the numbers amount to, gains and losses alike, each with first and newest value."""
    found: list[tuple[Charted, Judged]] = []
    for row in rows:
        verdict = series_verdict(row.series, episode.population)
        if verdict is not None and not (verdict.amount == "0" and at_best(row.series.latest.value)):
            found.append((row, verdict))
    for standings, lead in summaries():
        group = [(row, verdict) for row, verdict in found if verdict.standing in standings]
        if not group:
            continue
        parts = [_moved(row, verdict, episode) for row, verdict in group]
        facts: list[Fact] = [p.value for row, _ in group for p in (row.series.first, row.series.latest)]
        spans = [span for row, _ in group for span in row.spans]
        notebook.say(
            section, ("summary", lead), sentence(f"{lead}: {in_a_row(parts)}"), facts, spans=spans,
            computed_by=group[0][1].rule,
        )  # fmt: skip
    stuck = [(row, day) for row, _ in found if (day := plateau_since(row.series.points, episode.population))]
    if stuck:
        text = "Plateau: " + "; ".join(_level(row, day) for row, day in stuck)
        facts = [p.value for row, day in stuck for p in row.series.points if p.day is not None and p.day >= day]
        spans = [span for row, _ in stuck for span in row.spans]
        notebook.say(section, ("plateau",), sentence(text), facts, spans=spans, computed_by="change.plateau")


def _moved(row: Charted, verdict: Judged, episode: Episode) -> str:
    was, now = shown(row.series.first.value), shown(row.series.latest.value)
    if row.series.latest.day is not None and row.series.latest.day != episode.until:
        now = f"{now} on {on_day(row.series.latest.day)}"
    if verdict.amount == "0":
        return f"{_inline(row)} {now}"
    signed = verdict.amount[0] in "+−"
    return f"{_inline(row)} {was} → {now}" + (f" ({verdict.amount})" if signed else "")


def _inline(row: Charted) -> str:
    """A row's name inside a sentence; those of outcome measures and in the source's words keep their capital."""
    value = row.series.latest.value
    kept = isinstance(value, Score) or value.measure in (Measure.BALANCE, Measure.GIRTH)
    return row.name if kept else inline(row.name)


def _level(row: Charted, since: date) -> str:
    values = [dated(p) for p in row.series.points if p.day is not None and p.day >= since]
    return f"{_inline(row)} since {on_day(since)}: {in_a_row(values)}"
