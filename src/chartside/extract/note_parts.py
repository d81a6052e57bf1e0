"""Which part of a note a line belongs to, where a short heading opens no part of its own: "Dx: …" above a history."""

from __future__ import annotations

import re
from bisect import bisect_right

from chartside.extract.lines import is_treatment
from chartside.extract.reading import Line, Reading, Zone
from chartside.extract.shared_work import once_per_source
from chartside.extract.treatment_blocks import blocks

_DIAGNOSIS = re.compile(
    r"[\s#*_-]*(?:(?:medical|med|treatment|tx|pt|primary|secondary|referring|rehab)[ ])?(?:dx|diagnos[ie]s)\b", re.I
)
_LIVES = re.compile(
    r"[\s*•-]*(?:(?:pt|patient|client|she|he|mr\.? \w+|ms\.? \w+|mrs\.? \w+)\s+)?(?:currently\s+)?(?:lives|resides)\s+(?:alone|with|w/|in|at|by)",
    re.I,
)
"""Opens a paragraph about the home, wherever it stands."""
_LISTED = re.compile(r"\s*(?:[-*•●▪◦·–]|\(?\d{1,2}[.)])")


def zone_of(reading: Reading, line: Line) -> Zone:
    """The part of the note around a line; a diagnosis above the first heading does not make what follows an assessment."""
    return _zones(reading)[line.number - 1]


@once_per_source
def _zones(reading: Reading) -> tuple[Zone, ...]:
    found: list[Zone] = []
    outer, diagnosed = Zone.UNKNOWN, False
    for line in reading.lines:
        if line.zone is Zone.INTERVENTIONS and line.speaker is None and _LIVES.match(line.text):
            found.append(Zone.HISTORY)
        elif line.zone is not Zone.ASSESSMENT:
            outer, diagnosed = line.zone, False
            found.append(line.zone)
        elif _DIAGNOSIS.match(line.text):
            diagnosed = True
            found.append(line.zone)
        elif diagnosed and line.body <= line.start + len(line.text) - len(line.text.lstrip()):
            found.append(outer)
        else:
            diagnosed = diagnosed and _LISTED.match(line.text) is not None
            found.append(line.zone)
    return tuple(found)


def is_treated(reading: Reading, offset: int) -> bool:
    """Whether a place lies in a line that opens with a treatment, in one set in under it, or in a block of treatment."""
    if reading.line_at(offset).number in _treated_lines(reading):
        return True
    starts, ends = _treated(reading)
    number = bisect_right(starts, offset) - 1
    return number >= 0 and offset < ends[number]


@once_per_source
def _treated_lines(reading: Reading) -> frozenset[int]:
    found: set[int] = set()
    opened = False
    for line in reading.lines:
        if line.text.startswith(("  ", "\t")):
            if opened:
                found.add(line.number)
            continue
        treats = is_treatment(line)
        if not line.text.startswith(" "):
            opened = treats
        if treats:
            found.add(line.number)
    return frozenset(found)


@once_per_source
def _treated(reading: Reading) -> tuple[list[int], list[int]]:
    found = blocks(reading)
    return [b.head for b in found], [b.end for b in found]
