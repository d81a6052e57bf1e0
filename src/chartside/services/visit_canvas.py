"""The canvas of a visit as values: its own sources, the episode's earlier ones, their facts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from chartside import __version__, extract
from chartside.documents import DescribedKind
from chartside.domain.canvas import Canvas
from chartside.domain.chart import Clinician, Episode, Patient, Visit
from chartside.domain.corrections import apply_corrections
from chartside.domain.documents import Header, Scope
from chartside.domain.facts import Fact
from chartside.domain.flags import Flag
from chartside.domain.signing import State
from chartside.domain.source import Source, SourceKind
from chartside.measures import use_clinic_measures
from chartside.services.clinic_files import standards_of
from chartside.services.compose_document import BACKGROUND, assemble_canvas
from chartside.services.errors import NotFound
from chartside.store import Work
from chartside.store.repositories.canvases import KeptSource
from chartside.store.repositories.corrections import KeptCorrection, in_force

ANSWERS = "Answers"
_REPORT = "progress_report"
CORRECTIONS = "Corrections"
FACTS_VERSION = f"{__version__}.2"
"""Facts kept under another version are read anew; raise the last number when extractors change between releases."""


def facts_version(work: Work) -> str:
    """Version under which facts are kept now: of the reader, and of the words the clinic has taught it."""
    words = work.charts.profile().words
    return f"{FACTS_VERSION}.{hashlib.sha256(repr(words).encode()).hexdigest()[:12]}" if words else FACTS_VERSION


def read_facts(work: Work, source: Source) -> extract.Extraction:
    """The facts of a source, read with the clinic's own words."""
    words = work.charts.profile().words
    use_clinic_measures(words)
    return extract.facts_of(source, words)


@dataclass(frozen=True, slots=True)
class VisitChart:
    """A visit with its episode and patient."""

    patient: Patient
    episode: Episode
    visit: Visit


@dataclass(frozen=True, slots=True)
class VisitCanvas:
    """A visit's canvas as kept and as values.

    Attributes:
        chart: The visit with its episode and patient.
        kept: Sources on its own canvas.
        history: Sources of the episode's earlier visits.
        canvas: All of it as values, corrections applied.
        read: The facts as read, without corrections.
        corrections: Those in force.
        flags: Of readers that failed.
    """

    chart: VisitChart
    kept: tuple[KeptSource, ...]
    history: tuple[KeptSource, ...]
    canvas: Canvas
    read: tuple[Fact, ...]
    corrections: tuple[KeptCorrection, ...]
    flags: tuple[Flag, ...]


def visit_chart(work: Work, visit_id: str) -> VisitChart:
    """The visit with its episode and patient.

    Raises:
        NotFound: There is no such visit.
    """
    visit = work.charts.visit(visit_id)
    episode = work.charts.episode(visit.episode) if visit else None
    patient = work.charts.patient(episode.patient) if episode else None
    if visit is None or episode is None or patient is None:
        raise NotFound("There is no such visit; go back to Today.")
    return VisitChart(patient, episode, visit)


def visit_canvas(work: Work, visit_id: str) -> VisitCanvas:
    """Everything a document of this visit is made from.

    Raises:
        NotFound: There is no such visit.
    """
    chart = visit_chart(work, visit_id)
    version = facts_version(work)
    profile = work.charts.profile()
    use_clinic_measures(profile.words)
    kept = work.canvases.of_visit(visit_id, version)
    history = work.canvases.before(chart.episode.id, chart.visit.date, version)
    flags: list[Flag] = []
    facts: list[Fact] = []
    sources: list[Source] = []
    days = {v.id: v.date for v in work.charts.visits_of(chart.episode.id)}
    for item in (*history, *kept):
        if item.source is None:
            continue
        source = item.source if item.source.date else replace(item.source, date=days.get(item.visit))
        sources.append(source)
        facts.extend(_facts(work, item, source, flags))
    today = frozenset(
        item.source.id for item in kept if item.source is not None and is_of_visit(item.source, chart.visit)
    )
    corrections = _corrections(work, chart, sources, days)
    canvas = assemble_canvas(
        header=header_of(work, chart),
        sources=sources,
        facts=apply_corrections(facts, (item.correction for item in corrections)),
        current=today,
        profile=profile,
        payer=chart.episode.payer,
        standards=standards_of(work, profile),
        withdrawn=[c.correction.original.place for c in corrections if c.correction.corrected is None],
        next_visit=min((day for day in days.values() if day > chart.visit.date), default=None),
    )
    return VisitCanvas(chart, kept, history, canvas, tuple(facts), corrections, tuple(flags))


def _corrections(
    work: Work, chart: VisitChart, sources: Iterable[Source], days: Mapping[str, date]
) -> tuple[KeptCorrection, ...]:
    """Corrections in force on this canvas: of sources that are on it, made on it or on those of earlier visits."""
    here = {source.id for source in sources}
    made = tuple(
        item
        for item in work.corrections.of_episode(chart.episode.id)
        if item.visit == chart.visit.id or days[item.visit] < chart.visit.date
    )
    return tuple(
        item
        for item in in_force(made)
        if item.correction.source in here and all(span.source in here for fact in _said(item) for span in fact.evidence)
    )


def _said(item: KeptCorrection) -> tuple[Fact, ...]:
    return () if item.correction.corrected is None else (item.correction.corrected,)


def header_of(work: Work, chart: VisitChart, signer: Clinician | None = None) -> Header:
    """What stands above a document of this visit."""
    person = signer
    if person is None and chart.visit.clinician:
        account = work.users.by_id(chart.visit.clinician)
        person = account.clinician if account else None
    return Header(
        patient=chart.patient.name,
        birth_date=chart.patient.birth_date,
        record_number=chart.patient.record_number or "",
        visit_date=chart.visit.date,
        visit_number=chart.visit.number,
        visits_planned=chart.episode.visits_planned,
        episode=chart.episode.title,
        payer=chart.episode.payer.name,
        clinician=f"{person.name}, {person.credentials}".rstrip(", ") if person else "",
        clinic=work.charts.profile().name,
        period_start=_reported_until(work, chart),
    )


def _reported_until(work: Work, chart: VisitChart) -> date | None:
    """The day after the last progress report signed at an earlier visit: the next one tells of what came since."""
    earlier = {v.id: v.date for v in work.charts.visits_of(chart.episode.id) if v.date < chart.visit.date}
    states = work.documents.states(earlier)
    signed = [earlier[visit] for visit, kinds in states.items() if kinds.get(_REPORT) in (State.SIGNED, State.AMENDED)]
    return max(signed) + timedelta(days=1) if signed else None


def _facts(work: Work, item: KeptSource, source: Source, flags: list[Flag]) -> tuple[Fact, ...]:
    """Facts as kept, else read now and kept; a source of corrections has none of its own."""
    if source.kind is SourceKind.CORRECTIONS:
        return ()
    if item.facts is not None:
        return item.facts
    extraction = read_facts(work, source)
    flags.extend(extraction.flags)
    if not extraction.flags:
        work.canvases.save_reading(item.id, item.source or source, extraction.facts, facts_version(work))
    return extraction.facts


def is_ready(at: VisitCanvas, kind: DescribedKind) -> bool:
    """Whether there is something to draft a kind from: of the visit itself, or for others of any day."""
    of_visit = kind.scope is Scope.VISIT
    return any(
        source.kind is not SourceKind.CORRECTIONS and (source.id in at.canvas.current or not of_visit)
        for source in at.canvas.sources
    )


def is_own_words(source: Source) -> bool:
    """Whether a source holds what the PT said on the canvas: her answers, her corrections."""
    return source.name == ANSWERS or source.kind is SourceKind.CORRECTIONS


def is_of_visit(source: Source, visit: Visit) -> bool:
    """Whether a source on the visit's canvas tells of this visit: not of an earlier day, not background."""
    if is_own_words(source):
        return True
    return source.kind not in BACKGROUND and (source.date is None or source.date >= visit.date)
