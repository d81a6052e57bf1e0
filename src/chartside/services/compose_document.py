"""From sources to a checked document: facts, units, the writer, the checks. Values in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from chartside import billing, documents, extract, verify
from chartside.domain.canvas import Canvas
from chartside.domain.chart import ClinicProfile, Payer
from chartside.domain.documents import Document, Header
from chartside.domain.facts import Fact
from chartside.domain.flags import Flag
from chartside.domain.source import Source, SourceKind, Span
from chartside.services.errors import Invalid

NOT_OF_PATIENT = frozenset({SourceKind.STANDARD, SourceKind.CLAIM, SourceKind.PAYER_LETTER})
"""Kinds of sources of which no fact about the patient is taken: what a payer or a rule says is no finding."""
BACKGROUND = NOT_OF_PATIENT | {SourceKind.INTAKE, SourceKind.REFERRAL, SourceKind.PRIOR_NOTE}
"""Kinds of sources that never tell of the visit itself."""


def assemble_canvas(
    *,
    header: Header,
    sources: Sequence[Source],
    facts: Iterable[Fact],
    current: frozenset[str],
    profile: ClinicProfile | None = None,
    payer: Payer | None = None,
    withdrawn: Iterable[Span] = (),
    standards: Iterable[Source] = (),
    next_visit: date | None = None,
) -> Canvas:
    """A canvas with its facts numbered, the codes in force on the visit's day, and the units under both rules.

    Documentation standards stand apart from the sources: a rule of the clinic's says nothing of a patient.
    """
    profile = profile or ClinicProfile()
    apart = {source.id for source in sources if source.kind in NOT_OF_PATIENT}
    numbered = extract.number(fact for fact in facts if fact.source not in apart)
    paying = profile.with_contact(payer or profile.default_payer)
    codes = billing.service_codes(header.visit_date)
    today = [fact for fact in numbered if fact.source in current]
    return Canvas(
        header=header,
        sources=tuple(source for source in sources if source.kind is not SourceKind.STANDARD),
        facts=numbered,
        current=current,
        profile=profile,
        payer=paying,
        codes=codes,
        units=billing.units_of(today, codes, on=header.visit_date),
        withdrawn=tuple(withdrawn),
        standards=(*standards, *(source for source in sources if source.kind is SourceKind.STANDARD)),
        next_visit=next_visit,
        denials=billing.denials_of(sources, paying.type),
        member=billing.member_number(sources),
    )


def compose_document(kind: str, canvas: Canvas, *, reading_flags: Iterable[Flag] = ()) -> Document:
    """Write a document of one kind and check it.

    Raises:
        Invalid: There is no such kind; the message lists those there are.
    """
    known = documents.document_kinds()
    if kind not in known:
        raise Invalid(f"no document kind {kind!r}; there is: {', '.join(known)}")
    return recheck(known[kind].compose(canvas), canvas, reading_flags=reading_flags)


def recheck(document: Document, canvas: Canvas, *, reading_flags: Iterable[Flag] = ()) -> Document:
    """The document with fresh flags and questions; what a clinician dismissed stays dismissed."""
    found = verify.verify(document, canvas)
    reasons = dict(document.dismissals)
    flags = tuple(
        replace(f, dismissed=reasons[f.key]) if f.key in reasons else f for f in (*reading_flags, *found.flags)
    )
    return replace(document, flags=flags, questions=found.questions)
