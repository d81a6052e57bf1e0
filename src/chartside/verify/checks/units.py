"""Units of measure: a number keeps the unit its source gives it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document
from chartside.domain.facts import Intervention, Measurement, Score, TimeEntry
from chartside.domain.flags import Flag, Severity, Where
from chartside.measures import instruments
from chartside.verify.evidence import Support, numbers_of, supports
from chartside.verify.figures import Quantity, numbers_in, quantities_in, unit_meanings
from chartside.verify.reckoning import MOST_OPERANDS, comparable

_LIKE = frozenset({"deg", "%", "mmHg", "bpm", "lb", "kg", "cm", "mm", "in", "ft", "m", "m/s", "min", "s", "h"})


class UnitCheck:
    """Finds "20 lb" where the source says 20 kg."""

    name = "units"

    def check(self, document: Document, canvas: Canvas) -> Iterable[Flag]:
        """Numbers whose unit in the statement is another than the one in its evidence."""
        for support in supports(document, canvas):
            if support.of_units:
                continue  # "two full 15s" are no seconds
            said = list(quantities_in(support.text))
            given = _given(support) if said else {}
            units_of_all = _units_of(support) if said and support.computed else frozenset()
            for quantity in said:
                units = given.get(quantity.value)
                if not quantity.units & _LIKE:
                    continue
                if support.computed and _follows(support, quantity):
                    continue
                if units and not units & quantity.units:
                    yield _flag(
                        support, f"“{quantity.written}”: the source gives {quantity.value:g} in {_names(units)}."
                    )
                elif not units and support.computed and not quantity.units & units_of_all:
                    yield _flag(support, f"“{quantity.written}”: nothing this sentence is computed from has that unit.")


def _follows(support: Support, quantity: Quantity) -> bool:
    """Whether a number follows from those cited values that have its unit ("3°" of two motions, beside "3 s")."""
    facts = tuple(
        f
        for f in support.facts
        if isinstance(f, Measurement | Score) and unit_meanings(_own_unit(f)) & quantity.units and f.value is not None
    )
    pairs = combinations(facts[:MOST_OPERANDS], 2)
    gaps = {round(abs((a.value or 0.0) - (b.value or 0.0)), 2) for a, b in pairs if comparable(a, b)}
    return quantity.value in gaps


def _own_unit(fact: Measurement | Score) -> str:
    known = instruments().get(fact.instrument) if isinstance(fact, Score) else None
    return fact.unit or (known.unit if known else "")


def _units_of(support: Support) -> frozenset[str]:
    """Every unit of the evidence and its facts."""
    units = frozenset[str]().union(*(q.units for q in quantities_in(f"{support.quotes}\n{support.around}")))
    for fact in support.facts:
        own = [getattr(fact, name, None) for name in ("unit", "load_unit", "distance_unit", "target_unit")]
        units = units.union(*(unit_meanings(str(unit)) for unit in own if unit))
        if isinstance(fact, Score) and fact.instrument in instruments():
            units |= unit_meanings(instruments()[fact.instrument].unit)
        if isinstance(fact, TimeEntry | Intervention):
            units |= {"min"}
    return units


def _flag(support: Support, message: str) -> Flag:
    return Flag(
        "unit.wrong",
        Severity.WARN if support.by_clinician else Severity.BLOCK,
        message,
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
        for name, sign in (("minutes", "min"), ("hold_seconds", "s")):
            if (number := getattr(fact, name, None)) is not None:
                given[number] = given.get(number, frozenset()) | {sign}
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
