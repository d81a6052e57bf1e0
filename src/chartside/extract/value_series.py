"""Two values of one thing in a row: "95 → 105", "improved from 95 to 105", before and after treatment."""

from __future__ import annotations

import re
from dataclasses import replace

from chartside.domain.facts import When
from chartside.extract.finding_state import Finding
from chartside.extract.numerals import Numeral

_ARROW = re.compile(
    r"\s*(?:RA|on RA|bpm|mmHg|deg|lbs?)?\s*(?:-{1,2}>|=>|>{1,2}|→|➔|⇒)\s*(?:now\s*|today\s*|up to\s*|down to\s*)?"
)
_CHANGED = re.compile(
    r"\b(?:improv\w+|increas\w+|decreas\w+|went|gone|progress\w+|up|down|dropp?\w*|reduc\w+|chang\w+|gained)\b[^.;,]{0,30}$",
    re.I,
)
_TREATED = re.compile(
    r"[^.;,|\n]{0,12}?\b(?:post|after|following|p/|s/p|w/ (?:amb|exercise|ex|activity)|with (?:amb|exertion))\b", re.I
)
_WITHIN_SESSION = frozenset({"systolic", "heart rate", "oxygen saturation", "respiratory rate"})


def is_arrow(between: str) -> bool:
    """Whether the text between two numbers is an arrow from the one to the other."""
    return _ARROW.fullmatch(between) is not None


def is_change(text: str, numeral: Numeral, line_start: int) -> bool:
    """Whether "95 to 104" is a change and not a range: a verb of change stands before it."""
    return (
        numeral.high is not None
        and _CHANGED.search(text, max(line_start, numeral.start - 60), numeral.start) is not None
    )


def earlier(found: list[Finding], text: str, end: int) -> str | None:
    """Mark the last value as the earlier one of two.

    Args:
        found: Values so far; those of the last number are changed in place.
        text: The source's text.
        end: Where the second value ends.

    Returns:
        The second value's moment of treatment ("after treatment"), None where the two are of different days.
    """
    last = found[-1]
    treated = last.kind in _WITHIN_SESSION or _TREATED.match(text, end) is not None
    for place in range(len(found) - 1, -1, -1):
        if found[place].numeral is not last.numeral:
            break
        if found[place].when is not When.CURRENT:
            continue
        if treated:
            found[place] = replace(found[place], timing=found[place].timing or "before treatment")
        else:
            found[place] = replace(found[place], when=When.PRIOR)
    return "after treatment" if treated else None
