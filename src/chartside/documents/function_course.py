"""Function over the course of care: what was told of each daily task first, between, and last, with help and device."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from chartside.documents.episode import Episode, by_day
from chartside.documents.knowledge import knowledge
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import capitalized, sentence, tidied
from chartside.documents.verdict_wording import on
from chartside.documents.words_found import task_of, tasks, told_as_symptoms
from chartside.domain.documents import Column, Table
from chartside.domain.facts import Assertion, Fact, Function, Symptom, When
from chartside.domain.source import Span

FUNCTION = Table(
    "function_course",
    "Function: was, now",
    (Column("task", "Task"), Column("was", "First"), Column("between", "Between"), Column("now", "Latest")),
)
_NONE = "–"
_MOST_BETWEEN = 3
_WORD = re.compile(r"\d+|[a-z]{4,}")
_STEM = 4
_SEVERAL = re.compile(r"\band\b")
_SINCE = re.compile(r"\bsince\b", re.I)  # "off work since the fall" is no level of before
_SIDED = re.compile(r"\b(right|left|R|L)\b")
_FARTHEST = 12  # characters before a fact in which its denial is looked for
_SHORTEST = 4  # characters; less is a stray word, no statement of function
_MARKS = ' .;,"“”'


@dataclass(frozen=True, slots=True)
class Task:
    """What is told of one daily task, oldest first."""

    name: str
    told: tuple[Fact, ...]


def tasks_of(episode: Episode) -> tuple[Task, ...]:
    """Tasks of the episode in the order of the table of tasks; what names no known task is left to the notes."""
    found: dict[tuple[str, str], list[Fact]] = {}
    visited = {source.id for visit in episode.course.visits for source in visit.sources}
    for fact in by_day(episode, episode.canvas.facts):
        name = _task(fact) if fact.source in visited else None
        if name is not None and episode.day_of(fact) is not None:
            found.setdefault((name, _side(fact)), []).append(fact)
    order = [name for name, _ in tasks()]
    keys = sorted(found, key=lambda key: (order.index(key[0]), key[1]))
    return tuple(Task(", ".join(part for part in key if part), tuple(found[key])) for key in keys)


def _side(fact: Fact) -> str:
    """The side that a task names beside its words ("reach behind back, right")."""
    hit = _SIDED.search(fact.task) if isinstance(fact, Function) and fact.task not in (fact.level or "") else None
    return hit[1][0].upper() if hit else ""


def _task(fact: Fact) -> str | None:
    if fact.when is not When.CURRENT or fact.assertion is not Assertion.PRESENT:
        return None
    if isinstance(fact, Symptom):
        name = task_of(fact.text)
        return name if name in told_as_symptoms() else None
    if not isinstance(fact, Function) or len(wording(fact)) < _SHORTEST:
        return None
    return task_of(fact.task, fact.level, fact.device)


def wording(fact: Fact, row: str | None = None) -> str:
    """What is told, in the source's words; its task is left out where the row's name says it."""
    if not isinstance(fact, Function) or not fact.level:
        return tidied(fact.place.quote).strip(_MARKS)
    level, task = tidied(fact.level), tidied(fact.task)
    said = (
        not task
        or task.casefold() in level.casefold()
        or task_of(task) in ((row or "").partition(",")[0], task_of(level))
    )
    return (level if said else f"{task}: {level}").strip(_MARKS)


def write_function(notebook: Notebook, episode: Episode, section: str) -> None:
    """Put the tasks into the section's table, and what the patient could do before."""
    last = episode.until
    for task in tasks_of(episode):
        days = _days(episode, task.told)
        first, latest = days[0], days[-1]
        between = days[1:-1][-_MOST_BETWEEN:]
        was = _said(episode, first, task.name)
        now = _said(episode, latest, task.name) if len(days) > 1 else _NONE
        if len(days) == 1 and first[0] == last and last != episode.course.start:
            was, now = _NONE, was
        mid = "; ".join(_said(episode, day, task.name) for day in between) or _NONE
        cells = (("task", task.name), ("was", was), ("between", mid), ("now", now))
        said = [part for part in (was, *([mid] if between else []), now) if part != _NONE]
        facts = [f for _, told in (first, *between, *([latest] if len(days) > 1 else [])) for f in told]
        text = sentence(f"{task.name}: {' → '.join(said)}")
        notebook.row(section, FUNCTION.key, ("task", task.name), cells, text, facts, computed_by="course.by_day")
    _write_prior(notebook, episode, section)


def _write_prior(notebook: Notebook, episode: Episode, section: str) -> None:
    prior = [f for f in episode.canvas.facts if isinstance(f, Function) and f.when is When.PRIOR]
    for key, lead in ((False, "Prior level of function: "), (True, "")):
        facts = [f for f in prior if bool(_SINCE.search(wording(f))) is key and len(wording(f)) >= _SHORTEST]
        told = [_with_denial(f, episode) for f in facts]
        words = dict.fromkeys(episode.style.words(text) for text, _ in told)
        if words:
            spans = [span for _, span in told if span is not None]
            notebook.say(
                section, ("since" if key else "prior",), sentence(f"{lead}{'; '.join(words)}"), facts, spans=spans
            )


def _with_denial(fact: Fact, episode: Episode) -> tuple[str, Span | None]:
    """What is told, with the word of denial that stands before it in the source ("no pads")."""
    source = episode.canvas.source(fact.source)
    hit = _denied_before().search(source.text, max(0, fact.start - _FARTHEST), fact.start)
    if hit is None or wording(fact).casefold().startswith(hit[1].casefold()):
        return wording(fact), None
    return f"{hit[1]} {wording(fact)}", source.span(hit.start(1), fact.place.end)


@cache
def _denied_before() -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(knowledge('stances')['denial']['before'])})\s+$", re.I)


def _days(episode: Episode, told: Sequence[Fact]) -> list[tuple[date | None, list[Fact]]]:
    days: dict[date | None, list[Fact]] = {}
    for fact in told:
        days.setdefault(episode.day_of(fact), []).append(fact)
    return list(days.items())


def _said(episode: Episode, day: tuple[date | None, Iterable[Fact]], row: str) -> str:
    when, told = day
    words = list(dict.fromkeys(episode.style.words(wording(f, row)) for f in told))
    kept = [w for w in words if not any(w != o and w.casefold() in o.casefold() for o in words)]
    return f"{capitalized('; '.join(kept))} {on(when)}"


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(text.lower()))


def told_of(episode: Episode, known: Iterable[Task], text: str) -> tuple[Fact, ...]:
    """What was told first and last of the task that a text (of a goal) speaks of, in the words nearest to it."""
    name = task_of(text)
    days = _days(episode, [f for task in known if task.name == name for f in task.told])
    wanted = _stems(text)

    def near(fact: Fact) -> int:
        return len(wanted & _stems(wording(fact)))

    if name is not None and _SEVERAL.search(name):  # what is told of lifting says nothing of reaching
        days = [(day, [f for f in facts if near(f)]) for day, facts in days]
        days = [(day, facts) for day, facts in days if facts]
    if not days:
        return ()
    return tuple(max(facts, key=near) for _, facts in (days[:1] if len(days) < 2 else [days[0], days[-1]]))
