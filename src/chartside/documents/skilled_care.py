"""Skilled care by visit: what was observed, what was cued, helped, graded or changed, and what came of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from chartside.documents.abbreviations import Style
from chartside.documents.course import CourseVisit
from chartside.documents.dosage_wording import was_done, words_beside
from chartside.documents.episode import Episode
from chartside.documents.heard import thing_of
from chartside.documents.knowledge import knowledge
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import capitalized, number, on_day, sentence, tidied
from chartside.documents.skilled_help import help_given, task_words
from chartside.documents.value_wording import name_of_value, shown
from chartside.documents.verdict_wording import judged
from chartside.documents.visit_words import facts_told, words_of_visit
from chartside.documents.words_found import course_words
from chartside.domain.documents import Column, Statement, Table
from chartside.domain.facts import Diagnosis, Event, Fact, Goal, Intervention, Measurement, PlanItem
from chartside.domain.source import Span

SKILLED = Table(
    "skilled_care",
    "Skilled care by visit",
    (
        Column("date", "Date"),
        Column("observed", "Observed and reasoned"),
        Column("graded", "Cued, helped, graded or changed"),
        Column("result", "Response"),
    ),
)
_NONE = "–"
_WORD = re.compile(r"[a-z]{3,}")
_LABEL = re.compile(r"^(?:skilled|response|assessment|a)\s*:\s*", re.I)
_ELSEWHERE = (Goal, PlanItem, Diagnosis, Event)
_GOAL = re.compile(r"\b(?:STG|LTG)s?\s*\d*\b|\bgoals?\b", re.I)
_MOST_SENTENCES = 3
_LONGEST = 220  # characters of one sentence in a cell
_BEFORE, _AFTER = "before treatment", "after treatment"


@dataclass(slots=True)
class _Visit:
    """What one visit shows, with all it rests on."""

    observed: list[str] = field(default_factory=list)
    graded: list[str] = field(default_factory=list)
    result: list[str] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    computed: bool = False


def write_skilled_care(notebook: Notebook, episode: Episode, section: str) -> None:
    """Put one row a treatment day into the section's table; days that show nothing of it are left out."""
    earlier: list[Intervention] = []
    for visit in episode.visits:
        done = [f for f in episode.facts_of(visit) if isinstance(f, Intervention) and was_done(f)]
        found = _Visit()
        _observe(found, episode, visit)
        _grade(found, episode, done)
        _progress(found, done, earlier, episode.style)
        _respond(found, episode, visit, done)
        earlier += done
        if visit.day is None or not (found.observed or found.graded or found.result):
            continue
        if visit.told is not None:
            found.facts.append(visit.told)
        _write(notebook, visit, found, section)


def _write(notebook: Notebook, visit: CourseVisit, found: _Visit, section: str) -> None:
    day = on_day(visit.day) if visit.day is not None else _NONE
    cells = {
        "observed": _cell(found.observed),
        "graded": _cell(found.graded),
        "result": _cell(found.result),
    }
    said = [f"{label}: {cells[key]}" for key, label in _LABELS.items() if cells[key] != _NONE]
    notebook.row(
        section,
        SKILLED.key,
        ("skilled", day),
        (("date", day), *cells.items()),
        sentence(f"{day}: {'; '.join(said)}"),
        found.facts,
        spans=found.spans,
        computed_by="course.by_day",
    )


_LABELS = {"observed": "observed", "graded": "graded", "result": "response"}


def _cell(parts: Iterable[str]) -> str:
    unique = list(dict.fromkeys(part.strip(" .;,") for part in parts if part.strip(" .;,")))
    return capitalized("; ".join(unique)) or _NONE


def _observe(found: _Visit, episode: Episode, visit: CourseVisit) -> None:
    """The therapist's own reasoning of the day."""
    said = reasoning(episode, visit)
    if visit.evaluation:  # whose prognosis and complexity stand in the evaluation
        said = [s for s in said if course_words("need").search(s.text)]
    for statement in said[:_MOST_SENTENCES]:
        found.observed.append(_LABEL.sub("", statement.text))
        found.facts += facts_told(episode, statement)
        found.spans += statement.evidence


def reasoning(episode: Episode, visit: CourseVisit) -> list[Statement]:
    """Sentences of a visit's assessment that are no goal and no plan; those that show need come first."""
    said = [
        s
        for s in words_of_visit(episode, visit)["assessment"]
        if len(s.text) <= _LONGEST
        and not _GOAL.search(s.text)
        and not course_words("missed").search(s.text)
        and not any(isinstance(f, _ELSEWHERE) for f in facts_told(episode, s))
    ]
    need = course_words("need")
    return sorted(said, key=lambda s: need.search(s.text) is None)


def _grade(found: _Visit, episode: Episode, done: Sequence[Intervention]) -> None:
    """Cues and hands-on help, each with what it was given for."""
    for item in done:
        if given := help_given(item, episode.style):
            found.graded.append(given)
            found.facts.append(item)
            found.spans += words_beside(item, episode.canvas)


def _progress(found: _Visit, done: Sequence[Intervention], earlier: Sequence[Intervention], style: Style) -> None:
    """Loads that were changed since the same exercise was done last."""
    for item in done:
        was = next((e for e in reversed(earlier) if _same_exercise(e, item)), None)
        if was is None or item.load is None or was.load is None:
            continue
        if item.load == was.load or (item.load_unit or "") != (was.load_unit or ""):
            continue
        found.graded.append(style.words(f"{task_words(item)} {_load(was)} → {_load(item)}"))
        found.facts += [was, item]
        found.computed = True


def _same_exercise(one: Intervention, other: Intervention) -> bool:
    first, second = (_words(task_words(i)) for i in (one, other))
    return bool(first) and first == second and one.side == other.side and type(one.load) is type(other.load)


def _words(name: str) -> frozenset[str]:
    names = knowledge("course_words")["exercise"]["same"]
    words = {names.get(word, word) for word in re.findall(r"[a-z]{2,}", name.casefold())}
    return frozenset(word for part in words for word in part.split())


def _load(item: Intervention) -> str:
    if isinstance(item.load, str):
        return item.load
    return f"{number(item.load or 0.0)} {item.load_unit or ''}".strip()


def _respond(found: _Visit, episode: Episode, visit: CourseVisit, done: Iterable[Intervention]) -> None:
    """Responses told, and values measured before and after treatment."""
    for item in done:
        if item.response:
            found.result.append(episode.style.words(tidied(item.response).strip(" .,;:")))
            found.facts.append(item)
            found.spans += words_beside(item, episode.canvas)
    for before, after in _within(episode.facts_of(visit)):
        change = judged(before, after, episode.population)
        name = name_of_value(after, episode.style)
        found.result.append(
            f"{name} {shown(before)} → {shown(after)} in session"
            if change
            else f"{name} {shown(after)} after treatment"
        )
        found.facts += [before, after]
        found.computed = True


def _within(facts: Sequence[Fact]) -> Iterator[tuple[Measurement, Measurement]]:
    values = [f for f in facts if isinstance(f, Measurement)]
    for after in values:
        if after.context != _AFTER:
            continue
        before = next((v for v in values if v.context != _AFTER and _same_thing(v, after)), None)
        if before is not None:
            yield before, after


def _same_thing(before: Measurement, after: Measurement) -> bool:
    if before.context not in (_BEFORE, None, "current"):
        return False
    return thing_of(before) == thing_of(after) and before.source == after.source and before.date == after.date


def write_need(notebook: Notebook, episode: Episode, section: str) -> None:
    """Why a therapist's skill is still needed, in the therapist's words, the newest first; or that care ends."""
    need = course_words("need")
    for visit in reversed(episode.course.visits[-_LATEST_VISITS:]):
        said = [s for s in reasoning(episode, visit) if need.search(s.text)]
        for statement in said:
            day = f"{on_day(visit.day)}: " if visit.day is not None and visit is not episode.latest else ""
            text = sentence(f"{day}{_LABEL.sub('', statement.text)}")
            notebook.say(
                section, ("need", statement.id), text, facts_told(episode, statement), spans=statement.evidence
            )
        if said:
            return


_LATEST_VISITS = 3
