"""One invented note, as a draft and signed, to print in every format."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from chartside.deliver import Printed
from chartside.domain.chart import ClinicProfile
from chartside.domain.documents import (
    AnswerType,
    Basis,
    Column,
    Document,
    Header,
    Question,
    Review,
    Section,
    SourceRef,
    Statement,
    Table,
)
from chartside.domain.signing import Addendum, Signature, State
from chartside.domain.source import Span

EASTERN = timezone(timedelta(hours=-5))
MEASURES = Table(
    "measures",
    "Measures since the last visit",
    (
        Column("measure", "Measure"),
        Column("was", "Was", True),
        Column("now", "Now", True),
        Column("change", "Change", True),
        Column("note", "Note"),
    ),
)
WORK = Table(
    "interventions",
    "Interventions",
    (Column("code", "Code"), Column("what", "Intervention"), Column("minutes", "Min", True)),
)


def sentence(number: int, text: str, review: Review = Review.ACCEPTED) -> Statement:
    return Statement(
        id=f"s-{number}", text=text, basis=Basis.QUOTED, evidence=(Span("S1", 0, 4, "note"),), review=review
    )


def row(number: int, table: Table, *cells: str) -> Statement:
    keys = [column.key for column in table.columns]
    return replace(
        sentence(number, ", ".join(c for c in cells if c) + "."),
        table=table.key,
        cells=tuple(zip(keys, cells, strict=False)),
    )


@pytest.fixture
def document() -> Document:
    """A daily note with sentences, two tables, a rejected statement and an open question."""
    return Document(
        kind="soap_note",
        title="Daily note (SOAP)",
        header=Header(
            patient="Orla Brandvold",
            birth_date=date(1961, 9, 2),
            record_number="SH-2041",
            visit_date=date(2026, 3, 4),
            visit_number=6,
            visits_planned=12,
            episode="R total knee arthroplasty",
            payer="Medicare Part B",
            clinician="Ines Calloway, PT, DPT",
            clinic="Shoreline Physical Therapy",
        ),
        sources=(SourceRef("S1", "v6.txt", "session_note", "0" * 64),),
        sections=(
            Section(
                key="subjective",
                heading="Subjective",
                statements=(
                    sentence(1, "Right knee pain 3/10, was 4/10."),
                    sentence(2, "Walked to the mailbox without the cane."),
                    sentence(3, "Patient reports hearing voices.", Review.REJECTED),
                    sentence(4, "Denies calf pain and fever."),
                ),
            ),
            Section(
                key="objective",
                heading="Objective",
                tables=(MEASURES, WORK),
                statements=(
                    row(5, MEASURES, "Right knee flexion, active", "107°", "112°", "+5°", ""),
                    row(6, MEASURES, "Right knee extension, active", "−4°", "−2°", "+2°", ""),
                    row(7, MEASURES, "Right quadriceps strength", "4-/5", "4/5", "⅓ grade", ""),
                    sentence(8, "Gait: step-to pattern on stairs, improved to step-over after cueing."),
                    row(
                        9,
                        WORK,
                        "97110",
                        "Recumbent bike 8 min; step-downs 4 in 2 × 8, verbal cues for knee alignment; leg press 30 lb",
                        "23",
                    ),
                    row(10, WORK, "97140", "Patellar mobilization grade III; flexion mobilization grade IV", "15"),
                ),
            ),
            Section(
                key="assessment",
                heading="Assessment",
                statements=(
                    sentence(11, "Flexion gained 5° since the last visit and is 8° short of the goal of 120°."),
                ),
            ),
            Section(key="goals", heading="Goals"),
            Section(key="plan", heading="Plan", statements=(sentence(12, "Continue 2 times a week for 3 weeks."),)),
        ),
        questions=(
            Question(
                id="q-1",
                text="Total treatment minutes?",
                rule="time.total_treatment_missing",
                authority="Medicare Benefit Policy Manual ch. 15 §220.3.E",
                answer=AnswerType.NUMBER,
                section="objective",
                phrase="Total treatment time {answer} min.",
            ),
        ),
    )


@pytest.fixture
def profile() -> ClinicProfile:
    """A clinic with a letterhead."""
    return ClinicProfile(
        "Shoreline Physical Therapy", ("8 Harbor Road", "Port Ellery, ME 04000"), "(207) 555-0118", "0000000000"
    )


@pytest.fixture
def draft(document: Document, profile: ClinicProfile) -> Printed:
    """The note, not signed."""
    return Printed(document, profile, None, (), State.DRAFT)


@pytest.fixture
def signature() -> Signature:
    """A signature of that day."""
    return Signature("u1", "Ines Calloway", "PT, DPT", datetime(2026, 3, 4, 14, 31, tzinfo=EASTERN), "ab12" * 16)


@pytest.fixture
def signed(draft: Printed, signature: Signature) -> Printed:
    """The note, signed."""
    return replace(draft, signature=signature, state=State.SIGNED)


@pytest.fixture
def amended(signed: Printed, signature: Signature) -> Printed:
    """The note, signed, with two addenda."""
    later = replace(signature, signed_at=datetime(2026, 3, 5, 8, 2, tzinfo=EASTERN), sha256="cd34" * 16)
    latest = replace(signature, signed_at=datetime(2026, 3, 9, 9, 15, tzinfo=EASTERN), sha256="ef56" * 16)
    addenda = (
        Addendum("The patient called:\nthe surgeon cleared her to drive.", later),
        Addendum("Cane height was 34 in.", latest),
    )
    return replace(signed, addenda=addenda, state=State.AMENDED)
