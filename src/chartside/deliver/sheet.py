"""A printed document as every format sees it: letterhead, header, sections of paragraphs and tables, signatures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from chartside.deliver.printed import Printed
from chartside.domain.documents import Document, Header, Layout, Section, Statement, TableBlock
from chartside.domain.signing import Signature

DRAFT_MARK = "DRAFT – not signed"
QUESTIONS_HEADING = "Open questions (draft only)"
LANGUAGE = "en"
REGION = "US"

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SENTENCE = re.compile(r"[.!?][\"”’')\]]*$")
_ITEM = re.compile(r"(?:[A-Z]{2,4}\s?\d{1,2}|\d{1,2})[.:)]\s")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that stand together."""

    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its rows as texts, one per column."""

    caption: str
    keys: tuple[str, ...]
    labels: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section as printed."""

    key: str
    heading: str
    blocks: tuple[Paragraph | Grid, ...]


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature in words."""

    by: str
    when: str
    meaning: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Added:
    """An addendum as printed."""

    text: str
    signed: Signed


@dataclass(frozen=True, slots=True)
class Sheet:
    """All texts of a printed document, free of characters that no format can show.

    Attributes:
        title: Of the document.
        running: One line that identifies patient and visit on every page.
        clinic: First line of the letterhead.
        letterhead: Its other lines.
        fields: Patient, dates, visit, payer …: label and text.
        parts: Sections that hold anything.
        signed: The signature; None for a draft.
        addenda: Oldest first.
        questions: What is still open; only in drafts.
        message: Whether it is a message to the patient: then nothing of the chart stands around its lines.
    """

    title: str
    running: str
    clinic: str
    letterhead: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    signed: Signed | None
    addenda: tuple[Added, ...]
    questions: tuple[str, ...]
    message: bool = False

    @property
    def is_draft(self) -> bool:
        """Whether nobody signed it."""
        return self.signed is None


def sheet_of(printed: Printed) -> Sheet:
    """The texts of a printed document; rejected statements are left out."""
    document, profile = printed.document, printed.profile
    header = document.header
    message = document.layout is Layout.MESSAGE
    contact = [profile.phone and f"Phone {profile.phone}", profile.npi and f"NPI {profile.npi}"]
    return Sheet(
        title=shown(document.title) or shown(document.kind) or "Document",
        running=shown(document.title if message else _running(document.title, header)),
        clinic=shown(header.clinic or profile.name),
        letterhead=tuple(
            shown(line) for line in (*profile.address, " · ".join(x for x in contact if x)) if line.strip()
        ),
        fields=() if message else tuple((label, shown(text)) for label, text in _fields(header) if text.strip()),
        parts=_message(document) if message else tuple(p for s in document.sections if (p := _part(s)).blocks),
        signed=_signed(printed.signature) if printed.signature else None,
        addenda=tuple(Added(shown(a.text, lines=True), _signed(a.signature)) for a in printed.addenda),
        questions=tuple(shown(q.text) for q in document.questions) if printed.is_draft else (),
        message=message,
    )


def _message(document: Document) -> tuple[Part, ...]:
    """The lines of a message as one part, a paragraph for each section; headings are for its review only."""
    sections = [part.blocks for section in document.sections if (part := _part(section)).blocks]
    blocks = tuple(block for part in sections for block in part)
    return (Part("message", "Message", blocks),) if blocks else ()


def shown(text: str, *, lines: bool = False) -> str:
    """Text as it can be printed: one line unless `lines`, without controls and marks that reverse the reading order.

    Direction marks (U+202A-202E, U+2066-2069) could make a printed value read differently from the stored one; lone
    surrogates and non-characters fit into no format and become U+FFFD.
    """
    kept: list[str] = []
    for c in text.replace("\r\n", "\n").replace("\r", "\n"):
        category = unicodedata.category(c)
        if c == "\n" and lines:
            kept.append(c)
        elif c in "\n\t" or category in ("Zl", "Zp"):
            kept.append(" ")
        elif "\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069" or category == "Cc":
            continue
        else:
            kept.append("\ufffd" if category in ("Cs", "Co") or ord(c) & 0xFFFE == 0xFFFE else c)
    return "".join(kept).strip()


def day(value: date) -> str:
    """A date that reads the same in every country ("March 4, 2026")."""
    return f"{_MONTHS[value.month - 1]} {value.day}, {value.year}"


def moment(value: datetime) -> str:
    """A time with its zone ("March 4, 2026, 14:31 UTC-05:00")."""
    return f"{day(value.date())}, {value:%H:%M} {value.tzname() or ''}".strip()


def _running(title: str, header: Header) -> str:
    parts = [
        header.patient,
        header.birth_date and f"born {header.birth_date:%m/%d/%Y}",
        header.record_number and f"record {header.record_number}",
        title,
        header.visit_date and day(header.visit_date),
    ]
    return " · ".join(part for part in parts if part)


def _fields(header: Header) -> Iterator[tuple[str, str]]:
    yield "Patient", header.patient
    yield "Date of birth", day(header.birth_date) if header.birth_date else ""
    yield "Record number", header.record_number
    yield "Date of service", day(header.visit_date) if header.visit_date else ""
    if header.visit_number is not None:
        planned = f" of {header.visits_planned}" if header.visits_planned else ""
        yield "Visit", f"{header.visit_number}{planned}"
    yield "Episode", header.episode
    yield "Payer", header.payer
    yield "Clinician", header.clinician


def _part(section: Section) -> Part:
    blocks: list[Paragraph | Grid] = []
    sentences: list[str] = []
    for block in section.blocks():
        if isinstance(block, Statement):
            text = shown(block.text)
            if sentences and not (_SENTENCE.search(sentences[-1]) and not _ITEM.match(text)):
                blocks.append(Paragraph(" ".join(sentences)))
                sentences = []
            sentences.append(text)
            continue
        if sentences:
            blocks.append(Paragraph(" ".join(sentences)))
            sentences = []
        blocks.append(_grid(block, shown(section.heading)))
    if sentences:
        blocks.append(Paragraph(" ".join(sentences)))
    return Part(section.key, shown(section.heading) or shown(section.key) or "Section", tuple(blocks))


def _grid(block: TableBlock, heading: str) -> Grid:
    """The table, without columns in which no row says anything and without a caption that repeats the heading."""
    rows = [[shown(row.cell(column.key)) for column in block.table.columns] for row in block.rows]
    used = [i for i, _ in enumerate(block.table.columns) if i == 0 or any(row[i] for row in rows)]
    columns = [block.table.columns[i] for i in used]
    caption = shown(block.table.caption)
    return Grid(
        "" if caption.lower() == heading.lower() else caption,
        tuple(column.key for column in columns),
        tuple(shown(column.label) for column in columns),
        tuple(column.numeric for column in columns),
        tuple(tuple(row[i] for i in used) for row in rows),
    )


def _signed(signature: Signature) -> Signed:
    by = ", ".join(part for part in (signature.name, signature.credentials) if part)
    return Signed(shown(by), moment(signature.signed_at), shown(signature.meaning), signature.sha256)
