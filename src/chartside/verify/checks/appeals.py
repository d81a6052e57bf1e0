"""Appeals: by when they are due, and reasons that are corrected instead of appealed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document
from chartside.domain.flags import Flag, Severity, Where

_KIND = "appeal_letter"
_CORRECTED = frozenset({"no", "resubmit", "reopening"})


class AppealCheck:
    """Says the last day of an appeal, and which of its reasons another way settles."""

    name = "appeals"

    def check(self, document: Document, canvas: Canvas) -> Iterable[Flag]:
        """The last day where notice and payer give one; a warning for reasons that an appeal does not settle."""
        if document.kind != _KIND or not canvas.denials:
            return
        denial = canvas.denials[-1]
        if denial.time is not None and denial.noticed is not None:
            due = denial.noticed + timedelta(days=denial.time.presumed + denial.time.days)
            past = document.header.visit_date is not None and document.header.visit_date > due
            yield Flag(
                "letter.appeal_due",
                Severity.WARN if past else Severity.INFO,
                f"The {denial.time.name} is due by {due:%m/%d/%Y} ({denial.time.days} days from receipt of the "
                f"notice of {denial.noticed:%m/%d/%Y}).",
                Where(span=denial.reasons[0].place),
                "Send it before that day with proof of sending; ask for good cause if the day has passed.",
                denial.time.authority,
            )
        for said in denial.reasons:
            if said.reason.appealable in _CORRECTED:
                yield Flag(
                    "letter.not_appealed",
                    Severity.WARN,
                    f"{said.reason.code} ({said.reason.meaning}) is usually not settled by an appeal.",
                    Where(span=said.place),
                    f"First: {said.reason.first_action}.",
                    said.reason.source,
                )


CHECK = AppealCheck()
