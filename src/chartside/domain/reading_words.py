"""A fact in words: as it is shown where it was read, and as a correction says it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from chartside.domain.facts import (
    Assertion,
    AssistLevel,
    BilledLine,
    Diagnosis,
    Fact,
    Function,
    Goal,
    GoalTerm,
    Intervention,
    Measure,
    Measurement,
    Mode,
    PlanItem,
    Score,
    SpecialTest,
    Symptom,
    TestResult,
    TimeEntry,
    TimeOf,
    When,
)

_MEASURES = {Measure.ROM: "ROM", Measure.VITAL: "vital sign", Measure.GAIT_SPEED: "gait speed"}
_NAMES = {
    "special_test": "test", "intervention": "treatment", "billed": "charge", "social": "social history",
}  # fmt: skip
_WHEN = {
    When.CURRENT: "now", When.PRIOR: "before", When.BASELINE: "at baseline", When.GOAL: "as a goal",
    When.NORMAL: "as normal",
}  # fmt: skip
_TIMES = {
    TimeOf.TOTAL_TREATMENT: "total treatment time", TimeOf.TIMED_TOTAL: "timed treatment", TimeOf.CODE: "",
    TimeOf.START: "start", TimeOf.END: "end",
}  # fmt: skip
_MODES = {Mode.ACTIVE_ASSISTED: "active-assisted"}
_TERMS = {GoalTerm.SHORT: "short-term", GoalTerm.LONG: "long-term"}
_PAIN = {"current": "", "best": "at best", "worst": "at worst", "rest": "at rest", "activity": "with activity"}
_STANCES = {
    Assertion.ABSENT: "no {}",
    Assertion.HISTORICAL: "past {}",
    Assertion.POSSIBLE: "possible {}",
    Assertion.PLANNED: "planned: {}",
    Assertion.GOAL: "goal: {}",
    Assertion.FAMILY: "family: {}",
}
_AS_A_RULE = {
    "plan": Assertion.PLANNED, "goal": Assertion.GOAL, "history": Assertion.HISTORICAL, "event": Assertion.HISTORICAL,
}  # fmt: skip
_SIDES = {"left": r"left|lt?", "right": r"right|rt?", "bilateral": r"bilat\w*|both|b"}


def reading_of(fact: Fact) -> str:
    """A fact as short parts ("ROM · knee · flexion · right · active · 105 deg · now"); every key it has is named."""
    parts = [_kind_name(fact), *_PARTS.get(fact.kind, _text_parts)(fact)]
    if isinstance(fact, Measurement | Score) or fact.when is not When.CURRENT:
        parts.append(_WHEN[fact.when])
    if fact.assertion is not Assertion.PRESENT:
        parts.append(fact.assertion.value)
    if fact.date is not None:
        parts.append(f"on {fact.date.isoformat()}")
    return " · ".join(part for part in parts if part)


def plain_words(fact: Fact) -> str:
    """A fact as a stretch of a sentence that says its value ("right knee flexion active 115 deg")."""
    text = " ".join(_PLAIN.get(fact.kind, _text_plain)(fact).split())
    stance = _STANCES.get(fact.assertion)
    if stance and _AS_A_RULE.get(fact.kind) is not fact.assertion:
        text = stance.format(text)
    if fact.when is not When.CURRENT:
        text += f" {_WHEN[fact.when]}"
    if fact.date is not None and fact.date.isoformat() not in text:
        text += f", on {fact.date.isoformat()}"
    return text


def _kind_name(fact: Fact) -> str:
    if isinstance(fact, Measurement):
        return _MEASURES.get(fact.measure, fact.measure.value)
    return _NAMES.get(fact.kind, fact.kind)


def _number(value: float | None, unit: str | None = None) -> str:
    """A number with its unit, signs set close ("3/10", "80%")."""
    if value is None:
        return ""
    space = "" if unit and unit[0] in "/%°" else " "
    return f"{round(value, 3):g}{space}{unit or ''}".strip()


def _measured(fact: Measurement) -> str:
    if fact.grade:
        return fact.grade
    if fact.value is None or fact.value_high is None:
        return _number(fact.value if fact.value is not None else fact.value_high, fact.unit)
    return f"{_number(fact.value)}–{_number(fact.value_high, fact.unit)}"


def _spelled(word: object) -> str:
    """An enumerated value as words; empty where there is none."""
    return "" if word is None else str(word).replace("_", " ")


def _mode(mode: Mode | None) -> str:
    return "" if mode is None else _MODES.get(mode, mode.value)


def _assist(level: AssistLevel | None) -> str:
    """Help needed, as words ("min assist", "supervision")."""
    if level is None:
        return ""
    hands_on = level in (AssistLevel.MIN, AssistLevel.MOD, AssistLevel.MAX)
    return f"{level.value} assist" if hands_on else _spelled(level)


def _dose(sets: float | None, reps: float | None) -> str:
    if sets is not None and reps is not None:
        return f"{sets:g} x {reps:g}"
    return f"{sets:g} sets" if sets is not None else f"x {reps:g}" if reps is not None else ""


def _load(fact: Intervention) -> str:
    if isinstance(fact.load, str):
        return f"{fact.load} {fact.load_unit or 'band'}" if fact.load.isalpha() else fact.load
    return _number(fact.load, fact.load_unit)


def _measurement_parts(fact: Measurement) -> Iterator[str]:
    yield from (fact.joint or "", fact.motion or "", _spelled(fact.side), _mode(fact.mode), _measured(fact))
    yield fact.context or ""


def _score_parts(fact: Score) -> Iterator[str]:
    yield from (fact.instrument.replace("_", " "), _spelled(fact.side), _number(fact.value, fact.unit))


def _test_parts(fact: SpecialTest) -> Iterator[str]:
    yield from (fact.name, _spelled(fact.side), _spelled(fact.result))


def _intervention_parts(fact: Intervention) -> Iterator[str]:
    yield from (fact.name, _spelled(fact.category), _spelled(fact.side), _dose(fact.sets, fact.reps))
    yield f"{fact.hold_seconds:g} s hold" if fact.hold_seconds is not None else ""
    yield from (_load(fact), _number(fact.minutes, "min"), fact.code or "", _assist(fact.assist))
    yield f"cues: {fact.cues}" if fact.cues else ""
    yield f"response: {fact.response}" if fact.response else ""


def _time_parts(fact: TimeEntry) -> Iterator[str]:
    yield from (_spelled(fact.what), fact.code or "", _number(fact.minutes, "min"), fact.clock or "")


def _billed_parts(fact: BilledLine) -> Iterator[str]:
    yield fact.code
    yield f"{fact.units:g} {'unit' if fact.units == 1 else 'units'}" if fact.units is not None else ""
    yield from (_number(fact.minutes, "min"), " ".join(fact.modifiers))


def _diagnosis_parts(fact: Diagnosis) -> Iterator[str]:
    yield from (fact.text, fact.icd10 or "", _spelled(fact.side))


def _function_parts(fact: Function) -> Iterator[str]:
    yield from (fact.task, fact.level or "", _assist(fact.assist), fact.device or "")
    yield _number(fact.distance, fact.distance_unit)


def _goal_parts(fact: Goal) -> Iterator[str]:
    yield from (_TERMS[fact.term] if fact.term else "", fact.text)
    yield f"target {_number(fact.target_value, fact.target_unit)}" if fact.target_value is not None else ""
    yield from (f"due {fact.due}" if fact.due else "", _spelled(fact.status))


def _plan_parts(fact: PlanItem) -> Iterator[str]:
    yield from (_spelled(fact.what), fact.text)
    yield f"{fact.per_week:g} a week" if fact.per_week is not None else ""
    yield f"{fact.weeks:g} weeks" if fact.weeks is not None else ""


def _symptom_parts(fact: Symptom) -> Iterator[str]:
    yield from (fact.text, fact.region or "", _spelled(fact.side), _spelled(fact.trend))


def _text_parts(fact: Fact) -> Iterator[str]:
    """The parts of a kind that has a text, and of an event what it is."""
    yield from (_spelled(getattr(fact, "what", None)), str(getattr(fact, "text", "")))


def _measurement_plain(fact: Measurement) -> str:
    where, value = [_spelled(fact.side), fact.joint or ""], _measured(fact)
    context = fact.context or ""
    if fact.measure is Measure.PAIN:
        words = [*where, fact.motion or "", "pain", value, _PAIN.get(context, context)]
    elif fact.measure is Measure.ROM:
        words = [*where, fact.motion or "ROM", _mode(fact.mode), value, context]
    elif fact.measure is Measure.VITAL:
        words = [*where, fact.motion or "vital sign", value, context]
    else:
        words = [*where, fact.motion or "", _mode(fact.mode), _spelled(fact.measure), value, context]
    return " ".join(words)


def _score_plain(fact: Score) -> str:
    return f"{_spelled(fact.side)} {fact.instrument.replace('_', ' ').upper()} {_number(fact.value, fact.unit)}"


def _test_plain(fact: SpecialTest) -> str:
    return f"{_sided(fact.name, fact.side)} {'' if fact.result is TestResult.OTHER else fact.result.value}"


def _intervention_plain(fact: Intervention) -> str:
    lead = " ".join(part for part in (_sided(fact.name, fact.side), _dose(fact.sets, fact.reps)) if part)
    hold = f"{fact.hold_seconds:g} s hold" if fact.hold_seconds is not None else ""
    rest = [hold, _load(fact), _number(fact.minutes, "min"), _assist(fact.assist), fact.cues or "", fact.response or ""]
    return _added(lead, *rest) + (f" ({fact.code})" if fact.code and fact.code not in lead else "")


def _time_plain(fact: TimeEntry) -> str:
    return f"{_TIMES[fact.what]} {fact.code or ''} {_number(fact.minutes, 'min')} {fact.clock or ''}"


def _billed_plain(fact: BilledLine) -> str:
    return "billed " + ", ".join(part for part in _billed_parts(fact) if part)


def _diagnosis_plain(fact: Diagnosis) -> str:
    text = _sided(fact.text, fact.side)
    return f"{text} ({fact.icd10})" if fact.icd10 and fact.icd10 not in text else text


def _function_plain(fact: Function) -> str:
    level = fact.level or ""
    whole = level if fact.task.casefold() in level.casefold() else f"{fact.task}: {level}" if level else fact.task
    distance = _number(fact.distance, fact.distance_unit)
    return _added(whole, _assist(fact.assist), f"with {fact.device}" if fact.device else "", distance)


def _goal_plain(fact: Goal) -> str:
    lead = f"{_TERMS[fact.term]} goal: {fact.text}" if fact.term else fact.text
    target = f"target {_number(fact.target_value, fact.target_unit)}" if fact.target_value is not None else ""
    return _added(lead, target, f"due {fact.due}" if fact.due else "", _spelled(fact.status))


def _plan_plain(fact: PlanItem) -> str:
    often = f"{fact.per_week:g} times a week" if fact.per_week is not None else ""
    return _added(fact.text, often, f"for {fact.weeks:g} weeks" if fact.weeks is not None else "")


def _symptom_plain(fact: Symptom) -> str:
    return _added(_sided(fact.text, fact.side), _spelled(fact.trend))


def _text_plain(fact: Fact) -> str:
    what, text = _spelled(getattr(fact, "what", None)), str(getattr(fact, "text", ""))
    return text if not what or what in text.casefold() else f"{what}: {text}"


def _sided(text: str, side: object) -> str:
    """A text with its side before it, where it does not name it."""
    named = side is None or re.search(rf"(?<!\w)(?:{_SIDES[str(side)]})(?!\w)", text, re.I)
    return text if named else f"{side} {text}"


def _added(text: str, *parts: str) -> str:
    """A text and what it does not say yet: a part is left out where its number, or its words, stand in the text."""
    told = [text]
    for part in parts:
        number = re.search(r"\d+(?:\.\d+)?", part)
        sought = re.escape(number.group() if number else re.sub(r"^(?:with|due) | assist$", "", part))
        said = rf"(?<![\d.]){sought}(?!\d|\.\d)" if number else rf"(?<!\w){sought}(?!\w)"
        if part and not re.search(said, text, re.I):
            told.append(part)
    return ", ".join(told)


_Parts = Callable[[Any], Iterator[str]]
_PARTS: Mapping[str, _Parts] = {
    Measurement.kind: _measurement_parts,
    Score.kind: _score_parts,
    SpecialTest.kind: _test_parts,
    Intervention.kind: _intervention_parts,
    TimeEntry.kind: _time_parts,
    BilledLine.kind: _billed_parts,
    Diagnosis.kind: _diagnosis_parts,
    Function.kind: _function_parts,
    Goal.kind: _goal_parts,
    PlanItem.kind: _plan_parts,
    Symptom.kind: _symptom_parts,
}
_PLAIN: Mapping[str, Callable[[Any], str]] = {
    Measurement.kind: _measurement_plain,
    Score.kind: _score_plain,
    SpecialTest.kind: _test_plain,
    Intervention.kind: _intervention_plain,
    TimeEntry.kind: _time_plain,
    BilledLine.kind: _billed_plain,
    Diagnosis.kind: _diagnosis_plain,
    Function.kind: _function_plain,
    Goal.kind: _goal_plain,
    PlanItem.kind: _plan_plain,
    Symptom.kind: _symptom_plain,
}
