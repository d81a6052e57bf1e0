"""The patient's story in a letter: how it began, what was done, how the patient lives and works."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from chartside.documents.abbreviations import Style
from chartside.documents.letters.told import restated, told_in
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import on_day, sentence, tidied
from chartside.domain.canvas import Canvas
from chartside.domain.facts import Assertion, Diagnosis, Event, EventOf, Fact, Function, History, Social, When
from chartside.domain.source import SourceKind, Span

_BEGAN = (EventOf.ONSET, EventOf.INJURY, EventOf.SURGERY)
_HOLDS = (Assertion.PRESENT, Assertion.HISTORICAL)
_MOST = 8
_MOST_LATER = 3
_TALK = SourceKind.TRANSCRIPT


def write_background(notebook: Notebook, canvas: Canvas, style: Style, section: str = "history") -> None:
    """Sentences of the sources on onset, injury and surgery, home and work, and what complicates care.

    Each sentence once, from the first record of the episode that says it. What later notes say of work and home stands
    after it, each with its day. The function before stands beside the table of function.
    """
    used: list[Span] = []
    later: list[Fact] = []
    first = _first_records(canvas)
    for fact in _in_order(canvas):
        if _told_with_before(fact, canvas):
            continue
        if fact.source not in first and isinstance(fact, Social):
            later.append(fact)
            continue
        if len(used) < _MOST:
            _tell(notebook, canvas, style, section, fact, used, "")
    days = {source.id: source.date for source in canvas.sources}
    for fact in sorted(later, key=lambda f: days[f.source] or date.min)[-_MOST_LATER:]:
        day = days[fact.source]
        _tell(notebook, canvas, style, section, fact, used, f"On {on_day(day)}: " if day else "Later: ")


def _tell(
    notebook: Notebook, canvas: Canvas, style: Style, section: str, fact: Fact, used: list[Span], lead: str
) -> None:
    span = told_in(fact, canvas)
    if any(span.overlaps(other) for other in used):
        return
    if any(isinstance(f, Diagnosis) and span.overlaps(f.place) for f in canvas.facts) and isinstance(fact, Event):
        span = fact.place
    used.append(span)
    named = _named_event(fact) if span == fact.place else ""
    words = restated(span, style)
    if canvas.source(fact.source).kind is SourceKind.INTAKE:
        words, span = sentence(style.words(tidied(_text_of(fact)))), fact.place
    text = f"{lead}{named}{words}"
    notebook.say(section, (fact.kind, getattr(fact, "text", ""), span.quote), text, [fact], spans=(span,))


def _told_with_before(fact: Fact, canvas: Canvas) -> bool:
    """Whether a fact stands in the words on function before, which are told as a whole."""
    return any(is_before(f) and f.place.overlaps(fact.place) for f in canvas.facts if f.source == fact.source)


def _text_of(fact: Fact) -> str:
    """A patient's entry on a form as the fact tells it, for the line holds the form's question too."""
    return str(getattr(fact, "text", "")) or fact.place.quote


def _named_event(fact: Fact) -> str:
    """What kind of event a bare phrase tells ("Surgery: ")."""
    return f"{str(fact.what).capitalize()}: " if isinstance(fact, Event) and fact.what in _BEGAN else ""


def _first_records(canvas: Canvas) -> frozenset[str]:
    """Evaluation and intake; where there is neither, the oldest source."""
    kinds = (SourceKind.EVALUATION, SourceKind.INTAKE, SourceKind.REFERRAL)
    found = [source.id for source in canvas.sources if source.kind in kinds]
    return frozenset(found or [source.id for source in canvas.sources[:1]])


def _in_order(canvas: Canvas) -> Iterator[Fact]:
    facts = [f for f in _written(canvas) if f.assertion in _HOLDS]
    first = _first_records(canvas)
    yield from (f for f in facts if isinstance(f, Event) and f.what in _BEGAN and f.source in first)
    yield from (f for f in facts if isinstance(f, Social))
    yield from (f for f in facts if isinstance(f, History) and f.source in first)


def is_before(fact: Fact) -> bool:
    """Whether a fact tells what the patient could do before this problem."""
    return isinstance(fact, Function) and (fact.when is When.PRIOR or fact.assertion is Assertion.HISTORICAL)


def _written(canvas: Canvas) -> Iterable[Fact]:
    """Facts of the first record of the episode: evaluation and intake, else the oldest notes; talk last."""
    order = {
        source.id: (
            source.kind is _TALK,
            source.kind is not SourceKind.EVALUATION,
            source.kind is not SourceKind.INTAKE,
            source.date or date.max,
        )
        for source in canvas.sources
    }
    return sorted(canvas.facts, key=lambda f: (order[f.source], f.start))
