"""An episode as text a person reads in a terminal: what holds now, what contradicts what, what was copied forward."""

from __future__ import annotations

from collections.abc import Iterator

from chartside.services.episode_view import Contradiction, EpisodeView, Series

MOST_VALUES = 5
"""Values shown of one measure: the first, and the last ones."""


def episode_lines(view: EpisodeView) -> Iterator[str]:
    """Lines of the episode: one a measure, oldest value first and the newest last."""
    if not view.series:
        return
    span = f"{view.days[0]} to {view.days[-1]}" if view.days else "no dates"
    yield ""
    yield f"EPISODE ({len(view.days)} days, {span})"
    width = max(len(series.title) for series in view.series)
    for series in sorted(view.series, key=lambda s: s.title):
        yield f"  {series.title.ljust(width)}  {_values(series)}"
    if view.contradictions:
        yield ""
        yield "CONTRADICTIONS"
        for contradiction in view.contradictions:
            yield f"  {_contradiction(contradiction)}"
    if view.copied_forward:
        yield ""
        yield "COPIED FORWARD"
        for copied in view.copied_forward:
            ids = ", ".join(fact.id for fact in copied.facts)
            yield f"  {copied.day}: all {len(copied.facts)} values are those of {copied.before} ({ids})"


def _values(series: Series) -> str:
    values = list(series.values)
    if len(values) > MOST_VALUES:
        values = [values[0], *values[-MOST_VALUES + 1 :]]
    shown = [f"{_number(v.fact.value)}{f' ({v.day:%m/%d})' if v.day else ''}" for v in values]
    parts = [" > ".join(shown)]
    if series.baseline is not None:
        parts.append(f"baseline {_number(series.baseline.value)}")
    if series.goal is not None:
        parts.append(f"goal {_number(series.goal.value)}")
    return ", ".join(parts)


def _contradiction(found: Contradiction) -> str:
    first, second = found.first, found.second
    return (
        f"{found.why}: {first.id} {_number(first.value)} ({first.evidence[0].quote!r}), "
        f"{second.id} {_number(second.value)} ({second.evidence[0].quote!r})"
    )


def _number(value: float | None) -> str:
    return "?" if value is None else f"{value:g}"
