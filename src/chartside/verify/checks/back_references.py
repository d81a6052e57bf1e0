"""Back references: a note that says "same as last visit" does not say what was found today."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document
from chartside.domain.flags import Flag, Severity, Where
from chartside.verify.vocabulary import knowledge

_AUTHORITY = "Medicare Program Integrity Manual (Pub. 100-08) ch. 3 §3.3.2: cloned notes do not show the visit"


@cache
def _references() -> re.Pattern[str]:
    rows = knowledge("back_references")["reference"]
    return re.compile("|".join(f"(?:{row['pattern']})" for row in rows), re.I)


class BackReferenceCheck:
    """Finds references to an earlier note in today's sources."""

    name = "back_references"

    def check(self, document: Document, canvas: Canvas) -> Iterable[Flag]:
        """One flag a source: its first reference; nothing of the earlier note has been taken over."""
        for source in canvas.sources:
            if source.id not in canvas.current:
                continue
            hit = _references().search(source.text)
            if hit is not None:
                yield Flag(
                    "note.refers_back",
                    Severity.WARN,
                    f"{source.name} refers to an earlier note (“{hit.group()}”); nothing was taken over from there.",
                    Where(span=source.span(*hit.span())),
                    "Write what still holds today: each visit's note stands by itself.",
                    _AUTHORITY,
                )


CHECK = BackReferenceCheck()
