"""The SOAP note of a visit."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from chartside.documents.abbreviations import Style
from chartside.documents.assembling import assembled
from chartside.documents.assessment import write_changes, write_deficits, write_skill
from chartside.documents.denials import write_denials
from chartside.documents.goal_rows import GOALS, goal_rows, write_goals
from chartside.documents.heard import heard, present
from chartside.documents.knowledge import knowledge
from chartside.documents.measure_rows import MEASURES, measure_rows, write_measures
from chartside.documents.narrative import write_narrative
from chartside.documents.notebook import Notebook
from chartside.documents.pain_wording import write_pain
from chartside.documents.service_rows import TREATMENT, service_rows, write_services
from chartside.documents.special_tests import write_special_tests
from chartside.documents.time_wording import UNITS, write_time
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document, Table
from chartside.domain.facts import Intervention
from chartside.measures import population_of

_TABLES: Mapping[str, tuple[Table, ...]] = {"objective": (MEASURES, TREATMENT, UNITS), "assessment": (GOALS,)}


class SoapNote:
    """Composes the daily note of a visit from its facts, without a language model."""

    name = "soap_note"
    title = "SOAP note"
    sections: Mapping[str, str] = MappingProxyType(knowledge("names")["sections"])

    def compose(self, canvas: Canvas) -> Document:
        """The note of the canvas's visit."""
        style = Style.of(canvas.profile)
        notebook = Notebook(self.sections)
        today = canvas.today()
        values = heard(canvas)
        population = population_of(canvas)
        rows = measure_rows(values, style, population)
        goals = goal_rows(canvas)

        holding = [f for f in today if present(f)]

        write_pain(notebook.at(10), canvas, values, style, population)
        write_measures(notebook.at(10), rows)
        write_special_tests(notebook.at(15), holding, style)
        write_services(notebook.at(30), canvas, service_rows(canvas), style)
        write_time(notebook.at(40), canvas)
        write_narrative(notebook.at(20), canvas, style)
        write_denials(notebook.at(30), today, style)
        write_changes(notebook.at(30), rows)
        write_deficits(notebook.at(30), canvas, rows, style)
        write_skill(notebook.at(40), canvas, (f for f in holding if isinstance(f, Intervention)), style)
        write_goals(notebook.at(50), canvas, values, goals, style, population)
        return assembled(self, canvas, notebook, _TABLES)


KIND = SoapNote()
