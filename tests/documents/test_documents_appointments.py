"""The next appointment: day and time as the note announces them, and nothing where it does not."""

from __future__ import annotations

from datetime import date

import pytest

from chartside.documents.appointments import next_appointment
from chartside.documents.messages import first_name
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Header
from chartside.domain.source import Source, SourceKind

MONDAY = date(2026, 3, 9)


def canvas(text: str, visit: date | None = MONDAY) -> Canvas:
    source = Source("S1", "note.txt", SourceKind.SESSION_NOTE, text, "0" * 64)
    return Canvas(header=Header(visit_date=visit), sources=(source,), facts=(), current=frozenset({"S1"}))


@pytest.mark.parametrize(
    ("note", "day", "time"),
    [
        ("P: Next visit 3/12/26 at 2:30 pm, progress squats.", "Thursday, March 12, 2026", "2:30 PM"),
        ("RTC Thursday 3/12 @ 2:30", "Thursday, March 12, 2026", "2:30"),
        ("Next appt: Thu March 12, 2:30 p.m. Bring shoes.", "Thursday, March 12, 2026", "2:30 PM"),
        ("NV 3/12 1430", "Thursday, March 12, 2026", "2:30 PM"),
        ("NV 3/12 0800", "Thursday, March 12, 2026", "8:00 AM"),
        ("Next visit: 2026-03-12 at 9:15.", "Thursday, March 12, 2026", "9:15"),
        ("Patient scheduled for 3/12/26 at 4 pm.", "Thursday, March 12, 2026", "4:00 PM"),
        ("Next visit Thu 3/12 at 3.", "Thursday, March 12, 2026", "3:00"),
        ("RTC 3/16 noon", "Monday, March 16, 2026", "noon"),
        ("Next appointment is Thursday, 12 March 2026, 14:15", "Thursday, March 12, 2026", "2:15 PM"),
        ("NV: step downs. Next visit Tues 3/10.", "Tuesday, March 10, 2026", ""),
        ("MD appt 3/20. Next visit with me on Thu 3/12 at 4p", "Thursday, March 12, 2026", "4:00 PM"),
    ],
)
def test_announced(note: str, day: str, time: str) -> None:
    found = next_appointment(canvas(note))
    assert found is not None
    assert (found.day_in_words, found.time) == (day, time)
    assert found.span.quote in note


@pytest.mark.parametrize(
    "note",
    [
        "f/u Mon.",
        "See again next week.",
        "Next visit in 3 days.",
        "Return Friday at 3.",
        "f/u with surgeon 3/20",
        "Vascular f/u 3/18.",
        "Referring provider follow-up: 03/25/2026",
        "Telehealth visit, f/u #3, 12 March 2026",
        "Provider's next appointment 3/20 at 9 am",
        "Surgery scheduled for 3/20",
        "MRI scheduled 3/14/26 at 9 am",
        "return to work 3/20",
        "Next visit recheck 3/10 pain",
        "NV add 3/4 squats",
        "Next visit: 3x10 squats, 3/4 depth",
        "Missed appt 3/12/2026",
        "Next appointment: 13/45/2026",
        "Next visit 3/2/2026 at 2 pm",  # before this visit
        "Next visit Fri 3/12 3 pm",  # a Thursday
        "",
    ],
)
def test_not_announced(note: str) -> None:
    assert next_appointment(canvas(note)) is None


def test_the_year_turns_with_the_visit() -> None:
    found = next_appointment(canvas("Next visit 1/6 at 10 am", date(2026, 12, 30)))
    assert found is not None
    assert found.day == date(2027, 1, 6)


def test_without_a_day_of_the_visit_no_weekday_is_made_up() -> None:
    found = next_appointment(canvas("Next visit 3/12 at 2 pm", None))
    assert found is not None
    assert found.day_in_words == "March 12"


@pytest.mark.parametrize(("name", "first"), [("Rosa Imre", "Rosa"), ("Imre, Rosa Anne", "Rosa"), ("", ""), (",", "")])
def test_first_names(name: str, first: str) -> None:
    assert first_name(name) == first
