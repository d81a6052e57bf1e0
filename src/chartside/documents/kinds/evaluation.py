"""The initial evaluation with the plan of care."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from chartside.documents.abbreviations import Style
from chartside.documents.assembling import assembled
from chartside.documents.complexity_rows import COMPLEXITY, without_forms, write_complexity
from chartside.documents.evaluation_parts import PARTS, write_visit
from chartside.documents.examination import write_examination, write_tests
from chartside.documents.heard import heard, present
from chartside.documents.knowledge import knowledge
from chartside.documents.measure_rows import measure_rows
from chartside.documents.notebook import Notebook
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document, Table
from chartside.measures import population_of

_TABLES: Mapping[str, tuple[Table, ...]] = {**PARTS, "complexity": (COMPLEXITY,)}
_ONLY_AGAIN = "changes"  # a section of the re-evaluation


class Evaluation:
    """Composes the initial evaluation of a visit from its facts and the patient's intake form."""

    name = "evaluation"
    title = "Initial evaluation and plan of care"
    sections: Mapping[str, str] = MappingProxyType(
        {key: heading for key, heading in knowledge("evaluation")["sections"].items() if key != _ONLY_AGAIN}
    )

    def compose(self, canvas: Canvas) -> Document:
        """The evaluation of the canvas's visit."""
        style = Style(canvas.profile.expand_abbreviations)
        notebook = Notebook(self.sections)
        values, population = heard(without_forms(canvas)), population_of(canvas)
        rows = measure_rows(values, style, population)
        write_examination(notebook.at(10), rows, style, population)
        write_tests(notebook.at(15), (f for f in canvas.today() if present(f)), style)
        write_visit(notebook, canvas, rows, values, style, population, sections=self.sections)
        write_complexity(notebook.at(10), canvas)
        return assembled(self, canvas, notebook, _TABLES)


KIND = Evaluation()
