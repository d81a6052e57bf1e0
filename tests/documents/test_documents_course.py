"""The course of an episode: one value a day, quoted values only where their own record is missing."""

from __future__ import annotations

from datetime import date

from chartside.documents.course import course_of
from chartside.services.draft_files import CaseFile, draft_files

_EVAL = b"PT initial evaluation 04/02/2026\nR shoulder flexion AROM 95 deg. QuickDASH 61.\n"
_VISIT = b"Visit 5, 04/20/2026\nR shoulder flexion AROM 118 (was 95 at eval). QuickDASH 45, was 52 last visit.\n"
_LATER = b"Visit 9, 05/04/2026\nR shoulder flexion AROM 131 before treatment, 138 after treatment.\n"


def _flexion(*files: bytes) -> list[tuple[str, float | None]]:
    _, canvas = draft_files("soap_note", [CaseFile(f"{n}.txt", text) for n, text in enumerate(files)])
    course = course_of(canvas)
    series = next(s for s in course.series if (s.thing.what, s.thing.motion) == ("rom", "flexion"))
    return [(p.day.isoformat() if p.day else "baseline", p.value.value) for p in series.points]


def test_values_stand_by_day_and_the_one_before_treatment_counts() -> None:
    assert _flexion(_EVAL, _VISIT, _LATER) == [("2026-04-02", 95), ("2026-04-20", 118), ("2026-05-04", 131)]


def test_a_quoted_baseline_stands_in_for_a_missing_evaluation() -> None:
    assert _flexion(_VISIT, _LATER) == [("baseline", 95), ("2026-04-20", 118), ("2026-05-04", 131)]


def test_a_quoted_value_gives_way_to_the_record_of_an_earlier_visit() -> None:
    _, canvas = draft_files("soap_note", [CaseFile("1.txt", _EVAL), CaseFile("2.txt", _VISIT)])
    score = next(s for s in course_of(canvas).series if s.thing.what == "qdash")
    assert [(p.day, p.value.value) for p in score.points] == [(date(2026, 4, 2), 61), (date(2026, 4, 20), 45)]


def test_visits_have_day_and_number() -> None:
    _, canvas = draft_files("soap_note", [CaseFile("1.txt", _EVAL), CaseFile("2.txt", _VISIT)])
    visits = course_of(canvas).visits
    assert [(v.day, v.number, v.evaluation) for v in visits] == [
        (date(2026, 4, 2), None, True),
        (date(2026, 4, 20), 5, False),
    ]


def test_notes_without_days_are_told_apart_by_their_visit_numbers() -> None:
    files = [
        CaseFile(f"{n}.txt", f"v{n}\nS: R knee pain {n}/10.\nO: R knee flexion AROM {90 + n}.\n".encode())
        for n in (2, 3, 4)
    ]
    document, canvas = draft_files("soap_note", files)
    assert {canvas.source(source).name for source in canvas.current} == {"4.txt"}
    assert [f.rule for f in document.flags if f.rule == "note.contradiction"] == []
