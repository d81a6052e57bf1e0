"""Numbers as notes write and say them: 105, -5, ½, 4-/5, 3-4/10, 0-125, "one twenty-eight", "thirteen point four"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import ahocorasick

from chartside.extract.lexicon_tables import lexicon_tables
from chartside.extract.reading import Reading
from chartside.extract.shared_work import once_per_source
from chartside.extract.vocabulary import folded_text

_POINT = "point "
"""What a number said below one begins with ("point five two")."""

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
_SAID = re.compile(
    rf"\b(?:(?<!the )(?<!this )(?<!that )(?<!some )point )?(?<!figure )(?<!figure of )(?:{_WORDS})\b(?:(?:[ -]|(?<=hundred) and )(?:{_WORDS}|point|oh)\b)*"
)

_NUMBER = re.compile(
    r"(?:(?<![\w.,/:$#-])|(?<=\s[lr]/))"
    r"(?P<sign>[-−–](?=\d)|minus |negative )?"
    r"(?P<value>\d,\d{3}(?=\s?(?:ft|feet|m|meters|metres|yds?|yards|steps)\b)|\d{1,4}(?:\.\d{1,3})?|(?<!\d)\.\d{1,2})(?P<fraction>[½¼¾⅓⅔])?"
    r"(?P<plus>[+-](?=\s*/\s*5(?!\d))|\+(?=[\s,;.)]|$)|-(?=[\s,;)]|$))?"
    r"(?: ?(?:°|deg\w*\.?)? ?(?:-|−|–|to|(?<=\b0)>) ?(?P<high>-?\d{1,3}(?:\.\d{1,2})?)(?![\d:x]))?"
    r"(?:\s?/\s?(?P<of>\d{1,3}(?:\.\d{1,2})?)(?![\d/]))?"
    r"(?![\w]*[/:]\d)(?!\d)(?!(?:st|nd|rd|th)\b)"
)
_THROUGH_ZERO = re.compile(r"(?<![\w./:-])(\d{1,3})([-–/])(\d{1,3})\2(\d{1,3})(?![\w/:-])(?!\.\d)")
_MOST_LACK, _LEAST_SAID = 40.0, 60.0  # degrees: ends of an arc said in words
_LEAST_ARC = 40.0  # degrees: a smaller one is no range of a hinge
_BEGINS = re.compile(
    r"[-−–.mn\d](?:(?<![\w.,/:$#-].)|(?<=[lr]/.))(?:(?<=\d)|(?<=\.)\d|(?<=[-−–])\d|(?<=m)inus |(?<=n)egative )"
)
"""Where a number may begin; it begins with plain characters, so that the rest of a text is passed over fast."""

_ONE_AFTER_OTHER = re.compile(
    rf"\b(?:(?:{'|'.join(_TENS)})[ -](?:{'|'.join(list(_ONES)[1:])})|{'|'.join([*_TEENS, *_TENS])})\b"
)
_HIGH = re.compile(r"-?\d+(?:\.\d+)?")
_PLUS_OR_MINUS = re.compile(r"\s+(plus|minus)\b(?!\s+(?:or|\d))")
_HALF = re.compile(r"\s+and a half\b")
_OUT_OF = re.compile(r"\s*(?:(?P<plus>plus|minus)\s+)?(?:out of|over|of)\s+(?:an?\s+|one\s+)?(?P<of>\w+)")
_WRITTEN_OUT_OF = re.compile(r"\s*(?:out of|over)\s+(?P<of>\d{1,3}|ten|five)\b(?!\s*(?:/|%|visits?|sessions?))")
_SIGN_WORD = re.compile(r"\s+(?P<sign>plus|minus)\b(?!\s+(?:or|\d))")
_FROM = re.compile(r"(?<!ranges )(?<!range )(?<!ranged )(?<!ranging )(?<!varies )(?<!fluctuates )\bfrom\s*$")


class Numeral(NamedTuple):
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
        through_zero: Whether it is a range by the neutral-zero method ("0-0-142").
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
    through_zero: bool = False


@cache
def units() -> dict[str, str]:
    """Spellings of units to their short names (lexicon/units.toml)."""
    return {word.lower(): row["unit"] for row in lexicon_tables("units.toml")["unit"] for word in row["words"]}


@once_per_source
def numerals(reading: Reading) -> tuple[Numeral, ...]:
    """All numbers of a source in order of place; dosages like 3x10 are none."""
    text = folded_text(reading)
    found = [*_through_zero(text), *_written(text), *_said(text)]
    found.sort(key=lambda n: (n.start, -n.end))
    kept: list[Numeral] = []
    for numeral in found:
        if not kept or numeral.start >= kept[-1].end:
            if numeral.unit == "N" and reading.text[numeral.end - 1] == "n":
                numeral = numeral._replace(unit=None, end=numeral.first_end)
            last = kept[-1] if kept else None
            if last is not None and _is_said_range(text, last, numeral):
                kept[-1] = last._replace(high=numeral.value, end=numeral.end, unit=numeral.unit, first_end=last.end)
                continue
            kept.append(numeral)
    return tuple(kept)


def _is_said_range(text: str, low: Numeral, high: Numeral) -> bool:
    """Whether two numbers said in words are the ends of an arc ("zero to one twenty", "four to one oh nine")."""
    if not (low.said and high.said) or text[low.end : high.start] != " to ":
        return False
    plain = low.unit is None and low.of is None and high.of is None and high.unit in (None, "deg")
    return plain and not (low.grade or high.grade or low.high) and low.value <= _MOST_LACK and high.value >= _LEAST_SAID


def _through_zero(text: str) -> Iterator[Numeral]:
    """Ranges by the neutral-zero method, as one number from lack to flexion; beyond straight is marked "+".

    "0-0-142" runs from 0 to 142, "0-10-120" lacks 10, "5-0-130" and "130-0-5" go 5 beyond straight.
    """
    for m in _THROUGH_ZERO.finditer(text):
        first, middle, last = float(m[1]), float(m[3]), float(m[4])
        if first > last:
            first, last = last, first  # flexion is written first
        if 0.0 not in (first, middle) or last <= max(first, middle, _LEAST_ARC):
            continue
        unit, end = _unit(text, m.end())
        yield Numeral(
            m.start(), end, first or middle, last, None, unit or "deg", "+" if first else "", False, m.end(3), True
        )  # fmt: skip


def _written(text: str) -> Iterator[Numeral]:
    for m in _figures(text):
        start, stop = m.span()
        around = text[start - 3 if start > 3 else 0 : stop + 3]
        if ("x" in around or "×" in around) and _is_dose(text, start, stop):
            continue
        sign, written, fraction, plus, upper, scale = m.groups()
        value = float(written.replace(",", "")) + (_FRACTIONS[fraction] if fraction else 0.0)
        value = -value if sign else value
        high = float(upper) if upper else None
        of = float(scale) if scale else None
        arc = value == 0 and high is not None and high >= 60
        if high is not None and not arc and (_FROM.search(text, max(start - 16, 0), start) or high == value):
            end = m.end("value")
            unit, end = _unit(text, end)
            yield Numeral(start, end, value, None, None, unit, "", False, end)
            second = _HIGH.search(text, m.start("high"))
            if second:
                unit, last = _unit(text, second.end())
                yield Numeral(second.start(), max(last, stop), high, None, of, unit, "", False, last)
            continue
        signed = of is None and value <= 5 and text[stop : stop + 3].lstrip()[:1] in ("p", "m")
        mark = _SIGN_WORD.match(text, stop) if signed else None
        if mark:
            plus, stop = {"plus": "+", "minus": "-"}[mark["sign"]], mark.end()
        out_of = _WRITTEN_OUT_OF.match(text, stop) if of is None and "o" in text[stop : stop + 4] else None
        if out_of:
            said = spoken_value(out_of["of"]) if out_of["of"].isalpha() else float(out_of["of"])
            of, stop = (said, out_of.end()) if said is not None and said >= value else (None, stop)
        unit, end = (None, stop) if of is not None else _unit(text, stop)
        first_end = m.end("fraction") if fraction else m.end("value")
        yield Numeral(start, end, value, high, of, unit, plus or "", False, first_end)


def _figures(text: str) -> Iterator[re.Match[str]]:
    """Numbers in figures, looked for only where one can begin."""
    done = 0
    for place in map(re.Match.start, _BEGINS.finditer(text)):
        found = _NUMBER.match(text, place) if place >= done else None
        if found is not None:
            yield found
            done = found.end()


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


@cache
def _number_words() -> ahocorasick.Automaton:
    words = ahocorasick.Automaton()
    for word in (*_SMALL, "hundred", "fourty"):
        words.add_word(word, len(word))
    words.make_automaton()
    return words


def _spoken(text: str) -> Iterator[re.Match[str]]:
    """Numbers in words, looked for only where such a word stands."""
    at = 0
    for last, length in _number_words().iter(text):
        first = last + 1 - length
        if first < at or (first and text[first - 1].isalnum()):
            continue
        begin = first - len(_POINT) if text.startswith(_POINT, max(first - len(_POINT), at)) else first
        match = _SAID.match(text, begin) or _SAID.match(text, first)
        if match is not None:
            yield match
            at = match.end()


def _said(text: str) -> Iterator[Numeral]:
    for m in _spoken(text):
        value = spoken_value(m.group())
        if value is None:
            yield from _in_a_row(text, m)
            continue
        half = _HALF.match(text, m.end())
        value, first_end = (value + 0.5, half.end()) if half else (value, m.end())
        end, of, grade = first_end, None, ""
        out_of = _OUT_OF.match(text, end)
        if out_of:
            scale = spoken_value(out_of["of"]) if not out_of["of"].isdigit() else float(out_of["of"])
            if out_of["of"] == "hundred":
                scale = 100.0
            if scale in (5.0, 10.0, 100.0, 24.0, 30.0, 28.0, 56.0, 80.0):
                of, end = scale, out_of.end()
                grade = {"plus": "+", "minus": "-"}.get(out_of["plus"] or "", "")
        if of is None:
            mark = _PLUS_OR_MINUS.match(text, end)
            if mark and value <= 5:
                grade, end = {"plus": "+", "minus": "-"}[mark.group(1)], mark.end()
        unit, end = (None, end) if of else _unit(text, end)
        yield Numeral(m.start(), end, value, None, of, unit, grade, True, first_end)


def _in_a_row(text: str, match: re.Match[str]) -> Iterator[Numeral]:
    """Numbers from ten up said one after the other without a stop: "fourteen fifteen"."""
    found = [
        Numeral(m.start(), m.end(), value, said=True, first_end=m.end())
        for m in _ONE_AFTER_OTHER.finditer(text, match.start(), match.end())
        if (value := spoken_value(m.group())) is not None
    ]
    if len(found) > 1 and found[-1].end == match.end() and all(n.value >= 10 for n in found):
        yield from found


def spoken_value(words: str) -> float | None:
    """The number said by words: "one twenty-eight" 128, "one oh four" 104, "thirteen point four" 13.4, "point eight" 0.8."""
    whole, _, decimals = f" {words.replace('-', ' ')}".partition(" point ")
    if not whole.strip():
        return _decimals(decimals)
    total, group, last = 0, 0, -1
    spoken = whole.split()
    if len(spoken) == 3 and spoken[0] in ("one", "two") and spoken[1] in ("oh", "zero") and spoken[2] in _ONES:
        total, group, last, spoken = 100 * _ONES[spoken[0]], _ONES[spoken[2]], 0, []
    for word in spoken:
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
    if not decimals:
        return float(total + group)
    part = _decimals(decimals)
    return None if part is None else float(total + group) + part


def _decimals(words: str) -> float | None:
    """What stands behind "point": "four", "oh five", "two five", "twenty-five"."""
    spoken = words.split()
    if "point" in spoken:
        return None
    tens = spoken_value(words) if spoken and spoken[0] in _TENS else None
    if tens is not None:
        return float(f"0.{tens:.0f}")
    digits = ["0" if word == "oh" else str(_SMALL[word]) for word in spoken if word == "oh" or word in _SMALL]
    return float("0." + "".join(digits)) if digits else None
