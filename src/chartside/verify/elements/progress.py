"""Elements of reports on a course of care: progress report, discharge summary, recertification.

What a goal's row rests on says whether it has a measure of the report's day; nothing here judges the care itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document, Question
from chartside.domain.facts import (
    Assertion,
    Goal,
    GoalStatus,
    Intervention,
    PlanItem,
    PlanOf,
    Score,
)
from chartside.measures import instruments
from chartside.plan_of_care.certification import certification_term
from chartside.verify.element import Ask, Element, shown_today
from chartside.verify.report_rows import (
    GoalRow,
    first_plan_end,
    goal_rows,
    last_plan_end,
    rows_of,
    told_words,
)

_FAMILY = "progress"
_MOST_GOALS = 4  # named in one question
_LONGEST_NAME = 60
_ASSISTANT = re.compile(r"\bS?PTA\b")
_THERAPIST = re.compile(r"\bPT\b(?!\s*/)|\bDPT\b|\bphysical therapist\b(?! assistant)", re.I)
_SIGNATURE_LINES = 4
_NO_BASELINE = re.compile(r"no value at evaluation|first value, no baseline")
_LATER = re.compile(r"\((\d\d/\d\d/\d\d)\)")
_WITHIN = re.compile(r"within error|no change shown|^unchanged|declined")


def _report_date(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    if document.header.visit_date is None and canvas.until() is None:
        yield element.question(document, canvas)


def _author(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    for source in canvas.sources:
        if source.id in canvas.current:
            ending = "\n".join(source.text.strip().splitlines()[-_SIGNATURE_LINES:])
            if _ASSISTANT.search(ending) and not _THERAPIST.search(_ASSISTANT.sub(" ", ending)):
                yield element.question(document, canvas)
                return


def _goals(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    if not goal_rows(document, canvas):
        yield element.question(document, canvas)


def _open(document: Document, canvas: Canvas) -> list[GoalRow]:
    return [row for row in goal_rows(document, canvas) if row.status is not GoalStatus.MET and not row.is_new]


def _measurement(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    """One question for all open goals without a value of the day; with it new dates, where they have passed."""
    lacking = _unmeasured(document, canvas)
    if not lacking:
        return
    passed = any(_has_passed(row, canvas) for row in lacking)
    goals = _listed(
        f"“{_short(row)}”" + (f" (newest {row.newest:%m/%d/%y})" if row.newest is not None else "") for row in lacking
    )
    yield element.question(
        document, canvas, about="goals", goals=goals, dates=", and new target date," if passed else ""
    )


def _unmeasured(document: Document, canvas: Canvas) -> list[GoalRow]:
    until = canvas.until()
    return [row for row in _open(document, canvas) if row.newest is None or row.newest != until]


def _has_passed(row: GoalRow, canvas: Canvas) -> bool:
    until = canvas.until()
    return row.due is not None and until is not None and row.due < until


def _short(row: GoalRow) -> str:
    return row.name if len(row.name) <= _LONGEST_NAME else row.name[:_LONGEST_NAME].rsplit(" ", 1)[0] + " …"


def _listed(parts: Iterable[str]) -> str:
    named = list(parts)
    more = len(named) - _MOST_GOALS
    return "; ".join(named[:_MOST_GOALS]) + (f"; and {more} more" if more > 0 else "")


def _passed(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    """One question for all open goals that have a value of the day and whose target date has passed."""
    asked = {row.statement.id for row in _unmeasured(document, canvas)}
    passed = [r for r in _open(document, canvas) if _has_passed(r, canvas) and r.statement.id not in asked]
    if passed:
        goals = _listed(f"“{_short(row)}” (was {row.due:%m/%d/%y})" for row in passed)
        yield element.question(document, canvas, about="goals", goals=goals)


def _unproven(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    for row in goal_rows(document, canvas):
        hit = re.search(r"by the number ([^;,]+)", row.statement.cell("status"))
        if hit is not None:
            yield element.question(document, canvas, about=row.statement.id, goal=row.name, distance=hit[1])


def _reached(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    for row in _open(document, canvas):
        if "reached" in row.statement.cell("status").casefold():
            value = row.statement.cell("progress").rpartition("→")[2].strip()
            yield element.question(document, canvas, about=row.statement.id, goal=row.name, value=value or "the value")


def _overstated(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    """Sentences of today that call a measure better whose change stays within error."""
    facts = {fact.id: fact for fact in canvas.facts}
    for statement in rows_of(document, "course"):
        if not _WITHIN.search(statement.cell("verdict")):
            continue
        score = next((f for s in statement.facts if isinstance(f := facts.get(s), Score)), None)
        known = instruments().get(score.instrument) if score is not None else None
        if known is None:
            continue
        quote = told_words(canvas, _FAMILY, "claims", (known.name, *known.aliases))
        if quote is not None:
            name = statement.cell("measure")
            change = statement.cell("change").replace("{", "(")
            yield element.question(
                document, canvas, about=statement.id, quote=quote, measure=name, change=change or "none"
            )


def _planned_today(canvas: Canvas, *kinds: PlanOf) -> list[PlanItem]:
    return [f for f in canvas.today() if isinstance(f, PlanItem) and f.what in kinds]


def _plan(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    if not _planned_today(canvas, PlanOf.FREQUENCY, PlanOf.DURATION, PlanOf.DISCHARGE):
        yield element.question(document, canvas)


def _assessment(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    judged = any(isinstance(f, Goal) and f.status is not None for f in canvas.today())
    if not judged and not shown_today(element.id, canvas, _FAMILY):
        yield element.question(document, canvas)


def _plan_ended(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    end, until = last_plan_end(canvas), canvas.until()
    if end is not None and until is not None and end < until:
        yield element.question(document, canvas, about="plan", end=f"{end:%m/%d/%y}")


def _recertify(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    end, planned, until = first_plan_end(canvas), last_plan_end(canvas), canvas.until()
    if end is None or planned is None or until is None or planned <= end or planned < until:
        return
    yield element.question(document, canvas, about="plan", end=f"{end:%m/%d/%y}", planned=f"{planned:%m/%d/%y}")


def _new_goal(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    rows = goal_rows(document, canvas)
    going_on = _planned_today(canvas, PlanOf.FREQUENCY, PlanOf.DURATION)
    ending = _planned_today(canvas, PlanOf.DISCHARGE)
    if rows and all(row.status is GoalStatus.MET for row in rows) and going_on and not ending:
        yield element.question(document, canvas)


def _skilled_need(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    done = any(isinstance(f, Intervention) and (f.cues or f.assist) for f in canvas.today())
    if done or _planned_today(canvas, PlanOf.DISCHARGE) or shown_today(element.id, canvas, _FAMILY):
        return
    if canvas.current:
        yield element.question(document, canvas)


def _baseline(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    """The first measure that the evaluation does not have, pain of one activity left out."""
    for statement in rows_of(document, "course"):
        hit = _LATER.search(statement.cell("was")) or _LATER.search(statement.cell("now"))
        pain = statement.cell("measure").casefold().startswith("pain")
        if hit is not None and not pain and _NO_BASELINE.search(statement.cell("verdict")):
            name = statement.cell("measure")
            yield element.question(document, canvas, about="measure", measure=name, day=hit[1])
            return


def _discharge_date(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    if not shown_today("discharged", canvas, _FAMILY):
        yield element.question(document, canvas)


def _discharge_reason(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    rows = goal_rows(document, canvas)
    all_met = bool(rows) and all(row.status is GoalStatus.MET for row in rows)
    section = next((s for s in document.sections if s.key == "discharge_plan"), None)
    said = any(_planned_today(canvas, PlanOf.DISCHARGE)) and section is not None and bool(section.statements)
    if not all_met and not said:
        yield element.question(document, canvas)


def _home_program(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    if not any(isinstance(f, Intervention) and _is_home(f) for f in canvas.facts):
        yield element.question(document, canvas)


def _is_home(fact: Intervention) -> bool:
    return fact.category == "home_program" or fact.assertion is Assertion.PLANNED


def _referral(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    for fact in canvas.facts:
        if isinstance(fact, PlanItem) and fact.what is PlanOf.REFERRAL and fact.assertion is not Assertion.POSSIBLE:
            quote = " ".join(fact.place.quote.split())[:80].replace("{", "(").replace("}", ")")
            yield element.question(document, canvas, about=fact.id.lower() or "referral", quote=quote)
            return


def _late(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    start, until = canvas.start_of_care(), canvas.until()
    if start is None or until is None:
        return
    term = certification_term("longest_period", start)
    if term is not None and term.ends(start) < until:
        yield element.question(
            document, canvas, about="term", start=f"{start:%m/%d/%y}", end=f"{term.ends(start):%m/%d/%y}"
        )


class Progress:
    """What reports on a course of care hold (Pub. 100-02 ch. 15 §220.3.D; certification: §220.1.3)."""

    name = _FAMILY
    asks: Mapping[str, Ask] = MappingProxyType(
        {
            "report-date": _report_date,
            "author": _author,
            "goals": _goals,
            "overstated": _overstated,
            "goal-measurement": _measurement,
            "goal-date-passed": _passed,
            "goal-unproven": _unproven,
            "goal-reached": _reached,
            "continuing-plan": _plan,
            "assessment": _assessment,
            "plan-ended": _plan_ended,
            "recertify": _recertify,
            "new-goal": _new_goal,
            "skilled-need": _skilled_need,
            "baseline": _baseline,
            "discharge-date": _discharge_date,
            "discharge-reason": _discharge_reason,
            "discharge-home-program": _home_program,
            "referral-outcome": _referral,
            "late-recertification": _late,
        }
    )


ELEMENTS = Progress()
