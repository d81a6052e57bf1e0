"""Files in every format, made in memory; all patients are invented."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping

import docx
import pytest
import typst

NOTE = """Daily note 03/04/2026 visit 3
S: R knee pain 3/10, was 5/10. “Stairs are easier.”
O: R knee flexion AROM 112°, extension −2°
P: continue 2x/wk"""


@pytest.fixture(scope="session")
def pdf_of() -> Callable[[str], bytes]:
    """A PDF of Typst markup, as a clinic program would print it."""

    def build(markup: str) -> bytes:
        made = typst.compile(markup.encode(), format="pdf", ignore_system_fonts=True)
        assert isinstance(made, bytes)
        return made

    return build


@pytest.fixture(scope="session")
def raw_pdf() -> Callable[..., bytes]:
    """A PDF from its objects, numbered from 1; object 1 is the catalogue."""

    def build(*objects: bytes, trailer: bytes = b"") -> bytes:
        out = bytearray(b"%PDF-1.7\n")
        offsets = []
        for number, body in enumerate(objects, 1):
            offsets.append(len(out))
            out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
        table = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, table)
        return bytes(out)

    return build


@pytest.fixture(scope="session")
def word_of() -> Callable[[Callable[[docx.document.Document], None]], bytes]:
    """A Word document that a function fills."""

    def build(fill: Callable[[docx.document.Document], None]) -> bytes:
        document = docx.Document()
        fill(document)
        stream = io.BytesIO()
        document.save(stream)
        return stream.getvalue()

    return build


@pytest.fixture(scope="session")
def zip_of() -> Callable[[Mapping[str, bytes]], bytes]:
    """A zip container."""

    def build(parts: Mapping[str, bytes]) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return stream.getvalue()

    return build


@pytest.fixture(scope="session")
def examples(
    pdf_of: Callable[[str], bytes], word_of: Callable[[Callable[[docx.document.Document], None]], bytes]
) -> dict[str, tuple[str, bytes]]:
    """One file per built-in reader, by the reader's name."""

    def note(document: docx.document.Document) -> None:
        for line in NOTE.split("\n"):
            document.add_paragraph(line)

    first, second = "00:00:01.000 --> 00:00:04.000\n", "00:00:04.500 --> 00:00:08.000\n"
    mail = "Subject: knee\nFrom: ann@clinic.example\nDate: Wed, 4 Mar 2026 10:00:00 +0000\n\nSwelling is down.\n"
    turns = [{"speaker": "PT", "text": "Any pain?", "start": 1}, {"speaker": "Patient", "text": "Two.", "start": 3}]
    page = "<!DOCTYPE html><title>x</title><p>Pain 3/10</p><table><tr><td>Flexion</td><td>112</td></tr></table>"
    return {
        "text": ("note.txt", NOTE.encode()),
        "docx": ("note.docx", word_of(note)),
        "pdf": ("note.pdf", pdf_of(NOTE.replace("\n", " \\\n").replace("/", "\\/"))),
        "vtt": (
            "session.vtt",
            f"WEBVTT\n\n{first}<v PT>Bend it, please.\n\n{second}<v Patient>Still tight.\n".encode(),
        ),
        "srt": (
            "session.srt",
            f"1\n{first}PT: Any falls?\n\n2\n{second}Patient: No falls.\n".replace(".", ",").encode(),
        ),
        "json": ("session.json", json.dumps(turns).encode()),
        "email": ("mail.eml", mail.encode()),
        "html": ("export.html", page.encode()),
    }
