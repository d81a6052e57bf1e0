"""The documents of a visit: of which kinds, and each by its kind."""

from __future__ import annotations

from chartside.documents import DescribedKind, described_kinds
from chartside.domain.chart import Clinician
from chartside.services.errors import NotFound
from chartside.services.permissions import Permission, require
from chartside.store import Work

USUAL_KIND = "soap_note"
"""What is meant where no kind is named."""


def document_of_visit(work: Work, actor: Clinician, *, visit: str, kind: str = USUAL_KIND) -> str:
    """Id of a visit's document; what may be done with it is decided by the service that does it.

    Raises:
        NotFound: There is no such visit or kind, or the visit has no such document yet.
    """
    require(actor, Permission.SCHEDULE)
    known_kind(kind)
    kept = work.documents.of_visit(visit, kind)
    if kept is None:
        raise NotFound("There is no draft of this visit yet; put a source on its canvas first.")
    return kept.id


def known_kind(kind: str) -> DescribedKind:
    """The kind of this name.

    Raises:
        NotFound: There is none; the message lists those there are.
    """
    known = described_kinds()
    if kind not in known:
        raise NotFound(f"There is no document kind {kind!r}; there is: {', '.join(known)}.")
    return known[kind]
