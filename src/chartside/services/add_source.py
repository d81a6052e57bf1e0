"""Put a file on a visit's canvas."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from chartside import ingest
from chartside.domain.chart import Clinician
from chartside.domain.signing import State
from chartside.domain.source import SourceKind
from chartside.ingest.receiving import Received, shown_name
from chartside.services.canvas_view import source_on_canvas
from chartside.services.document_of_visit import USUAL_KIND
from chartside.services.draft_document import follow_sources
from chartside.services.errors import NotAllowed
from chartside.services.passwords import new_id
from chartside.services.permissions import Permission, require
from chartside.services.views import SourceOnCanvas
from chartside.services.visit_canvas import ANSWERS, CORRECTIONS, facts_version, is_own_words, read_facts, visit_chart
from chartside.store import Work
from chartside.store.repositories.canvases import KeptSource


def add_source(
    work: Work,
    actor: Clinician,
    *,
    visit: str,
    name: str,
    content: bytes,
    kind: SourceKind | None = None,
    document_kind: str = USUAL_KIND,
) -> SourceOnCanvas:
    """Keep a file as received and read it; an unreadable one stays on the canvas with the reason.

    The same bytes twice on one canvas are one source. Every unsigned draft of the visit follows by itself.

    Raises:
        NotFound: There is no such visit.
        NotAllowed: Not this person, or the document the person is at is signed.
    """
    require(actor, Permission.WRITE)
    chart = visit_chart(work, visit)
    refuse_signed(work, visit, document_kind)
    sha256 = hashlib.sha256(content).hexdigest()
    for item in work.canvases.of_visit(visit, facts_version(work)):
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
        extraction = read_facts(work, received.source)
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
    work.canvases.add(item, facts_version(work))
    work.note(
        actor.id, "source_added" if problem is None else "source_unreadable", item.id, visit=visit, bytes=len(content)
    )
    if problem is None:
        follow_sources(work, actor, visit)
    return source_on_canvas(item, item.facts or ())


def refuse_signed(work: Work, visit: str, document_kind: str = USUAL_KIND, *, source: str = "") -> None:
    """Go on only while what would change is not signed.

    Args:
        work: The transaction.
        visit: Whose canvas.
        document_kind: The document the person is at.
        source: Id in evidence of a source that would be taken off or read as something else.

    Raises:
        NotAllowed: The document is signed, or a signed one of the visit was made from the source.
    """
    for kept in work.documents.all_of_visit(visit):
        if kept.state not in (State.SIGNED, State.AMENDED):
            continue
        if kept.document.kind == document_kind:
            raise NotAllowed("This visit's document is signed; its sources stay as they are. Add an addendum instead.")
        if source in {made_from.id for made_from in kept.document.sources}:
            title = kept.document.title
            raise NotAllowed(f"The signed document “{title}” was made from this source; it stays as it is.")
