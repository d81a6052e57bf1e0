"""Widths of the columns of a wide table: shared so that its rows are as low as they can be."""

from __future__ import annotations

import math
from collections.abc import Sequence

LINE = 104
"""Characters of a table that fit beside one another on a page."""
_STEP = 3
_SPACE = 2
"""Characters that the gap between columns takes."""


def column_widths(labels: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int] | None:
    """Characters of each column; None where all cells fit on one line as they are.

    Every column gets room for its longest word; what is left goes, a little at a time, to the column that makes the
    table lowest.
    """
    cells = [[labels[i], *(row[i] for row in rows)] for i in range(len(labels))]
    natural = [max(len(text) for text in column) + _SPACE for column in cells]
    if sum(natural) <= LINE:
        return None
    widths = [min(most, _longest_word(column) + _SPACE) for column, most in zip(cells, natural, strict=True)]
    while sum(widths) + _STEP <= LINE:
        open_columns = [i for i, width in enumerate(widths) if width < natural[i]]
        if not open_columns:
            break
        widths[_best(open_columns, widths, cells)] += _STEP
    return widths


def _best(columns: Sequence[int], widths: Sequence[int], cells: Sequence[Sequence[str]]) -> int:
    """The column whose widening lowers the table most; where none does, the fullest one."""

    def after(column: int) -> tuple[int, float]:
        tried = [width + _STEP * (i == column) for i, width in enumerate(widths)]
        fullest = max(len(text) for text in cells[column]) / widths[column]
        return _height(tried, cells), -fullest

    return min(columns, key=after)


def _height(widths: Sequence[int], cells: Sequence[Sequence[str]]) -> int:
    """Lines of all rows."""
    return sum(
        max(math.ceil((len(column[row]) or 1) / (width - _SPACE)) for column, width in zip(cells, widths, strict=True))
        for row in range(len(cells[0]))
    )


def _longest_word(texts: Sequence[str]) -> int:
    return max((len(word) for text in texts for word in text.split()), default=1)
