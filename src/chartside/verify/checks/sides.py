"""Sides: a statement names the side its source names, and no other."""

from __future__ import annotations

from collections.abc import Iterable

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document
from chartside.domain.facts import Fact
from chartside.domain.flags import Flag, Severity, Where
from chartside.verify.evidence import Support, supports
from chartside.verify.vocabulary import sides_in

_BOTH = frozenset({"left", "right"})


class SideCheck:
    """Compares left, right and bilateral with the evidence, its facts, its sentence and the episode."""

    name = "sides"

    def check(self, document: Document, canvas: Canvas) -> Iterable[Flag]:
        """Statements whose side the evidence contradicts or nowhere gives."""
        episode = sides_in(document.header.episode)
        in_source: dict[str, frozenset[str]] = {}
        for support in supports(document, canvas):
            if support.of_units:
                continue
            said = sides_in(support.text)
            if not said:
                continue
            given = _sides_of(support.facts)
            if not _all_sided(support.facts):
                given |= sides_in(support.quotes) | sides_in(support.said)
            if not given:
                given = sides_in(support.around)
            if _covered(said, given):
                continue
            if given:
                yield _flag(support, said, f"the source says {_names(given)}")
                continue
            for source in support.sources:
                if source.id not in in_source:
                    in_source[source.id] = sides_in(source.text)
            anywhere = episode.union(*(in_source[source.id] for source in support.sources))
            if not _covered(said, anywhere) and not support.by_clinician:
                yield _flag(support, said, "its source names no such side")


def _sides_of(facts: Iterable[Fact]) -> frozenset[str]:
    return frozenset(str(side.value) for fact in facts if (side := getattr(fact, "side", None)) is not None)


def _all_sided(facts: Iterable[Fact]) -> bool:
    """Whether every fact has a side of its own, so that other sides in the words are not its."""
    sided = [getattr(fact, "side", None) is not None for fact in facts]
    return bool(sided) and all(sided)


def _covered(said: frozenset[str], given: frozenset[str]) -> bool:
    """Whether every side said is given; left and right together are bilateral, and bilateral is both."""
    if "bilateral" in given:
        given = given | _BOTH
    if given >= _BOTH:
        given = given | {"bilateral"}
    return said <= given


def _flag(support: Support, said: frozenset[str], found: str) -> Flag:
    return Flag(
        "side.wrong",
        Severity.WARN if support.by_clinician else Severity.BLOCK,
        f"This sentence says {_names(said)}; {found}.",
        Where(statement=support.statement.id),
        "Correct the side, or reject the sentence.",
        "Chartside promise: sides are those of the source",
    )


def _names(sides: frozenset[str]) -> str:
    return " and ".join(sorted(sides))


CHECK = SideCheck()
