"""Deep tendon reflexes, graded 0 to 4+: "DTRs: patellar 2+ B, achilles 1+ R 2+ L", "biceps R/L 2+/1+"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chartside.domain.facts import Fact, Measure, Measurement, Side
from chartside.domain.source import Speaker
from chartside.extract.cue_lines import lines_with
from chartside.extract.reading import Line, Reading, Zone
from chartside.extract.vocabulary import Mention, Term, folded_text, vocabulary

_CUE = re.compile(r"\b(?:reflex(?:es)?|dtr'?s?|jerks?|msrs?)\b")
_CUES = ("reflex", "dtr", "jerk", "msr")
_GRADE = re.compile(
    r"(?<![\w/.+-])(?P<before>\(?(?:[rlb]|right|left|bilat\w*)\)?\s*[:=]?\s*)?"
    r"(?P<grade>[0-4])(?P<plus>\+{1,3}|-)?(?:/4)?(?![\d.x]|/5)"
    r"(?:\s?/\s?(?P<other>[0-4])(?P<other_plus>\+{1,3}|-)?(?![\d/.x]))?"
    r"(?P<after>\s*(?:bilat\w*|\(?b\b\)?|\(?[rl]\b\)?(?!\s*[:=]?\s*[0-4])|on (?:the )?(?:right|left)|right\b|left\b|throughout))?"
)
_PAIR = re.compile(r"\b(?:r\s?/\s?l|right/left)\b")
_STOP = re.compile(r"\.(?=\s+[A-Za-z(]|\s*$)|;")
_SIDE = re.compile(r"\b(?:[rlb]|right|left|bilat\w*)\b")
_SIDE_BEFORE = re.compile(r"\b(?P<side>[rlb]|right|left|bilat\w*)\s+$")
_SIDE_BEHIND = re.compile(r"[\s(]*(?:on\s+(?:the\s+)?)?(?P<side>[rlb]|right|left|bilat\w*)\b\)?")
_ANY = Term("reflexes", "place", "", {})
_TO_PLACE = re.compile(r"\s*(?:(?:at|in|for|of|the|[rlb]|right|left|bilat\w*)\b\s*){0,4}")
_NEAR = 24
_LIMIT = 70
_SIDES = {"r": Side.RIGHT, "l": Side.LEFT, "b": Side.BILATERAL}
_SILENT = frozenset({Zone.GOALS, Zone.PLAN, Zone.BILLING, Zone.INTERVENTIONS})


class Reflexes:
    """Reads reflex grades behind the word reflex or DTR, also where it is the heading of the line."""

    name = "reflexes"

    def extract(self, reading: Reading) -> Iterator[Fact]:
        """One fact a place, side and grade."""
        folded = folded_text(reading)
        for line in lines_with(reading, _CUES):
            if line.speaker not in (None, Speaker.CLINICIAN) or line.zone in _SILENT:
                continue
            done = line.start
            for cue in _CUE.finditer(folded, line.start, line.end):
                if cue.start() < done:
                    continue
                low = _clause_start(folded, line, cue.start())
                done = _clause_end(folded, line, cue.end())
                found = vocabulary("reflexes.toml").find(folded, low, done)
                yield from _of_clause(reading, folded, [m for m in found if m.kind == "place"], done, cue)


def _clause_start(folded: str, line: Line, start: int) -> int:
    before = max(line.start, start - _LIMIT)
    stops = list(_STOP.finditer(folded, before, start))
    return stops[-1].end() if stops else before


def _clause_end(folded: str, line: Line, start: int) -> int:
    """End of the list of reflexes: a full stop behind it; a semicolon only parts its items."""
    for stop in _STOP.finditer(folded, start, line.end):
        following = folded[stop.end() : stop.end() + 30]
        if stop.group() == ";" and re.search(r"[0-4]\+", following):
            continue
        return stop.start()
    return line.end


def _of_clause(
    reading: Reading, folded: str, places: Sequence[Mention], end: int, cue: re.Match[str]
) -> Iterator[Measurement]:
    if places and (first := _graded_first(folded, places, cue)):
        for place, hit in zip(places, first, strict=True):
            yield from _graded(reading, folded, place, hit, paired=False, behind=False)
        return
    for number, place in enumerate(places):
        stop = places[number + 1].start if number + 1 < len(places) else end
        hits = [
            h
            for h in _GRADE.finditer(folded, place.end, min(stop, place.end + _LIMIT))
            if h["plus"] or h["grade"] in "0123"
        ]
        if not hits:
            hits = _shared(folded, places[number:], end)
        behind = bool(hits) and not hits[0]["before"] and not _SIDE.search(folded, place.end, hits[0].start())
        behind = behind and _SIDE_BEHIND.match(folded, _core_end(hits[-1])) is not None
        pair = _PAIR.search(folded, min(cue.start(), place.start), hits[0].start()) if hits else None
        for hit in hits:
            yield from _graded(reading, folded, place, hit, paired=pair is not None, behind=behind)
    if not places:
        whole = _GRADE.search(folded, cue.end(), min(end, cue.end() + _NEAR))
        if whole is not None and whole["plus"]:
            yield from _graded(
                reading, folded, Mention(cue.start(), cue.end(), _ANY), whole, paired=False, behind=False
            )


def _graded_first(folded: str, places: Sequence[Mention], cue: re.Match[str]) -> list[re.Match[str]]:
    """The grades of a list that names each place behind its grade: "DTRs 3+ R patellar, 2+ L patellar"."""
    found: list[re.Match[str]] = []
    at = min(cue.end(), places[0].start)
    for place in places:
        hits = [h for h in _GRADE.finditer(folded, at, place.start) if h["plus"] or h["grade"] in "0123"]
        if len(hits) != 1 or not _TO_PLACE.fullmatch(folded, hits[0].end(), place.start):
            return []
        found.append(hits[0])
        at = place.end
    return found


def _core_end(hit: re.Match[str]) -> int:
    """Where the grade itself ends, before its side."""
    return max(hit.end("grade"), hit.end("plus"))


def _shared(folded: str, places: Sequence[Mention], end: int) -> list[re.Match[str]]:
    """The grade of a list: "patellar and achilles 2+ B"."""
    at = places[0].end
    for number, other in enumerate(places[1:5], 1):
        if folded[at : other.start].strip(" ,/&") not in ("", "and"):
            return []
        stop = places[number + 1].start if number + 1 < len(places) else end
        hit = _GRADE.search(folded, other.end, min(stop, other.end + 14))
        if hit is not None and hit["plus"]:
            return [hit]
        at = other.end
    return []


def _graded(
    reading: Reading, folded: str, place: Mention, hit: re.Match[str], *, paired: bool, behind: bool
) -> Iterator[Measurement]:
    after = _SIDE_BEHIND.match(folded, _core_end(hit)) if behind else None
    word = (
        after["side"]
        if after
        else (hit["before"] or hit["after"] or "").strip(" :=()").removeprefix("on ").removeprefix("the ")
    )
    side = Side.BILATERAL if word == "throughout" else _SIDES.get(word[:1])
    if side is None:
        front = _SIDE_BEFORE.search(folded, max(place.start - 12, 0), place.start)
        side = _SIDES[front["side"][0]] if front else None
    if side is None:
        between = _SIDE_BEHIND.match(folded, place.end, hit.start())
        side = _SIDES[between["side"][0]] if between else None
    values = [(hit["grade"], hit["plus"], Side.RIGHT if hit["other"] and (paired or side is None) else side)]
    if hit["other"]:
        values.append((hit["other"], hit["other_plus"], Side.LEFT if paired or side is None else side))
    end = after.end() if after else hit.start() + len(hit.group().rstrip(" "))
    end = max(end, place.end) if hit.start() < place.start else end
    for grade, plus, of in values:
        yield Measurement(
            evidence=(reading.span(min(place.start, hit.start()), end),),
            measure=Measure.REFLEX,
            joint=place.term.name or None,
            side=of,
            value=float(grade),
            grade=f"{grade}{plus or ''}",
        )


EXTRACTOR = Reflexes()
