"""Teach the reader a word of the clinic: an abbreviation, an exercise or a measure."""

from __future__ import annotations

from dataclasses import replace

from chartside.domain.chart import Clinician
from chartside.domain.clinic_words import ClinicWord, WordKind
from chartside.measures import instrument_named
from chartside.services.errors import Invalid
from chartside.services.permissions import Permission, require
from chartside.store import Work

MOST_WORDS = 500
LONGEST = 80


def teach_word(work: Work, actor: Clinician, *, word: ClinicWord) -> None:
    """Keep a word; open notes are read anew with it.

    Raises:
        NotAllowed: This person writes no notes.
        Invalid: A spelling is known already or too long, or the clinic has taught as many words as it can.
    """
    require(actor, Permission.WRITE)
    profile = work.charts.profile()
    known = {written.lower() for other in profile.words for written in other.written}
    for written in word.written:
        if len(written) > LONGEST or len(word.means) > LONGEST:
            raise Invalid(f"A word has at most {LONGEST} characters; shorten it.")
        if written.lower() in known:
            raise Invalid(f"“{written}” has been taught already; forget that one first.")
        if word.kind is WordKind.MEASURE and instrument_named(written) is not None:
            raise Invalid(f"“{written}” is a measure the reader knows already.")
    if len(profile.words) >= MOST_WORDS:
        raise Invalid(f"A clinic can teach {MOST_WORDS} words; forget one that is no longer used.")
    work.charts.save_profile(replace(profile, words=(*profile.words, word)))
    work.note(actor.id, "word_taught", "profile", kind=str(word.kind))
