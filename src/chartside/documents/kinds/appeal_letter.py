"""The letter that appeals a denial, reason by reason, with the page that answers each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from chartside.documents.abbreviations import Style
from chartside.documents.assembling import assembled
from chartside.documents.letters.case import CASE_TABLES, write_case
from chartside.documents.letters.denial_answers import ANSWERS, write_answers, write_denial
from chartside.documents.letters.exhibits import write_exhibits
from chartside.documents.letters.parties import standing, write_payer, write_reference
from chartside.documents.notebook import Notebook
from chartside.documents.report_parts import report_of
from chartside.domain.canvas import Canvas
from chartside.domain.chart import PayerType
from chartside.domain.documents import Document, Layout, Scope, Table

_TABLES: Mapping[str, tuple[Table, ...]] = {**CASE_TABLES, "answers": (ANSWERS,)}
_MEDICARE = (PayerType.MEDICARE_B, PayerType.MEDICARE_ADVANTAGE)


class AppealLetter:
    """What was denied and why, what the chart shows of it and where, and what is asked."""

    name = "appeal_letter"
    title = "Appeal of a denial"
    sections: Mapping[str, str] = MappingProxyType(
        {
            "addressee": "",
            "reference": "",
            "opening": "The decision appealed",
            "answers": "What the chart shows",
            "history": "History",
            "function": "Function, then and now",
            "results": "Result of treatment",
            "remaining": "Goals",
            "skill": "Why a therapist was needed",
            "closing": "Request",
            "enclosures": "Exhibits",
        }
    )

    def compose(self, canvas: Canvas) -> Document:
        """The appeal of the newest denial on the canvas; without one, the same letter without reasons to answer."""
        style = Style(expanded=True)
        notebook = Notebook(self.sections)
        write_payer(notebook, canvas)
        write_reference(notebook, canvas, style)
        report = report_of(canvas, style=style)
        denial = write_denial(notebook, canvas)
        if denial is not None:
            write_answers(notebook, canvas, report, denial)
        write_case(notebook, report, findings=False)
        notebook.standing("closing", ("appeal",), standing("appeal"))
        if canvas.payer.type in _MEDICARE:
            notebook.standing("closing", ("maintenance",), standing("maintenance"))
        notebook.standing("closing", ("criteria",), standing("criteria"))
        notebook.standing("closing", ("peer",), standing("peer"))
        write_exhibits(notebook, canvas, with_notices=True)
        return assembled(self, canvas, notebook, _TABLES, scope=Scope.EPISODE, layout=Layout.LETTER)


KIND = AppealLetter()
