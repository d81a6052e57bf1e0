"""Put a file on a visit's canvas."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from chartside import extract, ingest
from chartside.domain.chart import Clinician
from chartside.domain.signing import State
from chartside.domain.source import SourceKind
from chartside.ingest.receiving import Received, shown_name
from chartside.services.canvas_view import source_on_canvas
from chartside.services.draft_document import follow_sources
from chartside.services.errors import NotAllowed
from chartside.services.passwords import new_id
from chartside.services.permissions import Permission, require
from chartside.services.views import SourceOnCanvas
from chartside.services.visit_canvas import ANSWERS, CORRECTIONS, FACTS_VERSION, is_own_words, visit_chart
from chartside.store import Work
from chartside.store.repositories.canvases import KeptSource


def add_source(
    work: Work, actor: Clinician, *, visit: str, name: str, content: bytes, kind: SourceKind | None = None
) -> SourceOnCanvas:
    """Keep a file as received and read it; an unreadable one stays on the canvas with the reason.

    The same bytes twice on one canvas are one source. A draft follows by itself.

    Raises:
        NotFound: There is no such visit.
        NotAllowed: Not this person, or the visit's document is signed.
    """
    require(actor, Permission.WRITE)
    chart = visit_chart(work, visit)
    refuse_signed(work, visit)
    sha256 = hashlib.sha256(content).hexdigest()
    for item in work.canvases.of_visit(visit, FACTS_VERSION):
        if item.sha256 == sha256 and not (item.source and is_own_words(item.source)):
            return source_on_canvas(item, item.facts or (), already=True)
    key = work.canvases.next_key(chart.episode.id)
    received = ingest.receive(name, content, source_id=key, kind=kind)
    return keep(work, actor, visit, shown_name(name), content, sha256, key, received)


def keep(
    work: Work, actor: Clinician, visit: str, name: str, content: bytes, sha256: str, key: str, received: Received
) -> SourceOnCanvas:
    """Keep what was received, with its bytes and facts, and let the draft follow."""
    name = f"{name} (file)" if name in (ANSWERS, CORRECTIONS) else name
    blob = None
    if content:
        blob = new_id()
        work.blobs.put(blob, content)
    facts = None
    if received.source is not None:
        extraction = extract.facts_of(received.source)
        facts = extraction.facts if not extraction.flags else None
    problem = received.problem
    item = KeptSource(
        id=new_id(),
        visit=visit,
        key=key,
        name=name,
        sha256=sha256,
        source=replace(received.source, name=name) if received.source else None,
        problem=(problem.code, problem.message, problem.remedy) if problem else None,
        facts=facts,
        blob=blob,
    )
    work.canvases.add(item, FACTS_VERSION)
    work.note(
        actor.id, "source_added" if problem is None else "source_unreadable", item.id, visit=visit, bytes=len(content)
    )
    if problem is None:
        follow_sources(work, actor, visit)
    return source_on_canvas(item, item.facts or ())


def refuse_signed(work: Work, visit: str) -> None:
    """Go on only while the visit's document is not signed.

    Raises:
        NotAllowed: It is signed.
    """
    kept = work.documents.of_visit(visit)
    if kept is not None and kept.state in (State.SIGNED, State.AMENDED):
        raise NotAllowed("This visit's document is signed; its sources stay as they are. Add an addendum instead.")
