"""Words looked up all at once: lexicon rows in an Aho-Corasick automaton, one pass over a text however many rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
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


def _place(mention: Mention) -> tuple[int, int]:
    return mention[0], -mention[1]


class Vocabulary:
    """Terms that can be found in a text in one pass, the longest first, none over another."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._automaton = ahocorasick.Automaton()
        by_phrase: dict[str, Term] = {}
        for term in terms:
            by_phrase.setdefault(term.phrase, term)
        for phrase, term in by_phrase.items():
            self._automaton.add_word(phrase, (len(phrase), phrase[0].isalnum(), phrase[-1].isalnum(), term))
        self._filled = bool(by_phrase)
        if self._filled:
            self._automaton.make_automaton()

    def find(self, folded: str, start: int = 0, end: int | None = None) -> tuple[Mention, ...]:
        """Mentions in a folded text (see `fold`), in order of place, as whole words.

        A plain plural "s" after a term of three letters or more belongs to it.
        """
        end = len(folded) if end is None else end
        if not self._filled or start >= end:
            return ()
        found: list[Mention] = []
        length = len(folded)
        part = folded if end - start == length else folded[start:end]  # the automaton copies all it is given
        for last, (size, opens, closes, term) in self._automaton.iter(part):
            stop = start + last + 1
            begin = stop - size
            if opens and begin > 0 and folded[begin - 1].isalnum():
                continue
            if closes and stop < length and folded[stop].isalnum():
                plural = folded[stop] == "s" and term.inflects
                if not plural or (stop + 1 < length and folded[stop + 1].isalnum()):
                    continue
                stop += 1
            if folded.startswith("'t", stop):
                continue
            found.append(Mention(begin, min(stop, end), term))
        found.sort(key=_place)
        kept: list[Mention] = []
        at = 0
        for mention in found:
            if mention[0] >= at:
                kept.append(mention)
                at = mention[1]
        return tuple(kept)


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
    return Vocabulary(
        Term(
            word.lower(),
            str(row["kind"]),
            str(row.get("name", word)),
            row,
            not word.isupper() and len(word) > 2 and not word.endswith("s"),
        )
        for name in names
        for row in rows(name)
        for word in row["words"]
    )


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
    return tuple(m for m in found if not m.term.row.get("abbreviation") or in_capitals(reading.text, m))


def in_capitals(text: str, mention: Mention) -> bool:
    """Whether an abbreviation is written in capitals, or as its row writes it."""
    written = text[mention.start : mention.end]
    return written.rstrip("s").isupper() if mention.term.name.rstrip("s").isupper() else written[0].isupper()
