"""Read a clinic profile from its TOML file (docs/how-to/clinic-profile.md shows every key)."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from chartside.domain.billing import UnitRule
from chartside.domain.chart import ClinicProfile, Payer, PayerType
from chartside.domain.clinic_words import ClinicWord, WordKind
from chartside.services.errors import Invalid
from chartside.services.prompt_files import read_prompt_folder


class ProfileError(Exception):
    """The file is no clinic profile; the message names the file, the key and the remedy."""


class _PayerTable(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Payer().name
    type: PayerType = Payer().type
    unit_rule: UnitRule = Payer().unit_rule


class _WordTable(BaseModel):
    model_config = ConfigDict(extra="forbid")

    kind: WordKind
    written: list[str] = Field(min_length=1)
    means: str = Field(min_length=1)
    category: str | None = None
    unit: str = "points"
    least: float = 0.0
    most: float = 100.0
    higher_is_better: bool | None = None


class _ProfileFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = ClinicProfile().name
    address: list[str] = Field(default_factory=list)
    phone: str = ""
    npi: str = ""
    expand_abbreviations: bool = False
    headings: dict[str, str] = Field(default_factory=dict)
    section_order: list[str] = Field(default_factory=list)
    default_payer: _PayerTable = Field(default_factory=_PayerTable)
    word: list[_WordTable] = Field(default_factory=list)
    session_minutes: int = Field(default=ClinicProfile().session_minutes, ge=1, le=240)
    prompts: str = ""


def read_clinic_profile(path: Path) -> ClinicProfile:
    """The clinic profile in a TOML file.

    Raises:
        ProfileError: The file cannot be read, is not TOML, or has an unknown key or a wrong value.
    """
    try:
        rows = _ProfileFile.model_validate(tomllib.loads(path.read_text("utf-8")))
    except OSError as problem:
        raise ProfileError(f"{path}: {problem.strerror or problem}; check the path") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise ProfileError(f"{path}: not a TOML file ({problem}); correct it there") from None
    except ValidationError as problem:
        first = problem.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise ProfileError(f"{path}: {key}: {first['msg'].lower()}; correct or remove this key") from None
    if rows.prompts:
        try:
            read_prompt_folder(path.parent / rows.prompts)
        except Invalid as problem:
            raise ProfileError(str(problem)) from None
    return ClinicProfile(
        name=rows.name,
        address=tuple(rows.address),
        phone=rows.phone,
        npi=rows.npi,
        expand_abbreviations=rows.expand_abbreviations,
        headings=tuple(rows.headings.items()),
        section_order=tuple(rows.section_order),
        default_payer=Payer(rows.default_payer.name, rows.default_payer.type, rows.default_payer.unit_rule),
        session_minutes=rows.session_minutes,
        words=tuple(_word(path, row) for row in rows.word),
    )


def _word(path: Path, row: _WordTable) -> ClinicWord:
    try:
        return ClinicWord(**{**row.model_dump(), "written": tuple(row.written)})
    except ValueError as problem:
        raise ProfileError(f"{path}: word {row.means!r}: {problem}; correct this row") from None
