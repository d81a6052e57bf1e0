"""Sources on the canvases of visits, with the facts read from them, and the answers the PT gave."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from chartside.domain.facts import Fact
from chartside.domain.records import fact_from, fact_record
from chartside.domain.source import Box, Segment, Source, SourceKind, Speaker
from chartside.store.tables import answers, sources, visits


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSource:
    """A file or text put on a canvas, readable or not.

    Attributes:
        id: Of the row.
        visit: Id of the visit whose canvas it is on.
        key: Id of the source in evidence ("S4"), unique in the episode and never used again.
        name: File name.
        sha256: Of the bytes.
        source: The source when it could be read.
        problem: (code, message, remedy) when it could not.
        facts: Facts read from it, without ids; None when they have to be read (again).
        blob: Id of the sealed bytes, if there were any.
    """

    id: str
    visit: str
    key: str
    name: str
    sha256: str
    source: Source | None
    problem: tuple[str, str, str] | None
    facts: tuple[Fact, ...] | None
    blob: str | None


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer: to which question, for which section, and where it stands in the visit's "Answers" source.

    The section is named with its kind of document ("soap_note.objective"); without one it is of the visit's note.
    """

    question: str
    section: str
    start: int
    end: int


class Canvases:
    """Canvases of one clinic."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def next_key(self, episode_id: str) -> str:
        """The next unused source key of an episode."""
        count = self._connection.scalar(
            select(func.count())
            .select_from(sources.join(visits, sources.c.visit_id == visits.c.id))
            .where(visits.c.episode_id == episode_id)
        )
        return f"S{(count or 0) + 1}"

    def add(self, kept: KeptSource, facts_version: str) -> None:
        """Keep a source."""
        position = self._connection.scalar(
            select(func.count()).select_from(sources).where(sources.c.visit_id == kept.visit)
        )
        self._connection.execute(
            insert(sources).values(
                id=kept.id,
                visit_id=kept.visit,
                key=kept.key,
                name=kept.name,
                sha256=kept.sha256,
                problem=json.dumps(kept.problem) if kept.problem else None,
                blob_id=kept.blob,
                position=position,
                removed=False,
                **_source_values(kept.source),
                facts=_facts_text(kept.facts, facts_version),
            )
        )

    def save_reading(self, kept_id: str, source: Source, facts: Iterable[Fact], facts_version: str) -> None:
        """Replace a source's text and facts (answers grow; extractors get better)."""
        values = {**_source_values(source), "sha256": source.sha256, "facts": _facts_text(tuple(facts), facts_version)}
        self._connection.execute(update(sources).where(sources.c.id == kept_id).values(**values))

    def remove(self, kept_id: str) -> None:
        """Take a source off its canvas; the bytes stay in the store."""
        self._connection.execute(update(sources).where(sources.c.id == kept_id).values(removed=True))

    def of_visit(self, visit_id: str, facts_version: str) -> tuple[KeptSource, ...]:
        """Sources on the canvas of a visit, in the order they came."""
        query = select(sources).where(sources.c.visit_id == visit_id, ~sources.c.removed).order_by(sources.c.position)
        return tuple(_kept(row, facts_version) for row in self._connection.execute(query))

    def before(self, episode_id: str, day: date, facts_version: str) -> tuple[KeptSource, ...]:
        """Readable sources of an episode's visits before a day, oldest first."""
        query = (
            select(sources)
            .join(visits, sources.c.visit_id == visits.c.id)
            .where(visits.c.episode_id == episode_id, visits.c.date < day.isoformat())
            .where(~sources.c.removed, sources.c.text.is_not(None))
            .order_by(visits.c.date, visits.c.number, sources.c.position)
        )
        return tuple(_kept(row, facts_version) for row in self._connection.execute(query))

    def add_answer(self, answer_id: str, visit_id: str, answer: KeptAnswer) -> None:
        """Keep an answer."""
        self._connection.execute(
            insert(answers).values(
                id=answer_id,
                visit_id=visit_id,
                question_id=answer.question,
                section=answer.section,
                start=answer.start,
                end=answer.end,
            )
        )

    def answers(self, visit_id: str) -> tuple[KeptAnswer, ...]:
        """Answers of a visit, in the order they were given."""
        query = select(answers).where(answers.c.visit_id == visit_id).order_by(answers.c.start)
        return tuple(
            KeptAnswer(row.question_id, row.section, row.start, row.end) for row in self._connection.execute(query)
        )

    def forget_answers(self, visit_id: str) -> None:
        """Drop the answers of a visit, when their source is removed."""
        self._connection.execute(answers.delete().where(answers.c.visit_id == visit_id))


def _source_values(source: Source | None) -> dict[str, object]:
    if source is None:
        return {}
    return {
        "kind": source.kind,
        "media_type": source.media_type,
        "date": source.date.isoformat() if source.date else None,
        "text": source.text,
        "segments": json.dumps([asdict(segment) for segment in source.segments]),
    }


def _facts_text(facts: tuple[Fact, ...] | None, version: str) -> str | None:
    if facts is None:
        return None
    return json.dumps({"version": version, "facts": [fact_record(fact) for fact in facts]})


def _kept(row: Row[tuple[Any, ...]], facts_version: str) -> KeptSource:
    source = None
    if row.text is not None:
        source = Source(
            id=row.key,
            name=row.name,
            kind=SourceKind(row.kind),
            text=row.text,
            sha256=row.sha256,
            media_type=row.media_type,
            date=date.fromisoformat(row.date) if row.date else None,
            segments=tuple(_segment(s) for s in json.loads(row.segments or "[]")),
        )
    facts = None
    if row.facts is not None:
        record = json.loads(row.facts)
        if record["version"] == facts_version:
            facts = tuple(fact_from(fact) for fact in record["facts"])
    problem = json.loads(row.problem) if row.problem else None
    return KeptSource(
        id=row.id,
        visit=row.visit_id,
        key=row.key,
        name=row.name,
        sha256=row.sha256,
        source=source,
        problem=(problem[0], problem[1], problem[2]) if problem else None,
        facts=facts,
        blob=row.blob_id,
    )


def _segment(record: dict[str, Any]) -> Segment:
    box, speaker = record["box"], record["speaker"]
    return Segment(
        start=record["start"],
        end=record["end"],
        page=record["page"],
        box=Box(**box) if box else None,
        label=record["label"],
        speaker=Speaker(speaker) if speaker else None,
        seconds=record["seconds"],
    )
