"""Words around a treatment item, known by how they begin: cues, responses, and what describes how it was done."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from chartside.extract.dosage import dosed_mentions, dosed_text
from chartside.extract.reading import Reading
from chartside.extract.shared_work import once_per_source
from chartside.extract.vocabulary import Term, Vocabulary, rows

_CUE_LEAD = re.compile(
    r"(?<![\w-])(?:(?:w/ |with )(?:(?:min|mod|max|occ|occasional|freq|frequent|few|some|constant|consistent|initial|intermittent|only|minimal|moderate)\.? )?"
    r"|(?:min|mod|max|occ|occasional|freq|frequent|few|constant|consistent|intermittent|minimal|moderate)\.? )$"
)
_LEAD_LENGTH = 24


class WordList:
    """Words and phrases, asked whether a text begins with one."""

    __slots__ = ("_patterns",)

    def __init__(self, words: list[str]) -> None:
        by_letters: dict[str, list[str]] = {}
        for word in words:
            by_letters.setdefault(word[:2], []).append(word)
        self._patterns = {
            letters: re.compile(rf"(?:{'|'.join(re.escape(w) for w in sorted(some, key=len, reverse=True))})(?![\w-])")
            for letters, some in by_letters.items()
        }

    def begin(self, text: str) -> bool:
        """Whether a folded text begins with one of them as a whole word."""
        pattern = self._patterns.get(text[:2]) or self._patterns.get(text[:1])
        return pattern is not None and pattern.match(text) is not None


@cache
def word_list(kind: str) -> WordList:
    """The words of one kind of `lexicon/treatment_words.toml`."""
    return WordList([w.lower() for row in rows("treatment_words.toml") if row["kind"] == kind for w in row["words"]])


@cache
def _cue_words() -> Vocabulary:
    words = [w.lower() for row in rows("treatment_words.toml") if row["kind"] == "cue" for w in row["words"]]
    return Vocabulary(Term(word, "cue", word, {}, inflects=False) for word in words)


@once_per_source
def _cues(reading: Reading) -> tuple[list[int], list[int]]:
    found = dosed_mentions(reading, _cue_words())
    return [m.start for m in found], [m.end for m in found]


def cue_in(reading: Reading, start: int, end: int) -> tuple[int, int] | None:
    """Where the first cue between two offsets begins, words of how often included, and where its word ends."""
    starts, ends = _cues(reading)
    index = bisect_left(starts, start)
    if index == len(starts) or ends[index] > end:
        return None
    lead = _CUE_LEAD.search(dosed_text(reading), max(start, starts[index] - _LEAD_LENGTH), starts[index])
    return (lead.start() if lead else starts[index]), ends[index]
