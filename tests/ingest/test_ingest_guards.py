"""What is not a document: one clear sentence, one remedy, nothing opened."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

import pytest

from chartside.ingest import Problem, receive
from chartside.ingest.limits import Limits

ZipOf = Callable[[Mapping[str, bytes]], bytes]
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500)


def problem_of(name: str, content: bytes, limits: Limits | None = None) -> Problem:
    received = receive(name, content, limits=limits)
    assert received.problem is not None
    assert name in received.problem.message
    return received.problem


@pytest.mark.parametrize(
    ("name", "content", "code", "says"),
    [
        ("a.txt", b"", "empty", "is empty"),
        ("a.txt", b" \n\t\xc2\xa0", "empty", "no text"),
        ("a.txt", "\ufeff\u200b".encode(), "empty", "no text"),
        ("wound.png", b"\x89PNG\r\n\x1a\n....", "wrong_type", "picture"),
        ("IMG_1.jpg", b"\xff\xd8\xff\xe0....", "wrong_type", "picture"),
        ("a.heic", b"\x00\x00\x00\x18ftypheic", "wrong_type", "picture"),
        ("memo.m4a", b"\x00\x00\x00\x18ftypM4A isom", "wrong_type", "recording"),
        ("old.doc", OLD_OFFICE, "wrong_type", "old Office"),
        ("new.docx", OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "password"),
        ("a.rtf", b"{\\rtf1 pain 3/10}", "wrong_type", "RTF"),
        ("setup.exe", b"MZ\x90\x00\x03\x00\x00\x00", "wrong_type", "program"),
        ("a.bin", b"\x00\x01\x02\x03", "wrong_type", "not read"),
        ("late.txt", b"x" * 5000 + b"\x00" * 9, "wrong_type", "not text"),
        ("a.pdf", b"%PDF-1.7\nnothing", "unreadable", "damaged"),
        ("a.docx", b"PK\x03\x04 cut", "unreadable", "damaged"),
        ("a.json", b'{"segments": [', "unreadable", "JSON"),
        ("a.json", b"[" * 200_000, "unreadable", "JSON"),
        ("a.srt", b"no times here", "unreadable", "SubRip"),
        ("a.vtt", b"WEBVTT\n\nNOTE nothing said", "empty", "timed words"),
    ],
)
def test_a_file_that_is_no_readable_document_says_why(name: str, content: bytes, code: str, says: str) -> None:
    problem = problem_of(name, content)

    assert problem.code == code
    assert says in problem.message
    assert problem.remedy.endswith(".")


def test_a_note_that_begins_with_mz_is_still_a_note() -> None:
    assert receive("v3.txt", b"MZ: pain 3/10").source is not None


def test_too_large_a_file_says_its_size_and_the_limit() -> None:
    problem = problem_of("chart.txt", b"x" * 2_000_000, Limits(file_bytes=1024 * 1024))

    assert (problem.code, problem.message) == ("too_large", "chart.txt is 1.9 MB; at most 1.0 MB are read.")


def test_too_long_a_text_is_refused() -> None:
    assert problem_of("log.txt", b"word " * 30, Limits(characters=100)).code == "too_large"


def test_other_zip_containers_are_named_for_what_they_are(zip_of: ZipOf) -> None:
    assert "Excel" in problem_of("a.xlsx", zip_of({"xl/workbook.xml": b"<x/>"})).message
    assert "zip archive" in problem_of("a.zip", zip_of({"note.txt": b"pain 3/10"})).message


def test_a_bomb_declared_in_the_table_of_contents_is_not_opened(zip_of: ZipOf) -> None:
    bomb = zip_of({"word/document.xml": b" " * 30_000_000})

    assert problem_of("a.docx", bomb).code == "zip_bomb"


def test_a_bomb_whose_table_of_contents_lies_is_stopped_while_unpacking(zip_of: ZipOf) -> None:
    content = bytearray(zip_of({"word/document.xml": b" " * 30_000_000}))
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = struct.pack("<I", 1000)

    assert problem_of("a.docx", bytes(content)).code in ("zip_bomb", "unreadable")


def test_many_parts_that_share_their_bytes_are_a_bomb() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", b"<w/>")
        twin = zipfile.ZipInfo("word/twin.xml")
        twin.header_offset, twin.file_size, twin.compress_size, twin.CRC = 0, 4, 4, 0
        archive.filelist.append(twin)
        archive.NameToInfo["word/twin.xml"] = twin
        archive._didModify = True  # type: ignore[attr-defined]  # makes zipfile write the forged table

    assert problem_of("a.docx", stream.getvalue()).code == "zip_bomb"


def test_a_locked_part_of_a_zip_container_is_told(zip_of: ZipOf) -> None:
    content = bytearray(zip_of({"word/document.xml": b"<w/>"}))
    content[content.rindex(b"PK\x01\x02") + 8] |= 1

    assert problem_of("a.docx", bytes(content)).code == "encrypted"


@pytest.mark.parametrize(
    "line",
    [
        "*" * 200_000,
        "a" * 200_000,
        "Pt " * 70_000,
        "<v " * 70_000,
        "[" * 200_000,
        "<td>" * 50_000,
        "1/" * 100_000,
        "DOS " * 50_000,
        " " * 200_000 + "x",
        "comma and " * 20_000,
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.vtt", "a.html", "a.eml"])
def test_hostile_lines_do_not_hang_the_reader(line: str, name: str) -> None:
    opening = "00:01.000 --> 00:02.000\n" if name == "a.vtt" else "Subject: a\n\n" if name == "a.eml" else ""

    received = receive(name, (opening + line).encode())

    assert (received.source is None) != (received.problem is None)
