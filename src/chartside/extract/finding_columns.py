"""Columns of a table in a note: which is which side, or which day."""

from __future__ import annotations

from chartside.extract.finding_state import NoteContext
from chartside.extract.finding_words import Token
from chartside.extract.numerals import Numeral
from chartside.extract.reading import Line


def takes_columns(line: Line, words: tuple[Token, ...], values: tuple[Numeral, ...], context: NoteContext) -> bool:
    """Whether a line is the header of a table ("Motion | L | R", "Eval | Today"); its columns are kept."""
    bars = line.text.count("|") + line.text.count("\t")
    if bars < 1:
        context.columns = {}
        return False
    sides = [w for w in words if w.kind in ("side", "moment")]
    if values or len(sides) < 1 or any(w.kind in ("motion", "muscle", "instrument") for w in words):
        return False
    context.columns = {cell_of(line, w.start): w for w in sides}
    return True


def cell_of(line: Line, offset: int) -> int:
    """Number of the table cell in which `offset` stands."""
    before = line.text[: offset - line.start]
    return before.strip("| \t").count("|") + before.strip(" ").count("\t") + (1 if before.rstrip().endswith("|") else 0)
