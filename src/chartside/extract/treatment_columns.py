"""Flowsheets of several visits: a row of visit days, below it one exercise a row with its dose at each visit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chartside.domain.facts import Assertion, Intervention, When
from chartside.extract.dosage import Dose, dose_of, dosed_text
from chartside.extract.phrases import plain
from chartside.extract.reading import Line, Reading
from chartside.extract.shared_work import once_per_source
from chartside.extract.treatment_blocks import HOME, exercises_in
from chartside.extract.treatment_tables import heads_of

_GAP = re.compile(r"[ \t]*\|[ \t]*|\t+|[ ]{2,}")
_DAY = re.compile(r"(?<![\d/.-])(?P<month>1[0-2]|0?[1-9])[/-](?P<day>3[01]|[12]\d|0?[1-9])(?![\d])(?:[/-]\d{2,4})?")
_VISIT = re.compile(
    r"(?:v(?:isit|st)?\.? ?#?\d{1,2}|(?:day|wk|week|session|tx|rx) ?#?\d{1,2}|#\d{1,2}|i\.?e\.?|eval|initial(?: eval)?|baseline|last(?: visit)?|lv|prev(?:ious)?(?: visit)?|prior|today|now|current|this visit|nv)$"
)
_TODAY = re.compile(r"\b(?:today|now|current|this visit)\b")
_FIRST = re.compile(r"\b(?:i\.?e\.?|eval|initial|baseline)\b")
_SETTING = re.compile(r"\b(?:l|lvl|level)[ ]?\d{1,2}\b")
_LABEL = re.compile(
    r"[\W_]*(?:ther(?:apeutic)?[ -]?)?(?:ex(?:ercises?|s|\.)?|activit(?:y|ies)|treatments?|tx|rx|interventions?|program|modalit(?:y|ies)|te|item|manual)\b[^\d]{0,24}$"
)
_NOTHING = re.compile(r"[\W_]*(?:n/?[ta]|none|not done|nt)?[\W_]*$")
_SAME = re.compile(r"[ \t]*(?:same|(?:no change|nc)|\"|''|=|[✓✔√]|x|y|yes|done|cont(?:inued?)?|>+|-+>)[ \t.]*$")
_STOPPED = re.compile(r"\W*(?:d/?c(?:'?d)?|held|hold|stop(?:ped)?|discontinued|deferred|defer|omit(?:ted)?|refused)\b")
_AT_HOME = re.compile(r"\W*(?:(?:to|now|for|moved to) )?(?:hep|home(?: program)?)\W*$")
_RULE = re.compile(r"[\s|:+=_-]*$")
_LOOK_BACK_ROWS = 40
"""Lines without a dosed cell after which a row of days is forgotten."""


_SCALES = frozenset({"5", "10"})
_LONGEST_NAME = 90
"""Characters of an exercise's name in a flowsheet; a longer first cell is a line of prose."""

_LEAST_COLUMNS = 2
"""A line of more cells under a row of days is one of its rows, exercise or not."""


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int
    end: int
    at: int


@dataclass(frozen=True, slots=True)
class _Column:
    cell: _Cell
    when: When


@once_per_source
def column_rows(reading: Reading) -> tuple[tuple[Line, tuple[Intervention, ...]], ...]:
    """Lines under days of visits, the row of days included; of an exercise with what it says for every visit."""
    found: list[tuple[Line, tuple[Intervention, ...]]] = []
    columns: tuple[_Column, ...] = ()
    exercises, idle, kept = False, 0, ""
    for line in reading.lines:
        style = "|" if "|" in line.text else "\t" if "\t" in line.text else " " if "  " in line.text else ""
        marked = bool(style)
        if not marked and (not columns or line.speaker is not None):
            continue
        folded = dosed_text(reading)[line.start : line.end]
        if columns and kept != style and (marked or kept == "|"):
            columns = ()
        if not marked:
            exercises = exercises or _LABEL.match(folded) is not None
            idle += 1
            columns = columns if idle <= _LOOK_BACK_ROWS else ()
            continue
        cells = _cells(line)
        heads = _columns(reading, cells, line)
        if columns and not heads and len(cells) > 1 and heads_of(line) is not None:
            columns = ()
        if heads:
            label = folded[cells[0].start - line.start : cells[0].end - line.start]
            kept = style
            columns, exercises, idle = heads, bool(label.strip()) and _LABEL.match(label) is not None, 0
            found.append((line, ()))
        elif columns and not _RULE.match(folded):
            exercises = exercises or _LABEL.match(folded) is not None
            row = tuple(_row(reading, cells, columns, exercises=exercises)) if len(cells) > 1 else ()
            idle = 0 if row else idle + 1
            if row or len(cells) > _LEAST_COLUMNS:
                found.append((line, row))
    return tuple(found)


def _cells(line: Line) -> list[_Cell]:
    """Cells of a line; a line set in by white space or an empty first cell has an empty label."""
    text, at = line.text.rstrip().removesuffix("|").rstrip(), 0
    if text.startswith("|"):
        at = 1 + len(text[1:]) - len(text[1:].lstrip(" "))
    found: list[_Cell] = []
    for gap in _GAP.finditer(text, at):
        if at < gap.start() or not found or "|" in gap.group():
            found.append(_Cell(line.start + at, line.start + gap.start(), at))
        at = gap.end()
    if at < len(text):
        found.append(_Cell(line.start + at, line.start + len(text), at))
    return found


def _columns(reading: Reading, cells: Sequence[_Cell], line: Line) -> tuple[_Column, ...]:
    """The columns of a row of visits; empty where the line is none."""
    if not 3 <= len(cells) <= 16 or line.speaker is not None:
        return ()
    folded = dosed_text(reading)
    words = [folded[c.start : c.end].strip() for c in cells]
    heads = [_is_visit(word) for word in words]
    first = 0 if heads[0] else 1
    if sum(heads[first:]) < 2 or sum(heads[first:]) + 1 < len(cells) - first:
        return ()
    if first == 0 and not line.text[:1].isspace():
        return ()
    kept = [(c, w) for c, w, head in zip(cells[first:], words[first:], heads[first:], strict=True) if head]
    today = next((i for i, (_, w) in enumerate(kept) if _TODAY.search(w)), None)
    days = [_DAY.search(w) for _, w in kept]
    if first == 1 and words[0] and {day["day"] if day else None for day in days} <= _SCALES:
        return ()  # "Pain, worst  9/10  5/10": ratings, not days
    if today is None and days[0] and days[-1]:
        backwards = _order(days[0]) > _order(days[-1]) and _order(days[0]) - _order(days[-1]) < 600
        today = 0 if backwards else len(kept) - 1
    today = len(kept) - 1 if today is None else today
    return tuple(
        _Column(c, When.CURRENT if i == today else When.BASELINE if _FIRST.search(w) else When.PRIOR)
        for i, (c, w) in enumerate(kept)
    )


def _order(day: re.Match[str]) -> int:
    return int(day["month"]) * 100 + int(day["day"])


def _is_visit(word: str) -> bool:
    if len(word) > 24:
        return False
    day = _DAY.search(word)
    if day is None:
        return _VISIT.match(word) is not None
    rest = (word[: day.start()] + word[day.end() :]).strip(" ()-:#.,")
    return not rest or _VISIT.match(rest) is not None


def _row(
    reading: Reading, cells: Sequence[_Cell], columns: Sequence[_Column], *, exercises: bool
) -> Iterator[Intervention]:
    folded, label = dosed_text(reading), cells[0]
    written = folded[label.start : label.end]
    known = exercises_in(reading, label.start, label.end)
    strong = any(not m.term.row.get("weak") for m in known)
    if len(written) > _LONGEST_NAME or not re.search(r"[a-z]{2}", written) or not (exercises or known):
        return
    base = dose_of(folded, label.start, label.end)
    name, last = _name(reading, label, base), None
    for cell, column in zip(cells[1:], _placed(cells[1:], columns), strict=True):
        if column is None:
            continue
        said = folded[cell.start : cell.end]
        dose, absent, home = dose_of(folded, cell.start, cell.end), False, False
        if _AT_HOME.match(said):
            dose, home = Dose(), True
        elif _STOPPED.match(said):
            dose, absent = Dose(), True
        elif _SAME.match(said) and last is not None:
            dose = last
        elif _NOTHING.match(said) or not _is_dosed(dose, exercises=exercises, strong=strong):
            continue
        else:
            last = dose
        yield Intervention(
            evidence=(reading.span(label.start, label.end), reading.span(cell.start, cell.end)),
            name=_set_to(name, said),
            category=HOME if home else known[0].kind if known else None,
            minutes=dose.minutes,
            sets=dose.sets,
            reps=dose.reps,
            hold_seconds=dose.hold_seconds,
            load=dose.load if dose.load is not None else base.load,
            load_unit=dose.load_unit if dose.load is not None else base.load_unit,
            side=base.side or dose.side,
            when=column.when,
            assertion=Assertion.PLANNED if home else Assertion.ABSENT if absent else Assertion.PRESENT,
        )


def _is_dosed(dose: Dose, *, exercises: bool, strong: bool) -> bool:
    """Whether a cell holds a dose; where nothing calls the rows exercises, a hold alone may be a test's time."""
    if exercises:
        return dose.counted or dose.load is not None
    return dose.sets is not None or dose.reps is not None or (strong and dose.counted)


def _name(reading: Reading, label: _Cell, dose: Dose) -> str:
    text, position, kept = reading.text, label.start, []
    for start, end in dose.spans:
        kept.append(text[position : max(start, position)])
        position = max(position, end)
    kept.append(text[position : label.end])
    return plain(" ".join(kept)).strip(" -:>*•.")


def _set_to(name: str, said: str) -> str:
    """The name with the setting a cell says in place of the label's ("BAPS L2", later "L3 2x15")."""
    old, new = _SETTING.search(name.lower()), _SETTING.search(said)
    return name[: old.start()] + new.group().upper() + name[old.end() :] if old and new else name


def _placed(cells: Sequence[_Cell], columns: Sequence[_Column]) -> list[_Column | None]:
    """The column of each cell: of the same order where none is missing, else the nearest."""
    if len(cells) == len(columns):
        return list(columns)
    found: list[_Column | None] = []
    taken: set[int] = set()
    for cell in cells:
        nearest = min(range(len(columns)), key=lambda i: abs(columns[i].cell.at - cell.at))
        found.append(None if nearest in taken else columns[nearest])
        taken.add(nearest)
    return found
