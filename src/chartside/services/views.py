"""What services give to those who show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chartside.documents import Group
from chartside.domain.billing import UnitAllotment, UnitRule
from chartside.domain.chart import Clinician, Episode, Patient, Visit
from chartside.domain.corrections import reading_key
from chartside.domain.documents import Document
from chartside.domain.facts import Fact
from chartside.domain.signing import Addendum, Signature, State
from chartside.domain.source import Source, Span
from chartside.ingest.reader import Problem
from chartside.services.document_of_visit import USUAL_KIND
from chartside.services.what_holds import WhatHolds


@dataclass(frozen=True, slots=True)
class SessionToken:
    """The token a browser keeps, and whose session it is."""

    token: str
    clinician: Clinician


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is read at one place of a source.

    Attributes:
        source: Id of the source it was read from, as in evidence.
        span: Where it stands in the source shown: the words read, or the line that corrects them.
        fact: The fact as it holds, numbered as in the canvas; None where a clinician said that there is none.
        original: The fact as read.
        correction: Id of the correction in force; empty when there is none.
    """

    source: str
    span: Span
    fact: Fact | None
    original: Fact
    correction: str = ""

    @property
    def key(self) -> str:
        """Name of the reading, the same when the source is read anew."""
        return reading_key(self.original)

    @property
    def shown(self) -> Fact:
        """The fact as it holds; as it was read where there is none any more."""
        return self.fact or self.original


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOnCanvas:
    """A file or text on a canvas.

    Attributes:
        id: Id of the row, for addresses.
        name: File name.
        source: What was read; None when it could not be.
        problem: Why not.
        facts: The facts read from it, numbered as in the canvas; of a source of corrections, the corrected ones.
        readings: What is read at each place of it, corrections included, in the order of the words.
        already: True when the same bytes were on the canvas before and nothing was added.
    """

    id: str
    name: str
    source: Source | None
    problem: Problem | None
    facts: tuple[Fact, ...] = ()
    readings: tuple[Reading, ...] = ()
    already: bool = False

    @property
    def fact_count(self) -> int:
        """Number of facts."""
        return len(self.facts)


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One value of a trend."""

    date: date
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """One measure over the episode; `goal` and `norm` where known, in the same unit."""

    title: str
    points: tuple[TrendPoint, ...]
    unit: str
    goal: float | None = None
    norm: float | None = None


@dataclass(frozen=True, slots=True)
class KindOnCanvas:
    """A kind of document, and the state of the visit's document of that kind; None where none was drafted."""

    name: str
    title: str
    group: Group
    state: State | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CanvasView:
    """Everything about one visit's canvas, with its document of one kind.

    Attributes:
        kind: The kind of document shown.
        kinds: All kinds there are, with what has been drafted.
        ready: Whether a document of this kind can be drafted from what there is.
        sources: On this visit's canvas, unreadable ones included.
        history: Readable sources of the episode's earlier visits.
        standards: The clinic's documentation standards.
        facts: Facts of all of them, numbered.
        document: The draft or signed document; None before the first draft.
        document_id: Its id.
        state: Its state.
        revision: Its revision number, to be sent back with a change.
        blockers: What still stands before signing, one sentence each.
    """

    patient: Patient
    episode: Episode
    visit: Visit
    kind: str
    kinds: tuple[KindOnCanvas, ...]
    ready: bool
    sources: tuple[SourceOnCanvas, ...]
    history: tuple[SourceOnCanvas, ...]
    standards: tuple[SourceOnCanvas, ...]
    facts: tuple[Fact, ...]
    trends: tuple[Trend, ...]
    units: Mapping[UnitRule, UnitAllotment]
    document: Document | None = None
    document_id: str | None = None
    state: State | None = None
    revision: int = 0
    blockers: tuple[str, ...] = ()
    signature: Signature | None = None
    addenda: tuple[Addendum, ...] = ()

    @property
    def opens_with(self) -> str:
        """The kind the canvas opens with when none is named: the usual one, unless only others have been drafted."""
        drafted = [kind.name for kind in self.kinds if kind.state is not None and kind.group is not Group.NOTICES]
        return USUAL_KIND if USUAL_KIND in drafted or not drafted else drafted[0]

    @property
    def shown_kind(self) -> KindOnCanvas:
        """The kind of document shown."""
        return next(kind for kind in self.kinds if kind.name == self.kind)


class VisitStatus(StrEnum):
    """What waits in a visit."""

    TO_DRAFT = "to_draft"
    TO_REVIEW = "to_review"
    TO_SIGN = "to_sign"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A document of a visit in a list."""

    kind: str
    title: str
    state: State

    @property
    def signed(self) -> bool:
        """Whether it is signed, amended or not."""
        return self.state in (State.SIGNED, State.AMENDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayVisit:
    """A visit in a list: whose, of which episode, what has been drafted and what waits."""

    visit: Visit
    patient: Patient
    episode: Episode
    status: VisitStatus
    documents: tuple[ListedDocument, ...] = ()

    @property
    def id(self) -> str:
        """Id of the visit."""
        return self.visit.id


@dataclass(frozen=True, slots=True)
class Today:
    """The visits of a day, and the unsigned ones of earlier days."""

    day: date
    visits: tuple[TodayVisit, ...]
    waiting: tuple[TodayVisit, ...]


@dataclass(frozen=True, slots=True)
class EpisodeChart:
    """An episode with its visits, oldest first, its trends, and what holds now: None for who may not read charts."""

    episode: Episode
    visits: tuple[TodayVisit, ...]
    trends: tuple[Trend, ...]
    holds: WhatHolds | None


@dataclass(frozen=True, slots=True)
class PatientChart:
    """A patient with the episodes, newest first."""

    patient: Patient
    episodes: tuple[EpisodeChart, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """A document as a file."""

    name: str
    media_type: str
    content: bytes
