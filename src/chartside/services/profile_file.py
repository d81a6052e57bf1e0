"""The clinic profile as one TOML file: its keys, and how each becomes a part of the profile."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from chartside.domain.billing import UnitRule
from chartside.domain.chart import ClinicProfile, Payer, PayerType
from chartside.domain.clinic_style import ClinicFile, DateForm, Logo, PreferredWord, SideStyle, WordingStyle
from chartside.domain.clinic_words import ClinicWord, WordKind

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_NO_TOML = re.compile("\x7f")


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid")


class PayerTable(_Table):
    """A payer."""

    name: str = Payer().name
    type: PayerType = Payer().type
    unit_rule: UnitRule = Payer().unit_rule
    address: list[str] = Field(default_factory=list)
    fax: str = ""

    def payer(self) -> Payer:
        """The payer."""
        return Payer(self.name, self.type, self.unit_rule, tuple(self.address), self.fax)


class WordTable(_Table):
    """A word the reader has been taught."""

    kind: WordKind
    written: list[str] = Field(min_length=1)
    means: str = Field(min_length=1)
    category: str | None = None
    unit: str = "points"
    least: float = 0.0
    most: float = 100.0
    higher_is_better: bool | None = None


class PreferredTable(_Table):
    """Words written instead of others."""

    write: str
    instead_of: str


class LogoTable(_Table):
    """The picture of the letterhead."""

    file: str
    alt: str


class ProfileTable(_Table):
    """The whole file."""

    name: str = ClinicProfile().name
    address: list[str] = Field(default_factory=list)
    phone: str = ""
    fax: str = ""
    npi: str = ""
    logo: LogoTable | None = None
    standards: list[str] = Field(default_factory=list)
    expand_abbreviations: bool = False
    sides: SideStyle | None = None
    dates: DateForm = DateForm.SHORT
    section_order: list[str] = Field(default_factory=list)
    headings: dict[str, str | dict[str, str]] = Field(default_factory=dict)
    cpt: list[str] = Field(default_factory=list)
    languages: list[str] = Field(default_factory=lambda: list(ClinicProfile().languages))
    prompts: str = ""
    session_minutes: int = Field(default=ClinicProfile().session_minutes, ge=1, le=240)
    default_payer: PayerTable = Field(default_factory=PayerTable)
    payer: list[PayerTable] = Field(default_factory=list)
    preferred_word: list[PreferredTable] = Field(default_factory=list)
    word: list[WordTable] = Field(default_factory=list)

    def profile(self, logo: ClinicFile | None, standards: Sequence[ClinicFile]) -> ClinicProfile:
        """The profile, with its files as kept.

        Raises:
            ValueError: A taught word cannot be; the message names it.
        """
        return ClinicProfile(
            name=self.name,
            address=tuple(self.address),
            phone=self.phone,
            fax=self.fax,
            npi=self.npi,
            logo=Logo(logo, self.logo.alt) if logo and self.logo else None,
            standards=tuple(standards),
            expand_abbreviations=self.expand_abbreviations,
            wording=WordingStyle(
                self.sides, self.dates, tuple(PreferredWord(p.write, p.instead_of) for p in self.preferred_word)
            ),
            headings=tuple(_headings(self.headings)),
            section_order=tuple(self.section_order),
            codes=tuple(self.cpt),
            languages=tuple(self.languages),
            default_payer=self.default_payer.payer(),
            payers=tuple(row.payer() for row in self.payer),
            session_minutes=self.session_minutes,
            words=tuple(_word(row) for row in self.word),
        )


def _headings(table: Mapping[str, str | Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    """Headings by key; `[headings.discharge_summary]` and `"discharge_summary.plan"` say the same."""
    for key, value in table.items():
        if isinstance(value, str):
            yield key, value
        else:
            yield from ((f"{key}.{section}", heading) for section, heading in value.items())


def _word(row: WordTable) -> ClinicWord:
    try:
        return ClinicWord(**{**row.model_dump(), "written": tuple(row.written)})
    except ValueError as problem:
        raise ValueError(f"word {row.means!r}: {problem}") from None


def profile_toml(profile: ClinicProfile, paths: Mapping[str, str]) -> str:
    """The file that reads as this profile; keys as usual are left out.

    Args:
        profile: What is written.
        paths: Path of each file of the profile, by its hash.
    """
    usual, wording = ClinicProfile(), profile.wording
    plain: list[tuple[str, Any, Any]] = [
        ("name", profile.name, None),
        ("address", profile.address, ()),
        ("phone", profile.phone, ""),
        ("fax", profile.fax, ""),
        ("npi", profile.npi, ""),
        ("standards", tuple(paths[file.sha256] for file in profile.standards), ()),
        ("expand_abbreviations", profile.expand_abbreviations, False),
        ("sides", wording.sides, None),
        ("dates", wording.dates, usual.wording.dates),
        ("section_order", profile.section_order, ()),
        ("cpt", profile.codes, ()),
        ("languages", profile.languages, usual.languages),
        ("session_minutes", profile.session_minutes, usual.session_minutes),
    ]
    lines = [_pair(key, value) for key, value, known in plain if value != known]
    if profile.logo:
        logo = (("file", paths[profile.logo.file.sha256]), ("alt", profile.logo.alt))
        lines += _table("[logo]", logo)
    lines += _table("[headings]", profile.headings) if profile.headings else []
    if profile.default_payer != usual.default_payer:
        lines += _table("[default_payer]", _payer(profile.default_payer))
    for payer in profile.payers:
        lines += _table("[[payer]]", _payer(payer))
    for pair in wording.preferred:
        lines += _table("[[preferred_word]]", (("write", pair.write), ("instead_of", pair.instead_of)))
    for word in profile.words:
        lines += _table("[[word]]", _word_pairs(word))
    return "\n".join(lines) + "\n"


def _payer(payer: Payer) -> Iterator[tuple[str, Any]]:
    yield from (("name", payer.name), ("type", payer.type), ("unit_rule", payer.unit_rule))
    yield from (("address", payer.address),) if payer.address else ()
    yield from (("fax", payer.fax),) if payer.fax else ()


def _word_pairs(word: ClinicWord) -> Iterator[tuple[str, Any]]:
    yield from (("kind", word.kind), ("written", word.written), ("means", word.means))
    if word.category is not None:
        yield "category", word.category
    usual = ClinicWord(kind=word.kind, written=word.written, means=word.means)
    for key in ("unit", "least", "most"):
        value = getattr(word, key)
        if word.kind is WordKind.MEASURE or value != getattr(usual, key):
            yield key, value if isinstance(value, str) else float(value)
    if word.higher_is_better is not None:
        yield "higher_is_better", word.higher_is_better


def _table(head: str, pairs: Any) -> list[str]:
    return ["", head, *(_pair(key, value) for key, value in pairs)]


def _pair(key: str, value: Any) -> str:
    return f"{key if _BARE.fullmatch(key) else _text(key)} = {_value(value)}"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, str):
        return _text(str(value))
    return f"[{', '.join(_value(item) for item in value)}]"


def _text(text: str) -> str:
    """A TOML string: JSON's escapes are among TOML's, but for the one control that JSON leaves as it is."""
    return _NO_TOML.sub(r"\\u007f", json.dumps(text, ensure_ascii=False))
