"""Which numbers can be values of which measure: unit, denominator, bounds."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from chartside.extract.numerals import Numeral
from chartside.extract.vocabulary import rows
from chartside.measures import instruments


@cache
def _rules() -> Mapping[str, Mapping[str, Any]]:
    return {row["kind"]: row for row in rows("value_rules.toml", "rule")}


@cache
def _totals() -> Mapping[str, Mapping[str, Any]]:
    return {row["instrument"]: row for row in rows("value_rules.toml", "total")}


def common_words() -> tuple[str, ...]:
    """Words that name a scale with its total behind them alone ("PASS 14/36")."""
    return tuple(name for name, row in _totals().items() if row.get("only"))


def scale_of(name: str, numeral: Numeral) -> str:
    """The scale a score is on, where the number behind the bar tells another than the name ("RPE 4/10")."""
    total = _totals().get(name, {})
    return str(total.get("scale", name)) if numeral.of is not None and numeral.of == total.get("of") else name


def is_grade(numeral: Numeral, kind: str | None) -> bool:
    """Whether a number is a muscle grade: "4-/5", or "4+" where strength is spoken of."""
    if not 0 <= numeral.value <= 5 or numeral.unit is not None:
        return False
    return numeral.of == 5 or (kind == "strength" and (bool(numeral.grade) or numeral.said) and numeral.of is None)


def accepts(kind: str, name: str | None, numeral: Numeral, *, like: Numeral | None = None) -> bool:
    """Whether a number can be a value of this kind.

    Args:
        kind: Kind of finding.
        name: Instrument id, for scores.
        numeral: The number.
        like: The number whose measure it repeats; a missing unit or denominator is taken from it.
    """
    if kind == "score":
        return _is_score(name or "", numeral)
    if kind == "strength":
        return is_grade(numeral, "strength") or (
            like is not None and numeral.unit is None and numeral.of in (None, 5) and 0 <= numeral.value <= 5
        )
    rule = _rules().get(kind)
    if rule is None:
        return False
    unit = numeral.unit
    if unit is None and like is not None:
        unit = like.unit
    if unit not in rule["units"] and not (unit is None and rule["bare"]):
        return False
    if kind == "systolic":
        return numeral.of is not None and rule["min"] <= numeral.value <= rule["max"] and 30 <= numeral.of <= 150
    if kind not in ("pain", "rom") and numeral.of is not None:
        return False
    top = numeral.high if numeral.high is not None else numeral.value
    return bool(rule["min"] <= numeral.value and top <= rule["max"])


def _is_score(name: str, numeral: Numeral) -> bool:
    total = _totals().get(name, {})
    instrument = instruments().get(total["scale"] if total.get("only") else name)
    if instrument is None:
        return False
    unit = numeral.unit
    if unit == "day" and instrument.unit in ("day", "days"):
        return instrument.min <= numeral.value <= instrument.max
    if unit in ("min", "wk", "day", "month", "yr", "hr", "visit", "sets", "mg", "deg"):
        return False
    if total.get("only") and numeral.of is None:
        return False
    if numeral.of is not None and numeral.of == total.get("of") and unit in ("points", None):
        return 0 <= numeral.value <= numeral.of
    if numeral.of is not None and numeral.of not in (instrument.max, 10 if name == "psfs" else instrument.max):
        return False
    if unit in ("points", None):
        return instrument.holds(numeral.value)
    if unit == "%" and instrument.unit in ("points", "%"):
        return 0 <= numeral.value <= 100
    return instrument.holds(numeral.value, unit)
