"""A printed document as every format sees it: letterhead, header, sections of paragraphs and tables, signatures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from chartside.deliver.logo import LogoError, logo_type
from chartside.deliver.printed import Printed
from chartside.deliver.trend_pictures import Chart, chart_of
from chartside.domain.documents import Document, Header, Layout, Section, Statement, TableBlock, TrendFigure
from chartside.domain.signing import Signature

DRAFT_MARK = "DRAFT – not signed"
QUESTIONS_HEADING = "Open questions (draft only)"
NOT_SIGNED = "Not signed. A licensed clinician reviews and signs before this becomes part of the record."
LANGUAGE = "en"
REGION = "US"

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_LINES = frozenset({"addressee", "reference", "enclosures"})
"""Sections of a letter whose statements stand each on a line of its own."""
_UNHEADED = frozenset({"addressee", "reference", "closing"})
"""Sections of a letter that never have a heading: their place says what they are."""
_CLOSING = "closing"
VALEDICTION = "Sincerely,"
"""Printed above the signature of a letter whose closing has no such words of its own."""
_REFERENCE = "reference"
_AFTER_SIGNATURE = frozenset({"enclosures"})
_SENTENCE = re.compile(r"[.!?][\"”’')\]]*$")
_ALONE = re.compile(r"[,:]$")
"""Ends of a salutation and of the words above a signature, which stand alone."""
_ITEM = re.compile(r"(?:[A-Z]{2,4}\s?\d{1,2}|\d{1,2})[.:)]\s")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that stand together."""

    text: str

    @property
    def words(self) -> tuple[str, ...]:
        """The same as plain texts."""
        return (self.text,)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its rows as texts, one per column."""

    caption: str
    keys: tuple[str, ...]
    labels: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The same as plain texts, one a row."""
        return tuple(" | ".join(row) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Lines:
    """Texts of a letter, each on a line of its own: an address, a reference, enclosures."""

    texts: tuple[str, ...]
    strong: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The same as plain texts."""
        return self.texts


@dataclass(frozen=True, slots=True)
class Picture:
    """The trend of a measure; `chart.summary` says in words what it shows."""

    title: str
    chart: Chart

    @property
    def words(self) -> tuple[str, ...]:
        """What it shows, as a sentence."""
        return (self.chart.summary,)


Block = Paragraph | Grid | Lines | Picture


@dataclass(frozen=True, slots=True)
class Part:
    """A section as printed; its heading is empty where a letter has none."""

    key: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class PrintedLogo:
    """The clinic's picture with the words that stand for it."""

    content: bytes
    media_type: str
    alt: str


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
        layout: A chart page, a letter or a message.
        running: One line that identifies patient and visit on every page.
        clinic: First line of the letterhead.
        letterhead: Its other lines.
        logo: Its picture.
        date: Of a letter: the day it was signed, else the day of the visit.
        fields: Patient, dates, visit, payer …: label and text; of a chart page only.
        parts: Sections that hold anything, those of a letter up to its signature.
        after: Sections that stand below the signature.
        signed: The signature; None for a draft.
        addenda: Oldest first.
        questions: What is still open; only in drafts.
    """

    title: str
    layout: Layout
    running: str
    clinic: str
    letterhead: tuple[str, ...]
    logo: PrintedLogo | None
    date: str
    fields: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    after: tuple[Part, ...]
    signed: Signed | None
    addenda: tuple[Added, ...]
    questions: tuple[str, ...]

    @property
    def is_draft(self) -> bool:
        """Whether nobody signed it."""
        return self.signed is None

    @property
    def is_letter(self) -> bool:
        """Whether it is set as a letter."""
        return self.layout is Layout.LETTER

    @property
    def is_message(self) -> bool:
        """Whether it is a few lines to be sent as text."""
        return self.layout is Layout.MESSAGE


def sheet_of(printed: Printed) -> Sheet:
    """The texts of a printed document; rejected statements are left out."""
    document, profile = printed.document, printed.profile
    header, layout = document.header, document.layout
    parts = [part for section in document.sections if (part := _part(section, layout)).blocks]
    if layout is Layout.LETTER:
        parts = _with_valediction(parts)
    later = _AFTER_SIGNATURE if layout is Layout.LETTER else frozenset()
    return Sheet(
        title=shown(document.title) or shown(document.kind) or "Document",
        layout=layout,
        running=shown(_running(document)),
        clinic=shown(header.clinic or profile.name),
        letterhead=tuple(shown(line) for line in (*profile.address, _contact(printed)) if line.strip()),
        logo=_logo(printed),
        date=_date(printed) if layout is Layout.LETTER else "",
        fields=tuple((label, shown(text)) for label, text in _fields(header) if text.strip())
        if layout is Layout.CHART
        else (),
        parts=tuple(part for part in parts if part.key not in later),
        after=tuple(part for part in parts if part.key in later),
        signed=_signed(printed.signature) if printed.signature else None,
        addenda=tuple(Added(shown(a.text, lines=True), _signed(a.signature)) for a in printed.addenda),
        questions=tuple(shown(q.text) for q in document.questions) if printed.is_draft else (),
    )


def _with_valediction(parts: list[Part]) -> list[Part]:
    """The parts of a letter with words above the signature."""
    closing = next((part for part in parts if part.key == _CLOSING), None)
    last = closing.blocks[-1] if closing else None
    if closing and isinstance(last, Paragraph) and last.text.endswith(","):
        return parts
    before = [part for part in parts if part.key not in (_CLOSING, *_AFTER_SIGNATURE)]
    after = [part for part in parts if part.key in _AFTER_SIGNATURE]
    said = closing.blocks if closing else ()
    return [*before, Part(_CLOSING, "", (*said, Paragraph(VALEDICTION))), *after]


def _contact(printed: Printed) -> str:
    profile = printed.profile
    known = (("Phone", profile.phone), ("Fax", profile.fax), ("NPI", profile.npi))
    return " · ".join(f"{name} {text}" for name, text in known if text.strip())


def _logo(printed: Printed) -> PrintedLogo | None:
    """The picture; a letterhead whose picture cannot be read prints without it."""
    if printed.logo is None:
        return None
    try:
        media_type = logo_type(printed.logo)
    except LogoError:
        return None
    alt = printed.profile.logo.alt if printed.profile.logo else ""
    return PrintedLogo(printed.logo, media_type, shown(alt) or shown(printed.profile.name))


def _date(printed: Printed) -> str:
    signed = printed.signature
    written = signed.signed_at.date() if signed else printed.document.header.visit_date
    return day(written) if written else ""


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


def _running(document: Document) -> str:
    """Title and, but for messages, patient and day: a message to be sent names only what it says itself."""
    header, title = document.header, document.title
    if document.layout is Layout.MESSAGE:
        return title
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


def _part(section: Section, layout: Layout) -> Part:
    blocks: list[Block] = []
    sentences: list[str] = []
    heading = heading_of(section, layout)
    apart = layout is Layout.LETTER and section.key in _LINES
    for block in section.blocks():
        if isinstance(block, Statement):
            text = shown(block.text)
            alone = layout is Layout.LETTER and _ALONE.search(text)
            if sentences and not apart and (alone or not _SENTENCE.search(sentences[-1]) or _ITEM.match(text)):
                blocks.append(Paragraph(" ".join(sentences)))
                sentences = []
            sentences.append(text)
            continue
        blocks += _said(sentences, section.key, apart=apart)
        sentences = []
        blocks.append(_grid(block, heading))
    blocks += _said(sentences, section.key, apart=apart)
    blocks += [picture for figure in section.figures if (picture := _picture(figure)) is not None]
    return Part(section.key, heading, tuple(blocks))


def heading_of(section: Section, layout: Layout) -> str:
    """The heading a section is printed under; empty for one that has none, as in letters and messages."""
    heading = shown(section.heading)
    if layout is Layout.CHART:
        return heading or shown(section.key) or "Section"
    return "" if section.key in _UNHEADED or layout is Layout.MESSAGE else heading


def _said(sentences: list[str], key: str, *, apart: bool) -> list[Block]:
    if not sentences:
        return []
    if apart:
        return [Lines(tuple(sentences), strong=key == _REFERENCE)]
    return [Paragraph(" ".join(sentences))]


def _picture(figure: TrendFigure) -> Picture | None:
    title = shown(figure.title)
    drawn = chart_of(replace(figure, title=title, unit=shown(f"|{figure.unit}|")[1:-1]))
    return Picture(title, drawn) if drawn else None


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
