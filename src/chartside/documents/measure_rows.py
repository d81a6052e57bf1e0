"""The table of measures: what was, what is now, and the change."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from chartside.documents.abbreviations import Style
from chartside.documents.heard import Earlier, Heard, Key, Value
from chartside.documents.knowledge import knowledge
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import in_a_row
from chartside.documents.value_wording import Compared, compared, name_of_value, shown, shown_earlier
from chartside.domain.documents import Column, Table
from chartside.domain.facts import Fact, Measure, Measurement, Score, Side

MEASURES = Table(
    "measures",
    "Measures",
    (
        Column("measure", "Measure"),
        Column("was", "Was", numeric=True),
        Column("now", "Now", numeric=True),
        Column("change", "Change", numeric=True),
    ),
)
_AFTER = "after treatment"
_BEFORE = "before treatment"
_LATER_RANK = 99


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One thing measured today.

    Attributes:
        thing: What is measured.
        name: As printed.
        now: Today's values; before and after treatment where both were measured.
        was: The earlier value compared with.
        change: The change in words.
        facts: All the row rests on.
    """

    thing: Key
    name: str
    now: tuple[Value, ...]
    was: Earlier | None
    change: Compared | None
    facts: tuple[Fact, ...]


def measure_rows(heard: Heard, style: Style, population: str) -> tuple[MeasureRow, ...]:
    """Rows of all of today's values but pain, by kind, region, motion and side."""
    rows: list[MeasureRow] = []
    for thing, values in _with_modes(heard.today).items():
        if thing[0] == "pain":
            continue
        for suffix, group in _apart(values):
            rows.append(_row(thing, suffix, group, heard, style, population))
    rows = list(_with_blood_pressure(rows))
    return tuple(sorted(rows, key=lambda row: _rank(row.now[0])))


def _with_modes(today: Mapping[Key, tuple[Value, ...]]) -> dict[Key, list[Value]]:
    """Values by thing; motion said again without its mode, with the same value, is the same measurement."""
    kept = {thing: list(values) for thing, values in today.items()}
    for thing, values in today.items():
        if thing[0] != Measure.ROM or thing[4] is not None:
            continue
        alike = [t for t in kept if t[:4] == thing[:4] and t[4] is not None]
        for value in values:
            home = next((t for t in alike if any(v.value == value.value for v in today[t])), None)
            if home is not None:
                kept[thing].remove(value)
                kept[home].append(value)
    return {thing: values for thing, values in kept.items() if values}


def write_measures(notebook: Notebook, rows: Iterable[MeasureRow], section: str = "objective") -> None:
    """Put the rows into the section's table."""
    for row in rows:
        now = shown_now(row.now)
        was = shown_earlier(row.was) if row.was else ""
        change = row.change.text if row.change else ""
        words = f"{row.name} {now}" + (f", was {was}" if was else "") + (f": {change}" if change else "") + "."
        cells = (("measure", row.name), ("was", was or "–"), ("now", now), ("change", change or "–"))
        rule = row.change.rule if row.change else None
        key = (*row.thing, row.name if row.now[0].kind == "measurement" and row.thing[0] in _NAMED else "")
        notebook.row(section, MEASURES.key, key, cells, words, row.facts, computed_by=rule)


_MEASURE_WORDS = frozenset(
    {
        "bp",
        "blood",
        "pressure",
        "hr",
        "heart",
        "rate",
        "pulse",
        "is",
        "was",
        "of",
        "at",
        "then",
        "mmhg",
        "bpm",
        "cm",
        "in",
        "s",
        "sec",
    }
)
_AT_NUMBER = re.compile(r"\d[\d./]*")
_NAMED = ("vital", "girth", "balance")


def _row(thing: Key, suffix: str, values: Sequence[Value], heard: Heard, style: Style, population: str) -> MeasureRow:
    name = name_of_value(values[0], style) + (f", {suffix}" if suffix else "")
    before = [v for v in values if getattr(v, "context", None) != _AFTER]
    after = [v for v in values if getattr(v, "context", None) == _AFTER]
    was = heard.earlier(thing) if not suffix else None
    change: Compared | None = None
    used: list[Fact] = list(values)
    distinct = {shown(v) for v in before}
    if was is not None and len(distinct) == 1:
        change = compared(before[0], was.value, population)
        used.append(was.value)
    elif was is not None:
        used.append(was.value)
    if before and after:
        inside = compared(after[-1], before[-1], population)
        if inside is not None:
            text = f"{inside.text.split(',')[0]} in session"
            change = Compared(f"{change.text}; {text}" if change else text, inside.rule, inside.change)
    aims = heard.aims.get(thing, ()) if not suffix else ()
    if aims:
        aim = f"goal {in_a_row(dict.fromkeys(shown(v) for v in aims))}"
        change = Compared(
            f"{change.text}; {aim}" if change else aim,
            change.rule if change else "goal.stated",
            change.change if change else None,
        )
        used += aims
    return MeasureRow(thing, name, tuple(values), was, change, tuple(used))


def shown_now(values: Sequence[Value]) -> str:
    """Today's values: one; several where sources differ; before and after treatment told apart."""
    before = list(dict.fromkeys(shown(v) for v in values if getattr(v, "context", None) != _AFTER))
    after = list(dict.fromkeys(shown(v) for v in values if getattr(v, "context", None) == _AFTER))
    said_before = any(getattr(v, "context", None) == _BEFORE for v in values)
    parts = []
    if before:
        parts.append(in_a_row(before) + (" before" if after or said_before else ""))
    if after:
        parts.append(in_a_row(after) + " after treatment")
    return ", ".join(parts)


def _apart(values: Sequence[Value]) -> Iterator[tuple[str, list[Value]]]:
    """Values of one thing told apart by what the source writes before each ("supine", "standing")."""
    first = values[0]
    alike = Counter((getattr(v, "context", None), v.source) for v in values)
    shared = len({shown(v) for v in values}) > 1 and max(alike.values()) > 1
    groups: dict[str, list[Value]] = {}
    if shared and isinstance(first, Measurement) and first.measure in (Measure.VITAL, Measure.GIRTH, Measure.BALANCE):
        for value in values:
            groups.setdefault(_label(value), []).append(value)
    if len(groups) < 2 or "" in groups:
        yield "", list(values)
    else:
        yield from groups.items()


def _label(value: Value) -> str:
    """Words beside the number, without those that name the measure: those before it, else those after it."""
    before, _, after = _AT_NUMBER.sub("\n", value.evidence[0].quote, count=1).partition("\n")
    for words in (before, after):
        label = " ".join(w for w in re.findall(r"[A-Za-z]+", words) if w.lower() not in _MEASURE_WORDS)
        if 0 < len(label) <= 30:
            return label.lower()
    return ""


def _with_blood_pressure(rows: Sequence[MeasureRow]) -> Iterator[MeasureRow]:
    """Systolic and diastolic values of the same words joined as one row ("142/80")."""
    diastolic = {v.place: row for row in rows for v in row.now if _is(v, "diastolic")}
    used: set[int] = set()
    for row in rows:
        if not _is(row.now[0], "systolic"):
            continue
        low = diastolic.get(row.now[0].place)
        if low is not None and len(low.now) == len(row.now):
            used |= {id(row), id(low)}
            yield _pressure(row, low)
    yield from (row for row in rows if id(row) not in used)


def _is(value: Value, motion: str) -> bool:
    return isinstance(value, Measurement) and value.measure is Measure.VITAL and value.motion == motion


def _pressure(high: MeasureRow, low: MeasureRow) -> MeasureRow:
    pairs = [_joined(a, b) for a, b in zip(high.now, low.now, strict=True)]
    was = None
    if high.was is not None and low.was is not None and high.was.day == low.was.day:
        was = replace(high.was, value=_joined(high.was.value, low.was.value))
    suffix = high.name.partition(", ")[2]
    change = None
    if high.change and low.change:
        a, _, rest = high.change.text.partition(" mmHg")
        change = Compared(f"{a}/{low.change.text.partition(' mmHg')[0]}{rest}", "change.vital", None)
    return MeasureRow(
        (*high.thing[:2], "blood pressure", *high.thing[3:]),
        "BP" + (f", {suffix}" if suffix else ""),
        tuple(pairs),
        was,
        change,
        (*high.facts, *low.facts),
    )


def _joined(high: Value, low: Value) -> Value:
    """A pressure as one value, written with a slash."""
    if not isinstance(high, Measurement):
        return high
    return replace(high, grade=f"{shown(high).removesuffix(' mmHg')}/{shown(low)}")


@cache
def _order() -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    order = knowledge("names")["order"]
    ranks = [{word: index for index, word in enumerate(order[key])} for key in ("measures", "regions", "motions")]
    return ranks[0], ranks[1], ranks[2]


def _rank(value: Value) -> tuple[object, ...]:
    measures, regions, motions = _order()
    sides = {Side.LEFT: 0, Side.RIGHT: 1, Side.BILATERAL: 2, None: 3}
    if isinstance(value, Score):
        return (len(measures), 0, 0, sides[value.side], "")
    place = (value.joint or "").casefold()
    region = min((rank for word, rank in regions.items() if word in place), default=_LATER_RANK)
    motion = motions.get((value.motion or "").casefold(), _LATER_RANK)
    return (measures.get(value.measure, _LATER_RANK), region, motion, sides[value.side], str(value.mode or ""))
