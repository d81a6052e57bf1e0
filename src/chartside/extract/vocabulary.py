"""Words looked up all at once: lexicon rows in an Aho-Corasick automaton, one pass over a text however many rows."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

import ahocorasick

from chartside.domain.clinic_words import ClinicWord, WordKind
from chartside.extract.lexicon_tables import lexicon_tables
from chartside.extract.reading import Reading
from chartside.extract.shared_work import once_per_source


def folded_text(reading: Reading) -> str:
    """The text of a source, folded."""
    return reading.folded


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
        by_phrase: dict[str, Term] = {}
        for term in terms:
            by_phrase.setdefault(term.phrase, term)
        self.terms = tuple(by_phrase.values())
        self._words = WordTable()
        self._words.add(self)

    def find(self, folded: str, start: int = 0, end: int | None = None) -> tuple[Mention, ...]:
        """Mentions in a folded text (see `fold`), in order of place, as whole words."""
        return self._words.find(folded, start, len(folded) if end is None else end)[0]


_WORD = re.compile(r"[^\W_]+")
_AHEAD = 3
"""Characters behind a first word by which longer terms are filed."""

_Alone = tuple[int, int, Term]
"""Number of a vocabulary, 1 where the term is found with a plural "s", the term."""

_Longer = tuple[int, str, bool, Term]
"""Number of a vocabulary, what stands behind the first word, whether that ends in a letter or digit, the term."""


class WordTable:
    """Terms of one or more vocabularies, filed under their first words; the few that begin with a sign apart.

    A text is taken word by word, so that a word costs two looks into the table, however many terms there are.
    """

    def __init__(self) -> None:
        self._alone: dict[str, tuple[list[_Alone], list[_Longer]]] = {}
        self._longer: dict[str, list[_Longer]] = {}
        self._signs: list[Any] = []

    def add(self, vocabulary: Vocabulary) -> None:
        """Take in the terms of a vocabulary; of the terms found at one place, the first filed is the longest."""
        number = len(self._signs)
        inflecting = {term.phrase for term in vocabulary.terms if term.inflects}
        signs: dict[str, Term] = {}
        for term in sorted(vocabulary.terms, key=lambda t: -len(t.phrase)):
            if term.phrase.endswith("s") and term.phrase[:-1] in inflecting:
                continue  # found as the plural of that term
            word = _WORD.match(term.phrase)
            if word is None:
                signs[term.phrase] = term
                continue
            first, behind = word.group(), term.phrase[word.end() :]
            if behind:
                longer = (number, behind, behind[-1].isalnum(), term)
                if len(behind) < _AHEAD:
                    self._alone.setdefault(first, ([], []))[1].append(longer)
                else:
                    self._longer.setdefault(first + behind[:_AHEAD], []).append(longer)
                continue
            self._alone.setdefault(first, ([], []))[0].append((number, 0, term))
            if term.inflects:
                self._alone.setdefault(f"{first}s", ([], []))[0].append((number, 1, term))
        self._signs.append(_automaton(signs) if signs else None)

    def find(self, folded: str, start: int, end: int) -> list[tuple[Mention, ...]]:
        """The mentions of each vocabulary between two offsets."""
        found: list[list[Mention]] = [[] for _ in self._signs]
        done = [0] * len(self._signs)
        signs = [_with_signs(folded, start, end, automaton) for automaton in self._signs]
        longer_at, alone_at = self._longer.get, self._alone.get
        inside = 0 < start < end and folded[start - 1].isalnum()
        for at, stop in map(re.Match.span, _WORD.finditer(folded, start, min(end + 2, len(folded)))):
            longer, alone = longer_at(folded[at : stop + _AHEAD]), alone_at(folded[at:stop])
            if (longer is None and alone is None) or at >= end or (inside and at == start):
                continue
            terms, brief = alone or ((), ())
            for number, behind, is_open, term in (*(longer or ()), *brief) if longer or brief else ():
                if at >= done[number] and folded.startswith(behind, stop) and stop + len(behind) <= end:
                    last = _last(folded, stop + len(behind), is_open=is_open, term=term)
                    if last is not None:
                        found[number].append(Mention(at, last, term))
                        done[number] = at + 1 if signs[number] else last
            if terms and not folded.startswith("'t", stop):
                for number, plural, term in terms:
                    if at >= done[number] and stop - plural <= end:
                        found[number].append(Mention(at, stop, term))
                        done[number] = at + 1 if signs[number] else stop
        return [_cut(_merged(own, signs[number]) if signs[number] else own, end) for number, own in enumerate(found)]


def _automaton(terms: Mapping[str, Term]) -> Any:
    automaton = ahocorasick.Automaton()
    for phrase, term in terms.items():
        automaton.add_word(phrase, term)
    automaton.make_automaton()
    return automaton


def _last(folded: str, stop: int, *, is_open: bool, term: Term) -> int | None:
    """Where a term ends whose phrase ends at `stop`, with a plural "s"; None where it is not a whole word."""
    if is_open and stop < len(folded) and folded[stop].isalnum():
        if not (folded[stop] == "s" and term.inflects) or (stop + 1 < len(folded) and folded[stop + 1].isalnum()):
            return None
        stop += 1
    return None if folded.startswith("'t", stop) else stop


def _with_signs(folded: str, start: int, end: int, automaton: Any) -> tuple[Mention, ...]:
    """Mentions of terms that begin with a sign."""
    if automaton is None or start >= end:
        return ()
    part = folded if end - start == len(folded) else folded[start:end]  # the automaton copies all it is given
    return whole_words(folded, ((start + last + 1, term) for last, term in automaton.iter(part)))


def _merged(found: Iterable[Mention], signs: Iterable[Mention]) -> list[Mention]:
    """Mentions and those that begin with a sign, in order of place, none over another."""
    kept: list[Mention] = []
    for mention in sorted([*found, *signs], key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _cut(found: list[Mention], end: int) -> tuple[Mention, ...]:
    """Mentions without the plural "s" that stands behind the stretch."""
    if found and found[-1].end > end:
        found[-1] = Mention(found[-1].start, end, found[-1].term)
    return tuple(found)


_asked_for: list[Vocabulary] = []
"""Vocabularies that have been looked for in a whole source: in the next one they are found in one pass."""


@lru_cache(maxsize=2)
def _together(vocabularies: tuple[Vocabulary, ...]) -> WordTable:
    table = WordTable()
    for one in vocabularies:
        table.add(one)
    return table


@once_per_source
def _found_together(reading: Reading) -> dict[Vocabulary, tuple[Mention, ...]]:
    asked_for = tuple(_asked_for)
    return dict(zip(asked_for, _together(asked_for).find(reading.folded, 0, len(reading.folded)), strict=True))


def found_in(reading: Reading, vocabulary: Vocabulary) -> tuple[Mention, ...]:
    """Mentions of a vocabulary in a source."""
    found = _found_together(reading)
    if vocabulary not in found:
        found[vocabulary] = vocabulary.find(reading.folded)
        if vocabulary not in _asked_for:
            _asked_for.append(vocabulary)
    return found[vocabulary]


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
    first = bisect_left(mentions, start, key=attrgetter("start"))
    last = bisect_left(mentions, end, key=attrgetter("start"))
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
    found = found_in(reading, vocabulary(*names))
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
