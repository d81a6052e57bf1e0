"""The SOAP note of a visit."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from chartside.documents.abbreviations import Style
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
from chartside.domain.documents import Document, Section, SourceRef, Table
from chartside.domain.facts import Diagnosis, Intervention

_TABLES: Mapping[str, tuple[Table, ...]] = {"objective": (MEASURES, TREATMENT, UNITS), "assessment": (GOALS,)}


class SoapNote:
    """Composes the daily note of a visit from its facts, without a language model."""

    name = "soap_note"
    title = "SOAP note"
    sections: Mapping[str, str] = MappingProxyType(knowledge("names")["sections"])

    def compose(self, canvas: Canvas) -> Document:
        """The note of the canvas's visit."""
        style = Style(canvas.profile.expand_abbreviations)
        notebook = Notebook(self.sections)
        today = canvas.today()
        values = heard(canvas)
        population = _population(canvas)
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
        return self._document(canvas, notebook)

    def _document(self, canvas: Canvas, notebook: Notebook) -> Document:
        headings = {**self.sections, **dict(canvas.profile.headings)}
        wanted = [key for key in canvas.profile.section_order if key in self.sections]
        order = dict.fromkeys([*wanted, *self.sections])
        return Document(
            kind=self.name,
            title=self.title,
            header=canvas.header,
            sources=tuple(SourceRef(s.id, s.name, str(s.kind), s.sha256) for s in canvas.sources),
            sections=tuple(_section(key, headings[key], notebook) for key in order),
        )


def _section(key: str, heading: str, notebook: Notebook) -> Section:
    statements = notebook.statements(key)
    used = {s.table for s in statements}
    tables = tuple(table for table in _TABLES.get(key, ()) if table.key in used)
    return Section(key=key, heading=heading, statements=statements, tables=tables)


def _population(canvas: Canvas) -> str:
    """Words for the patient's condition, by which thresholds of change are chosen."""
    diagnoses = [f.text for f in canvas.facts if isinstance(f, Diagnosis)]
    return " ".join([canvas.header.episode, *dict.fromkeys(diagnoses)])


KIND = SoapNote()
