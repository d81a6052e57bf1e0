"""Try a kind of document on its practice case: draft it now and go through what a good draft holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chartside.documents import document_kinds
from chartside.domain.chart import ClinicProfile
from chartside.domain.documents import Document, Review, Statement
from chartside.services.draft_files import CaseFile, draft_files
from chartside.services.errors import NotFound
from chartside.testing.practice import Expected, PracticeCase, practice_cases


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of the checklist.

    Attributes:
        what: What is looked for.
        good: Whether the draft is as it should be there.
        found: The sentence in which it stands, or the question that is put; empty where there is none.
    """

    what: str
    good: bool
    found: str = ""


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice case drafted now, with its checklist.

    Attributes:
        case: The case.
        document: The draft.
        holds: What a good draft holds.
        lacks: What it must not hold.
        asks: What it asks.
    """

    case: PracticeCase
    document: Document
    holds: tuple[Mark, ...]
    lacks: tuple[Mark, ...]
    asks: tuple[Mark, ...]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The whole checklist."""
        return (*self.holds, *self.lacks, *self.asks)

    @property
    def good(self) -> int:
        """How many lines of the checklist are as they should be."""
        return sum(mark.good for mark in self.marks)


def practiced_kinds() -> tuple[str, ...]:
    """Kinds that are installed and have a practice case."""
    return tuple(kind for kind in practice_cases() if kind in document_kinds())


def practice_prompt(kind: str, profile: ClinicProfile | None = None) -> Practice:
    """Draft the practice case of a kind with the built-in writer.

    Args:
        kind: Kind of document.
        profile: The clinic's, for its headings and its words.

    Raises:
        NotFound: The kind has no practice case, or there is no such kind.
    """
    if kind not in practiced_kinds():
        raise NotFound(f"There is no practice case for {kind!r}; there is one for: {', '.join(practiced_kinds())}.")
    case = practice_cases()[kind]
    notes = [CaseFile(source.name, source.text.encode()) for source in case.sources]
    document, _ = draft_files(kind, notes, visit_date=case.visit_date, profile=profile)
    return Practice(
        case,
        document,
        tuple(_held(document, wanted) for wanted in case.holds),
        (*(_lacking(document, unwanted) for unwanted in case.lacks), _unblocked(document)),
        tuple(_asked(document, wanted.what, wanted.question) for wanted in case.asks),
    )


def _held(document: Document, wanted: Expected) -> Mark:
    found = next(_with(document, wanted), None)
    return Mark(wanted.what, found is not None, found.text if found else "")


def _lacking(document: Document, unwanted: Expected) -> Mark:
    found = next(_with(document, unwanted), None)
    return Mark(unwanted.what, found is None, found.text if found else "")


def _asked(document: Document, what: str, question: str) -> Mark:
    found = next((q for q in document.questions if q.id.startswith(f"q-{question}")), None)
    return Mark(what, found is not None, found.text if found else "")


def _unblocked(document: Document) -> Mark:
    """No check finds a sentence that the sources do not carry."""
    blocking = document.blocking()
    return Mark("A sentence that the sources do not carry", not blocking, blocking[0].message if blocking else "")


def _with(document: Document, expected: Expected) -> Iterator[Statement]:
    for section in document.sections:
        if expected.section not in (None, section.key):
            continue
        for statement in section.statements:
            if statement.review is not Review.REJECTED and _has(statement, expected.words):
                yield statement


def _has(statement: Statement, words: tuple[str, ...]) -> bool:
    told = _plain(" ".join([statement.text, *(text for _, text in statement.cells or ())]))
    return all(_plain(word) in told for word in words)


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("−", "-").replace("–", "-").split())
