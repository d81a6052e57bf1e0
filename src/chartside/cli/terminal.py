"""Documents and facts as text a person reads in a terminal."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator

from chartside.domain.documents import Document, Question, Statement, TableBlock
from chartside.domain.facts import Fact
from chartside.domain.flags import Flag
from chartside.domain.reading_words import reading_of
from chartside.domain.source import Source

WIDTH = 96
READING = 58
QUOTE = 60


def document_lines(document: Document) -> Iterator[str]:
    """A document as lines: header, sections, tables, then what is asked and what was found."""
    header = document.header
    yield document.title.upper()
    who = [header.patient, header.episode, header.visit_date.isoformat() if header.visit_date else ""]
    if header.visit_number:
        who.append(f"visit {header.visit_number}")
    named = " · ".join(part for part in who if part)
    if named:
        yield named
    for section in document.sections:
        blocks = list(section.blocks())
        if not blocks:
            continue
        yield ""
        yield section.heading.upper()
        for block in blocks:
            if isinstance(block, TableBlock):
                yield from _table_lines(block)
            else:
                yield from _wrapped(block.text, "  ")
    yield from _questions(document.questions)
    yield from _flags(document.flags, {s.id: s for s in document.statements()})
    yield ""
    cited = sum(1 for s in document.statements() if s.evidence)
    yield f"{cited} of {sum(1 for _ in document.statements())} statements show their source (--format json prints it)."


def facts_lines(sources: Iterable[Source], facts: Iterable[Fact]) -> Iterator[str]:
    """Facts grouped by source as a table: id, kind, reading, and the line with the words that say it."""
    by_source: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_source[fact.source].append(fact)
    for source in sources:
        mine = by_source[source.id]
        yield f"{source.name} ({source.kind.replace('_', ' ')}, {len(mine)} facts)"
        rows = [_fact_row(source, fact) for fact in mine]
        widths = [min(max((len(row[n]) for row in rows), default=0), most) for n, most in enumerate((5, 12, READING))]
        for row in rows:
            cells = [textwrap.wrap(cell, width) or [""] for cell, width in zip(row[:3], widths, strict=True)]
            for number in range(max(map(len, cells))):
                parts = [lines[number] if number < len(lines) else "" for lines in cells]
                line = "  ".join(part.ljust(width) for part, width in zip(parts, widths, strict=True))
                yield f"  {line}  {row[3] if number == 0 else ''}".rstrip()


def _fact_row(source: Source, fact: Fact) -> tuple[str, str, str, str]:
    kind = fact.kind.replace("_", " ")
    return fact.id, kind, reading_of(fact).removeprefix(f"{kind} · "), _place(source, fact)


def _place(source: Source, fact: Fact) -> str:
    """The line of a fact and its words, shortened."""
    quote = " ".join(fact.evidence[0].quote.split())
    return f"line {source.line_of(fact.start)}: {textwrap.shorten(quote, QUOTE, placeholder='…')!r}"


def _wrapped(text: str, indent: str) -> Iterator[str]:
    yield from textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent + "  ") or [indent]


def _table_lines(block: TableBlock) -> Iterator[str]:
    columns = block.table.columns
    rows = [[row.cell(column.key) for column in columns] for row in block.rows]
    kept = [i for i in range(len(columns)) if any(row[i] for row in rows)]
    widths = {i: max(len(columns[i].label), *(len(row[i]) for row in rows)) for i in kept}
    spare = WIDTH - 2 - sum(widths[i] for i in kept[:-1]) - 2 * len(kept)
    if kept:
        widths[kept[-1]] = max(min(widths[kept[-1]], spare), 16)
    yield ""
    if block.table.caption:
        yield f"  {block.table.caption}"
    yield from _row_lines([columns[i].label for i in kept], [widths[i] for i in kept], [False] * len(kept))
    yield "  " + "  ".join("-" * widths[i] for i in kept)
    for row in rows:
        yield from _row_lines([row[i] for i in kept], [widths[i] for i in kept], [columns[i].numeric for i in kept])
    yield ""


def _row_lines(cells: list[str], widths: list[int], numeric: list[bool]) -> Iterator[str]:
    wrapped = [textwrap.wrap(cell, width) or [""] for cell, width in zip(cells, widths, strict=True)]
    for number in range(max(map(len, wrapped), default=0)):
        parts = [lines[number] if number < len(lines) else "" for lines in wrapped]
        aligned = [p.rjust(w) if n else p.ljust(w) for p, w, n in zip(parts, widths, numeric, strict=True)]
        yield ("  " + "  ".join(aligned)).rstrip()


def _questions(questions: tuple[Question, ...]) -> Iterator[str]:
    if questions:
        yield ""
        yield "QUESTIONS"
    for question in sorted(questions, key=lambda q: q.rank):
        need = "needed to sign" if question.required else "if it applies"
        yield from _wrapped(f"? {question.text} ({need}; {question.authority})", "  ")


def _flags(flags: tuple[Flag, ...], statements: dict[str, Statement]) -> Iterator[str]:
    if flags:
        yield ""
        yield "CHECKS"
    for flag in flags:
        yield from _wrapped(f"[{flag.severity}] {flag.message} {flag.remedy} ({flag.rule}; {flag.authority})", "  ")
        statement = statements.get(flag.where.statement or "")
        if statement is not None:
            yield from _wrapped(f"in: {statement.text}", "      ")
