"""A clinic profile as a plain record (JSON values), and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from chartside.domain.billing import UnitRule
from chartside.domain.chart import ClinicProfile, Payer, PayerType
from chartside.domain.clinic_style import ClinicFile, DateForm, Logo, PreferredWord, SideStyle, WordingStyle
from chartside.domain.clinic_words import ClinicWord, WordKind


def profile_record(profile: ClinicProfile) -> dict[str, Any]:
    """The profile with its fields as keys; files by name and hash."""
    return asdict(profile)


def profile_from(record: Mapping[str, Any]) -> ClinicProfile:
    """The profile of a record; what an older one does not hold is as usual.

    Raises:
        ValueError: A value is none of its choices.
    """
    values = dict(record)
    made: dict[str, Any] = {
        "address": tuple(values.pop("address", ())),
        "headings": tuple((key, heading) for key, heading in values.pop("headings", ())),
        "section_order": tuple(values.pop("section_order", ())),
        "default_payer": payer_from(values.pop("default_payer", {})),
        "payers": tuple(payer_from(row) for row in values.pop("payers", ())),
        "standards": tuple(ClinicFile(**row) for row in values.pop("standards", ())),
        "codes": tuple(values.pop("codes", ())),
        "languages": tuple(values.pop("languages", ClinicProfile().languages)),
        "words": tuple(_word(row) for row in values.pop("words", ())),
        "wording": _wording(values.pop("wording", {})),
    }
    logo = values.pop("logo", None)
    made["logo"] = Logo(ClinicFile(**logo["file"]), logo["alt"]) if logo else None
    return ClinicProfile(**values, **made)


def payer_from(record: Mapping[str, Any]) -> Payer:
    """The payer of a record; what it lacks is as usual.

    Raises:
        ValueError: Its kind or its way of counting is not known.
    """
    usual = Payer()
    return Payer(
        record.get("name", usual.name),
        PayerType(record.get("type", usual.type)),
        UnitRule(record.get("unit_rule", usual.unit_rule)),
        tuple(record.get("address", ())),
        record.get("fax", ""),
    )


def _word(row: Mapping[str, Any]) -> ClinicWord:
    return ClinicWord(**{**row, "kind": WordKind(row["kind"]), "written": tuple(row["written"])})


def _wording(row: Mapping[str, Any]) -> WordingStyle:
    sides = row.get("sides")
    return WordingStyle(
        SideStyle(sides) if sides else None,
        DateForm(row.get("dates", DateForm.SHORT)),
        tuple(PreferredWord(**pair) for pair in row.get("preferred", ())),
    )
