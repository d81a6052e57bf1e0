"""The case a letter makes, in its readers' order: story, function, results, what remains, and why a therapist."""

from __future__ import annotations

from chartside.documents.function_course import FUNCTION, write_function
from chartside.documents.letters.background import write_background
from chartside.documents.letters.remaining import REMAINING, write_remaining, write_skill
from chartside.documents.letters.results import RESULTS, results_of, write_findings, write_results
from chartside.documents.notebook import Notebook
from chartside.documents.report_parts import Report
from chartside.domain.documents import Table

CASE_TABLES: dict[str, tuple[Table, ...]] = {
    "function": (FUNCTION,),
    "results": (RESULTS,),
    "remaining": (REMAINING,),
}
"""Tables of the sections "function", "results" and "remaining"."""


def write_case(notebook: Notebook, report: Report, *, findings: bool) -> None:
    """Write the sections "history", "function", "results", "remaining" and "skill".

    Args:
        notebook: Has these sections.
        report: The episode with its series and goals.
        findings: Whether values measured only once are told too.
    """
    episode = report.episode
    write_background(notebook, episode.canvas, episode.style)
    write_function(notebook, episode, "function")
    write_results(notebook, results_of(report))
    if findings:
        write_findings(notebook, report)
    write_remaining(notebook, report)
    write_skill(notebook, report)
