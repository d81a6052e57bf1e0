"""The discharge summary of an episode."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from chartside.documents.course_rows import INITIAL_FINAL
from chartside.documents.discharge_parts import (
    write_falls,
    write_home_program,
    write_reason,
    write_referrals,
    write_still_present,
    write_treatment,
)
from chartside.documents.notebook import Notebook
from chartside.documents.plan_ahead import write_plan
from chartside.documents.report_parts import (
    TABLES,
    report_document,
    report_of,
    write_all_goals,
    write_head,
    write_measures_and_findings,
    write_skill,
    write_tasks,
    write_verdicts,
)
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document


class DischargeSummary:
    """Composes the summary of the whole episode (Pub. 100-02 ch. 15 §220.3.D), without a language model."""

    name = "discharge_summary"
    title = "Discharge summary"
    sections: Mapping[str, str] = MappingProxyType(
        {
            "period": "Episode of care",
            "summary": "Summary",
            "treatment": "Course of treatment",
            "measures": "Initial → final",
            "function": "Daily tasks, then and now",
            "goals": "Goals",
            "skilled_care": "Skilled care by visit",
            "status": "Status at discharge",
            "home_program": "Home program",
            "follow_up_plan": "Recommendations and follow-up",
            "discharge_plan": "Reason for discharge",
        }
    )

    def compose(self, canvas: Canvas) -> Document:
        """The summary as of the canvas's visit."""
        notebook = Notebook(self.sections)
        report = report_of(canvas)
        write_head(notebook, report, "period")
        write_verdicts(notebook, report, "summary")
        write_treatment(notebook.at(10), report.episode, "treatment")
        write_falls(notebook.at(20), report.episode, "treatment")
        write_measures_and_findings(notebook, report, "measures")
        write_tasks(notebook, report, "function")
        write_all_goals(notebook, report, "goals")
        write_skill(notebook, report, "skilled_care")
        write_still_present(notebook, report.episode, report.rows, "status")
        write_home_program(notebook, report.episode, "home_program")
        write_referrals(notebook, report.episode, "follow_up_plan")
        write_reason(notebook.at(10), report.episode, report.goals, "discharge_plan")
        write_plan(notebook.at(20), report.episode, "discharge_plan")
        return report_document(self, notebook, report, {**TABLES, "measures": (INITIAL_FINAL, *TABLES["measures"][1:])})


KIND = DischargeSummary()
