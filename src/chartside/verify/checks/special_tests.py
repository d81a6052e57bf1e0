"""Special tests: the result and side that the source gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document
from chartside.domain.facts import SpecialTest, TestResult
from chartside.domain.flags import Flag, Severity, Where
from chartside.verify.evidence import Support, supports
from chartside.verify.vocabulary import sides_in

_PARTING = re.compile(r"[;|]|\.\s|,\s(?=[A-Z])")
_POSITIVE = re.compile(r"\bpos(?:itive)?\b|\(\+\)|(?<=\s)\+(?=\s|$)", re.I)
_NEGATIVE = re.compile(r"\bneg(?:ative)?\b|\([-−–]\)|(?<=\s)[-−–](?=\s|$)", re.I)
_OPPOSITE = {TestResult.POSITIVE: _NEGATIVE, TestResult.NEGATIVE: _POSITIVE}
_OWN = {TestResult.POSITIVE: _POSITIVE, TestResult.NEGATIVE: _NEGATIVE}


class SpecialTestCheck:
    """Reads each test of a sentence for its own: "Lachman negative; McMurray positive" is two."""

    name = "special_tests"

    def check(self, document: Document, canvas: Canvas) -> Iterable[Flag]:
        """Tests whose result or side in the statement is not the source's."""
        for support in supports(document, canvas):
            tests = [f for f in support.facts if isinstance(f, SpecialTest)]
            if tests:
                yield from _compared(support, tests)


def _compared(support: Support, tests: list[SpecialTest]) -> Iterator[Flag]:
    parts = [part for part in _PARTING.split(support.statement.text) if part.strip()]
    mixed = len({test.side for test in tests}) > 1  # tests of one side are left to the check of sides
    for test in tests:
        named = [part for part in parts if test.name.casefold() in part.casefold()]
        alike = [t for t in tests if t.name.casefold() == test.name.casefold()]
        if not named or test.result not in _OWN:
            continue
        own = [p for p in named if test.side is None or not (sides := sides_in(p)) or test.side.value in sides] or named
        if not any(_says(part, test) for part in own) and any(_OPPOSITE[test.result].search(p) for p in own):
            yield _flag(support, test, f"The source says {test.name} was {test.result.value}")
        elif mixed and len(alike) == 1 and test.side is not None:
            sides = frozenset().union(*(sides_in(part) for part in named)) - {"bilateral"}
            if sides and test.side.value not in sides and test.side.value != "bilateral":
                yield _flag(support, test, f"The source gives {test.name} for the {test.side.value} side")


def _says(part: str, test: SpecialTest) -> bool:
    """Whether a part of the sentence gives the test's result."""
    return _OWN[test.result].search(part) is not None


def _flag(support: Support, test: SpecialTest, found: str) -> Flag:
    return Flag(
        "test_result.wrong",
        Severity.WARN if support.by_clinician else Severity.BLOCK,
        f"{found}: “{test.evidence[0].quote[:60]}”.",
        Where(statement=support.statement.id),
        "Correct the result, or reject the sentence.",
        "Chartside promise: results are those of the source",
    )


CHECK = SpecialTestCheck()
