"""Pictures of the measures that tell most of a course of care."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from chartside.documents.course_series import Charted
from chartside.documents.goal_course import GoalCourse, aim_of
from chartside.documents.verdict_wording import at_best
from chartside.domain.documents import TrendFigure
from chartside.domain.facts import Measure, Measurement, Score
from chartside.measures import instruments, rom_norm

_MOST_FIGURES = 4
_FEWEST_POINTS = 2
_TELLING = (Measure.ROM, Measure.PAIN, Measure.GAIT_SPEED, Measure.STRENGTH, Measure.GRIP)
_SIGNS = {"deg": "°", "/10": "/10", "%": "%"}


def trend_figures(rows: Iterable[Charted], goals: Sequence[GoalCourse]) -> tuple[TrendFigure, ...]:
    """At most four: those that a goal is judged by first, scores before motion, longer series before shorter."""
    found: list[tuple[tuple[object, ...], TrendFigure]] = []
    for row in rows:
        points = tuple(
            (p.day, p.value.value)
            for p in row.series.points
            if p.day is not None and p.value.value is not None and math.isfinite(p.value.value)
        )
        value = row.series.latest.value
        level = at_best(value) and len({number for _, number in points}) == 1
        if len(points) < _FEWEST_POINTS or not _is_telling(value) or level:
            continue
        goal = aim_of(row.series, goals)
        rank = (goal is None, _rank(value), -len(points), len(found))
        figure = TrendFigure(
            key=f"trend-{_slug(row.name)}",
            title=row.name,
            unit=_unit(value),
            points=points,
            goal=goal,
            norm=_norm(value),
            facts=tuple(f.id for f in row.series.facts if f.id),
        )
        found.append((rank, figure))
    return tuple(figure for _, figure in sorted(found, key=lambda pair: pair[0])[:_MOST_FIGURES])


def _is_telling(value: Measurement | Score) -> bool:
    if isinstance(value, Score):
        return True
    return value.measure in _TELLING and not (value.measure is Measure.STRENGTH and value.grade)


def _rank(value: Measurement | Score) -> int:
    return 0 if isinstance(value, Score) else 1 + _TELLING.index(value.measure)


def _slug(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())


def _unit(value: Measurement | Score) -> str:
    unit = value.unit
    if isinstance(value, Score):
        known = instruments().get(value.instrument)
        unit = unit or (known.unit if known else None)
        if unit == "points":
            return f"/{known.max:g}" if known and known.max else ""
    if not unit:
        return ""
    return _SIGNS.get(unit, f" {unit}")


def _norm(value: Measurement | Score) -> float | None:
    if isinstance(value, Measurement) and value.measure is Measure.ROM:
        norm = rom_norm(value.joint, value.motion)
        return norm.normal if norm is not None else None
    return None
