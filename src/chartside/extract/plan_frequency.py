"""How often and how long treatment is planned: 2x/wk x 6 wks, BIW, TIW, "three times weekly for 5 weeks", 2-3x/week."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chartside.extract.amounts import SAID, amount

_N = rf"(?:\d{{1,2}}|{SAID})"
_WEEKS = rf"(?:,?[ \t]*(?:x|×|for|over|times)?[ \t]*(?:(?:the )?(?:next |another |up to )?)(?P<weeks>{_N})(?:[ \t]?(?:-|–|to)[ \t]?\d{{1,2}})?[ \t]?-?(?:(?:more|additional|further)[ \t]+)?(?P<unit>wks?\b|weeks?\b|w\b|mos?\b|months?\b))?"
_TIMES = (
    rf"(?P<n>{_N})(?:[ \t]?(?:-|–|to|or)[ \t]?{_N})?[ \t]*(?:x|×|times?|visits?|sessions?|days?)?[ \t]*(?:/|\bper\b|\ba\b|\beach\b|\bevery\b)[ \t]*(?:wk|week)\b"
    rf"|(?P<n2>{_N})(?:[ \t]?(?:-|–|to)[ \t]?{_N})?[ \t]*(?:x|×|times)[ \t]*(?:weekly|week|wk)\b"
    r"|\b(?P<word>once|twice|thrice)[ \t]*(?:a |per |every |/[ \t]?)?(?:week(?:ly)?|wk)\b|\b(?P<abbr>biw|tiw|qw|qiw)\b|(?P<weekly>\bonce weekly\b|\bweekly\b)|\bevery other (?P<other>week)\b"
)
_LEAD = r"(?:(?:cont(?:inue|\.)?|freq(?:uency)?(?: reduced to| decreased to|/dur(?:ation)?)?:?|stay at|drop to|reduce to|decrease to|once a day,|pt|skilled pt|at|:)[ \t]*){0,3}"
FREQUENCY = re.compile(rf"(?<![\w/.]){_LEAD}(?<![\w/.-])(?:{_TIMES})(?![\w])[.]?{_WEEKS}", re.I)
_ABBREVIATED = {"biw": 2.0, "tiw": 3.0, "qw": 1.0, "qiw": 4.0, "once": 1.0, "twice": 2.0, "thrice": 3.0}
_WEEKS_IN_MONTH = 4.0
_MOST = 14


@dataclass(frozen=True, slots=True)
class Frequency:
    """A planned frequency at `start`..`end`."""

    start: int
    end: int
    per_week: float
    weeks: float | None


def frequencies(folded: str, start: int, end: int) -> tuple[Frequency, ...]:
    """Frequencies between two offsets of a folded text, in order."""
    return tuple(f for m in FREQUENCY.finditer(folded, start, end) if (f := _read(m)) is not None)


def _read(found: re.Match[str]) -> Frequency | None:
    said = found["n"] or found["n2"]
    if said:
        per_week = amount(said)
    elif found["other"]:
        per_week = 0.5
    else:
        per_week = _ABBREVIATED.get((found["word"] or found["abbr"] or "once").lower())
    if per_week is None or not 0 < per_week <= _MOST:
        return None
    weeks = amount(found["weeks"]) if found["weeks"] else None
    if weeks is not None and found["unit"].startswith("mo"):
        weeks *= _WEEKS_IN_MONTH
    end = found.end()
    return Frequency(found.start(), end - (found.group().endswith(".")), per_week, weeks)
