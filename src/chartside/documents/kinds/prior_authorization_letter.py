"""The letter that asks a payer to authorize treatment before it is given."""

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
from chartside.documents.letters.services_asked import SERVICES, write_services
from chartside.documents.notebook import Notebook
from chartside.documents.report_parts import report_of
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document, Layout, Scope, Table

_TABLES: Mapping[str, tuple[Table, ...]] = {
    **CASE_TABLES,
    "services": (SERVICES,),
}


class PriorAuthorizationLetter:
    """What is asked, for whom, on which findings, to what end, and when it ends."""

    name = "prior_authorization_letter"
    title = "Request for authorization"
    sections: Mapping[str, str] = MappingProxyType(
        {
            "addressee": "",
            "reference": "",
            "opening": "Request",
            "services": "Services",
            "history": "History and function before",
            "function": "Function, then and now",
            "results": "Findings and progress",
            "remaining": "Goals",
            "skill": "Why a therapist is needed",
            "plan": "Plan",
            "closing": "",
            "enclosures": "Enclosures",
        }
    )

    def compose(self, canvas: Canvas) -> Document:
        """The request from the episode up to the canvas's visit; abbreviations are always written out."""
        style = Style(expanded=True)
        notebook = Notebook(self.sections)
        write_payer(notebook, canvas)
        write_reference(notebook, canvas, style)
        write_request(notebook, canvas, style)
        write_services(notebook, canvas)
        write_case(notebook, report_of(canvas, style=style), findings=True)
        write_planned(notebook, canvas, style)
        notebook.standing("closing", ("peer",), standing("peer"))
        notebook.standing("closing", ("expected",), standing("expected"))
        write_exhibits(notebook, canvas)
        return assembled(self, canvas, notebook, _TABLES, scope=Scope.EPISODE, layout=Layout.LETTER)


KIND = PriorAuthorizationLetter()
