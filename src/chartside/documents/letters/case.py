"""The case a letter makes, in its readers' order: story, function, results, what remains, and why a therapist."""

from __future__ import annotations

from dataclasses import replace

from chartside.documents.abbreviations import Style
from chartside.documents.episode import episode_of
from chartside.documents.function_course import FUNCTION, write_function
from chartside.documents.heard import heard
from chartside.documents.letters.background import write_background
from chartside.documents.letters.remaining import REMAINING, write_remaining, write_skill
from chartside.documents.letters.results import RESULTS, results_of, write_findings, write_results
from chartside.documents.notebook import Notebook
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Table

CASE_TABLES: dict[str, tuple[Table, ...]] = {
    "function": (FUNCTION,),
    "results": (RESULTS,),
    "remaining": (REMAINING,),
}
"""Tables of the sections "function", "results" and "remaining"."""


def write_case(notebook: Notebook, canvas: Canvas, style: Style, *, findings: bool) -> None:
    """Write the sections "history", "function", "results", "remaining" and "skill".

    Args:
        notebook: Has these sections.
        canvas: The episode.
        style: How words are written.
        findings: Whether values measured only once are told too.
    """
    write_background(notebook, canvas, style, before=False)
    write_function(notebook, replace(episode_of(canvas), style=style), "function")
    results = results_of(canvas, style)
    write_results(notebook, results)
    if findings:
        write_findings(notebook, canvas, results, style)
    write_remaining(notebook, canvas, heard(canvas), style)
    write_skill(notebook, canvas, style)
