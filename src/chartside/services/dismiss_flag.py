"""Dismiss a flag, with the reason."""

from __future__ import annotations

from dataclasses import replace

from chartside.domain.chart import Clinician
from chartside.domain.signing import Action
from chartside.services.errors import Invalid, NotFound
from chartside.services.open_document import change, open_document
from chartside.services.views import CanvasView
from chartside.store import Work


def dismiss_flag(
    work: Work, actor: Clinician, *, document: str, revision: int, flag_key: str, reason: str
) -> CanvasView:
    """Keep a flag from standing in the way; the reason stays with the document.

    Raises:
        NotFound: As `open_document`, or the flag is no longer there.
        NotAllowed, Stale: As `open_document`.
        Invalid: There is no reason.
    """
    kept = open_document(work, actor, document, revision, Action.REVIEW)
    why = " ".join(reason.split())[:500]
    if not why:
        raise Invalid("Write why this can be set aside; the reason stays with the note.")
    flag = next((f for f in kept.document.flags if f.key == flag_key), None)
    if flag is None:
        raise NotFound("This finding is no longer there; look at the newest version.")
    dismissals = (*((k, r) for k, r in kept.document.dismissals if k != flag_key), (flag_key, why))
    changed = replace(kept.document, dismissals=dismissals)
    return change(work, actor, kept, Action.REVIEW, lambda _: changed, "flag_dismissed", rule=flag.rule)
