"""Units of measure: a number keeps the unit its source gives it."""

from __future__ import annotations

from collections.abc import Iterable

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document
from chartside.domain.flags import Flag, Severity, Where
from chartside.verify.evidence import Support, numbers_of, supports
from chartside.verify.figures import numbers_in, quantities_in, unit_meanings

_LIKE = frozenset({"deg", "%", "mmHg", "bpm", "lb", "kg", "cm", "mm", "in", "ft", "m", "m/s", "min", "s", "h"})


class UnitCheck:
    """Finds "20 lb" where the source says 20 kg."""

    name = "units"

    def check(self, document: Document, canvas: Canvas) -> Iterable[Flag]:
        """Numbers whose unit in the statement is another than the one in its evidence."""
        for support in supports(document, canvas):
            said = list(quantities_in(support.text))
            given = _given(support) if said else {}
            for quantity in said:
                units = given.get(quantity.value)
                if units and not units & quantity.units and quantity.units & _LIKE:
                    yield Flag(
                        "unit.wrong",
                        Severity.WARN if support.by_clinician else Severity.BLOCK,
                        f"“{quantity.written}”: the source gives {quantity.value:g} in {_names(units)}.",
                        Where(statement=support.statement.id),
                        "Correct the unit, or reject the sentence.",
                        "Chartside promise: a number keeps its unit",
                    )


def _given(support: Support) -> dict[float, frozenset[str]]:
    """Numbers of the evidence with the units it gives them; a number that also stands without a unit is left out."""
    given: dict[float, frozenset[str]] = {}
    counted: dict[float, int] = {}
    for quantity in quantities_in(support.quotes):
        given[quantity.value] = given.get(quantity.value, frozenset()) | quantity.units
        counted[quantity.value] = counted.get(quantity.value, 0) + 1
    for fact in support.facts:
        unit = getattr(fact, "unit", None) or getattr(fact, "load_unit", None)
        for number in numbers_of(fact) if unit else ():
            if unit_meanings(str(unit)):
                given[abs(number)] = given.get(abs(number), frozenset()) | unit_meanings(str(unit))
    bare = {n for n in numbers_in(support.quotes) if n not in counted}
    return {n: units for n, units in given.items() if n not in bare or _from_fact(support, n)}


def _from_fact(support: Support, number: float) -> bool:
    return any(abs(n) == number for fact in support.facts for n in numbers_of(fact))


def _names(units: frozenset[str]) -> str:
    return " or ".join(sorted(units))


CHECK = UnitCheck()
