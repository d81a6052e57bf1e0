"""Which plans send a patient to another provider, and which ask or tell another provider something."""

from __future__ import annotations

import re
from functools import cache

from chartside.extract.vocabulary import Term, Vocabulary, rows


def _words(table: str) -> list[str]:
    return [w for row in rows("plan_words.toml", table) for w in row["words"]]


_WHOM = r"(?:the |her |his |their |pt's |an? |referring |treating |primary |hand |foot |spine |hip |knee |shoulder |pain |home )*"
_SENDS = re.compile(
    rf"\b(?<!message )(?<!msg )(?<!note )(?<!letter )(?<!report )(?<!fax )(?<!placed )(?:(?:back|return\w*|sent?|go|f/u|follow[- ]?up)(?: (?:him|her|them|pt|patient|back|in))?(?: (?:to|w/|with))?|(?:eval\w*|consult\w*|assessment|screen\w*|w/u|work ?up|visit)(?: \w+)? (?:by|w/|with|from|to)) {_WHOM}$"
)
_IS_SENT = re.compile(
    r"s? (?:\w+ )?(?:consult\w*|referral|ref\b|eval\w*|re-?eval\w*|screen\w*|w/u|work ?up|assessment|to (?:eval\w*|follow|see|assess|screen|consult|take over|resume))"
)
_BACK = 60


@cache
def _providers() -> Vocabulary:
    return Vocabulary(Term(word, "provider", word, {}) for word in _words("provider"))


@cache
def _contact() -> re.Pattern[str]:
    return re.compile(
        rf"(?:will |to |pta? to |and )?(?:{'|'.join(re.escape(w) for w in sorted(_words('contact'), key=len, reverse=True))})(?![\w/])"
    )


def is_referral(folded: str, start: int, end: int) -> bool:
    """Whether a stretch of a plan sends the patient to another provider ("back to PCP", "home safety eval by OT")."""
    return any(
        _IS_SENT.match(folded, m.end, end) or _SENDS.search(folded, max(start, m.start - _BACK), m.start)
        for m in _providers().find(folded, start, end)
    )


def asks_another(folded: str, start: int, end: int) -> bool:
    """Whether a clause begins by asking or telling somebody ("ask neuro re baclofen dose", "order walker")."""
    return _contact().match(folded, start, end) is not None
