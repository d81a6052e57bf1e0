"""The elements of an evaluation's complexity, counted, and the code they support beside the one billed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import capitalized, in_a_row, sentence
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Column, Table
from chartside.domain.facts import BilledLine, Fact, Intervention, TimeEntry
from chartside.domain.source import Source, SourceKind, Span
from chartside.plan_of_care import (
    Counted,
    EvaluationLevel,
    elements_in,
    evaluation_levels,
    factors_in,
    level_reached,
    presentation_in,
    supported_level,
)

COMPLEXITY = Table(
    "complexity",
    "Elements of the evaluation's complexity",
    (Column("element", "Element"), Column("found", "Found in the sources"), Column("supports", "Supports")),
)


def background_of(canvas: Canvas) -> tuple[Source, ...]:
    """Sources an evaluation uses: those of the visit, and intake forms and referrals of the episode."""
    kinds = (SourceKind.INTAKE, SourceKind.REFERRAL)
    return tuple(s for s in canvas.sources if s.id in canvas.current or s.kind in kinds)


def without_forms(canvas: Canvas) -> Canvas:
    """The canvas without what intake forms and referrals say: a rating on a form is no earlier measurement."""
    forms = {s.id for s in canvas.sources if s.kind in (SourceKind.INTAKE, SourceKind.REFERRAL)} - canvas.current
    return replace(canvas, facts=tuple(fact for fact in canvas.facts if fact.source not in forms))


def facts_used(canvas: Canvas) -> tuple[Fact, ...]:
    """Facts of those sources."""
    used = {source.id for source in background_of(canvas)}
    return tuple(fact for fact in canvas.facts if fact.source in used)


def write_complexity(notebook: Notebook, canvas: Canvas) -> None:
    """Put down the counted elements and the proposed code; the PT decides."""
    day = canvas.header.visit_date
    levels = evaluation_levels(day)
    if not levels:
        return
    facts = facts_used(canvas)
    factors, elements = factors_in(facts), elements_in(canvas.today())
    said = next((p for s in canvas.sources if s.id in canvas.current and (p := presentation_in(s))), None)
    _write_counted(notebook, "factors", "Comorbidities and personal factors", factors, levels)
    _write_counted(notebook, "elements", "Body functions, activities, participation", elements, levels)
    if said is not None:
        word, span = said
        level = next(x for x in levels if x.presentation == word)
        cells = (("element", "Clinical presentation"), ("found", f"{word} (stated)"), ("supports", level.code))
        notebook.row(
            "complexity", COMPLEXITY.key, ("presentation",), cells,
            f"Clinical presentation: {word} (stated); supports {level.code}.", (), spans=[span],
            computed_by="complexity.presentation",
        )  # fmt: skip
    _write_code(notebook, canvas, factors, elements, said)


def _write_counted(
    notebook: Notebook, of: str, name: str, counted: Sequence[Counted], levels: Sequence[EvaluationLevel]
) -> None:
    level = level_reached(levels, len(counted), of=of)
    used = [fact for item in counted for fact in item.facts]
    if not used or level is None:
        return
    groups: dict[str, list[str]] = {}
    for item in counted:
        groups.setdefault(item.component, []).append(item.name)
    listed = "; ".join(f"{group}: {in_a_row(names)}" if of == "elements" else in_a_row(names)
                       for group, names in groups.items())  # fmt: skip
    found = f"{len(counted)}: {listed}"
    cells = (("element", name), ("found", capitalized(found)), ("supports", level.code))
    notebook.row(
        "complexity", COMPLEXITY.key, (of,), cells, sentence(f"{name}: {found}; supports {level.code}"), used,
        computed_by=f"complexity.{of}",
    )  # fmt: skip


def _write_code(
    notebook: Notebook,
    canvas: Canvas,
    factors: Sequence[Counted],
    elements: Sequence[Counted],
    said: tuple[str, Span] | None,
) -> None:
    presentation = said[0] if said else None
    level = supported_level(len(factors), len(elements), presentation, canvas.header.visit_date)
    used = [fact for item in (*factors, *elements) for fact in item.facts]
    if level is None or not used:
        return
    own = billed_evaluation(canvas)
    stated = f"; the note has {own[0]}" if own else ""
    if own:
        used.append(own[1])
    counts = f"factors {len(factors)}, elements {len(elements)}"
    most = "" if presentation else "at most "
    why = (
        f"{counts}, presentation {presentation}: the lowest of the three decides"
        if presentation
        else f"{counts}; the presentation is not stated"
    )
    text = sentence(f"Proposal for the PT: {most}{level.code}, {level.name} complexity ({why}){stated}")
    notebook.say("complexity", ("code",), text, used, spans=[said[1]] if said else (), computed_by="complexity.code")


def billed_evaluation(canvas: Canvas) -> tuple[str, Fact] | None:
    """The evaluation code that today's sources name, with the fact that names it."""
    codes = {level.code for level in evaluation_levels(canvas.header.visit_date)}
    return next(_named(canvas.today(), codes), None)


def _named(facts: Iterable[Fact], codes: set[str]) -> Iterator[tuple[str, Fact]]:
    return (
        (fact.code, fact)
        for kind in (BilledLine, TimeEntry, Intervention)
        for fact in facts
        if isinstance(fact, kind) and fact.code in codes
    )
