"""Tense: planned, past, possible, wished and family things are not said as the patient's present."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document, Scope
from chartside.domain.facts import Assertion, Fact, Measurement, Score, When
from chartside.domain.flags import Flag, Severity, Where
from chartside.domain.source import SourceKind
from chartside.verify.evidence import Support, supports
from chartside.verify.figures import day_of, days_in, marks_in, numbers_in
from chartside.verify.vocabulary import cues

_SCALE = re.compile(r"/\s*\d+")
_EARLIER = frozenset({When.PRIOR, When.BASELINE})


@dataclass(frozen=True, slots=True)
class _Stance:
    """A stance of facts: the words a sentence needs for it, and the sections that say it by themselves."""

    rule: str
    cue: str
    homes: tuple[str, ...]
    message: str


_STANCES = {
    Assertion.PLANNED: _Stance(
        "tense.planned_as_done",
        "planned",
        ("plan", "goal", "home", "hep", "education", "next"),
        "The source plans this; the sentence says it as done.",
    ),
    Assertion.HISTORICAL: _Stance(
        "tense.past_as_present",
        "past",
        ("history", "background", "diagnos", "precaution"),
        "The source tells this of the past; the sentence says it of today.",
    ),
    Assertion.POSSIBLE: _Stance(
        "tense.possible_as_certain",
        "possible",
        ("plan",),
        "The source holds this possible; the sentence says it as certain.",
    ),
    Assertion.FAMILY: _Stance(
        "tense.family_as_patient",
        "family",
        ("family",),
        "The source says this of the family; the sentence says it of the patient.",
    ),
    Assertion.GOAL: _Stance(
        "tense.goal_as_finding",
        "goal",
        ("goal", "plan"),
        "The source sets this as a goal; the sentence says it as found.",
    ),
}
_EARLIER_VALUE = _Stance(
    "tense.earlier_value",
    "past",
    ("history", "goal", "progress"),
    "The source gives this as an earlier value; the sentence says it of today.",
)
_GOAL_VALUE = _STANCES[Assertion.GOAL]


class TenseCheck:
    """Compares how the facts stand to what they say with the words and the place of the sentence."""

    name = "tense"

    def check(self, document: Document, canvas: Canvas) -> Iterable[Flag]:
        """Statements that turn a plan, the past, a possibility, a goal or a relative into a finding."""
        for support in supports(document, canvas):
            for assertion, stance in _STANCES.items():
                if assertion is Assertion.POSSIBLE and _is_entry(support):
                    continue
                if support.facts and all(f.assertion is assertion for f in support.facts):
                    yield from _judged(support, stance)
            values = [f for f in support.facts if isinstance(f, Measurement | Score)]
            if values and len(values) == len(support.facts):
                if all(_earlier(f, canvas) for f in values) and not _says_days(support, document):
                    yield from _judged(support, _EARLIER_VALUE)
                elif all(f.when is When.GOAL and f.assertion is not Assertion.GOAL for f in values):
                    yield from _judged(support, _GOAL_VALUE)
            if document.scope is not Scope.EPISODE:  # whose columns are read by the check of the course
                yield from _swapped(support, canvas)


def _is_entry(support: Support) -> bool:
    """Whether a sentence gives entries of forms whole, in the patient's words: their doubt would stand there too."""
    forms = {source.id for source in support.sources if source.kind is SourceKind.INTAKE}
    words = " ".join(support.text.split())
    return bool(support.facts) and all(
        f.source in forms and " ".join(f.place.quote.split()) in words for f in support.facts
    )


def _says_days(support: Support, document: Document) -> bool:
    """Whether a sentence of an episode's report names the day of every source its values are from."""
    said = days_in(support.text)
    days = [day_of(source.date) if source.date is not None else None for source in support.sources]
    told = bool(days) and all(day is not None and any(day.same_as(known) for known in said) for day in days)
    return document.scope is Scope.EPISODE and told


def _earlier(fact: Fact, canvas: Canvas) -> bool:
    return fact.when in _EARLIER or (fact.source not in canvas.current and fact.when is When.CURRENT)


def _judged(support: Support, stance: _Stance) -> Iterable[Flag]:
    if support.computed or any(home in support.section.key for home in stance.homes):
        return
    if support.statement.table and any(home in support.statement.table for home in stance.homes):
        return
    if cues(stance.cue).any_in(support.text):
        return
    columns = {key for key, text in support.statement.cells or () if text.strip(" –—-")}
    if (
        stance is _EARLIER_VALUE
        and columns & {"was", "before", "baseline", "initial"}
        and not columns & {"now", "today"}
    ):
        return
    yield Flag(
        stance.rule,
        Severity.WARN if support.by_clinician else Severity.BLOCK,
        stance.message,
        Where(statement=support.statement.id),
        "Say when or how it holds, or reject the sentence.",
        "Chartside promise: planned, past, possible and reported things stay so",
    )


def _swapped(support: Support, canvas: Canvas) -> Iterable[Flag]:
    """Rows whose column for today holds an earlier value, or the other way round."""
    cells = dict(support.statement.cells or ())
    if "now" not in cells or "was" not in cells:
        return
    values = [f for f in support.facts if isinstance(f, Measurement | Score) and f.when is not When.GOAL]
    earlier = {_written(f) for f in values if _earlier(f, canvas)}
    today = {_written(f) for f in values if not _earlier(f, canvas)}
    for key, wrong, right in (("now", earlier - today, today), ("was", today - earlier, earlier)):
        said = {n for n in wrong if n and n in _tokens(cells[key])}
        if said and not any(n and n in _tokens(cells[key]) for n in right):
            yield Flag(
                "tense.columns_swapped",
                Severity.WARN if support.by_clinician else Severity.BLOCK,
                f"The column “{key}” holds {', '.join(sorted(said))}, which the source does not say of that time.",
                Where(statement=support.statement.id),
                "Correct the row, or reject it.",
                "Chartside promise: earlier and present values are told apart",
            )


def _written(fact: Measurement | Score) -> str:
    if isinstance(fact, Measurement) and fact.grade:
        return fact.grade.split("/")[0].strip()
    return "" if fact.value is None else f"{abs(fact.value):g}"


def _tokens(cell: str) -> frozenset[str]:
    """Values of a cell: signed grades whole, numbers without the scale after a slash."""
    grades = {mark for mark in marks_in(cell) if mark.endswith(("+", "-"))}
    plain = _SCALE.sub(" ", cell)
    for grade in grades:
        plain = plain.replace(grade, " ")
    return frozenset(grades | {f"{number:g}" for number in numbers_in(plain)})


CHECK = TenseCheck()
