"""Plain words for work ("twenty minutes of exercise"): whether their minutes are treatment of the visit."""

from __future__ import annotations

import re

from chartside.domain.source import Speaker
from chartside.extract.dosage import dosed_text
from chartside.extract.reading import Reading, Zone

_LEAD_OF_WORK = re.compile(
    r"(?:^|[.;:|,(/\n]|\d[.)]|\b(?:and|then|spent|did|with|for|of|about|that's|that was|was|is|on|~)) ?[ \t]*[-*•]?[ \t]*(?:a total of |total of |the |her |his |their )?$"
)
_ROUTINE = re.compile(
    r"[ \t]*(?:/|per\b|a (?:day|week)|each day|every|daily|x ?/|\d ?[x/]|x ?\d|\d+ times|once|twice|most days|without|before|after|prior|w/o)"
)
_ABLE = re.compile(
    r"\b(?:tolerat\w*|able|unable|can|could|limited|after|within|goal|min(?:utes)? for|rides?|walks?|does)\b"
)


def is_treated_work(reading: Reading, start: int, end: int) -> bool:
    """Whether minutes said of "exercise" are of the visit's treatment, not of what the patient does or bears."""
    folded, line = dosed_text(reading), reading.line_at(start)
    if line.speaker in (Speaker.PATIENT, Speaker.OTHER) or line.zone in (Zone.PLAN, Zone.GOALS, Zone.SUBJECTIVE):
        return False
    if _ROUTINE.match(folded, end) or _ABLE.search(folded, max(line.start, start - 40), start):
        return False
    return _LEAD_OF_WORK.search(folded, max(line.body, start - 24), start) is not None
