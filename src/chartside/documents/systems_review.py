"""The systems review: vital signs, and which systems the examination below covers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chartside.documents.abbreviations import name_of
from chartside.documents.knowledge import knowledge
from chartside.documents.measure_rows import MeasureRow, shown_now
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import in_a_row, sentence
from chartside.domain.facts import Fact, Measure, Measurement

SECTION = "systems"


def write_systems(notebook: Notebook, rows: Sequence[MeasureRow]) -> None:
    """Put down vital signs, then what was measured of muscles, joints and nerves, told in full below."""
    vitals = [row for row in rows if _is(row, [Measure.VITAL])]
    if vitals:
        parts = [f"{row.name} {shown_now(row.now)}" for row in vitals]
        facts = [fact for row in vitals for fact in row.facts]
        notebook.say(SECTION, ("vitals",), sentence(f"Cardiopulmonary: {in_a_row(parts)}"), facts)
    for row in knowledge("evaluation")["system"]:
        if row["id"] in ("musculoskeletal", "neuromuscular"):
            _write_measured(notebook, row["name"], row["measures"], rows)


def _write_measured(notebook: Notebook, name: str, measures: Iterable[str], rows: Sequence[MeasureRow]) -> None:
    found: dict[str, list[str]] = {}
    facts: list[Fact] = []
    for row in rows:
        if not _is(row, measures):
            continue
        for value in row.now:
            if isinstance(value, Measurement):
                joint = (value.joint or "").replace("_", " ")
                found.setdefault(str(value.measure), []).append(joint)
                facts.append(value)
    parts = []
    for measure, joints in found.items():
        named = in_a_row(j for j in dict.fromkeys(joints) if j)
        parts.append(name_of("measure", measure) + (f" ({named})" if named else ""))
    if parts:
        text = sentence(f"{name}: {in_a_row(parts)} measured below")
        notebook.say(SECTION, ("examined", name), text, facts)


def _is(row: MeasureRow, measures: Iterable[str]) -> bool:
    return isinstance(row.now[0], Measurement) and row.now[0].measure in measures
