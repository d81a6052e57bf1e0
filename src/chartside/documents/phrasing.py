"""Typography and small grammar: numbers, units, lists, sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

_NEXT_LINE = re.compile(r"\n\s*(?=[A-Z\-•*])")
_SPACES = re.compile(r"\s+")
_DOSE = re.compile(r"(?<![\w.])(\d+)\s?[xX]\s?(\d+)")
_TIMES = re.compile(r"(?<![\w.])[xX]\s?(?=\d)")
_DEGREES = re.compile(r"(?<=\d)\s?(?:deg(?:rees?)?|°)(?!\w)\.?", re.I)
_MINUTES = re.compile(r"(?<=\d)(?:\s?mins?(?!\w)\.?|')(?!\w)")
_WALKED_MINUTES = re.compile(r"(?<=\d)(?:\s?mins?(?!\w)\.?|(?<![4-9]\d)')(?!\w)")
"""Of walking, a prime behind forty and more may mean feet, and stays as it is written."""
_WALKED = re.compile(r"\b(?:gait|amb\w*|walk\w*)\b", re.I)
_FEET_PRIME = re.compile(r"(?<=\d{3})'(?!\w)")
_FEET = re.compile(r"(?<=\d)\s?(?:feet|foot|ft)(?!\w)\.?", re.I)
_POUNDS = re.compile(r"(?<=\d)\s?(?:lbs?(?!\w)\.?|#)", re.I)
_SECONDS = re.compile(r"(?<=\d)\s?(?:seconds?|secs?|s)(?![\w-])\.?", re.I)
_SPOKEN = (
    (re.compile(r"\s+comma\b", re.I), ","),
    (re.compile(r"\s+colon\b", re.I), ":"),
    (re.compile(r"\s+(?:semicolon|semi colon)\b", re.I), ";"),
    (re.compile(r"\s+(?:period|full stop)\b", re.I), "."),
    (re.compile(r"\b(?:new paragraph|new line)\b", re.I), ""),
)
_FILLER = re.compile(r",?\s*\b(?:um|uh|erm)\b,?", re.I)
_SHOUTED = re.compile(r"^[A-Z][A-Z ]{5,}(?=:)")
_PAIR = re.compile(r'(?<![\w"])"([^"\n]*[^"\s])"(?!\w)')
_OPENING = re.compile(r"^[\s\-–—*•·>#|]+")
_UNITS = {"deg": "°", "/10": "/10", "/5": "/5", "%": "%", "°": "°", "points": ""}


def number(value: float) -> str:
    """A number without needless decimals, with a true minus sign ("39.5", "−5")."""
    written = f"{round(value, 2):g}"
    return written.replace("-", "−")


def signed(value: float) -> str:
    """A difference with its sign ("+23", "−1"); "0" for none."""
    return number(value) if value <= 0 else f"+{number(value)}"


def with_unit(text: str, unit: str | None) -> str:
    """A written number with its unit, set close for signs ("95°", "3/10") and apart for letters ("20 s")."""
    if not unit or unit == "points":
        return text
    return text + _UNITS[unit] if unit in _UNITS else f"{text} {unit}"


def one_item(text: str) -> str:
    """An item of a list without the lines of the note that follow it."""
    return _NEXT_LINE.split(text.lstrip(), maxsplit=1)[0]


def on_day(day: date) -> str:
    """A day as PTs write it ("03/09/26")."""
    return day.strftime("%m/%d/%y")


def in_a_row(items: Iterable[str]) -> str:
    """Items joined with commas and "and"; each only once."""
    unique = list(dict.fromkeys(items))
    if len(unique) < 2:
        return "".join(unique)
    return f"{', '.join(unique[:-1])} and {unique[-1]}"


def tidied(text: str) -> str:
    """A source's words in the note's typography; no word is changed but units and spoken punctuation."""
    text = _SPACES.sub(" ", _OPENING.sub("", text)).strip()
    if " comma" in text or " period" in text or " colon" in text or "new paragraph" in text:
        for pattern, mark in _SPOKEN:
            text = pattern.sub(mark, text)
    text = _FILLER.sub("", text)
    text = _DOSE.sub(r"\1 × \2", text)
    text = _TIMES.sub("× ", text)
    text = _FEET_PRIME.sub(" ft", text)
    text = (_WALKED_MINUTES if _WALKED.search(text) else _MINUTES).sub(" min", text)
    text = _DEGREES.sub("°", text)
    text = _FEET.sub(" ft", text)
    text = _POUNDS.sub(" lb", text)
    text = _SECONDS.sub(" s", text)
    text = _PAIR.sub(r"“\1”", text).replace(" - ", " – ")
    text = _SHOUTED.sub(lambda hit: hit.group().capitalize(), text)
    for written, sign in (("->", "→"), (">/=", "≥"), (">=", "≥"), ("</=", "≤"), ("<=", "≤")):
        text = text.replace(written, sign)
    return _SPACES.sub(" ", text).strip()


def capitalized(text: str) -> str:
    """First letter upper case, the rest as it stands."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """A text as one sentence: capital at its start, one full stop at its end."""
    text = text.strip().rstrip(" ,;:")
    if not text:
        return ""
    if text[-1] == "”" and text[-2:-1] not in (".", "!", "?"):
        text = f"{text[:-1].rstrip(',;: ')}.”"
    if text[-1] in ".!?" or text[-2:] in ('."', ".”", '!"', '?"', "!”", "?”"):
        return capitalized(text)
    return f"{capitalized(text)}."
