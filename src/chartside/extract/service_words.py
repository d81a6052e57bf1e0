"""The services a note names: by code ("97110") or by a family word ("TE", "ther ex", "manual")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from chartside.extract.reading import Reading
from chartside.extract.shared_work import once_per_source
from chartside.extract.vocabulary import Mention, folded_text, in_capitals, rows, vocabulary

_CODE = re.compile(r"(?<![\w.$/-])(?:9[2-9]\d{3}|20560|20561|29\d{3}|95992|g\d{4})(?![.]\d|(?!x\s?\d)\w|/\d)")


@dataclass(frozen=True, slots=True)
class Service:
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


@cache
def _glued() -> re.Pattern[str]:
    """Abbreviations with their units written on ("TE1"), which are no words of their own."""
    words = sorted(
        (w for row in rows("service_words.toml") if row.get("abbreviation") for w in row["words"]),
        key=len,
        reverse=True,
    )
    return re.compile(rf"(?<![\w/-])(?:{'|'.join(words)})(?=[1-8](?![\w.'/-]))")


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
    return tuple(
        Service(m.start(), m.end(), *_rows_by_abbreviation()[m.group()], glued=True)
        for m in _glued().finditer(reading.text)
    )


@once_per_source
def services(reading: Reading) -> tuple[Service, ...]:
    """Services named in a source, in order of place."""
    return tuple(sorted(_services(reading), key=lambda s: s.start))


@once_per_source
def _named(reading: Reading) -> tuple[Mention, ...]:
    return vocabulary("service_words.toml").find(folded_text(reading))


@once_per_source
def lower_services(reading: Reading) -> tuple[Service, ...]:
    """Abbreviations of services written small ("te 23, mt 15"): services only in a list of minutes."""
    found = _named(reading)
    return tuple(
        Service(m.start, m.end, m.term.row.get("code"), m.kind)
        for m in found
        if m.term.row.get("abbreviation") and not m.term.row.get("modality")
    )


def _services(reading: Reading) -> Iterator[Service]:
    for found in _CODE.finditer(folded_text(reading)):
        code = found.group().upper()
        family = family_of(code)
        yield Service(found.start(), found.end(), code, family, by_code=True, modality=family == "modality")
    for m in _named(reading):
        row = m.term.row
        if row.get("listed") or (row.get("abbreviation") and not in_capitals(reading.text, m)):
            continue
        yield Service(m.start, m.end, row.get("code"), m.kind, modality=bool(row.get("modality")))
