"""The dose an exercise had before, where the note says it beside today's ("SLR 3x10 4# (was 2#)", "inc from 3 min")."""

from __future__ import annotations

import re

from chartside.domain.facts import Intervention, When
from chartside.extract.dosage import Dose, dose_of, dosed_text
from chartside.extract.phrases import plain
from chartside.extract.reading import Reading
from chartside.extract.treatment_details import Item

_EARLIER = re.compile(
    r"(?:\b(?:was|were|previously|prev|prior|lv|last (?:visit|time|tx|session|week|wk))\b"
    r"|(?:\b(?:inc(?:r|reased)?|dec(?:r|reased)?|up|down|progressed|advanced|adv|upgraded|raised|dropped)\.?|[↑↓])[ ](?:up |down )?from\b)[ :=]{0,2}(?:at |only |just )?"
)
_MAY_BE_EARLIER = re.compile(r"was|were|prev|prior|lv|last|from")
"""Without one of these no earlier dose is said."""

_DONE = re.compile(r"(?:then |also |all )?(?:completed|performed|done|given|added|attempted|tolerated|used|held)\b")
"""Behind "was" or "were" these tell of today ("step-ups were completed for 2 sets of 10")."""

_STOP = re.compile(r"[),;.\n](?!\d)|\b(?:now|today|to|with|and|but|due|because)\b|->|>")
_BARE = re.compile(r"(?P<n>\d{1,3}(?:\.\d)?)[ ]*$")
_REACH, _LONGEST = 60, 28
"""Characters behind an exercise in which its earlier dose may begin, and characters it takes at most."""


def earlier_dose(reading: Reading, item: Item, high: int) -> Intervention | None:
    """The exercise with its earlier dose; None where none is said.

    Args:
        reading: The source.
        item: The exercise as it is today.
        high: Offset behind which something else is told.
    """
    folded = dosed_text(reading)
    high = min(high, item.end + _REACH, reading.line_at(item.start).end)
    if item.absent or _MAY_BE_EARLIER.search(folded, item.start + 3, high) is None:
        return None
    told = _EARLIER.search(folded, item.start + 3, high)
    if told is None:
        return None
    stop = _STOP.search(folded, told.end(), high)
    end = min(stop.start() if stop else high, told.end() + _LONGEST)
    while end > told.end() and folded[end - 1] == " ":
        end -= 1
    if _DONE.match(folded, told.end()):
        return None
    dose = dose_of(folded, told.end(), end)
    bare = _BARE.match(folded, told.end(), end)
    if not dose.counted and dose.load is None and bare is not None:
        dose = _of_same_unit(item.dose, float(bare["n"]))
    if not dose.counted and dose.load is None:
        return None
    mention = item.mention
    return Intervention(
        evidence=(reading.span(told.start(), end),),
        name=plain(reading.text[mention.start : mention.end]) if mention else item.name,
        category=mention.kind if mention else None,
        minutes=dose.minutes,
        sets=dose.sets,
        reps=dose.reps,
        hold_seconds=dose.hold_seconds,
        load=dose.load,
        load_unit=dose.load_unit,
        side=item.dose.side,
        when=When.PRIOR,
    )


def _of_same_unit(today: Dose, number: float) -> Dose:
    """A number without unit is minutes or a weight as today's dose is."""
    dose = Dose()
    if today.minutes is not None:
        dose.minutes = number
    elif isinstance(today.load, float):
        dose.load, dose.load_unit = number, today.load_unit
    elif today.reps is not None and today.sets is None:
        dose.reps = number
    return dose
