"""Verification: every check in turn, then what required elements still lack."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document, Question
from chartside.domain.flags import Flag, Severity, Where
from chartside.plugins import discover
from chartside.verify.api import Check
from chartside.verify.evidence import gathered
from chartside.verify.required_elements import questions_for

_ORDER = {Severity.BLOCK: 0, Severity.WARN: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found: flags, blocking ones first, and questions, the most needed first."""

    flags: tuple[Flag, ...]
    questions: tuple[Question, ...]


@cache
def all_checks() -> dict[str, Check]:
    """All checks by name."""
    return discover("chartside.verify.checks", "CHECK", Check)  # type: ignore[type-abstract]  # a protocol serves as the runtime check


def verify(document: Document, canvas: Canvas) -> Verification:
    """Check a document against the sources it was made from.

    A check that raises becomes one flag; the others' findings stand. Linear in the size of the document and sources.
    """
    flags: list[Flag] = []
    with gathered(document, canvas):
        for check in all_checks().values():
            try:
                flags.extend(check.check(document, canvas))
            except Exception as problem:
                flags.append(_failed(check, document, problem))
    unique = {flag.key: flag for flag in flags}
    place = {s.id: n for n, s in enumerate(document.statements())}
    ordered = sorted(
        unique.values(), key=lambda f: (_ORDER[f.severity], place.get(f.where.statement or "", len(place)))
    )
    return Verification(tuple(ordered), questions_for(document, canvas))


def _failed(check: Check, document: Document, problem: Exception) -> Flag:
    return Flag(
        "verify.check_failed",
        Severity.WARN,
        f"The check of {check.name.replace('_', ' ')} stopped ({type(problem).__name__}).",
        Where(section=document.sections[0].key if document.sections else "document"),
        "Look at that by eye; the other checks were made.",
        "Chartside promise: a failing plug-in becomes one flag",
    )
