"""Evaluation: what an evaluation computes is derived anew from the facts it cites, and must come out the same.

Complexity counts and the code they support, side differences, published readings, targets against measurement error,
visits and end of the plan, the period of certification.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document, Scope
from chartside.domain.facts import Fact, Goal, Measurement, Score, Side
from chartside.domain.flags import Flag, Severity, Where
from chartside.measures import instruments, reading_of
from chartside.plan_of_care import (
    Counted,
    certification_term,
    elements_in,
    evaluation_levels,
    factors_in,
    frequencies,
    level_reached,
    plan_end,
    plan_weeks,
    planned_visits,
    presentation_in,
    supported_level,
)
from chartside.verify.evidence import Support, supports
from chartside.verify.figures import day_of, days_in, numbers_in

_CODE = re.compile(r"\b9716\d\b")
_COUNT = re.compile(r":\s*(\d+):|^(\d+):")
_LOWER = re.compile(r"\b([LR]) (?:(\d+(?:\.\d+)?)\s?\S*\s+less|lower)\b")
_READING = re.compile(r"(?:cut-off|band) (\S+): ([^;)|]+?)(?=[;)|.]|\s*$)")
_BEYOND = re.compile(r"(?P<amount>\d+(?:\.\d+)?)[^,;|\d]*, (?P<rest>(?:not )?beyond [^;|]+)")
_THRESHOLD = re.compile(r"(not beyond|beyond|and|,)?\s*(?:MDC|MCID|measurement error) (\d+(?:\.\d+)?)")
_VISITS = re.compile(r"(\d+(?:\.\d+)?) visits")
_WEEKS = re.compile(r"(\d+(?:\.\d+)?) weeks")


class EvaluationCheck:
    """Computes again what the tables of an evaluation state."""

    name = "evaluation"

    def check(self, document: Document, canvas: Canvas) -> Iterable[Flag]:
        """Computed rows and sentences that the cited facts do not give; a report of a course has a check of its own."""
        if document.scope is not Scope.VISIT:
            return
        for support in supports(document, canvas):
            rule = support.statement.computed_by or ""
            derive = _RULES.get(rule)
            if derive is not None and support.computed:
                for problem in derive(support, canvas):
                    yield _flag(support, problem)


def _factors(support: Support, canvas: Canvas) -> Iterator[str]:
    yield from _counted(support, canvas, factors_in(support.facts), "factors")


def _elements(support: Support, canvas: Canvas) -> Iterator[str]:
    yield from _counted(support, canvas, elements_in(support.facts), "elements")


def _counted(support: Support, canvas: Canvas, counted: tuple[Counted, ...], of: str) -> Iterator[str]:
    said = {int(next(filter(None, hit.groups()))) for hit in _COUNT.finditer(support.text.replace(" | ", "\n"))}
    if said - {len(counted)}:
        yield f"The cited facts hold {len(counted)} {of}, not {max(said)}."
    level = level_reached(evaluation_levels(canvas.header.visit_date), len(counted), of=of)
    codes = set(_CODE.findall(support.text))
    if level is None or codes - {level.code}:
        yield f"{len(counted)} {of} support {level.code if level else 'no code'}."
    lower = support.text.lower()
    missing = [item.name for item in counted if item.name not in lower]
    if missing:
        yield f"What is counted is not all named: {', '.join(missing)}."


def _presentation(support: Support, canvas: Canvas) -> Iterator[str]:
    said = _stated_presentation(canvas)
    words = re.findall(r"\b(?:unstable|evolving|stable)\b", support.statement.text)
    if said is None or set(words) != {said}:
        yield f"The sources state the presentation as {said or 'nothing'}."
        return
    right = {level.code for level in evaluation_levels(canvas.header.visit_date) if level.presentation == said}
    if set(_CODE.findall(support.text)) - right:
        yield f"A presentation that is {said} supports {', '.join(sorted(right))}."


def _code(support: Support, canvas: Canvas) -> Iterator[str]:
    factors, elements = factors_in(support.facts), elements_in(support.facts)
    level = supported_level(len(factors), len(elements), _stated_presentation(canvas), canvas.header.visit_date)
    proposed, _, stated = support.text.partition("the note has")
    own = {str(code) for fact in support.facts if (code := getattr(fact, "code", None))}
    if level is None or set(_CODE.findall(proposed)) != {level.code}:
        yield f"The cited facts support {level.code if level else 'no code'}."
    elif level.name not in proposed:
        yield f"{level.code} is of {level.name} complexity."
    for name, counted in (("factors", factors), ("elements", elements)):
        if any(int(said) != len(counted) for said in re.findall(rf"{name} (\d+)", proposed)):
            yield f"The cited facts hold {len(counted)} {name}."
    if set(_CODE.findall(stated)) - own:
        yield "The note has another code."


def _stated_presentation(canvas: Canvas) -> str | None:
    found = (presentation_in(source) for source in canvas.sources if source.id in canvas.current)
    return next((said[0] for said in found if said is not None), None)


def _difference(support: Support, canvas: Canvas) -> Iterator[str]:
    sides: dict[str, float] = {}
    for fact in support.facts:
        if isinstance(fact, Measurement) and fact.value is not None and fact.side in (Side.LEFT, Side.RIGHT):
            sides.setdefault("L" if fact.side is Side.LEFT else "R", fact.value)
    for side, gap in _LOWER.findall(support.text):
        if sides.keys() != {"L", "R"}:
            yield "A side difference rests on both sides."
            return
        other = "R" if side == "L" else "L"
        if sides[side] >= sides[other]:
            yield f"{side} is not the lower side."
        elif gap and abs(float(gap) - (sides[other] - sides[side])) > 0.01:
            yield f"{side} is {sides[other] - sides[side]:g} less, not {gap}."
    if "same on both sides" in support.text and len(set(sides.values())) != 1:
        yield "The sides differ."


def _readings(support: Support, canvas: Canvas) -> Iterator[str]:
    values = [f for f in support.facts if isinstance(f, Measurement | Score)]
    right = {(r.at, r.meaning) for f in values if (r := reading_of(f)) is not None}
    for at, meaning in _READING.findall(support.text):
        if (at, meaning.strip()) not in right and not any(a == at and m.startswith(meaning) for a, m in right):
            yield f"No published reading of the cited value is “{at}: {meaning.strip()}”."


def _targets(support: Support, canvas: Canvas) -> Iterator[str]:
    hit = _BEYOND.search(support.statement.text)
    if hit is None:
        return
    amount, beyond = float(hit["amount"]), True
    gaps = set(_gaps(support.facts))
    if gaps and not any(abs(amount - gap) < 0.01 for gap in gaps):
        yield f"From the baseline to the target it is {', '.join(f'{g:g}' for g in sorted(gaps))}."
    for word, least in _THRESHOLD.findall(hit["rest"]):
        beyond = False if word == "not beyond" else True if word == "beyond" else beyond
        if beyond != (amount >= float(least)):
            yield f"{amount:g} is {'' if amount >= float(least) else 'not '}beyond {least}."


def _gaps(facts: Iterable[Fact]) -> Iterator[float]:
    facts = tuple(facts)
    targets = [f.target_value for f in facts if isinstance(f, Goal) and f.target_value is not None]
    for fact in facts:
        if isinstance(fact, Measurement | Score) and fact.value is not None:
            known = instruments().get(fact.instrument) if isinstance(fact, Score) else None
            for target in targets:
                yield round(abs(target - fact.value), 2)
                if known is not None and (own := known.in_own_unit(abs(target - fact.value), fact.unit)) is not None:
                    yield round(own, 2)


def _visits(support: Support, canvas: Canvas) -> Iterator[str]:
    items = frequencies(support.facts)
    for name, pattern, right in (("visits", _VISITS, planned_visits(items)), ("weeks", _WEEKS, plan_weeks(items))):
        for said in pattern.findall(support.text):
            if right is None or abs(float(said) - right) > 0.01:
                yield f"The plan comes to {right if right is None else f'{right:g}'} {name}, not {said}."
    yield from _ends(support, canvas, 0)


def _period(support: Support, canvas: Canvas) -> Iterator[str]:
    day = canvas.header.visit_date
    longest = certification_term("longest_period", day) if day is not None else None
    yield from _ends(support, canvas, longest.days if longest is not None else 0)


def _ends(support: Support, canvas: Canvas, most: int) -> Iterator[str]:
    """A plan runs from the visit to its end, at most so many days where a limit is given."""
    day = canvas.header.visit_date
    end = plan_end(frequencies(support.facts), day)
    if day is None or end is None:
        yield "Nothing cited says how long the plan runs."
        return
    if most and (end - day).days > most:
        end = type(end).fromordinal(day.toordinal() + most)
    wrong = [d for d in days_in(support.text) if not d.same_as(day_of(day)) and not d.same_as(day_of(end))]
    if wrong:
        yield f"It ends on {end:%m/%d/%Y}, not on {wrong[0]}."


def _due(support: Support, canvas: Canvas) -> Iterator[str]:
    day = canvas.header.visit_date
    term = certification_term("certified_within", day) if day is not None else None
    if term is None or day is None:
        yield "No rule of certification is in force on this day."
        return
    if any(not d.same_as(day_of(term.ends(day))) for d in days_in(support.text)):
        yield f"It is due by {term.ends(day):%m/%d/%Y}."
    if float(term.days) not in numbers_in(support.text):
        yield f"The rule gives {term.days} days."


_RULES: Mapping[str, Callable[[Support, Canvas], Iterator[str]]] = MappingProxyType(
    {
        "complexity.factors": _factors,
        "complexity.elements": _elements,
        "complexity.presentation": _presentation,
        "complexity.code": _code,
        "difference.sides": _difference,
        "reading.published": _readings,
        "deficit.norm": _readings,
        "goal.target": _targets,
        "plan.visits": _visits,
        "certification.period": _period,
        "certification.due": _due,
    }
)


def _flag(support: Support, problem: str) -> Flag:
    return Flag(
        "evaluation.told_wrong",
        Severity.BLOCK,
        problem,
        Where(statement=support.statement.id),
        "Draft the evaluation anew, or reject the sentence.",
        "Chartside promise: what is computed follows from the facts it cites",
    )


CHECK = EvaluationCheck()
