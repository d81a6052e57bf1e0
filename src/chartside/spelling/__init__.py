"""Typing slips in notes, corrected only when certain; the original stays the evidence.

A word is corrected when exactly one clinic word is a single slip away (a letter too many, one missing, one wrong, two
swapped), the first letter is right, and it is no word of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz.distance import OSA

SHORTEST = 6
"""Letters a word needs; a shorter one has too many neighbours."""

SHORTEST_SWAP = 5
"""Letters a word needs when only two neighbouring letters are swapped, or one is written twice."""

SHORT_ABBREVIATION = 4
"""Letters up to which a taught spelling counts only as it was written."""

_WORD = re.compile(r"[A-Za-z]{5,24}")
_TRIPLED = re.compile(r"(.)\1\1")
"""No word has a letter three times in a row."""

_ENDING = re.compile(r"(?:ed|ing|ers?|es|s|ly|y)$")
_NAME_BEFORE = re.compile(r"(?:[a-z,]|\b(?:Dr|Mr|Mrs|Ms)\.)[ ]$")


@dataclass(frozen=True, slots=True)
class Corrected:
    """A text with its slips corrected, and where each place of it stands in the original.

    Attributes:
        text: The corrected text.
        starts: Offsets in it at which a correction begins, in order.
        ends: Offsets at which they end.
        original_starts: The same places in the original.
        original_ends: The same places in the original.
    """

    text: str
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    original_starts: tuple[int, ...] = ()
    original_ends: tuple[int, ...] = ()

    def original(self, offset: int, *, end: bool = False) -> int:
        """The offset in the original of an offset in the corrected text.

        Inside a corrected word it is the word's beginning, or its end when `end`.
        """
        index = bisect_right(self.starts, offset) - 1
        if index < 0:
            return offset
        if offset >= self.ends[index]:
            return self.original_ends[index] + offset - self.ends[index]
        if offset == self.starts[index]:
            return self.original_starts[index]
        return self.original_ends[index] if end else self.original_starts[index]


def correct(
    text: str,
    expansions: Mapping[str, str] | None = None,
    glossary: Mapping[str, str] | None = None,
    *,
    slips: bool = True,
    known: frozenset[str] = frozenset(),
) -> Corrected:
    """Correct the slips of a text, and write words out that are known in other words; linear in its length.

    Args:
        text: As written.
        expansions: Spellings a clinic has taught, and what they stand for; of up to four letters they count only in the
            case given.
        glossary: Words of another language in small letters, and the English ones.
        slips: Whether typing slips are corrected; in other languages than English every word would be one.
        known: Further words, in small letters, that are right as they stand.
    """
    pieces: list[str] = []
    edits: list[tuple[int, int, int, int]] = []
    at = length = 0
    for start, end, word in _changes(text, expansions or {}, glossary or {}, _slips(text, known) if slips else ()):
        pieces += [text[at:start], word]
        length += start - at
        edits.append((length, length + len(word), start, end))
        length += len(word)
        at = end
    if not edits:
        return Corrected(text)
    pieces.append(text[at:])
    starts, ends, original_starts, original_ends = zip(*edits, strict=True)
    return Corrected("".join(pieces), starts, ends, original_starts, original_ends)


def _slips(text: str, known: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    slips = {written: word for written in set(_WORD.findall(text)) if (word := _meant(written, known)) is not None}
    if not slips:
        return
    for found in _WORD.finditer(text):
        written = found.group()
        word = slips.get(written)
        if word is None:
            continue
        lower = written.lower()
        start, end = found.span()
        if text[start - 1 : start].isalnum() or text[end : end + 1].isalnum() or text[end : end + 1] in ("'", "’"):
            continue
        if written.istitle() and not _is_no_name(text, start, lower, word):
            continue
        yield start, end, _cased(word, written)


def _meant(written: str, known: frozenset[str]) -> str | None:
    """The clinic word that a word may be a slip of."""
    lower = written.lower()
    if lower in _known() or lower in known or not (written.islower() or written.isupper() or written.istitle()):
        return None
    return corrected_word(lower)


def _is_no_name(text: str, start: int, written: str, word: str) -> bool:
    """Whether a capitalized word is certainly a slip: letters swapped in a word that opens a sentence."""
    return sorted(written) == sorted(word) and not _NAME_BEFORE.search(text, max(start - 5, 0), start)


def _changes(
    text: str, expansions: Mapping[str, str], glossary: Mapping[str, str], corrected: Iterable[tuple[int, int, str]]
) -> Iterator[tuple[int, int, str]]:
    """All changes in order of place, none over another; what a clinic has taught goes before all else."""
    taught = list(_replaced(text, expansions, SHORT_ABBREVIATION)) if expansions else []
    translated = list(_replaced(text, glossary, 0)) if glossary else []
    if not taught and not translated:
        yield from corrected
        return
    at = 0
    for start, end, word in sorted([*taught, *translated, *corrected], key=lambda change: (change[0], -change[1])):
        if start >= at:
            yield start, end, word
            at = end


def _replaced(text: str, words: Mapping[str, str], short: int) -> Iterator[tuple[int, int, str]]:
    by_fold = {written.lower(): (written, means) for written, means in words.items()}
    for found in _taught(tuple(sorted(words))).finditer(text):
        written, means = by_fold.get(found.group().lower(), ("", ""))
        if written and (len(written) > short or found.group() == written):
            yield found.start(), found.end(), means


@lru_cache(maxsize=8)
def _taught(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)", re.I)


def _cased(word: str, written: str) -> str:
    if written.isupper():
        return word.upper()
    return word.capitalize() if written[0].isupper() else word


@lru_cache(maxsize=4096)
def corrected_word(word: str) -> str | None:
    """The clinic word that a word in lower case is a slip of; None where it is none, or more than one is near."""
    if word in _known() or (word.endswith("s") and word[:-1] in _known()):
        return None
    near: set[str] = set()
    for key in _deletes(word):
        near.update(_index().get(key, ()))
    close = [w for w in near if w[0] == word[0] and OSA.distance(w, word, score_cutoff=1) == 1]
    if len(word) < SHORTEST:
        close = [w for w in close if len(word) >= SHORTEST_SWAP and (_swapped(w, word) or _repeated(w, word))]
    if len(close) != 1 or _inflects(close[0], word):
        return None
    return close[0]


def _swapped(known: str, word: str) -> bool:
    return len(known) == len(word) and sorted(known) == sorted(word)


def _repeated(known: str, word: str) -> bool:
    """Whether a key was struck once too often ("kneee", "paiin")."""
    if len(word) != len(known) + 1:
        return False
    return any(word[i] == word[i - 1] and word[:i] + word[i + 1 :] == known for i in range(1, len(word)))


def _inflects(known: str, word: str) -> bool:
    """Whether a word is another form of a known one ("exercised", "stretche" is none)."""
    if known.endswith("ss") and word == known[:-1]:
        return False
    if _TRIPLED.search(word):
        return False
    if _stem(known) == _stem(word):
        return True
    longer, shorter = (word, known) if len(word) > len(known) else (known, word)
    return longer.startswith(shorter) and longer[len(shorter) :] in ("s", "d", "r", "y", "n", "e")


def _stem(word: str) -> str:
    return _ENDING.sub("", word)


def _deletes(word: str) -> tuple[str, ...]:
    return (word, *(word[:i] + word[i + 1 :] for i in range(1, len(word))))


@cache
def _index() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for word in _words("clinic_words.txt"):
        for key in _deletes(word):
            found[key] = (*found.get(key, ()), word)
    return found


@cache
def _known() -> frozenset[str]:
    return _words("clinic_words.txt") | _words("real_words.txt")


@cache
def _words(name: str) -> frozenset[str]:
    text = files(__name__).joinpath(name).read_text("utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))
