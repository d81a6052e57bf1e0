"""An exercise, technique or modality with its dose, cues, assist and response."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chartside.documents.abbreviations import Style
from chartside.documents.knowledge import knowledge
from chartside.documents.phrasing import number, one_item, tidied
from chartside.domain.canvas import Canvas
from chartside.domain.facts import Assertion, Intervention
from chartside.domain.source import Span

_NEAR = 400  # characters within which cues and response of an exercise are said
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_WORD = re.compile(r"[a-z]{3,}")
_ONES = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_COLOURS = ("yellow", "red", "green", "blue", "black", "silver", "gold", "tan", "orange")


def dosed(item: Intervention, style: Style) -> str:
    """An intervention as one item of a row ("heel slides 3 × 10, 1 lb").

    The source's words carry it where they name it; what the fact knows beyond them is added.
    """
    quote = tidied(one_item(item.evidence[0].quote)).strip(" .;,:")
    name = tidied(item.name).strip(" .;,:")
    base = quote if _names(quote, name) else name
    if base == quote and one_item(item.evidence[0].quote) != item.evidence[0].quote.lstrip():
        return style.words(base)  # what the fact knows beyond its own line is another line's
    parts = [base, *_dose(item, base)]
    if item.side is not None and not _has_side(base, item):
        parts[0] = f"{style.side(item.side)} {parts[0]}"
    parts += _help(item, base, style)
    return style.words(", ".join(part for part in parts if part))


def _names(quote: str, name: str) -> bool:
    """Whether a quote names the intervention: most words of its name begin like words of the quote."""
    said = quote.lower()
    words = _WORD.findall(name.lower())
    found = sum(word[:3] in said for word in words)
    return bool(words) and found * 2 >= len(words)


def _dose(item: Intervention, base: str) -> list[str]:
    """Parts of the dose that the base does not say yet."""
    said = {float(n) for n in _NUMBER.findall(base)} | _spoken_numbers(base)

    def lacks(value: float | None) -> bool:
        return value is not None and value not in said

    parts: list[str] = []
    if item.sets is not None and item.reps is not None:
        if lacks(item.sets) or lacks(item.reps):
            parts.append(f"{number(item.sets)} × {number(item.reps)}")
    elif item.sets is not None and lacks(item.sets):
        parts.append(f"{number(item.sets)} sets")
    elif item.reps is not None and lacks(item.reps):
        parts.append(f"× {number(item.reps)}")
    if item.hold_seconds is not None and lacks(item.hold_seconds):
        parts.append(f"{number(item.hold_seconds)} s hold")
    if isinstance(item.load, str):
        if item.load.lower() not in base.lower():
            parts.append(f"{item.load} band" if item.load.lower() in _COLOURS else item.load)
    elif item.load is not None and lacks(item.load):
        parts.append(f"{number(item.load)} {item.load_unit or ''}".strip())
    if item.minutes is not None and lacks(item.minutes):
        parts.append(f"{number(item.minutes)} min")
    return parts


def _spoken_numbers(text: str) -> set[float]:
    """Numbers written as words ("twelve", "twenty-two", "fifty")."""
    found: set[float] = set()
    tens = 0
    for word in re.findall(r"[a-z]+", text.lower()):
        if word in _TENS:
            tens = _TENS.index(word) * 10 + 20
            found.add(float(tens))
        elif word in _ONES:
            value = _ONES.index(word) + 1
            found |= {float(value), float(tens + value)} if tens and value < 10 else {float(value)}
            tens = 0
        else:
            tens = 0
            found |= {2.0} if word == "twice" else set()
    return found


def _has_side(base: str, item: Intervention) -> bool:
    words = {
        "left": r"\b(?:L|left|lt)\b",
        "right": r"\b(?:R|right|rt)\b",
        "bilateral": r"\b(?:B|bilat\w*|both|each side|L/R|R/L)\b",
    }
    both = re.search(words["left"], base, re.I) and re.search(words["right"], base, re.I)
    return bool(both) or bool(re.search(words[str(item.side)], base, re.I if item.side == "bilateral" else 0))


def _help(item: Intervention, base: str, style: Style) -> list[str]:
    """Cues, assist and response, where the base does not say them yet."""
    said = base.lower()
    everything = " ".join((said, (item.cues or "").lower(), (item.response or "").lower()))
    parts: list[str] = []
    if item.assist is not None and not any(w in everything for w in knowledge("stances")["assist"][item.assist]):
        parts.append(style.assist(item.assist))
    for text in (item.cues, item.response):
        if text and not _told(tidied(text), said):
            words = tidied(text).strip(" .,;:")
            is_cue = text is item.cues and not re.search(
                r"\b(?:cue|cues|cued|cueing|cuing|vc|vcs|tc|verbal|tactile)\b", words, re.I
            )
            parts.append(f"cues: {words}" if is_cue else words)
    return parts


def _told(text: str, said: str) -> bool:
    words = _WORD.findall(text.lower())
    return text.lower() in said or (bool(words) and all(word in said for word in words))


def words_beside(item: Intervention, canvas: Canvas) -> Iterator[Span]:
    """Where cues and response stand that are not in the evidence of an intervention: close to it in its source."""
    source = canvas.source(item.source)
    low = max(0, item.start - _NEAR)
    for words in (item.cues, item.response):
        if words and not any(words in span.quote for span in item.evidence):
            at = source.text.find(words, low, item.place.end + _NEAR)
            if at >= 0:
                yield source.span(at, at + len(words))


def was_done(item: Intervention) -> bool:
    """Whether an intervention was given today."""
    return item.assertion is Assertion.PRESENT
