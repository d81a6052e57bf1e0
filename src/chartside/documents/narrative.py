"""What is told in words: symptoms, function, plans and the clinician's own sentences, in the words of the source.

Facts in words are not rephrased: the stretch of the sentence that says them is set in the note's typography. Clauses
that no fact covers stay with the fact before them, and sentences that no fact covers stand for themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from chartside.documents.abbreviations import Style
from chartside.documents.denials import is_plain_denial
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
)
from chartside.domain.source import Source, SourceKind, Speaker

_TOLD_ELSEWHERE = (Measurement, Score, SpecialTest, Intervention, TimeEntry, BilledLine)
_HOMES = {"symptom": "subjective", "plan": "plan", "diagnosis": "assessment", "goal": "assessment"}
_FROM = {"interventions": "objective", "goals": "assessment", "none": ""}
_WORD = re.compile(r"[A-Za-z]{3,}")
_QUOTED_ALONE = re.compile(r"^[\"“]([^\"“”]+)[\"”][.,]?$")
_STANCE = {
    Assertion.HISTORICAL: ("History: ", re.compile(r"\b(?:was|were|had|history|hx|h/o|ago|since|prior|last|past|previous|post|former|s/p|in (?:19|20)\d\d|earlier|been|surgery|before|used to|pmh|plof)", re.I)),
    Assertion.PLANNED: ("Plan: ", re.compile(r"\b(?:plan|will|next|nv|nxt|continue|cont|add|begin|start|progress|wean|should|to be|home|hep|if|when|return|follow|consider|goal|per week|going to|once)", re.I)),
    Assertion.POSSIBLE: ("Possible: ", re.compile(r"\b(?:possib|probab|likely|suspect|may|might|could|rule out|r/o|consistent with|appears?|seems?|concern|unclear|potential|indicat|suggest|think)|\?", re.I)),
    Assertion.FAMILY: ("Family history: ", re.compile(r"\b(?:family|mother|father|mom|dad|parent|sister|brother|sibling|aunt|uncle|grand|maternal|paternal|fhx?)", re.I)),
    Assertion.GOAL: ("Goal: ", re.compile(r"\b(?:goal|target|stg|ltg|want|hope|aim|would like|return to|will|to reach|within|by)", re.I)),
}  # fmt: skip
_FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A run of clauses of one sentence with the facts it tells."""

    start: int
    end: int
    facts: tuple[Fact, ...]


def write_narrative(notebook: Notebook, canvas: Canvas, style: Style) -> None:
    """Put down what today's sources say in words, section by section, in their order."""
    for source in canvas.sources:
        if source.id not in canvas.current:
            continue
        facts = sorted((f for f in canvas.facts if f.source == source.id), key=lambda f: f.start)
        if source.kind is SourceKind.TRANSCRIPT or source.segments and any(s.speaker for s in source.segments):
            _write_transcript(notebook, source, facts, style)
        else:
            _write_note(notebook, source, facts, style)


def _write_note(notebook: Notebook, source: Source, facts: Sequence[Fact], style: Style) -> None:
    passages = passages_of(source)
    placed, loose = _by_passage(passages, facts)
    section = "subjective"
    for index, passage in enumerate(passages):
        inside = placed.get(index, [])
        section = _section(passage, inside, section)
        for stretch in _stretches(source, passage, inside):
            if stretch.facts or _is_sentence(source.text[stretch.start : stretch.end], whole=not inside):
                _tell(notebook, source, stretch, section, style)
    for fact in loose:
        if _in_words(fact):
            home = _HOMES.get(fact.kind, "subjective")
            _tell(notebook, source, _Stretch(fact.start, fact.evidence[0].end, (fact,)), home, style)


def _by_passage(passages: Sequence[Passage], facts: Sequence[Fact]) -> tuple[dict[int, list[Fact]], list[Fact]]:
    """Facts by the passage in which they begin; both are in order of position."""
    placed: dict[int, list[Fact]] = {}
    loose: list[Fact] = []
    at = 0
    for fact in facts:
        while at < len(passages) and passages[at].end <= fact.start:
            at += 1
        if at < len(passages) and passages[at].start < fact.evidence[0].end:
            placed.setdefault(at, []).append(fact)
        else:
            loose.append(fact)
    return placed, loose


def _section(passage: Passage, facts: Sequence[Fact], before: str) -> str:
    """Where a sentence belongs: by its heading or words, else by its facts, else after the sentence before it."""
    section = _FROM.get(passage.section, passage.section)
    if section:
        return section
    kinds = {f.kind for f in facts}
    if kinds & {"measurement", "score", "special_test", "intervention"} and not any(_is_pain(f) for f in facts):
        return "objective"
    return next((_HOMES[k] for k in ("plan", "goal", "symptom", "diagnosis") if k in kinds), before)


def _is_pain(fact: Fact) -> bool:
    return isinstance(fact, Measurement) and str(fact.measure) == "pain"


def _stretches(source: Source, passage: Passage, facts: Sequence[Fact]) -> Iterator[_Stretch]:
    """Runs of clauses: each tells facts in words and the uncovered clauses after them; measured ones part the runs."""
    if not facts:
        yield _Stretch(passage.start, passage.end, ())
        return
    run: _Stretch | None = None
    for low, high in passage.clauses:
        inside = [f for f in facts if f.start < high and f.evidence[0].end > low]
        words = [f for f in inside if _in_words(f)]
        covered = [f for f in inside if not _in_words(f)]
        if covered and not words:
            if run is not None:
                yield run
                run = None
            continue
        if words and run is not None and not set(words) & set(run.facts) and _begins_anew(run, words):
            yield run
            run = None
        end = max([high, *(f.evidence[0].end for f in words if f.evidence[0].end <= passage.end)])
        start = low if run is None else run.start
        run = _Stretch(start, max(end, run.end if run else end), tuple(dict.fromkeys([*(run.facts if run else ()), *words])))
    if run is not None:
        yield run


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
    return len(_WORD.findall(text)) >= (_FEWEST_WORDS if whole else _FEWEST_WORDS + 1)


def _tell(notebook: Notebook, source: Source, stretch: _Stretch, section: str, style: Style) -> None:
    if stretch.facts and all(f.id and f.id in notebook.told for f in stretch.facts):
        return
    raw = source.text[stretch.start : stretch.end]
    span = source.span(stretch.start, stretch.end)
    alone = _QUOTED_ALONE.match(raw.strip())
    key = ("words", *sorted({(f.kind, getattr(f, "text", getattr(f, "task", ""))) for f in stretch.facts})) if stretch.facts else ("own", raw)
    if alone:
        notebook.say(section, key, f"Reports “{alone[1].strip()}.”" if section == "subjective" else f"“{alone[1].strip()}.”", stretch.facts, spans=(span,), basis=Basis.QUOTED)
        return
    text = style.words(tidied(_balanced(raw)))
    text = _with_stance(text, stretch.facts)
    notebook.say(section, key, sentence(text), stretch.facts, spans=(span,))


def _balanced(text: str) -> str:
    """Words with a quotation mark that is closed (a sentence may end inside a quotation)."""
    return text + '"' if text.count('"') % 2 else text


def _with_stance(text: str, facts: Iterable[Fact]) -> str:
    """A text that says how it holds: planned, past, possible and family things keep the word for it."""
    stances = {f.assertion for f in facts}
    if len(stances) != 1:
        return text
    stance = _STANCE.get(stances.pop())
    return f"{stance[0]}{text}" if stance and not stance[1].search(text) else text


def _write_transcript(notebook: Notebook, source: Source, facts: Sequence[Fact], style: Style) -> None:
    """Facts of a conversation: the patient's words quoted, the clinician's restated; small talk stays out."""
    for fact in facts:
        if not _in_words(fact) or isinstance(fact, Goal) and fact.status is None and not fact.text:
            continue
        segment = source.segment_at(fact.start)
        speaker = segment.speaker if segment else None
        quote = " ".join(fact.evidence[0].quote.split()).strip(" .,")
        key = ("words", fact.kind, getattr(fact, "text", getattr(fact, "task", "")))
        if speaker is Speaker.PATIENT and not isinstance(fact, PlanItem):
            notebook.say("subjective", key, f"Reports “{quote}.”", [fact], basis=Basis.QUOTED)
            continue
        section = _HOMES.get(fact.kind, "objective")
        notebook.say(section, key, sentence(style.words(_with_stance(capitalized(tidied(quote)), [fact]))), [fact])
