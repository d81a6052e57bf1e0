"""Pain on the 0 to 10 scale, as reported: now, best, worst, at rest, with activity."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from chartside.domain.facts import Fact, Measure, Measurement
from chartside.extract.finding_facts import found_of, shared
from chartside.extract.finding_state import Finding
from chartside.extract.reading import Reading
from chartside.extract.vocabulary import Mention, Term, Vocabulary, folded_text, rows
from chartside.measures import instruments

_AHEAD, _BEHIND = 45, 80
_PART = re.compile(r"[,;.()|?!]|\band\b|\bbut\b|\n")
_LABEL = re.compile(r"\s*[:=]?\s*")
"""Between a label of a form and its rating: "Current: 3  Best: 0"."""

_RATED = re.compile(r"\s*[:=]?\s*\d{1,2}\b")
_BOUNDED = ("best", "worst", "current", "rest", "activity")


@cache
def _contexts() -> Vocabulary:
    return Vocabulary(
        Term(word.lower(), "context", str(row["kind"]), row, inflects=False)
        for row in rows("finding_words.toml", "pain_context")
        for word in row["words"]
    )


class Pain:
    """Reads pain ratings with their context and region."""

    name = "pain"

    def extract(self, reading: Reading) -> Iterator[Fact]:
        """One fact a rating; a range has `value` and `value_high`."""
        for finding in found_of(reading, "pain", "score"):
            if finding.kind == "score":
                instrument = instruments().get(finding.name or "")
                if instrument is None or instrument.recorded_as is not Measure.PAIN:
                    continue
            context, end = _context(reading, finding)
            base = shared(reading, finding)
            if end > finding.end:
                base["evidence"] = (reading.span(finding.start, end), *base["evidence"][1:])
            yield Measurement(
                **base,
                measure=Measure.PAIN,
                joint=finding.joint,
                value=finding.value,
                value_high=finding.numeral.high,
                unit="/10",
                context=context,
            )


def _context(reading: Reading, finding: Finding) -> tuple[str | None, int]:
    """When the pain is felt: said in the same part of the sentence, behind the number first; and where that ends."""
    text, folded = reading.text, folded_text(reading)
    line = reading.line_at(finding.start)
    stop = _PART.search(text, finding.end, min(line.end, finding.end + _AHEAD))
    limit = stop.start() if stop else min(line.end, finding.end + _AHEAD)
    behind = _contexts().find(folded, finding.end, limit)
    low = max(line.body, finding.numeral.start - _BEHIND)
    begin = max((m.end() for m in _PART.finditer(text, low, finding.numeral.start)), default=low)
    before = _contexts().find(folded, begin, finding.numeral.start)
    bounded = next((m for m in before if m.term.name in ("best", "worst")), None)
    label = before[-1] if before and _LABEL.fullmatch(folded, before[-1].end, finding.numeral.start) else None
    if label is not None and (":" in folded[label.end : finding.numeral.start] or _labels(folded, behind)):
        return label.term.name, finding.end
    if bounded is not None and not any(m.term.name in ("best", "worst") for m in behind):
        return bounded.term.name, finding.end
    if behind:
        chosen = next((m for m in behind if m.term.name in ("best", "worst")), behind[0])
        end = limit if chosen.term.name == "activity" else chosen.end
        return chosen.term.name, finding.end + len(text[finding.end : end].rstrip())
    if before:
        chosen = next((m for m in before if m.term.name in ("best", "worst")), before[-1])
        return chosen.term.name, finding.end
    return None, finding.end


def _labels(folded: str, behind: Sequence[Mention]) -> bool:
    """Whether what stands behind a rating is the label of the next one ("current 3 worst 6")."""
    return not behind or _RATED.match(folded, behind[0].end) is not None


EXTRACTOR = Pain()
