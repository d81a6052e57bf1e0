"""Values, their names and their changes as they stand in a note."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chartside.documents.abbreviations import Style, name_of
from chartside.documents.heard import Earlier, Value
from chartside.documents.phrasing import capitalized, number, on_day, signed, tidied, with_unit
from chartside.domain.facts import Measure, Measurement, Score
from chartside.measures import (
    Change,
    Reading,
    Verdict,
    instrument_change,
    instrument_of,
    instruments,
    rom_change,
    rom_norm,
    strength_change,
)

_TRAILING = re.compile(r"[\s:=,(]*(?:is|was|of|at|for|held|measured|now)?[\s~<>≈:=(]*$", re.I)


@dataclass(frozen=True, slots=True)
class Compared:
    """A change in words and the rule that judged it; `amount` None where values are not numbers."""

    text: str
    rule: str
    change: Change | None


def shown(value: Value) -> str:
    """A value with its unit ("95°", "lacks 5°", "4-/5", "16/24", "14.2 s")."""
    if isinstance(value, Score):
        return _score(value)
    if value.grade:
        grade = " ".join(value.grade.split())
        plain = value.measure is Measure.STRENGTH and "/" not in grade and grade.rstrip("+-").replace(".", "").isdigit()
        return f"{grade}/5" if plain else grade
    if value.value is None:
        return ""
    if value.measure is Measure.ROM and _counts_lack(value):
        return "0°" if value.value == 0 else f"lacks {number(-value.value)}°"
    text = number(value.value)
    if value.value_high is not None and value.value_high != value.value:
        text = f"{text}–{number(value.value_high)}"
    return with_unit(text, value.unit)


def _counts_lack(value: Measurement) -> bool:
    norm = rom_norm(value.joint, value.motion)
    return (
        norm is not None
        and norm.normal == 0
        and (value.value or 0) <= 0
        and norm.unit == "deg"
        and not value.value_high
    )


def _score(score: Score) -> str:
    known = instruments().get(score.instrument)
    unit = score.unit or (known.unit if known else None)
    text = number(score.value)
    if unit == "points":
        return f"{text}/{number(known.max)}" if known and known.max else text
    return with_unit(text, unit)


def read(value: Value, reading: Reading) -> str:
    """A published reading of a value; without its bound where that is in another unit than the value is written in."""
    known = instrument_of(value)
    converted = known is not None and value.unit != known.unit and (value.unit or "") in known.also_in
    return reading.meaning if converted else f"{reading.called} {reading.at}: {reading.meaning}"


def said_earlier(earlier: Earlier) -> str:
    """An earlier value in a sentence ("4/10 on 03/09/26", "4/10 at baseline")."""
    text = shown(earlier.value)
    if earlier.day is not None:
        return f"{text} on {on_day(earlier.day)}"
    return f"{text} at baseline" if earlier.baseline else text


def shown_earlier(earlier: Earlier) -> str:
    """An earlier value with its day where it has one ("72° (03/09/26)", "95° (baseline)")."""
    text = shown(earlier.value)
    if earlier.day is not None:
        return f"{text} ({on_day(earlier.day)})"
    return f"{text} (baseline)" if earlier.baseline else text


def name_of_value(value: Value, style: Style) -> str:
    """What a value measures, as the first cell of its row ("L knee flexion AROM")."""
    if isinstance(value, Score):
        return _joined(_score_name(value, style), style.side(value.side))
    side = style.side(value.side)
    place = " ".join(part.replace("_", " ") for part in (value.joint, value.motion) if part)
    if value.measure is Measure.ROM:
        return capitalized(_joined(side, place, style.mode(value.mode) or ("" if place.endswith("motion") else "ROM")))
    if value.measure in (Measure.STRENGTH, Measure.GRIP, Measure.SENSATION, Measure.REFLEX):
        return capitalized(_joined(side, place, name_of("measure", value.measure)))
    own = words_before_value(value)
    if value.measure is Measure.VITAL:
        return capitalized(value.motion or value.joint or name_of("measure", value.measure))
    if value.measure is Measure.GIRTH:
        return capitalized(own or _joined(side, place, "girth"))
    if value.measure is Measure.BALANCE:
        name = value.motion or value.context or value.joint or own or "balance"
        return _joined(capitalized(tidied(name)), side if side and side not in name.split() else "")
    if value.measure is Measure.GAIT_SPEED:
        return capitalized(_joined("gait speed", f"({value.context})" if value.context else ""))
    return capitalized(_joined(side, place, name_of("measure", value.measure)))


def _score_name(score: Score, style: Style) -> str:
    known = instruments().get(score.instrument)
    if known is None:
        return score.instrument.replace("_", " ").upper()
    return known.name if style.expanded else min((known.name, *known.aliases[:1]), key=len)


def words_before_value(value: Measurement) -> str:
    """What the source writes before the number ("Girth midpatella L")."""
    quote = tidied(value.evidence[0].quote)
    at = quote.rfind(f"{value.value:g}") if value.value is not None else -1
    words = _TRAILING.sub("", quote[:at] if at > 0 else "").strip(" :-–—=,(")
    return words if 2 < len(words) <= 40 else ""


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def compared(now: Value, was: Value, population: str) -> Compared | None:
    """The change from `was` to `now` in words; None where they cannot be subtracted."""
    if now.value is None or was.value is None or type(now) is not type(was):
        return None
    if isinstance(now, Score):
        return _compared_scores(now, was.value, was.unit, population)
    if not isinstance(was, Measurement) or (now.unit or "") != (was.unit or "") or now.value_high or was.value_high:
        return None
    if now.measure is Measure.ROM:
        return _compared_motion(now, was.value)
    if now.measure is Measure.STRENGTH:
        return _compared_strength(now.value, was.value)
    if now.measure is Measure.PAIN:
        return compared_pain(now.value, was.value, population)
    amount = round(now.value - was.value, 2)
    return Compared("unchanged" if amount == 0 else with_unit(signed(amount), now.unit), f"change.{now.measure}", None)


def _compared_motion(now: Measurement, was: float) -> Compared:
    change = rom_change(now.joint, now.motion, was, now.value or 0.0)
    text = "unchanged" if change.amount == 0 else with_unit(signed(change.amount), "mm" if change.unit == "mm" else "°")
    if change.verdict is Verdict.WITHIN_ERROR:
        text += ", within error"
    return Compared(text, "change.rom", change)


def _compared_strength(now: float, was: float) -> Compared | None:
    try:
        change = strength_change(was, now)
    except ValueError:
        return None
    text = "same grade" if change.better is None else "higher grade" if change.better else "lower grade"
    return Compared(text, "change.strength", change)


def compared_pain(now: float, was: float, population: str) -> Compared | None:
    """A change of a pain rating of 0 to 10."""
    if not (0 <= now <= 10 and 0 <= was <= 10):
        return None
    change = instrument_change("nprs", was, now, population)
    return Compared(_judged(change, ""), "change.pain", change)


def _compared_scores(now: Score, was: float, was_unit: str | None, population: str) -> Compared | None:
    known = instruments().get(now.instrument)
    if known is None:
        return Compared(signed(now.value - was), "change.score", None) if now.unit == was_unit else None
    if now.unit != was_unit and now.unit and was_unit:
        return None
    try:
        change = instrument_change(now.instrument, was, now.value, population, now.unit)
    except (KeyError, ValueError):
        return None
    return Compared(_judged(change, change.unit), "change.score", change)


def _judged(change: Change, unit: str) -> str:
    """The amount and its verdict; a change below its threshold is never called an improvement."""
    if change.amount == 0:
        return "unchanged"
    amount = with_unit(signed(change.amount), unit)
    threshold = number(change.threshold) if change.threshold is not None else ""
    if change.verdict in (Verdict.WITHIN_ERROR, Verdict.BELOW_IMPORTANT):
        return f"{amount}, below {change.kind} {threshold}"
    if change.verdict is Verdict.UNJUDGED or not threshold:
        return amount
    word = "improved" if change.improved else "worse"
    return f"{amount}, {word} ({change.kind} {threshold})"
