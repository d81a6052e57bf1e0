"""A kind of document as another distribution would bring it: what was measured, with its picture."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from chartside.documents.assembling import assembled
from chartside.documents.notebook import Notebook
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document, Scope, TrendFigure
from chartside.domain.facts import Measure, Measurement


class TrendSheet:
    """Motions said in the episode, and the picture of the first one."""

    name = "trend_sheet"
    title = "Trend sheet"
    sections: Mapping[str, str] = MappingProxyType({"motion": "Motion"})

    def compose(self, canvas: Canvas) -> Document:
        """The sheet."""
        days = {source.id: source.date for source in canvas.sources}
        said = [
            f for f in canvas.facts if isinstance(f, Measurement) and f.measure is Measure.ROM and f.motion == "flexion"
        ]
        notebook = Notebook(self.sections)
        points: list[tuple[date, float]] = []
        for fact in said:
            notebook.say("motion", (fact.joint, fact.motion, fact.value), f"{fact.place.quote}.", [fact])
            day = days[fact.source]
            if day is not None and fact.value is not None:
                points.append((day, fact.value))
        figure = TrendFigure(key="motion", title="Knee flexion", unit="°", points=tuple(sorted(points)), goal=120)
        return assembled(self, canvas, notebook, figures={"motion": (figure,)}, scope=Scope.EPISODE)


KIND = TrendSheet()
