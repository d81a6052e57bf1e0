"""Service codes in force on a day."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from chartside.domain.billing import ServiceCode


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A row of codes/cpt.csv: a service, when it is in force, and where that is from."""

    service: ServiceCode
    pooled: bool
    one_on_one: bool
    begins: date | None
    ends: date | None
    medicare_note: str
    source: str
    verified: bool

    def in_force(self, on: date | None) -> bool:
        """Whether the code holds on a day; without a day, whether it has not ended."""
        if on is None:
            return self.ends is None
        return (self.begins is None or self.begins <= on) and (self.ends is None or on <= self.ends)


@cache
def code_rows() -> tuple[CodeRow, ...]:
    """All rows, evaluations first, in the order of the file."""
    return tuple(_rows())


def service_codes(on: date | None = None) -> Mapping[str, ServiceCode]:
    """Service codes in force on a visit's day, by code.

    Args:
        on: The day; None for the codes that have not ended.
    """
    return _in_force(on)


@cache
def _in_force(on: date | None) -> Mapping[str, ServiceCode]:
    return MappingProxyType({row.service.code: row.service for row in code_rows() if row.in_force(on)})


@cache
def medicare_note(code: str) -> str:
    """What Medicare does differently with a code; empty where nothing."""
    return next((row.medicare_note for row in code_rows() if row.service.code == code), "")


def code_of_category(category: str, codes: Mapping[str, ServiceCode]) -> str | None:
    """The code of a family that has exactly one ("manual_therapy" → 97140); None where the family has several."""
    found = [code for code, service in codes.items() if service.category == category]
    return found[0] if len(found) == 1 else None


def _rows() -> Iterator[CodeRow]:
    text = files("chartside.billing.codes").joinpath("cpt.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        per_unit = int(row["minutes_per_unit"]) if row["minutes_per_unit"] else None
        yield CodeRow(
            ServiceCode(row["code"], row["short"], row["category"], row["timed"] == "yes", per_unit),
            row["pooled"] == "yes",
            row["one_on_one"] == "yes",
            date.fromisoformat(row["from"]) if row["from"] else None,
            date.fromisoformat(row["until"]) if row["until"] else None,
            row["medicare_note"],
            row["source"],
            row["verified"] == "yes",
        )
