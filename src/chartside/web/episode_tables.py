"""What holds now in a course of care, as the patient's page shows it: rows, contradictions, values copied forward."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chartside.domain.facts import When
from chartside.measures import Change, Verdict
from chartside.services.what_holds import HeldMeasure, PlacedContradiction, PlacedCopy, PlacedValue, WhatHolds
from chartside.web.rendering import day, number, plural, short_day

MOST_ROWS = 12
_TOLD_AS = {When.BASELINE: "at baseline", When.PRIOR: "last visit"}
_VERDICTS: Mapping[Verdict, str] = {
    Verdict.IMPROVED_IMPORTANT: "improved beyond the important change",
    Verdict.IMPROVED: "improved beyond error",
    Verdict.WITHIN_ERROR: "within error",
    Verdict.BELOW_IMPORTANT: "below the important change",
    Verdict.WORSE: "declined beyond error",
    Verdict.WORSE_IMPORTANT: "declined beyond the important change",
}


@dataclass(frozen=True, slots=True)
class ShownValue:
    """A value, its day in words, and the address of the line that says it."""

    name: str
    text: str
    day: str
    url: str
    place: str
    quote: str


@dataclass(frozen=True, slots=True)
class ShownMeasure:
    """A row of the table; `state` is "better", "worse" or empty where nothing is proven."""

    name: str
    first: ShownValue | None
    newest: ShownValue
    difference: str
    verdict: str
    why: str
    state: str
    goal: ShownValue | None


@dataclass(frozen=True, slots=True)
class ShownContradiction:
    """What is wrong in one sentence, and the two values."""

    why: str
    values: tuple[ShownValue, ShownValue]


@dataclass(frozen=True, slots=True)
class ShownCopy:
    """A sentence, and the values it is about."""

    why: str
    values: tuple[ShownValue, ...]


@dataclass(frozen=True, slots=True)
class EpisodeTables:
    """All of it; `more` are the rows that are folded, `goals` says whether any row has one."""

    rows: tuple[ShownMeasure, ...]
    more: tuple[ShownMeasure, ...]
    goals: bool
    contradictions: tuple[ShownContradiction, ...]
    copied_forward: tuple[ShownCopy, ...]


def episode_tables(holds: WhatHolds) -> EpisodeTables:
    """The tables of one course of care."""
    rows = tuple(_measure(held) for held in holds.measures)
    return EpisodeTables(
        rows[:MOST_ROWS],
        rows[MOST_ROWS:],
        any(row.goal for row in rows),
        tuple(_contradiction(found) for found in holds.contradictions),
        tuple(_copy(found) for found in holds.copied_forward),
    )


def _measure(held: HeldMeasure) -> ShownMeasure:
    verdict, why, state = _judged(held.change)
    return ShownMeasure(
        held.name,
        _value(held.first) if held.first else None,
        _value(held.newest),
        held.difference,
        verdict,
        why,
        state,
        _value(held.goal) if held.goal else None,
    )


def _judged(change: Change | None) -> tuple[str, str, str]:
    """A verdict in words, the threshold it rests on, and the direction that is proven; empty where none is known."""
    if change is None or change.threshold is None or change.verdict not in _VERDICTS:
        return "", "", ""
    unit = {"deg": "°", "points": ""}.get(change.unit, f" {change.unit}")
    state = "better" if change.improved else "worse" if change.worsened else ""
    kind = "" if change.kind == "measurement error" else f"{change.kind} "
    return _VERDICTS[change.verdict], f"{kind}{number(change.threshold)}{unit}", state


def _value(value: PlacedValue) -> ShownValue:
    return ShownValue(
        value.name,
        value.text,
        f"{short_day(value.day)} {value.day.year}" if value.day else _TOLD_AS.get(value.when, "no date"),
        f"/visits/{value.visit}/sources/{value.source}#line-{value.line}",
        ", ".join(part for part in (value.source_name, day(value.told), f"line {value.line}") if part),
        value.quote,
    )


def _contradiction(found: PlacedContradiction) -> ShownContradiction:
    recorded, other = _value(found.recorded), _value(found.other)
    if found.other.when is When.CURRENT:
        why = f"{recorded.name}: two sources of {day(found.recorded.day)} say {recorded.text} and {other.text}."
    else:
        told = "the first value" if found.other.when is When.BASELINE else "the earlier value"
        missing = "" if found.other.day else " A visit between may be missing."
        note = f"the note of {day(found.other.told)}" if found.other.told else "a later note"
        why = (
            f"{recorded.name}: {note} gives {other.text} as {told}; {recorded.text} was recorded on"
            f" {day(found.recorded.day)}.{missing}"
        )
    return ShownContradiction(why, (recorded, other))


def _copy(found: PlacedCopy) -> ShownCopy:
    count = plural(len(found.values), "value")
    why = f"{day(found.day)}: all {count} measured again are those of {day(found.before)}."
    return ShownCopy(why, tuple(_value(value) for value in found.values))
