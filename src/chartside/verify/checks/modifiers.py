"""Modifiers of billed lines: each is named by the words it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document
from chartside.domain.facts import BilledLine
from chartside.domain.flags import Flag, Severity, Where
from chartside.verify.evidence import Support, supports

_ONE = r"(?:[A-Z][A-Z0-9]|\d{2})"
_TOLD = re.compile(rf"\bmodifiers? (?P<marks>{_ONE}(?:(?:, | and ){_ONE})*)\b", re.I)
_MARK = re.compile(rf"(?<![A-Za-z0-9]){_ONE}(?![A-Za-z0-9])")


class ModifierCheck:
    """Compares the modifiers that a statement names with the lines and words it cites."""

    name = "modifiers"

    def check(self, document: Document, canvas: Canvas) -> Iterable[Flag]:
        """Modifiers that no cited line has."""
        for support in supports(document, canvas):
            for mark in sorted(_told(support) - _given(support)):
                yield Flag(
                    "modifier.unsupported",
                    Severity.WARN if support.by_clinician else Severity.BLOCK,
                    f"Modifier {mark} is not in the words this statement rests on.",
                    Where(statement=support.statement.id),
                    "Correct the modifier, or reject the statement.",
                    "Chartside promise: modifiers are those the note says; none is chosen for it",
                )


def _told(support: Support) -> frozenset[str]:
    cell = support.statement.cell("modifiers")
    hits = [hit["marks"] for hit in _TOLD.finditer(support.statement.text)]
    return frozenset(mark for part in (cell, *hits) for mark in _MARK.findall(part.replace(" and ", ", ").upper()))


def _given(support: Support) -> frozenset[str]:
    lines = [fact for fact in support.facts if isinstance(fact, BilledLine)]
    return frozenset(_MARK.findall(support.quotes.upper())) | {m.upper() for line in lines for m in line.modifiers}


CHECK = ModifierCheck()
