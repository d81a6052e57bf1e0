"""Numbers: each stands in the cited words, or follows from them by the rule the sentence names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document
from chartside.domain.facts import Fact, Intervention, Measure, Measurement, Score
from chartside.domain.flags import Flag, Severity, Where
from chartside.measures import instruments
from chartside.plan_of_care import evaluation_levels
from chartside.verify.clocks import clocks_in
from chartside.verify.evidence import Support, numbers_of, supports
from chartside.verify.figures import doses_in, marks_in, number_words_in, numbers_in, without_dates, without_levels
from chartside.verify.reckoning import derived

_SCALE = re.compile(r"(?:/|\bof)\s*(\d{1,3})(?!\d|\.\d)")
_RULE_NAME = re.compile(r"\b\d+-minute rule\b", re.I)
_VISIT = re.compile(r"\bvisits?\b|\bsessions?\b", re.I)
_AGE = re.compile(r"\byears?\b|\by/?o\b|\baged?\b", re.I)
_PROMISE = "Chartside promise: a number is in its source or computed from it by a named rule"


class NumberCheck:
    """Reads every number of a statement and looks for it in what the statement rests on."""

    name = "numbers"

    def check(self, document: Document, canvas: Canvas) -> Iterable[Flag]:
        """Numbers, grades, levels and codes that the evidence does not carry."""
        visits, age = _of_visit(document)
        reasons = _of_units(canvas)
        elsewhere: frozenset[float] | None = None
        for support in supports(document, canvas):
            said = _stated(support)
            own = _from_evidence(support)
            missing = said - own - _names(support.facts)
            missing -= visits if _VISIT.search(support.text) else frozenset()
            missing -= age if _AGE.search(support.text) else frozenset()
            missing -= reasons if support.of_units else frozenset()
            missing -= _places(support) if missing and support.of_exhibits else frozenset()
            if missing and support.computed:
                missing -= derived(support)
                missing -= _of_clocks(support)
            if missing:
                if elsewhere is None:
                    elsewhere = frozenset().union(*(numbers_in(source.text) for source in canvas.sources))
                yield from _numbers_flagged(support, missing, own - said, elsewhere)
            yield from self._marks(support, canvas)
            yield from self._doses(support)

    def _doses(self, support: Support) -> Iterable[Flag]:
        """Sets and repetitions whose numbers the evidence has, but not together."""
        said = doses_in(support.text)
        if not said or support.by_clinician:
            return
        given = doses_in(support.quotes) | {
            (f.sets, f.reps) for f in support.facts if isinstance(f, Intervention) and f.sets and f.reps
        }
        for sets, reps in sorted(said - given) if given else ():
            yield Flag(
                "number.unsupported",
                Severity.BLOCK,
                f"{sets:g} x {reps:g} is not in the words this sentence rests on.",
                Where(statement=support.statement.id),
                "Correct the dose, or reject the sentence.",
                _PROMISE,
            )

    def _marks(self, support: Support, canvas: Canvas) -> Iterable[Flag]:
        said = marks_in(support.text)
        if not said:
            return
        missing = said - marks_in(support.quotes) - marks_in(support.around) - _codes(support, canvas)
        for mark in sorted(missing):
            yield Flag(
                "number.unsupported",
                Severity.WARN if support.by_clinician else Severity.BLOCK,
                f"“{mark}” is not in the words this sentence rests on.",
                Where(statement=support.statement.id),
                "Correct it, or reject the sentence.",
                _PROMISE,
            )


def _numbers_flagged(
    support: Support, missing: frozenset[float], dropped: frozenset[float], elsewhere: frozenset[float]
) -> Iterable[Flag]:
    place = Where(statement=support.statement.id)
    for number in sorted(missing):
        if support.by_clinician:
            if dropped and support.quotes:
                kept = ", ".join(f"{n:g}" for n in sorted(dropped)[:3])
                yield Flag(
                    "number.differs",
                    Severity.WARN,
                    f"You wrote {number:g}; the source of this sentence says {kept}.",
                    place,
                    "Keep your number if the source is wrong, and say so in the note; else correct it.",
                    _PROMISE,
                )
            elif number not in elsewhere:
                yield Flag(
                    "number.own_word",
                    Severity.INFO,
                    f"{number:g} stands in no source; it rests on your word.",
                    place,
                    "Nothing to do if it is what you measured or decided.",
                    _PROMISE,
                )
        else:
            where = "another place of the sources" if number in elsewhere else "no source"
            yield Flag(
                "number.unsupported",
                Severity.BLOCK,
                f"{number:g} is not in the words this sentence rests on ({where} has it).",
                place,
                "Correct the number, or reject the sentence.",
                _PROMISE,
            )


def _stated(support: Support) -> frozenset[float]:
    """Numbers of a statement that must be accounted for; codes, levels and ends of scales ("/80") are left out."""
    plain = _RULE_NAME.sub(" ", without_levels(without_dates(support.text)))
    marks = {float(mark) for mark in marks_in(plain) if mark.isdigit()}
    ends = _scales(support.facts)
    return numbers_in(_SCALE.sub(lambda hit: " " if float(hit[1]) in ends else hit.group(), plain)) - marks


def _from_evidence(support: Support) -> frozenset[float]:
    said = numbers_in(support.quotes) | number_words_in(support.quotes)
    return said | frozenset(abs(n) for fact in support.facts for n in numbers_of(fact)) | numbers_in(support.said)


def _of_visit(document: Document) -> tuple[frozenset[float], frozenset[float]]:
    """Numbers of the chart: of the visit and the visits planned, and the patient's age."""
    header = document.header
    visits = frozenset(float(n) for n in (header.visit_number, header.visits_planned) if n is not None)
    if header.birth_date is None or header.visit_date is None:
        return visits, frozenset()
    day, born = header.visit_date, header.birth_date
    return visits, frozenset({float(day.year - born.year - ((day.month, day.day) < (born.month, born.day)))})


def _of_clocks(support: Support) -> frozenset[float]:
    """Numbers of the times of day that an announced appointment is told with, as far as the source gives them."""
    if support.statement.computed_by != "appointment.next":
        return frozenset()
    given = clocks_in(support.quotes)
    told = [clock for clock in clocks_in(support.text) if clock.rests_on(given)]
    return frozenset().union(*(clock.numbers for clock in told))


def _names(facts: Iterable[Fact]) -> frozenset[float]:
    """Numbers in the names of cited measures ("5xSTS")."""
    measures = (instruments()[f.instrument] for f in facts if isinstance(f, Score) and f.instrument in instruments())
    return numbers_in(" ".join(name for measure in measures for name in (measure.name, *measure.aliases)))


def _scales(facts: Iterable[Fact]) -> frozenset[float]:
    """Ends of the scales of cited measures (10 for pain, 80 for the LEFS)."""
    ends: set[float] = set()
    for fact in facts:
        if isinstance(fact, Measurement):
            ends |= {10.0} if fact.measure is Measure.PAIN else {5.0} if fact.measure is Measure.STRENGTH else set()
        elif isinstance(fact, Score) and fact.instrument in instruments():
            ends.add(float(instruments()[fact.instrument].max))
    return frozenset(ends)


def _of_units(canvas: Canvas) -> frozenset[float]:
    """Numbers of the units allotted and of their reasons."""
    numbers: set[float] = set()
    for allotment in canvas.units.values():
        numbers |= {float(allotment.timed_minutes), float(allotment.timed_units)}
        for line in allotment.lines:
            numbers.add(float(line.units))
            if line.minutes is not None:
                numbers.add(float(line.minutes))
        numbers |= numbers_in(" ".join(allotment.why))
    return frozenset(numbers)


def _places(support: Support) -> frozenset[float]:
    """Pages and lines on which the evidence of a sentence about exhibits stands, and the pages of its sources."""
    numbers: set[float] = set()
    for source in support.sources:
        numbers.add(float(max((s.page or 0 for s in source.segments), default=0)))
        for span in (*support.statement.evidence, *(span for fact in support.facts for span in fact.evidence)):
            if span.source == source.id:
                segment = source.segment_at(span.start)
                numbers.add(float(segment.page if segment and segment.page else source.line_of(span.start)))
    return frozenset(numbers)


def _codes(support: Support, canvas: Canvas) -> frozenset[str]:
    """Codes the sentence may name: of its facts, of their families, and of the units allotted."""
    codes = {line.code for allotment in canvas.units.values() for line in allotment.lines}
    if (support.statement.computed_by or "").startswith("complexity."):
        # the check of evaluations derives which one
        codes |= {level.code for level in evaluation_levels(canvas.header.visit_date)}
    if support.of_units:
        codes |= {mark for allotment in canvas.units.values() for mark in marks_in(" ".join(allotment.why))}
    families = {fact.category for fact in support.facts if isinstance(fact, Intervention) and fact.category}
    codes |= {code for code, service in canvas.codes.items() if service.category in families}
    for fact in support.facts:
        codes |= {str(value) for name in ("code", "icd10") if (value := getattr(fact, name, None))}
        grade = getattr(fact, "grade", None)
        if grade:
            codes |= marks_in(str(grade))
    return frozenset(codes)


CHECK = NumberCheck()
