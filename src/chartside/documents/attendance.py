"""The period a report tells of: its days, the visits whose notes were read, and visits that did not take place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from chartside.documents.course import CourseVisit
from chartside.documents.episode import Episode
from chartside.documents.notebook import Notebook
from chartside.documents.passages import opening_of, passages_of
from chartside.documents.phrasing import in_a_row, on_day, sentence, tidied
from chartside.documents.words_found import course_words
from chartside.domain.facts import Assertion, Diagnosis, Event, EventOf
from chartside.domain.source import Span


def write_period(notebook: Notebook, episode: Episode, section: str) -> None:
    """First and last day, and the visits read, with their numbers where the notes say them."""
    visits = [v for v in episode.visits if v.day is not None]
    if not visits:
        return
    facts = [v.told for v in visits if v.told is not None]
    spans = [s for v in visits for s in day_spans(v)]
    first, last = visits[0].day, visits[-1].day
    if first is not None and last is not None:
        period = on_day(first) if first == last else f"{on_day(first)} to {on_day(last)}"
        number = max((v.number for v in visits if v.number is not None), default=None)
        through = f", through visit {number}" if number is not None else ""
        text = sentence(f"Period: {period}{through}")
        notebook.say(section, ("period",), text, facts, spans=spans, computed_by="course.period")
    text = sentence(f"Notes read: {in_a_row(_read(visits))}")
    notebook.say(section, ("visits",), text, facts, spans=spans, computed_by="course.visits")


def _read(visits: Iterable[CourseVisit]) -> Iterator[str]:
    for visit in visits:
        day = on_day(visit.day) if visit.day is not None else ""
        if visit.number is not None:
            yield f"visit {visit.number} ({day})"
        else:
            yield f"{'evaluation' if visit.evaluation else 'visit'} of {day}"


def day_spans(visit: CourseVisit) -> Iterator[Span]:
    """The opening of a visit's note, where no fact says its day."""
    opening = opening_of(visit.sources[0]) if visit.told is None and visit.sources else None
    if opening is not None:
        yield opening


def write_missed(notebook: Notebook, episode: Episode, section: str) -> None:
    """Sentences of the notes that tell of a visit missed or cancelled, each with the day of its note."""
    missed = course_words("missed")
    for visit in episode.visits:
        for source in visit.sources:
            for passage in passages_of(source):
                words = source.text[passage.start : passage.end]
                if missed.search(words):
                    day = f"{on_day(visit.day)}: " if visit.day is not None else ""
                    text = sentence(f"{day}{episode.style.words(tidied(words))}")
                    notebook.say(section, ("missed", words), text, spans=(source.span(passage.start, passage.end),))


def write_condition(notebook: Notebook, episode: Episode, section: str) -> None:
    """Diagnoses with their codes, onset or surgery, and who referred."""
    facts = episode.canvas.facts
    named = [f for f in facts if isinstance(f, Diagnosis) and f.assertion in (Assertion.PRESENT, Assertion.HISTORICAL)]
    evaluated = {s.id for v in episode.course.visits if v.evaluation for s in v.sources}
    diagnoses = _once([f for f in named if f.source in evaluated] or named)
    if diagnoses:
        parts = [_diagnosis(d, episode) for d in diagnoses]
        notebook.say(section, ("diagnosis",), sentence(f"Diagnosis: {'; '.join(parts)}"), diagnoses)
    events = [f for f in facts if isinstance(f, Event) and f.what in _EVENTS and f.assertion is not Assertion.ABSENT]
    for what, lead in _EVENTS.items():
        said = [e for e in events if e.what is what][:1]
        for event in said:
            day = f", {on_day(event.date)}" if event.date is not None else ""
            words = _LABEL.sub("", tidied(event.place.quote).strip(" .;,"))
            text = f"{lead}: {episode.style.words(words)}"
            day = "" if event.date is not None and _names_day(event) else day
            notebook.say(section, ("event", what), sentence(text + day), [event])


_LABEL = re.compile(
    r"^(?:ref(?:erring|erral|erred)?|onset|surgery)\b\s*(?:by|from|md|provider|physician)?\s*:?\s*", re.I
)
_EVENTS = {EventOf.ONSET: "Onset", EventOf.SURGERY: "Surgery", EventOf.REFERRAL: "Referral"}


def _names_day(event: Event) -> bool:
    return any(c.isdigit() for c in event.place.quote)


def _diagnosis(diagnosis: Diagnosis, episode: Episode) -> str:
    text = episode.style.words(tidied(diagnosis.text))
    return f"{text} ({diagnosis.icd10})" if diagnosis.icd10 and diagnosis.icd10 not in text else text


def _once(diagnoses: Sequence[Diagnosis]) -> list[Diagnosis]:
    """Diagnoses, each only once: by code, else by words."""
    kept: dict[str, Diagnosis] = {}
    for diagnosis in diagnoses:
        kept.setdefault((diagnosis.icd10 or diagnosis.text).casefold(), diagnosis)
    return list(kept.values())
