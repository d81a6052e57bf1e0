"""Tests and measures as tables: left beside right with the difference, scores with their meaning, clinical tests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from chartside.documents.abbreviations import Style
from chartside.documents.heard import Value
from chartside.documents.measure_rows import MeasureRow, shown_now
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import capitalized, number, sentence, tidied, with_unit
from chartside.documents.value_wording import name_of_value, read, shown, words_before_value
from chartside.domain.documents import Column, Table
from chartside.domain.facts import Fact, Measure, Measurement, Score, Side, SpecialTest, TestResult
from chartside.measures import instrument_of, reading_of, rom_norm, thresholds_for

_SIDED = (Column("left", "L", numeric=True), Column("right", "R", numeric=True))
MOTION = Table(
    "motion",
    "Range of motion",
    (
        Column("measure", "Motion"),
        *_SIDED,
        Column("difference", "Side difference"),
        Column("norm", "Norm", numeric=True),
    ),
)
STRENGTH = Table(
    "strength", "Strength", (Column("measure", "Muscle group"), *_SIDED, Column("difference", "Side difference"))
)
SIDES = Table(
    "sides", "Left and right", (Column("measure", "Measure"), *_SIDED, Column("difference", "Side difference"))
)
FINDINGS = Table("findings", "Further measures", (Column("measure", "Measure"), Column("value", "Value", numeric=True)))
SCORES = Table(
    "scores",
    "Outcome measures and performance tests",
    (
        Column("measure", "Measure"),
        Column("value", "Score", numeric=True),
        Column("reads", "Published reading"),
        Column("error", "Change that counts"),
    ),
)
TESTS = Table("tests", "Special tests", (Column("test", "Test"), Column("side", "Side"), Column("result", "Result")))
EXAMINATION = (MOTION, STRENGTH, SIDES, FINDINGS, SCORES, TESTS)
_TWO_SIDED = {
    Measure.ROM: MOTION, Measure.STRENGTH: STRENGTH, Measure.GRIP: SIDES, Measure.GIRTH: SIDES,
    Measure.SENSATION: SIDES, Measure.REFLEX: SIDES, Measure.BALANCE: SIDES,
}  # fmt: skip
_RESULT = {TestResult.POSITIVE: "positive", TestResult.NEGATIVE: "negative"}
_SIDE_BEHIND = re.compile(r"\s+(?:L|R|left|right)$", re.I)
_NEAR = 60
_SHORT_SIDE = {Side.LEFT: "L", Side.RIGHT: "R"}


@dataclass(slots=True)
class _Pair:
    """One thing measured, on the sides it was measured on."""

    name: str
    table: Table
    rows: dict[Side | None, MeasureRow]

    @property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(fact for row in self.rows.values() for fact in row.facts)


_PLACES = {table.key: place for place, table in enumerate(EXAMINATION, 10)}


def write_examination(notebook: Notebook, rows: Sequence[MeasureRow], style: Style, population: str) -> None:
    """Put today's values into the tables of the examination."""
    for pair in _pairs(rows, style):
        if pair.table is FINDINGS:
            _write_finding(notebook, pair, next(iter(pair.rows.values())))
        else:
            _write_pair(notebook, pair)
    for row in rows:
        if isinstance(row.now[0], Score):
            _write_score(notebook, row, population)


def _pairs(rows: Sequence[MeasureRow], style: Style) -> list[_Pair]:
    """Rows of one thing on its sides together, in the order of the rows."""
    pairs: dict[tuple[object, ...], _Pair] = {}
    for row in rows:
        first = row.now[0]
        if not isinstance(first, Measurement) or first.measure is Measure.VITAL:
            continue
        table = _TWO_SIDED.get(first.measure, FINDINGS)
        two_sided = first.side is not None and table is not FINDINGS
        if first.measure is Measure.ROM and not two_sided:
            norm = rom_norm(first.joint, first.motion)
            table = MOTION if norm is not None and norm.two_sided else FINDINGS
        elif not two_sided:
            table = FINDINGS
        name = name_of_value(replace(first, side=None), style) if two_sided else row.name
        suffix = row.name.partition(", ")[2]
        name = name if not suffix or suffix in name else f"{name}, {suffix}"
        if table is MOTION:
            name = name.removesuffix(" range of motion")
        if first.measure is Measure.GIRTH and two_sided:
            name = _SIDE_BEHIND.sub("", name)
        if table is STRENGTH:
            name = capitalized(name.removesuffix(" strength"))
        key = (table.key, name.casefold(), *(() if two_sided else (row.thing,)))
        pair = pairs.setdefault(key, _Pair(name, table, {}))
        if first.side in pair.rows:
            pair = pairs.setdefault((*key, row.name, row.thing), _Pair(row.name, table, {}))
        pair.rows[first.side] = row
    return _with_girths_joined(list(pairs.values()))


def _with_girths_joined(pairs: list[_Pair]) -> list[_Pair]:
    """Girths of two sides of which only one says the place ("Girth calf R 36.5, L 39") as one pair."""
    kept = list(pairs)
    for bare in pairs:
        value = next(iter(bare.rows.values())).now[0]
        if not (isinstance(value, Measurement) and value.measure is Measure.GIRTH and len(bare.rows) == 1):
            continue
        if words_before_value(value) or value.side is None:
            continue
        home = next((p for p in kept if p is not bare and value.side not in p.rows and _near(p, value)), None)
        if home is not None:
            home.rows.update(bare.rows)
            kept.remove(bare)
    return kept


def _near(pair: _Pair, value: Measurement) -> bool:
    """Whether a pair holds a girth right before or behind a value, in the same source."""
    return any(
        isinstance(v, Measurement) and v.measure is Measure.GIRTH and v.source == value.source
        and abs(value.start - v.start) < _NEAR
        for row in pair.rows.values()
        for v in row.now
    )  # fmt: skip


def _write_pair(notebook: Notebook, pair: _Pair) -> None:
    both = pair.rows.get(Side.BILATERAL)
    left, right = pair.rows.get(Side.LEFT), pair.rows.get(Side.RIGHT)
    cells = {key: _cell(row) for key, row in (("left", left or both), ("right", right or both))}
    difference = _difference(left, right) if left and right else ""
    plain = pair.rows.get(None)
    name = pair.name if plain is None or both or left or right else f"{pair.name}, side not said"
    if plain is not None:
        cells["left"] = cells["left"] if left or both else _cell(plain)
    value = (left or right or both or plain or next(iter(pair.rows.values()))).now[0]
    norm = _norm(value) if pair.table is MOTION else ""
    told = "; ".join(
        f"{side} {cells[key]}" for side, key, row in (("L", "left", left), ("R", "right", right)) if row is not None
    )
    told = told or f"{cells['left']}{' bilaterally' if both else ''}"
    columns = [("measure", name), ("left", cells["left"]), ("right", cells["right"])]
    columns.append(("difference", difference or "–"))
    if pair.table is MOTION:
        columns.append(("norm", norm or "–"))
    lead = f"{name} strength" if pair.table is STRENGTH else name
    text = f"{lead}: {told}" + (f"; {difference}" if difference else "") + (f" (norm {norm})" if norm else "")
    rule = "difference.sides" if difference or norm else None
    key = (pair.table.key, pair.name, *(str(row.thing) for row in pair.rows.values()))
    notebook.at(_PLACES[pair.table.key]).row(
        "examination", pair.table.key, key, columns, sentence(text), pair.facts, computed_by=rule
    )


def _cell(row: MeasureRow | None) -> str:
    if row is None:
        return "–"
    was = f" (was {shown(row.was.value)})" if row.was is not None else ""
    return f"{shown_now(row.now)}{was}"


def _difference(left: MeasureRow, right: MeasureRow) -> str:
    """How far the lower side is below the other; strength as a grade, findings in words as same or other."""
    one, other = left.now[0], right.now[0]
    if not isinstance(one, Measurement) or not isinstance(other, Measurement):
        return ""
    if len({shown(v) for v in left.now}) > 1 or len({shown(v) for v in right.now}) > 1:
        return ""
    if one.value is None or other.value is None or one.value_high is not None or other.value_high is not None:
        return ""
    if (one.unit or "") != (other.unit or "") or one.measure in (Measure.SENSATION, Measure.REFLEX):
        return ""
    if one.value == other.value:
        return "same on both sides"
    lower = _SHORT_SIDE[Side.LEFT if one.value < other.value else Side.RIGHT]
    if one.measure is Measure.STRENGTH and one.unit in (None, "/5"):
        return f"{lower} lower"
    return f"{lower} {with_unit(number(abs(round(one.value - other.value, 2))), one.unit)} less"


def _norm(value: Value) -> str:
    is_motion = isinstance(value, Measurement) and value.measure is Measure.ROM
    norm = rom_norm(value.joint, value.motion) if isinstance(value, Measurement) and is_motion else None
    return "" if norm is None else with_unit(number(norm.normal), norm.unit)


def _write_finding(notebook: Notebook, pair: _Pair, row: MeasureRow) -> None:
    value = _cell(row)
    reading = reading_of(row.now[0])
    norm = _norm(row.now[0])
    said = f"; norm {norm}" if norm else f"; {read(row.now[0], reading)}" if reading is not None else ""
    cells = (("measure", pair.name), ("value", f"{value}{said}"))
    rule = "reading.published" if said else None
    notebook.at(_PLACES[FINDINGS.key]).row(
        "examination", FINDINGS.key, ("finding", *map(str, row.thing), pair.name), cells,
        sentence(f"{pair.name} {value}{said}"), row.facts, computed_by=rule,
    )  # fmt: skip


def _write_score(notebook: Notebook, row: MeasureRow, population: str) -> None:
    value = row.now[0]
    reading = reading_of(value)
    reads = read(value, reading) if reading is not None else ""
    error = _thresholds(value, population)
    cells = (("measure", row.name), ("value", _cell(row)), ("reads", reads or "–"), ("error", error or "–"))
    text = f"{row.name} {_cell(row)}" + "".join(f"; {part}" for part in (reads, error) if part)
    rule = "reading.published" if reads or error else None
    notebook.at(_PLACES[SCORES.key]).row(
        "examination", SCORES.key, ("score", *map(str, row.thing)), cells, sentence(text), row.facts, computed_by=rule
    )


def _thresholds(value: Value, population: str) -> str:
    """MDC and MCID that apply from this score, with whom they were found in."""
    instrument = instrument_of(value)
    own = instrument.in_own_unit(value.value, value.unit) if instrument and value.value is not None else None
    if instrument is None or own is None:
        return ""
    unit = "" if instrument.unit == "points" else instrument.unit
    parts = []
    for name, threshold in zip(("MDC", "MCID"), thresholds_for(instrument.id, own, population), strict=True):
        if threshold is not None:
            parts.append(f"{name} {with_unit(number(threshold.amount(own)), unit)}")
    return ", ".join(parts)


def write_tests(notebook: Notebook, facts: Iterable[Fact], style: Style) -> None:
    """Put clinical tests with their results into their table."""
    tests = [f for f in facts if isinstance(f, SpecialTest)]
    sided = {(t.name.casefold(), t.result) for t in tests if t.side is not None}
    for test in tests:
        told = (test.name.casefold(), test.result)
        if test.side is None and told in sided:
            continue  # told with its side
        again = [t for t in tests if t.side is None and (t.name.casefold(), t.result) == told and t is not test]
        result = _RESULT.get(test.result)
        quote = style.words(tidied(test.evidence[0].quote)).strip(" .;,")
        plain = result is not None and not any(c.isdigit() for c in test.evidence[0].quote)
        name = capitalized(tidied(test.name))
        side = style.side(test.side)
        if quote.lower().startswith(test.name.lower()):
            quote = quote[len(test.name) :].strip(" :;,-–") or quote
        words = result if plain and result else quote
        text = " ".join(p for p in (name, side, words) if p) if plain else f"{name}: {quote}"
        cells = (("test", name), ("side", side or "–"), ("result", words))
        notebook.at(_PLACES[TESTS.key]).row(
            "examination", TESTS.key, ("test", test.name, test.side, words), cells, sentence(text), [test, *again]
        )
