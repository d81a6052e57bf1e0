"""What a file is and which day it is about, guessed the way a PT would at a glance."""

from __future__ import annotations

from datetime import date

import pytest

from chartside.domain.source import SourceKind
from chartside.ingest import receive


def guess(name: str, text: str) -> tuple[SourceKind, date | None]:
    received = receive(name, text.encode())
    assert received.source is not None
    return received.source.kind, received.source.date


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("v3.txt", "S: pain 3/10", SourceKind.SESSION_NOTE),
        ("note.txt", "Daily note visit 5\nLEFS 44 (eval 18), initial evaluation 2 weeks ago", SourceKind.SESSION_NOTE),
        ("00_eval.txt", "PT EVAL DOS 05/11/2026\nDx: R knee", SourceKind.EVALUATION),
        ("scan7.txt", "PHYSICAL THERAPY INITIAL EVALUATION AND PLAN OF CARE\nMs. Brandvold …", SourceKind.EVALUATION),
        ("form.txt", "NEW PATIENT QUESTIONNAIRE\n(please print)\nFall? [ ] Yes [x] No", SourceKind.INTAKE),
        ("intake.pdf.txt", "Name: …", SourceKind.INTAKE),
        ("letter.txt", "Please evaluate and treat for R knee OA 2x/wk x 6 wks", SourceKind.REFERRAL),
        ("referral_dr_ames.txt", "Dx M17.11", SourceKind.REFERRAL),
        ("memo.txt", "[voice memo, I. Calloway PT]\nokay so pain is two out of ten", SourceKind.TRANSCRIPT),
        (
            "d.txt",
            "patient states better comma pain three out of ten period new paragraph objective",
            SourceKind.TRANSCRIPT,
        ),
        ("fax.txt", "Notice of Adverse Benefit Determination\nMember ID 1", SourceKind.PAYER_LETTER),
        ("claim.csv", "line,code,units\n1,97110,2", SourceKind.CLAIM),
        ("clinic_standards.md", "# Documentation standards", SourceKind.STANDARD),
        ("x.txt", "knee better", SourceKind.SESSION_NOTE),
    ],
)
def test_kinds(name: str, text: str, kind: SourceKind) -> None:
    assert guess(name, text)[0] is kind


@pytest.mark.parametrize(
    ("name", "text", "day"),
    [
        ("a.txt", "DOS: 2026-03-04 | Visit 5", date(2026, 3, 4)),
        ("a.txt", "3/4/26 v4 POD 21\nS: sore", date(2026, 3, 4)),
        ("a.txt", "Visit 7, 03/04/2026. Time in 10:00 AM", date(2026, 3, 4)),
        ("a.txt", "DAILY NOTE 03-04-2026 - Visit 2", date(2026, 3, 4)),
        ("a.txt", "Date of service: March 4, 2026", date(2026, 3, 4)),
        ("a.txt", "Seen on 4 March 2026 for visit 3", date(2026, 3, 4)),
        ("a.txt", "[voice memo, I. Calloway PT, Mar 4 2026, visit 13]", date(2026, 3, 4)),
        ("a.txt", "Orla Brandvold  DOB 03/01/1961\nSurgery 02/01/2026\nDOS 03/04/2026", date(2026, 3, 4)),
        ("a.txt", "Patient: O.B., DOB: 9/2/61    Date: 3/4/26", date(2026, 3, 4)),
        ("2026-03-04_note.txt", "Pain 3/10", date(2026, 3, 4)),
        ("note 3.4.26.txt", "Pain 3/10", date(2026, 3, 4)),
        ("20260304.txt", "Pain 3/10", date(2026, 3, 4)),
        ("2026-03-05.txt", "DOS 03/04/2026", date(2026, 3, 4)),
        ("a.txt", "DOB 03/04/1961\nPain 3/10", None),
        ("a.txt", "R TKA 02/01/2026, next visit 03/11/2026, goal by 04/01/2026", None),
        ("a.txt", "Surgery: 02/01/2026\nReferral dated 01/15/2026\nOnset 12/24/2025", None),
        ("a.txt", "13/45/2026 is no date, 3/4 MMT, 120/80 BP", None),
        ("a.txt", "pain 3/10, was 4/10", None),
    ],
)
def test_dates(name: str, text: str, day: date | None) -> None:
    assert guess(name, text)[1] == day
