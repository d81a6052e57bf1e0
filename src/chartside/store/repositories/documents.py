"""Documents, their revisions, signatures and addenda."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from chartside.domain.documents import Document
from chartside.domain.records import canonical_bytes, document_from
from chartside.domain.signing import Addendum, Signature, State
from chartside.store.tables import addenda, documents, revisions, signatures


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """The newest revision of a document.

    Attributes:
        id: Of the document.
        visit: Id of its visit.
        state: Draft, in review, signed or amended.
        revision: Number of the newest revision, from 1.
        document: What it says.
    """

    id: str
    visit: str
    state: State
    revision: int
    document: Document


class Documents:
    """Documents of one clinic. Every change is a new revision; a signed one is the last."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def by_id(self, document_id: str) -> KeptDocument | None:
        """The document with this id."""
        return self._one(documents.c.id == document_id)

    def of_visit(self, visit_id: str, kind: str) -> KeptDocument | None:
        """The document of one kind of a visit."""
        return self._one((documents.c.visit_id == visit_id) & (documents.c.kind == kind))

    def all_of_visit(self, visit_id: str) -> tuple[KeptDocument, ...]:
        """All documents of a visit, of whatever kind, by kind."""
        return self._all(documents.c.visit_id == visit_id)

    def states(self, visit_ids: Iterable[str]) -> dict[str, dict[str, State]]:
        """State of each document of some visits: by visit, then by kind; visits without any are left out."""
        query = select(documents.c.visit_id, documents.c.kind, documents.c.state)
        found: dict[str, dict[str, State]] = {}
        for row in self._connection.execute(query.where(documents.c.visit_id.in_(list(visit_ids)))):
            found.setdefault(row.visit_id, {})[row.kind] = State(row.state)
        return found

    def create(self, document_id: str, visit_id: str, document: Document, by: str, at: datetime) -> None:
        """Keep a new document as its revision 1."""
        self._connection.execute(
            insert(documents).values(
                id=document_id, visit_id=visit_id, kind=document.kind, state=State.DRAFT, revision=1
            )
        )
        self._add_revision(document_id, 1, document, by, at, signed=False)

    def save(self, document_id: str, revision: int, document: Document, state: State, by: str, at: datetime) -> None:
        """Keep a new revision with this number."""
        self._add_revision(document_id, revision, document, by, at, signed=False)
        self._connection.execute(
            update(documents).where(documents.c.id == document_id).values(revision=revision, state=state)
        )

    def sign(self, document_id: str, revision: int, document: Document, signature: Signature) -> None:
        """Keep the signed revision, its signature and the new state; after this the database refuses any change."""
        self._add_revision(document_id, revision, document, signature.clinician, signature.signed_at, signed=True)
        self._connection.execute(
            update(documents).where(documents.c.id == document_id).values(revision=revision, state=State.SIGNED)
        )
        self._connection.execute(
            insert(signatures).values(document_id=document_id, revision=revision, **_signature_values(signature))
        )

    def signature(self, document_id: str) -> Signature | None:
        """The signature of a document."""
        row = self._connection.execute(select(signatures).where(signatures.c.document_id == document_id)).one_or_none()
        return _signature(row) if row else None

    def content(self, document_id: str, revision: int) -> bytes:
        """The exact bytes of a revision."""
        content = self._connection.scalar(
            select(revisions.c.content).where(revisions.c.document_id == document_id, revisions.c.number == revision)
        )
        return bytes(content or b"")

    def add_addendum(self, document_id: str, addendum: Addendum) -> None:
        """Keep a signed addendum."""
        position = self._connection.scalar(
            select(func.count()).select_from(addenda).where(addenda.c.document_id == document_id)
        )
        self._connection.execute(
            insert(addenda).values(
                document_id=document_id,
                position=(position or 0) + 1,
                text=addendum.text,
                **_signature_values(addendum.signature),
            )
        )
        self._connection.execute(update(documents).where(documents.c.id == document_id).values(state=State.AMENDED))

    def addenda(self, document_id: str) -> tuple[Addendum, ...]:
        """Addenda of a document, oldest first."""
        query = select(addenda).where(addenda.c.document_id == document_id).order_by(addenda.c.position)
        return tuple(Addendum(row.text, _signature(row)) for row in self._connection.execute(query))

    def _one(self, condition: object) -> KeptDocument | None:
        return next(iter(self._all(condition)), None)

    def _all(self, condition: object) -> tuple[KeptDocument, ...]:
        query = (
            select(documents, revisions.c.content)
            .join(
                revisions,
                (revisions.c.document_id == documents.c.id) & (revisions.c.number == documents.c.revision),
            )
            .order_by(documents.c.kind)
            .where(condition)  # type: ignore[arg-type]  # a SQL expression of the callers above
        )
        return tuple(
            KeptDocument(row.id, row.visit_id, State(row.state), row.revision, document_from(json.loads(row.content)))
            for row in self._connection.execute(query)
        )

    def _add_revision(
        self, document_id: str, number: int, document: Document, by: str, at: datetime, *, signed: bool
    ) -> None:
        self._connection.execute(
            insert(revisions).values(
                document_id=document_id,
                number=number,
                content=canonical_bytes(document),
                at=at.isoformat(),
                by=by,
                signed=signed,
            )
        )


def _signature_values(signature: Signature) -> dict[str, str]:
    return {
        "clinician_id": signature.clinician,
        "name": signature.name,
        "credentials": signature.credentials,
        "signed_at": signature.signed_at.isoformat(),
        "sha256": signature.sha256,
        "meaning": signature.meaning,
    }


def _signature(row: object) -> Signature:
    values = row._mapping  # type: ignore[attr-defined]  # the public name of a row's columns
    return Signature(
        values["clinician_id"],
        values["name"],
        values["credentials"],
        datetime.fromisoformat(values["signed_at"]),
        values["sha256"],
        values["meaning"],
    )
