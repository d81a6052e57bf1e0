"""Services of an authorization: the codes the plan and the newest visits use, with the units their minutes gave."""

from __future__ import annotations

from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import in_a_row, number, on_day
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Column, Table
from chartside.domain.facts import Assertion, BilledLine, Fact, Intervention, TimeEntry, TimeOf, When

SERVICES = Table(
    "services",
    "Services",
    (Column("code", "Code"), Column("service", "Service"), Column("minutes", "Minutes so far", numeric=True)),
)
_EVALUATIONS = "evaluation"
_MOST_DAYS = 3


def write_services(notebook: Notebook, canvas: Canvas, section: str = "services") -> None:
    """A row for each treatment code that the sources say, with the minutes it took on the newest visits."""
    said: dict[str, list[Fact]] = {}
    for fact in canvas.facts:
        code = getattr(fact, "code", None)
        held = fact.when is When.CURRENT and fact.assertion in (Assertion.PRESENT, Assertion.PLANNED)
        if (
            isinstance(fact, TimeEntry | BilledLine | Intervention)
            and held
            and code is not None
            and code in canvas.codes
        ):
            said.setdefault(code, []).append(fact)
    days = {source.id: source.date for source in canvas.sources}
    for code in sorted(said):
        service = canvas.codes[code]
        if service.category.startswith(_EVALUATIONS):
            continue
        timed = [f for f in said[code] if isinstance(f, TimeEntry) and f.what is TimeOf.CODE and f.minutes is not None]
        newest = timed[-_MOST_DAYS:]
        told = in_a_row(
            f"{number(f.minutes or 0)} min" + (f" ({on_day(day)})" if (day := days[f.source]) else "") for f in newest
        )
        cells = (("code", code), ("service", service.short), ("minutes", told or "–"))
        text = f"{code} {service.short}" + (f": {told}" if told else "") + "."
        notebook.row(section, SERVICES.key, ("service", code), cells, text, newest or said[code][-1:])
