"""The letter of medical necessity to a payer."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from chartside.documents.abbreviations import Style
from chartside.documents.assembling import assembled
from chartside.documents.letters.case import CASE_TABLES, write_case
from chartside.documents.letters.exhibits import write_exhibits
from chartside.documents.letters.parties import standing, write_payer, write_reference
from chartside.documents.letters.planned import write_planned
from chartside.documents.letters.request import write_request
from chartside.documents.notebook import Notebook
from chartside.documents.report_parts import report_of
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document, Layout, Scope


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
        write_payer(notebook, canvas)
        write_reference(notebook, canvas, style)
        write_request(notebook, canvas, style)
        write_case(notebook, report_of(canvas, style=style), findings=False)
        write_planned(notebook, canvas, style)
        notebook.standing("closing", ("peer",), standing("peer"))
        write_exhibits(notebook, canvas)
        return assembled(self, canvas, notebook, CASE_TABLES, scope=Scope.EPISODE, layout=Layout.LETTER)


KIND = MedicalNecessityLetter()
