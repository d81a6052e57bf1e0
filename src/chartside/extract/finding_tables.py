"""Tables of values in a note: cells between bars, tabs or wide gaps, with sides, moments, days or measures as headings.

What a number measures is said by its row, its column and the table's title together: "Wrist ext | 68 | 41 | 22" under
"AROM | R | L | L (9/11)" holds three values, the last of an earlier day.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from chartside.domain.facts import When
from chartside.extract.calendar_dates import days_in
from chartside.extract.finding_state import Finding, NoteContext
from chartside.extract.finding_words import Token
from chartside.extract.line_numbers import LineReader
from chartside.extract.numerals import Numeral
from chartside.extract.reading import Line, Reading

_GAP = re.compile(r"\t|[ \t]*\|[ \t]*|(?<=\S) {2,}| {3,}(?=\S)")
_RULE = re.compile(r"[\s|:+=-]*[-=]{2,}[\s|:+=-]*")
_EXERCISES = re.compile(r"\b(?:sets?|reps?|load|resistance|exercise|cpt|units?|dose|dosage|hold|weight used)\b", re.I)
_TODAY = re.compile(r"\b(?:today|now|current|this visit|d/?c|discharge|final)\b", re.I)
_FIRST = re.compile(r"\b(?:eval(?:uation)?|ie|initial|initially|baseline|soc|start)\b", re.I)
_EARLIER = re.compile(r"\b(?:prev(?:ious)?|prior|last|was|before today)\b", re.I)
_WEEKS = re.compile(
    r"(?:\b(?P<word>wks?|weeks?|mos?|months?)\s?#?\s?(?P<after>\d{1,2})\b|\b(?P<before>\d{1,2})\s?(?P<unit>wks?|weeks?|mos?|months?)\b)",
    re.I,
)
_DAY = re.compile(r"\b\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?\b")
_NAMES = frozenset({"joint", "motion", "muscle", "instrument", "target", "mode", "position", "level"})
_MEASURED = frozenset({"joint", "motion", "muscle", "instrument", "level"})
_LOOK_AHEAD = 60
MOST_COLUMNS = 40
"""Columns of a table at most; what has more is no table of a note."""
_SHORT_CELL = 18
"""Characters of a cell that names a week and no more."""

_TITLE_LENGTH = 48  # characters; a longer line over a table is a sentence


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last.
        column: Its number from the left, where cells are marked off.
        at: Characters between the start of the line and the cell.
    """

    start: int
    end: int
    column: int
    at: int


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column says of its values."""

    cell: Cell
    names: tuple[Token, ...]
    side: Token | None
    when: When | None
    day: str | None
    timing: str | None
    weeks: int | None = None

    @property
    def says_something(self) -> bool:
        """Whether the heading tells anything of its values."""
        return bool(self.names or self.side or self.when or self.day or self.timing or self.weeks is not None)


@dataclass(frozen=True, slots=True)
class _Table:
    headings: tuple[Heading, ...]
    title: tuple[Token, ...]
    aligned: bool
    newest: str | None
    last_row: str | None


class _CellReader(LineReader):
    """Reads the values of one cell."""

    def read_cell(
        self, names: Sequence[Token], side: Token | None, when: When | None, timing: str | None
    ) -> list[Finding]:
        """The values of the cell, given what its row and column name."""
        state = self._state
        for token in names:
            self._word(token)
        if state.named_end < 0:
            return []
        state.named_at = state.named_end = self._line.start
        state.begin, state.last = None, None
        if side is not None:
            state.side, state.side_fresh = side.value, True
        state.moment = when if when is not When.CURRENT else None
        self._in_table = True
        return [replace(f, timing=f.timing or timing) for f in self.read()]


class TableReader:
    """Goes through the lines of a note and takes those that are rows of a table of values."""

    def __init__(self, reading: Reading, tokens: Sequence[Token], context: NoteContext) -> None:
        self._reading = reading
        self._tokens = tokens
        self._context = context
        self._table: _Table | None = None
        self._before: Line | None = None

    def take(self, line: Line, words: tuple[Token, ...], values: tuple[Numeral, ...]) -> list[Finding] | None:
        """The findings of a row; an empty list for a heading; None where the line is no part of a table."""
        before, self._before = self._before, line if line.text.strip() else None
        if line.speaker is not None or ("\t" not in line.text and "|" not in line.text and "  " not in line.text):
            self._table = None
            return None
        if self._table is not None and _RULE.fullmatch(line.text):
            return []
        cells = _cells(line)
        if _EXERCISES.search(line.text) and not any(v.of for v in values):
            self._table = None
            return None
        headings = self._headings(line, cells, words, values)
        if headings:
            self._table = self._new_table(line, cells, headings, before)
            return []
        if self._table is None or not 2 <= len(cells) <= MOST_COLUMNS:
            self._table = None
            return None
        return self._row(self._table, line, cells, words, values)

    def _headings(
        self, line: Line, cells: list[Cell], words: tuple[Token, ...], values: tuple[Numeral, ...]
    ) -> tuple[Heading, ...]:
        text = self._reading.text
        if len(cells) < 2:
            return ()
        if len(cells) > MOST_COLUMNS:
            return ()
        found = tuple(_heading(text, cell, words) for cell in cells)
        if any(t.kind in _MEASURED or t.value == "pain" for t in found[0].names):
            found = (found[0], *(replace(h, day=None) if _is_bare_day(text, h) else h for h in found[1:]))
        told = [h for h in found[1:] if h.says_something]
        if found[0].side or found[0].when or found[0].timing or found[0].day:
            told.append(found[0])
        marked = "\t" in line.text or "|" in line.text
        if len(told) < (1 if marked else 2):
            return ()
        free = [v for v in values if not any(h.day and h.cell.start <= v.start < h.cell.end for h in found)]
        if any(not _in_words(text, v) for v in free):
            return ()
        return found

    def _new_table(self, line: Line, cells: list[Cell], headings: tuple[Heading, ...], before: Line | None) -> _Table:
        title: tuple[Token, ...] = headings[0].names
        if before is not None and len(before.text) <= _TITLE_LENGTH and not title:
            title = tuple(t for t in _between(self._tokens, before.start, before.end) if t.kind in _NAMES)
        days = [h.day for h in headings if h.day]
        today = [h.day for h in headings if h.day and h.when is When.CURRENT]
        undated_today = any(h.when is When.CURRENT and not h.day for h in headings)
        return _Table(
            headings,
            title,
            "\t" not in line.text and "|" not in line.text,
            None if undated_today else next(reversed(today or days), None),
            self._last_row_day(line),
        )

    def _last_row_day(self, header: Line) -> str | None:
        """The day that labels the last dated row under a heading."""
        last = None
        for line in self._reading.lines[header.number : header.number + _LOOK_AHEAD]:
            if not line.text.strip():
                break
            day = _DAY.match(line.text.lstrip(" |"))
            last = day.group() if day and _is_day(day.group()) else last
        return last

    def _row(
        self, table: _Table, line: Line, cells: list[Cell], words: tuple[Token, ...], values: tuple[Numeral, ...]
    ) -> list[Finding]:
        text = self._reading.text
        label = cells[0]
        said = [w for w in words if label.start <= w.start < label.end]
        row_side = next((w for w in said if w.kind == "side"), None)
        row_when = _moment(text[label.start : label.end])
        row_day = _DAY.match(text[label.start : label.end])
        dated = row_day.group() if row_day and _is_day(row_day.group()) else None
        if dated is not None and row_when is None:
            row_when = When.CURRENT if dated == table.last_row else When.PRIOR
        names = [t for t in said if t.kind in _NAMES]
        word_starts, value_starts = [w.start for w in words], [v.start for v in values]
        found: list[Finding] = []
        for cell in cells[1:]:
            heading = _above(table, cell, cells)
            inside = values[bisect_left(value_starts, cell.start) : bisect_left(value_starts, cell.end)]
            if heading is None or not inside:
                continue
            own = words[bisect_left(word_starts, cell.start) : bisect_left(word_starts, cell.end)]
            part = Line(line.number, cell.start, cell.end, text[cell.start : cell.end], line.zone, None, cell.start)
            when = row_when or _when(table, heading)
            own_side = next((w for w in own if w.kind == "side"), None)
            reader = _CellReader(self._reading, part, own, inside, self._context)
            side = own_side or heading.side or row_side
            told = reader.read_cell([*table.title, *names, *heading.names], side, when, heading.timing)
            place = (label.start, label.end)
            at = (side.start, side.end) if side is not None else None
            if not any(t.kind == "joint" for t in [*table.title, *names, *heading.names]):
                told = [replace(f, joint=None) if f.kind == "girth" else f for f in told]
            found.extend(
                replace(f, joint_place=place, side_place=at, day=_day(heading.day or dated, self._reading))
                for f in told
            )
        return found


def _cells(line: Line) -> list[Cell]:
    """The cells of a line, empty ones left out; a first cell that is blank stands for a missing label."""
    found: list[Cell] = []
    at, column = 0, 0
    text = line.text
    if text.startswith("|"):
        at = 1
    for gap in _GAP.finditer(text, at):
        if text[at : gap.start()].strip():
            found.append(_trimmed(line, at, gap.start(), column))
        elif column == 0 and not found:
            found.append(Cell(line.start, line.start, 0, 0))
        at, column = gap.end(), column + 1
    if text[at:].strip(" |"):
        found.append(_trimmed(line, at, len(text), column))
    return found


def _trimmed(line: Line, start: int, end: int, column: int) -> Cell:
    inside = line.text[start:end]
    first = start + len(inside) - len(inside.lstrip())
    return Cell(line.start + first, line.start + first + len(inside.strip()), column, first)


def _heading(text: str, cell: Cell, words: tuple[Token, ...]) -> Heading:
    inside = tuple(w for w in words if cell.start <= w.start < cell.end)
    said = text[cell.start : cell.end]
    day = _DAY.search(said)
    return Heading(
        cell,
        tuple(w for w in inside if w.kind in _NAMES),
        next((w for w in inside if w.kind == "side"), None),
        _moment(said),
        day.group() if day and _is_day(day.group()) else None,
        _timing(said, inside),
        _weeks(said),
    )


def _weeks(said: str) -> int | None:
    """Weeks or months after the beginning that a heading names ("L @ 4 wk", "Week 8")."""
    found = _WEEKS.search(said) if len(said) <= _SHORT_CELL else None
    if found is None:
        return None
    count = int(found["after"] or found["before"])
    return count * 4 if (found["word"] or found["unit"]).lower().startswith("m") else count


def _is_bare_day(text: str, heading: Heading) -> bool:
    """Whether a cell is nothing but a day, which in a row of values is a grade or a rating ("4/5")."""
    return heading.day is not None and text[heading.cell.start : heading.cell.end].strip() == heading.day


def _is_day(written: str) -> bool:
    month, day = (int(part) for part in re.split(r"[/-]", written)[:2])
    return 1 <= month <= 12 and 1 <= day <= 31


def _moment(said: str) -> When | None:
    if _TODAY.search(said):
        return When.CURRENT
    if _FIRST.search(said):
        return When.BASELINE
    if _EARLIER.search(said):
        return When.PRIOR
    if re.search(r"\bgoal\b|\btarget\b", said, re.I):
        return When.GOAL
    return When.NORMAL if re.search(r"\bnorm(?:al|s)?\b|\bnl\b|\buninvolved norm", said, re.I) else None


_TIMINGS = (
    (re.compile(r"\bpre\b|\bbefore\b|\bresting\b|\brest\b", re.I), "before treatment"),
    (re.compile(r"\bpeak\b|\bduring\b|\bexercise\b|\bex\b|\bmid\b", re.I), "during treatment"),
    (re.compile(r"\bpost\b|\bafter\b|\brecovery\b", re.I), "after treatment"),
)


def _timing(said: str, words: tuple[Token, ...]) -> str | None:
    if any(w.kind in ("motion", "muscle", "instrument") for w in words):
        return None
    last = [name for pattern, name in _TIMINGS if pattern.search(said)]
    return last[-1] if last else None


def _when(table: _Table, heading: Heading) -> When | None:
    if heading.when is not None:
        return heading.when
    if heading.weeks is not None:
        later = [h for h in table.headings if h.when is When.CURRENT or (h.weeks or 0) > heading.weeks]
        return When.PRIOR if later else None
    dated = [h for h in table.headings if h.day]
    if not dated or not heading.day:
        return When.PRIOR if heading.day else None
    if len(dated) == 1 and any(not h.day and h.side for h in table.headings[1:]):
        return When.PRIOR
    return When.CURRENT if heading.day == table.newest else When.PRIOR


def _above(table: _Table, cell: Cell, row: list[Cell]) -> Heading | None:
    """The heading of a cell's column: of the same number; in aligned tables of the same order, or the nearest by place."""
    rest = table.headings[1:] if len(table.headings) > 1 else table.headings
    if not table.aligned:
        return next((h for h in rest if h.cell.column == cell.column), None)
    if len(row) - 1 == len(rest):
        return rest[row.index(cell) - 1]
    return min(rest, key=lambda h: _apart(h.cell, cell))


def _apart(heading: Cell, cell: Cell) -> int:
    """Characters by which a cell stands beside its heading, edges or middles compared."""
    ends = heading.at + heading.end - heading.start, cell.at + cell.end - cell.start
    return min(abs(heading.at - cell.at), abs(ends[0] - ends[1]), abs(heading.at + ends[0] - cell.at - ends[1]) // 2)


def _between(tokens: Sequence[Token], start: int, end: int) -> list[Token]:
    first = bisect_left(tokens, start, key=lambda t: t.start)
    return list(tokens[first : bisect_left(tokens, end, key=lambda t: t.start)])


def _in_words(text: str, value: Numeral) -> bool:
    """Whether a number of a heading is no value ("5 min post", "(0-10)", "visit 3")."""
    before = text[max(value.start - 8, 0) : value.start].lower()
    return value.unit in ("min", "wk", "day", "month", "hr") or before.endswith(
        ("visit ", "visit #", "wk ", "week ", "(")
    )


def _day(written: str | None, reading: Reading) -> date | None:
    """The day a heading names; where it leaves the year out, of the source's own year, or the one before."""
    if written is None:
        return None
    named = next(days_in(written), None)
    if named is not None and named.day is not None:
        return named.day
    own = reading.source.date
    if own is None:
        return None
    month, day = (int(part) for part in re.split(r"[/-]", written)[:2])
    try:
        found = date(own.year, month, day)
        return found if found <= own else date(own.year - 1, month, day)
    except ValueError:
        return None
