"""Billing summary and messages of invented visits, from what the therapist typed to what is printed."""

# ruff: noqa: E501  # notes and documents stand as they are written and printed

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from inline_snapshot import snapshot
from tests.golden.conftest import as_text

from chartside.deliver import Printed, all_renderers
from chartside.documents import document_kinds
from chartside.domain.canvas import Canvas
from chartside.domain.chart import ClinicProfile, Payer, PayerType
from chartside.domain.documents import Basis, Document, Header, Scope
from chartside.domain.signing import State
from chartside.domain.source import Source, SourceKind
from chartside.services.compose_document import compose_document
from chartside.services.draft_files import CaseFile, draft_files

NOTE = """Visit 7, 04/14/2026
S: R wrist 2/10 at rest, 5/10 wringing towel. HEP 1x/day.
O: R wrist AROM ext 48, flex 55. Grip R 17 kg.
TE 24': wrist curls 3x12 2 lb, putty grip 5 min, supination hammer 2x10
MT 14': radiocarpal mobs gr III, STM forearm
A: grip up, wringing still hurts.
P: add weight. HEP: putty grip 3x10 daily. Next appt Fri 4/17 at 1:15 PM.
Total 40 min, timed 38 min
Billed 97110-GP x2, 97140-GP x1
Dx: S52.501D distal radius fracture R
"""
CLINIC = ClinicProfile(name="Fernside Hand & Wrist Therapy", phone="(555) 010-4477", address=("2 Knee Lane",))


def drafted(kind: str, note: str = NOTE, profile: ClinicProfile = CLINIC) -> Document:
    """A draft without blocking flags."""
    document, _ = draft_files(kind, [CaseFile("visit.txt", note.encode())], profile=profile)
    assert [flag.message for flag in document.blocking()] == []
    return document


def sent(document: Document, profile: ClinicProfile = CLINIC, name: str = "text") -> str:
    """A message as it is sent."""
    return all_renderers()[name].render(Printed(document, profile, None, (), State.SIGNED)).decode()


def test_billing_summary() -> None:
    document = drafted("billing_summary")
    assert as_text(document) == snapshot("""\
SERVICES AND MINUTES
  Service | Min | Content and dose
  97110 Therapeutic exercise | 24 | Wrist curls 3 × 12 2 lb; putty grip 5 min; supination hammer 2 × 10
  97140 Manual therapy | 14 | Radiocarpal mobs gr III; STM forearm
TIME
Time: total treatment 40 min; timed 38 min.
UNITS
  Code | Min | CMS | AMA | Billed
  97110 | 24 | 2 | 2 | 2
  97140 | 14 | 1 | 1 | 1
CMS 8-minute rule (this payer): 97110 24 + 97140 14 = 38 min timed. 38 timed minutes are 3 units (38 to 52). 97110: one full 15, 9 left over; 97140: no full 15, 14 left over. The two units left over go one each to 97140 (14) and 97110 (9), with most minutes left over.
AMA midpoint rule: 97110 alone: 24 min is one full 15 and 9 left over (8 or more): 2 units. 97140 alone: 14 min is 8 or more: 1 unit.
Billed units agree with CMS and AMA.
MODIFIERS
  Code | Units | Modifiers
  97110 | 2 | GP
  97140 | 1 | GP
DIAGNOSIS CODES
  ICD-10-CM | As written
  S52.501D | distal radius fracture R\
""")
    assert [q.id for q in document.questions] == []


def test_billing_against_the_minutes() -> None:
    document = drafted("billing_summary", NOTE.replace("97140-GP x1", "97140-59 x2. KX modifier"))
    told = as_text(document)
    assert "Billed units differ from CMS and AMA: 97140 2 billed, 1 allowed." in told
    assert "97140 | 2 | 59" in told
    assert "Modifier KX said" in told


def test_what_a_claim_lacks_is_asked() -> None:
    note = NOTE.replace("-GP", "").replace("Dx: S52.501D distal radius fracture R\n", "").replace("Total 40 min, ", "")
    asked = [q.id for q in drafted("billing_summary", note).questions]
    assert asked == ["q-total-treatment-minutes", "q-diagnosis-code", "q-therapy-modifier"]
    commercial = ClinicProfile(default_payer=Payer("Fernside PPO", PayerType.COMMERCIAL))
    assert "q-therapy-modifier" not in [q.id for q in drafted("billing_summary", note, commercial).questions]


def test_minutes_that_do_not_add_up_stop_a_billing_summary() -> None:
    document, _ = draft_files("billing_summary", [CaseFile("v.txt", NOTE.replace("timed 38", "timed 30").encode())])
    assert {"time.minutes_inconsistent"} <= {flag.rule for flag in document.blocking()}


def test_appointment_reminder() -> None:
    document = drafted("appointment_reminder")
    assert sent(document) == snapshot("""\
*** DRAFT – not signed ***

Hello,
this is a reminder from Fernside Hand & Wrist Therapy.
Your next appointment is on Friday, April 17, 2026 at 1:15 PM.
If you cannot come, please call us at (555) 010-4477, so that we can find you another time. Please do not answer this message with health information.

*** DRAFT – not signed ***
""")
    assert document.scope is Scope.NOTICE
    assert document.questions == ()


def test_follow_up_message() -> None:
    assert sent(drafted("follow_up_message")) == snapshot("""\
*** DRAFT – not signed ***

Hello,
thank you for coming to Fernside Hand & Wrist Therapy.
Please keep up your home program as it was shown to you, and bring your questions about it along.
We look forward to seeing you on Friday, April 17, 2026 at 1:15 PM.
If you have a question before then, call us at (555) 010-4477. In an emergency, call 911. Please do not answer this message with health information.

*** DRAFT – not signed ***
""")


@pytest.mark.parametrize("kind", ["appointment_reminder", "follow_up_message"])
@pytest.mark.parametrize("form", ["html", "md", "text"])
def test_no_message_prints_the_chart_around_it(kind: str, form: str) -> None:
    told = drafted(kind)
    header = Header(
        patient="Ilse Brandt", birth_date=date(1961, 7, 2), record_number="R-77", visit_date=date(2026, 4, 14),
        episode="R distal radius fracture", payer="Medicare Part B",
    )  # fmt: skip
    printed = sent(replace(told, header=header), name=form)
    for word in ("Brandt", "1961", "R-77", "radius", "Medicare", "wrist AROM", "putty"):
        assert word not in printed


def test_without_a_day_there_is_no_reminder_but_a_question() -> None:
    document = drafted("appointment_reminder", NOTE.replace(" Next appt Fri 4/17 at 1:15 PM.", ""))
    assert list(document.statements()) == []
    assert [(q.id, q.required) for q in document.questions] == [("q-next-appointment", True)]


def test_a_day_without_a_time_asks_for_the_time() -> None:
    document = drafted("appointment_reminder", NOTE.replace(" at 1:15 PM", ""))
    assert [(q.id, q.text) for q in document.questions] == [
        ("q-appointment-time-4-17", "At what time is the appointment on 4/17/2026?")
    ]
    answered = NOTE.replace("Fri 4/17 at 1:15 PM.", "Fri 4/17.") + document.questions[0].phrase.format(answer="1:15 pm")
    assert "April 17, 2026 at 1:15 PM" in sent(drafted("appointment_reminder", answered))


def test_the_charts_next_visit_is_told_where_the_note_names_none() -> None:
    note = Source("S1", "n.txt", SourceKind.SESSION_NOTE, "Pain 2/10.", "0" * 64)
    canvas = Canvas(
        header=Header(patient="Ilse Brandt", visit_date=date(2026, 4, 14)), sources=(note,), facts=(),
        current=frozenset({"S1"}), profile=CLINIC, next_visit=date(2026, 4, 17),
    )  # fmt: skip
    document = compose_document("appointment_reminder", canvas)
    assert document.blocking() == ()
    assert "Hello Ilse," in sent(document)
    assert "Your next appointment is on Friday, April 17, 2026." in sent(document)
    assert [q.id for q in document.questions] == ["q-appointment-time-4-17"]


def test_standing_lines_of_messages_are_standard() -> None:
    for kind in ("appointment_reminder", "follow_up_message"):
        for statement in document_kinds()[kind].compose(_canvas()).statements():
            assert (statement.basis is Basis.STANDARD) == (not statement.evidence)


def _canvas() -> Canvas:
    return draft_files("soap_note", [CaseFile("visit.txt", NOTE.encode())], profile=CLINIC)[1]
