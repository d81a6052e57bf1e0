"""PDF, tagged for screen readers (PDF/UA-1, ISO 14289-1), set by Typst from print/document.typ."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import files
from typing import Any

from chartside.deliver.column_widths import column_widths
from chartside.deliver.printed import Printed
from chartside.deliver.sheet import (
    DRAFT_MARK,
    LANGUAGE,
    NOT_SIGNED,
    QUESTIONS_HEADING,
    REGION,
    Block,
    Grid,
    Lines,
    Part,
    Picture,
    PrintedLogo,
    Sheet,
    Signed,
    sheet_of,
)
from chartside.deliver.trend_pictures import svg_of

_LACKING = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-fA-F]{1,6})\}|\\(.)")
_ROUNDS = 6
_UNCOMMON = re.compile("[^\x20-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u2190-\u22ff]")
"""All but Latin, Greek, Cyrillic, punctuation, arrows and mathematical signs."""
_BEYOND_LATIN = re.compile("[^\x20-\x7e\xa1-\xac\xae-\xff–—‘’“”•…→−≤≥]")
"""All but the signs of Latin-1 and the few others that every note uses: the last resort, which always prints."""
_KEPT = frozenset(map(chr, range(0x80)))
"""ASCII is never what lacks: it is named when a mark that combines with it has no glyph."""
_REPLACEMENT = "\ufffd"
_LACKING_NOTE = (
    f"Characters that the print font lacks are shown as {_REPLACEMENT}; the electronic record holds them as written."
)
_UNBROKEN = re.compile(r"(?<=\b(?:Fax|NPI)) (?=\S)")
"""The space between what a number is and the number."""
_FONT = "Libertinus Serif"
_LOGO = {"image/png": "png", "image/jpeg": "jpg"}
_NARROWEST_SHARE = 9


class PdfRenderer:
    """Prints PDF/UA-1; the same document gives the same bytes.

    PDF/UA forbids characters without a glyph. Those are replaced, and a line at the end says so: a name in a script
    that the fonts lack must not keep a note from being filed.
    """

    name = "pdf"
    media_type = "application/pdf"
    suffix = ".pdf"

    def render(self, printed: Printed) -> bytes:
        """The PDF.

        Raises:
            RuntimeError: Typst refuses the template; that is a bug, since text arrives as data.
        """
        import typst  # 80 MB of library: loaded when the first PDF is printed

        sheet = sheet_of(printed)
        record, logo = _record(sheet), sheet.logo
        for _ in range(_ROUNDS):
            try:
                return _compiled(record, logo, _moment(printed))
            except typst.TypstError as refusal:
                lacking = {_unescaped(text) for text in _LACKING.findall(f"{refusal.message}\n{refusal.diagnostic}")}
                if not lacking and logo is not None:  # a picture that cannot be decoded keeps no document from print
                    record, logo = {**record, "logo": None}, None
                    continue
                if not lacking:
                    raise
                record = _replaced(record, lacking - _KEPT)
            except BaseException as panic:
                # Typst's shaper panics on a few mixtures of scripts; a Rust panic arrives as a BaseException.
                if type(panic).__name__ != "PanicException":
                    raise
                record = _limited(record, _UNCOMMON)
        return _compiled(_limited(record, _BEYOND_LATIN), logo, _moment(printed))


def _compiled(record: dict[str, Any], logo: PrintedLogo | None, moment: datetime) -> bytes:
    import typst

    made = typst.compile(
        _template(),
        format="pdf",
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        sys_inputs={
            "data": json.dumps(record, ensure_ascii=False),
            "logo": json.dumps(list(logo.content) if logo else []),  # inputs are text: bytes go as numbers
        },
        timestamp=int(moment.timestamp()),
    )
    return bytes(made)


def _record(sheet: Sheet) -> dict[str, Any]:
    """The sheet as the template reads it."""
    return {
        "title": sheet.title,
        "author": sheet.signed.by if sheet.signed else sheet.clinic,
        "language": LANGUAGE,
        "region": REGION,
        "mark": DRAFT_MARK,
        "layout": str(sheet.layout),
        "not_signed": NOT_SIGNED,
        "logo": {"format": _LOGO[sheet.logo.media_type], "alt": sheet.logo.alt} if sheet.logo else None,
        "date": sheet.date,
        "running": sheet.running,
        "clinic": sheet.clinic,
        "letterhead": [_UNBROKEN.sub("\u00a0", line) for line in sheet.letterhead],
        "fields": [list(pair) for pair in sheet.fields],
        "parts": [_part(part) for part in sheet.parts],
        "after": [_part(part) for part in sheet.after],
        "signed": _signed(sheet.signed) if sheet.signed else None,
        "addenda": [
            {"paragraphs": [x for x in added.text.split("\n") if x.strip()], "signed": _signed(added.signed)}
            for added in sheet.addenda
        ],
        "questions": list(sheet.questions),
        "questions_heading": QUESTIONS_HEADING,
        "lacking": False,
        "lacking_note": _LACKING_NOTE,
    }


def _part(part: Part) -> dict[str, Any]:
    blocks: list[dict[str, Any]] = []
    for block in part.blocks:
        made = _block(block)
        if "pictures" in made and blocks and "pictures" in blocks[-1]:  # pictures stand two in a row
            blocks[-1]["pictures"] += made["pictures"]
        else:
            blocks.append(made)
    return {"heading": part.heading, "blocks": blocks}


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Lines):
        return {"lines": list(block.texts), "strong": block.strong}
    if isinstance(block, Picture):
        svg = svg_of(block.chart, font=_FONT)
        return {"pictures": [{"svg": svg, "title": block.title, "alt": block.chart.summary}]}
    if not isinstance(block, Grid):
        return {"text": block.text}
    widest = [max(len(label), *(len(row[i]) for row in block.rows)) for i, label in enumerate(block.labels)]
    shares = column_widths(block.labels, block.rows) or [max(width, _NARROWEST_SHARE) for width in widest]
    return {
        "caption": block.caption,
        "labels": list(block.labels),
        "numeric": list(block.numeric),
        "rows": [list(row) for row in block.rows],
        "widths": shares,
    }


def _signed(signed: Signed) -> dict[str, str]:
    return {"by": signed.by, "when": signed.when, "meaning": signed.meaning, "sha256": signed.sha256}


def _moment(printed: Printed) -> datetime:
    """The creation date written into the file: of the last signature, else of the visit, never of the printing."""
    if printed.addenda:
        return printed.addenda[-1].signature.signed_at
    if printed.signature is not None:
        return printed.signature.signed_at
    visit = printed.document.header.visit_date
    return datetime.combine(visit, time(), UTC) if visit else datetime(2000, 1, 1, tzinfo=UTC)


def _replaced(record: dict[str, Any], lacking: set[str]) -> dict[str, Any]:
    """The record without the texts that have no glyph."""
    pattern = re.compile("|".join(re.escape(text) for text in sorted(lacking, key=len, reverse=True)) or r"(?!)")
    return {**_mapped(record, lambda text: pattern.sub(_REPLACEMENT, text)), "lacking": True}


def _limited(record: dict[str, Any], beyond: re.Pattern[str]) -> dict[str, Any]:
    """The record without characters that lie beyond what surely prints."""
    return {**_mapped(record, lambda text: beyond.sub(_REPLACEMENT, text)), "lacking": True}


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_mapped(item, change) for item in value]
    if isinstance(value, dict):
        return {key: _mapped(item, change) for key, item in value.items()}
    return value


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda m: chr(int(m.group(1), 16)) if m.group(1) else m.group(2), text)


@cache
def _template() -> bytes:
    return files("chartside.deliver.print").joinpath("document.typ").read_bytes()


RENDERER = PdfRenderer()
