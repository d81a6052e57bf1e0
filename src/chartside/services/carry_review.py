"""What the PT did to a draft survives when the document is composed anew: statements are known by their ids."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from chartside.domain.documents import Basis, Document, Review, Section, Statement

OWN = "own-"
"""Ids of statements the PT added begin with this."""


def carry_review(old: Document, new: Document) -> Document:
    """The new document with the review of the old one.

    An edited statement keeps the PT's words; a rejected one stays rejected; an accepted one stays accepted while its
    text is the same, else it is proposed again. A statement the PT wrote or edited is never dropped: where its content
    is gone from the sources, it stays at the end of its section. What an edited one is checked against is as new.
    """
    before = {s.id: s for s in old.statements()}
    known = {s.id for s in new.statements()}
    sections = []
    for section in new.sections:
        statements = [_reviewed(s, before.get(s.id)) for s in section.statements]
        was = next((s for s in old.sections if s.key == section.key), None)
        left = [s for s in (was.statements if was else ()) if s.id not in known and _of_the_pt(s)]
        statements += [replace(s, facts=()) for s in left]
        sections.append(with_rows_together(replace(section, statements=tuple(statements))))
    return replace(new, sections=tuple(sections), dismissals=old.dismissals)


def with_rows_together(section: Section) -> Section:
    """A row the PT edited into a sentence stands after its table, so that the table stays one."""
    return replace(section, statements=tuple(_after_tables(section.statements)))


def _reviewed(new: Statement, old: Statement | None) -> Statement:
    if old is None:
        return new
    if old.review is Review.EDITED:
        return replace(old, facts=new.facts, evidence=new.evidence)
    if old.review is Review.REJECTED:
        return replace(new, review=Review.REJECTED, reason=old.reason)
    if old.review is Review.ACCEPTED and old.text == new.text:
        return replace(new, review=Review.ACCEPTED)
    return new


def _of_the_pt(statement: Statement) -> bool:
    return statement.basis is Basis.CLINICIAN and (statement.id.startswith(OWN) or statement.review is Review.EDITED)


def _after_tables(statements: Iterable[Statement]) -> list[Statement]:
    ordered: list[Statement] = []
    held: list[Statement] = []
    rows = list(statements)
    for index, statement in enumerate(rows):
        inside = statement.table is None and ordered and ordered[-1].table is not None
        rest = {s.table for s in rows[index + 1 :] if s.table is not None}
        if inside and ordered[-1].table in rest:
            held.append(statement)
            continue
        if held and statement.table != ordered[-1].table:
            ordered += held
            held = []
        ordered.append(statement)
    return ordered + held
