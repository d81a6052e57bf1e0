"""Put typed or pasted text on a visit's canvas."""

from __future__ import annotations

import hashlib

from chartside import ingest
from chartside.domain.chart import Clinician
from chartside.domain.source import SourceKind
from chartside.services.add_source import keep, refuse_signed
from chartside.services.canvas_view import source_on_canvas
from chartside.services.document_of_visit import USUAL_KIND
from chartside.services.errors import Invalid
from chartside.services.permissions import Permission, require
from chartside.services.views import SourceOnCanvas
from chartside.services.visit_canvas import facts_version, is_own_words, visit_chart
from chartside.store import Work


def paste_text(
    work: Work,
    actor: Clinician,
    *,
    visit: str,
    text: str,
    name: str = "Pasted text",
    kind: SourceKind | None = None,
    document_kind: str = USUAL_KIND,
) -> SourceOnCanvas:
    """Keep text as a source.

    Raises:
        NotFound: There is no such visit.
        NotAllowed: Not this person, or the visit's document is signed.
        Invalid: The text is empty or too long.
    """
    require(actor, Permission.WRITE)
    chart = visit_chart(work, visit)
    refuse_signed(work, visit, document_kind)
    key = work.canvases.next_key(chart.episode.id)
    received = ingest.receive_text(text, name=name, source_id=key, kind=kind)
    if received.source is None:
        problem = received.problem
        raise Invalid(f"{problem.message} {problem.remedy}" if problem else "This text could not be read.")
    for item in work.canvases.of_visit(visit, facts_version(work)):
        if item.sha256 == received.source.sha256 and not (item.source and is_own_words(item.source)):
            return source_on_canvas(item, item.facts or (), already=True)
    content = received.source.text.encode()
    sha256 = hashlib.sha256(content).hexdigest()
    return keep(work, actor, visit, received.source.name, content, sha256, key, received)
