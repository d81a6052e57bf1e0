"""The certification of a plan: its period, the day by which it must be certified again, and lines to sign."""

from __future__ import annotations

from datetime import date

from chartside.documents.episode import Episode
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import on_day, sentence
from chartside.documents.plan_ahead import planned_spans
from chartside.domain.documents import Column, Table
from chartside.domain.facts import Fact
from chartside.plan_of_care.certification import certification_term

CERTIFICATION = Table(
    "certification", "Certification", (Column("item", "Item"), Column("entry", "Entry"), Column("rule", "Rule"))
)
_BLANK = "." * 24
_NONE = "–"
_LONGEST = "longest_period"


def write_certification(notebook: Notebook, episode: Episode, section: str) -> None:
    """Rows of the period that ends and the one to be certified, with the longest that a certification holds."""
    start, until = episode.course.start, episode.until
    told = [v.told for v in episode.course.visits if v.told is not None]
    spans = planned_spans(episode)
    if start is not None and told:
        first = [told[0]]
        _row(notebook, section, "Start of care", on_day(start), "", first)
        _row(notebook, section, "First certification can hold to", *_longest(start), first)
    if spans:
        begin, end, items = spans[0]
        _row(notebook, section, "First plan of care", f"{on_day(begin)} to {on_day(end)}", "", items)
    newest = spans[-1] if len(spans) > 1 and spans[-1][0] == until else None
    if newest is not None:
        begin, end, items = newest
        longest = certification_term(_LONGEST, begin)
        last = min(end, longest.ends(begin)) if longest is not None else end
        _row(
            notebook,
            section,
            "Period to be certified",
            f"{on_day(begin)} to {on_day(last)}",
            longest.rule if longest is not None else "",
            items,
        )


def _longest(start: date) -> tuple[str, str]:
    term = certification_term(_LONGEST, start)
    return (on_day(term.ends(start)), term.rule) if term is not None else (_NONE, "")


def _row(notebook: Notebook, section: str, item: str, entry: str, rule: str, facts: object) -> None:
    cells = (("item", item), ("entry", entry), ("rule", rule or _NONE))
    used: list[Fact] = [f for f in facts if isinstance(f, Fact)] if isinstance(facts, list | tuple) else []
    notebook.row(
        section,
        CERTIFICATION.key,
        ("certification", item),
        cells,
        sentence(f"{item}: {entry}"),
        used,
        computed_by="certification.period",
    )


def write_signatures(notebook: Notebook, section: str) -> None:
    """The lines in which the physician certifies, as standing text."""
    lines = (
        "By this signature the physician or other practitioner certifies that the patient needs the services of this "
        "plan and is under his or her care.",
        f"Physician or other practitioner: {_BLANK} NPI: {_BLANK}",
        f"Signature: {_BLANK} Date: {_BLANK}",
        f"Therapist: {_BLANK} License: {_BLANK} Date: {_BLANK}",
    )
    for number, line in enumerate(lines):
        notebook.standing(section, ("sign", number), line)
