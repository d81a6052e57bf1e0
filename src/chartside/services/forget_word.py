"""Forget a word the clinic has taught."""

from __future__ import annotations

from dataclasses import replace

from chartside.domain.chart import Clinician
from chartside.services.errors import NotFound
from chartside.services.permissions import Permission, require
from chartside.store import Work


def forget_word(work: Work, actor: Clinician, *, written: str) -> None:
    """Drop the word of this spelling; open notes are read anew without it.

    Raises:
        NotAllowed: This person writes no notes.
        NotFound: No word has this spelling.
    """
    require(actor, Permission.WRITE)
    profile = work.charts.profile()
    kept = tuple(word for word in profile.words if written not in word.written)
    if len(kept) == len(profile.words):
        raise NotFound("This word has been forgotten already.")
    work.charts.save_profile(replace(profile, words=kept))
    work.note(actor.id, "word_forgotten", "profile")
