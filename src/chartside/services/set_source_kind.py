"""Say what a source is, where its name and first lines led to a wrong guess."""

from __future__ import annotations

from dataclasses import replace

from chartside.domain.chart import Clinician
from chartside.domain.source import SourceKind
from chartside.services.add_source import refuse_signed
from chartside.services.document_of_visit import USUAL_KIND
from chartside.services.draft_document import follow_sources
from chartside.services.errors import Invalid, NotFound
from chartside.services.permissions import Permission, require
from chartside.services.visit_canvas import facts_version, is_own_words, read_facts, visit_chart
from chartside.store import Work

OF_THE_DAY = frozenset({SourceKind.SESSION_NOTE, SourceKind.TRANSCRIPT})


def set_source_kind(
    work: Work, actor: Clinician, *, visit: str, source: str, kind: SourceKind, document_kind: str = USUAL_KIND
) -> None:
    """Keep the source under another kind and read its facts anew. A draft follows by itself.

    A note or transcript put on a visit's canvas by a clinician's own word is about that visit's day.

    Raises:
        NotFound: It is not on this canvas, or could not be read.
        NotAllowed: Not this person, or the visit's document is signed.
        Invalid: Corrections are made, not said to be.
    """
    require(actor, Permission.WRITE)
    chart = visit_chart(work, visit)
    found = next((item for item in work.canvases.of_visit(visit, facts_version(work)) if item.id == source), None)
    if found is None or found.source is None or is_own_words(found.source):
        raise NotFound("This source is not on the canvas any more, or it could not be read.")
    if kind is SourceKind.CORRECTIONS:
        raise Invalid("A file or text is no list of corrections; choose what it is.")
    refuse_signed(work, visit, document_kind, source=found.key)
    day = chart.visit.date if kind in OF_THE_DAY else found.source.date
    said = replace(found.source, kind=kind, date=day)
    extraction = read_facts(work, said)
    work.canvases.save_reading(found.id, said, extraction.facts, facts_version(work))
    work.note(actor.id, "source_kind_set", source, visit=visit, kind=kind)
    follow_sources(work, actor, visit)
