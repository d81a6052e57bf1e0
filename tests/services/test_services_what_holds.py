"""The patient page's data: what holds now in a course of care, with the line that says each value."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from chartside.measures import Verdict
from chartside.services.add_patient import add_patient
from chartside.services.add_visit import add_visit
from chartside.services.errors import NotAllowed, NotFound
from chartside.services.paste_text import paste_text
from chartside.services.patient_chart import patient_chart
from chartside.services.what_holds import WhatHolds, episode_holds

if TYPE_CHECKING:
    from tests.services.conftest import ClinicAtWork

FIRST = "O:\nR knee AROM flex 95, ext -8. Quad 4-/5. TUG 14.0 s. LEFS 38/80. Grip R 60 lb."


def _holds(clinic: ClinicAtWork, *notes: tuple[date, str]) -> WhatHolds:
    """What the patient page gets after these notes, each of a visit of its own."""
    with clinic.app.work() as work:
        for day, text in notes:
            visit = add_visit(work, clinic.pt, episode=clinic.episode, date=day)
            paste_text(work, clinic.pt, visit=visit.id, text=text, name=f"{day}.txt")
        found = work.charts.episode(clinic.episode)
        assert found is not None
        holds = patient_chart(work, clinic.pt, patient=found.patient).episodes[0].holds
    assert holds is not None
    return holds


def test_first_and_newest_value_change_and_line(clinic: ClinicAtWork) -> None:
    holds = _holds(
        clinic,
        (date(2026, 3, 9), FIRST),
        (date(2026, 3, 16), "O: R knee AROM flex 112 (goal 120). TUG 11.2 s. LEFS 51/80. Grip R 66 lb."),
    )
    rows = {m.name: m for m in holds.measures}
    flexion = rows["R knee flexion AROM"]
    assert flexion.first is not None
    assert (flexion.first.text, flexion.first.day) == ("95°", date(2026, 3, 9))
    assert (flexion.first.source_name, flexion.first.line) == ("2026-03-09.txt", 2)
    assert "flex 95" in flexion.first.quote
    assert (flexion.newest.text, flexion.newest.day) == ("112°", date(2026, 3, 16))
    assert flexion.goal is not None
    assert flexion.goal.text == "120°"
    judged = {
        name: (m.difference, m.change.verdict if m.change else None) for name, m in rows.items() if m.first is not None
    }
    assert judged == {
        "R knee flexion AROM": ("+17°", Verdict.IMPROVED),
        "TUG": ("−2.8 s", Verdict.WITHIN_ERROR),
        "LEFS": ("+13", Verdict.IMPROVED_IMPORTANT),
        "R grip": ("+6 lb", None),
    }


def test_a_value_of_one_day_has_no_first_and_no_change(clinic: ClinicAtWork) -> None:
    holds = _holds(clinic, (date(2026, 3, 9), FIRST))
    assert {(m.first, m.difference, m.change) for m in holds.measures} == {(None, "", None)}


def test_a_baseline_told_in_the_first_note_is_the_first_value(clinic: ClinicAtWork) -> None:
    holds = _holds(clinic, (date(2026, 3, 9), "O: R knee AROM flex 104 (initial 82)."))
    (flexion,) = holds.measures
    assert flexion.first is not None
    assert (flexion.first.text, flexion.first.day, flexion.difference) == ("82°", None, "+22°")


def test_measures_taken_most_often_come_first(clinic: ClinicAtWork) -> None:
    days = (date(2026, 3, 9), date(2026, 3, 12), date(2026, 3, 16))
    holds = _holds(
        clinic, *((day, f"O: R knee AROM flex {90 + n}." + " TUG 12 s." * (n < 2)) for n, day in enumerate(days))
    )
    assert [(m.name, m.days) for m in holds.measures] == [("R knee flexion AROM", 3), ("TUG", 2)]


def test_contradictions_and_copies_have_their_lines(clinic: ClinicAtWork) -> None:
    holds = _holds(
        clinic,
        (date(2026, 3, 9), FIRST),
        (date(2026, 3, 12), FIRST),
        (date(2026, 3, 16), "O: R knee AROM flex 112 (was 90)."),
    )
    (found,) = holds.contradictions
    assert (found.recorded.text, found.recorded.day) == ("95°", date(2026, 3, 12))
    assert (found.other.text, found.other.told, found.other.line) == ("90°", date(2026, 3, 16), 1)
    (copied,) = holds.copied_forward
    assert (copied.day, copied.before) == (date(2026, 3, 12), date(2026, 3, 9))
    assert [v.text for v in copied.values][:2] == ["95°", "lacks 8°"]


def test_an_undated_old_note_is_not_of_the_day_it_was_dropped(clinic: ClinicAtWork) -> None:
    old = "Prior PT discharge summary from another clinic.\nR knee AROM flex 70."
    with clinic.app.work() as work:
        visit = add_visit(work, clinic.pt, episode=clinic.episode, date=date(2026, 3, 9))
        paste_text(work, clinic.pt, visit=visit.id, text=old, name="prior note.txt")
    holds = _holds(clinic, (date(2026, 3, 16), "O: R knee AROM flex 95."))
    (flexion,) = holds.measures
    assert flexion.newest.text == "95°"
    assert holds.contradictions == ()


def test_who_may_not_read_charts_sees_none_of_it(clinic: ClinicAtWork) -> None:
    _holds(clinic, (date(2026, 3, 9), FIRST))
    with clinic.app.work() as work:
        episode = work.charts.episode(clinic.episode)
        assert episode is not None
        seen = patient_chart(work, clinic.desk, patient=episode.patient)
        assert [e.holds for e in seen.episodes] == [None]
        with pytest.raises(NotAllowed):
            episode_holds(work, clinic.desk, patient=episode.patient, episode=episode.id)


def test_a_course_of_care_is_that_of_its_patient(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        other = add_patient(work, clinic.pt, name="Someone Else")
        with pytest.raises(NotFound):
            episode_holds(work, clinic.pt, patient=other.id, episode=clinic.episode)


def test_a_course_of_care_without_notes(clinic: ClinicAtWork) -> None:
    holds = _holds(clinic)
    assert (holds.measures, holds.contradictions, holds.copied_forward) == ((), (), ())
