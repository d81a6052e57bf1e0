"""Notes as text in, facts as short lines out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from chartside.domain.facts import Assertion, Fact, Measurement, Score, SpecialTest, When
from chartside.extract import facts_of
from chartside.ingest import receive_text

Said = Callable[..., list[str]]


def line(fact: Fact) -> str:
    """A measured fact as one line: what, side, mode, value, moment."""
    if isinstance(fact, Measurement):
        high = f"-{fact.value_high:g}" if fact.value_high is not None else ""
        value = fact.grade or (f"{fact.value:g}{high}" if fact.value is not None else "?")
        parts = [fact.side, fact.joint, fact.motion, fact.measure, fact.mode, value, fact.unit, fact.context]
        if fact.grade and fact.measure != "sensation":
            parts[6] = None
    elif isinstance(fact, Score):
        parts = [fact.side, fact.instrument, f"{fact.value:g}", fact.unit]
    elif isinstance(fact, SpecialTest):
        parts = [fact.side, fact.name, fact.result]
    else:
        parts = [fact.kind, getattr(fact, "text", None) or getattr(fact, "task", None) or getattr(fact, "name", None)]
    words = [str(part) for part in parts if part is not None]
    if fact.when is not When.CURRENT:
        words.append(f"({fact.when})")
    if fact.assertion is not Assertion.PRESENT:
        words.append(f"[{fact.assertion}]")
    return " ".join(words)


@pytest.fixture
def said() -> Said:
    """The facts of some kinds that a note says, in order."""

    def of(note: str, *kinds: str) -> list[str]:
        received = receive_text(note)
        assert received.source is not None
        source = received.source
        extraction = facts_of(source)
        assert extraction.flags == ()
        for fact in extraction.facts:
            for span in fact.evidence:
                assert source.text[span.start : span.end] == span.quote
        return [line(fact) for fact in extraction.facts if fact.kind in kinds]

    return of


def told_line(fact: Fact) -> str:
    """A fact in words as one line: its text or task and level, what else is known, stance and moment."""
    task, level = getattr(fact, "task", None), getattr(fact, "level", None)
    words = str(getattr(fact, "text", None) or (f"{task}: {level}" if level and level != task else task))
    extra = [
        str(getattr(fact, key))
        for key in ("icd10", "side", "trend", "assist", "device", "distance", "distance_unit", "what", "date")
        if getattr(fact, key, None) is not None
    ]
    words += f" ({', '.join(extra)})" if extra else ""
    words += f" [{fact.assertion}]" if fact.assertion is not Assertion.PRESENT else ""
    return words + (f" <{fact.when}>" if fact.when is not When.CURRENT else "")


@pytest.fixture
def told() -> Said:
    """The facts in words of one kind that a note tells, in order."""

    def of(note: str, kind: str, name: str = "Pasted text") -> list[str]:
        source = receive_text(note, name=name).source
        assert source is not None
        extraction = facts_of(source)
        assert extraction.flags == ()
        for fact in extraction.facts:
            assert all(source.text[span.start : span.end] == span.quote for span in fact.evidence)
        return [told_line(fact) for fact in extraction.facts if fact.kind == kind]

    return of
