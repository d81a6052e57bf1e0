"""The number under which a payer knows the patient, where a source says it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chartside.domain.source import Source, Span

_MEMBER = re.compile(
    r"\b(?:member|subscriber|policy|medicare|MBI|insurance)\s*(?:id|no\.?|number|#)\s*[:#]?\s*"
    r"(?=[A-Z0-9\-]*\d)[A-Z0-9\-]{5,16}",
    re.I,
)


def member_number(sources: Iterable[Source]) -> Span | None:
    """The words that give it ("Member ID: NVP-4471902"), in the first source that has them; None where none has."""
    for source in sources:
        hit = _MEMBER.search(source.text)
        if hit is not None:
            return source.span(*hit.span())
    return None
