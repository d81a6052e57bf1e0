"""The clinic's versions of prompts; only ever added to."""

from __future__ import annotations

from sqlalchemy import Connection, Row, func, insert, select

from chartside.domain.prompts import BUILT_IN, PromptVersion
from chartside.store.tables import prompts


class Prompts:
    """Versions of prompts of one clinic. Those that go back to the built-in text hold none of their own."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, version: PromptVersion) -> None:
        """Keep a version; its number is the next of its kind."""
        self._connection.execute(
            insert(prompts).values(
                kind=version.kind,
                number=version.number,
                text="" if version.restores == BUILT_IN else version.text,
                restores=version.restores,
                by=version.by,
                at=version.at,
                note=version.note,
            )
        )

    def of_kind(self, kind: str) -> tuple[PromptVersion, ...]:
        """Every version of a kind, oldest first."""
        query = select(prompts).where(prompts.c.kind == kind).order_by(prompts.c.number)
        return tuple(_version(row) for row in self._connection.execute(query))

    def newest(self) -> dict[str, PromptVersion]:
        """The newest version of each kind that has one."""
        last = select(prompts.c.kind, func.max(prompts.c.number).label("number")).group_by(prompts.c.kind).subquery()
        query = select(prompts).join(last, (prompts.c.kind == last.c.kind) & (prompts.c.number == last.c.number))
        return {row.kind: _version(row) for row in self._connection.execute(query)}


def _version(row: Row[tuple[str, ...]]) -> PromptVersion:
    return PromptVersion(
        kind=row.kind, number=row.number, text=row.text, restores=row.restores, by=row.by, at=row.at, note=row.note
    )
