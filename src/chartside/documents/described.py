"""What kinds of documents there are, as a clinic sorts them: of a visit, of the course of care, letters, notices."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chartside.documents.kind import DocumentKind, document_kinds
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Header, Layout, Scope


class Group(StrEnum):
    """Where a kind stands in a list; the value is the heading."""

    VISIT = "Visit"
    EPISODE = "Course of care"
    LETTERS = "Letters"
    NOTICES = "Notices"


@dataclass(frozen=True, slots=True)
class DescribedKind:
    """A kind of document with what its documents say of themselves."""

    name: str
    title: str
    scope: Scope
    layout: Layout

    @property
    def is_notice(self) -> bool:
        """Whether it is no part of the record: one matter told to one person."""
        return self.scope is Scope.NOTICE

    @property
    def group(self) -> Group:
        """Its place in a list."""
        if self.is_notice or self.layout is Layout.MESSAGE:
            return Group.NOTICES
        if self.layout is Layout.LETTER:
            return Group.LETTERS
        return Group.VISIT if self.scope is Scope.VISIT else Group.EPISODE


_KNOWN: dict[str, tuple[DocumentKind, DescribedKind]] = {}
"""Kinds composed once to be described."""


def described_kinds() -> dict[str, DescribedKind]:
    """All kinds by name: by group, then by title."""
    order = list(Group)
    found = [_described(kind) for kind in document_kinds().values()]
    return {kind.name: kind for kind in sorted(found, key=lambda k: (order.index(k.group), k.title.casefold()))}


def _described(kind: DocumentKind) -> DescribedKind:
    """One kind: a document of an empty canvas has its scope and layout already."""
    if kind.name not in _KNOWN or _KNOWN[kind.name][0] is not kind:
        empty = kind.compose(Canvas(header=Header(), sources=(), facts=(), current=frozenset()))
        _KNOWN[kind.name] = (kind, DescribedKind(kind.name, kind.title, empty.scope, empty.layout))
    return _KNOWN[kind.name][1]
