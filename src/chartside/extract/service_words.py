"""The services a note names: by code ("97110") or by a family word ("TE", "ther ex", "manual")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from chartside.extract.reading import Reading
from chartside.extract.shared_work import once_per_source
from chartside.extract.vocabulary import Mention, folded_text, found_in, in_capitals, rows, vocabulary

_CODE = re.compile(
    r"[92g](?<![\w.$/-].)(?:(?<=9)[2-9]\d{3}|(?<=2)056[01]|(?<=2)9\d{3}|(?<=g)\d{4})(?![.]\d|(?!x\s?\d)\w|/\d)"
)


_UNITS = re.compile(r"[1-8](?<=[A-Za-z].)(?![\w.'/-])")
_GLUED = re.compile(r"(?<![\w/-])[A-Za-z]{2,8}$")
_LONGEST_GLUED = 9


class Service(NamedTuple):
    """A service named at `start`..`end`.

    Attributes:
        start: Offset of the first character.
        end: Offset after the last.
        code: Its CPT code; None for an evaluation whose complexity is not said.
        category: Its CPT family.
        by_code: Whether the note writes the code itself.
        modality: Whether minutes said of it are its own dose.
        glued: Whether its units are written on to it ("TE1").
    """

    start: int
    end: int
    code: str | None
    category: str | None
    by_code: bool = False
    modality: bool = False
    glued: bool = False


class ServiceTime(NamedTuple):
    """Minutes said of a service: `start`..`end` hold both, `code` is None where no service is named.

    `listed` are those that stand one behind the other, with nothing between them of what was done.
    """

    start: int
    end: int
    minutes: float
    code: str | None
    service: Service | None
    listed: bool = False


@cache
def _rows_by_abbreviation() -> dict[str, tuple[str | None, str]]:
    return {
        w: (row.get("code"), str(row["kind"]))
        for row in rows("service_words.toml")
        if row.get("abbreviation")
        for w in row["words"]
    }


@cache
def _families() -> dict[str, str]:
    families = {str(row["code"]): str(row["kind"]) for row in rows("service_words.toml") if "code" in row}
    families.update(dict.fromkeys(("97161", "97162", "97163"), "evaluation"))
    families.update({"G0283": "modality", "95992": "neuromuscular_reeducation", "20561": "modality"})
    return families


def family_of(code: str) -> str | None:
    """CPT family of a code, None where this room knows none."""
    return _families().get(code)


@once_per_source
def glued_services(reading: Reading) -> tuple[Service, ...]:
    """Services with their units written on to them; such a one says only how much was charged."""
    text, known = reading.text, _rows_by_abbreviation()
    endings = {word[-2:] for word in known}
    found: list[Service] = []
    for units in _UNITS.finditer(text):
        if text[max(units.start() - 2, 0) : units.start()] not in endings:
            continue
        word = _GLUED.search(text, max(units.start() - _LONGEST_GLUED, 0), units.start())
        if word is not None and word.group() in known:
            found.append(Service(word.start(), word.end(), *known[word.group()], glued=True))
    return tuple(found)


@once_per_source
def services(reading: Reading) -> tuple[Service, ...]:
    """Services named in a source, in order of place."""
    return tuple(sorted(_services(reading), key=lambda s: s.start))


@once_per_source
def _named(reading: Reading) -> tuple[Mention, ...]:
    return found_in(reading, vocabulary("service_words.toml"))


@once_per_source
def lower_services(reading: Reading) -> tuple[Service, ...]:
    """Abbreviations of services written small ("te 23, mt 15"): services only in a list of minutes."""
    found = _named(reading)
    return tuple(
        Service(m.start, m.end, m.term.row.get("code"), m.kind)
        for m in found
        if m.term.row.get("abbreviation") and not m.term.row.get("modality")
    )


@once_per_source
def small_services(reading: Reading) -> tuple[Service, ...]:
    """The usual abbreviations written small, services where their minutes stand right behind ("mt 8 min")."""
    return tuple(
        Service(m.start, m.end, m.term.row.get("code"), m.kind)
        for m in _named(reading)
        if m.term.row.get("abbreviation")
        and not (m.term.row.get("modality") or m.term.row.get("listed"))
        and reading.text[m.start].islower()
    )


@once_per_source
def timed_words(reading: Reading) -> tuple[Service, ...]:
    """Words that name a service only where minutes are said of them ("twenty minutes of exercise")."""
    return tuple(
        Service(m.start, m.end, m.term.row["code"], m.kind) for m in _named(reading) if m.term.row.get("timed")
    )


def _services(reading: Reading) -> Iterator[Service]:
    for found in _CODE.finditer(folded_text(reading)):
        code = found.group().upper()
        family = family_of(code)
        yield Service(found.start(), found.end(), code, family, by_code=True, modality=family == "modality")
    for m in _named(reading):
        row = m.term.row
        if row.get("listed") or row.get("timed") or (row.get("abbreviation") and not in_capitals(reading.text, m)):
            continue
        yield Service(m.start, m.end, row.get("code"), m.kind, modality=bool(row.get("modality")))
