"""Which part of a note a line belongs to, where a short heading opens no part of its own: "Dx: …" above a history."""

from __future__ import annotations

import re

from chartside.extract.lines import is_treatment, is_within_treatment
from chartside.extract.reading import Line, Reading, Zone
from chartside.extract.shared_work import once_per_source

_DIAGNOSIS = re.compile(
    r"[\s#*_-]*(?:(?:medical|med|treatment|tx|pt|primary|secondary|referring|rehab)[ ])?(?:dx|diagnos[ie]s)\b", re.I
)
_LISTED = re.compile(r"\s*(?:[-*•●▪◦·–]|\(?\d{1,2}[.)])")


def zone_of(reading: Reading, line: Line) -> Zone:
    """The part of the note around a line; a diagnosis above the first heading does not make what follows an assessment."""
    return _zones(reading)[line.number - 1]


@once_per_source
def _zones(reading: Reading) -> tuple[Zone, ...]:
    found: list[Zone] = []
    outer, diagnosed = Zone.UNKNOWN, False
    for line in reading.lines:
        if line.zone is not Zone.ASSESSMENT:
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


@once_per_source
def treated_lines(reading: Reading) -> frozenset[int]:
    """Numbers of the lines that open with a treatment or are set in under one."""
    return frozenset(
        line.number for line in reading.lines if is_treatment(line) or is_within_treatment(reading, line)
    )
