"""Trends as small pictures: the geometry of a drawing and the sentence that says the same in words.

The template draws from these numbers, so names and units pass through autoescaping like any other text; a table with
the same values stands beside every picture for those who do not see it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

WIDTH, HEIGHT = 230.0, 96.0
LEFT, RIGHT, TOP, BOTTOM = 8.0, 214.0, 22.0, 80.0
LABEL = 11.0  # height of a label


@dataclass(frozen=True, slots=True)
class Dot:
    """One measured value and where it stands in the picture."""

    x: float
    y: float
    value: float
    date: date | None


@dataclass(frozen=True, slots=True)
class Level:
    """A line across the picture: the goal or the normal value, its label on the side where there is room."""

    value: float
    y: float
    label_y: float
    at_end: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn trend.

    Attributes:
        title: What was measured.
        unit: Written after a value as it is ("°", "/10", " s").
        dots: Values, oldest first.
        first_y: Height of the first value's label: on the side of the dot that the line leaves free.
        last_y: Height of the last value's label.
        goal: Goal line, when there is a goal.
        norm: Line of the normal value, when known.
        summary: The picture in one sentence.
    """

    title: str
    unit: str
    dots: tuple[Dot, ...]
    first_y: float
    last_y: float
    goal: Level | None
    norm: Level | None
    summary: str

    @property
    def line(self) -> str:
        """Points of the polyline."""
        return " ".join(f"{dot.x:g},{dot.y:g}" for dot in self.dots)


def chart(
    title: str,
    values: Sequence[tuple[date | None, float]],
    *,
    unit: str = "",
    goal: float | None = None,
    norm: float | None = None,
) -> Chart | None:
    """The chart of a series; None where fewer than two values make a picture pointless.

    Args:
        title: What was measured.
        values: Day and value, oldest first. Days set the distance between dots when all are known.
        unit: Of the values.
        goal: Goal line.
        norm: Line of the normal value.
    """
    if len(values) < 2:
        return None
    levels = [value for _, value in values] + [v for v in (goal, norm) if v is not None]
    low, high = min(levels), max(levels)
    spread = (high - low) or 1.0

    def height(value: float) -> float:
        return round(BOTTOM - (value - low) / spread * (BOTTOM - TOP), 1)

    xs = _positions([moment for moment, _ in values])
    dots = tuple(Dot(x, height(value), value, moment) for x, (moment, value) in zip(xs, values, strict=True))
    goal_line = _level(goal, height(goal), dots) if goal is not None else None
    norm_line = _level(norm, height(norm), dots) if norm is not None else None
    if goal_line and norm_line and goal_line.at_end == norm_line.at_end and abs(goal_line.y - norm_line.y) < LABEL:
        norm_line = replace(norm_line, label_y=norm_line.y + LABEL)
    falls = dots[1].y > dots[0].y
    return Chart(
        title=title,
        unit=unit,
        dots=dots,
        first_y=dots[0].y - 8 if falls else dots[0].y + 14,
        last_y=dots[-1].y + 16 if dots[-1].y < TOP + 8 else dots[-1].y - 8,
        goal=goal_line,
        norm=norm_line,
        summary=_summary(title, [value for _, value in values], unit, goal, norm),
    )


def _level(value: float, y: float, dots: Sequence[Dot]) -> Level:
    """A line with its label on the side whose dot is farther away."""
    return Level(value, y, y - 4, at_end=abs(dots[-1].y - y) > abs(dots[0].y - y))


def _positions(moments: Sequence[date | None]) -> list[float]:
    days = [moment.toordinal() for moment in moments if moment is not None]
    if len(days) < len(moments) or days[-1] == days[0] or days != sorted(days):
        step = (RIGHT - LEFT) / (len(moments) - 1)
        return [round(LEFT + step * i, 1) for i in range(len(moments))]
    return [round(LEFT + (day - days[0]) / (days[-1] - days[0]) * (RIGHT - LEFT), 1) for day in days]


def _summary(title: str, values: Sequence[float], unit: str, goal: float | None, norm: float | None) -> str:
    first, last = values[0], values[-1]
    if last == first:
        move = f"stayed at {_said(last, unit)}"
    else:
        move = f"{'rose' if last > first else 'fell'} from {_said(first, unit)} to {_said(last, unit)}"
    targets = [f"{name} {_said(v, unit)}" for name, v in (("goal", goal), ("normal", norm)) if v is not None]
    return f"{title} {move} over {len(values)} measurements" + (f"; {', '.join(targets)}." if targets else ".")


def _said(value: float, unit: str) -> str:
    return f"{'minus ' if value < 0 else ''}{abs(value):g}{unit}"
