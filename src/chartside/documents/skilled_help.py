"""Help that takes a therapist: what an exercise was cued and assisted with, in words."""

from __future__ import annotations

import re

from chartside.documents.abbreviations import Style
from chartside.documents.phrasing import in_a_row, tidied
from chartside.documents.words_found import course_words
from chartside.domain.facts import AssistLevel, Intervention

HANDS_ON = frozenset({AssistLevel.CGA, AssistLevel.MIN, AssistLevel.MOD, AssistLevel.MAX, AssistLevel.SUPERVISION})
"""Levels at which somebody stands by or lends a hand."""
_LEAD = re.compile(r"^(?:with|w/)\s+", re.I)
_SPOKEN = re.compile(r"^(?:I'?m|I am|I was)\s+cue?ing\s+(?:you|him|her|them)?\s*", re.I)


def help_given(item: Intervention, style: Style) -> str:
    """Cues and hands-on help with what they were given for ("VC for heel strike and CGA for gait"); "" for none."""
    parts = [part for part in (_cues(item), assist_words(item, style)) if part]
    return style.words(f"{in_a_row(parts)} for {task_words(item)}") if parts else ""


def _cues(item: Intervention) -> str:
    if not item.cues:
        return ""
    words = _SPOKEN.sub("cues ", _LEAD.sub("", tidied(item.cues).strip(" .,;:")))
    return words if course_words("cue").search(words) else f"cues: {words}"


def assist_words(item: Intervention, style: Style) -> str:
    """The help of an item ("min A", "SBA" where the source says so); "" where it was done without."""
    if item.assist not in HANDS_ON:
        return ""
    standby = item.assist is AssistLevel.SUPERVISION and "SBA" in item.place.quote
    return "SBA" if standby else style.assist(item.assist)


def task_words(item: Intervention) -> str:
    """What was done, inside a sentence."""
    return tidied(item.name).strip(" .,;:><→")
