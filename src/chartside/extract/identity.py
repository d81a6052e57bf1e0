"""Who a case of files is about, as its headings say it: what the chart says where there is a chart.

Only labelled lines and a name that stands beside a date of birth count; a name in running text or talk is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chartside.domain.source import Source, SourceKind
from chartside.extract.calendar_dates import days_in

_HEAD = 1500
"""Characters of a source in which its heading stands."""
_WORD = r"(?:[A-Z][a-z'’\-]+|[A-Z]\.?)"
_NAMED = re.compile(
    rf"(?m)^[^\n]{{0,60}}?\b(?:[Pp]atient|[Pp]t|[Nn]ame|PATIENT|NAME|[Cc]lient)(?: [Nn]ame)?\s*[:#]\s*"
    rf"(?P<name>{_WORD}(?:,? {_WORD}){{1,3}})"
)
_BESIDE_BIRTH = re.compile(rf"(?P<name>{_WORD}, {_WORD}(?: {_WORD})?|{_WORD} {_WORD})[ ,|]+(?:DOB|D\.O\.B|[Bb]orn)\b")
_TITLED = re.compile(rf"\b(?:Mr|Mrs|Ms|Mx)\.? (?P<name>{_WORD} {_WORD})(?= is an? \d)")
_BIRTH = re.compile(r"\b(?:DOB|D\.O\.B\.?|date of birth|birth ?date|born)\b\s*[:#]?\s*", re.I)
_PAYER = re.compile(
    r"(?m)\b(?:payer|payor|insurance|primary insurance|health plan)\s*:\s*(?P<payer>[^\n|;]{3,60})", re.I
)
_NO_NAME = frozenset(
    {"History", "Reports", "Name", "Evaluation", "Referring", "Education", "Goals", "Denies", "States"}
)


@dataclass(frozen=True, slots=True)
class Identity:
    """What the headings of the sources say; empty where they do not."""

    name: str = ""
    birth_date: date | None = None
    payer: str = ""


def identity_of(sources: Iterable[Source]) -> Identity:
    """Name, date of birth and payer; the fullest name wins, else the first said.

    A date of birth counts only where all sources that give one agree.
    """
    names: list[str] = []
    births: set[date] = set()
    payers: list[str] = []
    for source in sources:
        if source.kind in (SourceKind.STANDARD, SourceKind.TRANSCRIPT):
            continue
        head = source.text[:_HEAD]
        for pattern in (_NAMED, _BESIDE_BIRTH, _TITLED):
            names += [_in_order(hit["name"]) for hit in pattern.finditer(head) if _is_name(hit["name"])]
        for hit in _BIRTH.finditer(head):
            day = next(days_in(head, hit.end(), hit.end() + 24), None)
            if day is not None and day.day is not None:
                births.add(day.day)
        payers += [hit["payer"].strip(" .") for hit in _PAYER.finditer(head)]
    return Identity(
        max(names, key=_fullness, default=""),
        births.pop() if len(births) == 1 else None,
        next(iter(payers), ""),
    )


def _is_name(text: str) -> bool:
    return not set(re.findall(r"[A-Za-z]+", text)) & _NO_NAME


def _in_order(name: str) -> str:
    """A name written last name first ("Amaro, Lucia") in the order it is said."""
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma else name


def _fullness(name: str) -> int:
    """Letters of the words that are no initials."""
    return sum(len(word) for word in name.split() if len(word.strip(".")) > 1)
