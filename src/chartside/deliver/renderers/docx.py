"""Word (.docx), with real headings, tables and a marker on every page of a draft."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from chartside.deliver.printed import Printed
from chartside.deliver.sheet import (
    DRAFT_MARK,
    LANGUAGE,
    QUESTIONS_HEADING,
    REGION,
    Grid,
    Lines,
    Part,
    Picture,
    PrintedLogo,
    Sheet,
    Signed,
    sheet_of,
)

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_ACCENT = "0F6B66"
_SOFT = "55606A"
_DRAFT = "B3261E"
_RULE = "D5D9DC"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


class DocxRenderer:
    """Prints Word documents that screen readers can follow; the same document gives the same bytes."""

    name = "docx"
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    suffix = ".docx"

    def render(self, printed: Printed) -> bytes:
        """The document."""
        import docx  # 0.2 s to import, and only Word documents need it

        sheet = sheet_of(printed)
        document = docx.Document()
        _style(document)
        _properties(document, sheet, printed)
        _every_page(document, sheet)
        _top(document, sheet)
        for part in sheet.parts:
            _part(document, part)
        if sheet.signed or not sheet.is_message:
            if not sheet.is_letter:
                document.add_heading("Signature", 2)
            if sheet.signed:
                _signed(document, sheet.signed)
            else:
                document.add_paragraph("Not signed.")
        for part in sheet.after:
            _part(document, part)
        for added in sheet.addenda:
            document.add_heading("Addendum", 2)
            for line in added.text.split("\n"):
                document.add_paragraph(line)
            _signed(document, added.signed)
        if sheet.questions:
            document.add_heading(QUESTIONS_HEADING, 2)
            for question in sheet.questions:
                document.add_paragraph(question, style="List Bullet")
        stream = io.BytesIO()
        document.save(stream)
        return _undated(stream.getvalue())


def _part(document: Document, part: Part) -> None:
    if part.heading:
        document.add_heading(part.heading, 2)
    for block in part.blocks:
        if isinstance(block, Grid):
            _table(document, block)
        elif isinstance(block, Lines):
            lines = document.add_paragraph()
            lines.paragraph_format.space_after = 127_000  # ten points
            for number, text in enumerate(block.texts):
                if number:
                    lines.add_run().add_break()
                lines.add_run(text).bold = block.strong or None
        elif isinstance(block, Picture):
            document.add_paragraph().add_run(block.chart.summary).italic = True
        else:
            document.add_paragraph(block.text)


def _style(document: Document) -> None:
    from docx.shared import Inches, Pt, RGBColor

    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    normal.paragraph_format.space_after = Pt(4)
    for level, size, colour, above in ((1, 18, "1D2329", 10), (2, 12, _ACCENT, 12)):
        style = document.styles[f"Heading {level}"]
        style.font.name, style.font.size, style.font.color.rgb = "Calibri", Pt(size), RGBColor.from_string(colour)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(above), Pt(4)
        fonts = style.element.rPr.rFonts
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(_w(kind), None)
    section = document.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = Inches(0.85)
    section.top_margin = section.bottom_margin = Inches(0.8)


def _properties(document: Document, sheet: Sheet, printed: Printed) -> None:
    signature = printed.addenda[-1].signature if printed.addenda else printed.signature
    moment = signature.signed_at.astimezone(UTC) if signature else datetime(2000, 1, 1, tzinfo=UTC)
    core = document.core_properties
    core.title, core.language = sheet.title, f"{LANGUAGE}-{REGION}"
    core.author = sheet.signed.by if sheet.signed else sheet.clinic
    core.last_modified_by, core.comments, core.revision = core.author, "", 1
    core.subject = DRAFT_MARK if sheet.is_draft else "Signed clinical document"
    core.created = core.modified = moment.replace(tzinfo=None)


def _every_page(document: Document, sheet: Sheet) -> None:
    """The header names patient and visit and marks drafts; the footer counts pages."""
    section = document.sections[0]
    head = section.header.paragraphs[0]
    if sheet.is_draft:
        run = head.add_run(DRAFT_MARK)
        run.bold = True
        _coloured(run, _DRAFT, 14)
        head = section.header.add_paragraph()
    _coloured(head.add_run(sheet.running), _SOFT, 8.5)
    foot = section.footer.paragraphs[0]
    _coloured(foot.add_run(f"{DRAFT_MARK if sheet.is_draft else sheet.clinic}   ·   Page "), _SOFT, 8.5)
    _field(foot, "PAGE")
    _coloured(foot.add_run(" of "), _SOFT, 8.5)
    _field(foot, "NUMPAGES")


def _top(document: Document, sheet: Sheet) -> None:
    if sheet.logo:
        _logo(document, sheet.logo)
    clinic = document.add_paragraph()
    run = clinic.add_run(sheet.clinic)
    run.bold = True
    _coloured(run, _ACCENT, 13)
    if sheet.letterhead:
        _coloured(document.add_paragraph().add_run(" · ".join(sheet.letterhead)), _SOFT, 8.5)
    if sheet.is_letter:
        if sheet.date:
            document.add_paragraph(sheet.date).paragraph_format.space_before = 127_000
        return
    document.add_heading(sheet.title, 1)
    for label, text in sheet.fields:
        line = document.add_paragraph()
        line.paragraph_format.space_after = 0
        line.add_run(f"{label}: ").bold = True
        line.add_run(text)


def _logo(document: Document, logo: PrintedLogo) -> None:
    """The picture with its words; one that Word's container refuses is left out."""
    from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
    from docx.shared import Inches

    run = document.add_paragraph().add_run()
    try:
        shape = run.add_picture(io.BytesIO(logo.content), height=Inches(0.6))
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError):
        return
    if shape.width > Inches(3):
        shape.height, shape.width = round(shape.height * Inches(3) / shape.width), Inches(3)
    words = shape._inline.docPr
    words.set("descr", logo.alt)
    words.set("name", "Logo")


def _table(document: Document, grid: Grid) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    if grid.caption:
        caption = document.add_paragraph(style="Caption")
        _coloured(caption.add_run(grid.caption), _SOFT, 9)
        caption.paragraph_format.keep_with_next = True
    table = document.add_table(rows=0, cols=len(grid.labels), style="Table Grid")
    table.autofit = True
    _rules(table)
    for number, texts in enumerate((grid.labels, *grid.rows)):
        row = table.add_row()
        _row_property(row, "cantSplit")
        if number == 0:
            _row_property(row, "tblHeader")
        for cell, text, numeric in zip(row.cells, texts, grid.numeric, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = 0
            if numeric:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            paragraph.add_run(text).bold = number == 0
    document.add_paragraph().paragraph_format.space_after = 0


def _signed(document: Document, signed: Signed) -> None:
    line = document.add_paragraph()
    line.add_run(f"Electronically signed by {signed.by}").bold = True
    line.add_run(f", {signed.when}")
    document.add_paragraph(signed.meaning)
    _coloured(document.add_paragraph().add_run(f"SHA-256 of the signed text: {signed.sha256}"), _SOFT, 7.5)


def _coloured(run: Any, colour: str, size: float) -> None:  # a Run; imported only when printing
    from docx.shared import Pt, RGBColor

    run.font.color.rgb, run.font.size = RGBColor.from_string(colour), Pt(size)


def _field(paragraph: Paragraph, code: str) -> None:
    from docx.oxml import OxmlElement

    field = OxmlElement("w:fldSimple")
    field.set(_w("instr"), code)
    run = paragraph.add_run("1")
    _coloured(run, _SOFT, 8.5)
    field.append(run._r)
    paragraph._p.append(field)


def _row_property(row: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(f"w:{name}"))


def _rules(table: Any) -> None:
    """Thin lines between rows, none between columns; the order of the elements is that of the schema."""
    from docx.oxml import OxmlElement

    drawn = {"top": (8, _ACCENT), "bottom": (4, _RULE), "insideH": (4, _RULE)}
    borders = OxmlElement("w:tblBorders")
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{edge}")
        if edge in drawn:
            size, colour = drawn[edge]
            for key, value in (("val", "single"), ("sz", str(size)), ("space", "0"), ("color", colour)):
                line.set(_w(key), value)
        else:
            line.set(_w("val"), "nil")
        borders.append(line)
    table._tbl.tblPr.find(_w("tblW")).addnext(borders)


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))


def _undated(content: bytes) -> bytes:
    """The same container with a fixed time on every part, so that equal documents are equal files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for part in given.infolist():
            info = zipfile.ZipInfo(part.filename, _ZIP_DATE)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            made.writestr(info, given.read(part))
    return stream.getvalue()


RENDERER = DocxRenderer()
