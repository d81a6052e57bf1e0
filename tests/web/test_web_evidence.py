"""Where a sentence comes from, as shown in the right pane."""

from __future__ import annotations

from chartside.domain.source import Segment, Source, SourceKind, Span, Speaker
from chartside.web.evidence import Excerpt, clock, excerpts

NOTE = "R knee flex AROM 105\next -4\n\nstairs w/ rail, R leads\nPlan: cont 2x/wk"


def source(text: str = NOTE, segments: tuple[Segment, ...] = ()) -> Source:
    return Source("S1", "note.txt", SourceKind.SESSION_NOTE, text, "0" * 64, segments=segments)


def span(of: Source, quote: str) -> Span:
    start = of.text.index(quote)
    return of.span(start, start + len(quote))


def shown(excerpt: Excerpt) -> list[str]:
    return ["".join(f"[{p.text}]" if p.marked else p.text for p in line.pieces) for line in excerpt.lines]


def test_the_words_are_marked_between_the_lines_around_them() -> None:
    note = source()
    (excerpt,) = excerpts([span(note, "ext -4")], {"S1": note})
    assert excerpt.place == "line 2"
    assert shown(excerpt) == ["R knee flex AROM 105", "[ext -4]"]


def test_two_places_of_one_source_stand_together_with_a_gap() -> None:
    note = source("a 1\nb\nc\nd\ne\nf 2\n")
    (excerpt,) = excerpts([span(note, "a 1"), span(note, "f 2")], {"S1": note})
    assert excerpt.place == "lines 1, 6"
    assert shown(excerpt) == ["[a 1]", "b", "e", "[f 2]"]
    assert [line.gap for line in excerpt.lines] == [False, False, True, False]


def test_touching_and_nested_spans_become_one_mark() -> None:
    note = source("pain 4/10 rest")
    found = [note.span(0, 9), note.span(5, 9), note.span(9, 14)]
    assert shown(excerpts(found, {"S1": note})[0]) == ["[pain 4/10 rest]"]


def test_a_span_over_two_lines_marks_both() -> None:
    note = source()
    (excerpt,) = excerpts([span(note, "105\next")], {"S1": note})
    assert excerpt.place == "lines 1–2"
    assert shown(excerpt)[:2] == ["R knee flex AROM [105]", "[ext] -4"]


def test_page_speaker_and_time_are_named_when_known() -> None:
    text = "my knee still hurts"
    page = source(text, (Segment(0, 19, page=2),))
    said = source(text, (Segment(0, 19, label="Dana", speaker=Speaker.PATIENT, seconds=185),))
    assert excerpts([page.span(3, 7)], {"S1": page})[0].place == "page 2, line 1"
    assert excerpts([said.span(3, 7)], {"S1": said})[0].place == "Dana at 3:05, line 1"


def test_a_line_that_goes_on_and_on_is_cut_around_the_words() -> None:
    note = source("x" * 5000 + " knee flexion 105 " + "y" * 5000)
    (excerpt,) = excerpts([span(note, "knee flexion 105")], {"S1": note})
    (line,) = excerpt.lines
    assert sum(len(piece.text) for piece in line.pieces) < 600
    assert line.pieces[0].text == "…"
    assert any(p.marked and p.text == "knee flexion 105" for p in line.pieces)


def test_many_lines_are_counted_instead_of_shown() -> None:
    note = source("\n".join(f"set {i}" for i in range(50)))
    (excerpt,) = excerpts([span(note, f"set {i}\n") for i in range(0, 40, 2)], {"S1": note})
    assert len(excerpt.lines) <= 13
    assert excerpt.left_out > 0


def test_spans_of_sources_that_are_not_there_are_left_out() -> None:
    note = source()
    assert excerpts([span(note, "ext")], {}) == ()


def test_a_moment_of_a_recording_reads_as_on_a_player() -> None:
    assert (clock(5), clock(185.9), clock(3760)) == ("0:05", "3:05", "1:02:40")
