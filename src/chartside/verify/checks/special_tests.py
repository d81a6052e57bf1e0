"""Special tests: the result and side that the source gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document, Scope
from chartside.domain.facts import SpecialTest, TestResult
from chartside.domain.flags import Flag, Severity, Where
from chartside.verify.evidence import Support, supports
from chartside.verify.vocabulary import sides_in

_PARTING = re.compile(r"[;|]|\.\s|,\s(?=[A-Z])")
_POSITIVE = re.compile(r"\bpos(?:itive)?\b|\(\+\)|(?<=\s)\+(?=\s|$)", re.I)
_NEGATIVE = re.compile(r"\bneg(?:ative)?\b|\([-−–]\)|(?<=\s)[-−–](?=\s|$)", re.I)
_DATED = re.compile(r"\b(positive|negative) \((\d\d)/(\d\d)/(\d\d)\)", re.I)
_OPPOSITE = {TestResult.POSITIVE: _NEGATIVE, TestResult.NEGATIVE: _POSITIVE}
_OWN = {TestResult.POSITIVE: _POSITIVE, TestResult.NEGATIVE: _NEGATIVE}


class SpecialTestCheck:
    """Reads each test of a sentence for its own: "Lachman negative; McMurray positive" is two."""

    name = "special_tests"

    def check(self, document: Document, canvas: Canvas) -> Iterable[Flag]:
        """Tests whose result or side in the statement is not the source's."""
        for support in supports(document, canvas):
            tests = [f for f in support.facts if isinstance(f, SpecialTest)]
            if tests and document.scope is Scope.EPISODE and _DATED.search(support.text):
                yield from _by_day(support, tests, canvas)
            elif tests:
                yield from _compared(support, tests)


def _by_day(support: Support, tests: list[SpecialTest], canvas: Canvas) -> Iterator[Flag]:
    """Each result with its day ("negative (03/24/26)") is that of a cited test of the day."""
    days = {s.id: s.date or (canvas.header.visit_date if s.id in canvas.current else None) for s in canvas.sources}
    for hit in _DATED.finditer(support.text):
        said = TestResult.POSITIVE if hit[1].lower() == "positive" else TestResult.NEGATIVE
        when = (int(hit[2]), int(hit[3]), 2000 + int(hit[4]))
        of_day = [t for t in tests if (d := t.date or days.get(t.source)) and (d.month, d.day, d.year) == when]
        wrong = next((t for t in of_day if t.result in _OWN), tests[0])
        if not any(test.result is said for test in of_day):
            yield _flag(support, wrong, f"“{hit.group()}” is not what the source of that day says of {wrong.name}")


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
