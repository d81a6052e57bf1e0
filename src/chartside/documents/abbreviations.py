"""The clinic's style: abbreviations as PTs write them, or written out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from chartside.documents.knowledge import knowledge
from chartside.domain.chart import ClinicProfile
from chartside.domain.clinic_style import SideStyle
from chartside.domain.facts import AssistLevel, Mode, Side

_QUOTED = re.compile(r"(“[^”]*”|\"[^\"]*\")")


@dataclass(frozen=True, slots=True)
class Style:
    """How words are written: clinical style, or `expanded`; `sides` where these are written otherwise."""

    expanded: bool = False
    sides: SideStyle | None = None

    @classmethod
    def of(cls, profile: ClinicProfile) -> Style:
        """The clinic's."""
        return cls(profile.expand_abbreviations, profile.wording.sides)

    @property
    def sides_in_words(self) -> bool:
        """Whether "left" is written for "L"."""
        return self.expanded if self.sides is None else self.sides is SideStyle.WORDS

    def side(self, side: Side | None) -> str:
        """Short ("L") or full ("left"); empty for no side."""
        return self._named("side", side, full=self.sides_in_words)

    def mode(self, mode: Mode | None) -> str:
        """Short ("AROM") or full ("active range of motion"); empty for none."""
        return self._named("mode", mode)

    def assist(self, level: AssistLevel | None) -> str:
        """Short ("CGA") or full ("contact guard assist"); empty for none."""
        return self._named("assist", level)

    def words(self, text: str) -> str:
        """A text in this style; what stands in quotation marks is left alone."""
        parts = _QUOTED.split(text)
        return "".join(
            part if i % 2 else _expanded(part, every=self.expanded, sides=self.sides_in_words)
            for i, part in enumerate(parts)
        )

    def _named(self, group: str, value: str | None, *, full: bool | None = None) -> str:
        row: Mapping[str, str] = knowledge("names")[group].get(value or "", {})
        return row.get("full" if (self.expanded if full is None else full) else "short", "")


def name_of(group: str, key: str) -> str:
    """The printed name of an enum value or category; its own words where the table has none."""
    found: Any = knowledge("names").get(group, {}).get(key)
    return found if isinstance(found, str) else key.replace("_", " ")


@dataclass(frozen=True, slots=True)
class _Row:
    """An abbreviation.

    `cased` where only its own spelling counts, `always` where it is written out in any style, `side` where it is one.
    """

    short: str
    full: str
    cased: bool
    always: bool
    side: bool


@cache
def _table() -> tuple[re.Pattern[str], Mapping[str, _Row]]:
    rows = [
        _Row(row["short"], row["full"], row.get("case", False), row.get("always", False), row.get("side", False))
        for row in knowledge("abbreviations")["abbreviation"]
    ]
    spelled = "|".join(re.escape(row.short) for row in sorted(rows, key=lambda row: -len(row.short)))
    return re.compile(rf"(?<![\w/])({spelled})(?![\w/]|(?<=/)\w)", re.I), {row.short.lower(): row for row in rows}


def _expanded(text: str, *, every: bool, sides: bool) -> str:
    pattern, table = _table()

    def full(hit: re.Match[str]) -> str:
        row = table[hit[1].lower()]
        wanted = sides if row.side else every or row.always
        if (row.cased and hit[1] != row.short) or not wanted:
            return hit[1]
        joined = " " if hit[1].endswith("/") and not text[hit.end() : hit.end() + 1].isspace() else ""
        return row.full + joined

    text = pattern.sub(full, text)
    for written, said in _patterns() if every else ():
        text = written.sub(said, text)
    return text


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"], re.I), row["full"]) for row in knowledge("abbreviations")["pattern"])
