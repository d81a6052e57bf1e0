"""The recertification of a plan of care."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from chartside.documents.certification_rows import CERTIFICATION, write_certification, write_signatures
from chartside.documents.notebook import Notebook
from chartside.documents.plan_ahead import write_plan
from chartside.documents.report_parts import (
    TABLES,
    report_document,
    report_of,
    write_all_goals,
    write_head,
    write_measures_and_findings,
    write_reasons,
    write_tasks,
    write_verdicts,
)
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document


class Recertification:
    """Composes the plan for a further period of care (Pub. 100-02 ch. 15 §220.1.3), without a language model."""

    name = "recertification"
    title = "Recertification of the plan of care"
    sections: Mapping[str, str] = MappingProxyType(
        {
            "period": "Episode of care",
            "summary": "Progress since start of care",
            "function": "Daily tasks, then and now",
            "measures": "Course of the measures",
            "goals": "Goals",
            "medical_need": "Why skilled care is still needed",
            "plan": "Plan of care",
            "certification_plan": "Certification",
        }
    )

    def compose(self, canvas: Canvas) -> Document:
        """The recertification as of the canvas's visit."""
        notebook = Notebook(self.sections)
        report = report_of(canvas)
        write_head(notebook, report, "period")
        write_verdicts(notebook, report, "summary")
        write_tasks(notebook, report, "function")
        write_measures_and_findings(notebook, report, "measures")
        write_all_goals(notebook, report, "goals")
        write_reasons(notebook, report, "medical_need")
        write_plan(notebook, report.episode, "plan")
        write_certification(notebook.at(10), report.episode, "certification_plan")
        write_signatures(notebook.at(20), "certification_plan")
        return report_document(self, notebook, report, {**TABLES, "certification_plan": (CERTIFICATION,)})


KIND = Recertification()
