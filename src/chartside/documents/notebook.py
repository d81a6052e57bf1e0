"""Where statements are collected while a document is written: ids, sections, and what is told already."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from chartside.domain.documents import Basis, Statement
from chartside.domain.facts import Fact
from chartside.domain.source import Span

_LETTERS = re.compile(r"\W+")


class Notebook:
    """Statements by section, in the order in which they were put down.

    A statement's id is a digest of its section, its table and its content key, so that it stays the same when other
    statements come or go; where two share a key, the text decides.
    """

    def __init__(self, sections: Iterable[str]) -> None:
        """Start with empty sections."""
        self._sections: dict[str, dict[str, Statement]] = {key: {} for key in sections}
        self._ids: set[str] = set()
        self._texts: set[tuple[str, str]] = set()
        self.told: set[str] = set()
        self._in_rows: set[tuple[str, ...]] = set()
        self._place = 0
        self._places: dict[str, int] = {}

    def at(self, place: int) -> Notebook:
        """What is put down next stands at this place of its section, whenever it is put down."""
        self._place = place
        return self

    def statements(self, section: str) -> tuple[Statement, ...]:
        """What stands in a section; rows of one table together, where the table's first row was put."""
        ordered: list[Statement] = []
        tables: set[str] = set()
        statements = sorted(self._sections[section].values(), key=lambda s: self._places[s.id])
        for statement in statements:
            if statement.table is None:
                ordered.append(statement)
            elif statement.table not in tables:
                tables.add(statement.table)
                ordered += [s for s in statements if s.table == statement.table]
        return tuple(ordered)

    def tells(self, text: str) -> bool:
        """Whether rows of tables have these words in this order already."""
        return all(stretch in self._in_rows for stretch in _stretches(text))

    def say(
        self,
        section: str,
        key: Sequence[object],
        text: str,
        facts: Iterable[Fact] = (),
        *,
        spans: Iterable[Span] = (),
        basis: Basis = Basis.RESTATED,
        computed_by: str | None = None,
    ) -> None:
        """Put down a sentence; one that says the same words in the same section is not said again."""
        self._put(section, None, None, key, text, facts, spans, basis, computed_by)

    def standing(self, section: str, key: Sequence[object], text: str) -> None:
        """Put down a standing sentence of the clinic's, which says nothing of the patient."""
        self._put(section, None, None, key, text, (), (), Basis.STANDARD, None)

    def standing_row(
        self, section: str, table: str, key: Sequence[object], cells: Sequence[tuple[str, str]], text: str
    ) -> None:
        """Put down a standing row of a table, such as a line to be signed."""
        self._put(section, table, tuple(cells), key, text, (), (), Basis.STANDARD, None)

    def row(
        self,
        section: str,
        table: str,
        key: Sequence[object],
        cells: Sequence[tuple[str, str]],
        text: str,
        facts: Iterable[Fact],
        *,
        spans: Iterable[Span] = (),
        computed_by: str | None = None,
    ) -> None:
        """Put down a row of a table."""
        basis = Basis.COMPUTED if computed_by else Basis.RESTATED
        self._put(section, table, tuple(cells), key, text, facts, spans, basis, computed_by)

    def _put(
        self,
        section: str,
        table: str | None,
        cells: tuple[tuple[str, str], ...] | None,
        key: Sequence[object],
        text: str,
        facts: Iterable[Fact],
        spans: Iterable[Span],
        basis: Basis,
        computed_by: str | None,
    ) -> None:
        used = list(dict.fromkeys(facts))
        cited = tuple(dict.fromkeys([*spans, *(span for fact in used for span in fact.evidence)]))
        self.told.update(fact.id for fact in used if fact.id)
        words = (section, _LETTERS.sub(" ", f"{table or ''} {text}".lower()).strip())
        if not text.strip() or not (cited or basis is Basis.STANDARD) or (words in self._texts and table is None):
            return
        self._texts.add(words)
        if table is not None:
            self._in_rows.update(_stretches(text))
        statement_id = self._fresh_id([section, table or "", *(_part(p) for p in key)], text)
        self._places[statement_id] = self._place
        self._sections[section][statement_id] = Statement(
            id=statement_id,
            text=text,
            basis=Basis.COMPUTED if computed_by else basis,
            evidence=cited,
            facts=tuple(dict.fromkeys(fact.id for fact in used if fact.id)),
            table=table,
            cells=cells,
            computed_by=computed_by,
        )

    def _fresh_id(self, parts: list[str], text: str) -> str:
        made = _digest(parts)
        if made in self._ids:
            made = _digest([*parts, text])
        number = 2
        while made in self._ids:
            made = _digest([*parts, text, str(number)])
            number += 1
        self._ids.add(made)
        return made


@dataclass(frozen=True, slots=True)
class Entry:
    """What is about to be put down: its section, text, facts and spans."""

    section: str
    text: str
    facts: tuple[Fact, ...]
    spans: tuple[Span, ...]
    table: str | None = None


class PlacedNotebook(Notebook):
    """A view of a notebook that puts what is written for one kind's sections into the sections of another kind.

    The pieces that write a daily note (narrative, pain, services) write for every kind through such a view.
    """

    def __init__(self, notebook: Notebook, place: Callable[[Entry], tuple[str, str]]) -> None:
        """See all of `notebook`; `place` gives section and text of each entry, an empty section leaves it out."""
        self._notebook = notebook
        self._where = place
        self.told = notebook.told

    def at(self, place: int) -> Notebook:
        """What is put down next stands at this place."""
        self._notebook.at(place)
        return self

    def statements(self, section: str) -> tuple[Statement, ...]:
        """What stands in a section of the notebook."""
        return self._notebook.statements(section)

    def tells(self, text: str) -> bool:
        """Whether rows of tables have these words already."""
        return self._notebook.tells(text)

    def _put(
        self,
        section: str,
        table: str | None,
        cells: tuple[tuple[str, str], ...] | None,
        key: Sequence[object],
        text: str,
        facts: Iterable[Fact],
        spans: Iterable[Span],
        basis: Basis,
        computed_by: str | None,
    ) -> None:
        used, cited = tuple(facts), tuple(spans)
        home, text = self._where(Entry(section, text, used, cited, table))
        if home:
            self._notebook._put(home, table, cells, key, text, used, cited, basis, computed_by)


def _stretches(text: str) -> Iterator[tuple[str, ...]]:
    """Every run of three words of a text; of a shorter text all its words."""
    words = _LETTERS.sub(" ", text.lower()).split()
    yield from (tuple(words[i : i + 3]) for i in range(max(1, len(words) - 2)))


def _part(part: object) -> str:
    return "" if part is None else " ".join(str(part).casefold().split())


def _digest(parts: Iterable[str]) -> str:
    return "s-" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:10]
