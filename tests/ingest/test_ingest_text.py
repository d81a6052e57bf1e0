"""Plain text is shown exactly as written, whatever program wrote it."""

from __future__ import annotations

import pytest

from chartside.domain.source import Source, SourceKind
from chartside.ingest import receive, receive_text

NOTE = "S:\tpain 3/10\u00a0at rest, “stiff”\n  • R knee flex 105°\n| flex | 105 |\n"


def source(content: bytes, name: str = "note.txt") -> Source:
    received = receive(name, content)
    assert received.source is not None, received.problem
    return received.source


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(NOTE.encode(), id="UTF-8"),
        pytest.param(b"\xef\xbb\xbf" + NOTE.encode(), id="UTF-8 with mark"),
        pytest.param(b"\xff\xfe" + NOTE.encode("utf-16-le"), id="UTF-16 little-endian"),
        pytest.param(b"\xfe\xff" + NOTE.encode("utf-16-be"), id="UTF-16 big-endian"),
        pytest.param(NOTE.encode("cp1252"), id="Windows-1252"),
        pytest.param(NOTE.replace("\n", "\r\n").encode(), id="Windows line ends"),
        pytest.param(NOTE.replace("\n", "\r").encode(), id="old Mac line ends"),
    ],
)
def test_every_encoding_gives_the_same_text(content: bytes) -> None:
    assert source(content).text == NOTE


def test_tabs_bullets_quotes_and_hard_spaces_are_found_at_their_place() -> None:
    text = source(NOTE.encode("cp1252")).text

    start = text.index("“stiff”")

    assert source(NOTE.encode("cp1252")).span(start, start + 7).quote == "“stiff”"


def test_markdown_is_kept_as_written() -> None:
    made = source(b"# Daily note\n- **pain** 3/10\n", "v3.md")

    assert made.text == "# Daily note\n- **pain** 3/10\n"
    assert made.media_type == "text/markdown"


def test_pasted_text_loses_only_what_cannot_be_stored() -> None:
    received = receive_text("pain 3/10\r\nflex\0 105 \ud800 deg", source_id="S2")

    assert received.source is not None
    assert received.source.text == "pain 3/10\nflex\ufffd 105 \ufffd deg"
    assert (received.source.id, received.source.name) == ("S2", "Pasted text")


def test_what_the_caller_knows_is_not_guessed() -> None:
    received = receive("eval.txt", b"PT EVAL\nPain 3/10", kind=SourceKind.PRIOR_NOTE)

    assert received.source is not None
    assert received.source.kind is SourceKind.PRIOR_NOTE


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("C:\\notes\\v3.txt", "v3.txt"),
        ("../../etc/v3.txt", "v3.txt"),
        ("v3\n\x07.txt", "v3  .txt"),
        ("  ", "Unnamed file"),
        ("/", "Unnamed file"),
        ("..", "Unnamed file"),
    ],
)
def test_a_name_is_one_clean_line_without_folders(given: str, shown: str) -> None:
    assert source(b"pain 3/10", given).name == shown


def test_a_very_long_name_keeps_its_ending() -> None:
    name = source(b"pain 3/10", "n" * 5000 + ".txt").name

    assert len(name) <= 120
    assert name.endswith(".txt")
