"""What every reader promises, built in or installed; and what receiving promises for any bytes."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chartside.domain.source import Source
from chartside.ingest import Received, all_readers, receive, receive_text

BUILT_IN = ["docx", "email", "html", "json", "pdf", "srt", "text", "vtt"]
OPENINGS = [
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"WEBVTT\n\n",
    b"1\n00:00:01,000 --> 00:00:02,000\n",
    b'[{"text": "',
    b"{",
]
OPENINGS += [
    b"From: a\nTo: b\nSubject: c\n\n",
    b"<html><table><td>",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\xd0\xcf\x11\xe0",
]
NAMES = st.one_of(
    st.sampled_from(["a.txt", "a.pdf", "a.docx", "a.eml", "a.vtt", "a.srt", "a.json", "a.html", ""]),
    st.text(max_size=40),
)


def assert_sound(received: Received) -> None:
    source = received.source
    if source is None:
        problem = received.problem
        assert problem is not None
        assert problem.code
        assert problem.message.endswith(".")
        assert problem.remedy.endswith(".")
        return
    assert_spans_hold(source)
    source.text.encode("utf-8")


def assert_spans_hold(source: Source) -> None:
    offset = 0
    for segment in source.segments:
        assert offset <= segment.start < segment.end <= len(source.text)
        assert source.span(segment.start, segment.end).quote == source.text[segment.start : segment.end]
        assert source.segment_at(segment.start) == segment
        offset = segment.end
    for start, end in ((0, 1), (0, len(source.text)), (len(source.text) - 1, len(source.text))):
        assert source.text[start:end] == source.span(start, end).quote


def test_every_built_in_reader_is_found() -> None:
    assert [
        name for name, reader in all_readers().items() if type(reader).__module__.startswith("chartside.")
    ] == BUILT_IN


@pytest.mark.parametrize("reader", BUILT_IN)
def test_a_reader_reads_its_own_file_with_exact_spans(reader: str, examples: dict[str, tuple[str, bytes]]) -> None:
    name, content = examples[reader]

    received = receive(name, content, source_id="S7")

    assert received.problem is None
    assert received.source is not None
    assert received.source.id == "S7"
    assert received.source.sha256 == hashlib.sha256(content).hexdigest()
    assert_spans_hold(received.source)


@pytest.mark.parametrize("reader", BUILT_IN)
def test_a_reader_knows_its_file_whatever_its_name(reader: str, examples: dict[str, tuple[str, bytes]]) -> None:
    name, content = examples[reader]

    nameless = receive("from the fax machine", content).source
    named = receive(name, content).source

    assert nameless is not None
    assert named is not None
    assert nameless.text == named.text


@pytest.mark.parametrize("reader", BUILT_IN)
def test_a_cut_file_gives_text_or_one_clear_problem(reader: str, examples: dict[str, tuple[str, bytes]]) -> None:
    name, content = examples[reader]

    for share in range(1, 10):
        assert_sound(receive(name, content[: len(content) * share // 10]))


@settings(max_examples=400, deadline=None)
@given(name=NAMES, opening=st.sampled_from(OPENINGS), content=st.binary(max_size=300))
def test_no_bytes_and_no_name_make_receiving_fail(name: str, opening: bytes, content: bytes) -> None:
    assert_sound(receive(name, opening + content))


@settings(max_examples=300, deadline=None)
@given(text=st.text(alphabet=st.characters(), max_size=300), name=NAMES)
def test_any_pasted_text_is_kept_or_told_to_be_empty(text: str, name: str) -> None:
    received = receive_text(text, name=name)

    assert_sound(received)
    assert received.problem is None or received.problem.code == "empty"


LINES = st.sampled_from(
    [
        "PT: How is it?",
        "Patient: Better.",
        "[doctor] hello",
        "00:01:02 P: yes",
        "D: and now?",
        "S: pain 3/10",
        "P:",
        ":",
        "Ann 0:04",
        "",
        "  - Pt: no",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, max_size=12))
def test_turns_lie_inside_the_text_in_order(lines: list[str]) -> None:
    assert_sound(receive("talk.txt", "\n".join(lines).encode()))


def test_a_file_damaged_anywhere_never_breaks_the_canvas(examples: dict[str, tuple[str, bytes]]) -> None:
    for name, content in examples.values():
        step = max(len(content) // 40, 1)
        for position in range(0, len(content), step):
            assert_sound(receive(name, content[:position] + b"\xff\x00\x41" + content[position + 3 :]))
