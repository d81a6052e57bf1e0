"""Special tests with their results."""

from __future__ import annotations

from collections.abc import Iterable

from chartside.documents.abbreviations import Style
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import capitalized, sentence, tidied
from chartside.domain.facts import Fact, SpecialTest, TestResult

_RESULT = {TestResult.POSITIVE: "positive", TestResult.NEGATIVE: "negative"}


def write_special_tests(notebook: Notebook, facts: Iterable[Fact], style: Style) -> None:
    """Put down one sentence of all tests ("Special tests: Dix-Hallpike negative; Hawkins-Kennedy R positive.")."""
    tests = [f for f in facts if isinstance(f, SpecialTest)]
    texts: list[str] = []
    for test in tests:
        result = _RESULT.get(test.result)
        if result is None or any(c.isdigit() for c in test.evidence[0].quote):
            texts.append(style.words(tidied(test.evidence[0].quote)).strip(" .;,"))
        else:
            texts.append(" ".join(p for p in (capitalized(tidied(test.name)), style.side(test.side), result) if p))
    if texts:
        lead = "Special tests: " if len(set(texts)) > 1 else ""
        notebook.say("objective", ("tests",), sentence(lead + "; ".join(dict.fromkeys(texts))), tests)
