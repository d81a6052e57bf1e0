"""The letter to the physician who referred the patient: where treatment stands, or how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from chartside.documents.abbreviations import Style
from chartside.documents.assembling import assembled
from chartside.documents.attendance import day_spans
from chartside.documents.episode import Episode
from chartside.documents.letters.case import CASE_TABLES, write_case
from chartside.documents.letters.parties import standing, write_physician, write_reference
from chartside.documents.letters.planned import is_ending, write_planned
from chartside.documents.letters.request import write_request
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import on_day, sentence
from chartside.documents.report_parts import report_of
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document, Layout, Scope


class ReferringPhysicianLetter:
    """What was found, what has changed, what comes next; at the end of care the same letter to primary care."""

    name = "referring_physician_letter"
    title = "Letter to the referring physician"
    sections: Mapping[str, str] = MappingProxyType(
        {
            "addressee": "",
            "reference": "",
            "opening": "",
            "history": "History",
            "function": "Function, then and now",
            "results": "Findings and progress",
            "remaining": "Goals",
            "skill": "Assessment",
            "plan": "Plan",
            "closing": "",
        }
    )

    def compose(self, canvas: Canvas) -> Document:
        """The letter as of the canvas's visit; abbreviations are written out."""
        style = Style(expanded=True)
        notebook = Notebook(self.sections)
        write_physician(notebook, canvas)
        write_reference(notebook, canvas, style)
        notebook.standing("opening", ("thanks",), standing("physician_thanks"))
        report = report_of(canvas, style=style)
        _write_period(notebook, report.episode)
        write_case(notebook, report, findings=True)
        if not is_ending(canvas):
            write_request(notebook, canvas, style, "plan")
        write_planned(notebook, canvas, style)
        notebook.standing("closing", ("contact",), standing("contact"))
        return assembled(self, canvas, notebook, CASE_TABLES, scope=Scope.EPISODE, layout=Layout.LETTER)


def _write_period(notebook: Notebook, episode: Episode) -> None:
    """From when to when the patient was seen, and the number of the newest visit where it is said."""
    visits = [visit for visit in episode.visits if visit.day is not None]
    if not visits:
        return
    first, last = visits[0], visits[-1]
    days = dict.fromkeys(on_day(visit.day) for visit in (first, last) if visit.day is not None)
    text = f"Seen {'from' if len(days) > 1 else 'on'} {' to '.join(days)}"
    if last.number is not None:
        text += f", visit {last.number}" + (" on the last day" if len(days) > 1 else "")
    told = [visit.told for visit in (first, last) if visit.told is not None]
    spans = [span for visit in (first, last) for span in day_spans(visit)]
    notebook.say("opening", ("period",), sentence(text), told, spans=spans, computed_by="visits.period")


KIND = ReferringPhysicianLetter()
