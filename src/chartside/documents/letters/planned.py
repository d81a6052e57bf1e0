"""What comes next in a letter: the newest note's plan, its referrals, and the days the goals are due."""

from __future__ import annotations

import re
from functools import cache

from chartside.documents.abbreviations import Style
from chartside.documents.knowledge import knowledge
from chartside.documents.letters.told import restated
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import capitalized, one_item, sentence, tidied
from chartside.domain.canvas import Canvas
from chartside.domain.facts import Assertion, Fact, Intervention, PlanItem, PlanOf

_KEPT = (PlanOf.PROGRESSION, PlanOf.OTHER, PlanOf.NEXT_VISIT, PlanOf.REFERRAL, PlanOf.DISCHARGE)
_ENDS = (PlanOf.DISCHARGE,)
_HELD = (Assertion.PLANNED, Assertion.PRESENT, Assertion.POSSIBLE)


def write_planned(notebook: Notebook, canvas: Canvas, style: Style, section: str = "plan") -> None:
    """Plan items of today's sources in their words, then the home program."""
    for item in planned(canvas):
        words = restated(item.place, style)
        lead = "Possibly: " if item.assertion is Assertion.POSSIBLE and "possib" not in words.lower() else ""
        notebook.say(section, ("plan", item.what, item.text), f"{lead}{words}", [item])
    home = home_program(canvas)
    if home:
        names = "; ".join(dict.fromkeys(tidied(one_item(f.place.quote)).strip(" .;,") for f in home))
        notebook.say(section, ("home program",), sentence(style.words(f"Home program: {names}")), home)


def planned(canvas: Canvas) -> list[PlanItem]:
    """What today's sources plan beside frequency and duration."""
    items = [f for f in canvas.today() if isinstance(f, PlanItem) and f.what in _KEPT and f.assertion in _HELD]
    return list({capitalized(tidied(item.text)).lower(): item for item in items}.values())


def is_ending(canvas: Canvas) -> bool:
    """Whether today's sources discharge the patient, without a condition that is still to come."""
    return any(item.what in _ENDS and not _conditions().search(item.place.quote) for item in planned(canvas))


@cache
def _conditions() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(knowledge('letters')['conditions']['words'])})\b", re.I)


def home_program(canvas: Canvas) -> list[Fact]:
    """Home exercises of the newest source that names any."""
    for facts in (canvas.today(), tuple(reversed(canvas.history()))):
        found = [
            f for f in facts if isinstance(f, Intervention) and f.category == "home_program"
            and f.assertion in (Assertion.PRESENT, Assertion.PLANNED)
        ]  # fmt: skip
        if found:
            newest = found[0].source
            return [f for f in found if f.source == newest]
    return []
