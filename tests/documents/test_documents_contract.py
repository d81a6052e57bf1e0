"""Every kind of document, on any canvas: declared sections, unique stable ids, evidence, no exception."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chartside.documents import DocumentKind, document_kinds
from chartside.domain.canvas import Canvas
from chartside.domain.chart import ClinicProfile
from chartside.domain.documents import NEEDS_EVIDENCE, Document, Header
from chartside.domain.facts import FACT_TYPES, Fact, Measure, Measurement, Side
from chartside.domain.source import Source, SourceKind

_TEXT = (
    "Visit 3, 02/10/2026\nS: Pain 4/10, was 6/10. Denies numbness. Walks 200 ft with cane.\n"
    "O: R knee flexion AROM 105 (was 98). Quad 4-/5.\nA: Quad control better, stairs still one at a time.\n"
    "P: Add step-downs next visit.\nL. Morrow, PT\n"
)
_WORDS = st.text(string.ascii_letters + string.digits + " /-.,\"'_°%", max_size=24)


def source_of(text: str, name: str = "S1", day: date | None = date(2026, 2, 10)) -> Source:
    return Source(name, f"{name}.txt", SourceKind.SESSION_NOTE, text, name.ljust(64, "0"), date=day)


def canvas_of(facts: Sequence[Fact], sources: Sequence[Source], current: Sequence[str] = ("S1",), **of: Any) -> Canvas:
    numbered = tuple(replace(fact, id=f"F{n}") for n, fact in enumerate(facts, 1))
    header = Header(visit_date=date(2026, 2, 10), episode="R knee replacement")
    return Canvas(header=header, sources=tuple(sources), facts=numbered, current=frozenset(current), **of)


def _value(hint: object) -> st.SearchStrategy[Any]:
    options = [_single(option) for option in get_args(hint) or (hint,) if option is not type(None)]
    nothing = [st.none()] if type(None) in get_args(hint) else []
    return st.one_of(*nothing, *options)


def _single(option: object) -> st.SearchStrategy[Any]:
    if option is str:
        return _WORDS
    if option is float:
        return st.one_of(st.integers(-5, 200).map(float), st.floats(-1e9, 1e9, allow_nan=False))
    if option is date:
        return st.dates()
    if isinstance(option, type):
        return st.sampled_from(list(option))  # type: ignore[call-overload]  # an enum is iterable
    return st.just(())


@st.composite
def facts_(draw: st.DrawFn) -> Fact:
    kind = FACT_TYPES[draw(st.sampled_from(sorted(FACT_TYPES)))]
    source = source_of(_TEXT, draw(st.sampled_from(["S1", "S2"])))
    start = draw(st.integers(0, len(_TEXT) - 2))
    end = draw(st.integers(start + 1, min(len(_TEXT), start + 60)))
    values: dict[str, Any] = {"evidence": (source.span(start, end),)}
    for name, hint in get_type_hints(kind).items():
        if name in ("kind", "evidence", "id"):
            continue
        values[name] = () if name == "modifiers" else draw(_value(hint))
    return kind(**values)


@pytest.fixture(params=sorted(document_kinds()))
def kind(request: pytest.FixtureRequest) -> DocumentKind:
    return document_kinds()[request.param]


def _well_formed(document: Document, kind: DocumentKind) -> None:
    assert document.kind == kind.name
    assert {s.key for s in document.sections} == set(kind.sections)
    ids = [s.id for s in document.statements()]
    assert len(ids) == len(set(ids))
    for section in document.sections:
        tables = {table.key: [c.key for c in table.columns] for table in section.tables}
        for statement in section.statements:
            assert statement.evidence or statement.basis not in NEEDS_EVIDENCE
            if statement.table is not None:
                assert [key for key, _ in statement.cells or ()] == tables[statement.table]
        for block in section.blocks():
            assert block


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(facts_(), max_size=12), st.booleans())
def test_any_facts_give_a_well_formed_document(kind: DocumentKind, facts: list[Fact], expanded: bool) -> None:
    sources = [source_of(_TEXT), source_of(_TEXT, "S2", date(2026, 2, 3))]
    canvas = canvas_of(facts, sources, profile=ClinicProfile(expand_abbreviations=expanded))
    document = kind.compose(canvas)
    _well_formed(document, kind)
    assert kind.compose(canvas) == document


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=400))
def test_any_text_gives_a_well_formed_document(kind: DocumentKind, text: str) -> None:
    _well_formed(kind.compose(canvas_of([], [source_of(text)])), kind)


def test_nothing_said_gives_no_statements(kind: DocumentKind) -> None:
    document = kind.compose(canvas_of([], []))
    assert list(document.statements()) == []
    assert [s.key for s in document.sections] == list(kind.sections)


def test_ids_stay_when_other_facts_come(kind: DocumentKind) -> None:
    source = source_of("R knee flexion 105. R knee extension -5. L ankle dorsiflexion 12.")

    def motion(joint: str, name: str, side: Side, value: float, quote: str) -> Measurement:
        start = source.text.index(quote)
        span = source.span(start, start + len(quote))
        return Measurement(
            evidence=(span,), measure=Measure.ROM, joint=joint, motion=name, side=side, value=value, unit="deg"
        )

    flexion = motion("knee", "flexion", Side.RIGHT, 105, "R knee flexion 105")
    extension = motion("knee", "extension", Side.RIGHT, -5, "R knee extension -5")
    ankle = motion("ankle", "dorsiflexion", Side.LEFT, 12, "L ankle dorsiflexion 12")
    few = {s.id for s in kind.compose(canvas_of([extension], [source])).statements() if s.table}
    many = {s.id for s in kind.compose(canvas_of([ankle, flexion, extension], [source])).statements() if s.table}
    assert few < many or not many  # some kinds tabulate no single measure


def test_the_clinic_orders_and_names_its_sections(kind: DocumentKind) -> None:
    last, first = list(kind.sections)[-1], next(iter(kind.sections))
    profile = ClinicProfile(headings=((last, "What comes next"),), section_order=(last, "no_such_section"))
    document = kind.compose(canvas_of([], [], profile=profile))
    assert document.sections[0].heading == "What comes next"
    assert document.sections[1].key == first
    assert len(document.sections) == len(kind.sections)


def test_no_enum_names_are_printed(kind: DocumentKind) -> None:
    document = kind.compose(canvas_of([], [source_of(_TEXT)]))
    assert not re.search(r"\w_\w", " ".join(s.text for s in document.statements()))
