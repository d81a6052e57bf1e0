"""A required element: a row that says what a document must hold and how to ask for it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Protocol, runtime_checkable

from chartside.domain.billing import UnitRule
from chartside.domain.canvas import Canvas
from chartside.domain.chart import PayerType
from chartside.domain.documents import AnswerType, Document, Question
from chartside.verify.vocabulary import Lexicon

_MEDICARE = frozenset({PayerType.MEDICARE_B, PayerType.MEDICARE_ADVANTAGE})


@dataclass(frozen=True, slots=True)
class Element:
    """A row of `verify/knowledge/required/`; the first of its files says what each key means."""

    id: str
    documents: frozenset[str]
    text: str
    rule: str
    authority: str
    answer: AnswerType
    unit: str | None
    phrase: str
    sections: tuple[str, ...]
    rank: int
    required_by: frozenset[str]
    choices: tuple[str, ...]

    def question(
        self, document: Document, canvas: Canvas, *, about: str = "", required: bool | None = None, **words: str
    ) -> Question:
        """The question, with the words of what it is about filled in.

        Args:
            document: Gives the section the answer belongs to: the first of the row's sections that it has.
            canvas: Gives payer and codes.
            about: What it is about where one element asks several times; part of the question's id.
            required: Whether signing waits for it; None leaves that to the row.
            words: Fill the places of the row's text and phrase ("{code}").
        """
        filled = about != ""
        have = [section.key for section in document.sections]
        home = next((key for key in self.sections if key in have), have[-1] if have else self.sections[0])
        return Question(
            id=f"q-{self.id}" + (f"-{about}" if about else ""),
            text=self.text.format(**words) if filled else self.text,
            rule=self.rule,
            authority=self.authority,
            answer=self.answer,
            section=home,
            phrase=self.phrase.format(answer="{answer}", **words) if filled else self.phrase,
            choices=tuple(_choice(choice, canvas) for choice in _offered(self.choices, canvas)),
            unit=self.unit,
            required=self._required(canvas) if required is None else required,
            rank=self.rank,
        )

    def _required(self, canvas: Canvas) -> bool:
        payer = canvas.payer
        return (
            "all" in self.required_by
            or ("medicare" in self.required_by and payer.type in _MEDICARE)
            or ("midpoint" in self.required_by and payer.unit_rule is UnitRule.AMA)
        )


Ask = Callable[[Element, Document, Canvas], Iterator[Question]]
"""Finds out whether the sources answer an element; yields a question for each thing they do not."""


@runtime_checkable
class RequiredElements(Protocol):
    """A family of elements; one file in `verify/elements/` defines it as `ELEMENTS`."""

    @property
    def name(self) -> str:
        """Name of the family, and of its file of rows."""
        ...

    @property
    def asks(self) -> Mapping[str, Ask]:
        """By the id of each row."""
        ...


@cache
def elements_of(family: str) -> tuple[Element, ...]:
    """The rows of a family."""
    return tuple(
        Element(
            row["id"],
            frozenset(row["documents"]),
            row["text"],
            row["rule"],
            row["authority"],
            AnswerType(row["answer"]),
            row.get("unit"),
            row["phrase"],
            tuple(row["sections"]),
            row["rank"],
            frozenset(row["required_by"]),
            tuple(row.get("choices", ())),
        )
        for row in _rows(family)["element"]
    )


@cache
def _rows(family: str) -> dict[str, Any]:
    place = files("chartside.verify.knowledge").joinpath("required", f"{family}.toml")
    return tomllib.loads(place.read_text("utf-8"))


def shown_today(element: str, canvas: Canvas, family: str = "daily_note") -> bool:
    """Whether today's sources have one of the words that show an element (rows `shown` of its family)."""
    words = signs_of(family, element)
    return any(words.any_in(source.text) for source in canvas.sources if source.id in canvas.current)


@cache
def terms_of(family: str) -> tuple[int, int]:
    """Weeks of a short-term and a long-term goal, where the plan says none."""
    terms = _rows(family)["terms"]
    return terms["short"], terms["long"]


@cache
def next_help(family: str) -> Mapping[str, str]:
    """Help to come down to from each level of help; "other" for all else."""
    return dict(_rows(family)["next_help"])


@cache
def signs_of(family: str, element: str) -> Lexicon:
    """Words by which a source shows an element (rows `shown` of its family)."""
    return Lexicon((element, row["words"]) for row in _rows(family)["shown"] if row["id"] == element)


def _offered(choices: Iterable[str], canvas: Canvas) -> tuple[str, ...]:
    """Words always; service codes while they are in force: those the clinic bills, or all where it bills none."""
    known = [c for c in choices if c in canvas.codes or " " in c or c.isalpha()]
    billed = [c for c in known if c in canvas.profile.codes or c not in canvas.codes]
    return tuple(billed if any(c in canvas.codes for c in billed) else known)


def _choice(choice: str, canvas: Canvas) -> str:
    if choice not in canvas.codes:
        return choice
    service = canvas.codes[choice].short
    return f"{choice} {service[0].lower()}{service[1:]}"
