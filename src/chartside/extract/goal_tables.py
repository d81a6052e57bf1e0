"""Tables of goals: a heading with "goal" among its cells, a goal a row, its state and due date in cells of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chartside.domain.facts import Goal, GoalTerm
from chartside.extract.goal_words import due_in, headers, only_status, status_in, target_in
from chartside.extract.phrases import plain, strip
from chartside.extract.reading import Line, Reading
from chartside.extract.vocabulary import folded_text

_GOAL = frozenset(
    {
        "goal",
        "goals",
        "stg",
        "ltg",
        "description",
        "short term goal",
        "long term goal",
        "stgs",
        "ltgs",
        "short term goals",
        "long term goals",
        "functional goal",
    }
)
_STATE = frozenset({"status", "met?", "goal status", "outcome", "progress"})
_DUE = frozenset({"due", "due date", "target date", "timeframe", "time frame", "date", "by"})
_CELL = re.compile(r"[^|\t]+")
_TERM = re.compile(r"\W*(?:(?P<short>stg|short)|(?P<long>ltg|long))\b")
_FEWEST = 2


def table_goals(reading: Reading) -> Iterator[Goal]:
    """Goals in the tables of a source."""
    folded = folded_text(reading)
    if "goal" not in folded and "stg" not in folded:
        return
    columns: dict[str, int] | None = None
    for line in reading.lines:
        if "|" not in line.text and "\t" not in line.text:
            columns = None
            continue
        cells = [m.span() for m in _CELL.finditer(folded, line.start, line.end) if m.group().strip()]
        heading = _heading(folded, cells)
        if heading is not None:
            columns = heading
        elif columns is not None and len(cells) > columns["goal"]:
            goal = _row(reading, folded, line, cells, columns)
            if goal is not None:
                yield goal


def _heading(folded: str, cells: list[tuple[int, int]]) -> dict[str, int] | None:
    """Which column says what, of a row that is a heading."""
    words = [folded[a:b].strip(" *_:#") for a, b in cells]
    if (
        len(words) < _FEWEST
        or not any(w in _GOAL for w in words)
        or any(w and w not in headers() and w not in _GOAL for w in words)
    ):
        return None
    columns = {"goal": next(i for i, w in enumerate(words) if w in _GOAL)}
    for name, known in (("state", _STATE), ("due", _DUE)):
        columns[name] = next((i for i, w in enumerate(words) if w in known), -1)
    return columns


def _row(
    reading: Reading, folded: str, line: Line, cells: list[tuple[int, int]], columns: dict[str, int]
) -> Goal | None:
    start, end = strip(folded, *cells[columns["goal"]])
    if end - start < 3 or not re.compile(r"[a-z]{2}").search(folded, start, end):
        return None
    term = next((m for a, b in cells if (m := _TERM.match(folded, a, b))), None)
    status = None
    if 0 <= columns["state"] < len(cells):
        status = status_in(folded, *cells[columns["state"]])
    if status is None:
        status = next((s for a, b in reversed(cells) if (s := only_status(folded, a, b)) is not None), None)
    due = None
    if 0 <= columns["due"] < len(cells):
        due = plain(reading.text[slice(*strip(folded, *cells[columns["due"]]))]) or None
    elif (found := due_in(folded, start, end)) is not None:
        due = plain(reading.text[found[0] : found[1]])
    value, unit = target_in(reading, start, end, None)
    return Goal(
        evidence=(reading.span(start, end),),
        text=plain(reading.text[start:end]),
        term=None if term is None else GoalTerm.SHORT if term["short"] else GoalTerm.LONG,
        target_value=value,
        target_unit=unit,
        due=due,
        status=status,
    )
