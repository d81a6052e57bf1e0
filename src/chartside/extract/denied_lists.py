"""Lists of denied things beyond the words of the lexicon: "Denies dropping things, trouble swallowing or rash"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from chartside.domain.facts import Assertion, Symptom
from chartside.extract.phrases import plain, strip
from chartside.extract.reading import Reading, Zone
from chartside.extract.sentences import bounds
from chartside.extract.symptom_words import says_nothing, symptom
from chartside.extract.vocabulary import folded_text, vocabulary

_DENIES = re.compile(
    r"\b(?:denies|denied|denying|no (?:c/o|complaints? of|reports? of|report of|s/s(?: of)?|signs of|evidence of))"
    r"\s+(?:any |having |new |all |recent |associated |experiencing )*|[∅ø⊖]\s?(?=[a-z])"
)
_STOP = re.compile(
    r"\b(?:but|denies|denied|however|reports?|states?|endorses?|has|except|although|though|though|still|does have|c/o(?! )|and is|and has|and reports)\b"
    r"|[.;()|\n]|\s-\s|\s{3,}"
)
_ITEM = re.compile(r"\s*,\s*(?:or |and |nor |any )?|\s+(?:or|nor)\s+(?:any )?|\s+/\s+|(?<=[a-z]{4})/(?=[a-z]{4})")
_NOT_SYMPTOM = re.compile(
    r"\b(?:falls?|fell|near[- ]falls?|injur\w*|trauma|accident|meds?|medic\w*|allerg\w*|surger\w*|history|hx|smok\w*|tobacco"
    r"|alcohol|drug\w*|use|using|need|questions?|concerns?|changes? in (?:med\w*|status|health|function)|hospital\w*|er visits?"
    r"|pregnan\w*|prior|previous|any|other|same|similar|difficulty with (?:hep|exercis\w*)|difficulty w/ (?:hep|exercis\w*)|adverse"
    r"|pacemaker|diabetes|cancer|complaints?|issues? with (?:hep|exercis\w*)|wanting|taking|imaging|pt|insurance|abuse|si|suicid\w*)\b"
)
_MOST_WORDS = 7
_SILENT = frozenset({Zone.GOALS, Zone.BILLING, Zone.PLAN, Zone.HISTORY})


def denied_lists(reading: Reading, told: Sequence[Symptom]) -> Iterator[Symptom]:
    """Denied things that no fact tells yet."""
    folded = folded_text(reading)
    taken = sorted((span.start, span.end) for fact in told for span in fact.evidence)
    for denies in _DENIES.finditer(folded):
        line = reading.line_at(denies.start())
        if line.speaker is not None or line.zone in _SILENT:
            continue
        high = min(bounds(reading, denies.start(), denies.end())[1], denies.end() + 240)
        stop = _STOP.search(folded, denies.end(), high)
        low, high = denies.end(), stop.start() if stop else high
        edges = [low, *(edge for cut in _ITEM.finditer(folded, low, high) for edge in cut.span()), high]
        for begin, end in zip(edges[::2], edges[1::2], strict=True):
            start, end = strip(folded, begin, end)
            text = folded[start:end]
            if not text or len(text.split()) > _MOST_WORDS or text[0].isdigit() or says_nothing(text):
                continue
            if _is_taken(taken, start, end) or _NOT_SYMPTOM.search(text):
                continue
            if vocabulary("conditions.toml", "medications.toml").find(text):
                continue
            yield symptom(
                reading, start, end, text=plain(reading.text[start:end]), assertion=Assertion.ABSENT
            )


def _is_taken(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    index = bisect_left(taken, (end, -1)) - 1
    return any(b > start for _, b in taken[max(index - 3, 0) : index + 1])
