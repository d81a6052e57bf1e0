"""Minutes, clock and units of the visit, with the reasons and what was billed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from chartside.documents.abbreviations import name_of
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import in_a_row, number, sentence
from chartside.domain.billing import UnitAllotment, UnitRule
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Column, Table
from chartside.domain.facts import Assertion, BilledLine, Fact, Intervention, TimeEntry, TimeOf, When

UNITS = Table(
    "units",
    "Units",
    (
        Column("code", "Code"),
        Column("minutes", "Min", numeric=True),
        Column("cms", "CMS", numeric=True),
        Column("ama", "AMA", numeric=True),
        Column("billed", "Billed", numeric=True),
    ),
)
_CLOCK = re.compile(r"\s*(\d{1,2}):?(\d{2})\s*([ap])\.?\s*m?\.?\s*$", re.I)


def write_time(notebook: Notebook, canvas: Canvas, *, time: str = "objective", units: str = "objective") -> None:
    """Total and timed minutes with the clock, then the units under both rules and what the note bills.

    Args:
        notebook: Takes the statements.
        canvas: Gives the times, the units allotted and the lines billed.
        time: Section of the minutes.
        units: Section of the units.
    """
    today = [f for f in canvas.today() if f.assertion is Assertion.PRESENT and f.when is When.CURRENT]
    times = [f for f in today if isinstance(f, TimeEntry)]
    _write_totals(notebook, times, time)
    basis: list[Fact] = [
        f
        for f in today
        if isinstance(f, TimeEntry) and f.what in (TimeOf.CODE, TimeOf.TIMED_TOTAL) and f.minutes is not None
    ]
    timed = {f.code for f in times if f.what is TimeOf.CODE}
    counted = {line.code for allotment in canvas.units.values() for line in allotment.lines} - timed
    for fact in today:
        if isinstance(fact, Intervention) and any(_about(fact, code, canvas) for code in counted):
            basis.append(fact)
    billed = [f for f in today if isinstance(f, BilledLine)]
    if canvas.units and (basis or billed):
        _write_units(notebook, canvas, basis, billed, units)


def _write_totals(notebook: Notebook, times: Sequence[TimeEntry], section: str) -> None:
    total, timed = _last(times, TimeOf.TOTAL_TREATMENT), _last(times, TimeOf.TIMED_TOTAL)
    start, end = _last(times, TimeOf.START), _last(times, TimeOf.END)
    parts: list[str] = []
    if total is not None and total.minutes is not None:
        parts.append(f"total treatment {number(total.minutes)} min")
    if timed is not None and timed.minutes is not None:
        parts.append(f"timed {number(timed.minutes)} min")
    if start is not None and end is not None:
        parts.append(f"in {_clock(start)}, out {_clock(end)}")
    elif start is not None:
        parts.append(f"in {_clock(start)}")
    elif end is not None:
        parts.append(f"out {_clock(end)}")
    used = [t for t in times if t.what is not TimeOf.CODE]
    if parts:
        notebook.say(section, ("time",), sentence("Time: " + "; ".join(parts)), used)


def _last(times: Iterable[TimeEntry], what: TimeOf) -> TimeEntry | None:
    said = [t for t in times if t.what is what and (t.minutes is not None or t.clock)]
    return said[-1] if said else None


def _clock(time: TimeEntry) -> str:
    written = (time.clock or "").strip()
    hit = _CLOCK.match(written)
    return f"{int(hit[1])}:{hit[2]} {hit[3].upper()}M" if hit else written


def _write_units(
    notebook: Notebook, canvas: Canvas, basis: Sequence[Fact], billed: Sequence[BilledLine], section: str
) -> None:
    lines = {rule: {line.code: line for line in a.lines} for rule, a in canvas.units.items()}
    stated: dict[str, float] = {}
    for line in billed:
        if line.units is not None:
            stated.setdefault(line.code, line.units)
    codes = dict.fromkeys([*(code for rule in lines.values() for code in rule), *stated])
    for code in codes:
        found = [rule[code] for rule in lines.values() if code in rule]
        minutes = next((x.minutes for x in found if x.minutes), None)
        units = {rule: str(lines[rule][code].units) if code in lines.get(rule, {}) else "–" for rule in UnitRule}
        own = number(stated[code]) if code in stated else "–"
        facts = [f for f in basis if _about(f, code, canvas)] or list(basis)
        facts += [line for line in billed if line.code == code]
        cells = (
            ("code", code), ("minutes", number(minutes) if minutes else "–"), ("cms", units[UnitRule.CMS]),
            ("ama", units[UnitRule.AMA]), ("billed", own),
        )  # fmt: skip
        said = f"{code}: CMS {units[UnitRule.CMS]}, AMA {units[UnitRule.AMA]}" + (
            f", billed {own}" if code in stated else ""
        )
        notebook.row(section, UNITS.key, ("units", code), cells, sentence(said), facts, computed_by="units.allotted")
    everything = [*basis, *billed]
    payer = canvas.payer.unit_rule
    for rule in sorted(canvas.units, key=lambda r: r is not payer):
        allotment = canvas.units[rule]
        lead = name_of("unit_rule", rule) + (" (this payer)" if rule is payer else "")
        why = " ".join(allotment.why)
        if why:
            notebook.say(section, ("units", rule), f"{lead}: {why}", everything, computed_by=f"units.{rule}")
    if stated and any(lines.values()):
        _write_billed(notebook, canvas.units, stated, everything, payer, section)


def _about(fact: Fact, code: str, canvas: Canvas) -> bool:
    own = getattr(fact, "code", None)
    if own:
        return bool(own == code)
    service = canvas.codes.get(code)
    return isinstance(fact, Intervention) and service is not None and fact.category == service.category


def _write_billed(
    notebook: Notebook,
    units: Mapping[UnitRule, UnitAllotment],
    stated: dict[str, float],
    facts: Sequence[Fact],
    payer: UnitRule,
    section: str,
) -> None:
    """What the note bills against what each rule allows."""
    agrees: list[str] = []
    differs: dict[str, list[str]] = {}
    for rule, allotment in sorted(units.items(), key=lambda pair: pair[0] is not payer):
        allowed = {line.code: line.units for line in allotment.lines if line.units}
        name = "CMS" if rule is UnitRule.CMS else "AMA"
        wrong = [
            f"{code} {number(stated.get(code, 0))} billed, {allowed.get(code, 0)} allowed"
            for code in dict.fromkeys([*stated, *allowed])
            if stated.get(code, 0) != allowed.get(code, 0)
        ]
        if wrong:
            differs.setdefault(in_a_row(wrong), []).append(name)
        else:
            agrees.append(name)
    parts = [f"agree with {in_a_row(agrees)}"] if agrees else []
    parts += [f"differ from {in_a_row(names)}: {wrong}" for wrong, names in differs.items()]
    text = "Billed units " + "; ".join(parts)
    notebook.say(section, ("billed",), sentence(text), facts, computed_by="units.billed")
