"""Corrections of what was read in sources; every one is kept, the last of a reading holds."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from chartside.domain.corrections import Correction, correction_of
from chartside.domain.facts import Fact
from chartside.domain.records import fact_from, fact_record
from chartside.store.tables import fact_corrections, visits


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCorrection:
    """A correction as kept.

    Attributes:
        id: Of the row.
        visit: Id of the visit on whose canvas it was made.
        source: Id of the row of the corrected source.
        correction: What it says.
        undone: Whether it only takes back the ones before it.
    """

    id: str
    visit: str
    source: str
    correction: Correction
    undone: bool = False


class Corrections:
    """Corrections of one clinic."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, kept: KeptCorrection) -> None:
        """Keep a correction; it supersedes earlier ones of the same reading."""
        said = kept.correction
        number = self._connection.scalar(select(func.max(fact_corrections.c.number)))
        self._connection.execute(
            insert(fact_corrections).values(
                id=kept.id,
                number=(number or 0) + 1,
                visit_id=kept.visit,
                source_id=kept.source,
                reading=said.key,
                original=_text(said.original),
                beside=json.dumps([fact_record(fact) for fact in said.beside]),
                corrected=_text(said.corrected) if said.corrected else None,
                undone=kept.undone,
                by=said.by,
                at=said.at,
            )
        )

    def of_episode(self, episode_id: str) -> tuple[KeptCorrection, ...]:
        """Every correction made in an episode, oldest first, superseded and undone ones included."""
        query = (
            select(fact_corrections)
            .join(visits, fact_corrections.c.visit_id == visits.c.id)
            .where(visits.c.episode_id == episode_id)
            .order_by(fact_corrections.c.number)
        )
        return tuple(
            KeptCorrection(
                id=row.id,
                visit=row.visit_id,
                source=row.source_id,
                correction=correction_of(
                    _fact(row.original),
                    _fact(row.corrected) if row.corrected else None,
                    by=row.by,
                    at=row.at,
                    beside=[fact_from(record) for record in json.loads(row.beside)],
                ),
                undone=row.undone,
            )
            for row in self._connection.execute(query)
        )


def in_force(kept: tuple[KeptCorrection, ...]) -> tuple[KeptCorrection, ...]:
    """The corrections that hold: the last of each reading, unless it takes the others back."""
    last = {item.correction.key: item for item in kept}
    return tuple(item for item in last.values() if not item.undone)


def _text(fact: Fact) -> str:
    return json.dumps(fact_record(fact))


def _fact(text: str) -> Fact:
    return fact_from(json.loads(text))
