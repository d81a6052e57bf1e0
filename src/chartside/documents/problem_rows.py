"""The problem list: impairments that the numbers show, and limits of function that the sources name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from chartside.documents.abbreviations import Style
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import capitalized, number, sentence, tidied, with_unit
from chartside.documents.value_wording import name_of_value, read, shown
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Column, Table
from chartside.domain.facts import Fact, Function, Measure, Measurement, Score
from chartside.measures import Deficit, Short, deficits_of
from chartside.plan_of_care import is_limited

PROBLEMS = Table("problems", "Problems", (Column("problem", "Problem"), Column("evidence", "Evidence")))


def write_problems(notebook: Notebook, canvas: Canvas, style: Style, label_at: Callable[[str, int], str]) -> None:
    """Put down a row for each impairment, motions of one place together, and for each limited task.

    What the clinical impression says of tasks stands there. `label_at` tells under which label a source says a thing.
    """
    values = [f for f in canvas.today() if isinstance(f, Measurement | Score)]
    groups: dict[tuple[object, ...], list[Deficit]] = {}
    for deficit in deficits_of(values):
        groups.setdefault(_group(deficit), []).append(deficit)
    for key, deficits in groups.items():
        _write_impairment(notebook, key, deficits, style)
    for fact in canvas.today():
        told_above = label_at(fact.source, fact.start) in ("impression", "prior_level", "goals", "plan")
        if isinstance(fact, Function) and is_limited(fact) and not told_above:
            _write_limit(notebook, fact, style)


def _group(deficit: Deficit) -> tuple[object, ...]:
    value = deficit.value
    if isinstance(value, Measurement) and value.measure in (Measure.ROM, Measure.STRENGTH):
        return (value.measure, value.joint if value.measure is Measure.ROM else None, value.side)
    return (value.kind, getattr(value, "instrument", getattr(value, "measure", "")), value.side)


def _write_impairment(notebook: Notebook, key: tuple[object, ...], deficits: Sequence[Deficit], style: Style) -> None:
    first = deficits[0].value
    side = style.side(first.side)
    facts: list[Fact] = []
    parts: list[str] = []
    for deficit in deficits:
        facts.append(deficit.value)
        if deficit.other is not None:
            facts.append(deficit.other)
        parts.append(_evidence(deficit, style, alone=len(deficits) == 1))
    if isinstance(first, Measurement) and first.measure is Measure.ROM:
        problem = _joined("Limited", side, (first.joint or "").replace("_", " "), "motion")
    elif isinstance(first, Measurement) and first.measure is Measure.STRENGTH:
        problem = _joined("Reduced strength,", side) if side else "Reduced strength"
    elif isinstance(first, Measurement):
        problem = capitalized(name_of_value(first, style))
    else:
        problem = name_of_value(first, style)
    evidence = "; ".join(dict.fromkeys(parts))
    name = problem.rstrip(", ")
    cells = (("problem", name), ("evidence", evidence))
    said = sentence(f"{name}: {evidence}")
    notebook.row(
        "problems", PROBLEMS.key, ("impairment", *map(str, key)), cells, said, facts, computed_by="deficit.norm"
    )


def _evidence(deficit: Deficit, style: Style, *, alone: bool) -> str:
    value = deficit.value
    name = _short_name(value, style)
    if deficit.other is not None and deficit.short in (Short.OTHER_SIDE, Short.FULL_GRADE):
        side = style.side(deficit.other.side)
        better = (deficit.other.value or 0.0) > (value.value or 0.0)
        compare = f" ({side} {shown(deficit.other)})" if better else ""
        return f"{name} {shown(value)}{compare}"
    if deficit.short is Short.NORM and deficit.target is not None:
        unit = value.unit if isinstance(value, Measurement) else None
        return f"{name} {shown(value)} (norm {with_unit(number(deficit.target), unit)})"
    if deficit.reading is not None:
        return f"{shown(value)} ({read(value, deficit.reading)})"
    if isinstance(value, Measurement) or deficit.target is None:
        return _joined(name, shown(value))
    return f"{shown(value)} ({number(deficit.target)} is best)"


def _short_name(value: Measurement | Score, style: Style) -> str:
    if not isinstance(value, Measurement):
        return ""
    if value.measure is Measure.ROM:
        return _joined((value.motion or "motion").replace("_", " "), style.mode(value.mode))
    place = _joined((value.joint or "").replace("_", " "), (value.motion or "").replace("_", " "))
    return place or "strength"


def _write_limit(notebook: Notebook, fact: Function, style: Style) -> None:
    words = style.words(tidied(fact.level or fact.place.quote)).strip(" .,;:")
    if not any(word in words.lower() for word in fact.task.lower().split() if len(word) > 3):
        words = style.words(tidied(fact.place.quote)).strip(" .,;:")
    task = capitalized(tidied(fact.task).strip(" .,;:")) or "Function"
    if task.lower() == words.lower():
        task = "Function"
    cells = (("problem", task), ("evidence", capitalized(words)))
    notebook.row("problems", PROBLEMS.key, ("limit", fact.task, words), cells, sentence(f"{task}: {words}"), [fact])


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
