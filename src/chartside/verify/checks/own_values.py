"""Own values: a value the PT adds without evidence is compared with what today's sources say of the same thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Basis, Document, Review, Statement
from chartside.domain.facts import Fact, Measure, Measurement, Score, When
from chartside.domain.flags import Flag, Severity, Where
from chartside.measures import instruments
from chartside.verify.figures import numbers_in
from chartside.verify.vocabulary import body_parts, body_regions, sides_in

_NEAR = 32  # characters after the name of a thing in which its value stands
_AHEAD = re.compile(r"\b(?:goals?|targets?|will|expect\w*|plan\w*|norm\w*|wants?|needs?|until|stg|ltg)\b", re.I)


class OwnValueCheck:
    """Finds "flexion 115" in a sentence of the PT where the sources of today have 105 only."""

    name = "own_values"

    def check(self, document: Document, canvas: Canvas) -> Iterable[Flag]:
        """Sentences without evidence whose value of a motion, score or pain no source has."""
        own = [
            s
            for s in document.statements()
            if s.basis is Basis.CLINICIAN and not s.evidence and s.review is not Review.REJECTED and s.cells is None
        ]
        things = _things(canvas) if own else {}
        for statement in own:
            yield from _compared(statement, things)


def _things(canvas: Canvas) -> dict[str, list[Measurement | Score]]:
    """Values by the words that name their thing, today's first; only things of which today has a value."""
    things: dict[str, list[Measurement | Score]] = defaultdict(list)
    for fact in canvas.facts:
        if isinstance(fact, Measurement | Score) and fact.value is not None and fact.when is not When.GOAL:
            for name in _names(fact):
                things[name].append(fact)
    for facts in things.values():
        facts.sort(key=lambda f: (f.source not in canvas.current, f.when is not When.CURRENT))
    return {name: facts for name, facts in things.items() if facts[0].source in canvas.current}


def _names(fact: Fact) -> Iterator[str]:
    if isinstance(fact, Score) and fact.instrument in instruments():
        measure = instruments()[fact.instrument]
        yield from {alias.lower() for alias in (measure.name, *measure.aliases) if len(alias) > 2}
    elif isinstance(fact, Measurement) and fact.measure is Measure.ROM and fact.motion:
        yield fact.motion.lower()


def _compared(statement: Statement, things: dict[str, list[Measurement | Score]]) -> Iterator[Flag]:
    text = statement.text
    if _AHEAD.search(text):
        return
    regions = {body_regions()[part] for part in body_parts().found(text)}
    sides = sides_in(text)
    for name, facts in things.items():
        hit = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.I)
        alike = [f for f in facts if _same_place(f, regions, sides)]
        if hit is None or not alike:
            continue
        said = numbers_in(text[hit.end() : hit.end() + _NEAR])
        known = {abs(n) for f in alike for n in (f.value, getattr(f, "value_high", None)) if n is not None}
        if said and not said & known:
            yield Flag(
                "number.differs",
                Severity.WARN,
                f"You wrote {name} {max(said):g}; the sources say “{alike[0].evidence[0].quote[:60]}”.",
                Where(statement=statement.id),
                "Keep your number if the source is wrong, and say so in the note; else correct it.",
                "Chartside promise: a number is in its source or computed from it by a named rule",
            )
            return


def _same_place(fact: Measurement | Score, regions: set[str], sides: frozenset[str]) -> bool:
    """Whether a value may be of the part and side the sentence names."""
    if isinstance(fact, Measurement) and fact.joint and regions:
        own = {body_regions()[part] for part in body_parts().found(fact.joint)}
        if own and not own & regions:
            return False
    return not (sides and fact.side is not None and fact.side.value not in sides)


CHECK = OwnValueCheck()
