"""Messages to patients: whatever names a condition, a part of the body, a medicine or a code stops them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from chartside.domain.canvas import Canvas
from chartside.domain.chart import ClinicProfile
from chartside.domain.documents import Basis, Document, Header, Layout, Scope, Section, Statement
from chartside.domain.facts import Diagnosis, Intervention, Medication
from chartside.domain.flags import Severity
from chartside.domain.source import Source, SourceKind, Span
from chartside.verify import verify
from chartside.verify.clocks import Clock, clocks_in
from chartside.verify.figures import days_in

NOTE = "Visit 3, 03/09/2026. Cervicogenic vertigo. Takes betahistine. Epley performed. Next visit Thu 3/12 at 2:30 pm."
PROFILE = ClinicProfile(name="Lakeside Neck and Back Clinic", phone="(555) 010-9911", address=("97110 Knee Road",))
HEADER = Header(patient="Rosa Imre", birth_date=date(1960, 5, 6), record_number="LK-204", visit_date=date(2026, 3, 9))


def source() -> Source:
    return Source("S1", "note.txt", SourceKind.SESSION_NOTE, NOTE, "0" * 64, date=date(2026, 3, 9))


def cited(words: str) -> tuple[Source, int, int]:
    return source(), NOTE.index(words), NOTE.index(words) + len(words)


def canvas(next_visit: date | None = None) -> Canvas:
    def span(words: str) -> tuple[Span, ...]:
        note, start, end = cited(words)
        return (note.span(start, end),)

    facts = (
        Diagnosis(id="F1", evidence=span("Cervicogenic vertigo"), text="cervicogenic vertigo"),
        Medication(id="F2", evidence=span("betahistine"), text="betahistine 16"),
        Intervention(id="F3", evidence=span("Epley"), name="Epley"),
    )
    return Canvas(
        header=HEADER, sources=(source(),), facts=facts, current=frozenset({"S1"}), profile=PROFILE,
        next_visit=next_visit,
    )  # fmt: skip


def message(text: str, basis: Basis = Basis.STANDARD, scope: Scope = Scope.NOTICE) -> Document:
    evidence = () if basis in (Basis.STANDARD, Basis.CLINICIAN) else (_appointment(),)
    rule = "appointment.next" if basis is Basis.COMPUTED else None
    line = Statement(id="s1", text=text, basis=basis, evidence=evidence, computed_by=rule)
    return Document(
        kind="appointment_reminder", title="Appointment reminder", header=HEADER, sources=(),
        sections=(Section(key="appointment", heading="Appointment", statements=(line,)),), scope=scope,
        layout=Layout.MESSAGE,
    )  # fmt: skip


def _appointment() -> Span:
    note, start, end = cited("Next visit Thu 3/12 at 2:30 pm")
    return note.span(start, end)


def rules(document: Document, on: Canvas | None = None) -> set[str]:
    return {f.rule for f in verify(document, on or canvas()).flags if f.severity is Severity.BLOCK}


@pytest.mark.parametrize("basis", [Basis.STANDARD, Basis.CLINICIAN])
@pytest.mark.parametrize(
    "text",
    [
        "Please rest your knee.",
        "We hope the pain is better.",
        "Your arthritis program continues.",
        "About your diagnosis, please call.",
        "Your tendonitis needs time.",
        "After your discectomy please walk.",
        "Keep doing the squats.",
        "Bring your ibuprofen.",
        "Keep taking your gabapentin.",
        "Your betahistine is ready.",
        "The cervicogenic problem will pass.",
        "Do the Epley at home.",
        "Billed as 97112.",
        "Your code M54.50 was sent.",
        "Your range of motion is 105°.",
        "You lifted 20 lb.",
        "Your LEFS score is in.",
        "Medicare covers this.",
        "Your MRI came.",
    ],
)
def test_a_clinical_word_stops_a_message(text: str, basis: Basis) -> None:
    assert "notice.clinical" in rules(message(text, basis))


@pytest.mark.parametrize(
    "text",
    [
        "Hello Rosa,",
        "this is a reminder from Lakeside Neck and Back Clinic.",
        "If you cannot come, please call us at (555) 010-9911.",
        "We are at 97110 Knee Road.",
        "Please keep up your home program and bring your questions.",
        "In an emergency, call 911.",
        "Thank you for coming to physical therapy.",
    ],
)
def test_plain_lines_pass(text: str) -> None:
    assert rules(message(text)) == set()


@pytest.mark.parametrize("text", ["Hello Ms. Imre,", "Record LK-204.", "Born 5/6/1960."])
def test_no_more_than_the_first_name(text: str) -> None:
    assert "notice.identifier" in rules(message(text))


def test_a_family_name_written_first() -> None:
    named = replace(message("Hello Imre,"), header=replace(HEADER, patient="Imre, Rosa"))
    assert "notice.identifier" in rules(named)
    assert rules(replace(named, sections=message("Hello Rosa,").sections)) == set()


def test_other_documents_may_name_all_of_it() -> None:
    assert not {r for r in rules(message("Please rest your knee.", scope=Scope.VISIT)) if r.startswith("notice.")}


TRUE = "Your next appointment is on Thursday, March 12, 2026 at 2:30 PM."


def test_an_appointment_as_the_note_has_it() -> None:
    assert rules(message(TRUE, Basis.COMPUTED)) == set()


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("2:30 PM", "2:30 AM", "appointment.unsupported"),
        ("2:30 PM", "3:30 PM", "appointment.unsupported"),
        ("2:30", "2:45", "number.unsupported"),
        ("March 12", "March 19", "appointment.unsupported"),
        ("Thursday", "Friday", "appointment.wrong_weekday"),
        ("at 2:30 PM", "at 2:30 PM in room 7", "number.unsupported"),
    ],
)
def test_a_lie_about_an_appointment_blocks(old: str, new: str, rule: str) -> None:
    assert rule in rules(message(TRUE.replace(old, new), Basis.COMPUTED))


def test_a_standing_line_tells_only_the_charts_day() -> None:
    day = "Your next appointment is on Thursday, March 12, 2026."
    assert rules(message(day)) == {"appointment.unsupported"}
    assert rules(message(day), canvas(date(2026, 3, 12))) == set()
    assert rules(message(day), canvas(date(2026, 3, 13))) == {"appointment.unsupported"}
    assert "appointment.unsupported" in rules(message(day[:-1] + " at 2 PM."), canvas(date(2026, 3, 12)))
    assert rules(message("Bring 20 dollars.")) == {"appointment.unsupported"}


def test_a_chart_with_another_day_is_told() -> None:
    found = verify(message(TRUE, Basis.COMPUTED), canvas(date(2026, 3, 13))).flags
    assert [(f.rule, f.severity) for f in found] == [("appointment.differs_from_chart", Severity.WARN)]


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("2:30 pm", Clock(150, "p")),
        ("4p", Clock(240, "p")),
        ("14:30", Clock(150, "p")),
        ("1430", Clock(150, "p")),
        ("9:15", Clock(555, None)),
        ("12:05 AM", Clock(5, "a")),
        ("noon", Clock(0, "p")),
        ("at 3", Clock(180, None)),
    ],
)
def test_clocks(text: str, clock: Clock) -> None:
    assert clocks_in(text) == {clock}


@pytest.mark.parametrize("text", ["March 12, 2026", "3/12/26", "3x10", "105 deg", "call 911"])
def test_no_clocks(text: str) -> None:
    assert clocks_in(text) == frozenset()


def test_marching_is_no_day_in_march() -> None:
    assert days_in("hooklying march 2 × 10, standing march 3x12") == ()
    assert [str(day) for day in days_in("on march 2 and March 12, 2026")] == ["3/2", "3/12/2026"]
