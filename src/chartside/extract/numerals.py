"""Numbers as notes write and say them: 105, -5, ½, 4-/5, 3-4/10, 0-125, "one twenty-eight", "thirteen point four"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from chartside.extract.reading import Reading
from chartside.extract.shared_work import once_per_source
from chartside.extract.vocabulary import folded_text

_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_TENS = {
    w: 10 * n
    for n, w in enumerate(["ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 1)
}
_ONES = {w: n for n, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"])}
_TEENS = {
    w: 10 + n
    for n, w in enumerate(
        ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
    )
}
_SMALL = {**_ONES, **_TEENS, **_TENS}
_WORDS = "|".join(sorted([*_SMALL, "hundred", "fourty"], key=len, reverse=True))
_SAID = re.compile(rf"\b(?:{_WORDS})(?:(?:[ -]|(?<=hundred) and )(?:{_WORDS}|point|oh)\b)*")

_NUMBER = re.compile(
    r"(?<![\w.,/:$#-])"
    r"(?P<sign>[-−–](?=\d)|minus |negative )?"
    r"(?P<value>\d{1,4}(?:\.\d{1,3})?|(?<!\d)\.\d{1,2})(?P<fraction>[½¼¾⅓⅔])?"
    r"(?P<plus>[+-](?=\s*/\s*5(?!\d))|\+(?=[\s,;.)]|$)|-(?=[\s,;)]|$))?"
    r"(?: ?(?:°|deg\w*\.?)? ?(?:-|−|–|to) ?(?P<high>-?\d{1,3}(?:\.\d{1,2})?)(?![\d:x]))?"
    r"(?:\s?/\s?(?P<of>\d{1,3})(?![\d/]))?"
    r"(?![\w]*[/:]\d)(?!\d)(?!(?:st|nd|rd|th)\b)"
)
_OUT_OF = re.compile(r"\s*(?:(?P<plus>plus|minus)\s+)?(?:out of|over|of)\s+(?:an?\s+|one\s+)?(?P<of>\w+)")
_WRITTEN_OUT_OF = re.compile(r"\s*(?:out of|over)\s+(?P<of>\d{1,3}|ten|five)\b(?!\s*(?:/|%|visits?|sessions?))")
_SIGN_WORD = re.compile(r"\s+(?P<sign>plus|minus)\b(?!\s+(?:or|\d))")
_FROM = re.compile(r"(?<!ranges )(?<!range )(?<!ranged )(?<!ranging )(?<!varies )(?<!fluctuates )\bfrom\s*$")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text.

    Attributes:
        start: Offset of its first character.
        end: Offset after the last, with denominator and unit.
        value: The number.
        high: Upper end of a range.
        of: Denominator ("3/10", "four out of five").
        unit: Unit as a short name ("deg", "s", "cm", "lb", "%", "min" …), None where none follows.
        grade: The mark after it, "+" or "-".
        said: Whether it is written in words.
        first_end: Offset after the first number of a range.
    """

    start: int
    end: int
    value: float
    high: float | None = None
    of: float | None = None
    unit: str | None = None
    grade: str = ""
    said: bool = False
    first_end: int = 0


@cache
def units() -> dict[str, str]:
    """Spellings of units to their short names (lexicon/units.toml)."""
    rows = tomllib.loads(files("chartside.extract.lexicon").joinpath("units.toml").read_text("utf-8"))
    return {word.lower(): row["unit"] for row in rows["unit"] for word in row["words"]}


@once_per_source
def numerals(reading: Reading) -> tuple[Numeral, ...]:
    """All numbers of a source in order of place; dosages like 3x10 are none."""
    text = folded_text(reading)
    found = [*_written(text), *_said(text)]
    found.sort(key=lambda n: (n.start, -n.end))
    kept: list[Numeral] = []
    for numeral in found:
        if not kept or numeral.start >= kept[-1].end:
            kept.append(numeral)
    return tuple(kept)


def _written(text: str) -> Iterator[Numeral]:
    for m in _NUMBER.finditer(text):
        if _is_dose(text, m.start(), m.end()):
            continue
        value = float(m["value"]) + _FRACTIONS.get(m["fraction"] or "", 0.0)
        value = -value if m["sign"] else value
        high = float(m["high"]) if m["high"] else None
        if high is not None and (_FROM.search(text, max(m.start() - 16, 0), m.start()) or high == value):
            end = m.end("value")
            unit, end = _unit(text, end)
            yield Numeral(m.start(), end, value, None, None, unit, "", False, end)
            second = re.compile(r"-?\d+(?:\.\d+)?").search(text, m.start("high"))
            if second:
                unit, stop = _unit(text, second.end())
                of = float(m["of"]) if m["of"] else None
                yield Numeral(second.start(), max(stop, m.end()), high, None, of, unit, "", False, stop)
            continue
        plus, of, stop = m["plus"] or "", float(m["of"]) if m["of"] else None, m.end()
        mark = _SIGN_WORD.match(text, stop) if value <= 5 and of is None else None
        if mark:
            plus, stop = {"plus": "+", "minus": "-"}[mark["sign"]], mark.end()
        out_of = None if m["of"] else _WRITTEN_OUT_OF.match(text, stop)
        if out_of:
            scale = spoken_value(out_of["of"]) if out_of["of"].isalpha() else float(out_of["of"])
            of, stop = (scale, out_of.end()) if scale is not None and scale >= value else (None, stop)
        unit, end = (None, stop) if of is not None else _unit(text, stop)
        yield Numeral(
            m.start(), end, value, high, of, unit, plus, False,
            m.end("fraction") if m["fraction"] else m.end("value"),
        )  # fmt: skip


def _is_dose(text: str, start: int, end: int) -> bool:
    """Whether a number is part of "3x10", "x 8" or "#4"."""
    before, after = text[max(start - 3, 0) : start].rstrip(), text[end : end + 3].lstrip()
    if after[:1] in ("x", "×") and (len(after) < 2 or not after[1].isalpha()):
        return True
    return before.endswith(("x", "×")) and (len(before) < 2 or not before[-2].isalpha())


@cache
def _unit_after() -> re.Pattern[str]:
    words = sorted(units(), key=len, reverse=True)
    signs = "|".join(re.escape(w) for w in words if not w[-1].isalpha())
    letters = "|".join(re.escape(w) for w in words if w[-1].isalpha())
    return re.compile(rf"\s?(?:\(|-)?(?P<unit>(?:{letters})(?![a-z])|{signs})")


def _unit(text: str, end: int) -> tuple[str | None, int]:
    m = _unit_after().match(text, end)
    return (units()[m["unit"]], m.end()) if m is not None else (None, end)


def _said(text: str) -> Iterator[Numeral]:
    for m in _SAID.finditer(text):
        value = spoken_value(m.group())
        if value is None:
            continue
        end, of, grade = m.end(), None, ""
        out_of = _OUT_OF.match(text, end)
        if out_of:
            scale = spoken_value(out_of["of"]) if not out_of["of"].isdigit() else float(out_of["of"])
            if out_of["of"] == "hundred":
                scale = 100.0
            if scale in (5.0, 10.0, 100.0, 24.0, 30.0, 28.0, 56.0, 80.0):
                of, end = scale, out_of.end()
                grade = {"plus": "+", "minus": "-"}.get(out_of["plus"] or "", "")
        if of is None:
            mark = re.compile(r"\s+(plus|minus)\b(?!\s+(?:or|\d))").match(text, end)
            if mark and value <= 5:
                grade, end = {"plus": "+", "minus": "-"}[mark.group(1)], mark.end()
        unit, end = (None, end) if of else _unit(text, end)
        yield Numeral(m.start(), end, value, None, of, unit, grade, True, m.end())


def spoken_value(words: str) -> float | None:
    """The number said by words: "one twenty-eight" 128, "one hundred and eight" 108, "thirteen point four" 13.4."""
    whole, _, decimals = words.replace("-", " ").partition(" point ")
    total, group, last = 0, 0, -1
    for word in whole.split():
        if word == "and":
            continue
        if word == "hundred":
            total, group, last = total + max(group, 1) * 100, 0, 100
            continue
        value = _SMALL.get(word, 0 if word == "oh" else None)
        if value is None:
            return None
        if last in range(1, 10) and value >= 10 and total == 0:
            total, group = group * 100, value
        elif (last >= 20 and 0 < value < 10) or last in (-1, 100):
            group += value
        elif last >= 0:
            return None
        last = value
    result = float(total + group)
    if decimals:
        digits = [str(_SMALL[w]) for w in decimals.split() if w in _SMALL]
        if not digits:
            return None
        result += float("0." + "".join(digits))
    return result
