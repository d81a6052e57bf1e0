"""The progress report of a period of care."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from chartside.documents.notebook import Notebook
from chartside.documents.plan_ahead import write_plan
from chartside.documents.report_parts import (
    TABLES,
    report_document,
    report_of,
    write_all_goals,
    write_head,
    write_measures_and_findings,
    write_patient_report,
    write_skill,
    write_tasks,
    write_verdicts,
)
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document


class ProgressReport:
    """Composes the report from the notes of the period (Pub. 100-02 ch. 15 §220.3.D), without a language model."""

    name = "progress_report"
    title = "Progress report"
    sections: Mapping[str, str] = MappingProxyType(
        {
            "period": "Reporting period",
            "summary": "Summary",
            "subjective": "Patient report",
            "function": "Daily tasks, then and now",
            "measures": "Course of the measures",
            "goals": "Goals",
            "skilled_care": "Skilled care by visit",
            "plan": "Plan",
        }
    )

    def compose(self, canvas: Canvas) -> Document:
        """The report as of the canvas's visit."""
        notebook = Notebook(self.sections)
        report = report_of(canvas, period=True)
        write_head(notebook, report, "period")
        write_verdicts(notebook, report, "summary")
        write_patient_report(notebook, report, "subjective")
        write_tasks(notebook, report, "function")
        write_measures_and_findings(notebook, report, "measures")
        write_all_goals(notebook, report, "goals")
        write_skill(notebook, report, "skilled_care")
        write_plan(notebook, report.episode, "plan")
        return report_document(self, notebook, report, TABLES)


KIND = ProgressReport()
