"""Units and their reasons: a note tells the numbers that the rule allotted, in their order."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chartside.domain.billing import UnitAllotment, UnitRule
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document
from chartside.domain.facts import BilledLine
from chartside.domain.flags import Flag, Severity, Where
from chartside.verify.evidence import Support, supports
from chartside.verify.today import present_today

_NUMBERS = re.compile(r"\d+(?:\.\d+)?")
_BILLED = re.compile(r"\b(?:agree with|differ from) (?P<rules>[A-Z]{3}(?: and [A-Z]{3})?)")
_PAIR = re.compile(r"(?P<code>[A-Z0-9]{5}) (?P<billed>\d+(?:\.\d+)?) billed, (?P<allowed>\d+) allowed")
_SHORT = {UnitRule.CMS: "CMS", UnitRule.AMA: "AMA"}
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
            if told == "billed" and not _billed_truly(support.statement.text, canvas):
                yield _flag(support, "What is billed and what the rules allow is told otherwise than it is.")
            cells = dict(support.statement.cells or ())
            told_numbers = set(_NUMBERS.findall(support.statement.text))
            if cells and not told_numbers <= set(_NUMBERS.findall(" ".join(cells.values()))):
                yield _flag(support, "The row read as a sentence has other numbers than its cells.")
            own = cells.get("billed", "")
            if own.isdigit() and float(own) != _stated(canvas).get(cells.get("code", "")):
                yield _flag(support, "The units billed are not those of the note.")
            for rule, found in canvas.units.items():
                if rule.value in cells and not _same_units(cells.get("code", ""), cells[rule.value], found):
                    yield _flag(support, f"The units under {_NAMES[rule]} are not those allotted.")


_NAMES = {UnitRule.CMS: "the CMS rule", UnitRule.AMA: "the midpoint rule"}


def _stated(canvas: Canvas) -> dict[str, float]:
    """Units that the note bills, by code."""
    stated: dict[str, float] = {}
    for fact in present_today(canvas):
        if isinstance(fact, BilledLine) and fact.units is not None:
            stated.setdefault(fact.code, fact.units)
    return stated


def _billed_truly(text: str, canvas: Canvas) -> bool:
    """Whether every "billed, allowed" and "agree with" is so: reckoned anew from the note's lines and the units."""
    stated = _stated(canvas)
    for part in text.split(";"):
        verb = _BILLED.search(part)
        rules = [rule for rule, name in _SHORT.items() if verb and name in verb["rules"] and rule in canvas.units]
        pairs = [(hit["code"], float(hit["billed"]), float(hit["allowed"])) for hit in _PAIR.finditer(part)]
        for rule in rules:
            allowed = {line.code: float(line.units) for line in canvas.units[rule].lines if line.units}
            wrong = {
                (code, stated.get(code, 0.0), allowed.get(code, 0.0))
                for code in {*stated, *allowed}
                if stated.get(code, 0.0) != allowed.get(code, 0.0)
            }
            if set(pairs) != wrong:
                return False
        if not rules:
            return False
    return True


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
