"""Export a document as a file."""

from __future__ import annotations

from chartside.deliver import Printed, all_renderers
from chartside.domain.chart import Clinician
from chartside.domain.signing import State
from chartside.services.clinic_files import logo_content
from chartside.services.errors import Invalid, NotFound
from chartside.services.permissions import Permission, require
from chartside.services.views import Exported
from chartside.store import Work


def export_document(work: Work, actor: Clinician, *, document: str, format: str) -> Exported:
    """The document in one format; a draft is marked as not signed on every page.

    Raises:
        NotFound: There is no such document.
        NotAllowed: This person may not export drafts.
        Invalid: There is no such format.
    """
    kept = work.documents.by_id(document)
    if kept is None:
        raise NotFound("There is no such document; go back to Today.")
    signed = kept.state in (State.SIGNED, State.AMENDED)
    require(actor, Permission.EXPORT_SIGNED if signed else Permission.READ_CHART)
    known = all_renderers()
    if format not in known:
        raise Invalid(f"There is no format {format!r}; choose one of: {', '.join(known)}.")
    renderer, profile = known[format], work.charts.profile()
    printed = Printed(
        kept.document,
        profile,
        work.documents.signature(kept.id) if signed else None,
        work.documents.addenda(kept.id) if signed else (),
        kept.state,
        logo_content(work, profile),
    )
    content = renderer.render(printed)
    work.note(actor.id, "document_exported", kept.id, format=format, revision=kept.revision)
    day = kept.document.header.visit_date
    parts = [kept.document.kind.replace("_", "-"), day.isoformat() if day else "", "" if signed else "draft"]
    return Exported("-".join(p for p in parts if p) + renderer.suffix, renderer.media_type, content)
