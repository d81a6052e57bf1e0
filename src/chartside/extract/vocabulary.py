"""Words looked up all at once: lexicon rows in an Aho-Corasick automaton, one pass over a text however many rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, NamedTuple

import ahocorasick

from chartside.domain.clinic_words import ClinicWord, WordKind
from chartside.extract.lexicon_tables import lexicon_tables
from chartside.extract.reading import Reading
from chartside.extract.shared_work import once_per_source

_SAME_LENGTH = {
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "–": "-",
    "—": "-",
    "‑": "-",
    "→": ">",
    "−": "-",
    "×": "x",
    "\u00a0": " ",
}


def fold(text: str) -> str:
    """Lower case with plain quotes, dashes and spaces, every character at its old offset."""
    if text.isascii():
        return text.lower()
    plain = text
    for special, usual in _SAME_LENGTH.items():  # some of them stand in few texts: faster than translate
        if special in plain:
            plain = plain.replace(special, usual)
    low = plain.lower()
    if len(low) == len(plain):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)


@once_per_source
def folded_text(reading: Reading) -> str:
    """The text of a source, folded."""
    return fold(reading.text)


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase of a lexicon.

    Attributes:
        phrase: In lower case.
        kind: Class of its row ("symptom", "device" …).
        name: How the row's thing is called, for rows that say so; else the phrase.
        row: All keys of the row.
        inflects: Whether a plural "s" may follow; abbreviations take none ("DOE" is not in "does").
    """

    phrase: str
    kind: str
    name: str
    row: Mapping[str, Any] = field(compare=False, repr=False)
    inflects: bool = True


class Mention(NamedTuple):
    """A term found in a text, at `start`..`end`."""

    start: int
    end: int
    term: Term

    @property
    def kind(self) -> str:
        """Class of the term."""
        return self.term.kind


class Vocabulary:
    """Terms that can be found in a text in one pass, the longest first, none over another."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._automaton = ahocorasick.Automaton()
        by_phrase: dict[str, Term] = {}
        for term in terms:
            by_phrase.setdefault(term.phrase, term)
        for phrase, term in by_phrase.items():
            self._automaton.add_word(phrase, term)
        self._filled = bool(by_phrase)
        if self._filled:
            self._automaton.make_automaton()

    def find(self, folded: str, start: int = 0, end: int | None = None) -> tuple[Mention, ...]:
        """Mentions in a folded text (see `fold`), in order of place, as whole words."""
        end = len(folded) if end is None else end
        if not self._filled or start >= end:
            return ()
        part = folded if end - start == len(folded) else folded[start:end]  # the automaton copies all it is given
        found = whole_words(folded, ((start + last + 1, term) for last, term in self._automaton.iter(part)))
        if found and found[-1].end > end:  # a plural "s" behind the stretch
            return (*found[:-1], Mention(found[-1].start, end, found[-1].term))
        return found


def whole_words(folded: str, hits: Iterable[tuple[int, Term]]) -> tuple[Mention, ...]:
    """The mentions among hits of terms: whole words, in order of place, the longest first, none over another.

    A plain plural "s" after a term of three letters or more belongs to it.

    Args:
        folded: The folded text.
        hits: Offset after each term found, and the term.
    """
    found: list[tuple[int, int, Term]] = []
    length = len(folded)
    for end, term in hits:
        phrase = term.phrase
        start, stop = end - len(phrase), end
        if start > 0 and folded[start - 1].isalnum() and phrase[0].isalnum():
            continue
        if stop < length and folded[stop].isalnum() and phrase[-1].isalnum():
            if not (folded[stop] == "s" and term.inflects) or (stop + 1 < length and folded[stop + 1].isalnum()):
                continue
            stop += 1
        if not folded.startswith("'t", stop):
            found.append((start, -stop, term))
    found.sort(key=_by_place)
    kept: list[Mention] = []
    behind = 0
    for start, stop, term in found:
        if start >= behind:
            kept.append(Mention(start, -stop, term))
            behind = -stop
    return tuple(kept)


def _by_place(found: tuple[int, int, Term]) -> tuple[int, int]:
    return found[0], found[1]


def within(mentions: Sequence[Mention], start: int, end: int) -> tuple[Mention, ...]:
    """The mentions that lie between `start` and `end`, of mentions in order of place."""
    first = bisect_left(mentions, start, key=lambda m: m.start)
    last = bisect_left(mentions, end, key=lambda m: m.start)
    return tuple(m for m in mentions[first:last] if m.end <= end)


@cache
def rows(name: str, table: str = "term") -> tuple[Mapping[str, Any], ...]:
    """Rows of one table of a lexicon file ("symptoms.toml")."""
    return tuple(lexicon_tables(name).get(table, ()))


@cache
def vocabulary(*names: str) -> Vocabulary:
    """The vocabulary of one or more lexicon files whose `[[term]]` rows have `kind`, `words` and perhaps `name`."""
    return Vocabulary(term for name in names for term in terms(name))


def terms(name: str) -> Iterator[Term]:
    """The terms of a lexicon file's `[[term]]` rows."""
    for row in rows(name):
        for word in row["words"]:
            inflects = not word.isupper() and len(word) > 2 and not word.endswith("s")
            yield Term(word.lower(), str(row["kind"]), str(row.get("name", word)), row, inflects)


@lru_cache(maxsize=4)
def taught_exercises(words: tuple[ClinicWord, ...]) -> Vocabulary:
    """The exercises among a clinic's words."""
    return Vocabulary(
        Term(written.lower(), word.category or "exercise", word.means, {})
        for word in words
        if word.kind is WordKind.EXERCISE
        for written in (*word.written, word.means)
    )


def with_taught(found: tuple[Mention, ...], taught: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Mentions with those of taught words in place of any they overlap."""
    kept = [m for m in found if not any(t.start < m.end and m.start < t.end for t in taught)]
    return tuple(sorted([*kept, *taught], key=lambda m: m.start))


def mentions_of(reading: Reading, *names: str) -> tuple[Mention, ...]:
    """Mentions of lexicon terms in a source; of rows with `abbreviation = true` only where written in capitals."""
    found = vocabulary(*names).find(folded_text(reading))
    if reading.words and "interventions.toml" in names:
        found = with_taught(found, taught_exercises(reading.words).find(folded_text(reading)))
    return as_written(reading, found)


def as_written(reading: Reading, found: Iterable[Mention]) -> tuple[Mention, ...]:
    """Mentions of rows with `abbreviation = true` only where written in capitals, and all others."""
    return tuple(m for m in found if not m.term.row.get("abbreviation") or in_capitals(reading.text, m))


def in_capitals(text: str, mention: Mention) -> bool:
    """Whether an abbreviation is written in capitals, or as its row writes it."""
    written = text[mention.start : mention.end]
    return written.rstrip("s").isupper() if mention.term.name.rstrip("s").isupper() else written[0].isupper()
