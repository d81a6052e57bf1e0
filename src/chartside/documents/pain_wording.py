"""Pain as the patient rates it: now, at best and worst, at rest and in activity, each with its earlier value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from chartside.documents.abbreviations import Style, name_of
from chartside.documents.heard import Heard, Key, Value, named_in_words
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import in_a_row, sentence, tidied
from chartside.documents.value_wording import compared, said_earlier, shown
from chartside.domain.canvas import Canvas
from chartside.domain.facts import Fact, Measurement
from chartside.domain.source import Source, Span

_FIRST = ("current", "rest", "activity", "best", "worst")
_VALUE = re.compile(r"\s*\d+(?:\.\d+)?(?:\s*[-–]\s*\d+(?:\.\d+)?)?\s*(?:/\s*10|out of (?:ten|10))?\s*", re.I)
_BARE = re.compile(
    r"\b(?:pain|nprs|vas|level|rating|score|scale|rated|rates|reports?|is|are|was|at|of|a|an|the|today|now|current(?:ly)?"
    r"|pt|patient|his|her|their|it'?s|about|around|like|maybe|out|ten|to)\b",
    re.I,
)

_TAIL = re.compile(
    r"[ ,]+((?:after|with|w/|when|while|during|on|going|climbing)\b[^.,;:()\n\d]{1,40}(?:\d+[^.,;:()\n]{1,20})?)", re.I
)
_GENERIC = frozenset({"rest", "resting", "after", "activity", "w/ activity", "with activity", "best", "worst", "now"})
_ANY_ACTIVITY = frozenset({"after", "with", "when", "while", "during", "activity", "sore", "ache", "aching", "worst"})
_CONTENT = re.compile(r"[a-z]{4,}")
_SITUATION = re.compile(r"\b(?:after|with|when|while|during|at|on|in|by|post|before)\b|w/|\w{3,}ing\b", re.I)
_SIDE = re.compile(r"\b(?:L|R|B|left|right|bilateral|both)\b", re.I)


def write_pain(notebook: Notebook, canvas: Canvas, heard: Heard, style: Style, population: str) -> None:
    """One sentence for each place that hurts; a change below its threshold is named so."""
    tails = {v: tail_of(canvas.source(v.source), v) for t, vs in heard.today.items() if t[0] == "pain" for v in vs}
    places: dict[Key, list[Key]] = {}
    for thing in heard.today:
        if thing[0] == "pain":
            places.setdefault(thing[1:4], []).append(thing)
    named = [place for place in places if place[0] is not None]
    if len(named) == 1 and len(places) > 1:
        places = {named[0]: [thing for things in places.values() for thing in things]}
    for place, things in places.items():
        things.sort(key=lambda t: _FIRST.index(str(t[4] or "current")) if str(t[4] or "current") in _FIRST else 9)
        parts: list[str] = []
        facts: list[Fact] = []
        rule: str | None = None
        for thing in things:
            values = heard.today[thing]
            text, used, by = _rated(thing, values, tails, heard, style, population)
            parts.append(text)
            facts += used
            rule = rule or by
        name = _place((v for thing in things for v in heard.today[thing]), style)
        unit = sentence(f"{name} {in_a_row(parts)}")
        spans = [s for thing in things for v in heard.today[thing] if (s := tails[v]) is not None]
        notebook.say("subjective", ("pain", *place), unit, facts, spans=spans, computed_by=rule)


def _rated(
    thing: Key,
    values: tuple[Value, ...],
    tails: Mapping[Value, Span | None],
    heard: Heard,
    style: Style,
    population: str,
) -> tuple[str, list[Fact], str | None]:
    facts: list[Fact] = list(values)
    said = list(dict.fromkeys(f"{shown(v)}{situation(v, thing, tails[v], style)}" for v in values))
    text = " or ".join(said) if len(said) == 2 else in_a_row(said)
    was = heard.earlier(thing)
    if was is None or len({shown(v) for v in values}) != 1 or not _same_activity(thing, values[0], was.value):
        return text, facts, None
    facts.append(was.value)
    change = compared(values[0], was.value, population)
    if change is None:
        return f"{text} (was {said_earlier(was)})", facts, None
    return f"{text} (was {said_earlier(was)}; {change.text})", facts, change.rule


def tail_of(source: Source, value: Value) -> Span | None:
    """The words right after a rating that say when it hurts so ("after 3 hr on feet")."""
    hit = _TAIL.match(source.text, value.place.end)
    return source.span(hit.start(1), hit.end(1)) if hit else None


def situation(value: Value, thing: Key, after: Span | None, style: Style) -> str:
    """When it hurts so: in the source's words where it has some, else in the usual ones."""
    context = str(thing[4] or "")
    quote = tidied(value.evidence[0].quote)
    hit = _VALUE.search(quote)
    if context in ("rest", "activity", "") and after is not None:
        return f" {style.words(tidied(after.quote))}"
    if context in ("rest", "activity", ""):
        tail = quote[hit.end() :] if hit else ""
        head = quote[: hit.start()] if hit else ""
        for words in (tail, head if _SITUATION.search(head) else ""):
            plain = words.strip(" ,;:.-–—()\"'")
            if plain.lower() not in _GENERIC and _tells(plain, value):
                own = re.sub(r"^pain\s+", "", plain, flags=re.I)
                return f" {style.words(own)}"
    if not context or context == "current":
        return ""
    return f" {name_of('pain_context', context)}"


def _same_activity(thing: Key, now: Value, was: Value) -> bool:
    """Whether two ratings in activity are of the same one: pain after running is not that on stairs."""
    if thing[4] != "activity":
        return True
    first, second = activity_words(now), activity_words(was)
    return first == second or bool(first & second)


def activity_words(value: Value, after: str = "") -> frozenset[str]:
    """Words of a rating, and after it, that tell in which activity it hurts."""
    return frozenset(_CONTENT.findall(_bare(f"{value.evidence[0].quote} {after}"))) - _ANY_ACTIVITY


def _bare(quote: str) -> str:
    return _BARE.sub(" ", quote.lower())


def _tells(words: str, value: Value) -> bool:
    """Whether words say more than the place and that it is pain."""
    if len(words) > 60 or any(c.isdigit() for c in words):
        return False
    rest = _SIDE.sub("", _BARE.sub("", words))
    for part in (getattr(value, "joint", None) or "").split():
        rest = re.sub(rf"\b{re.escape(part[:4])}\w*", "", rest, flags=re.I)
    return any(c.isalpha() for c in rest)


def _place(values: Iterable[Value], style: Style) -> str:
    """The part that hurts, where the sentence of the rating names it."""
    value = next((v for v in values if isinstance(v, Measurement) and named_in_words(v)), None)
    if value is None:
        return "Pain"
    side = style.side(value.side)
    return " ".join(part for part in (side, value.joint, "pain") if part)
