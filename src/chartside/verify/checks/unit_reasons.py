"""Units and their reasons: a note tells the numbers that the rule allotted, in their order."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chartside.domain.billing import UnitAllotment, UnitRule
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document
from chartside.domain.flags import Flag, Severity, Where
from chartside.verify.evidence import Support, supports

_NUMBERS = re.compile(r"\d+(?:\.\d+)?")
_NAME = re.compile(r"\b\d+-minute rule\b", re.I)


class UnitReasonCheck:
    """Compares the sentences and rows that tell units with the allotments of the canvas."""

    name = "unit_reasons"

    def check(self, document: Document, canvas: Canvas) -> Iterable[Flag]:
        """Reasons with other numbers than the rule's, and cells that are not its units."""
        for support in supports(document, canvas):
            if not support.of_units or not support.computed:
                continue
            told = (support.statement.computed_by or "").removeprefix("units.")
            allotment = next((a for rule, a in canvas.units.items() if rule.value == told), None)
            if allotment is not None and _differs(support.statement.text, allotment):
                yield _flag(support, "The reason given is not the one the unit rule gave.")
            cells = dict(support.statement.cells or ())
            told_numbers = set(_NUMBERS.findall(support.statement.text))
            if cells and not told_numbers <= set(_NUMBERS.findall(" ".join(cells.values()))):
                yield _flag(support, "The row read as a sentence has other numbers than its cells.")
            for rule, found in canvas.units.items():
                if rule.value in cells and not _same_units(cells.get("code", ""), cells[rule.value], found):
                    yield _flag(support, f"The units under {_NAMES[rule]} are not those allotted.")


_NAMES = {UnitRule.CMS: "the CMS rule", UnitRule.AMA: "the midpoint rule"}


def _differs(text: str, allotment: UnitAllotment) -> bool:
    """Whether a text tells numbers that the reasons do not have in that order; its wording is the writer's."""
    return not _in_order(_NAME.sub(" ", text), " ".join(allotment.why))


def _in_order(text: str, given: str) -> bool:
    """Whether the numbers of a text stand in the given words, in that order."""
    numbers = iter(_NUMBERS.findall(given))
    return all(number in numbers for number in _NUMBERS.findall(text))


def _same_units(code: str, cell: str, allotment: UnitAllotment) -> bool:
    units = {line.code: line.units for line in allotment.lines}
    return not cell.strip().isdigit() or code not in units or units[code] == int(cell)


def _flag(support: Support, message: str) -> Flag:
    return Flag(
        "units.told_wrong",
        Severity.BLOCK,
        message,
        Where(statement=support.statement.id),
        "Draft the note anew, or reject the sentence.",
        "Chartside promise: every unit is tied to its minutes and its rule",
    )


CHECK = UnitReasonCheck()
