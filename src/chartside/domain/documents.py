"""Documents: sections of statements, each statement with its basis and evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from chartside.domain.flags import Flag, Severity
from chartside.domain.source import Span


class Basis(StrEnum):
    """What a statement rests on; nothing else exists."""

    QUOTED = "quoted"
    RESTATED = "restated"
    COMPUTED = "computed"
    CLINICIAN = "clinician"
    STANDARD = "standard"


NEEDS_EVIDENCE = frozenset({Basis.QUOTED, Basis.RESTATED, Basis.COMPUTED})


class Review(StrEnum):
    """What the PT did with a statement."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence or one table row of a document.

    Attributes:
        id: Stable while its content stands ("s-9f31"): derived from section, table and facts, not from its position.
        text: The sentence; for a row, the row read as a sentence.
        basis: What it rests on. `quoted`, `restated` and `computed` cannot be built without evidence.
        evidence: Spans of the sources.
        facts: Ids of the facts it was made from.
        table: Key of the section's table this row belongs to, else None.
        cells: The row's columns as (column key, text), in column order; None for a sentence.
        computed_by: Name of the rule that derived a computed statement ("units.cms", "change.since_last").
        review: What the PT did with it.
        reason: Why it was rejected.
    """

    id: str
    text: str
    basis: Basis
    evidence: tuple[Span, ...] = ()
    facts: tuple[str, ...] = ()
    table: str | None = None
    cells: tuple[tuple[str, str], ...] | None = None
    computed_by: str | None = None
    review: Review = Review.PROPOSED
    reason: str | None = None

    def __post_init__(self) -> None:
        if self.basis in NEEDS_EVIDENCE and not self.evidence:
            raise ValueError(f"a {self.basis} statement needs evidence: {self.text!r}")
        if self.basis is Basis.COMPUTED and not self.computed_by:
            raise ValueError(f"a computed statement names its rule: {self.text!r}")
        if (self.table is None) != (self.cells is None):
            raise ValueError(f"a table row has a table and cells, a sentence has neither: {self.text!r}")
        if not self.text.strip():
            raise ValueError("a statement needs text")

    def cell(self, key: str) -> str:
        """Text of one column; empty where the row has none."""
        return dict(self.cells or ()).get(key, "")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; numeric columns are set flush right."""

    key: str
    label: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a section: its caption and columns. The rows are statements."""

    key: str
    caption: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendFigure:
    """A measure over the episode, drawn as a picture beside the table that holds the same values.

    Attributes:
        key: Unique in the document, stable while the measure is the same.
        title: What was measured ("L knee flexion AROM").
        unit: Written after a value as it is ("°", "/10", " s").
        points: Days and values, oldest first, at least two.
        goal: Value of the goal.
        norm: Normal value.
        facts: Ids of the facts the points are of.
    """

    key: str
    title: str
    unit: str
    points: tuple[tuple[date, float], ...]
    goal: float | None = None
    norm: float | None = None
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table with the rows that stand together."""

    table: Table
    rows: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a document. Rows of one table stand together in `statements`; figures stand after them."""

    key: str
    heading: str
    statements: tuple[Statement, ...] = ()
    tables: tuple[Table, ...] = ()
    figures: tuple[TrendFigure, ...] = ()

    def blocks(self, *, rejected: bool = False) -> Iterator[Statement | TableBlock]:
        """Sentences and tables in reading order, without rejected statements unless asked for."""
        tables = {table.key: table for table in self.tables}
        rows: list[Statement] = []
        for statement in self.statements:
            if statement.review is Review.REJECTED and not rejected:
                continue
            if rows and statement.table != rows[0].table:
                yield TableBlock(tables[rows[0].table or ""], tuple(rows))
                rows = []
            if statement.table is None:
                yield statement
            else:
                rows.append(statement)
        if rows:
            yield TableBlock(tables[rows[0].table or ""], tuple(rows))


class AnswerType(StrEnum):
    """How a question is answered."""

    NUMBER = "number"
    CHOICE = "choice"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a required element still lacks.

    Attributes:
        id: Stable for the same need ("q-total-treatment-minutes").
        text: The question to the PT.
        rule: Id of the rule that wants it ("time.total_treatment_missing").
        authority: Citation of that rule.
        answer: Type of the answer.
        choices: For a choice.
        unit: For a number ("min").
        section: Key of the section the answer belongs to.
        phrase: The line the answer becomes, with "{answer}" in it ("Total treatment time {answer} min.").
        required: Whether signing waits for it.
        rank: Order of asking; lower is asked first.
    """

    id: str
    text: str
    rule: str
    authority: str
    answer: AnswerType
    section: str
    phrase: str
    choices: tuple[str, ...] = ()
    unit: str | None = None
    required: bool = False
    rank: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What stands above the text: who, when, where. Empty where not known.

    `period_start` is the first day a progress report tells of, where that is not the start of care.
    """

    patient: str = ""
    birth_date: date | None = None
    record_number: str = ""
    visit_date: date | None = None
    visit_number: int | None = None
    visits_planned: int | None = None
    episode: str = ""
    payer: str = ""
    clinician: str = ""
    clinic: str = ""
    period_start: date | None = None


class Scope(StrEnum):
    """What a document tells of.

    `visit`: all that was said of one visit, so that what it leaves out is a fault. `episode`: what of the course of
    care bears on its purpose. `notice`: one matter to one person (an appointment), nothing clinical.
    """

    VISIT = "visit"
    EPISODE = "episode"
    NOTICE = "notice"


class Layout(StrEnum):
    """How a document is set: a chart page with headings, a letter, or a few lines to be sent as text."""

    CHART = "chart"
    LETTER = "letter"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True)
class SourceRef:
    """A source a document was drafted from."""

    id: str
    name: str
    kind: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document of one kind, with what is still asked and what was found."""

    kind: str
    title: str
    header: Header
    sources: tuple[SourceRef, ...]
    sections: tuple[Section, ...]
    questions: tuple[Question, ...] = ()
    flags: tuple[Flag, ...] = ()
    dismissals: tuple[tuple[str, str], ...] = field(default=())
    scope: Scope = Scope.VISIT
    layout: Layout = Layout.CHART

    def statements(self) -> Iterator[Statement]:
        """All statements in reading order, rejected ones included."""
        for section in self.sections:
            yield from section.statements

    def statement(self, statement_id: str) -> Statement:
        """The statement with this id.

        Raises:
            KeyError: There is none.
        """
        for statement in self.statements():
            if statement.id == statement_id:
                return statement
        raise KeyError(statement_id)

    def with_statement(self, changed: Statement) -> Document:
        """The document with the statement of the same id replaced."""
        return replace(
            self,
            sections=tuple(
                replace(s, statements=tuple(changed if x.id == changed.id else x for x in s.statements))
                for s in self.sections
            ),
        )

    def blocking(self) -> tuple[Flag, ...]:
        """Flags that stop signing: blocking and not dismissed."""
        return tuple(f for f in self.flags if f.severity is Severity.BLOCK and f.dismissed is None)
