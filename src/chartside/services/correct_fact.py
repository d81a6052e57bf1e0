"""Correct what was read in a source: the correction is kept, and reading anew never overwrites it (decision 0007)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace

from chartside.domain.chart import Clinician
from chartside.domain.corrections import corrected_words, correction_of, read_beside, values_of, words_left
from chartside.domain.facts import Fact, Measure, Measurement, Score
from chartside.domain.records import fact_from, fact_record
from chartside.domain.signing import Action
from chartside.domain.source import SourceKind, Span
from chartside.measures import instruments, strength_value
from chartside.services.add_source import refuse_signed
from chartside.services.canvas_view import canvas_view
from chartside.services.document_of_visit import USUAL_KIND
from chartside.services.draft_document import follow_sources
from chartside.services.errors import Invalid
from chartside.services.kept_lines import keep_line
from chartside.services.open_document import open_document
from chartside.services.passwords import new_id
from chartside.services.permissions import Permission, require
from chartside.services.readings import FoundReading, found_reading
from chartside.services.undo_correction import take_back
from chartside.services.views import CanvasView
from chartside.services.visit_canvas import CORRECTIONS, VisitCanvas, visit_canvas
from chartside.store import Work
from chartside.store.repositories.corrections import KeptCorrection

MOST_CHARACTERS = 500


def correct_fact(
    work: Work,
    actor: Clinician,
    *,
    visit: str,
    source: str,
    reading: str,
    values: Mapping[str, object] | None,
    seen: str | None = None,
    revision: int | None = None,
    document_kind: str = USUAL_KIND,
) -> CanvasView:
    """Keep what a place of a source says instead of what was read there. An unsigned draft follows by itself.

    Args:
        work: The transaction.
        actor: Who corrects.
        visit: On whose canvas.
        source: The source that was read: one of the visit, or of an earlier visit of the episode.
        reading: Name of the reading (domain.corrections.reading_key).
        values: The keys that are other than read, as JSON values; None when there is no such fact at all.
        seen: Id of the correction in force that the person saw, empty for none; None to correct whatever holds.
        revision: Of the document as the person saw it; None where she saw only the source.
        document_kind: Of the document the person is at.

    Raises:
        NotFound: There is no such visit, source or reading.
        NotAllowed: Not this person, or the visit's document is signed.
        Stale: Somebody corrected the reading, or changed the document, since it was shown.
        Invalid: A value cannot be, or the words of the fact still say the old one.
    """
    require(actor, Permission.WRITE)
    refuse_signed(work, visit, document_kind)
    document = work.documents.of_visit(visit, document_kind)
    if document is not None:
        open_document(work, actor, document.id, revision, Action.EDIT)
    at = visit_canvas(work, visit)
    found = found_reading(at, source, reading, seen)
    corrected = None if values is None else corrected_fact(found.holds or found.original, values)
    if corrected is not None and values_of(corrected) == values_of(found.original):
        if found.kept is not None:
            take_back(work, actor, visit, found)
    elif not _holds(found, corrected):
        _keep(work, actor, at, found, corrected)
    follow_sources(work, actor, visit)
    return canvas_view(work, actor, visit=visit, kind=document_kind)


def corrected_fact(fact: Fact, values: Mapping[str, object]) -> Fact:
    """The fact with other values, its parts in keeping with one another.

    Raises:
        Invalid: A value cannot be, or the words of the fact still say the old one.
    """
    own = {field.name for field in fields(fact)} - {"id", "evidence"}
    wrong = sorted(set(values) - own)
    if wrong:
        raise Invalid(f"A {fact.kind.replace('_', ' ')} has no {wrong[0].replace('_', ' ')}.")
    given = {key: " ".join(value.split()) or None if isinstance(value, str) else value for key, value in values.items()}
    if any(isinstance(value, str) and len(value) > MOST_CHARACTERS for value in given.values()):
        raise Invalid(f"A field has at most {MOST_CHARACTERS} characters; shorten it.")
    try:
        made = fact_from({**fact_record(fact), **given})
    except (TypeError, ValueError):
        raise Invalid("Something is missing or is none of the choices; look at each field.") from None
    made = _in_keeping(fact, made)
    left = words_left(fact, made)
    if left is not None:
        raise Invalid(f"The words still say “{left}”; correct them too.")
    return made


def _in_keeping(fact: Fact, made: Fact) -> Fact:
    """A grade and its place on the decimal scale say the same; an outcome measure is one of the catalogue."""
    known = {*instruments(), values_of(fact).get("instrument")}
    if isinstance(made, Score) and made.instrument not in known:
        raise Invalid("There is no such outcome measure; choose one of the list.")
    if not isinstance(made, Measurement) or not isinstance(fact, Measurement):
        return made
    if made.grade != fact.grade and made.grade and made.measure is Measure.STRENGTH:
        value = strength_value(made.grade)
        if value is None:
            raise Invalid("A grade of strength is 0 to 5, with + or - where it has one, such as 4-/5.")
        return replace(made, value=value)
    if made.grade and made.grade == fact.grade and made.value != fact.value:
        return replace(made, grade=None)
    return made


def _holds(found: FoundReading, corrected: Fact | None) -> bool:
    """Whether the reading says so already."""
    if corrected is None or found.holds is None:
        return found.kept is not None and found.holds is corrected is None
    return values_of(found.holds) == values_of(corrected)


def _keep(work: Work, actor: Clinician, at: VisitCanvas, found: FoundReading, corrected: Fact | None) -> None:
    original, visit = found.original, at.chart.visit.id
    words = f"not a fact: “{found.quote}”" if corrected is None else corrected_words(original, corrected)
    lead = f"Corrected reading of {found.place}: "
    line = keep_line(work, visit, CORRECTIONS, f"{lead}{words}.", SourceKind.CORRECTIONS)
    if corrected is not None:
        start = line.start + len(lead)
        said = Span(line.source, start, start + len(words), words)
        corrected = replace(corrected, id="", evidence=(said, *original.evidence))
    beside = found.kept.correction.beside if found.kept else read_beside(original, at.read)
    kept = KeptCorrection(
        id=new_id(),
        visit=visit,
        source=found.item.id,
        correction=correction_of(original, corrected, by=actor.id, at=work.now.isoformat(), beside=beside),
    )
    work.corrections.add(kept)
    work.note(actor.id, "fact_corrected", kept.id, visit=visit, source=found.item.id, kind=original.kind)
