"""The document of a visit, by its id."""

from __future__ import annotations

from chartside.domain.chart import Clinician
from chartside.services.errors import NotFound
from chartside.services.permissions import Permission, require
from chartside.store import Work


def document_of_visit(work: Work, actor: Clinician, *, visit: str) -> str:
    """Id of the visit's document; what may be done with it is decided by the service that does it.

    Raises:
        NotFound: There is no such visit, or it has no document yet.
    """
    require(actor, Permission.SCHEDULE)
    kept = work.documents.of_visit(visit)
    if kept is None:
        raise NotFound("There is no draft of this visit yet; put a source on its canvas first.")
    return kept.id
