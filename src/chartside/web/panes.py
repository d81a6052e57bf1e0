"""The canvas as the templates draw it: everything decided here, nothing in the template but drawing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date

from chartside.deliver.trend_pictures import Chart
from chartside.documents import Group
from chartside.domain.chart import Clinician, ClinicProfile
from chartside.domain.documents import Basis, Document, Layout, Question, Review, Statement
from chartside.domain.flags import Flag, Severity
from chartside.domain.signing import Action, Addendum, Signature, State, may
from chartside.domain.source import SourceKind
from chartside.services.sign_document import meaning_of
from chartside.services.views import CanvasView, SourceOnCanvas
from chartside.web.addresses import canvas_address, canvas_url, kind_query
from chartside.web.document_chooser import STATES, DocumentChooser, chooser_of, noun_of, said_in_text
from chartside.web.evidence import Excerpt, excerpts
from chartside.web.fact_marks import MOST_IN_PANE, MarkedText, marked_text
from chartside.web.rendering import day, plural, short_day, words
from chartside.web.sheet import SectionPane, sections_of
from chartside.web.unit_table import UnitTable, unit_table
from chartside.web.visit_rows import charts_of

SEVERITIES = {
    Severity.BLOCK: "Stops signing",
    Severity.WARN: "Worth a look",
    Severity.INFO: "For your information",
}
ICONS = {SourceKind.SESSION_NOTE: "note", SourceKind.CORRECTIONS: "note", SourceKind.TRANSCRIPT: "talk"}
FORMATS = (
    ("pdf", "PDF"),
    ("docx", "Word (DOCX)"),
    ("text", "Plain text"),
    ("html", "Web page (HTML)"),
    ("json", "JSON"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A source in the left pane; `key` is the id the evidence speaks of, `text` is there when it is shown in full."""

    id: str
    key: str
    name: str
    icon: str
    detail: str
    problem: str
    remedy: str
    url: str
    removable: bool
    text: MarkedText | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one statement comes from."""

    id: str
    sources: str
    excerpts: tuple[Excerpt, ...]
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagPane:
    """A finding as a card."""

    id: str
    key: str
    severity: str
    severity_word: str
    message: str
    remedy: str
    authority: str
    statement: str


@dataclass(frozen=True, slots=True)
class LetterheadPane:
    """What stands above a letter: the clinic, how to reach it, the alternative text of its logo, the day."""

    clinic: str
    lines: tuple[str, ...]
    logo_alt: str
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Panes:
    """All that `canvas.html` names. `sections` is None while there is no draft."""

    patient: str
    patient_id: str
    visit_date: date
    about: str
    url: str
    query: str
    here: str
    chooser: DocumentChooser
    kind_title: str
    kind_in_text: str
    noun: str
    of_visit: bool
    state_class: str
    state_word: str
    revision: int | str
    open: bool
    sources: tuple[SourceRow, ...]
    history: tuple[SourceRow, ...]
    standards: tuple[SourceRow, ...]
    readable: int
    ready: bool
    charts: tuple[Chart, ...]
    title: str
    sub: str
    letterhead: LetterheadPane | None
    sections: tuple[SectionPane, ...] | None
    origins: tuple[Origin, ...]
    questions: tuple[Question, ...]
    flags: tuple[FlagPane, ...]
    dismissed: tuple[Flag, ...]
    facts_used: int
    facts_total: int
    units: UnitTable | None
    signature: Signature | None
    addenda: tuple[Addendum, ...]
    may_sign: bool
    may_add_addendum: bool
    meaning: str
    blockers: tuple[str, ...]
    waiting: int
    left: str
    formats: tuple[tuple[str, str], ...] = FORMATS


def panes_of(view: CanvasView, actor: Clinician, profile: ClinicProfile) -> Panes:
    """Everything the canvas shows, for this person.

    Args:
        view: The canvas as the services give it.
        actor: Who looks; decides which forms are drawn. The services decide again what is allowed.
        profile: The clinic's, for the letterhead.
    """
    url, query = canvas_url(view.visit.id), kind_query(view.kind)
    kind = view.shown_kind
    document, state = view.document, view.state or State.DRAFT
    signed = state in (State.SIGNED, State.AMENDED)
    shown = _signed_text(document) if document and signed else document
    state_class, state_word = STATES[state] if document else ("", "No draft yet")
    open_flags = [f for f in shown.flags if f.dismissed is None] if shown else []
    questions = tuple(sorted(shown.questions, key=lambda q: q.rank)) if shown and not signed else ()
    used = {key for s in shown.statements() if s.review is not Review.REJECTED for key in s.facts} if shown else set()
    current = {fact.id for s in view.sources if s.source for fact in s.facts if fact.source == s.source.id}
    statements = list(shown.statements()) if shown else []
    waiting = sum(1 for s in statements if s.review is Review.PROPOSED)
    return Panes(
        patient=view.patient.name,
        patient_id=view.patient.id,
        visit_date=view.visit.date,
        about=_about(view),
        url=url,
        query=query,
        here=canvas_address(view.visit.id, view.kind, view.opens_with),
        chooser=chooser_of(view),
        kind_title=kind.title,
        kind_in_text=said_in_text(kind.title),
        noun=noun_of(kind),
        of_visit=kind.group is Group.VISIT,
        state_class=state_class,
        state_word=state_word,
        revision=view.revision if document else "",
        open=may(actor, Action.EDIT) and not signed,
        sources=tuple(_source(s, url, query, removable=True) for s in view.sources),
        history=tuple(_source(s, url, query, removable=False) for s in view.history),
        standards=tuple(_source(s, url, query, removable=False) for s in view.standards),
        readable=sum(1 for s in (*view.sources, *(() if kind.group is Group.VISIT else view.history)) if s.source),
        ready=view.ready,
        charts=charts_of(view.trends),
        title=document.title if document else "",
        sub=_sub(view),
        letterhead=_letterhead(shown, profile, view) if shown and shown.layout is Layout.LETTER else None,
        sections=sections_of(shown, url, query) if shown else None,
        origins=_origins(statements, view),
        questions=questions,
        flags=tuple(_flag(f) for f in _graver_first(open_flags)) if not signed else (),
        dismissed=tuple(f for f in shown.flags if f.dismissed is not None) if shown else (),
        facts_used=len(used & current),
        facts_total=len(current),
        units=unit_table(view.units, view.episode.payer.unit_rule),
        signature=view.signature,
        addenda=view.addenda,
        may_sign=document is not None and not signed and may(actor, Action.SIGN),
        may_add_addendum=signed and may(actor, Action.ADD_ADDENDUM),
        meaning=meaning_of(document.scope) if document else "",
        blockers=view.blockers,
        waiting=waiting,
        left=_left(questions, open_flags, waiting, signed=signed),
    )


def _signed_text(document: Document) -> Document:
    """A signed note shows what was signed: rejected sentences are not part of it, findings were settled before."""
    sections = tuple(
        replace(s, statements=tuple(x for x in s.statements if x.review is not Review.REJECTED))
        for s in document.sections
    )
    return replace(document, sections=sections, questions=(), flags=tuple(f for f in document.flags if f.dismissed))


def _about(view: CanvasView) -> str:
    parts = [view.episode.title]
    if view.visit.number:
        planned = f" of {view.episode.visits_planned}" if view.episode.visits_planned else ""
        parts.append(f"visit {view.visit.number}{planned}")
    return " · ".join(parts)


def _letterhead(document: Document, profile: ClinicProfile, view: CanvasView) -> LetterheadPane:
    contact = (("Phone", profile.phone), ("Fax", profile.fax), ("NPI", profile.npi))
    reach = " · ".join(f"{name} {text}" for name, text in contact if text)
    written = view.signature.signed_at.date() if view.signature else view.visit.date
    return LetterheadPane(
        document.header.clinic or profile.name,
        tuple(line for line in (*profile.address, reach) if line),
        profile.logo.alt if profile.logo else "",
        day(written),
    )


def _sub(view: CanvasView) -> str:
    return " · ".join(part for part in (day(view.visit.date), view.episode.payer.name) if part)


def _source(shown: SourceOnCanvas, url: str, query: str, *, removable: bool) -> SourceRow:
    source, problem = shown.source, shown.problem
    detail = ""
    if source is not None:
        pages = max((segment.page or 0 for segment in source.segments), default=0)
        size = plural(pages, "page") if pages else plural(source.text.strip().count("\n") + 1, "line")
        when = f"{short_day(source.date)} · " if not removable and source.date else ""
        own = source.kind in (SourceKind.SESSION_NOTE, SourceKind.CORRECTIONS)
        what = "" if own else f"{words(source.kind)} · "
        detail = f"{when}{what}{size} · {plural(len(shown.facts), 'fact')}"
    return SourceRow(
        id=shown.id,
        key=source.id if source else "",
        name=shown.name,
        icon=ICONS.get(source.kind, "file") if source else "file",
        detail=detail,
        problem=problem.message if problem else "",
        remedy=problem.remedy if problem else "",
        url=f"{url}/sources/{shown.id}{query}",
        removable=removable and not (source is not None and source.kind is SourceKind.CORRECTIONS),
        text=marked_text(shown, url, query) if removable and source and len(source.text) <= MOST_IN_PANE else None,
    )


def _origins(statements: list[Statement], view: CanvasView) -> tuple[Origin, ...]:
    sources = {s.source.id: s.source for s in (*view.sources, *view.history) if s.source is not None}
    return tuple(
        Origin(
            id=s.id,
            sources=" ".join(sorted({span.source for span in s.evidence})),
            excerpts=excerpts(s.evidence, sources),
            basis=_basis(s),
        )
        for s in statements
    )


def _basis(statement: Statement) -> str:
    match statement.basis:
        case Basis.QUOTED:
            return "In the words of the source."
        case Basis.RESTATED:
            return "Reworded from the source."
        case Basis.COMPUTED:
            return f"Computed from the marked values ({words(statement.computed_by).replace('.', ': ')})."
        case Basis.CLINICIAN:
            return "Written by the clinician in review."
        case Basis.STANDARD:
            return "Standing text of the clinic; it says nothing about the patient."


def _graver_first(flags: list[Flag]) -> list[Flag]:
    return sorted(flags, key=lambda f: list(SEVERITIES).index(f.severity))


def _flag(flag: Flag) -> FlagPane:
    return FlagPane(
        id=f"flag-{hashlib.sha256(flag.key.encode()).hexdigest()[:10]}",
        key=flag.key,
        severity=str(flag.severity),
        severity_word=SEVERITIES[flag.severity],
        message=flag.message,
        remedy=flag.remedy,
        authority=flag.authority,
        statement=flag.where.statement or "",
    )


def _left(questions: tuple[Question, ...], flags: list[Flag], waiting: int, *, signed: bool) -> str:
    """What is left before signing, in a few words."""
    if signed:
        return ""
    required = sum(1 for q in questions if q.required)
    blocking = sum(1 for f in flags if f.severity is Severity.BLOCK)
    parts = [plural(required, "question")] if required else []
    if blocking:
        parts.append(plural(blocking, "check"))
    if parts:
        return f"{', '.join(parts)} left"
    return f"Ready to sign, {waiting} unreviewed" if waiting else "Ready to sign"
