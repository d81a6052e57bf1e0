"""The billing summary of a visit: services with minutes, units under both rules, modifiers, diagnosis codes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from chartside.documents.abbreviations import Style
from chartside.documents.assembling import assembled
from chartside.documents.billed_wording import BILLED, DIAGNOSES, write_diagnosis_codes, write_modifiers
from chartside.documents.knowledge import knowledge
from chartside.documents.notebook import Notebook
from chartside.documents.service_rows import TREATMENT, service_rows, write_services
from chartside.documents.time_wording import UNITS, write_time
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document, Scope, Table

_TABLES: Mapping[str, tuple[Table, ...]] = {
    "services": (TREATMENT,),
    "units": (UNITS,),
    "modifiers": (BILLED,),
    "diagnoses": (DIAGNOSES,),
}


class BillingSummary:
    """Composes what a biller needs of one visit; it tells what the note says and what its minutes support."""

    name = "billing_summary"
    title = "Billing summary"
    sections: Mapping[str, str] = MappingProxyType(knowledge("billing")["sections"])

    def compose(self, canvas: Canvas) -> Document:
        """The summary of the canvas's visit."""
        notebook = Notebook(self.sections)
        style = Style(canvas.profile.expand_abbreviations)
        write_services(notebook, canvas, service_rows(canvas), style, section="services", alone=True)
        write_time(notebook, canvas, time="time", units="units")
        write_modifiers(notebook, canvas, "modifiers")
        write_diagnosis_codes(notebook, canvas, "diagnoses")
        return assembled(self, canvas, notebook, _TABLES, scope=Scope.EPISODE)


KIND = BillingSummary()
