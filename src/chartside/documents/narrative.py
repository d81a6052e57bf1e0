"""What is told in words: symptoms, function, plans and the clinician's own sentences, in the words of the source.

Facts in words are not rephrased: the stretch of the sentence that says them is set in the note's typography. Clauses
that no fact covers stay with the fact before them, and sentences that no fact covers stand for themselves.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from chartside.documents.abbreviations import Style
from chartside.documents.corrected_words import SetRight
from chartside.documents.denials import is_plain_denial, stands_alone
from chartside.documents.goal_rows import is_of_care
from chartside.documents.knowledge import knowledge
from chartside.documents.notebook import Notebook
from chartside.documents.passages import Passage, passages_of
from chartside.documents.phrasing import capitalized, sentence, tidied
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Basis
from chartside.domain.facts import (
    Assertion,
    BilledLine,
    Event,
    EventOf,
    Fact,
    Goal,
    Intervention,
    Measurement,
    PlanItem,
    Score,
    SpecialTest,
    Symptom,
    TimeEntry,
    When,
)
from chartside.domain.source import Source, SourceKind, Speaker
from chartside.measures import instruments

_TOLD_ELSEWHERE = (Measurement, Score, SpecialTest, Intervention, TimeEntry, BilledLine)
_HOMES = {"symptom": "subjective", "plan": "plan", "diagnosis": "assessment", "goal": "assessment"}
_FROM = {"interventions": "objective", "goals": "assessment", "none": ""}
_WORD = re.compile(r"[A-Za-z]{3,}")
_QUOTED_ALONE = re.compile(r"^[\"“]([^\"“”]+)[\"”][.,]?$")
_MARK = re.compile(r'(?<!\d)"')  # not the sign of inches
_GOAL_WORDS = re.compile(r"\b(?:goals?|stgs?|ltgs?|status|met|not|ongoing|progressing)\b", re.I)
_FEWEST_WORDS = 2
_MORE_WORDS = 5
_FEWEST_QUOTED = 3
_WITHDRAWN = re.compile(r"\b(?:scratch that|strike that|correction|i mean|no wait|make that)\b", re.I)
_IDLE = (
    "the", "and", "was", "now", "today", "pain", "out", "ten", "one", "two", "three", "four", "five", "six", "seven",
    "eight", "nine", "eleven", "twelve", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    "hundred", "point", "over", "seconds", "degrees", "minutes", "percent", "meters", "feet",
)  # fmt: skip
_DENIAL = re.compile(r"\W*(?:no|denies|denied|without|not)\b", re.I)


@cache
def _stances() -> Mapping[Assertion, tuple[str, re.Pattern[str]]]:
    """Lead and words of each stance."""
    return {
        Assertion(row["assertion"]): (row["lead"], re.compile(rf"\b(?:{'|'.join(row['words'])})|\?|\w['’]ll\b", re.I))
        for row in knowledge("stances")["stance"]
    }


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A run of clauses of one sentence with the facts it tells."""

    start: int
    end: int
    facts: tuple[Fact, ...]


def write_narrative(notebook: Notebook, canvas: Canvas, style: Style) -> None:
    """Put down what today's sources say in words, section by section, in their order."""
    for source in canvas.sources:
        if source.id not in canvas.current or source.kind is SourceKind.CORRECTIONS:
            continue
        facts = sorted((f for f in canvas.facts if f.source == source.id), key=lambda f: f.start)
        right = SetRight(source, facts, canvas.withdrawn)
        if any(segment.speaker is not None for segment in source.segments):
            _write_transcript(notebook, source, facts, right, style)
        else:
            _write_note(notebook, source, facts, right, style)


def _write_note(notebook: Notebook, source: Source, facts: Sequence[Fact], right: SetRight, style: Style) -> None:
    passages = passages_of(source)
    done = sorted((f.start, f.place.end) for f in facts if isinstance(f, Intervention))
    placed, loose = _by_passage(passages, facts)
    section, line, treated = "subjective", -1, False
    for index, passage in enumerate(passages):
        inside = placed.get(index, [])
        if not (passage.guessed and passage.line == line and section == "objective" and not inside):
            after = "assessment" if treated and section == "objective" and passage.line != line else section
            section = _section(passage, inside, after if not inside else section)
        treated = treated or any(isinstance(f, Intervention | TimeEntry) and f.when is When.CURRENT for f in inside)
        line = passage.line
        apart = right.clauses(passage.clauses, inside)
        for stretch in _stretches(source, passage, inside, section, apart):
            if stretch.facts and _within(stretch.facts, done):
                continue
            if stretch.facts or _is_sentence(source.text[stretch.start : stretch.end], whole=not inside):
                _tell(notebook, source, stretch, section, style)
        _tell_apart(
            notebook, [f for f in inside if _in_any(f, apart) and not _within([f], done)], right, section, style
        )
    for fact in loose:
        home = _HOMES.get(fact.kind, "subjective")
        if right.touches(fact.start, fact.place.end):
            _tell_apart(notebook, [fact], right, home, style)
        elif _in_words(fact):
            _tell(notebook, source, _Stretch(fact.start, fact.place.end, (fact,)), home, style)


def _within(facts: Iterable[Fact], done: Sequence[tuple[int, int]]) -> bool:
    """Whether facts are told by the row of an intervention in whose words one of them stands."""
    for fact in facts:
        index = bisect_left(done, (fact.place.end,)) - 1
        if index >= 0 and done[index][1] > fact.start:
            return True
    return False


def _by_passage(passages: Sequence[Passage], facts: Sequence[Fact]) -> tuple[dict[int, list[Fact]], list[Fact]]:
    """Facts by the passage in which they begin; both are in order of position."""
    placed: dict[int, list[Fact]] = {}
    loose: list[Fact] = []
    at = 0
    for fact in facts:
        while at < len(passages) and passages[at].end <= fact.start:
            at += 1
        if at < len(passages) and passages[at].start < fact.place.end:
            placed.setdefault(at, []).append(fact)
        else:
            loose.append(fact)
    return placed, loose


def _section(passage: Passage, facts: Sequence[Fact], before: str) -> str:
    """Where a sentence belongs: by its heading or words, else by its facts, else after the sentence before it."""
    section = _FROM.get(passage.section, passage.section)
    if facts and passage.section != "subjective" and all(isinstance(f, PlanItem) for f in facts):
        return "plan"
    kinds = {f.kind for f in facts}
    if passage.guessed and kinds & {"intervention", "time"}:
        return "objective"
    if section:
        return section
    if kinds & {"measurement", "score", "special_test", "intervention"} and not any(_is_pain(f) for f in facts):
        return "objective"
    return next((_HOMES[k] for k in ("plan", "goal", "symptom", "diagnosis") if k in kinds), before)


def _is_pain(fact: Fact) -> bool:
    return isinstance(fact, Measurement) and str(fact.measure) == "pain"


def _stretches(
    source: Source, passage: Passage, facts: Sequence[Fact], section: str, apart: frozenset[tuple[int, int]]
) -> Iterator[_Stretch]:
    """Runs of clauses: each tells facts in words and the uncovered clauses after them; measured ones part the runs.

    Clauses set apart belong to no run.
    """
    if not facts and not apart:
        yield _Stretch(passage.start, passage.end, ())
        return
    run: _Stretch | None = None
    measured: int | None = None
    label: int | None = None
    for low, high in passage.clauses:
        if (low, high) in apart:
            if run is not None:
                yield run
            run = label = measured = None
            continue
        inside = [f for f in facts if f.start < high and f.place.end > low]
        words = [f for f in inside if _in_words(f) or _denied_in_words(source.text[low:high], f, inside, section)]
        covered = [f for f in inside if not _in_words(f)]
        if covered and not words and not _says_more(source.text[low:high], covered, section):
            if run is not None:
                yield run
                run = None
            label = None
            measured = low if any(isinstance(f, Measurement | Score) for f in covered) else None
            continue
        if not inside and _WITHDRAWN.search(source.text, low, high):
            continue
        if not inside and run is None and source.text[high : high + 1] == ":":
            label = low  # of what follows: kept where that is told in words
            continue
        if words and run is not None and not set(words) & set(run.facts) and _begins_anew(run, words):
            yield run
            run = None
        end = max([high, *(f.place.end for f in words if f.place.end <= passage.end)])
        context = measured if measured is not None and not words and source.text[low].islower() else low
        measured = None
        start = (context if label is None else label) if run is None else run.start
        label = None
        if words:
            words += [f for f in inside if is_plain_denial(f) and f not in words]
        run = _Stretch(
            start, max(end, run.end if run else end), tuple(dict.fromkeys([*(run.facts if run else ()), *words]))
        )
    if run is not None:
        yield run


def _says_more(clause: str, facts: Sequence[Fact], section: str) -> bool:
    """Whether a clause with values says more than them; in the assessment it is the clinician's reasoning."""
    if section == "assessment":
        return True
    if _WITHDRAWN.search(clause):
        return False
    named = set(_IDLE)
    for fact in facts:
        named.update(f"{getattr(fact, 'joint', '')} {getattr(fact, 'motion', '')} {getattr(fact, 'side', '')}".split())
        if isinstance(fact, Score) and fact.instrument in instruments():
            named.update(
                " ".join((instruments()[fact.instrument].name, *instruments()[fact.instrument].aliases)).lower().split()
            )
        for span in fact.evidence:
            clause = clause.replace(span.quote, " ")
    return len([w for w in _WORD.findall(clause) if w.lower() not in named]) >= _MORE_WORDS


def _denied_in_words(clause: str, fact: Fact, inside: Sequence[Fact], section: str) -> bool:
    """Whether a denial is told with its clause: one observed, or one of which the clause says more."""
    if not is_plain_denial(fact):
        return False
    return section != "subjective" or not stands_alone(clause, [f for f in inside if is_plain_denial(f)])


def _begins_anew(run: _Stretch, words: Sequence[Fact]) -> bool:
    """Whether a clause with facts of its own stands apart from the run before it: another kind of thing."""
    return bool(run.facts) and {f.kind for f in run.facts} != {f.kind for f in words}


def _in_words(fact: Fact) -> bool:
    if isinstance(fact, Event):
        return fact.what is not EventOf.VISIT
    if isinstance(fact, Symptom) and is_plain_denial(fact):
        return False
    return not isinstance(fact, _TOLD_ELSEWHERE)


def _is_sentence(text: str, *, whole: bool) -> bool:
    """Whether uncovered words are worth a sentence: two words or more; a part of a sentence needs three."""
    words = 0 if text.endswith(":") else len(_WORD.findall(text))  # a heading of its own is no sentence
    return words >= _FEWEST_WORDS or bool(words and not whole and _DENIAL.match(text))


def _tell(notebook: Notebook, source: Source, stretch: _Stretch, section: str, style: Style) -> None:
    if stretch.facts and all(f.id and f.id in notebook.told for f in stretch.facts):
        return
    if stretch.facts and all(isinstance(f, Goal) for f in stretch.facts) and _tabled(source, stretch):
        return
    raw = source.text[stretch.start : stretch.end]
    span = source.span(stretch.start, stretch.end)
    alone = _QUOTED_ALONE.match(raw.strip())
    key = (
        ("words", *sorted({(f.kind, getattr(f, "text", getattr(f, "task", ""))) for f in stretch.facts}))
        if stretch.facts
        else ("own", raw)
    )
    if alone:
        notebook.say(
            section,
            key,
            f"Reports “{alone[1].strip(' .')}.”" if section == "subjective" else f"“{alone[1].strip(' .')}.”",
            stretch.facts,
            spans=(span,),
            basis=Basis.QUOTED,
        )
        return
    text = style.words(tidied(_balanced(raw)))
    if not stretch.facts and notebook.tells(text):
        return
    text = _with_stance(text, stretch.facts)
    notebook.say(section, key, sentence(text), stretch.facts, spans=(span,))


def _in_any(fact: Fact, clauses: Iterable[tuple[int, int]]) -> bool:
    return any(fact.start < high and low < fact.place.end for low, high in clauses)


def _tell_apart(notebook: Notebook, facts: Iterable[Fact], right: SetRight, section: str, style: Style) -> None:
    """Tell each fact by itself: as the clinician corrected it, else in the words it was read from."""
    for fact in facts:
        words = right.telling(fact) if _in_words(fact) and fact.id not in notebook.told else None
        if words is None or (isinstance(fact, Goal) and is_of_care(fact)):
            continue
        key = ("words", fact.kind, getattr(fact, "text", getattr(fact, "task", "")))
        notebook.say(section, key, sentence(_with_stance(style.words(tidied(words)), [fact])), [fact])


def _tabled(source: Source, stretch: _Stretch) -> bool:
    """Whether the table of goals tells all that a run of goals says."""
    goals = [f for f in stretch.facts if isinstance(f, Goal)]
    if not all(is_of_care(g) for g in goals):
        return False
    rest = source.text[stretch.start : stretch.end]
    for goal in goals:
        rest = rest.replace(goal.place.quote, " ")
    return len(_WORD.findall(_GOAL_WORDS.sub(" ", rest))) < _FEWEST_WORDS


def _balanced(text: str) -> str:
    """Words with a quotation mark that is closed (a sentence may end inside a quotation)."""
    return text + '"' if len(_MARK.findall(text)) % 2 else text


def _with_stance(text: str, facts: Iterable[Fact]) -> str:
    """A text that says how it holds: planned, past, possible and family things keep the word for it."""
    stances = {f.assertion for f in facts if not isinstance(f, PlanItem)}
    if len(stances) != 1:
        return text
    stance = _stances().get(stances.pop())
    return f"{stance[0]}{text}" if stance and not stance[1].search(text) else text


def _write_transcript(notebook: Notebook, source: Source, facts: Sequence[Fact], right: SetRight, style: Style) -> None:
    """Facts of a conversation: the patient's words quoted, the clinician's restated; small talk stays out."""
    done = sorted((f.start, f.place.end) for f in facts if isinstance(f, Intervention))
    for fact in facts:
        if right.touches(fact.start, fact.place.end):
            home = _HOMES.get(fact.kind, "objective")
            _tell_apart(notebook, [] if _within([fact], done) else [fact], right, home, style)
            continue
        if not _in_words(fact) or _within([fact], done) or (isinstance(fact, Goal) and is_of_care(fact)):
            continue
        segment = source.segment_at(fact.start)
        speaker = segment.speaker if segment else None
        quote = " ".join(fact.place.quote.split()).strip(" .,")
        key = ("words", fact.kind, getattr(fact, "text", getattr(fact, "task", "")))
        told = str(getattr(fact, "text", ""))
        if (
            speaker is Speaker.PATIENT
            and len(quote.split()) < _FEWEST_QUOTED
            and told
            and told.lower() != quote.lower()
        ):
            notebook.say("subjective", key, f"{sentence(tidied(told)).rstrip('.')} (“{quote}”).", [fact])
            continue
        if speaker is Speaker.PATIENT and not isinstance(fact, PlanItem):
            notebook.say("subjective", key, f"Reports “{quote}.”", [fact], basis=Basis.QUOTED)
            continue
        if speaker is Speaker.OTHER and segment is not None and segment.label:
            notebook.say("subjective", key, f"{segment.label.capitalize()}: “{quote}.”", [fact], basis=Basis.QUOTED)
            continue
        section = _HOMES.get(fact.kind, "objective")
        notebook.say(section, key, sentence(style.words(_with_stance(capitalized(tidied(quote)), [fact]))), [fact])
