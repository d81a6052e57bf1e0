"""The sheet of the canvas: sections, sentences and table rows as the template draws them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from chartside.deliver.sheet import heading_of
from chartside.deliver.trend_pictures import Chart, chart_of
from chartside.domain.documents import Document, Question, Review, Section, Statement, Table, TableBlock
from chartside.domain.flags import Flag, Severity

# Review is told by a sign and a word, never by colour alone.
MARKS = {Review.PROPOSED: "", Review.ACCEPTED: "✓", Review.EDITED: "✎", Review.REJECTED: "✕"}


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPane:
    """A sentence or table row as drawn."""

    id: str
    text: str
    action: str
    review: Review
    mark: str
    state: str
    reason: str
    classes: str
    cells: Mapping[str, str]
    first: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A sentence, or a table with its rows."""

    statement: StatementPane | None = None
    table: Table | None = None
    rows: tuple[StatementPane, ...] = ()
    show_caption: bool = False


@dataclass(frozen=True, slots=True)
class SectionPane:
    """A section with the required questions whose answers belong into it."""

    key: str
    heading: str
    shows_heading: bool
    blocks: tuple[Block, ...]
    questions: tuple[Question, ...]
    charts: tuple[Chart, ...]


def sections_of(document: Document, url: str, query: str = "") -> tuple[SectionPane, ...]:
    """All sections of a document, rejected sentences included (struck through).

    Args:
        document: As stored.
        url: Address of the canvas, the start of every action's address.
        query: End of every action's address, which names the document.
    """
    flagged = _flagged(document.flags)
    first = next((s.id for s in document.statements()), "")

    def pane(statement: Statement) -> StatementPane:
        return _statement(statement, url, query, flagged.get(statement.id), first=statement.id == first)

    return tuple(_section(section, document, pane) for section in document.sections)


def find(sections: Iterable[SectionPane], statement_id: str) -> StatementPane | None:
    """The statement with this id, if the sheet has it."""
    for section in sections:
        for block in section.blocks:
            for statement in (block.statement, *block.rows):
                if statement is not None and statement.id == statement_id:
                    return statement
    return None


def _flagged(flags: Iterable[Flag]) -> dict[str, Severity]:
    """The gravest open flag of each statement."""
    order = {Severity.INFO: 0, Severity.WARN: 1, Severity.BLOCK: 2}
    found: dict[str, Severity] = {}
    for flag in flags:
        key = flag.where.statement
        if key is None or flag.dismissed is not None or flag.severity is Severity.INFO:
            continue
        if key not in found or order[flag.severity] > order[found[key]]:
            found[key] = flag.severity
    return found


def _section(section: Section, document: Document, pane: Callable[[Statement], StatementPane]) -> SectionPane:
    blocks: list[Block] = []
    for block in section.blocks(rejected=True):
        if isinstance(block, TableBlock):
            rows = tuple(pane(row) for row in block.rows)
            blocks.append(Block(table=block.table, rows=rows, show_caption=len(section.tables) > 1))
        else:
            blocks.append(Block(statement=pane(block)))
    asked = tuple(q for q in document.questions if q.section == section.key and q.required)
    printed = heading_of(section, document.layout)
    drawn = tuple(found for figure in section.figures if (found := chart_of(figure)) is not None)
    heading = printed or section.heading or section.key.replace("_", " ").capitalize()
    return SectionPane(section.key, heading, bool(printed), tuple(blocks), asked, drawn)


def _statement(statement: Statement, url: str, query: str, flagged: Severity | None, *, first: bool) -> StatementPane:
    words = [] if statement.review is Review.PROPOSED else [str(statement.review)]
    classes = [str(statement.review)]
    if flagged is not None:
        words.append("stops signing, see the checks" if flagged is Severity.BLOCK else "see the checks")
        classes.append("flagged blocked" if flagged is Severity.BLOCK else "flagged")
    return StatementPane(
        id=statement.id,
        text=statement.text,
        action=f"{url}/statements/{statement.id}{query}",
        review=statement.review,
        mark=MARKS[statement.review],
        state=", ".join(words),
        reason=statement.reason or "",
        classes=" ".join(classes),
        cells=dict(statement.cells or ()),
        first=first,
    )
