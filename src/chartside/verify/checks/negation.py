"""Negation: what is denied stays denied, what is found stays found."""

from __future__ import annotations

from collections.abc import Iterable

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document
from chartside.domain.facts import Assertion, Fact, Goal, GoalStatus, SpecialTest, Symptom, TestResult, Trend
from chartside.domain.flags import Flag, Severity, Where
from chartside.verify.evidence import Support, supports
from chartside.verify.figures import numbers_in
from chartside.verify.vocabulary import cues


class NegationCheck:
    """Looks for a word of negation in a statement and in what it rests on, and compares the two."""

    name = "negation"

    def check(self, document: Document, canvas: Canvas) -> Iterable[Flag]:
        """Statements that say what their source denies, or deny what it says."""
        negation = cues("negation")
        for support in supports(document, canvas):
            if support.of_units:
                continue
            denied = [f for f in support.facts if f.assertion is Assertion.ABSENT]
            says_no = negation.any_in(support.text)
            if denied and not says_no and 0.0 not in numbers_in(support.text):
                yield _flag(
                    support, "negation.dropped", f"The source denies “{_quote(denied[0])}”; this sentence does not."
                )
            elif not says_no and _denies(support) and not cues("unchanged").any_in(support.text):
                yield _flag(support, "negation.dropped", "The source says no; this sentence does not.")
            elif (says_no if not support.computed else cues("denial").any_in(support.text)) and _unfounded(support):
                yield _flag(support, "negation.added", "This sentence says no; its source does not.")


def _unfounded(support: Support) -> bool:
    """Whether nothing a statement rests on says no."""
    negation = cues("negation")
    return not (
        not support.quotes
        or negation.any_in(support.quotes)
        or negation.any_in(support.around)
        or any(map(_says_no, support.facts))
    )


def _denies(support: Support) -> bool:
    """Whether all the words a statement cites are a denial from their start ("Denies numbness")."""
    spans = support.statement.evidence
    return bool(spans) and all(cues("negation").opens(span.quote.lstrip(" -*•\t")) for span in spans)


def _says_no(fact: Fact) -> bool:
    """Whether a fact may be put with a word of negation though its words have none."""
    if fact.assertion is Assertion.ABSENT:
        return True
    if isinstance(fact, SpecialTest):
        return fact.result is TestResult.NEGATIVE
    if isinstance(fact, Goal):
        return fact.status in (GoalStatus.NOT_MET, GoalStatus.ONGOING, GoalStatus.PROGRESSING)
    return isinstance(fact, Symptom) and fact.trend is Trend.SAME


def _quote(fact: Fact) -> str:
    return fact.evidence[0].quote[:60]


def _flag(support: Support, rule: str, message: str) -> Flag:
    return Flag(
        rule,
        Severity.WARN if support.by_clinician else Severity.BLOCK,
        message,
        Where(statement=support.statement.id),
        "Correct the sentence, or reject it.",
        "Chartside promise: what is denied stays denied",
    )


CHECK = NegationCheck()
