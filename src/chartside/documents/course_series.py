"""The series that a report charts: joined where notes name one thing differently, parted where situations differ."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from chartside.documents.abbreviations import Style
from chartside.documents.course import Point, Series
from chartside.documents.episode import Episode
from chartside.documents.heard import Value, thing_of
from chartside.documents.knowledge import knowledge
from chartside.documents.pain_wording import activity_words, situation, tail_of
from chartside.documents.phrasing import capitalized
from chartside.documents.value_wording import name_of_value
from chartside.domain.facts import Measure, Measurement, Score, Side
from chartside.domain.source import Span
from chartside.measures import instruments

_MONITORED = frozenset({"borg", "rpe"})
_SYMMETRY = re.compile(r"\b(?:LSI|symmetry)\b", re.I)
_LEFT = re.compile(r"\b(?:L|lt|left)\b", re.I)
_RIGHT = re.compile(r"\b(?:R|rt|right)\b", re.I)
_OTHER = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}
_LATER = 99


@dataclass(frozen=True, slots=True)
class Charted:
    """A series as it is charted.

    Attributes:
        name: What is measured, as printed.
        series: Its values.
        spans: Words beyond its facts' that its name rests on.
        other: The newest value of the other, unaffected side.
    """

    name: str
    series: Series
    spans: tuple[Span, ...] = ()
    other: Point | None = None


def charted(episode: Episode) -> tuple[Charted, ...]:
    """All series of the course but vital signs and exertion; scores first, then by kind, region and motion.

    Values of the unaffected side stand beside those of the affected one, where the diagnosis names one side.
    """
    series = [s for s in episode.course.series if _is_charted(s)]
    series = list(_with_girths(series))
    made = [c for s in series for c in _named(s, episode)]
    affected = _affected(episode.population)
    if affected is not None:
        made = list(_beside(made, affected))
    return tuple(sorted(made, key=lambda c: _rank(c.series.latest.value)))


def _is_charted(series: Series) -> bool:
    value = series.latest.value
    if isinstance(value, Score):
        return value.instrument not in _MONITORED
    if value.measure is Measure.VITAL or value.value is None:
        return False
    if value.measure is Measure.PAIN and all(p.quoted and p.day is None for p in series.points):
        return False
    if value.measure is Measure.STRENGTH and value.joint is None:
        return False  # "all else 5/5"
    return value.measure is not Measure.STRENGTH or value.unit != "%" or bool(_SYMMETRY.search(_quotes(series)))


def _quotes(series: Series) -> str:
    return " ".join(span.quote for fact in series.facts for span in fact.evidence)


def _with_girths(series: Sequence[Series]) -> Iterator[Series]:
    """Girths of one side, one of which names its place and the other does not, are of one place."""
    girths: dict[object, list[Series]] = defaultdict(list)
    for one in series:
        if one.thing.what == Measure.GIRTH:
            girths[one.thing.side].append(one)
    for one in series:
        if one.thing.what != Measure.GIRTH:
            yield one
            continue
        group = girths[one.thing.side]
        places = {s.thing.joint for s in group} - {None}
        if len(group) != 2 or len(places) != 1:
            yield one
        elif one is group[0]:
            yield _joined(*group)


def _joined(one: Series, other: Series) -> Series:
    """Two series as one: recorded values of every day, an undated quoted one only where none is older."""
    recorded = {p.day: p for p in (*one.points, *other.points) if p.day is not None}
    points = [recorded[day] for day in sorted(recorded)]
    if not points:
        points = [*one.points[:1]]
    return Series(one.thing if one.thing.joint else other.thing, tuple(points), one.goal or other.goal)


def _named(series: Series, episode: Episode) -> Iterator[Charted]:
    value = series.latest.value
    if isinstance(value, Measurement) and value.measure is Measure.PAIN:
        yield from _pain(series, episode)
    elif isinstance(value, Measurement) and value.measure is Measure.STRENGTH and value.unit == "%":
        place = " ".join(p for p in (value.joint, value.motion) if p)
        yield Charted(f"LSI, {place}" if place else "LSI", series)
    else:
        yield Charted(_name(value, episode.style), series)


def _name(value: Value, style: Style) -> str:
    name = name_of_value(value, style)
    if isinstance(value, Measurement) and value.measure is Measure.STRENGTH:
        return name.replace(" strength", " MMT" if value.grade else " force") if not style.expanded else name
    return name


def _pain(series: Series, episode: Episode) -> Iterator[Charted]:
    """Pain in one situation a row: what is rated after running is not set against what is rated on stairs."""
    groups: list[tuple[frozenset[str], list[Point]]] = []
    for point in series.points:
        told = _situation_words(point.value, episode)
        home = next((g for g in groups if told == g[0] or told & g[0]), None)
        if home is None:
            groups.append((told, [point]))
        else:
            home[1].append(point)
    for _, points in groups:
        value = points[-1].value
        after = tail_of(episode.canvas.source(value.source), value)
        words = situation(value, thing_of(value), after, episode.style)
        place = _place(points, episode.style)
        name = capitalized(f"{place} pain" if place else "pain") + (words or ", current")
        yield Charted(name, replace(series, points=tuple(points)), (after,) if after is not None else ())


def _situation_words(value: Value, episode: Episode) -> frozenset[str]:
    """Words that tell one activity from another; none for pain at rest, at worst, at best or now."""
    if getattr(value, "context", None) != "activity":
        return frozenset()
    after = tail_of(episode.canvas.source(value.source), value)
    return activity_words(value, after.quote if after is not None else "")


def _place(points: Iterable[Point], style: Style) -> str:
    """The part that hurts, where every rating's own words name it."""
    joints = {_said_joint(p.value) for p in points}
    if len(joints) != 1:
        return ""
    joint = joints.pop()
    value = next(iter(points)).value
    return " ".join(p for p in (style.side(value.side) if joint else "", joint or "") if p)


def _said_joint(value: Value) -> str | None:
    joint = str(getattr(value, "joint", None) or "")
    said = bool(joint) and any(joint[:4].casefold() in span.quote.casefold() for span in value.evidence)
    return joint if said else None


def _affected(population: str) -> Side | None:
    """The side the diagnoses name, where they name one."""
    left, right = bool(_LEFT.search(population)), bool(_RIGHT.search(population))
    return None if left is right else Side.LEFT if left else Side.RIGHT


def _beside(made: Sequence[Charted], affected: Side) -> Iterator[Charted]:
    """Rows of the affected side with the other side's newest value; the other side's own rows fall away."""
    here = {_alike(c) for c in made if c.series.thing.side is affected}
    there = {_alike(c): c.series.latest for c in made if c.series.thing.side is _OTHER[affected]}
    for one in made:
        side = one.series.thing.side
        if side is _OTHER[affected] and _alike(one) in here:
            continue
        yield replace(one, other=there.get(_alike(one))) if side is affected else one


def _alike(one: Charted) -> object:
    return replace(one.series.thing, side=None)


def _rank(value: Value) -> tuple[object, ...]:
    order = knowledge("names")["order"]
    sides = {Side.LEFT: 0, Side.RIGHT: 1, Side.BILATERAL: 2, None: 3}
    if isinstance(value, Score):
        known = instruments().get(value.instrument)
        judged = known is not None and bool(known.mdc or known.mcid)
        return (0, not judged, known is not None and known.unit == "s", 0, sides[value.side], "")
    kinds = order["measures"]
    place = (value.joint or "").casefold()
    region = min((i for i, word in enumerate(order["regions"]) if word in place), default=_LATER)
    motions = order["motions"]
    motion = (value.motion or "").casefold()
    return (
        1,
        kinds.index(value.measure) if value.measure in kinds else _LATER,
        region,
        motions.index(motion) if motion in motions else _LATER,
        sides[value.side],
        str(value.mode or "") + (value.context or ""),
    )
