"""Facts and documents survive the way to JSON and back, and keep the contract's keys."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from chartside.domain import records
from chartside.domain.documents import (
    AnswerType,
    Basis,
    Column,
    Document,
    Header,
    Question,
    Section,
    SourceRef,
    Statement,
    Table,
    TableBlock,
)
from chartside.domain.facts import (
    FACT_TYPES,
    Assertion,
    BilledLine,
    Fact,
    Intervention,
    Measure,
    Measurement,
    Mode,
    Score,
    Side,
    When,
)
from chartside.domain.flags import Flag, Severity, Where
from chartside.domain.source import Span

SPAN = Span("S1", 41, 60, "R knee flex AROM 10")

_VALUES: dict[str, st.SearchStrategy[object]] = {
    "value": st.floats(-500, 500, allow_nan=False).map(lambda v: round(v, 2)),
    "text": st.text(min_size=1, max_size=20),
}


@st.composite
def facts(draw: st.DrawFn) -> Fact:
    kind = draw(st.sampled_from(sorted(FACT_TYPES)))
    required: dict[str, object] = {
        "measurement": {"measure": Measure.ROM, "joint": "knee", "side": Side.RIGHT, "mode": Mode.ACTIVE},
        "score": {"instrument": "lefs", "value": draw(_VALUES["value"])},
        "special_test": {"name": "Lachman"},
        "intervention": {"name": "heel slides", "load": draw(st.sampled_from(["green", 5.0, None]))},
        "time": {"what": "code", "code": "97110", "minutes": 23.0},
        "billed": {"code": "97110", "modifiers": ("GP", "59")},
        "function": {"task": draw(_VALUES["text"])},
        "plan": {"what": "other", "text": draw(_VALUES["text"])},
        "event": {"what": "onset", "text": draw(_VALUES["text"])},
    }
    extra = required.get(kind, {"text": draw(_VALUES["text"])})
    record = {
        "id": "F1",
        "kind": kind,
        "when": draw(st.sampled_from(list(When))).value,
        "assertion": draw(st.sampled_from(list(Assertion))).value,
        "date": draw(st.none() | st.dates().map(date.isoformat)),
        "evidence": [records.span_record(SPAN)],
        **{k: (v.value if hasattr(v, "value") else v) for k, v in dict(extra).items()},  # type: ignore[call-overload]
    }
    return records.fact_from(record)


@given(facts())
def test_a_fact_survives_json(fact: Fact) -> None:
    assert records.fact_from(json.loads(json.dumps(records.fact_record(fact)))) == fact


def test_a_measurement_prints_the_keys_of_the_contract() -> None:
    fact = Measurement(
        id="F1", evidence=(SPAN,), measure=Measure.ROM, joint="knee", motion="flexion", side=Side.RIGHT, value=105.0,
        unit="deg", mode=Mode.ACTIVE,
    )  # fmt: skip
    record = records.fact_record(fact)
    assert list(record) == [
        "id", "kind", "when", "assertion", "date", "measure", "joint", "motion", "side", "value", "value_high", "unit",
        "mode", "context", "grade", "evidence",
    ]  # fmt: skip
    assert record["value"] == 105
    assert json.dumps(record["value"]) == "105"
    assert record["evidence"] == [{"source": "S1", "start": 41, "end": 60, "quote": "R knee flex AROM 10"}]


def test_typed_values_come_back_typed() -> None:
    back = records.fact_from(records.fact_record(BilledLine(evidence=(SPAN,), code="97110", modifiers=("GP",))))
    assert isinstance(back, BilledLine)
    assert back.modifiers == ("GP",)
    exercise = records.fact_from(records.fact_record(Intervention(evidence=(SPAN,), name="rows", load="green")))
    assert isinstance(exercise, Intervention)
    assert exercise.load == "green"
    score = records.fact_from(records.fact_record(Score(evidence=(SPAN,), instrument="odi", value=46)))
    assert isinstance(score, Score)
    assert isinstance(score.value, float)


def sample_document() -> Document:
    table = Table("measures", "Measures", (Column("was", "Was"), Column("now", "Now", numeric=True)))
    row = Statement(
        id="s2", text="R knee flexion 105°.", basis=Basis.RESTATED, evidence=(SPAN,), table="measures",
        cells=(("was", "95°"), ("now", "105°")), facts=("F1",),
    )  # fmt: skip
    words = Statement(id="s1", text="Pain 3/10.", basis=Basis.QUOTED, evidence=(SPAN,))
    return Document(
        kind="soap_note",
        title="SOAP note",
        header=Header(patient="Rosa Imre", visit_date=date(2026, 3, 4), birth_date=date(1970, 1, 2)),
        sources=(SourceRef("S1", "note.txt", "session_note", "ab"),),
        sections=(Section(key="objective", heading="Objective", statements=(words, row, row), tables=(table,)),),
        questions=(
            Question(
                id="q1", text="Total treatment minutes?", rule="time.total_treatment_missing", authority="MBPM",
                answer=AnswerType.NUMBER, section="objective", phrase="Total treatment time {answer} min.",
            ),
        ),
        flags=(Flag("number.unsupported", Severity.BLOCK, "m", Where("s1", span=SPAN), "fix", "a", "looked"),),
        dismissals=(("k", "reason"),),
    )  # fmt: skip


def test_a_document_survives_json_and_has_one_canonical_form() -> None:
    document = sample_document()
    again = records.document_from(json.loads(json.dumps(records.document_record(document))))
    assert again == document
    assert records.canonical_bytes(again) == records.canonical_bytes(document)
    assert records.document_from(json.loads(records.canonical_bytes(document))) == document


def test_rows_of_a_table_stand_together() -> None:
    blocks = list(sample_document().sections[0].blocks())
    assert len(blocks) == 2
    assert isinstance(blocks[1], TableBlock)
    assert [row.cell("now") for row in blocks[1].rows] == ["105°", "105°"]
