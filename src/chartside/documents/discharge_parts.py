"""What a discharge summary tells alone: treatment given, what is still present, home program, referrals, the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chartside.documents.abbreviations import name_of
from chartside.documents.course_rows import dated
from chartside.documents.course_series import Charted
from chartside.documents.dosage_wording import dosed, was_done, words_beside
from chartside.documents.episode import Episode, by_day
from chartside.documents.finding_course import still_positive
from chartside.documents.goal_course import GoalCourse
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import capitalized, in_a_row, number, on_day, sentence, tidied, with_unit
from chartside.documents.plan_ahead import plan_items
from chartside.documents.skilled_help import HANDS_ON, assist_words, task_words
from chartside.documents.visit_words import facts_told, words_of_visit
from chartside.documents.words_found import course_words
from chartside.domain.documents import Statement
from chartside.domain.facts import (
    Assertion,
    Equipment,
    Event,
    EventOf,
    Fact,
    Intervention,
    Measurement,
    PlanOf,
)
from chartside.measures import rom_norm

_HOME = "home_program"
_MOST_NAMED = 8  # interventions of one family, the newest ones


def write_treatment(notebook: Notebook, episode: Episode, section: str) -> None:
    """Families of treatment given, with the interventions of each; loads stand in the skilled care."""
    families: dict[str, dict[str, Intervention]] = {}
    for fact in by_day(episode, episode.canvas.facts):
        if isinstance(fact, Intervention) and was_done(fact) and fact.category and fact.category != _HOME:
            name = tidied(fact.name).strip(" .,;:")
            families.setdefault(fact.category, {}).setdefault(name.casefold(), fact)
    for family, items in families.items():
        kept = list(items.values())[-_MOST_NAMED:]
        names = episode.style.words("; ".join(task_words(f) for f in kept))
        text = f"{capitalized(name_of('category', family))}: {names}"
        notebook.say(section, ("treatment", family), sentence(text), kept, computed_by="course.treatment")


def write_falls(notebook: Notebook, episode: Episode, section: str) -> None:
    """Injuries and falls during care, each with the day of its note."""
    visited = {source.id for visit in episode.course.visits if not visit.evaluation for source in visit.sources}
    for fact in by_day(episode, episode.canvas.facts):
        if isinstance(fact, Event) and fact.what is EventOf.INJURY and fact.source in visited:
            if fact.assertion is not Assertion.PRESENT:
                continue
            day = episode.days.get(fact.source)
            words = episode.style.words(tidied(fact.place.quote).strip(" .;,"))
            text = f"During care{f', told on {on_day(day)}' if day else ''}: {words}"
            notebook.say(section, ("during", fact.text), sentence(text), [fact])


def write_still_present(notebook: Notebook, episode: Episode, rows: Iterable[Charted], section: str) -> None:
    """What is not normal at the newest visit: tests still positive, motion still short, pain, help still needed."""
    for told, text in still_positive(episode):
        notebook.say(section, ("present", text), sentence(f"Still present: {text}"), [told])
    parts: list[str] = []
    facts: list[Fact] = []
    rows = list(rows)
    for row in rows:
        short = _short(row)
        if short and row.series.latest.day == episode.until:
            parts.append(short)
            facts += [row.series.latest.value, *([row.other.value] if row.other else [])]
    if parts:
        spans = [span for row in rows for span in row.spans if row.series.latest.value in facts]
        text = sentence(f"Still short: {'; '.join(parts)}")
        notebook.say(section, ("short",), text, facts, spans=spans, computed_by="deficit.norm")
    _write_help(notebook, episode, section)


def _short(row: Charted) -> str:
    """Motion below its norm or the other side, and pain that is left; empty where nothing is short."""
    value = row.series.latest.value
    if not isinstance(value, Measurement) or value.value is None or value.value_high is not None:
        return ""
    if value.measure == "pain" and value.value > 0:
        return f"{row.name[:1].lower()}{row.name[1:]} {dated(row.series.latest)}"
    norm = rom_norm(value.joint, value.motion) if value.measure == "rom" else None
    if norm is None or not norm.limited(value.value) or (row.other is None and value.side is None and norm.two_sided):
        return ""
    there = row.other.value.value if row.other is not None else None
    if there is not None and there > value.value:
        gap = with_unit(number(there - value.value), value.unit)
        return f"{row.name} {dated(row.series.latest)}, {gap} short of the other side"
    gap = with_unit(number(norm.normal - value.value), value.unit)
    return (
        f"{row.name} {dated(row.series.latest)}, {gap} below the norm of {with_unit(number(norm.normal), value.unit)}"
    )


def _write_help(notebook: Notebook, episode: Episode, section: str) -> None:
    latest = episode.latest
    if latest is None:
        return
    helped = [
        f for f in episode.facts_of(latest) if isinstance(f, Intervention) and was_done(f) and f.assist in HANDS_ON
    ]
    parts = [f"{assist_words(f, episode.style)} for {task_words(f)}" for f in helped]
    if parts:
        text = f"Help still given{f' on {on_day(latest.day)}' if latest.day else ''}: {in_a_row(parts)}"
        notebook.say(section, ("help",), sentence(episode.style.words(text)), helped)


def write_home_program(notebook: Notebook, episode: Episode, section: str) -> None:
    """The home program as it was given last, and what was given before and not said again."""
    given: dict[str, Intervention] = {}
    for fact in by_day(episode, episode.canvas.facts):
        if isinstance(fact, Intervention) and (fact.category == _HOME or fact.assertion is Assertion.PLANNED):
            given.pop(fact.name.casefold(), None)
            given[fact.name.casefold()] = fact
    for fact in reversed(given.values()):
        day = episode.day_of(fact)
        text = f"Home program{f', {on_day(day)}' if day else ''}: {dosed(fact, episode.style)}"
        spans = words_beside(fact, episode.canvas)
        notebook.say(section, ("home", fact.name), sentence(text), [fact], spans=spans)
    equipment = [f for f in episode.canvas.facts if isinstance(f, Equipment) and f.assertion is Assertion.PRESENT]
    if equipment:
        words = in_a_row(episode.style.words(tidied(f.text)) for f in equipment)
        notebook.say(section, ("equipment",), sentence(f"Equipment: {words}"), equipment)


def write_referrals(notebook: Notebook, episode: Episode, section: str) -> None:
    """Referrals planned during care, with the day of the note; their outcome is asked where no note tells it."""
    for item in plan_items(episode):
        if item.what is PlanOf.REFERRAL:
            day = episode.day_of(item)
            words = episode.style.words(tidied(item.place.quote).strip(" .;,"))
            lead = "Possible" if item.assertion is Assertion.POSSIBLE else "Planned"
            lead = "Told" if lead.casefold() in words.casefold() else lead
            text = sentence(f"{lead}{f' {on_day(day)}' if day else ''}: {words}")
            notebook.say(section, ("referral", item.text), text, [item])


def write_reason(notebook: Notebook, episode: Episode, goals: Iterable[GoalCourse], section: str) -> None:
    """Why care ends, in the words of the newest note that plans it."""
    told = list(_discharge_words(episode))
    for statement, facts in told:
        notebook.say(section, ("reason", statement.id), statement.text, facts, spans=statement.evidence)
    planned = [f for f in plan_items(episode) if f.what is PlanOf.DISCHARGE and f.assertion is not Assertion.POSSIBLE]
    if planned and not told:
        day = episode.day_of(planned[-1])
        words = episode.style.words(tidied(planned[-1].place.quote).strip(" .;,"))
        text = f"Discharge planned{f' on {on_day(day)}' if day else ''}: {words}"
        notebook.say(section, ("reason",), sentence(text), planned[-1:])
    met = [g for g in goals if g.met]
    total = list(goals)
    if met and len(met) == len(total):
        words_on = [f for g in met for f in g.facts if f.kind == "goal"]
        notebook.say(section, ("all-met",), f"All {len(met)} goals are met.", words_on, computed_by="goal.count")


def _discharge_words(episode: Episode) -> Iterator[tuple[Statement, tuple[Fact, ...]]]:
    latest = episode.latest
    if latest is None:
        return
    words = course_words("discharge")
    for key in ("assessment", "plan"):
        for statement in words_of_visit(episode, latest)[key]:
            if words.search(statement.text):
                yield statement, tuple(facts_told(episode, statement))
