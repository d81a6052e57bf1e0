"""Elements of an evaluation and its plan of care, and the goals proposed for what no goal covers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from types import MappingProxyType

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document, Question
from chartside.domain.facts import (
    Assertion,
    BilledLine,
    Diagnosis,
    Event,
    EventOf,
    Fact,
    Function,
    GoalTerm,
    History,
    Intervention,
    Measure,
    Measurement,
    Medication,
    PlanItem,
    PlanOf,
    Score,
    Social,
    TimeEntry,
    When,
)
from chartside.domain.source import SourceKind
from chartside.plan_of_care import (
    elements_in,
    evaluation_levels,
    factors_in,
    frequencies,
    has_onset,
    plan_weeks,
    presentation_in,
    reevaluation_code,
    supported_level,
)
from chartside.verify.element import Ask, Element, next_help, shown_today, terms_of
from chartside.verify.goal_proposals import (
    function_proposals,
    goals_of_care,
    limited_now,
    motion_proposals,
    score_proposals,
    wish_proposals,
    wishes,
)
from chartside.verify.goals_within_error import goals_within_error

FAMILY = "evaluation"
_MOST_PROPOSALS = 2
_SYSTEMS = ("cardiopulmonary", "integumentary", "musculoskeletal", "neuromuscular", "communication")


def _used(canvas: Canvas) -> tuple[Fact, ...]:
    """Facts of the visit's sources and of intake forms and referrals."""
    kinds = (SourceKind.INTAKE, SourceKind.REFERRAL)
    used = {s.id for s in canvas.sources if s.kind in kinds} | canvas.current
    return tuple(f for f in canvas.facts if f.source in used)


def _shown(name: str, canvas: Canvas) -> bool:
    forms = frozenset(s.id for s in canvas.sources if s.kind is SourceKind.INTAKE)
    return shown_today(name, replace(canvas, current=canvas.current | forms), FAMILY)


def _day(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    dated = any(isinstance(f, Event) and f.what is EventOf.VISIT and f.date is not None for f in canvas.today())
    if document.header.visit_date is None and not dated:
        yield element.question(document, canvas)


def _diagnosis(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    if not any(isinstance(f, Diagnosis) for f in canvas.facts):
        yield element.question(document, canvas)


def _diagnosis_code(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    diagnoses = [f for f in canvas.facts if isinstance(f, Diagnosis)]
    if diagnoses and not any(f.icd10 for f in diagnoses):
        yield element.question(document, canvas)


def _referral(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    told = any(isinstance(f, Event) and f.what is EventOf.REFERRAL for f in _used(canvas))
    referred = any(s.kind is SourceKind.REFERRAL for s in canvas.sources)
    if not told and not referred and not _shown("referral", canvas):
        yield element.question(document, canvas)


def _onset(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    if not has_onset(_used(canvas)) and not _shown("onset", canvas):
        yield element.question(document, canvas)


def _prior_level(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    said = any(isinstance(f, Function) and f.when in (When.PRIOR, When.BASELINE) for f in _used(canvas))
    if not said and not _holds(document, "prior_level") and not _shown("prior-level", canvas):
        yield element.question(document, canvas)


def _present_function(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    if not limited_now(canvas.today()):
        yield element.question(document, canvas)


def _measured(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    idle = (Measure.PAIN, Measure.VITAL)
    values = [f for f in canvas.today() if isinstance(f, Measurement | Score) and f.when is When.CURRENT]
    if not any(isinstance(f, Score) or f.measure not in idle for f in values):
        yield element.question(document, canvas)


def _living(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    if not any(isinstance(f, Social) for f in _used(canvas)) or not _shown("living", canvas):
        yield element.question(document, canvas)


def _prior_therapy(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    if not _shown("prior-therapy", canvas):
        yield element.question(document, canvas)


def _history(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    said = any(isinstance(f, History | Medication) for f in _used(canvas))
    if not said and not _shown("medical-history", canvas):
        yield element.question(document, canvas)


def _patient_goal(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    if not wishes(canvas) and not _holds(document, "patient_goals"):
        yield element.question(document, canvas)


def _systems(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    vital = any(isinstance(f, Measurement) and f.measure is Measure.VITAL for f in canvas.today())
    lacking = [name for name in _SYSTEMS if not shown_today(name, canvas, FAMILY)]
    lacking = [name for name in lacking if name != "cardiopulmonary" or not vital]
    if lacking:
        named = [name.replace("communication", "communication and cognition") for name in lacking]
        yield element.question(document, canvas, about="lacking", systems=", ".join(named))


def _stated(canvas: Canvas) -> str | None:
    found = (presentation_in(s) for s in canvas.sources if s.id in canvas.current)
    return next((said[0] for said in found if said is not None), None)


def _presentation(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    if _stated(canvas) is not None:
        return
    factors, elements = len(factors_in(_used(canvas))), len(elements_in(canvas.today()))
    level = supported_level(factors, elements, None, canvas.header.visit_date)
    if level is not None:
        yield element.question(
            document, canvas, about="stated", factors=str(factors), elements=str(elements), code=level.code
        )


def _code(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    said, billed = _stated(canvas), _billed(canvas)
    factors, elements = len(factors_in(_used(canvas))), len(elements_in(canvas.today()))
    level = supported_level(factors, elements, said, canvas.header.visit_date)
    if level is None or billed is None:
        return
    codes = [x.code for x in evaluation_levels(canvas.header.visit_date)]
    differs = billed != level.code if said is not None else codes.index(billed) > codes.index(level.code)
    if differs:
        yield element.question(
            document, canvas, about=billed, billed=billed, factors=str(factors), elements=str(elements),
            presentation=said or "not stated", code=level.code,
        )  # fmt: skip


def _billed(canvas: Canvas) -> str | None:
    codes = {level.code for level in evaluation_levels(canvas.header.visit_date)}
    kinds = (BilledLine, TimeEntry, Intervention)
    return next((str(f.code) for f in canvas.today() if isinstance(f, kinds) and f.code in codes), None)


def _impression(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    if not _holds(document, "impression"):
        yield element.question(document, canvas)


def _prognosis(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    if not _holds(document, "prognosis") and not shown_today("prognosis", canvas, FAMILY):
        yield element.question(document, canvas)


def _holds(document: Document, section: str) -> bool:
    return any(s.statements for s in document.sections if s.key == section)


def _long_term_goal(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    goals = goals_of_care(canvas)
    if not goals or all(goal.term is GoalTerm.SHORT for goal in goals):
        yield element.question(document, canvas)


def _within_error(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    for number, short in enumerate(goals_within_error(canvas), 1):
        yield element.question(
            document, canvas, about=str(number), goal=_plain(short.goal.text), amount=short.amount, kind=short.kind,
            least=short.least,
        )  # fmt: skip


def _score_goal(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    for proposal in islice(score_proposals(canvas), _MOST_PROPOSALS):
        words = {
            "name": proposal.name, "baseline": proposal.baseline, "target": proposal.target,
            "threshold": proposal.threshold, "source": _plain(proposal.source),
        }  # fmt: skip
        yield _proposed(element, document, canvas, proposal.value.instrument, words)


def _motion_goal(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    for proposal in islice(motion_proposals(canvas), _MOST_PROPOSALS):
        words = {
            "name": proposal.name, "baseline": proposal.baseline, "target": f"{proposal.need.needed:g} deg",
            "halfway": f"{proposal.halfway:g} deg",
            "task": proposal.need.task, "source": _plain(proposal.need.source),
        }  # fmt: skip
        yield _proposed(element, document, canvas, proposal.name, words)


def _function_goal(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    for proposal in islice(function_proposals(canvas), _MOST_PROPOSALS):
        helps = next_help(FAMILY)
        level = helps.get(str(proposal.fact.assist or ""), helps["other"])
        words = {"quote": _plain(proposal.fact.place.quote), "task": _plain(proposal.task), "level": level}
        yield _proposed(element, document, canvas, proposal.task, words)


def _wish_goal(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    for proposal in islice(wish_proposals(canvas), _MOST_PROPOSALS):
        wish = _plain(proposal.wish)
        words = {"quote": wish, "wish": wish, "pain": proposal.pain, "basis": proposal.basis}
        yield _proposed(element, document, canvas, proposal.wish, words)


def _proposed(element: Element, document: Document, canvas: Canvas, about: str, words: Mapping[str, str]) -> Question:
    """A proposal: its ready phrases filled in, so that the one the PT takes becomes the line."""
    weeks = plan_weeks(frequencies(canvas.today()))
    short, long = terms_of(FAMILY)
    if weeks is not None:
        long = round(weeks)
        short = min(short, long)
    slug = "-".join(about.lower().split())[:40]
    filled = dict(words)
    question = element.question(document, canvas, about=slug, required=False, **filled)
    choices = (choice.format(short=short, long=long, **filled) for choice in element.choices)
    return replace(question, choices=tuple(choices))


def _plain(text: str) -> str:
    """Words that may stand in a template."""
    return " ".join(text.replace("{", "(").replace("}", ")").split())


def _interventions(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    timing = (PlanOf.FREQUENCY, PlanOf.DURATION, PlanOf.NEXT_VISIT, PlanOf.REFERRAL, PlanOf.DISCHARGE)
    planned = any(
        (isinstance(f, PlanItem) and f.what not in timing)
        or (isinstance(f, Intervention) and f.assertion is Assertion.PLANNED and f.category != "home_program")
        for f in canvas.today()
    )
    if not planned:
        yield element.question(document, canvas)


def _frequency(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    if not any(i.per_week is not None for i in frequencies(canvas.today())):
        yield element.question(document, canvas)


def _duration(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    if plan_weeks(frequencies(canvas.today())) is None:
        yield element.question(document, canvas)


def _reason(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    if not shown_today("reevaluation-reason", canvas, FAMILY):
        yield element.question(document, canvas)


def _reevaluation_code(element: Element, document: Document, canvas: Canvas) -> Iterator[Question]:
    billed, code = _billed(canvas), reevaluation_code(canvas.header.visit_date)
    if billed is not None and code is not None:
        yield element.question(document, canvas, about=billed, billed=billed, code=code)


class Evaluation:
    """What an evaluation and its plan of care hold (Pub. 100-02 ch. 15 §220.3.C and §220.1.2)."""

    name = FAMILY
    asks: Mapping[str, Ask] = MappingProxyType(
        {
            "evaluation-day": _day,
            "diagnosis": _diagnosis,
            "diagnosis-code": _diagnosis_code,
            "referral": _referral,
            "onset": _onset,
            "prior-level": _prior_level,
            "present-function": _present_function,
            "measured-start": _measured,
            "living": _living,
            "prior-therapy": _prior_therapy,
            "patient-goal": _patient_goal,
            "systems": _systems,
            "medical-history": _history,
            "presentation": _presentation,
            "evaluation-code": _code,
            "impression": _impression,
            "prognosis": _prognosis,
            "long-term-goal": _long_term_goal,
            "goal-within-error": _within_error,
            "score-goal": _score_goal,
            "motion-goal": _motion_goal,
            "function-goal": _function_goal,
            "wish-goal": _wish_goal,
            "planned-interventions": _interventions,
            "frequency": _frequency,
            "duration": _duration,
            "reevaluation-reason": _reason,
            "reevaluation-code": _reevaluation_code,
        }
    )


ELEMENTS = Evaluation()
