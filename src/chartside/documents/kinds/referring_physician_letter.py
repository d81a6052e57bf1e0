"""The letter to the physician who referred the patient: where treatment stands, or how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from chartside.documents.abbreviations import Style
from chartside.documents.assembling import assembled
from chartside.documents.course import course_of
from chartside.documents.letters.case import CASE_TABLES, write_case
from chartside.documents.letters.parties import standing, write_physician, write_reference
from chartside.documents.letters.planned import is_ending, write_planned
from chartside.documents.letters.request import write_request
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import on_day, sentence
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document, Layout, Scope
from chartside.domain.source import Source, Span


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
        _write_period(notebook, canvas)
        write_case(notebook, canvas, style, findings=True)
        if not is_ending(canvas):
            write_request(notebook, canvas, style, "plan")
        write_planned(notebook, canvas, style)
        notebook.standing("closing", ("contact",), standing("contact"))
        return assembled(self, canvas, notebook, CASE_TABLES, scope=Scope.EPISODE, layout=Layout.LETTER)


def _write_period(notebook: Notebook, canvas: Canvas) -> None:
    """From when to when the patient was seen, and the number of the newest visit where it is said."""
    visits = [visit for visit in course_of(canvas).visits if visit.day is not None]
    if not visits:
        return
    first, last = visits[0], visits[-1]
    told = [visit.told for visit in (first, last) if visit.told is not None]
    untold = [visit.sources[0] for visit in (first, last) if visit.told is None and visit.sources[0].text.strip()]
    spans = [_first_line(source) for source in untold]
    if first.day == last.day or first.day is None or last.day is None:
        text = f"Seen on {on_day(last.day)}" if last.day else ""
    else:
        text = f"Seen from {on_day(first.day)} to {on_day(last.day)}"
    if last.number is not None:
        text += f", visit {last.number} on the last day" if first.day != last.day else f", visit {last.number}"
    notebook.say("opening", ("period",), sentence(text), told, spans=spans, computed_by="visits.period")


def _first_line(source: Source) -> Span:
    """The first line of a source with text."""
    start = len(source.text) - len(source.text.lstrip())
    end = source.text.find("\n", start)
    return source.span(start, end if end > start else max(start + 1, len(source.text.rstrip())))


KIND = ReferringPhysicianLetter()
