"""Read a line with the clinic's words, without keeping it."""

from __future__ import annotations

from chartside import extract, ingest
from chartside.domain.chart import Clinician
from chartside.domain.reading_words import reading_of
from chartside.measures import use_clinic_measures
from chartside.services.permissions import Permission, require
from chartside.store import Work

LONGEST = 2000


def try_words(work: Work, actor: Clinician, *, line: str) -> tuple[tuple[str, str], ...]:
    """What the reader makes of a line: each fact's words and its reading.

    Raises:
        NotAllowed: This person writes no notes.
    """
    require(actor, Permission.WRITE)
    received = ingest.receive_text(line[:LONGEST])
    if received.source is None:
        return ()
    words = work.charts.profile().words
    use_clinic_measures(words)
    facts = extract.facts_of(received.source, words).facts
    return tuple((fact.evidence[0].quote, reading_of(fact)) for fact in facts)
