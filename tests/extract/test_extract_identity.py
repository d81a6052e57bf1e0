"""Who a case of files is about, from its headings only."""

from __future__ import annotations

from datetime import date

import pytest

from chartside.domain.source import Source, SourceKind
from chartside.extract import identity_of


def _source(text: str, kind: SourceKind = SourceKind.SESSION_NOTE) -> Source:
    return Source("S1", "n.txt", kind, text, "0" * 64)


@pytest.mark.parametrize(
    ("text", "name", "birth"),
    [
        ("PT EVAL 04/02/2026  Amaro, Lucia  DOB 02/11/1961", "Lucia Amaro", date(1961, 2, 11)),
        ("Patient: T. Okoye, 44 y.o. male\nDOB: 1981-09-30", "T. Okoye", date(1981, 9, 30)),
        ("Name: Bruno Lindahl            Age: 71", "Bruno Lindahl", None),
        ("Mrs. Ada Fenwick is a 68 year old retired nurse", "Ada Fenwick", None),
        ("Patient reports pain 4/10. Patient: Reports less pain", "", None),
        ("Visit 4, 03/02/2026. R knee flexion 105.", "", None),
    ],
)
def test_name_and_birth_from_headings(text: str, name: str, birth: date | None) -> None:
    found = identity_of([_source(text)])
    assert (found.name, found.birth_date) == (name, birth)


def test_the_fullest_name_wins_and_births_that_differ_are_left_out() -> None:
    found = identity_of([_source("Patient: T. Okoye DOB 01/02/1980"), _source("Name: Tunde Okoye\nDOB 01/03/1980")])
    assert (found.name, found.birth_date) == ("Tunde Okoye", None)


def test_talk_names_nobody() -> None:
    assert identity_of([_source("PATIENT: Better I think", SourceKind.TRANSCRIPT)]).name == ""


def test_the_payer_of_an_intake_form() -> None:
    assert identity_of([_source("Insurance: Northern Valley PPO\n", SourceKind.INTAKE)]).payer == "Northern Valley PPO"
