"""Words looked up all at once: lexicon rows in an Aho-Corasick automaton, one pass over a text however many rows."""

from __future__ import annotations

import re
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


class _Written(NamedTuple):
    """How a term is written, filed under its first word.

    Attributes:
        behind: What stands behind the first word.
        size: Length of the phrase.
        plural: 1 where the word it is filed under has the plural "s", else 0.
        open: Whether the phrase ends in a letter or digit behind its first word, so that no other may follow.
    """

    behind: str
    size: int
    plural: int
    open: bool
    term: Term


_Filed = dict[str, list[_Written]]
_WORD = re.compile(r"[^\W_]+")


class Vocabulary:
    """Terms that can be found in a text in one pass, the longest first, none over another.

    A text is taken word by word, each looked up among the first words of the terms; only terms that begin with a sign
    are searched for.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        by_phrase: dict[str, Term] = {}
        for term in terms:
            by_phrase.setdefault(term.phrase, term)
        self.filed: _Filed = {}
        self._signs = ahocorasick.Automaton()
        for phrase, term in by_phrase.items():
            word = _WORD.match(phrase)
            if word is None:
                self._signs.add_word(phrase, term)
                continue
            first, behind = word.group(), phrase[word.end() :]
            written = _Written(behind, len(phrase), 0, bool(behind) and phrase[-1].isalnum(), term)
            self.filed.setdefault(first, []).append(written)
            if not behind and term.inflects:
                self.filed.setdefault(f"{first}s", []).append(written._replace(plural=1))
        for entries in self.filed.values():
            entries.sort(key=lambda written: -written.size)
        if len(self._signs):
            self._signs.make_automaton()

    def find(self, folded: str, start: int = 0, end: int | None = None) -> tuple[Mention, ...]:
        """Mentions in a folded text (see `fold`), in order of place, as whole words."""
        end = len(folded) if end is None else end
        signs = self.signs_in(folded, start, end)
        inside = start > 0 and start < end and folded[start - 1].isalnum()
        found: list[Mention] = []
        done = start
        for word in _WORD.finditer(folded, start, min(end + 2, len(folded))):
            at = word.start()
            if at >= end:
                break
            entries = self.filed.get(word.group())
            if entries is None or at < done or (inside and at == start):
                continue
            mention = longest(folded, at, word.end(), entries, end)
            if mention is not None:
                found.append(mention)
                done = at if signs else mention.end
        found = list(with_signs(found, signs)) if signs else found
        if found and found[-1].end > end:  # a plural "s" behind the stretch
            found[-1] = Mention(found[-1].start, end, found[-1].term)
        return tuple(found)

    def signs_in(self, folded: str, start: int, end: int) -> tuple[Mention, ...]:
        """Mentions of terms that begin with a sign."""
        if not len(self._signs) or start >= end:
            return ()
        part = folded if end - start == len(folded) else folded[start:end]  # the automaton copies all it is given
        return whole_words(folded, ((start + last + 1, term) for last, term in self._signs.iter(part)))


def longest(folded: str, at: int, word_end: int, entries: Sequence[_Written], end: int) -> Mention | None:
    """The longest term written at `at`, whose first word ends at `word_end`, that does not go beyond `end`."""
    found, furthest, length = None, 0, len(folded)
    for behind, size, plural, is_open, term in entries:
        stop = at + size
        if stop + 1 < furthest:
            break
        if stop > end or (behind and not folded.startswith(behind, word_end)):
            continue
        stop += plural
        if is_open and stop < length and folded[stop].isalnum():
            if not (folded[stop] == "s" and term.inflects) or (stop + 1 < length and folded[stop + 1].isalnum()):
                continue
            stop += 1
        if stop >= furthest and not folded.startswith("'t", stop):
            found, furthest = term, stop
    return None if found is None else Mention(at, furthest, found)


def with_signs(found: Iterable[Mention], signs: Iterable[Mention]) -> Iterator[Mention]:
    """Mentions and those that begin with a sign, in order of place, none over another."""
    done = 0
    for mention in sorted([*found, *signs], key=lambda m: (m.start, -m.end)):
        if mention.start >= done:
            yield mention
            done = mention.end


_whole_texts: list[Vocabulary] = []
"""Vocabularies that have been looked for in a whole source: in the next one they are found in one pass."""

_filed_together: dict[str, list[tuple[int, list[_Written]]]] = {}


@once_per_source
def _found_together(reading: Reading) -> dict[Vocabulary, tuple[Mention, ...]]:
    folded = reading.folded
    together = _filed_together.get
    vocabularies = tuple(_whole_texts)
    signs = [vocabulary.signs_in(folded, 0, len(folded)) for vocabulary in vocabularies]
    found: list[list[Mention]] = [[] for _ in vocabularies]
    done = [0] * len(vocabularies)
    for word in _WORD.finditer(folded):
        filed = together(word.group())
        if filed is None:
            continue
        at, word_end = word.span()
        for number, entries in filed:
            if at >= done[number]:
                mention = longest(folded, at, word_end, entries, len(folded))
                if mention is not None:
                    found[number].append(mention)
                    done[number] = at if signs[number] else mention.end
    return {
        vocabulary: tuple(with_signs(found[number], signs[number]) if signs[number] else found[number])
        for number, vocabulary in enumerate(vocabularies)
    }


def found_in(reading: Reading, vocabulary: Vocabulary) -> tuple[Mention, ...]:
    """Mentions of a vocabulary in a source."""
    together = _found_together(reading)
    if vocabulary not in together:
        together[vocabulary] = vocabulary.find(reading.folded)
        if vocabulary not in _whole_texts:
            for word, entries in vocabulary.filed.items():
                _filed_together.setdefault(word, []).append((len(_whole_texts), entries))
            _whole_texts.append(vocabulary)
    return together[vocabulary]


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
