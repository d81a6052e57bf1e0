"""What is refused before any reader sees it: nothing in it, too much of it, or plainly no document."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from chartside.ingest import archives
from chartside.ingest.decoding import looks_binary
from chartside.ingest.limits import HEAD_BYTES
from chartside.ingest.reader import Problem, Upload

_OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_PARTS = ("EncryptedPackage".encode("utf-16-le"), "EncryptionInfo".encode("utf-16-le"))
_WORD_PART = "word/document.xml"


@dataclass(frozen=True, slots=True)
class _FileType:
    """A row of file_types.toml."""

    magic: bytes
    offset: int
    binary: bool
    what: str
    remedy: str


def refusal(upload: Upload) -> Problem | None:
    """Why this file is not read at all; None when a reader may try."""
    name, content = upload.name, upload.content
    if not content:
        return Problem("empty", f"{name} is empty.", "Add the file again, or paste the text.")
    if len(content) > upload.limits.file_bytes:
        return Problem(
            "too_large",
            f"{name} is {_megabytes(len(content))}; at most {_megabytes(upload.limits.file_bytes)} are read.",
            "Add only the pages about this visit.",
        )
    if content.startswith(_OLD_OFFICE) and any(part in content for part in _ENCRYPTED_PARTS):
        return encrypted(name)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _refused_container(upload)
    binary = looks_binary(content[:HEAD_BYTES])
    for row in _rows()[0]:
        if content.startswith(row.magic, row.offset) and (binary or not row.binary):
            return Problem("wrong_type", f"{name} is {row.what}.", row.remedy)
    return None


def encrypted(name: str) -> Problem:
    """The problem of a file that opens only with a password."""
    return Problem("encrypted", f"{name} is protected by a password.", "Remove the password and add it again.")


def unreadable(name: str, what: str) -> Problem:
    """The problem of a file that claims a format and breaks it ("Word document")."""
    return Problem(
        "unreadable",
        f"{name} is damaged: it cannot be opened as a {what}.",
        "Open it in the program it comes from and save it again, or paste the text.",
    )


def _refused_container(upload: Upload) -> Problem | None:
    found = archives.inspect(upload)
    if isinstance(found, Problem):
        return found
    if _WORD_PART in found:
        return None
    for part, what, remedy in _rows()[1]:
        if part in found:
            return Problem("wrong_type", f"{upload.name} is {what}.", remedy)
    return Problem("wrong_type", f"{upload.name} is a zip archive.", "Unpack it and add the files inside.")


@cache
def _rows() -> tuple[tuple[_FileType, ...], tuple[tuple[str, str, str], ...]]:
    table = tomllib.loads(files("chartside.ingest.knowledge").joinpath("file_types.toml").read_text("utf-8"))
    types = tuple(
        _FileType(bytes.fromhex(r["magic"]), r.get("offset", 0), r.get("binary", False), r["what"], r["remedy"])
        for r in table["type"]
    )
    return types, tuple((r["part"], r["what"], r["remedy"]) for r in table["container"])


def _megabytes(count: int) -> str:
    return f"{count / 1024 / 1024:.0f} MB" if count >= 10 * 1024 * 1024 else f"{count / 1024 / 1024:.1f} MB"
