"""The keys of a fact as fields of a form, and what is typed there as values of its kind."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from enum import Enum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, create_model

from chartside.domain.facts import FACT_TYPES, Fact, Measure, Measurement
from chartside.domain.reading_words import spelled
from chartside.measures import instruments
from chartside.services.errors import Invalid

MOST_CHARACTERS = 500
MOST_NUMBER = 100_000

_LABELS = {
    "assertion": "How it is said", "when": "Of which time", "date": "On the day", "value_high": "Up to",
    "hold_seconds": "Hold (s)", "icd10": "ICD-10-CM", "what": "What", "per_week": "Times a week",
    "instrument": "Measure",
}  # fmt: skip
_ALWAYS = frozenset({"side", "assertion", "when"})
_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_CHARACTERS)]
_Number = Annotated[float, Field(ge=-MOST_NUMBER, le=MOST_NUMBER, allow_inf_nan=False)]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactField:
    """One key of a fact as a field.

    Attributes:
        key: As in the record of the fact.
        label: In words.
        kind: "select", "number", "date", "long" or "text".
        value: As typed or as read; empty for none.
        options: Of a select: value and words.
        required: Whether a fact of the kind cannot be without it.
        main: Whether it is shown at once; the others stand behind "More".
    """

    key: str
    label: str
    kind: str
    value: str
    options: tuple[tuple[str, str], ...] = ()
    required: bool = False
    main: bool = True


def fields_of(fact: Fact, typed: Mapping[str, str] | None = None) -> tuple[FactField, ...]:
    """The fields that correct a fact, in the order of its keys, what it says of time and stance last.

    Args:
        fact: As it holds.
        typed: What was typed and refused, to be shown again.
    """
    own = [f.name for f in fields(fact) if f.name not in ("id", "evidence", "when", "assertion", "date")]
    if isinstance(fact, Measurement) and fact.measure is Measure.STRENGTH and fact.grade:
        own.remove("value")  # follows from the grade
    return tuple(_field(fact, key, typed or {}) for key in (*own, "when", "assertion", "date"))


def values_typed(kind: str, typed: Mapping[str, str]) -> dict[str, Any]:
    """What was typed as JSON values of the keys of a kind of fact; empty fields are null.

    Raises:
        Invalid: A field cannot be read, or one is empty that must not be.
    """
    given: dict[str, object] = {}
    for key, text in typed.items():
        plain = " ".join(text.split())
        if not plain:
            given[key] = None
        elif key == "modifiers":
            given[key] = plain.replace(",", " ").split()
        elif key == "load" or _plain(_hint(kind, key)) is float:
            given[key] = _number(plain)
        else:
            given[key] = plain
    return values_given(kind, given)


def values_given(kind: str, given: Mapping[str, object]) -> dict[str, Any]:
    """Values of the keys of a kind of fact, checked.

    Raises:
        Invalid: A key is none of the kind, or a value none of the key.
    """
    try:
        checked = _model(kind).model_validate(dict(given))
    except ValidationError as problem:
        raise Invalid(_said(problem)) from None
    return checked.model_dump(mode="json", exclude_unset=True)


@cache
def _model(kind: str) -> type[BaseModel]:
    """The model of a kind of fact: every key may be left out, none may be added."""
    made: dict[str, Any] = {}
    for f in fields(FACT_TYPES[kind]):
        if f.name not in ("id", "evidence"):
            needed = f.default is MISSING or f.name in ("when", "assertion")
            plain = _checked(_plain(_hint(kind, f.name)))
            made[f.name] = (plain if needed else Union[plain, None], None)  # noqa: UP007  # made at run time
    config = ConfigDict(extra="forbid")
    return create_model(f"{kind}_values", __config__=config, **made)


def _checked(plain: object) -> object:
    """A type with the bounds of what may be typed."""
    if plain is str:
        return _Text
    if plain is float:
        return _Number
    if get_origin(plain) is tuple:
        return Annotated[tuple[_Text, ...], Field(max_length=8)]
    if get_origin(plain) in (Union, types.UnionType):
        return Union[_Number, _Text]  # noqa: UP007  # made at run time
    return plain


@cache
def _hints(kind: str) -> dict[str, Any]:
    return typing.get_type_hints(FACT_TYPES[kind])


def _hint(kind: str, key: str) -> object:
    return _hints(kind).get(key, str)


def _plain(hint: object) -> object:
    """A declared type without its None: "float | None" is float, "float | str | None" stays a union."""
    if get_origin(hint) not in (Union, types.UnionType):
        return hint
    options = [option for option in get_args(hint) if option is not type(None)]
    return options[0] if len(options) == 1 else hint


def _number(text: str) -> object:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return text


def _field(fact: Fact, key: str, typed: Mapping[str, str]) -> FactField:
    hint, value = _plain(_hint(fact.kind, key)), getattr(fact, key)
    needed = next(f for f in fields(fact) if f.name == key).default is MISSING or key in ("when", "assertion")
    kind, options = "text", _options(hint, key, value, needed=needed)
    if options:
        kind = "select"
    elif hint is float:
        kind = "number"
    elif hint is date:
        kind = "date"
    elif key in ("text", "level"):
        kind = "long"
    label = _LABELS.get(key, key.replace("_", " ").capitalize())
    shown = typed.get(key, _shown(value))
    main = needed or bool(shown) or key in _ALWAYS
    return FactField(key=key, label=label, kind=kind, value=shown, options=options, required=needed, main=main)


def _options(hint: object, key: str, value: object, *, needed: bool) -> tuple[tuple[str, str], ...]:
    none = () if needed else (("", "not said"),)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return (*none, *((str(item.value), spelled(item)) for item in hint))
    if key == "instrument":
        known = {name: measure.name for name, measure in instruments().items()}
        return tuple(sorted({str(value): str(value), **known}.items(), key=lambda pair: pair[1].casefold()))
    return ()


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, float | int):
        return f"{value:g}"
    if isinstance(value, tuple):
        return " ".join(map(str, value))
    return value.isoformat() if isinstance(value, date) else str(value)


_DAY, _NUMBERS, _LIST = "write it as 2026-03-31", "write a number", "choose one of the list"
_SAID = {
    "enum": _LIST,
    "extra_forbidden": "is no key of this kind of fact",
    "too_long": "is too long",
    "string_too_long": f"has at most {MOST_CHARACTERS} characters",
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "float_parsing": _NUMBERS,
    "float_type": _NUMBERS,
    "finite_number": _NUMBERS,
    "greater_than_equal": "cannot be so low",
    "less_than_equal": "cannot be so high",
}


def _said(problem: ValidationError) -> str:
    """The first thing wrong, in one sentence."""
    first = problem.errors(include_url=False, include_context=False)[0]
    key = str(first["loc"][0]) if first["loc"] else "field"
    label = _LABELS.get(key, key.replace("_", " ").capitalize())
    missing = first.get("input") in (None, "")
    return f"{label}: {'fill this in' if missing else _SAID.get(first['type'], 'this cannot be read')}."
