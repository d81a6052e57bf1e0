"""The parts that an initial evaluation and a re-evaluation share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from chartside.documents.abbreviations import Style
from chartside.documents.complexity_rows import without_forms
from chartside.documents.denials import is_plain_denial, write_denials
from chartside.documents.evaluation_places import EvaluationPlaces
from chartside.documents.examination import EXAMINATION
from chartside.documents.goal_rows import GOALS, goal_rows, write_goals
from chartside.documents.goal_targets import TARGETS, write_targets
from chartside.documents.heard import Heard
from chartside.documents.intake_entries import write_background
from chartside.documents.measure_rows import MeasureRow
from chartside.documents.narrative import write_narrative
from chartside.documents.notebook import Entry, Notebook, PlacedNotebook
from chartside.documents.pain_wording import write_pain
from chartside.documents.phrasing import in_a_row, sentence, tidied
from chartside.documents.plan_of_care import PLAN, SIGNATURES, write_certification, write_plan
from chartside.documents.problem_rows import PROBLEMS, write_problems
from chartside.documents.service_rows import TREATMENT, service_rows, write_services
from chartside.documents.systems_review import write_systems
from chartside.documents.time_wording import UNITS, write_time
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Basis, Table
from chartside.domain.facts import Fact, Goal
from chartside.plan_of_care import is_wish

PARTS: Mapping[str, tuple[Table, ...]] = {
    "examination": EXAMINATION,
    "problems": (PROBLEMS,),
    "goals": (GOALS, TARGETS),
    "treatment": (TREATMENT,),
    "time": (UNITS,),
    "plan": (PLAN,),
    "certification": (SIGNATURES,),
}
"""Tables of the sections that both have."""


def write_visit(
    notebook: Notebook,
    canvas: Canvas,
    rows: Sequence[MeasureRow],
    values: Heard,
    style: Style,
    population: str,
    *,
    sections: Iterable[str],
    again: bool = False,
) -> None:
    """Put down all but the tests and measures: what was said, treated, planned and is to be certified.

    Args:
        notebook: Takes the statements.
        canvas: Sources and facts.
        rows: Today's values.
        values: The same, by what they measure.
        style: The clinic's.
        population: Words for the patient's condition.
        sections: Keys of the kind's sections.
        again: Whether it is a re-evaluation.
    """
    places = EvaluationPlaces(canvas, sections)
    write_systems(notebook.at(10), rows)
    write_pain(PlacedNotebook(notebook, _to("pain")).at(10), canvas, values, style, population)
    treated = PlacedNotebook(notebook, _to("treatment"))
    write_services(treated.at(30), canvas, service_rows(canvas), style)
    write_time(PlacedNotebook(notebook, _to("time")).at(40), canvas)
    write_plan(notebook.at(5), canvas, style)
    goals = [row for row in goal_rows(without_forms(canvas)) if not is_wish(row.goal, canvas.source(row.goal.source))]
    known = [row for row in goals if row.goal.source not in canvas.current]
    write_goals(PlacedNotebook(notebook, _to("goals")).at(5), canvas, values, known, style, population, dated=True)
    write_targets(notebook.at(10), canvas, values, [row for row in goals if row not in known], style, population)
    placed = PlacedNotebook(notebook, places)
    placed.at(20)
    write_narrative(placed, canvas, style)
    placed.at(30)
    _write_wishes(notebook.at(25), canvas)
    said = [f for f in canvas.today() if not places.is_examined(f.source, f.start)]
    write_denials(PlacedNotebook(notebook, _to("history")), said, style)
    _write_not_found(notebook.at(30), [f for f in canvas.today() if f not in said], style)
    write_background(notebook.at(40), canvas, style)
    write_problems(notebook.at(10), canvas, style, places.label_at)
    write_certification(notebook.at(10), canvas, initial=not again)


def _write_wishes(notebook: Notebook, canvas: Canvas) -> None:
    """Put down what the patient wants, where no sentence told it."""
    for fact in canvas.today():
        if isinstance(fact, Goal) and fact.id not in notebook.told and is_wish(fact, canvas.source(fact.source)):
            words = " ".join(fact.place.quote.split()).strip(' .,;“”"')
            notebook.say("patient_goals", ("wish", words), f"“{words}.”", [fact], basis=Basis.QUOTED)


def _write_not_found(notebook: Notebook, facts: Iterable[Fact], style: Style) -> None:
    """Put down what the examination looked for and did not find."""
    absent = [f for f in facts if is_plain_denial(f) and f.id not in notebook.told]
    if absent:
        texts = in_a_row(style.words(tidied(str(getattr(f, "text", "")))).strip(" .;,") for f in absent)
        notebook.say("examination", ("not found",), sentence(f"No {texts}"), absent)


def _to(section: str) -> Callable[[Entry], tuple[str, str]]:
    """Places every entry in one section, its text as it is."""
    return lambda entry: (section, entry.text)
