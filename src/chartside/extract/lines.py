"""What a whole line of a note is about, where its heading does not tell: a goal, a billed treatment."""

from __future__ import annotations

import re

from chartside.extract.reading import Line, Reading

_GOAL = re.compile(r"[^\w\n]{0,12}(?:STG|LTG|Goals?\b|Short[- ]term goal|Long[- ]term goal)", re.I)
_TREATMENT = re.compile(r"[^\w\n]{0,12}(?:9\d{4}\b|(?:TE|TA|MT|NMR|HEP|Vaso|Rx|Ther\s?ex)\b)")
_LOOK_BACK = 8


def is_goal(line: Line) -> bool:
    """Whether a line states a goal by its label ("STG 1: …")."""
    return _GOAL.match(line.text) is not None


def is_treatment(line: Line) -> bool:
    """Whether a line opens with a service code or a treatment's short name ("97110: …", "TE 23': …")."""
    return _TREATMENT.match(line.text) is not None


def is_within_treatment(reading: Reading, line: Line) -> bool:
    """Whether a line is set in under a treatment's line."""
    if not line.text.startswith(("  ", "\t")):
        return False
    for earlier in reversed(reading.lines[max(line.number - _LOOK_BACK, 0) : line.number - 1]):
        if not earlier.text.startswith((" ", "\t")):
            return is_treatment(earlier)
    return False
