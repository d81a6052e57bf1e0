"""Which plans send a patient to another provider, and which ask or tell another provider something."""

from __future__ import annotations

import re
from functools import cache

from chartside.extract.vocabulary import rows


def _words(table: str) -> str:
    words = [w for row in rows("plan_words.toml", table) for w in row["words"]]
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


@cache
def _referral() -> re.Pattern[str]:
    provider = rf"(?:(?:{_words('provider')})s?(?![a-z]))"
    whom = r"(?:the |her |his |their |pt's |an? |referring |treating |primary |hand |foot |spine |hip |knee |shoulder |pain |home )*"
    return re.compile(
        rf"\b(?<!message )(?<!msg )(?<!note )(?<!letter )(?<!report )(?<!fax )(?<!placed )(?:back|return\w*|sent?|go|f/u|follow[- ]?up)(?: (?:him|her|them|pt|patient|back|in))?(?: (?:to|w/|with))? {whom}{provider}"
        rf"|{provider}(?: \w+)? (?:consult\w*|referral|ref\b|eval\w*|re-?eval\w*|screen\w*|w/u|work ?up|assessment|to (?:eval\w*|follow|see|assess|screen|consult|take over|resume))"
        rf"|\b(?:eval\w*|consult\w*|assessment|screen\w*|w/u|work ?up|visit)(?: \w+)? (?:by|w/|with|from|to) {whom}{provider}"
    )


@cache
def _contact() -> re.Pattern[str]:
    return re.compile(rf"(?:will |to |pta? to |and )?(?:{_words('contact')})(?![\w/])")


def is_referral(folded: str, start: int, end: int) -> bool:
    """Whether a stretch of a plan sends the patient to another provider ("back to PCP", "home safety eval by OT")."""
    return _referral().search(folded, start, end) is not None


def asks_another(folded: str, start: int, end: int) -> bool:
    """Whether a clause begins by asking or telling somebody ("ask neuro re baclofen dose", "order walker")."""
    return _contact().match(folded, start, end) is not None
