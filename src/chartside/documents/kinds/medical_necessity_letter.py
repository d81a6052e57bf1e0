"""The letter of medical necessity to a payer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from chartside.documents.abbreviations import Style
from chartside.documents.assembling import assembled
from chartside.documents.episode import episode_of
from chartside.documents.function_course import FUNCTION, write_function
from chartside.documents.heard import heard
from chartside.documents.letters.background import write_background
from chartside.documents.letters.exhibits import write_exhibits
from chartside.documents.letters.parties import standing, write_payer, write_reference
from chartside.documents.letters.planned import write_planned
from chartside.documents.letters.remaining import REMAINING, write_remaining, write_skill
from chartside.documents.letters.request import write_request
from chartside.documents.letters.results import RESULTS, results_of, write_results
from chartside.documents.notebook import Notebook
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document, Layout, Scope, Table

_TABLES: Mapping[str, tuple[Table, ...]] = {"function": (FUNCTION,), "results": (RESULTS,), "remaining": (REMAINING,)}


class MedicalNecessityLetter:
    """Why treatment is needed: what is asked, what it has changed, what remains, and why that takes a therapist."""

    name = "medical_necessity_letter"
    title = "Letter of medical necessity"
    sections: Mapping[str, str] = MappingProxyType(
        {
            "addressee": "",
            "reference": "",
            "opening": "Request",
            "history": "History",
            "function": "Function, then and now",
            "results": "Result of treatment so far",
            "remaining": "What remains",
            "skill": "Why a therapist is needed",
            "plan": "Plan",
            "closing": "",
            "enclosures": "Enclosures",
        }
    )

    def compose(self, canvas: Canvas) -> Document:
        """The letter from the episode up to the canvas's visit; abbreviations are always written out."""
        style = Style(expanded=True)
        notebook = Notebook(self.sections)
        values = heard(canvas)
        write_payer(notebook, canvas)
        write_reference(notebook, canvas, style)
        write_request(notebook, canvas, style)
        write_background(notebook, canvas, style, before=False)
        write_function(notebook, replace(episode_of(canvas), style=style), "function")
        write_results(notebook, results_of(canvas, style))
        write_remaining(notebook, canvas, values, style)
        write_skill(notebook, canvas, style)
        write_planned(notebook, canvas, style)
        notebook.standing("closing", ("peer",), standing("peer"))
        write_exhibits(notebook, canvas)
        return assembled(self, canvas, notebook, _TABLES, scope=Scope.EPISODE, layout=Layout.LETTER)


KIND = MedicalNecessityLetter()
