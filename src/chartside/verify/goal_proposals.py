"""Goals that could be proposed: from deficits, limited tasks and the patient's words that no stated goal covers.

A proposal is a question. Only what the PT accepts becomes a line of the sources, and only then a goal of the plan.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chartside.domain.canvas import Canvas
from chartside.domain.facts import Assertion, Fact, Function, Goal, Measure, Measurement, Mode, Score, When
from chartside.domain.source import SourceKind
from chartside.measures import (
    Deficit,
    FunctionNeed,
    Instrument,
    deficits_of,
    function_needs,
    instrument_of,
    instruments,
    measurement_error,
    population_of,
    thresholds_for,
)
from chartside.plan_of_care import is_limited, is_wish

_WORD = re.compile(r"[a-z]{3,}")
_IDLE = frozenset(
    {"the", "and", "with", "for", "will", "able", "without", "return", "back", "get", "his", "her", "their", "patient"}
)
_PARTS = re.compile(r"\s*(?:,|;|\band\b|\bthen\b)\s*", re.I)
_LEAD = re.compile(
    r"^(?:to |be able to |wants? to |want |hopes? to |would like to |goal:? |i want to |i'd like to |get back to )+",
    re.I,
)
_NEGATED = re.compile(r"^(?:not|unable to|cannot|can.?t|no|difficulty(?: with)?|limited)\s+", re.I)
_BY_WHEN = re.compile(r"\s+(?:by|before|within|until)\s.*$", re.I)
_LONGEST = 60
_ENDING = re.compile(r"^(\w{2,}?)(\w)\2?(?:ing|ed)$")
_DOUBLED = re.compile(r"([^s])\1$")


@dataclass(frozen=True, slots=True)
class ScoreProposal:
    """A target of a measure that no goal uses: the baseline moved by the change that counts."""

    value: Score
    name: str
    baseline: str
    target: str
    threshold: str
    source: str


@dataclass(frozen=True, slots=True)
class MotionProposal:
    """A target of a limited motion: what the next task needs, and a step on the way beyond measurement error."""

    value: Measurement
    name: str
    baseline: str
    need: FunctionNeed
    halfway: float


@dataclass(frozen=True, slots=True)
class FunctionProposal:
    """A limited task that no goal covers."""

    fact: Function
    task: str


@dataclass(frozen=True, slots=True)
class WishProposal:
    """Words of the patient that no goal covers, with the pain to come down to where it is rated."""

    fact: Goal
    wish: str
    pain: str
    basis: str


def goals_of_care(canvas: Canvas) -> tuple[Goal, ...]:
    """Goals of the plan that the visit's sources state."""
    return tuple(f for f in canvas.today() if isinstance(f, Goal) and not is_wish(f, canvas.source(f.source)))


def known_goals(canvas: Canvas) -> tuple[Goal, ...]:
    """Goals of the plan that any source of the episode states: what has a goal already needs no other."""
    return tuple(f for f in canvas.facts if isinstance(f, Goal) and not is_wish(f, canvas.source(f.source)))


def wishes(canvas: Canvas) -> tuple[Goal, ...]:
    """Goals in the patient's own words, of the visit's sources and of intake forms."""
    forms = {s.id for s in canvas.sources if s.kind is SourceKind.INTAKE} | canvas.current
    care = set(goals_of_care(canvas))
    return tuple(f for f in canvas.facts if isinstance(f, Goal) and f.source in forms and f not in care)


def score_proposals(canvas: Canvas) -> Iterator[ScoreProposal]:
    """For each deficient measure that no goal names, unless another measure has a goal already."""
    goals = known_goals(canvas)
    deficits = [d for d in _deficits(canvas) if isinstance(d.value, Score)]
    if any(_names_score(goal, d.value) for goal in goals for d in deficits):
        return
    for deficit in deficits:
        assert isinstance(deficit.value, Score)
        proposal = _score_proposal(deficit.value, population_of(canvas))
        if proposal is not None:
            yield proposal


def _score_proposal(value: Score, population: str) -> ScoreProposal | None:
    instrument = instruments().get(value.instrument)
    own = instrument.in_own_unit(value.value, value.unit) if instrument is not None else None
    if instrument is None or own is None or instrument.higher_is_better is None:
        return None
    named = zip(("MDC", "MCID"), thresholds_for(instrument.id, own, population), strict=True)
    found = [(t.amount(own), name, t) for name, t in named if t is not None]
    if not found:
        return None
    amount, name, threshold = max(found, key=lambda item: item[0])
    target = own + amount if instrument.higher_is_better else own - amount
    target = _outward(target, upward=instrument.higher_is_better, whole=instrument.unit == "points")
    if not instrument.min <= target <= instrument.max:
        return None
    sign = "≥" if instrument.higher_is_better else "≤"
    short = min((instrument.name, *instrument.aliases[:1]), key=len)
    return ScoreProposal(
        value, short, _scored(own, instrument), f"{sign} {_scored(target, instrument)}",
        f"{name} {threshold.amount(own):g}", threshold.source,
    )  # fmt: skip


def _outward(value: float, *, upward: bool, whole: bool) -> float:
    """A target rounded away from the baseline, so that it still reaches the change that counts."""
    step = 1 if whole else 10
    return (math.ceil(value * step - 1e-9) if upward else math.floor(value * step + 1e-9)) / step


def _scored(value: float, instrument: Instrument) -> str:
    if instrument.unit == "points":
        return f"{value:g}/{instrument.max:g}"
    return f"{value:g}%" if instrument.unit == "%" else f"{value:g} {instrument.unit}"


def motion_proposals(canvas: Canvas) -> Iterator[MotionProposal]:
    """For each limited motion of which no goal speaks, where a task that needs more is known."""
    goals = known_goals(canvas)
    for deficit in _deficits(canvas):
        value = deficit.value
        if not isinstance(value, Measurement) or value.measure is not Measure.ROM or value.value is None:
            continue
        if value.mode is Mode.PASSIVE or any(_names_motion(goal, value) for goal in goals):
            continue
        need = next((n for n in function_needs(value.joint, value.motion) if n.needed > value.value), None)
        if need is not None and need.unit == "deg":
            side = {"left": "L ", "right": "R "}.get(str(value.side or ""), "")
            name = f"{side}{(value.joint or '').replace('_', ' ')} {value.motion or ''} AROM"
            yield MotionProposal(value, name, f"{value.value:g} deg", need, _halfway(value, need.needed))


def _halfway(value: Measurement, needed: float) -> float:
    """Half of the way, in steps as goniometers are read; all of it where half is within the error of measurement."""
    error = measurement_error(Measure.ROM, value.joint)
    step = error.value if error is not None else 1.0
    now = value.value or 0.0
    half = math.ceil((now + needed) / 2 / step) * step
    return half if now + step <= half < needed else needed


def function_proposals(canvas: Canvas) -> Iterator[FunctionProposal]:
    """For each limited task that neither a goal nor a wish covers."""
    stated = [*known_goals(canvas), *wishes(canvas)]
    seen: set[str] = set()
    for fact in canvas.today():
        if not isinstance(fact, Function) or not is_limited(fact) or any(g.place.overlaps(fact.place) for g in stated):
            continue
        task = _NEGATED.sub("", " ".join(fact.task.split())).strip(" .,;:")
        words = _stems(f"{task} {fact.level or ''}")
        if len(task) > _LONGEST or not words or task.lower() in seen or any(words & _stems(g.text) for g in stated):
            continue
        seen.add(task.lower())
        yield FunctionProposal(fact, task)


def wish_proposals(canvas: Canvas) -> Iterator[WishProposal]:
    """For each thing the patient wants that no goal covers."""
    goals = known_goals(canvas)
    pain, basis = _pain_target(canvas)
    seen: set[str] = set()
    for fact in wishes(canvas):
        words = " ".join(fact.place.quote.split()).strip(" .,;:\"“”'")
        for part in _PARTS.split(words):
            wish = _BY_WHEN.sub("", _LEAD.sub("", part)).strip(" .,;:\"“”'")
            stems = _stems(wish)
            if not stems or len(wish) > _LONGEST or wish.lower() in seen:
                continue
            if any(stems & _stems(goal.text) for goal in goals):
                continue
            seen.add(wish.lower())
            yield WishProposal(fact, wish, pain, basis)


def _pain_target(canvas: Canvas) -> tuple[str, str]:
    """Worst pain less the change that counts, with its row; empty where there is no such pain."""
    rated = [d.value for d in _deficits(canvas) if isinstance(d.value, Measurement) and d.value.measure is Measure.PAIN]
    value = max(rated, key=lambda v: v.value or 0, default=None)
    instrument = instrument_of(value) if value is not None else None
    if value is None or value.value is None or instrument is None:
        return "", ""
    found = [t for t in thresholds_for(instrument.id, value.value, population_of(canvas)) if t is not None]
    if not found:
        return "", ""
    threshold = max(found, key=lambda t: t.amount(value.value or 0))
    target = math.floor(value.value - threshold.amount(value.value))
    if target < 0:
        return "", ""
    kind = "MDC" if threshold in instrument.mdc else "MCID"
    basis = f" Pain {value.value:g}/10 at worst today; the target rests on {kind} {threshold.amount(value.value):g}"
    return f" with pain {target:g}/10 or less", f"{basis} ({threshold.source})."


def _deficits(canvas: Canvas) -> tuple[Deficit, ...]:
    return deficits_of(f for f in canvas.today() if isinstance(f, Measurement | Score))


def _names_score(goal: Goal, value: Fact) -> bool:
    instrument = instruments().get(value.instrument) if isinstance(value, Score) else None
    if instrument is None:
        return False
    names = (instrument.id, instrument.name, *instrument.aliases)
    return any(re.search(rf"(?<!\w){re.escape(n)}(?!\w)", goal.text, re.I) for n in names if len(n) > 2)


def _names_motion(goal: Goal, value: Measurement) -> bool:
    """Whether a goal speaks of a motion, or only of the joint's motion as a whole."""
    text, motion = goal.text.lower(), (value.motion or "").lower()
    abbreviated = "".join(word[0] for word in motion.split()) if " " in motion else motion[:4]
    joint = (value.joint or "").lower()
    said = bool(re.search(rf"\b{re.escape(abbreviated)}", text)) if abbreviated else False
    return said or (bool(joint) and joint in text and "rom" in text)


def _stems(text: str) -> frozenset[str]:
    words = (_ENDING.sub(r"\1\2", word) for word in _WORD.findall(text.lower()) if word not in _IDLE)
    return frozenset(_DOUBLED.sub(r"\1", word)[:5].rstrip("s") for word in words)


def limited_now(facts: Iterable[Fact]) -> bool:
    """Whether a present limit of function is told."""
    return any(isinstance(f, Function) and f.when is When.CURRENT and f.assertion is not Assertion.GOAL for f in facts)
