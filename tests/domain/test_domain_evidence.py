"""Evidence is a constructor argument."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartside.domain.documents import Basis, Statement
from chartside.domain.facts import FACT_TYPES, Measure, Measurement, Side
from chartside.domain.flags import Flag, Severity, Where
from chartside.domain.source import Segment, Source, SourceKind, Span, Speaker

NOTE = Source("S1", "note.txt", SourceKind.SESSION_NOTE, "S: pain 3/10\nO: R knee flex AROM 105\n", "0" * 64)


def test_a_fact_without_a_span_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="needs at least one span"):
        Measurement(evidence=(), measure=Measure.PAIN, value=3)


@pytest.mark.parametrize("basis", [Basis.QUOTED, Basis.RESTATED, Basis.COMPUTED])
def test_a_statement_about_the_patient_without_evidence_cannot_be_built(basis: Basis) -> None:
    with pytest.raises(ValueError, match="needs evidence"):
        Statement(id="s1", text="Pain 3/10.", basis=basis, computed_by="x")


def test_a_computed_statement_names_its_rule() -> None:
    with pytest.raises(ValueError, match="names its rule"):
        Statement(id="s1", text="Gained 10°.", basis=Basis.COMPUTED, evidence=(NOTE.span(0, 3),))


def test_a_clinician_statement_needs_no_source() -> None:
    assert Statement(id="s1", text="Seen with daughter.", basis=Basis.CLINICIAN).evidence == ()


@pytest.mark.parametrize(("start", "end"), [(5, 5), (-1, 3), (6, 2)])
def test_an_empty_or_reversed_span_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="span needs"):
        Span("S1", start, end, "")


def test_a_span_must_carry_the_words_it_covers() -> None:
    with pytest.raises(ValueError, match="does not fill"):
        Span("S1", 0, 4, "pain 3/10")
    with pytest.raises(ValueError, match="ends after the text"):
        NOTE.span(0, 1000)


def test_a_flag_needs_a_place() -> None:
    with pytest.raises(ValueError, match="place needs"):
        Flag("r", Severity.WARN, "m", Where(), "do", "auth")


@given(st.text(max_size=200), st.data())
def test_line_numbers_count_line_breaks(text: str, data: st.DataObject) -> None:
    source = Source("S1", "n", SourceKind.SESSION_NOTE, text, "")
    offset = data.draw(st.integers(0, max(len(text) - 1, 0)))
    assert source.line_of(offset) == text[:offset].count("\n") + 1


def test_the_speaker_of_a_segment_is_found_by_offset() -> None:
    segments = (Segment(0, 4, label="PT", speaker=Speaker.CLINICIAN), Segment(6, 9, label="Dana"))
    source = Source("S1", "t", SourceKind.TRANSCRIPT, "PT:a\n\nDa:", "", segments=segments)
    assert source.segment_at(2) == segments[0]
    assert source.segment_at(5) is None
    assert source.segment_at(7) == segments[1]


def test_every_kind_of_fact_has_a_name_of_its_own() -> None:
    assert len(FACT_TYPES) == 17
    assert all(name == kind.kind for name, kind in FACT_TYPES.items())
    assert Side("left") is Side.LEFT
