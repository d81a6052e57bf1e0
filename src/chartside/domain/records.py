"""Facts, documents and flags as plain records (dicts of JSON values), and back.

The shapes are the contract of the command line and the API; stored drafts use the same records.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from enum import Enum
from typing import Any, Union, cast, get_args, get_origin

from chartside.domain.documents import (
    AnswerType,
    Basis,
    Column,
    Document,
    Header,
    Layout,
    Question,
    Review,
    Scope,
    Section,
    SourceRef,
    Statement,
    Table,
    TrendFigure,
)
from chartside.domain.facts import FACT_TYPES, Fact
from chartside.domain.flags import Flag, Severity, Where
from chartside.domain.source import Source, Span

Record = dict[str, Any]
_HINTS: dict[str, Record] = {}


def span_record(span: Span) -> Record:
    """A span as `{"source", "start", "end", "quote"}`."""
    return {"source": span.source, "start": span.start, "end": span.end, "quote": span.quote}


def span_from(record: Mapping[str, Any]) -> Span:
    """The span of a record."""
    return Span(record["source"], record["start"], record["end"], record["quote"])


def source_record(source: Source | SourceRef) -> Record:
    """A source as `{"id", "name", "kind", "sha256"}`."""
    return {"id": source.id, "name": source.name, "kind": str(source.kind), "sha256": source.sha256}


def fact_record(fact: Fact) -> Record:
    """A fact with every key of its kind (null where not said) and its evidence last."""
    record: Record = {"id": fact.id, "kind": fact.kind}
    for f in fields(fact):
        if f.name not in ("id", "evidence"):
            record[f.name] = _plain(getattr(fact, f.name))
    record["evidence"] = [span_record(s) for s in fact.evidence]
    return record


def fact_from(record: Mapping[str, Any]) -> Fact:
    """The fact of a record made by `fact_record`.

    Raises:
        ValueError: The kind is unknown, or a value is not one of its kind's.
    """
    kind = FACT_TYPES.get(record["kind"])
    if kind is None:
        raise ValueError(f"unknown kind of fact {record['kind']!r}")
    hints = _hints(kind)
    values: Record = {"evidence": tuple(span_from(s) for s in record["evidence"])}
    for f in fields(kind):
        if f.name != "evidence" and record.get(f.name) is not None:
            values[f.name] = _typed(hints[f.name], record[f.name])
    return kind(**values)


def flag_record(flag: Flag) -> Record:
    """A flag; `where` holds only the parts that are given."""
    place = flag.where
    parts = {"statement": place.statement, "section": place.section, "fact": place.fact}
    where: Record = {key: value for key, value in parts.items() if value is not None}
    if flag.where.span is not None:
        where["span"] = span_record(flag.where.span)
    record: Record = {
        "rule": flag.rule,
        "severity": str(flag.severity),
        "message": flag.message,
        "where": where,
        "remedy": flag.remedy,
        "authority": flag.authority,
    }
    if flag.dismissed is not None:
        record["dismissed"] = flag.dismissed
    return record


def flag_from(record: Mapping[str, Any]) -> Flag:
    """The flag of a record made by `flag_record`."""
    where = record["where"]
    span = span_from(where["span"]) if "span" in where else None
    return Flag(
        record["rule"],
        Severity(record["severity"]),
        record["message"],
        Where(where.get("statement"), where.get("section"), where.get("fact"), span),
        record["remedy"],
        record["authority"],
        record.get("dismissed"),
    )


def statement_record(statement: Statement) -> Record:
    """A statement; `cells` maps column keys to text, null for a sentence."""
    return {
        "id": statement.id,
        "text": statement.text,
        "basis": str(statement.basis),
        "evidence": [span_record(s) for s in statement.evidence],
        "cells": dict(statement.cells) if statement.cells is not None else None,
        "table": statement.table,
        "facts": list(statement.facts),
        "computed_by": statement.computed_by,
        "review": str(statement.review),
        "reason": statement.reason,
    }


def statement_from(record: Mapping[str, Any]) -> Statement:
    """The statement of a record made by `statement_record`."""
    cells = record.get("cells")
    return Statement(
        id=record["id"],
        text=record["text"],
        basis=Basis(record["basis"]),
        evidence=tuple(span_from(s) for s in record["evidence"]),
        facts=tuple(record.get("facts", ())),
        table=record.get("table"),
        cells=tuple(cells.items()) if cells is not None else None,
        computed_by=record.get("computed_by"),
        review=Review(record.get("review", "proposed")),
        reason=record.get("reason"),
    )


def document_record(document: Document) -> Record:
    """A document as printed by `chartside draft --format json`.

    Scope, layout and figures stand in it only where they are not the usual ones, so that the bytes of notes signed
    before these existed stay the same.
    """
    record: Record = {
        "kind": document.kind,
        "title": document.title,
        "visit": {
            f.name: _plain(getattr(document.header, f.name))
            for f in fields(Header)
            if f.name != "period_start" or document.header.period_start is not None
        },
        "sources": [source_record(s) for s in document.sources],
        "sections": [
            {
                "key": s.key,
                "heading": s.heading,
                "statements": [statement_record(x) for x in s.statements],
                "tables": [
                    {
                        "key": t.key,
                        "caption": t.caption,
                        "columns": [{"key": c.key, "label": c.label, "numeric": c.numeric} for c in t.columns],
                    }
                    for t in s.tables
                ],
                **({"figures": [_figure_record(f) for f in s.figures]} if s.figures else {}),
            }
            for s in document.sections
        ],
        "questions": [{f.name: _plain(getattr(q, f.name)) for f in fields(Question)} for q in document.questions],
        "flags": [flag_record(f) for f in document.flags],
        "dismissals": [list(pair) for pair in document.dismissals],
    }
    if document.scope is not Scope.VISIT:
        record["scope"] = str(document.scope)
    if document.layout is not Layout.CHART:
        record["layout"] = str(document.layout)
    return record


def _figure_record(figure: TrendFigure) -> Record:
    return {
        "key": figure.key,
        "title": figure.title,
        "unit": figure.unit,
        "points": [[day.isoformat(), _plain(value)] for day, value in figure.points],
        "goal": _plain(figure.goal),
        "norm": _plain(figure.norm),
        "facts": list(figure.facts),
    }


def _figure_from(record: Mapping[str, Any]) -> TrendFigure:
    return TrendFigure(
        key=record["key"],
        title=record["title"],
        unit=record["unit"],
        points=tuple((date.fromisoformat(day), float(value)) for day, value in record["points"]),
        goal=None if record["goal"] is None else float(record["goal"]),
        norm=None if record["norm"] is None else float(record["norm"]),
        facts=tuple(record["facts"]),
    )


def document_from(record: Mapping[str, Any]) -> Document:
    """The document of a record made by `document_record`."""
    visit = dict(record["visit"])
    for key in ("birth_date", "visit_date", "period_start"):
        visit[key] = date.fromisoformat(visit[key]) if visit.get(key) else None
    return Document(
        kind=record["kind"],
        title=record["title"],
        header=Header(**visit),
        sources=tuple(SourceRef(s["id"], s["name"], s["kind"], s["sha256"]) for s in record["sources"]),
        sections=tuple(_section_from(s) for s in record["sections"]),
        questions=tuple(
            Question(**{**q, "answer": AnswerType(q["answer"]), "choices": tuple(q["choices"])})
            for q in record["questions"]
        ),
        flags=tuple(flag_from(f) for f in record["flags"]),
        dismissals=tuple((a, b) for a, b in record.get("dismissals", ())),
        scope=Scope(record.get("scope", Scope.VISIT)),
        layout=Layout(record.get("layout", Layout.CHART)),
    )


def _section_from(record: Mapping[str, Any]) -> Section:
    tables = tuple(
        Table(t["key"], t["caption"], tuple(Column(**column) for column in t["columns"])) for t in record["tables"]
    )
    order = {table.key: [column.key for column in table.columns] for table in tables}
    statements = (statement_from(x) for x in record["statements"])
    return Section(
        key=record["key"],
        heading=record["heading"],
        statements=tuple(_in_column_order(s, order.get(s.table or "", [])) for s in statements),
        tables=tables,
        figures=tuple(_figure_from(f) for f in record.get("figures", ())),
    )


def _in_column_order(statement: Statement, columns: list[str]) -> Statement:
    """A row with its cells in the order of its table; canonical bytes have sorted keys."""
    if statement.cells is None:
        return statement
    place = {key: number for number, key in enumerate(columns)}
    cells = sorted(statement.cells, key=lambda cell: place.get(cell[0], len(place)))
    return replace(statement, cells=tuple(cells))


def canonical_bytes(document: Document) -> bytes:
    """The exact bytes that are signed and hashed: the document's record as sorted, compact UTF-8 JSON."""
    return json.dumps(document_record(document), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _plain(value: object) -> object:
    """A value of a dataclass as a JSON value; whole floats become integers."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, tuple | list | frozenset):
        return [_plain(v) for v in value]
    return value


def _hints(kind: type[Fact]) -> dict[str, Any]:
    if kind.kind not in _HINTS:
        _HINTS[kind.kind] = typing.get_type_hints(kind)
    return _HINTS[kind.kind]


def _typed(hint: object, value: object) -> object:
    """A JSON value as the type a field declares (enum, date, float, tuple)."""
    options = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    for option in options:
        if isinstance(option, type) and issubclass(option, Enum):
            return option(cast("str", value))
        if option is date:
            return date.fromisoformat(cast("str", value))
        if option is float and isinstance(value, int | float):
            return float(value)
        if get_origin(option) is tuple:
            return tuple(cast("list[object]", value))
    return value
