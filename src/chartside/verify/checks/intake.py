"""Intake: what the patient wrote on a form against what the visit's own sources say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document
from chartside.domain.facts import Assertion, Fact, History, Measure, Measurement, Side, Symptom
from chartside.domain.flags import Flag, Severity, Where
from chartside.domain.source import SourceKind
from chartside.plan_of_care import factors_in
from chartside.verify.evidence import sentence_around
from chartside.verify.vocabulary import body_parts, body_regions, clinical_terms, knowledge

_AUTHORITY = "Medicare Program Integrity Manual (Pub. 100-08) ch. 3 §3.3.2: records must be consistent"
_KINDS = frozenset({"evaluation", "reevaluation"})
_OTHER = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}
_LETTERS = re.compile(r"[^a-z]+")


class IntakeCheck:
    """Shows where an intake form and an evaluation differ: conditions, symptoms, pain, side."""

    name = "intake"

    def check(self, document: Document, canvas: Canvas) -> Iterable[Flag]:
        """Contradictions between the forms of the episode and the visit's sources; the PT asks the patient."""
        if document.kind not in _KINDS:
            return
        forms = {s.id for s in canvas.sources if s.kind is SourceKind.INTAKE and s.id not in canvas.current}
        entries = [f for f in canvas.facts if f.source in forms]
        if not entries:
            return
        today = canvas.today()
        yield from _conditions(entries, today)
        yield from _none_said(entries, today)
        yield from _symptoms(entries, today)
        yield from _pain(entries, today, canvas)
        yield from _sides(entries, today)


def _conditions(entries: Sequence[Fact], today: Sequence[Fact]) -> Iterator[Flag]:
    """A condition that one source names and the other denies."""
    for said, other, where in ((today, entries, "the form"), (entries, today, "today's source")):
        held = {item.name: item.facts[0] for item in factors_in(said) if item.component == "comorbidity"}
        for fact in other:
            if not isinstance(fact, History) or fact.assertion is not Assertion.ABSENT:
                continue
            for item in factors_in([_present(fact)]):
                if item.name in held:
                    yield _flag(held[item.name], fact, f"{where} says no")


def _none_said(entries: Sequence[Fact], today: Sequence[Fact]) -> Iterator[Flag]:
    """A history of nothing, though the form names conditions."""
    named = [item for item in factors_in(entries) if item.component == "comorbidity"]
    for fact in today:
        if isinstance(fact, History) and fact.assertion is Assertion.PRESENT and named and _nothing().search(fact.text):
            yield _flag(fact, named[0].facts[0], "the form names conditions")


@cache
def _nothing() -> re.Pattern[str]:
    return re.compile("|".join(knowledge("cues")["no_history"]["patterns"]), re.I)


def _present(fact: History) -> History:
    return History(evidence=fact.evidence, text=fact.text)


def _symptoms(entries: Sequence[Fact], today: Sequence[Fact]) -> Iterator[Flag]:
    """A symptom that the form has and the evaluation denies, or the other way round, in the same words."""
    terms = clinical_terms()
    for entry in entries:
        if not isinstance(entry, Symptom) or entry.assertion not in (Assertion.PRESENT, Assertion.ABSENT):
            continue
        for fact in today:
            if not isinstance(fact, Symptom) or {entry.assertion, fact.assertion} != {
                Assertion.PRESENT,
                Assertion.ABSENT,
            }:
                continue
            same = _plain(entry.text) == _plain(fact.text)
            if same or (entry.region == fact.region is not None and terms.found(entry.text) == terms.found(fact.text)):
                yield _flag(fact, entry, "the form says otherwise")


def _plain(text: str) -> str:
    return _LETTERS.sub(" ", text.lower()).strip()


def _pain(entries: Sequence[Fact], today: Sequence[Fact], canvas: Canvas) -> Iterator[Flag]:
    """Ratings of the form that the evaluation has nowhere, where it has ratings."""
    rated = {f.value for f in today if isinstance(f, Measurement) and f.measure is Measure.PAIN}
    for entry in entries:
        if isinstance(entry, Measurement) and entry.measure is Measure.PAIN and rated and entry.value not in rated:
            ratings = [f for f in today if isinstance(f, Measurement) and f.measure is Measure.PAIN]
            other = next((f for f in ratings if f.context == entry.context), ratings[0])
            line = sentence_around(canvas.source(entry.source), entry.place).strip()
            yield _flag(other, entry, "the form rates pain otherwise", line)


def _sides(entries: Sequence[Fact], today: Sequence[Fact]) -> Iterator[Flag]:
    """A complaint of the form on the other side than all that was measured there."""
    parts, regions = body_parts(), body_regions()
    for entry in entries:
        side = getattr(entry, "side", None)
        if not isinstance(entry, Symptom) or entry.assertion is not Assertion.PRESENT or side not in _OTHER:
            continue
        where = {regions[p] for p in parts.found(f"{entry.text} {entry.region or ''}")}
        here = [
            f
            for f in today
            if isinstance(f, Symptom) and f.side is not None and where & {regions[p] for p in parts.found(f.text)}
        ]
        if here and all(f.side is _OTHER[side] for f in here):
            yield _flag(here[0], entry, "the form names the other side")


def _flag(fact: Fact, entry: Fact, how: str, line: str = "") -> Flag:
    return Flag(
        "note.contradiction",
        Severity.WARN,
        f"“{fact.place.quote[:60]}” and “{(line or entry.place.quote)[:60]}”: {how}.",
        Where(fact=fact.id or None, span=fact.place),
        "Ask the patient, and correct the one that is wrong.",
        _AUTHORITY,
    )


CHECK = IntakeCheck()
