"""How a task is done, read from its words: help, device, distance, and levels of the spine reached behind the back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chartside.domain.facts import Assertion, AssistLevel, Function, When
from chartside.extract.assertions import assertion_at
from chartside.extract.lines import is_goal
from chartside.extract.mention_index import MentionIndex
from chartside.extract.numerals import spoken_value
from chartside.extract.phrases import plain
from chartside.extract.reading import Reading, Zone
from chartside.extract.shared_work import once_per_source
from chartside.extract.vocabulary import Mention, folded_text, found_in, mentions_of, vocabulary

_SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_SAID = {word: float(n) for n, word in enumerate(_SMALL)} | {"a": 1.0, "half a": 0.5, "twenty": 20.0, "fifty": 50.0}
_PARTS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_UNIT_NAMES = {
    "ft": ("feet", "foot", "ft", "'", "fts"),
    "m": ("meters", "meter", "metres", "metre", "m"),
    "mi": ("miles", "mile", "mi"),
    "yd": ("yards", "yard", "yds", "yd"),
    "blocks": ("blocks", "block"),
    "km": ("km",),
}
_UNITS = {word: unit for unit, names in _UNIT_NAMES.items() for word in names}
_SAID_NUMBER = r"(?:one|two|three|four|five|six|seven|eight|nine|a)(?: hundred(?: and)? (?:ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -]five)?| hundred| thousand)?|half a|ten|twenty|fifty"
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
DISTANCE = re.compile(
    rf"(?<!\w)(?P<n>\d[\d,]{{0,6}}(?:\.\d+)?[½¼¾]?|[½¼¾]|{_SAID_NUMBER})[\s-]{{0,3}}(?P<u>{_UNIT})(?![\w/])(?!\s*(?:/|per)\s*s)"
)
DURATION = re.compile(
    r"\b(?:\d+(?:\.\d+)?|about \w+|one|two|three|five|ten|fifteen|twenty|thirty)[\s-]{0,3}"
    r"(?:min(?:ute)?s?|hrs?|hours?|sec(?:ond)?s?)\b|\b\d+\s?x\s?/\s?(?:wk|week|day)\b|\b\d+x/\w+"
)
_LEVEL = (
    r"(?:[ctls]\d{1,2}(?:[-/][ctls]?\d{1,2})?"
    r"|(?:[lr] |left |right )?(?:buttocks?|glutes?|gluteals?|sacrum|si joint|belt(?:line)?|waist|greater trochanter|gt|back pocket|psis|lateral thigh))"
)
_REACH = re.compile(
    r"\b(?:(?:functional )?(?:ir|internal rotation|int rot)|reach(?:es)? behind (?:the )?back"
    r"|(?:reach(?:es|ing)? )?behind (?:the |her |his |my )?back(?: reach)?|hbb|hand behind back)"
    rf"\s{{0,2}}(?:reach\s)?(?:(?:[rl]|left|right|thumb|hand|fingers?)\s){{0,2}}(?:to|at|:|=|is|>)?\s{{0,2}}(?:(?:thumb|hand|fingers?)\s(?:to|at)\s)?(?:level of\s)?(?P<a>{_LEVEL})"
    r"(?:\s?/\s?(?P<b>[ctls]\d{1,2}|buttock|sacrum))?"
)
_REACHED_THEN_AND_NOW = re.compile(
    rf"(?:\bto\s|[:,;(>]\s?|\s)(?P<all>(?P<lead>was|now|prev|previously)\s(?:to\s)?(?P<a>{_LEVEL}))"
)
_OTHER_SIDE = re.compile(
    rf"\s{{0,2}}(?:,|;|/|and|vs\.?|\|)\s{{0,2}}(?:on (?:the )?)?(?P<lead>lft|left|right|rt|l|r)?\s{{0,2}}(?:thumb |hand )?(?:to |at |: ?|= ?)?"
    rf"(?P<c>{_LEVEL})(?:\s(?:on )?(?:the )?(?P<behind>left|right|lft|rt|l|r)\b)?"
)
_THAT_SIDE = re.compile(r"\s(?:on )?(?:the )?(?P<side>left|right|lft|rt|l|r)\b")
_FINGERTIPS = re.compile(
    r"finger(?:tip)?s? to (?:the )?(?:(?:mid|prox(?:imal)?|dist(?:al)?|upper|lower|inferior|superior)[- ]?)?"
    r"(?:shins?|tibia|knees?|patellas?|ankles?|toes|floor|thighs?|calf|calves)\b"
)
_BOTH_SIDES = re.compile(r"\br\s?/\s?l\b|\bright\s?/\s?left\b")
_SIDE = re.compile(r"\b(l|r|left|right)\b")
_SIDES = {"l": "left", "r": "right"}
_ARROWS = ("<", ">", "-", "/")
_ROW = 160
"""Characters before a level within which its sides are looked for."""

_RAIL = re.compile(r"\brails?\b")
_NOT_USED = re.compile(r"\b(?:no|without|w/o|off|stop using|out of)\s+(?:the |a |her |his )?$")


@once_per_source
def helps(reading: Reading) -> MentionIndex:
    """Levels of help named in a source."""
    folded = folded_text(reading)
    return MentionIndex(
        [m for m in found_in(reading, vocabulary("assist_levels.toml")) if m.end - m.start > 3 or not _moves(folded, m)]
    )


def _moves(folded: str, mention: Mention) -> bool:
    """Whether "sup" stands for supine ("sup>sit")."""
    return folded[mention.end : mention.end + 1] in _ARROWS or folded[mention.start - 1 : mention.start] in _ARROWS


@once_per_source
def devices(reading: Reading) -> MentionIndex:
    """Devices and aids named in a source."""
    return MentionIndex(mentions_of(reading, "equipment.toml"))


@once_per_source
def task_mentions(reading: Reading) -> tuple[Mention, ...]:
    """Tasks and what is said of them, named in a source."""
    return mentions_of(reading, "functions.toml")


@once_per_source
def reaches(reading: Reading) -> tuple[Function, ...]:
    """Levels of the body reached, in order of place."""
    return tuple(reached(reading, task_mentions(reading)))


@once_per_source
def reach_places(reading: Reading) -> tuple[int, ...]:
    """Where the levels reached begin."""
    return tuple(sorted(level.start for level in reaches(reading)))


def assist_in(reading: Reading, start: int, end: int) -> AssistLevel | None:
    """The first level of help named between `start` and `end`."""
    found = helps(reading).first(start, end)
    return AssistLevel(found.kind) if found else None


def device_in(reading: Reading, start: int, end: int) -> str | None:
    """Devices used between `start` and `end`, as written; not those it is done without."""
    folded = folded_text(reading)
    named = [
        reading.text[m.start : m.end]
        for m in devices(reading).within(start, end)
        if m.kind in ("walking", "wheel", "brace") and not _NOT_USED.search(folded, start, m.start)
    ]
    if folded.find("rail", start, end) >= 0:
        rail = _RAIL.search(folded, start, end)
        if rail and not _NOT_USED.search(folded, start, rail.start()) and "no rail" not in folded[start:end]:
            named.append("rail")
    return ", ".join(dict.fromkeys(named)) or None


def distance_in(text: str) -> tuple[float, str] | None:
    """The first distance in a folded text, with its unit ("ft", "m", "mi", "yd", "blocks", "km")."""
    found = DISTANCE.search(text)
    if found is None:
        return None
    number = found["n"].replace(",", "")
    part = _PARTS.get(number[-1], 0.0)
    number = number[:-1] if part else number
    if not number or number[0].isdigit():
        return float(number or 0) + part, _UNITS[found["u"]]
    if " hundred " in number:
        return spoken_value(number.replace("a hundred", "one hundred")) or 0.0, _UNITS[found["u"]]
    word, _, times = number.partition(" ") if number != "half a" else (number, "", "")
    return _SAID[word] * {"hundred": 100, "thousand": 1000}.get(times, 1), _UNITS[found["u"]]


def reached(reading: Reading, mentions: Sequence[Mention]) -> Iterator[Function]:
    """Levels reached behind the back ("IR to L4"); in a table "R / L", "L buttock / T8" is one level for each side."""
    folded = folded_text(reading)
    for mention in mentions:
        if mention.term.kind != "reach" and "behind" not in mention.term.phrase:
            continue
        reach = _REACH.match(folded, mention.start)
        if reach is None:
            yield from _otherwise_reached(reading, mention)
            continue
        line = reading.line_at(reach.start())
        planned = assertion_at(reading, reach.start(), reach.start("a")) is Assertion.GOAL
        if line.zone in (Zone.GOALS, Zone.PLAN) or planned or is_goal(line):
            continue
        row = folded[max(line.start, reach.start() - _ROW) : reach.start()]
        both = reach["b"] and _BOTH_SIDES.search(row)
        sides = _SIDE.findall(row)
        side = _SIDES[sides[-1][0]] if sides else ""
        that = None if reach["b"] else _THAT_SIDE.match(folded, reach.end("a"), line.end)
        side = _SIDES[that["side"][0]] if that else side
        for group in ("a", "b") if reach["b"] else ("a",):
            named = ("right" if group == "a" else "left") if both else side
            yield Function(
                evidence=(reading.span(reach.start(), reach.end(group)),),
                task=f"reach behind back{', ' + named if named else ''} (IR)",
                level=f"to {plain(reading.text[reach.start(group) : reach.end(group)])}",
            )
        if not reach["b"]:
            yield from _other_side(reading, reach.end("a"), line.end)


def _other_side(reading: Reading, position: int, limit: int) -> Iterator[Function]:
    """The level of the other hand behind it: "to L1 on the left and T7 on the right", "thumb to T10, lft T6"."""
    folded = folded_text(reading)
    first = _THAT_SIDE.match(folded, position, limit)
    other = _OTHER_SIDE.match(folded, first.end() if first else position, limit)
    if other is None or not (other["lead"] or other["behind"]):
        return
    start = other.start("lead") if other["lead"] else other.start("c")
    named = _SIDES[(other["lead"] or other["behind"])[0]]
    yield Function(
        evidence=(reading.span(start, other.end()),),
        task=f"reach behind back, {named} (IR)",
        level=f"to {plain(reading.text[other.start('c') : other.end('c')])}",
    )


def _otherwise_reached(reading: Reading, mention: Mention) -> Iterator[Function]:
    """Levels told otherwise: "behind back: was R glute, now L1" and "fingertips to mid shin"."""
    folded, line = folded_text(reading), reading.line_at(mention.start)
    if line.zone in (Zone.GOALS, Zone.PLAN) or is_goal(line):
        return
    for level in _REACHED_THEN_AND_NOW.finditer(folded, mention.end, min(mention.end + 50, line.end)):
        if folded[mention.end : level.start()].count(" ") > 6:
            break
        start, end = level.span("all")
        earlier = level["lead"] != "now"
        yield Function(
            evidence=(reading.span(start, end),),
            task="reach behind back (IR)",
            level=plain(reading.text[start:end]),
            when=When.PRIOR if earlier else When.CURRENT,
        )
    tips = _FINGERTIPS.match(folded, mention.start)
    if tips is not None:
        yield Function(
            evidence=(reading.span(mention.start, tips.end()),),
            task="forward bending",
            level=plain(reading.text[mention.start : tips.end()]),
        )
