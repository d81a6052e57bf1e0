"""What the JSON API takes and gives, as documented in `/api/openapi.json`.

Documents, statements, questions and flags have the keys of `chartside draft --format json` (domain/records.py).
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from chartside.domain.billing import UnitRule
from chartside.domain.chart import Episode, Patient, Payer, PayerType, Visit
from chartside.domain.facts import Side
from chartside.domain.records import fact_record
from chartside.services.episode_view import episode_record
from chartside.services.views import KindOnCanvas, SourceOnCanvas
from chartside.services.what_holds import WhatHolds


class Given(BaseModel):
    """A body sent to the API; unknown keys are refused so that a misspelt one is noticed."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Trouble(BaseModel):
    """What went wrong and what to do."""

    status: int
    message: str
    remedy: str


class Error(BaseModel):
    """The body of every error."""

    error: Trouble


ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": Error, "description": text}
    for status, text in {
        401: "Not signed in",
        403: "Not allowed",
        404: "No such thing",
        409: "Changed by someone since",
        413: "Too large",
        422: "Not readable, or refused with the reason",
    }.items()
}


class PatientOut(BaseModel):
    """A patient."""

    id: str
    name: str
    birth_date: dt.date | None
    sex: str | None
    record_number: str | None

    @classmethod
    def of(cls, patient: Patient) -> PatientOut:
        """From the domain's."""
        return cls(
            id=patient.id,
            name=patient.name,
            birth_date=patient.birth_date,
            sex=patient.sex,
            record_number=patient.record_number,
        )


class PatientIn(Given):
    """A new patient."""

    name: str = Field(min_length=1, max_length=120)
    birth_date: dt.date | None = None
    sex: str | None = Field(default=None, pattern="^(female|male)$")
    record_number: str | None = Field(default=None, max_length=60)


class PayerIn(Given):
    """Who pays."""

    name: str = Field(default=Payer().name, min_length=1, max_length=120)
    type: PayerType = Payer().type
    unit_rule: UnitRule = Payer().unit_rule


class EpisodeIn(Given):
    """A new course of care."""

    title: str = Field(min_length=1, max_length=200)
    side: Side | None = None
    region: str | None = Field(default=None, max_length=60)
    payer: PayerIn | None = None
    visits_planned: int | None = Field(default=None, ge=1, le=500)
    start: dt.date | None = None


class EpisodeOut(BaseModel):
    """A course of care."""

    id: str
    patient: str
    title: str
    side: Side | None
    region: str | None
    start: dt.date | None
    visits_planned: int | None

    @classmethod
    def of(cls, episode: Episode) -> EpisodeOut:
        """From the domain's."""
        return cls(
            id=episode.id,
            patient=episode.patient,
            title=episode.title,
            side=episode.side,
            region=episode.region,
            start=episode.start,
            visits_planned=episode.visits_planned,
        )


class EpisodeViewOut(BaseModel):
    """What holds now in a course of care, with the keys of `episode` in `chartside facts --json`."""

    days: list[dt.date] = Field(description="Days of which there are sources")
    series: list[dict[str, Any]] = Field(description="Each thing measured: its values oldest first, newest, goal")
    contradictions: list[dict[str, Any]] = Field(description="Facts that cannot both be right, and why")
    copied_forward: list[dict[str, Any]] = Field(description="Days whose values are all those of the day before")
    facts: list[dict[str, Any]] = Field(description="The facts named by the others, each with its evidence")

    @classmethod
    def of(cls, holds: WhatHolds) -> EpisodeViewOut:
        """From the services'."""
        record = episode_record(holds.view)
        named = {v["fact"] for s in record["series"] for v in s["values"]}
        named |= {s[key] for s in record["series"] for key in ("baseline", "goal")}
        named |= {key for rows in ("contradictions", "copied_forward") for row in record[rows] for key in row["facts"]}
        return cls(**record, facts=[fact_record(fact) for fact in holds.facts if fact.id in named])


class VisitIn(Given):
    """A new visit."""

    episode: str
    date: dt.date
    number: int | None = Field(default=None, ge=1, le=999)


class VisitOut(BaseModel):
    """A visit."""

    id: str
    episode: str
    date: dt.date
    number: int | None

    @classmethod
    def of(cls, visit: Visit) -> VisitOut:
        """From the domain's."""
        return cls(id=visit.id, episode=visit.episode, date=visit.date, number=visit.number)


class TextIn(Given):
    """Text put on a canvas."""

    text: str = Field(min_length=1)
    name: str = Field(default="Text", min_length=1, max_length=200)


class ProblemOut(BaseModel):
    """Why a source could not be read."""

    code: str
    message: str
    remedy: str


class SourceOut(BaseModel):
    """A source on a canvas; `problem` says why it could not be read."""

    id: str
    key: str | None = Field(description="Id in evidence; null when the source could not be read")
    name: str
    kind: str | None
    sha256: str | None
    facts: int
    problem: ProblemOut | None
    already: bool = Field(description="True when the same bytes were on the canvas before; nothing was added")

    @classmethod
    def of(cls, shown: SourceOnCanvas) -> SourceOut:
        """From the services'."""
        problem = shown.problem
        return cls(
            id=shown.id,
            key=shown.source.id if shown.source else None,
            name=shown.name,
            kind=str(shown.source.kind) if shown.source else None,
            sha256=shown.source.sha256 if shown.source else None,
            facts=shown.fact_count,
            problem=ProblemOut(code=problem.code, message=problem.message, remedy=problem.remedy) if problem else None,
            already=shown.already,
        )


class DocumentOut(BaseModel):
    """A document with its state; `document` has the keys of `chartside draft --format json`."""

    id: str
    visit: str
    state: str
    revision: int = Field(description="Send it back with a change; 409 when somebody changed the document since")
    blockers: list[str] = Field(description="What still stands before signing")
    sha256: str | None = Field(description="Hash of the signed bytes; null before signing")
    document: dict[str, Any]


class KindOut(BaseModel):
    """A kind of document, as `kind` names it, and the state of the visit's document of that kind."""

    kind: str
    title: str
    group: str = Field(description="Where a clinic looks for it: Visit, Course of care, Letters, Notices")
    state: str | None

    @classmethod
    def of(cls, kind: KindOnCanvas) -> KindOut:
        """From the services'."""
        return cls(kind=kind.name, title=kind.title, group=kind.group.value, state=kind.state)


class Reviewed(Given):
    """A review of one statement."""

    revision: int
    do: Literal["accept", "edit", "reject", "restore"]
    text: str = Field(default="", description="The new text, for `edit`")
    reason: str = Field(default="", max_length=500, description="Why, for `reject`")


class Answered(Given):
    """An answer to a question."""

    revision: int
    answer: str = Field(min_length=1, max_length=500)


class Signed(Given):
    """A signature: the person's password, asked again."""

    revision: int
    password: str
