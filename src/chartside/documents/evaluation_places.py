"""Where in an evaluation each thing belongs that the sources say in words.

The narrative is written as for a daily note, in four parts; here each of its sentences finds its section: by the
label its source gives it ("PLOF:", "Social history"), by what its facts are, then by its words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from chartside.documents.knowledge import knowledge
from chartside.documents.notebook import Entry
from chartside.documents.phrasing import capitalized
from chartside.domain.canvas import Canvas
from chartside.domain.facts import (
    Assertion,
    Diagnosis,
    Equipment,
    Event,
    EventOf,
    Fact,
    Function,
    Goal,
    History,
    Intervention,
    Measure,
    Measurement,
    Medication,
    PlanItem,
    Precaution,
    Score,
    Social,
    SpecialTest,
    Symptom,
    TimeEntry,
    When,
)
from chartside.domain.source import Source, Span
from chartside.plan_of_care import is_wish

_DEFAULT = {"subjective": "history", "objective": "examination", "assessment": "impression", "plan": "plan"}
_STANCE = re.compile(r"^(?:History|Goal): ")
_SENTENCE_END = re.compile(r"[.;]\s+(?=[A-Z])")
_LEAD = re.compile(r"^([A-Za-z][A-Za-z’'/ -]{1,32}?)\s*:\s*(?=\S)")
_ASSESSED = frozenset({"complexity", "impression", "problems", "prognosis", "goals"})


@cache
def _labels() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Pattern of a label, and the section each spelling opens."""
    sections: dict[str, str] = {}
    bare: list[str] = []
    for row in knowledge("evaluation")["label"]:
        sections |= dict.fromkeys(row["words"], row["section"])
        bare += row.get("bare", ())
    spelled = _either(sections)
    return (
        re.compile(
            rf"(?P<at>^[\s\-–—*•·#>=]*(?:\d{{1,2}}[.)]\s*)?|[.;|]\s+)\**(?:(?P<word>{spelled})\**\s*(?:[LRB](?:\s?/\s?[LR])?\s*)?(?:\([^)\n]{{1,24}}\)\s*)?"
            rf"(?::|\s[-–]\s|(?P<alone>[\s*=:]*$))|(?P<bare>{_either(bare)})(?=\s))",
            re.I | re.M,
        ),
        sections,
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _own_labels() -> Mapping[str, frozenset[str]]:
    """Labels that say no more than the heading of their section."""
    return {row["section"]: frozenset(row.get("own", ())) for row in knowledge("evaluation")["label"]}


@dataclass(frozen=True, slots=True)
class _Worded:
    """Words by which a sentence of some parts of a note belongs to a section."""

    section: str
    among: frozenset[str]
    words: re.Pattern[str]
    over: frozenset[str]


@cache
def _worded() -> tuple[_Worded, ...]:
    return tuple(
        _Worded(
            row["section"],
            frozenset(row["among"]),
            re.compile("|".join(row["words"]), re.I),
            frozenset(row.get("over", ())),
        )
        for row in knowledge("evaluation")["words"]
    )


def labelled(source: Source) -> tuple[tuple[int, str], ...]:
    """Offsets of a source from which a section's label holds, in order; "" where none does."""
    pattern, sections = _labels()
    found: list[tuple[int, str]] = [(0, "")]
    standing = ""  # the label alone on a line, under which lines follow
    start = 0
    for line in source.text.splitlines(keepends=True):
        inside: list[tuple[int, str]] = []
        opening = standing
        for hit in pattern.finditer(line.rstrip("\n")):
            section = sections[(hit["word"] or hit["bare"]).lower()]
            if hit["alone"] is not None and not hit["at"].strip(" -–—*•·#>=\t"):
                standing = section
            inside.append((start + hit.start() + len(hit["at"]), section))
            if hit.start() == 0:
                opening = section  # of the whole line; a label further on holds for its own sentence
            elif (end := _SENTENCE_END.search(line, hit.end())) is not None:
                inside.append((start + end.end(), opening))
        if not line.strip():
            standing = standing if inside else ""
        inside.sort(key=lambda pair: pair[0])
        found += inside if inside and inside[0][0] == start else [(start, standing), *inside]
        start += len(line)
    return tuple(found)


_STEM = 4  # letters by which a word is known again


class EvaluationPlaces:
    """Finds the section of an evaluation for each entry of the narrative of a daily note."""

    def __init__(self, canvas: Canvas, sections: Iterable[str]) -> None:
        """Find the labels of all sources; what belongs to none of `sections` goes to the impression."""
        self._sections = frozenset(sections)
        self._sources = {source.id: source for source in canvas.sources}
        self._labels = {source.id: labelled(source) for source in canvas.sources}
        self._examined = _examined_lines(canvas)
        self._planned = [f.place for f in canvas.today() if isinstance(f, PlanItem)]
        self._measured = [f.place for f in canvas.today() if isinstance(f, Measurement | Score | SpecialTest)]

    def __call__(self, entry: Entry) -> tuple[str, str]:
        """Section and text of an entry; what goes without a section is left out."""
        section = self._section(entry)
        if section and section not in self._sections:
            section = "impression"
        text = _without_label(entry.text, section)
        absent = entry.facts and all(
            isinstance(f, Symptom | History | Event) and f.assertion is Assertion.ABSENT for f in entry.facts
        )
        named = any(str(getattr(f, "text", ""))[:_STEM].casefold() in text.casefold() for f in entry.facts)
        if absent and named and not _negation().search(text):  # else the words deny by themselves ("NKDA")
            text = f"Denies {text[:1].lower()}{text[1:]}" if text[1:2].islower() else f"Denies {text}"
        return section, text

    def label_at(self, source: str, offset: int) -> str:
        """Section whose label holds at an offset; "" where none does."""
        labels = self._labels.get(source, ())
        index = bisect_right(labels, offset, key=lambda pair: pair[0]) - 1
        return labels[index][1] if index >= 0 else ""

    def _section(self, entry: Entry) -> str:
        spans = [*entry.spans, *(fact.place for fact in entry.facts)]
        label = self.label_at(spans[0].source, spans[0].start) if spans else ""
        if label == "referral" and entry.facts and not isinstance(entry.facts[0], Diagnosis | Event):
            label = ""  # who referred is said in one sentence; what follows on its line is of other things
        if not entry.facts and _title().search(entry.text):
            return ""
        measured = any(span.overlaps(value) for span in spans for value in self._measured)
        if entry.section == "assessment" and not label and measured:
            entry = replace(entry, section="objective")
        if entry.section in ("assessment", "plan") and not label and spans and self._unheaded(entry, spans[0]):
            entry = replace(entry, section="subjective")
        if entry.section == "subjective" and not label and spans and self.is_examined(spans[0].source, spans[0].start):
            entry = replace(entry, section="objective")
        goals = [fact for fact in entry.facts if isinstance(fact, Goal)]
        if goals and len(goals) == len(entry.facts):
            wished = all(is_wish(goal, self._sources[goal.source]) for goal in goals)
            return "patient_goals" if wished or label == "patient_goals" else "goals"
        return (
            _by_facts(entry.facts, entry.section, label)
            or _by_words(entry, label)
            or label
            or _by_words(entry)
            or _soft(entry.facts, entry.section)
            or _DEFAULT[entry.section]
        )

    def is_examined(self, source: str, offset: int) -> bool:
        """Whether a place stands in a paragraph that tells of the examination."""
        return source in self._sources and (source, self._sources[source].line_of(offset)) in self._examined

    def _unheaded(self, entry: Entry, span: Span) -> bool:
        """Whether a sentence was only guessed to be of a part that the source heads further down."""
        if any(isinstance(fact, PlanItem | Goal) for fact in entry.facts):
            return False
        wanted = "plan" if entry.section == "plan" else "impression"
        if any(at > span.start and section == wanted for at, section in self._labels[span.source]):
            return True
        further = self._planned if entry.section == "plan" else self._measured
        return any(place.source == span.source and place.start >= span.end for place in further)


def _examined_lines(canvas: Canvas) -> frozenset[tuple[str, int]]:
    """Paragraphs of at least two tests or measures and nothing of history, pain or plan."""
    counts: dict[tuple[str, int], int] = {}
    other: set[tuple[str, int]] = set()
    for fact in canvas.today():
        line = (fact.source, canvas.source(fact.source).line_of(fact.start))
        told = isinstance(fact, History | Medication | Social | PlanItem | Goal | Intervention | TimeEntry)
        if told or (isinstance(fact, Measurement) and fact.measure is Measure.PAIN):
            other.add(line)
        elif isinstance(fact, SpecialTest | Score | Measurement):
            counts[line] = counts.get(line, 0) + 1
    return frozenset(line for line, count in counts.items() if count > 1 and line not in other)


def _by_words(entry: Entry, label: str | None = None) -> str:
    """Section by words; under a label only by words that outweigh it."""
    for row in _worded():
        outweighs = label is None or bool({"*", label or "*"} & row.over)
        if entry.section in row.among and outweighs and row.words.search(entry.text):
            return row.section
    return ""


def _by_facts(facts: Sequence[Fact], part: str, label: str) -> str:
    """The section that facts themselves decide, whatever stands above them."""
    if not facts:
        return ""
    if all(isinstance(f, Precaution) for f in facts):
        return "precautions"
    if all(isinstance(f, PlanItem) for f in facts):
        return "plan"
    if label in _ASSESSED or part == "assessment":
        coded = any(isinstance(f, Diagnosis) and f.icd10 for f in facts)
        return "referral" if all(isinstance(f, Diagnosis) for f in facts) and (coded or not label) else ""
    if all(isinstance(f, Medication) for f in facts):
        return "history"
    if isinstance(facts[0], Social) and label in ("prior_level", "referral", "pain", "function"):
        return "social"
    if all(isinstance(f, Diagnosis) for f in facts):
        return label if label == "history" else "referral"
    if all(isinstance(f, Function) and f.when in (When.PRIOR, When.BASELINE) for f in facts):
        return "prior_level"
    if any(isinstance(f, Intervention | TimeEntry) for f in facts) and part == "objective":
        return "treatment"
    if all(isinstance(f, Event) and f.what is EventOf.REFERRAL for f in facts):
        return "referral"
    return ""


def _soft(facts: Sequence[Fact], part: str) -> str:
    """The section that facts suggest where neither a label nor words do."""
    for fact in facts:
        if isinstance(fact, History | Event):
            return "history"
        if isinstance(fact, Social | Equipment):
            return "social"
        if isinstance(fact, Function) and part in ("subjective", "objective"):
            return "function"
        if isinstance(fact, Symptom) and part == "subjective":
            return "history" if fact.assertion is Assertion.ABSENT else "pain"
        if isinstance(fact, Measurement) and part == "subjective":
            return "pain"
    return ""


def _without_label(text: str, section: str) -> str:
    """A sentence without the words that only repeat the heading it stands under."""
    if section == "history" or (section == "patient_goals" and text.startswith("Goal: ")):
        text = capitalized(_STANCE.sub("", text))
    own = _own_labels().get(section, frozenset())
    lead = _LEAD.match(text)
    if lead is not None and lead[1].strip().lower() in own:
        text = capitalized(text[lead.end() :])
    first, _, rest = text.partition(" ")
    if first.isupper() and first.lower() in own and rest:  # "PLOF indep all"
        text = capitalized(rest)
    if text.count(")") > text.count("("):
        text = text[: text.rindex(")")] + text[text.rindex(")") + 1 :]
    return capitalized(text.removeprefix("And "))


@cache
def _negation() -> re.Pattern[str]:
    return re.compile("|".join(knowledge("evaluation")["negation"]["words"]), re.I)


@cache
def _title() -> re.Pattern[str]:
    return re.compile("|".join(knowledge("evaluation")["title"]["words"]), re.I)


def systems_named(text: str) -> Iterator[tuple[str, str]]:
    """Ids and names of the systems that a sentence speaks of."""
    for row in knowledge("evaluation")["system"]:
        if any(re.search(words, text, re.I) for words in row["words"]):
            yield row["id"], row["name"]
