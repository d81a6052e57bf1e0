"""The re-evaluation: what changed since the last evaluation, and the plan of care from here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from chartside.documents.abbreviations import Style
from chartside.documents.assembling import assembled
from chartside.documents.changes_since import CHANGES, write_changes_since, write_earlier_diagnoses
from chartside.documents.complexity_rows import without_forms
from chartside.documents.evaluation_parts import PARTS, write_visit
from chartside.documents.examination import write_examination, write_tests
from chartside.documents.heard import heard, present
from chartside.documents.knowledge import knowledge
from chartside.documents.measure_rows import measure_rows
from chartside.documents.notebook import Notebook
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document, Table
from chartside.measures import population_of

_TABLES: Mapping[str, tuple[Table, ...]] = {**PARTS, "changes": (CHANGES,)}

_ONLY_FIRST = "complexity"  # a section of the initial evaluation


class Reevaluation:
    """Composes the re-evaluation of a visit; earlier visits on the canvas give what was."""

    name = "reevaluation"
    title = "Re-evaluation and plan of care"
    sections: Mapping[str, str] = MappingProxyType(
        {key: heading for key, heading in knowledge("evaluation")["sections"].items() if key != _ONLY_FIRST}
    )

    def compose(self, canvas: Canvas) -> Document:
        """The re-evaluation of the canvas's visit."""
        style = Style(canvas.profile.expand_abbreviations)
        notebook = Notebook(self.sections)
        values, population = heard(without_forms(canvas)), population_of(canvas)
        rows = measure_rows(values, style, population)
        rest = write_changes_since(notebook.at(10), without_forms(canvas), rows, population)
        write_examination(notebook.at(10), rest, style, population)
        write_tests(notebook.at(15), (f for f in canvas.today() if present(f)), style)
        write_visit(notebook, canvas, rows, values, style, population, sections=self.sections, again=True)
        write_earlier_diagnoses(notebook.at(5), canvas, style)
        return assembled(self, canvas, notebook, _TABLES)


KIND = Reevaluation()
