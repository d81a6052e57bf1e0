"""The audit trail: who did what to which record, each row chained to the one before.

A row's hash covers the previous hash and the row. The head keeps the number of rows and the last hash under a MAC
made with a key derived from the clinic's, so a trail cut off at its end is found too. Rows carry ids and actions, never
names or clinical text (45 CFR 164.312(b) audit controls; 164.312(c) integrity).
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from chartside.store.keys import Keys
from chartside.store.tables import trail, trail_head

ORIGIN = "0" * 64


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One row: its number, moment, who, what, on which record, and details (ids and counts only)."""

    number: int
    at: str
    actor: str
    action: str
    subject: str
    detail: str
    previous: str
    hash: str

    def expected_hash(self) -> str:
        """The hash that follows from the row's content."""
        content = [self.number, self.at, self.actor, self.action, self.subject, self.detail, self.previous]
        return hashlib.sha256(json.dumps(content, separators=(",", ":")).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class TrailReport:
    """Result of checking the trail: number of rows, and what is wrong, one sentence each."""

    rows: int
    problems: tuple[str, ...]


class AuditTrail:
    """The trail of one clinic, inside one transaction."""

    def __init__(self, connection: Connection, keys: Keys) -> None:
        self._connection = connection
        self._key = keys.trail

    def add(
        self, at: datetime, actor: str, action: str, subject: str, detail: Mapping[str, object] | None = None
    ) -> None:
        """Append a row."""
        head = self._connection.execute(select(trail_head)).one_or_none()
        number, previous = (head.rows + 1, head.hash) if head else (1, ORIGIN)
        text = json.dumps(dict(detail or {}), sort_keys=True, separators=(",", ":"))
        row = TrailRow(number, at.isoformat(), actor, action, subject, text, previous, "")
        digest = row.expected_hash()
        values = {"rows": number, "hash": digest, "mac": self._mac(number, digest)}
        self._connection.execute(
            insert(trail).values(
                number=number, at=row.at, actor=actor, action=action, subject=subject, detail=text,
                previous=previous, hash=digest,
            )
        )  # fmt: skip
        if head is None:
            self._connection.execute(insert(trail_head).values(id=1, **values))
        else:
            self._connection.execute(update(trail_head).values(**values))

    def rows(self, subject: str | None = None) -> list[TrailRow]:
        """All rows, or those of one record, oldest first."""
        query = select(trail).order_by(trail.c.number)
        if subject is not None:
            query = query.where(trail.c.subject == subject)
        return [TrailRow(*row) for row in self._connection.execute(query)]

    def verify(self) -> TrailReport:
        """Find changed, removed, inserted, reordered and cut-off rows."""
        problems: list[str] = []
        previous, count, expected = ORIGIN, 0, 1
        for row in (TrailRow(*r) for r in self._connection.execute(select(trail).order_by(trail.c.number))):
            if row.number != expected:
                problems.append(f"Trail row {expected} is missing before row {row.number}.")
            if row.previous != previous:
                problems.append(f"Trail row {row.number} does not follow the row before it.")
            if row.hash != row.expected_hash():
                problems.append(f"Trail row {row.number} was changed.")
            previous, expected, count = row.hash, row.number + 1, count + 1
        head = self._connection.execute(select(trail_head)).one_or_none()
        if head is None:
            if count:
                problems.append("The head of the trail is missing.")
            return TrailReport(count, tuple(problems))
        if not hmac.compare_digest(head.mac, self._mac(head.rows, head.hash)):
            problems.append("The head of the trail was changed.")
        if head.rows != count or head.hash != previous:
            problems.append(f"The trail should end with row {head.rows}; it ends with row {expected - 1}.")
        return TrailReport(count, tuple(problems))

    def _mac(self, rows: int, digest: str) -> str:
        return hmac.new(self._key, f"{rows}|{digest}".encode(), hashlib.sha256).hexdigest()
