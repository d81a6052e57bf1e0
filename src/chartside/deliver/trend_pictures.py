"""Trends as small pictures: the geometry of a drawing and the sentence that says the same in words.

The template draws from these numbers, so names and units pass through autoescaping like any other text; a table with
the same values stands beside every picture for those who do not see it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from chartside.domain.documents import TrendFigure

WIDTH, HEIGHT = 230.0, 96.0
LEFT, RIGHT, TOP, BOTTOM = 8.0, 214.0, 22.0, 80.0
LABEL = 11.0  # height of a label
PRINT_HEIGHT = 108.0  # with the days below
_INK, _SOFT, _ACCENT, _EDGE = "#1d2329", "#55606a", "#0f6b66", "#8b877c"


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
        last_y=_label_of_last(dots[-1].y, [line.y for line in (goal_line, norm_line) if line]),
        goal=goal_line,
        norm=norm_line,
        summary=_summary(title, [value for _, value in values], unit, goal, norm),
    )


def _label_of_last(y: float, lines: Sequence[float]) -> float:
    """Height of the last label: above its dot, or below where a line or the edge is near above."""
    crossed = y < TOP + 8 or any(0 <= y - line < 2 * LABEL for line in lines)
    return y + 16 if crossed and y + 16 < HEIGHT else y - 8


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


def chart_of(figure: TrendFigure) -> Chart | None:
    """The chart of a document's figure."""
    return chart(figure.title, figure.points, unit=figure.unit, goal=figure.goal, norm=figure.norm)


def svg_of(drawn: Chart, *, font: str) -> str:
    """The picture for print, on one line: an SVG that says in words what it shows.

    Args:
        drawn: The chart.
        font: Family of its labels.
    """
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {PRINT_HEIGHT:g}" width="{WIDTH:g}" '
            f'height="{PRINT_HEIGHT:g}" role="img" aria-label={quoteattr(drawn.summary)} font-family={quoteattr(font)} '
            'font-size="10">',
            _line_of(drawn.norm, "normal", drawn.unit, _EDGE, _SOFT, "1 4"),
            _line_of(drawn.goal, "goal", drawn.unit, _ACCENT, _ACCENT, "3 4"),
            f'<polyline points="{drawn.line}" fill="none" stroke="{_INK}" stroke-width="2"/>',
            *(f'<circle cx="{dot.x:g}" cy="{dot.y:g}" r="3" fill="{_INK}"/>' for dot in drawn.dots[:-1]),
            f'<circle cx="{drawn.dots[-1].x:g}" cy="{drawn.dots[-1].y:g}" r="4.5" fill="{_ACCENT}"/>',
            _text(0, drawn.first_y, _shown(drawn.dots[0].value, drawn.unit), _SOFT),
            _text(WIDTH, drawn.last_y, _shown(drawn.dots[-1].value, drawn.unit), _ACCENT, end=True),
            _text(0, PRINT_HEIGHT - 4, _day(drawn.dots[0].date), _SOFT),
            _text(WIDTH, PRINT_HEIGHT - 4, _day(drawn.dots[-1].date), _SOFT, end=True),
            "</svg>",
        )
    )


def _line_of(level: Level | None, name: str, unit: str, stroke: str, fill: str, dashes: str) -> str:
    if level is None:
        return ""
    line = (
        f'<line x1="0" x2="{WIDTH:g}" y1="{level.y:g}" y2="{level.y:g}" stroke="{stroke}" stroke-dasharray="{dashes}"/>'
    )
    x = WIDTH if level.at_end else 0
    return line + _text(x, level.label_y, f"{name} {_shown(level.value, unit)}", fill, end=level.at_end)


def _text(x: float, y: float, text: str, fill: str, *, end: bool = False) -> str:
    anchor = ' text-anchor="end"' if end else ""
    return f'<text x="{x:g}" y="{y:g}" fill="{fill}"{anchor}>{escape(text)}</text>' if text else ""


def _shown(value: float, unit: str) -> str:
    return f"{value:g}{unit}".replace("-", "−")


def _day(day: date | None) -> str:
    return f"{day:%b} {day.day}" if day else ""
