"""How the minutes of a visit become units, and why, in words a biller checks with a pencil.

CMS (Pub. 100-04 ch. 5 §20.2.C): the minutes of all timed codes of the day are added; the sum says how many units there
are; each code gets its full 15 minutes, then the units left go one each to the codes with most minutes left. AMA
(midpoint): each code alone, a rest of 8 minutes or more is a unit. The numbers are rows of payers/unit_rules.toml.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations, islice

from chartside.billing.own_blocks import allot_own_blocks
from chartside.billing.service_codes import medicare_note
from chartside.billing.unit_rules import RuleParameters, own_blocks, rule_parameters
from chartside.domain.billing import ServiceCode, UnitAllotment, UnitLine, UnitRule

MOST_MINUTES = 24 * 60
MOST_ALTERNATIVES = 12  # ties among many codes have thousands of allotments; a biller reads a handful


@dataclass(frozen=True, slots=True)
class _Share:
    """A timed code's full blocks and the minutes left."""

    code: str
    minutes: float
    full: int
    left: float


def allot(
    minutes: Mapping[str, float], rule: UnitRule, codes: Mapping[str, ServiceCode], *, on: date | None = None
) -> UnitAllotment:
    """Units of one visit under one rule.

    Args:
        minutes: Minutes by code, in the order they should be listed; any number (0 too) for untimed services.
        rule: The rule to apply.
        codes: Service codes in force on the visit's day.
        on: The visit's day, for the rule's parameters.

    Returns:
        Units per code, timed codes first; a timed code that earns no unit is listed with 0.

    Raises:
        ValueError: A code is not in `codes`, or minutes are negative, not a number, or more than a day has.
    """
    _check(minutes, codes)
    parameters = rule_parameters(rule, on)
    pooled = {c: m for c, m in minutes.items() if _pooled(codes[c], parameters)}
    apart = {c: m for c, m in minutes.items() if codes[c].timed and c not in pooled}
    untimed = [c for c in minutes if not codes[c].timed]

    shares = [_Share(c, m, int(m // parameters.block), _exact(m % parameters.block)) for c, m in pooled.items()]
    total = _exact(sum(pooled.values()))
    why: list[str] = []
    alternatives: tuple[tuple[tuple[str, int], ...], ...] = ()
    if parameters.pooled:
        units, alternatives = _pool(shares, total, parameters, why)
    else:
        units = _alone(shares, parameters, why)
    lines = [UnitLine(s.code, units[s.code], s.minutes, True) for s in shares]
    own_lines, own_why = allot_own_blocks(apart, codes)
    lines += own_lines
    why += own_why
    for code in untimed:
        lines.append(UnitLine(code, 1, None, False))
        why.append(f"{code} is not timed: one unit, whatever its minutes.")
    if rule is UnitRule.CMS:
        why += [note for code in minutes if (note := medicare_note(code))]
    timed = _exact(total + sum(apart.values()))
    return UnitAllotment(rule, timed, tuple(lines), tuple(why), parameters.authority, alternatives)


def allot_total(total: float, rule: UnitRule, *, on: date | None = None) -> UnitAllotment:
    """What a timed total alone says when the minutes of each code are not documented.

    Under CMS it says how many units there are, not of which codes; so the allotment has no lines, only reasons.

    Raises:
        ValueError: The minutes are negative, not a number, or more than a day has.
    """
    _check_minutes("the timed total", total)
    parameters = rule_parameters(rule, on)
    if parameters.pooled:
        first = f"{_said(total, parameters)}, but the minutes of each code are not documented: which codes earn them"
        why = (f"{first} cannot be said.",)
    else:
        why = ("This rule counts each code alone, and the minutes of each code are not documented.",)
    return UnitAllotment(rule, total, (), why, parameters.authority)


def _pool(
    shares: list[_Share], total: float, parameters: RuleParameters, why: list[str]
) -> tuple[dict[str, int], tuple[tuple[tuple[str, int], ...], ...]]:
    """Units of pooled codes and the other allotments that ties allow; reasons go to `why`."""
    units = {share.code: share.full for share in shares}
    if not shares:
        return units, ()
    if len(shares) > 1:
        why.append(" + ".join(f"{s.code} {_min(s.minutes)}" for s in shares) + f" = {_min(total)} min timed.")
    due = parameters.units(total)
    why.append(_said(total, parameters) + ".")
    spare = due - sum(units.values())
    if due == 0:
        return units, ()
    if len(shares) == 1:
        units[shares[0].code] = due
        return units, ()
    why.append("; ".join(_parts(share, parameters) for share in shares) + ".")
    if spare == 0:
        _say_lost(shares, why)
        return units, ()
    ranked = sorted((s for s in shares if s.left > 0), key=lambda s: -s.left)
    edge = ranked[spare - 1].left
    sure = [s.code for s in ranked if s.left > edge]
    tied = [s.code for s in ranked if s.left == edge]
    wanted = spare - len(sure)
    given = sure + tied[:wanted]
    for code in given:
        units[code] += 1
    _say_given(ranked, sure, tied, wanted, why)
    _say_lost([s for s in shares if s.code not in given], why)
    if len(tied) == wanted:
        return units, ()
    base = {s.code: s.full + (s.code in sure) for s in shares}
    others = islice(combinations(tied, wanted), 1, MOST_ALTERNATIVES + 1)
    return units, tuple(tuple((c, n + (c in pick)) for c, n in base.items() if n + (c in pick)) for pick in others)


def _alone(shares: list[_Share], parameters: RuleParameters, why: list[str]) -> dict[str, int]:
    """Units of each code by its own minutes."""
    units: dict[str, int] = {}
    for share in shares:
        earned = parameters.units(share.minutes)
        units[share.code] = earned
        if share.minutes < parameters.first:
            why.append(f"{share.code} alone: {_min(share.minutes)} min is under {parameters.first}: no unit.")
        elif share.full == 0:
            why.append(f"{share.code} alone: {_min(share.minutes)} min is {parameters.first} or more: 1 unit.")
        else:
            full = f"{_count(share.full)} full {parameters.block}" + ("s" if share.full > 1 else "")
            size = f"under {parameters.first}" if earned == share.full else f"{parameters.first} or more"
            rest = f" and {_min(share.left)} left over ({size})" if share.left else ""
            why.append(f"{share.code} alone: {_min(share.minutes)} min is {full}{rest}: {_units(earned)}.")
    return units


def _said(total: float, parameters: RuleParameters) -> str:
    due = parameters.units(total)
    if due == 0:
        return f"{_min(total)} timed minutes are under {parameters.first}: no timed unit"
    least, most = parameters.band(due)
    return f"{_min(total)} timed minutes are {_units(due)} ({least} to {most})"


def _parts(share: _Share, parameters: RuleParameters) -> str:
    left = f"{_min(share.left)} left over" if share.left else "none left over"
    plural = "s" if share.full > 1 else ""
    return f"{share.code}: {_count(share.full)} full {parameters.block}{plural}, {left}"


def _say_given(ranked: list[_Share], sure: list[str], tied: list[str], wanted: int, why: list[str]) -> None:
    left = {share.code: share.left for share in ranked}
    taken = tied if len(tied) == wanted else []
    clear = sure + taken
    if clear:
        spare = len(sure) + wanted
        if len(clear) < spare:
            units = f"{_count(len(clear)).capitalize()} of the {_count(spare)} units left over {_go(clear)}"
        else:
            units = f"The unit left over {_go(clear)}" if spare == 1 else f"The {_count(spare)} units left over go"
        each = "" if len(clear) == 1 else " one each"
        named = _and([f"{code} ({_min(left[code])})" for code in clear])
        why.append(f"{units}{each} to {named}, with most minutes left over.")
    if not taken:
        pick = _and(tied[:wanted])
        unit = "one unit" if wanted == 1 else f"{_count(wanted)} units"
        why.append(
            f"{_and(tied)} have {_min(left[tied[0]])} left over each for {unit}: the therapist may choose, "
            f"here {pick} {'gets it' if wanted == 1 else 'get them'}."
        )


def _go(codes: list[str]) -> str:
    return "goes" if len(codes) == 1 else "go"


def _say_lost(shares: list[_Share], why: list[str]) -> None:
    lost = [s for s in shares if s.left > 0 and s.full == 0]
    for share in lost:
        why.append(f"{share.code} keeps its {_min(share.minutes)} min in the total and earns no unit itself.")


def _pooled(service: ServiceCode, parameters: RuleParameters) -> bool:
    return service.timed and service.minutes_per_unit == parameters.block and service.code not in own_blocks()


def _check(minutes: Mapping[str, float], codes: Mapping[str, ServiceCode]) -> None:
    for code, spent in minutes.items():
        if code not in codes:
            raise ValueError(f"{code} is not a service code in force on that day; check the code")
        _check_minutes(code, spent)
    if sum(minutes.values()) > MOST_MINUTES:
        raise ValueError("the minutes are more than a day has; check them")


def _check_minutes(what: str, minutes: float) -> None:
    if not math.isfinite(minutes) or minutes < 0:
        raise ValueError(f"minutes of {what} must be 0 or more, got {minutes:g}")
    if minutes > MOST_MINUTES:
        raise ValueError(f"minutes of {what} are more than a day has ({minutes:g})")


def _exact(minutes: float) -> float:
    """Without the dust of adding fractions of a minute."""
    return round(minutes, 6)


def _min(minutes: float) -> str:
    return f"{_exact(minutes):g}"


def _units(units: int) -> str:
    return f"{units} unit" if units == 1 else f"{units} units"


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def _count(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]
