"""The clinic's style: abbreviations as PTs write them, or written out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from chartside.documents.knowledge import knowledge
from chartside.domain.facts import AssistLevel, Mode, Side

_QUOTED = re.compile(r"(“[^”]*”|\"[^\"]*\")")


@dataclass(frozen=True, slots=True)
class Style:
    """How words are written: clinical style, or `expanded`."""

    expanded: bool = False

    def side(self, side: Side | None) -> str:
        """ "L" or "left"; empty for no side."""
        return self._named("side", side)

    def mode(self, mode: Mode | None) -> str:
        """ "AROM" or "active range of motion"; empty for none."""
        return self._named("mode", mode)

    def assist(self, level: AssistLevel | None) -> str:
        """ "CGA" or "contact guard assist"; empty for none."""
        return self._named("assist", level)

    def words(self, text: str) -> str:
        """A text in this style; what stands in quotation marks is left alone."""
        if not self.expanded:
            return text
        parts = _QUOTED.split(text)
        return "".join(part if index % 2 else _expanded(part) for index, part in enumerate(parts))

    def _named(self, group: str, value: str | None) -> str:
        row: Mapping[str, str] = knowledge("names")[group].get(value or "", {})
        return row.get("full" if self.expanded else "short", "")


def name_of(group: str, key: str) -> str:
    """The printed name of an enum value or category; its own words where the table has none."""
    found: Any = knowledge("names").get(group, {}).get(key)
    return found if isinstance(found, str) else key.replace("_", " ")


@cache
def _table() -> tuple[re.Pattern[str], Mapping[str, tuple[str, bool]]]:
    rows = knowledge("abbreviations")["abbreviation"]
    full = {row["short"].lower(): (row["full"], row.get("case", False)) for row in rows}
    longest = sorted((row["short"] for row in rows), key=len, reverse=True)
    spelled = "|".join(re.escape(short) for short in longest)
    return re.compile(rf"(?<![\w/])({spelled})(?![\w/]|(?<=/)\w)", re.I), {**full, "": ("", False)}


@cache
def _cased() -> frozenset[str]:
    return frozenset(row["short"] for row in knowledge("abbreviations")["abbreviation"] if row.get("case"))


def _expanded(text: str) -> str:
    pattern, table = _table()

    def full(hit: re.Match[str]) -> str:
        words, cased = table[hit[1].lower()]
        if cased and hit[1] not in _cased():
            return hit[1]
        joined = " " if hit[1].endswith("/") and not text[hit.end() : hit.end() + 1].isspace() else ""
        return (words.capitalize() if hit.start() == 0 and len(hit[1]) > 1 else words) + joined

    return pattern.sub(full, text)
