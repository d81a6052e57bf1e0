"""Treatment tables: a row of headings (exercise, sets, reps, hold, weight …) and one exercise a row below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chartside.domain.facts import Intervention
from chartside.extract.dosage import Dose, dose_of, dosed_text
from chartside.extract.phrases import plain
from chartside.extract.reading import Line, Reading
from chartside.extract.shared_work import once_per_source
from chartside.extract.treatment_blocks import exercises_in

_RULE = re.compile(r"[\s|:+=-]*$")
_COLUMNS = (
    (
        "name",
        re.compile(r"\s*(?:exercises?|interventions?|activit(?:y|ies)|treatments?|name|ther ?ex|description)\s*$"),
    ),
    ("sets", re.compile(r"\s*(?:#? ?sets?|rounds?)\s*$")),
    ("reps", re.compile(r"\s*(?:reps?|repetitions?|reps?/time|#)\s*$")),
    (
        "dose",
        re.compile(
            r"\s*(?:sets? ?[x/,&] ?reps?|sets and reps|reps? ?[x/] ?sets?|dos(?:e|age)|parameters?|hold(?:s| time)?(?: ?\(?sec\)?)?)\s*$"
        ),
    ),
    (
        "load",
        re.compile(
            r"\s*(?:weights?|resistance|load|wt\.?|band|level)(?: ?\(?(?P<u>lbs?|kg)\)?)?(?:/(?:band|resistance))?\s*$"
        ),
    ),
    ("minutes", re.compile(r"\s*(?:time|min(?:ute)?s?|duration)(?: ?\(?min(?:ute)?s?\)?)?\s*$")),
)
_NUMBER = re.compile(r"\s*(\d{1,3}(?:\.\d)?)(?:\s*(?P<u>lbs?|#|kg|min(?:ute)?s?|reps?|sets?))?\s*$")
_LEAST_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a treatment table."""

    start: int
    end: int
    name: str
    dose: Dose


@once_per_source
def table_rows(reading: Reading) -> tuple[TableRow, ...]:
    """Rows of all treatment tables of a source, in order of place."""
    found: list[TableRow] = []
    if not _may_have(reading):
        return ()
    columns: list[str] | None = None
    for line in reading.lines:
        if "|" not in line.text and "\t" not in line.text:
            columns = None
            continue
        heads = heads_of(line)
        if heads is not None:
            columns = heads
        elif columns is not None and not _RULE.match(line.text):
            row = _row(reading, line, columns)
            if row is not None:
                found.append(row)
    return tuple(found)


def _may_have(reading: Reading) -> bool:
    """Whether there is a mark between cells at all."""
    return "|" in reading.text or "\t" in reading.text


def table_lines(reading: Reading) -> Iterator[tuple[int, int]]:
    """Places of the lines of treatment tables, headings included."""
    inside = False
    if not _may_have(reading):
        return
    for line in reading.lines:
        if "|" not in line.text and "\t" not in line.text:
            inside = False
            continue
        inside = inside or heads_of(line) is not None
        if inside:
            yield line.start, line.end


def table_interventions(reading: Reading) -> Iterator[Intervention]:
    """The rows as interventions."""
    for row in table_rows(reading):
        known = exercises_in(reading, row.start, row.end)
        dose = row.dose
        yield Intervention(
            evidence=(reading.span(row.start, row.end),),
            name=row.name,
            category=known[0].kind if known else None,
            minutes=dose.minutes,
            sets=dose.sets,
            reps=dose.reps,
            hold_seconds=dose.hold_seconds,
            load=dose.load,
            load_unit=dose.load_unit,
            side=dose.side,
        )


def heads_of(line: Line) -> list[str] | None:
    """What each column of a row of headings holds; None where the line is none."""
    cells = _cells(line.text)
    if not 2 <= len(cells) <= 12:
        return None
    kinds = [next((name for name, words in _COLUMNS if words.match(cell.lower())), "") for cell, _ in cells]
    if kinds and "name" not in kinds and not cells[0][0].strip() and len(kinds) >= _LEAST_COLUMNS and all(kinds[1:]):
        kinds[0] = "name"
    return kinds if "name" in kinds and len([k for k in kinds if k]) >= _LEAST_COLUMNS else None


def _cells(text: str) -> list[tuple[str, int]]:
    """Cells of a row with their offsets; an empty cell between two bars stays one."""
    begin = len(text) - len(text.lstrip(" |")) if text.lstrip().startswith("|") else 0
    cells, position = [], begin
    for part in re.split(r"[|\t]", text[begin:].rstrip().removesuffix("|")):
        cells.append((part, position))
        position += len(part) + 1
    return cells


def _row(reading: Reading, line: Line, columns: list[str]) -> TableRow | None:
    dose, name, start, last = Dose(), "", line.start, line.start
    for (cell, offset), column in zip(_cells(line.text), columns, strict=False):
        folded, stripped = dosed_text(reading)[line.start + offset : line.start + offset + len(cell)], cell.strip()
        if not stripped or not column:
            continue
        last = line.start + offset + len(cell.rstrip())
        if column == "name":
            name = plain(stripped)
            dose.side = dose_of(folded, 0, len(folded)).side
            start = line.start + offset + len(cell) - len(cell.lstrip())
            continue
        number = _NUMBER.match(folded)
        value = float(number.group(1)) if number else None
        timed = number is not None and (number["u"] or "").startswith("min") and column != "minutes"
        if column in ("sets", "reps", "minutes") and value is not None and not timed:
            setattr(dose, column, value)
        elif column == "dose" and value is not None and number is not None and not number["u"]:
            dose.reps = value
        elif column == "load" and value is not None:
            dose.load, dose.load_unit = value, "kg" if "kg" in folded else "lb"
        else:
            dose.fill(dose_of(f"x {folded}" if column == "reps" and not timed else folded, 0, len(folded) + 2))
    if not re.search(r"[A-Za-z]{2}", name) or not dose.counted:
        return None
    return TableRow(start, last, name, dose)
