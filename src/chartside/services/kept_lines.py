"""What a clinician says on a canvas, kept as lines of a source of its own: her answers, her corrections."""

from __future__ import annotations

import hashlib

from chartside import extract
from chartside.domain.source import Source, SourceKind, Span
from chartside.services.passwords import new_id
from chartside.services.visit_canvas import FACTS_VERSION, visit_chart
from chartside.store import Work
from chartside.store.repositories.canvases import KeptSource


def keep_line(work: Work, visit: str, name: str, line: str, kind: SourceKind = SourceKind.SESSION_NOTE) -> Span:
    """Append a line to the source of this name on a visit's canvas, making the source with its first line.

    The source is read anew, but for corrections: what they say is laid over the facts of other sources.

    Returns:
        Where the line stands.
    """
    item = next((i for i in work.canvases.of_visit(visit, FACTS_VERSION) if i.name == name and i.blob is None), None)
    before = item.source.text if item is not None and item.source is not None else ""
    chart = visit_chart(work, visit)
    key = item.key if item is not None else work.canvases.next_key(chart.episode.id)
    text = f"{before}{line}\n"
    source = Source(key, name, kind, text, hashlib.sha256(text.encode()).hexdigest(), date=chart.visit.date)
    facts = () if kind is SourceKind.CORRECTIONS else extract.facts_of(source).facts
    if item is None:
        kept = KeptSource(
            id=new_id(), visit=visit, key=key, name=name, sha256=source.sha256, source=source, problem=None,
            facts=facts, blob=None,
        )  # fmt: skip
        work.canvases.add(kept, FACTS_VERSION)
    else:
        work.canvases.save_reading(item.id, source, facts, FACTS_VERSION)
    return source.span(len(before), len(before) + len(line))
