"""Measures over an episode, as series a PT compares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from chartside.domain.canvas import Canvas
from chartside.domain.facts import Assertion, Fact, Measure, Measurement, Mode, Score, Side, When
from chartside.measures import instruments, rom_norm
from chartside.services.views import Trend, TrendPoint

MOST_TRENDS = 6
_SIDES = {Side.LEFT: "L", Side.RIGHT: "R", Side.BILATERAL: "bilateral"}
_MODES = {Mode.PASSIVE: "passive", Mode.ACTIVE_ASSISTED: "active-assisted"}
_UNITS = {"deg": "°"}
_WANTED = frozenset({Measure.ROM, Measure.STRENGTH, Measure.PAIN, Measure.GIRTH, Measure.GRIP, Measure.GAIT_SPEED})

_Key = tuple[str, ...]


def trends_of(canvas: Canvas) -> tuple[Trend, ...]:
    """The measures with values on at least two days, the longest series first; values of their own day only."""
    days = {source.id: source.date for source in canvas.sources}
    series: dict[_Key, dict[TrendPoint, None]] = defaultdict(dict)
    goals: dict[_Key, float] = {}
    shown: dict[_Key, Measurement | Score] = {}
    for fact in canvas.facts:
        if not isinstance(fact, Measurement | Score) or fact.value is None or fact.assertion is not Assertion.PRESENT:
            continue
        key = _key(fact)
        if key is None:
            continue
        day = fact.date or days.get(fact.source)
        if fact.when is When.GOAL:
            goals[key] = fact.value
        elif fact.when is When.CURRENT and day is not None:
            series[key].setdefault(TrendPoint(day, fact.value))
            shown[key] = fact
    found = [
        _trend(shown[key], _by_day(points), goals.get(key))
        for key, points in series.items()
        if len(_by_day(points)) > 1
    ]
    return tuple(sorted(found, key=lambda t: -len(t.points))[:MOST_TRENDS])


def _by_day(points: Mapping[TrendPoint, None]) -> tuple[TrendPoint, ...]:
    """One point a day, in order: the first value of a day is the one before treatment."""
    days: dict[object, TrendPoint] = {}
    for point in points:
        days.setdefault(point.date, point)
    return tuple(sorted(days.values(), key=lambda p: p.date))


def _key(fact: Fact) -> _Key | None:
    if isinstance(fact, Score):
        return ("score", fact.instrument, str(fact.side))
    if isinstance(fact, Measurement) and fact.measure in _WANTED:
        if fact.context and fact.measure is not Measure.PAIN:
            return None
        parts = (fact.joint, fact.motion, fact.side, fact.mode, fact.context)
        return (str(fact.measure), *map(str, parts))
    return None


def _trend(fact: Measurement | Score, points: tuple[TrendPoint, ...], goal: float | None) -> Trend:
    if isinstance(fact, Score):
        instrument = instruments().get(fact.instrument)
        name = instrument.name if instrument else fact.instrument.upper()
        return Trend(title=_sided(name, fact.side), points=points, unit=_unit(fact.unit), goal=goal)
    if fact.measure is Measure.PAIN:
        what = " ".join(part for part in (fact.joint, "pain", fact.context) if part)
        return Trend(title=_sided(what.capitalize(), fact.side), points=points, unit="/10", goal=goal)
    words = (
        [fact.joint, fact.motion]
        if fact.measure in (Measure.ROM, Measure.STRENGTH)
        else [fact.joint, str(fact.measure)]
    )
    if fact.measure is Measure.STRENGTH:
        words = [*words, "strength"]
    title = " ".join(word.replace("_", " ") for word in words if word).capitalize()
    norm = None
    if fact.measure is Measure.ROM and fact.joint and fact.motion:
        row = rom_norm(fact.joint, fact.motion)
        norm = row.normal if row else None
    unit = "/5" if fact.measure is Measure.STRENGTH else _unit(fact.unit)
    mode = _MODES.get(fact.mode) if fact.mode else None
    return Trend(title=_sided(title, fact.side, mode), points=points, unit=unit, goal=goal, norm=norm)


def _sided(title: str, side: Side | None, mode: str | None = None) -> str:
    extra = [part for part in (_SIDES[side] if side else None, mode) if part]
    return f"{title}, {', '.join(extra)}" if extra else title


def _unit(unit: str | None) -> str:
    if not unit or unit == "points":
        return ""
    return _UNITS.get(unit, unit if unit[0] in "/%" else f" {unit}")
