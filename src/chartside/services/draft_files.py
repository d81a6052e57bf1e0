"""Facts and drafts straight from files, with no clinic and no database: what the command line does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from chartside import extract, ingest
from chartside.domain.canvas import Canvas
from chartside.domain.chart import ClinicProfile, Payer
from chartside.domain.documents import Document, Header
from chartside.domain.facts import Event, Fact
from chartside.domain.flags import Flag
from chartside.domain.source import Source, SourceKind
from chartside.domain.visit_numbers import visit_number
from chartside.measures import use_clinic_measures
from chartside.services.compose_document import BACKGROUND, NOT_OF_PATIENT, assemble_canvas, compose_document
from chartside.services.errors import Invalid


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A file of a case; `date` where the day is known from elsewhere than the file."""

    name: str
    content: bytes
    date: date | None = None


@dataclass(frozen=True, slots=True)
class ReadCase:
    """What was read of files: sources oldest first, their facts numbered, and the flags of readers that failed."""

    sources: tuple[Source, ...]
    facts: tuple[Fact, ...]
    flags: tuple[Flag, ...]


def read_files(files: Sequence[CaseFile], profile: ClinicProfile | None = None) -> ReadCase:
    """Read files as the sources S1, S2 …, oldest first; undated ones come first, in the order given.

    Raises:
        Invalid: A file cannot be read; the message names it and the remedy.
    """
    if not files:
        raise Invalid("no file given; name at least one note")
    read: list[Source] = []
    for file in files:
        received = ingest.receive(file.name, file.content, source_id="S1", date=file.date)
        if received.source is None:
            problem = received.problem
            raise Invalid(f"{problem.message} {problem.remedy}" if problem else f"{file.name} could not be read.")
        read.append(received.source)
    read.sort(key=lambda source: source.date or date.min)
    sources = [replace(source, id=f"S{number}") for number, source in enumerate(read, 1)]
    words = profile.words if profile is not None else ()
    use_clinic_measures(words)
    extractions = [extract.facts_of(source, words) for source in sources]
    facts = extract.number(fact for extraction in extractions for fact in extraction.facts)
    return ReadCase(tuple(sources), facts, tuple(flag for extraction in extractions for flag in extraction.flags))


def draft_files(
    kind: str,
    files: Sequence[CaseFile],
    *,
    visit_date: date | None = None,
    profile: ClinicProfile | None = None,
    standards: Sequence[Source] = (),
    payer: str = "",
    since: date | None = None,
) -> tuple[Document, Canvas]:
    """Draft a document from files: one canvas.

    Files of the visit's day and undated ones are of this visit; those of earlier days, intake forms, referrals and
    earlier notes are history, and what was written on a later day is not read. Without `visit_date` the newest day
    among the files is the visit's.

    Args:
        kind: Of the document.
        files: Of the case.
        visit_date: Day of the visit.
        profile: The clinic's.
        standards: The clinic's documentation standards.
        since: First day that a progress report tells of; None for the start of care.
        payer: Name of one of the profile's payers; else the one the files name, else the usual one.

    Raises:
        Invalid: A file cannot be read, or there is no such kind of document, or no such payer.
    """
    case = read_files(files, profile)
    dated = [s.date for s in case.sources if s.date is not None and s.kind not in BACKGROUND]
    day = visit_date or max(dated, default=None)
    case = _up_to(case, day)
    earlier = _earlier_by_number(case) if day is None else frozenset()
    current = frozenset(s.id for s in case.sources if _of_this_visit(s, day, case.sources)) - earlier
    who = extract.identity_of(case.sources)
    paying = _payer(profile or ClinicProfile(), payer, who.payer)
    header = Header(
        patient=who.name,
        birth_date=who.birth_date,
        visit_date=day,
        payer=payer or who.payer or _payer_of(profile),
        clinic=profile.name if profile is not None else "",
        period_start=since,
    )
    canvas = assemble_canvas(
        header=header,
        sources=case.sources,
        facts=case.facts,
        current=current,
        profile=profile,
        payer=paying,
        standards=standards,
    )
    return compose_document(kind, canvas, reading_flags=case.flags), canvas


def _earlier_by_number(case: ReadCase) -> frozenset[str]:
    """Sources without a day that number their visit lower than another one does ("v2" beside "v5")."""
    numbers: dict[str, int] = {}
    for fact in case.facts:
        number = visit_number(fact) if isinstance(fact, Event) else None
        if number is not None:
            numbers.setdefault(fact.source, number)
    newest = max(numbers.values(), default=0)
    return frozenset(source for source, number in numbers.items() if number < newest)


def _up_to(case: ReadCase, day: date | None) -> ReadCase:
    """The case without notes and forms of days after the visit's: what they tell was not known on that day."""
    sources = tuple(
        s for s in case.sources if day is None or s.date is None or s.date <= day or s.kind in NOT_OF_PATIENT
    )
    kept = {source.id for source in sources}
    flags = tuple(f for f in case.flags if f.where.span is None or f.where.span.source in kept)
    return ReadCase(sources, tuple(f for f in case.facts if f.source in kept), flags)


def _payer(profile: ClinicProfile, asked: str, said: str) -> Payer | None:
    known = {payer.name.casefold(): payer for payer in profile.payer_choices}
    if asked and asked.casefold() not in known:
        names = ", ".join(payer.name for payer in profile.payer_choices)
        raise Invalid(f"the clinic has no payer {asked!r}; there is: {names}")
    return known.get((asked or said).casefold())


def _payer_of(profile: ClinicProfile | None) -> str:
    """The payer the clinic has set for episodes that name none; the program's own default is nobody's payer."""
    set_by_clinic = profile is not None and profile.default_payer != ClinicProfile().default_payer
    return profile.default_payer.name if profile is not None and set_by_clinic else ""


_VISIT = frozenset({SourceKind.SESSION_NOTE, SourceKind.TRANSCRIPT})


def _of_this_visit(source: Source, day: date | None, sources: Sequence[Source]) -> bool:
    """Whether a file tells of the visit; an undated evaluation beside an undated session note is earlier."""
    if len(sources) == 1:
        return True
    if source.kind in BACKGROUND:
        return False
    if source.date is None and source.kind is SourceKind.EVALUATION:
        return not any(other.kind in _VISIT for other in sources)
    return source.date is None or day is None or source.date == day
