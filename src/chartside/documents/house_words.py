"""The clinic's wording of what the built-in writer says itself: forms of days, words instead of others.

What stands in quotation marks, what is quoted, and every number stays as it is. The checks read the text that results.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from chartside.domain.clinic_style import DateForm, PreferredWord, WordingStyle
from chartside.domain.documents import Basis, Statement

_OWN = frozenset({Basis.RESTATED, Basis.COMPUTED})
_QUOTED = re.compile(r"(“[^”]*”|\"[^\"]*\")")
_SENTENCE_BEFORE = re.compile(r"[.!?]\s+$")
_DAY = re.compile(r"(?<![\d/.])\d{2}/\d{2}/\d{2}(?![\d/])")


def in_house_words(statement: Statement, wording: WordingStyle) -> Statement:
    """The statement in the clinic's words; one that only quotes, or is the clinic's own text, stays as it is."""
    if statement.basis not in _OWN or wording == WordingStyle():
        return statement
    cells = statement.cells
    return replace(
        statement,
        text=worded(statement.text, wording),
        cells=None if cells is None else tuple((key, worded(text, wording)) for key, text in cells),
    )


def worded(text: str, wording: WordingStyle) -> str:
    """A text in the clinic's words, quotations left alone."""
    parts = _QUOTED.split(text)
    return "".join(part if i % 2 else _reworded(part, wording) for i, part in enumerate(parts))


def _reworded(text: str, wording: WordingStyle) -> str:
    if wording.dates is not DateForm.SHORT:
        text = _DAY.sub(lambda hit: _day(hit.group(), wording.dates), text)
    if wording.preferred:
        pattern, said = _preferred(wording.preferred)
        text = pattern.sub(said, text)
    return text


def _day(written: str, form: DateForm) -> str:
    try:
        day = datetime.strptime(written, "%m/%d/%y").date()
    except ValueError:
        return written
    return in_form(day, form)


def in_form(day: date, form: DateForm) -> str:
    """A day in one of the forms."""
    match form:
        case DateForm.SHORT:
            return f"{day:%m/%d/%y}"
        case DateForm.LONG_YEAR:
            return f"{day:%m/%d/%Y}"
        case DateForm.NAMED_MONTH:
            return f"{day:%b} {day.day}, {day.year}"
        case DateForm.ISO:
            return day.isoformat()


@lru_cache(maxsize=8)
def _preferred(words: tuple[PreferredWord, ...]) -> tuple[re.Pattern[str], Callable[[re.Match[str]], str]]:
    table = {word.instead_of.casefold(): word.write for word in words}
    spelled = "|".join(re.escape(w.instead_of) for w in sorted(words, key=lambda w: -len(w.instead_of)))

    def said(hit: re.Match[str]) -> str:
        found, write = hit.group(), table.get(hit.group().casefold(), hit.group())
        begins = hit.start() == 0 or bool(_SENTENCE_BEFORE.search(hit.string, 0, hit.start()))
        capital = found[:1].isupper() and (begins or found[1:].islower())
        return write[:1].upper() + write[1:] if capital else write

    return re.compile(rf"(?<![\w/-])(?:{spelled})(?![\w/-])", re.I), said
