"""Charges a note states: "97110x2 97140x1", "TE1 NMR1", "97112-GP x2", "97140 GP and 97116 GP, two units each"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from chartside.domain.facts import BilledLine, Fact
from chartside.extract.amounts import SAID, amount
from chartside.extract.reading import Line, Reading, Zone
from chartside.extract.service_words import Service, glued_services, services, small_services
from chartside.extract.vocabulary import folded_text

_MODIFIER = r"(?:gp|go|gn|kx|cq|co|59|25|76|77|52|22|ga|gy|gz|gx|x[espu]|96|97|lt|rt|95)"
_MODIFIERS = re.compile(
    rf"(?P<mods>(?:[ \t]?[-–,/.]?[ \t]?\(?(?:modifiers? )?{_MODIFIER}\)?(?![\w']|\s?(?:min|deg)|\.\d)){{1,4}})"
)
_ONE_MODIFIER = re.compile(_MODIFIER)
_COUNT = rf"(?:\d{{1,2}}(?![\d:/]|\.\d)|{SAID})"
_TIMES = re.compile(
    rf"[ \t]*(?:[x×*][ \t]*(?P<n1>{_COUNT})(?![ \t]*(?:min|m\b|'|sets|reps|sec|s\b|[x×]))"
    rf"|[:=(,–—-]?[ \t]*(?P<n2>{_COUNT})[ \t]*(?:units?\b|u\b|un\b)|\([ \t]*(?P<n3>{_COUNT})[ \t]*\))(?:[ \t]*units?\b)?(?P<close>\))?"
)
_APART = re.compile(r"[ \t](?P<n>[1-8])(?![\w.:'/-]|[ \t]?(?:min|x|×))")
_UNITS_BEFORE = re.compile(
    rf"(?:(?P<n1>{_COUNT})[ \t]*(?:units?|u)(?:[ \t]+(?:of|for))?|(?<![\w.])(?P<n2>{_COUNT})[ \t]*[x×])[ \t]*(?:cpt )?$"
)
_EACH = re.compile(rf"[^\n]{{0,90}}?[,;]?[ \t]*(?P<n>{_COUNT})[ \t]*(?:units?|u)?[ \t]*(?:each|apiece|ea\b|per code)")
_CHARGE = re.compile(r"\b(?:bill(?:ed|ing)?|charges?|charged|chg|units?|cpt codes?|codes billed|submitted)\b")
_CHARGE_WORD = re.compile(r"\b(?:bill(?:ed|ing)?|charges?|charged|chg|codes billed|submitted)\b")
_NOT_CHARGED = re.compile(
    r"\b(?:not|no|non|un)[ -]?(?:be )?(?:bill|charg)\w*|\b(?:authoriz|auth\b|approved|remaining)\w*"
)
_DASHED = re.compile(
    r"(?:[ \t]?[-–=:/][ \t]?|[ \t]{1,3})(?P<n>[1-8])(?![\w.:'/%-]|[ \t]?(?:min|x|×|sets|reps|sec|lbs?|#))"
)
_IN_DASHED = re.compile(r"\b9[2-9]\d{3}[-–=][1-8](?=[\s,;.|)]|$)")
"""A code with its units behind a dash; two of them make a list of charges."""
_MINUTES = re.compile(r"[ \t]*[,(/–-]?[ \t]*(?P<n>\d{1,3})[ \t]?(?:min(?:ute)?s?\b|')")
_TIME_LABEL = re.compile(r"[ \t#*•-]*(?:(?:timed|total|treatment|tx) )?(?:minutes|mins?|time)\b[ \t]*[:=-]")
"""Before codes with numbers these say that the numbers are minutes."""

_MOST_UNITS = 16
_LONGEST = 1000
"""Characters of a line in which a list of charges is looked for."""


class BilledLines:
    """Charges stated in a note."""

    name = "billed_lines"

    def extract(self, reading: Reading) -> Iterable[Fact]:
        """Charges of a source, in order of place, each code once with its units."""
        seen: set[tuple[str, float | None, tuple[str, ...]]] = set()
        for line in _billed(reading):
            key = (line.code, line.units, line.modifiers)
            if key not in seen:
                seen.add(key)
                yield line


EXTRACTOR = BilledLines()


def _billed(reading: Reading) -> Iterator[BilledLine]:
    charged: set[int] = set()
    for service, value in _counted_run(reading):
        charged.add(service.start)
        yield BilledLine(
            evidence=(reading.span(service.start, value.end()),), code=service.code or "", units=float(value["n"])
        )
    for service in services(reading):
        if service.code is None or service.start in charged:
            continue
        line = reading.line_at(service.start)
        if line.zone is Zone.GOALS and not service.by_code:
            continue
        found = _charge(reading, service, line)
        if found is not None:
            charged.add(service.start)
            yield found
    glued = glued_services(reading)
    for service in glued:
        line = reading.line_at(service.start)
        before = folded_text(reading)[max(line.start, service.start - 160) : service.start]
        several = sum(line.start <= other.start < line.end for other in glued) > 1
        if service.code and service.start not in charged and (several or _in_charges(before, line)):
            span = reading.span(service.start, service.end + 1)
            yield BilledLine(evidence=(span,), code=service.code, units=float(reading.text[service.end]))


_RUN_VALUE = re.compile(
    r"[ \t]?(?:[x×:=-][ \t]?|[ \t])(?P<n>[0-8])(?:[ \t]?(?:units?|u)\b)?(?![\w.'/%#:-]|[ \t]?(?:min|m\b|x|×|'|sets|reps|sec|lbs?|/[ \t]?\d|deg))"
)
_RUN_LINK = re.compile(r"[ \t]*(?:[,;/|+&]|and\b|\([^)\n]{0,40}\))?[ \t]*")
_LEAST_IN_RUN = 3


def _counted_run(reading: Reading) -> Iterator[tuple[Service, re.Match[str]]]:
    """Services in a list that gives each its units, with no word of a charge ("GT x1, NMR x1, TA x1"; "ther ex 2 nmr 1")."""
    folded = folded_text(reading)
    places = {s.start: s for s in (*small_services(reading), *services(reading)) if s.code and not s.by_code}
    run: list[tuple[Service, re.Match[str]]] = []
    for start in sorted(places):
        value = _RUN_VALUE.match(folded, places[start].end)
        linked = run and _RUN_LINK.fullmatch(folded, run[-1][1].end(), start) is not None
        if value is None or not linked:
            yield from _enough(run)
            run = []
        if value is not None:
            run.append((places[start], value))
    yield from _enough(run)


def _enough(run: Sequence[tuple[Service, re.Match[str]]]) -> Sequence[tuple[Service, re.Match[str]]]:
    times = sum("x" in value.group() or "u" in value.group() or "×" in value.group() for _, value in run)
    return run if len(run) >= (_LEAST_IN_RUN if times < len(run) else 2) else ()


def _charge(reading: Reading, service: Service, line: Line) -> BilledLine | None:
    folded, end, code = folded_text(reading), service.end, service.code or ""
    mods = _MODIFIERS.match(folded, end, min(line.end, end + 40)) if service.by_code else None
    modifiers = tuple(m.upper() for m in _ONE_MODIFIER.findall(mods["mods"])) if mods else ()
    end = mods.end() if mods else end
    before = folded[max(line.start, service.start - 160) : service.start]
    in_charges = _in_charges(before, line)
    times = _TIMES.match(folded, end, line.end)
    start, units = service.start, None
    timed = _TIME_LABEL.match(folded, line.start) is not None and _CHARGE_WORD.search(before) is None
    dashed = _DASHED.match(folded, end, line.end) if service.by_code and times is None and not timed else None
    if dashed is not None and (in_charges or _in_dashed_list(folded, line)):
        units, end = float(dashed["n"]), dashed.end()
    elif times is not None and (service.by_code or in_charges):
        units = _number(times)
        end = times.end() if not times["close"] or "(" in times.group() else times.end() - 1
    elif in_charges and not timed:
        units, start, end = _counted(folded, service, line, start, end)
    if units is None and not (in_charges and service.by_code and _CHARGE_WORD.search(before) and mods):
        return None
    if units is not None and not 0 < units <= _MOST_UNITS:
        return None
    if _NOT_CHARGED.search(before) and not _CHARGE_WORD.search(before.rsplit(".", 1)[-1]):
        return None
    minutes = _MINUTES.match(folded, end, line.end) if units is not None else None
    return BilledLine(
        evidence=(reading.span(start, end),),
        code=code,
        units=units,
        minutes=float(minutes["n"]) if minutes else None,
        modifiers=modifiers,
    )


def _in_dashed_list(folded: str, line: Line) -> bool:
    if _TIME_LABEL.match(folded, line.start):
        return False
    return len(_IN_DASHED.findall(folded, line.start, min(line.end, line.start + _LONGEST))) > 1


def _counted(folded: str, service: Service, line: Line, start: int, end: int) -> tuple[float | None, int, int]:
    """Units in a list of charges: glued to a family word, before the code, or "one unit each" for the whole list."""
    if not service.by_code:
        apart = _APART.match(folded, service.end, line.end)
        if apart:
            return float(apart["n"]), start, apart.end()
    low = max(line.start, service.start - 24)
    before = _UNITS_BEFORE.search(folded[low : service.start])
    if before:
        return _number(before), low + before.start(), end
    each = _EACH.match(folded, end, line.end)
    if each and service.by_code:
        return _number(each), start, end
    return None, start, end


def _number(found: re.Match[str]) -> float | None:
    return next((amount(v) for k, v in found.groupdict().items() if k.startswith("n") and v), None)


def _in_charges(before: str, line: Line) -> bool:
    """Whether a list of charges is open: a charge word stands before, or the line is one."""
    return line.zone is Zone.BILLING or _CHARGE.search(before) is not None
