"""The note for employer or school: seen when, and what the patient may and may not do; no diagnosis, no findings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from chartside.documents.abbreviations import Style
from chartside.documents.assembling import assembled
from chartside.documents.heard import present
from chartside.documents.knowledge import knowledge
from chartside.documents.letters.parties import standing, write_patient
from chartside.documents.notebook import Notebook
from chartside.documents.passages import passage_at, passages_of
from chartside.documents.phrasing import on_day, sentence, tidied
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document, Layout, Scope
from chartside.domain.facts import (
    Diagnosis,
    Event,
    EventOf,
    Fact,
    Function,
    Measurement,
    PlanItem,
    Score,
    Social,
    SpecialTest,
    Symptom,
    When,
)

_MOST = 6
_FINDINGS = (Diagnosis, Measurement, Score, SpecialTest, Symptom)


class WorkStatusLetter:
    """What an employer or school needs to know, as the newest notes say it, and nothing else."""

    name = "work_status_letter"
    title = "Work or school status"
    sections: Mapping[str, str] = MappingProxyType(
        {"addressee": "", "reference": "", "status": "Status", "closing": ""}
    )

    def compose(self, canvas: Canvas) -> Document:
        """The status as of the canvas's visit."""
        style = Style(expanded=True)
        notebook = Notebook(self.sections)
        notebook.standing("addressee", ("whom",), standing("whom"))
        write_patient(notebook, canvas)
        _write_seen(notebook, canvas)
        for fact in _of_work(canvas):
            text = sentence(style.words(_words(fact)))
            notebook.say("status", ("status", fact.kind, _words(fact)), text, [fact])
        notebook.standing("closing", ("minimum",), standing("minimum"))
        notebook.standing("closing", ("contact",), standing("contact"))
        return assembled(self, canvas, notebook, scope=Scope.EPISODE, layout=Layout.LETTER)


def _write_seen(notebook: Notebook, canvas: Canvas) -> None:
    day = canvas.header.visit_date
    for fact in canvas.today():
        if isinstance(fact, Event) and fact.what is EventOf.VISIT and day is not None and fact.date in (None, day):
            text = f"Seen for physical therapy on {on_day(day)}."
            notebook.say("status", ("seen",), text, [fact], computed_by="visits.day")
            return


def _of_work(canvas: Canvas) -> Iterator[Fact]:
    """Facts of today that speak of work or school; where today has none, those of the newest source that has some."""
    today = [f for f in canvas.today() if _speaks_of_work(f) and not _tells_findings(f, canvas)]
    if today:
        yield from today[:_MOST]
        return
    past = [f for f in canvas.history() if _speaks_of_work(f) and not _tells_findings(f, canvas)]
    yield from [f for f in past if f.source == past[-1].source][:_MOST] if past else ()


def _speaks_of_work(fact: Fact) -> bool:
    kinds = isinstance(fact, Social | Function | PlanItem)
    holds = present(fact) or (isinstance(fact, PlanItem) and fact.when is When.CURRENT)
    return kinds and holds and _work().search(_words(fact)) is not None


def _tells_findings(fact: Fact, canvas: Canvas) -> bool:
    """Whether words tell of findings too: they stand in the therapist's reasoning, or name what is found or felt."""
    passage = passage_at(passages_of(canvas.source(fact.source)), fact.start)
    if passage is not None and passage.section == "assessment" and not isinstance(fact, PlanItem):
        return True
    if _private().search(_words(fact)):
        return True
    findings = (f for f in canvas.facts if isinstance(f, _FINDINGS) and f.source == fact.source)
    return any(place.overlaps(f.place) for f in findings for place in fact.evidence)


def _words(fact: Fact) -> str:
    text = getattr(fact, "text", "") or f"{getattr(fact, 'task', '')} {getattr(fact, 'level', None) or ''}"
    return tidied(str(text)).strip(" .;,")


@cache
def _private() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(knowledge('letters')['work']['private'])})\b", re.I)


@cache
def _work() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(knowledge('letters')['work']['words'])})\b", re.I)


KIND = WorkStatusLetter()
