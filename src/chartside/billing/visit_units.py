"""Units of a visit from what its sources say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from chartside.billing.service_codes import code_of_category
from chartside.billing.timed_units import MOST_MINUTES, allot, allot_total
from chartside.domain.billing import ServiceCode, UnitAllotment, UnitRule
from chartside.domain.facts import Assertion, BilledLine, Fact, Intervention, TimeEntry, TimeOf, When


def units_of(
    facts: Iterable[Fact], codes: Mapping[str, ServiceCode], *, on: date | None = None
) -> Mapping[UnitRule, UnitAllotment]:
    """Units of a visit under each rule.

    Args:
        facts: Of the visit's own sources.
        codes: Service codes in force on the visit's day.
        on: That day.

    Returns:
        Nothing where the sources name neither minutes nor a billable service.
    """
    said = [f for f in facts if f.assertion is Assertion.PRESENT and f.when is When.CURRENT]
    minutes = minutes_by_code(said, codes)
    total = timed_total(said)
    if min(minutes.values(), default=0.0) < 0 or sum(minutes.values()) > MOST_MINUTES:
        return {}
    if minutes:
        coded = _timed(minutes, codes)
        uncoded = [] if total is None or not coded < total <= MOST_MINUTES else [_uncoded(coded, total)]
        allotments = {rule: allot(minutes, rule, codes, on=on) for rule in UnitRule}
        return {rule: replace(a, why=(*a.why, *uncoded)) for rule, a in allotments.items()}
    if total is not None and total <= MOST_MINUTES:
        return {rule: allot_total(total, rule, on=on) for rule in UnitRule}
    return {}


def _uncoded(coded: float, total: float) -> str:
    rest = f"the other {total - coded:g} belong to no code yet and are not counted"
    return f"{total:g} timed minutes are documented; {rest}."


def timed_total(facts: Iterable[Fact]) -> float | None:
    """The timed total as documented; the last one said, so that an answer corrects a note."""
    said = [f.minutes for f in facts if isinstance(f, TimeEntry) and f.what is TimeOf.TIMED_TOTAL]
    return next((m for m in reversed(said) if m is not None), None)


def minutes_by_code(facts: Sequence[Fact], codes: Mapping[str, ServiceCode]) -> dict[str, float]:
    """Minutes of each documented code, in the order of the note; 0 for untimed services.

    Minutes said of a code win over the minutes of its exercises, and those over minutes in the billing line, so that
    nothing counts twice. A value said twice of one code counts once, unless only the sum fits the timed total. Where
    one timed code alone lacks minutes, the rest of the timed total is its.
    """
    total = timed_total(facts)
    levels = (_code_minutes(facts, codes, total), _intervention_minutes(facts, codes), _billed_minutes(facts, codes))
    found: dict[str, float] = {}
    for code in _named_codes(facts, codes):
        spent = next((level[code] for level in levels if code in level), None)
        if spent is not None:
            found[code] = spent
        elif not codes[code].timed:
            found[code] = 0.0
    lacking = [code for code in _named_codes(facts, codes) if codes[code].timed and code not in found]
    rest = 0.0 if total is None else total - _timed(found, codes)
    if len(lacking) == 1 and rest > 0:
        found[lacking[0]] = rest
    return found


def intervention_code(intervention: Intervention, codes: Mapping[str, ServiceCode]) -> str | None:
    """The code of an intervention: as said, else the only code of its family; None where neither is known."""
    if intervention.code in codes:
        return intervention.code
    return code_of_category(intervention.category, codes) if intervention.category else None


def _named_codes(facts: Sequence[Fact], codes: Mapping[str, ServiceCode]) -> list[str]:
    named: dict[str, None] = {}
    for fact in facts:
        code: str | None = None
        if isinstance(fact, TimeEntry | BilledLine):
            code = fact.code
        elif isinstance(fact, Intervention):
            code = intervention_code(fact, codes)
        if code in codes:
            named[code or ""] = None
    return list(named)


def _code_minutes(facts: Sequence[Fact], codes: Mapping[str, ServiceCode], total: float | None) -> dict[str, float]:
    said: dict[str, dict[str, list[float]]] = {}
    for fact in facts:
        if isinstance(fact, TimeEntry) and fact.what is TimeOf.CODE and fact.minutes is not None and fact.code in codes:
            said.setdefault(fact.code or "", {}).setdefault(fact.source, []).append(fact.minutes)
    each = {code: next(iter(sources.values())) for code, sources in said.items()}
    once = {code: sum(dict.fromkeys(values)) for code, values in each.items()}
    every = {code: sum(values) for code, values in each.items()}
    if total is not None and _timed(every, codes) == total != _timed(once, codes):
        return every
    return once


def _intervention_minutes(facts: Sequence[Fact], codes: Mapping[str, ServiceCode]) -> dict[str, float]:
    spent: dict[str, float] = {}
    sources: dict[str, str] = {}
    for fact in facts:
        if isinstance(fact, Intervention) and fact.minutes is not None:
            code = intervention_code(fact, codes)
            if code is not None and sources.setdefault(code, fact.source) == fact.source:
                spent[code] = spent.get(code, 0.0) + fact.minutes
    return spent


def _billed_minutes(facts: Sequence[Fact], codes: Mapping[str, ServiceCode]) -> dict[str, float]:
    spent: dict[str, float] = {}
    for fact in facts:
        if isinstance(fact, BilledLine) and fact.minutes is not None and fact.code in codes:
            spent.setdefault(fact.code, fact.minutes)
    return spent


def _timed(minutes: Mapping[str, float], codes: Mapping[str, ServiceCode]) -> float:
    return sum(spent for code, spent in minutes.items() if codes[code].timed)
