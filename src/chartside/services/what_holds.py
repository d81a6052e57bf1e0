"""What holds now in a course of care: each measure's first and newest value, the change, the goal, and where it stands.

The comparison of the sources is made in `episode_view`; here its values get their words, their judged change and the
line of the source that says them, for people who read charts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from chartside.documents.abbreviations import Style, name_of
from chartside.documents.value_wording import compared, name_of_value, shown
from chartside.domain.chart import Clinician
from chartside.domain.facts import Diagnosis, Fact, Measure, When
from chartside.domain.source import Source
from chartside.measures import Change
from chartside.services.compose_document import BACKGROUND
from chartside.services.episode_view import Contradiction, EpisodeView, Series, Value, ValueOfDay, episode_view
from chartside.services.errors import NotFound
from chartside.services.permissions import Permission, require
from chartside.services.visit_canvas import VisitCanvas, visit_canvas
from chartside.store import Work
from chartside.store.repositories.canvases import KeptSource


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedValue:
    """A value and the line that says it.

    Attributes:
        name: What it is a value of ("L knee flexion AROM").
        text: The value with its unit ("112°").
        day: Day it was taken on; None where it is not known.
        told: Day of the source.
        when: Whether it is called current, the last visit's, the first one's or a goal.
        visit: Id of the visit whose canvas the source is on.
        source: Id of the row of the source, for its address.
        source_name: Name of the source.
        line: Line in it, from 1.
        quote: The words.
    """

    name: str
    text: str
    day: date | None
    told: date | None
    when: When
    visit: str
    source: str
    source_name: str
    line: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldMeasure:
    """One measure of one side over the course of care.

    Attributes:
        name: What is measured, as in the clinic's documents.
        first: The oldest value; None where all are of one day.
        newest: The value that holds now.
        days: Number of days it was measured on.
        difference: The change in words ("+16°", "higher grade"); empty where values cannot be compared.
        change: How it was judged; None where no rule judges it.
        goal: A target.
    """

    name: str
    first: PlacedValue | None
    newest: PlacedValue
    days: int
    difference: str
    change: Change | None
    goal: PlacedValue | None


@dataclass(frozen=True, slots=True)
class PlacedContradiction:
    """Two values that cannot both be right: of one day, or one quoted later than it was recorded."""

    recorded: PlacedValue
    other: PlacedValue


@dataclass(frozen=True, slots=True)
class PlacedCopy:
    """A day whose values are all those of the day before it."""

    day: date
    before: date
    values: tuple[PlacedValue, ...]


@dataclass(frozen=True, slots=True)
class WhatHolds:
    """The view of a course of care with its values in words, those measured most often first."""

    view: EpisodeView
    facts: tuple[Fact, ...]
    measures: tuple[HeldMeasure, ...]
    contradictions: tuple[PlacedContradiction, ...]
    copied_forward: tuple[PlacedCopy, ...]


NOTHING = WhatHolds(EpisodeView((), (), (), ()), (), (), (), ())


def episode_holds(work: Work, actor: Clinician, *, patient: str, episode: str) -> WhatHolds:
    """What holds now in one course of care of a patient.

    Raises:
        NotFound: The patient has no such course of care.
        NotAllowed: This person may not read charts.
    """
    require(actor, Permission.READ_CHART)
    if episode not in {known.id for known in work.charts.episodes_of(patient)}:
        raise NotFound("There is no such course of care; go back to the patient.")
    visits = work.charts.visits_of(episode)
    return what_holds(visit_canvas(work, visits[-1].id)) if visits else NOTHING


def what_holds(at: VisitCanvas) -> WhatHolds:
    """What holds on the canvas of a course of care's last visit, which has all earlier ones behind it."""
    sources = _dated_by_themselves(at)
    view = episode_view(sources, at.canvas.facts)
    words = _Words(at, sources)
    measures = sorted((words.measure(series) for series in view.series), key=lambda m: (-m.days, m.name.casefold()))
    return WhatHolds(
        view,
        at.canvas.facts,
        tuple(measures),
        tuple(words.contradiction(found) for found in view.contradictions),
        tuple(
            PlacedCopy(copy.day, copy.before, tuple(words.value(fact) for fact in copy.facts))
            for copy in view.copied_forward
        ),
    )


def _dated_by_themselves(at: VisitCanvas) -> tuple[Source, ...]:
    """The sources; an undated one that never tells of its visit (an old note, a referral) has not the visit's day."""
    undated = {
        item.key
        for item in (*at.history, *at.kept)
        if item.source is not None and item.source.date is None and item.source.kind in BACKGROUND
    }
    return tuple(replace(source, date=None) if source.id in undated else source for source in at.canvas.sources)


class _Words:
    """Puts facts into words and places."""

    def __init__(self, at: VisitCanvas, sources: tuple[Source, ...]) -> None:
        self.kept: Mapping[str, KeptSource] = {item.key: item for item in (*at.history, *at.kept)}
        self.sources = {source.id: source for source in sources}
        self.style = Style.of(at.canvas.profile)
        diagnoses = [f.text for f in at.canvas.facts if isinstance(f, Diagnosis)]
        self.population = " ".join([at.chart.episode.title, *dict.fromkeys(diagnoses)])

    def measure(self, series: Series) -> HeldMeasure:
        """One row."""
        newest = series.newest
        first = self._first(series)
        judged = compared(newest.fact, first, self.population) if first is not None else None
        return HeldMeasure(
            name=self._name(newest.fact),
            first=self.value(first) if first is not None else None,
            newest=self.value(newest.fact),
            days=len({v.day for v in series.values}),
            difference=judged.text.partition(", ")[0] if judged else "",
            change=judged.change if judged else None,
            goal=self.value(series.goal) if series.goal is not None else None,
        )

    def _first(self, series: Series) -> Value | None:
        """The oldest value: a baseline told no later than the first value was taken, else the first of several days."""
        oldest: ValueOfDay = series.values[0]
        if series.baseline is not None:
            told = self.sources[series.baseline.source].date
            if told is not None and oldest.day is not None and told <= oldest.day:
                return series.baseline
        return oldest.fact if oldest.day != series.newest.day else None

    def contradiction(self, found: Contradiction) -> PlacedContradiction:
        """Both sides of a contradiction."""
        return PlacedContradiction(self.value(found.first), self.value(found.second))

    def value(self, fact: Value) -> PlacedValue:
        """A value and the line it was read from."""
        source, place = self.sources[fact.source], fact.place
        kept = self.kept[fact.source]
        own = fact.when in (When.CURRENT, When.GOAL)
        return PlacedValue(
            name=self._name(fact),
            text=shown(fact),
            day=fact.date or (source.date if own else None),
            told=source.date,
            when=fact.when,
            visit=kept.visit,
            source=kept.id,
            source_name=source.name,
            line=source.line_of(place.start),
            quote=" ".join(place.quote.split()),
        )

    def _name(self, fact: Value) -> str:
        """As the measure is called in a document, with the moment or position it was taken in."""
        name = name_of_value(fact, self.style)
        if name.casefold() in ("systolic", "diastolic"):
            return f"Blood pressure, {name.casefold()}"
        context = getattr(fact, "context", None)
        if not context or context == "current" or context.casefold() in name.casefold():
            return name
        pain = getattr(fact, "measure", None) is Measure.PAIN
        return f"{name} {name_of('pain_context', context)}" if pain else f"{name}, {context}"
