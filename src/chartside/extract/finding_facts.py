"""From findings to the keys that measurements and scores share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from chartside.domain.facts import Side
from chartside.extract.finding_state import Finding
from chartside.extract.findings import findings
from chartside.extract.reading import Reading


def found_of(reading: Reading, *kinds: str) -> Iterator[Finding]:
    """Findings of some kinds."""
    return (finding for finding in findings(reading) if finding.kind in kinds)


def shared(reading: Reading, finding: Finding) -> dict[str, Any]:
    """Evidence, moment and side; where joint or side are said elsewhere, those places are evidence too."""
    spans = [reading.span(finding.start, finding.end)]
    for place in (finding.joint_place, finding.side_place):
        if place is not None and not (finding.start <= place[0] and place[1] <= finding.end):
            spans.append(reading.span(*place))
    return {
        "evidence": tuple(spans),
        "when": finding.when,
        "date": finding.day,
        "side": Side(finding.side) if finding.side else None,
    }
