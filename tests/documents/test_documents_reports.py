"""Reports of an episode: honest verdicts, contexts kept apart, missing baselines named, days respected."""

from __future__ import annotations

import random
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.golden.conftest import files_of

from chartside.documents.course import Point
from chartside.documents.goal_course import days_of
from chartside.documents.verdict_wording import judged, of_condition, plateau_since
from chartside.documents.words_found import task_of
from chartside.domain.documents import Basis, Document, Scope
from chartside.domain.facts import Measure, Measurement, Mode, Score, Side
from chartside.domain.flags import Severity
from chartside.domain.source import Span
from chartside.services.draft_files import CaseFile, draft_files

KINDS = ("progress_report", "discharge_summary", "recertification")
_SPAN = Span("S1", 0, 1, "x")


def score(instrument: str, value: float, unit: str | None = None) -> Score:
    return Score(evidence=(_SPAN,), instrument=instrument, value=value, unit=unit)


def flexion(value: float) -> Measurement:
    return Measurement(
        evidence=(_SPAN,), measure=Measure.ROM, joint="knee", motion="flexion", side=Side.LEFT, value=value, unit="deg",
        mode=Mode.ACTIVE,
    )  # fmt: skip


def of(measure: Measure, value: float, unit: str, grade: str | None = None) -> Measurement:
    return Measurement(evidence=(_SPAN,), measure=measure, value=value, unit=unit, grade=grade)


@pytest.mark.parametrize(
    ("was", "now", "population", "amount", "verdict"),
    [
        (score("lefs", 30), score("lefs", 39), "knee", "+9", "improved beyond the clinically important change"),
        (score("lefs", 30), score("lefs", 38), "knee", "+8", "within error, no change shown"),
        (score("lefs", 39), score("lefs", 30), "knee", "−9", "declined beyond the clinically important change"),
        (score("tug", 15.8, "s"), score("tug", 12.5, "s"), "stroke", "−3.3 s", "improved beyond error"),
        (flexion(90), flexion(94), "", "+4°", "within error, no change shown"),
        (flexion(90), flexion(96), "", "+6°", "improved beyond error"),
        (flexion(96), flexion(90), "", "−6°", "declined beyond error"),
        (of(Measure.GIRTH, 40, "cm"), of(Measure.GIRTH, 38.5, "cm"), "", "−1.5 cm", "no MDC on file"),
        (of(Measure.PAIN, 6, "/10"), of(Measure.PAIN, 5, "/10"), "", "−1", "within error, no change shown"),
        (of(Measure.STRENGTH, 3.7, "/5", "4-/5"), of(Measure.STRENGTH, 4, "/5", "4/5"), "", "higher grade", "better"),
        (of(Measure.GRIP, 48, "lb"), of(Measure.GRIP, 50, "lb"), "", "+2 lb", "within error, no change shown"),
        (of(Measure.GAIT_SPEED, 0.6, "m/s"), of(Measure.GAIT_SPEED, 0.6, "m/s"), "", "0", "unchanged"),
    ],
)
def test_a_verdict_is_no_kinder_than_the_numbers(
    was: Score | Measurement, now: Score | Measurement, population: str, amount: str, verdict: str
) -> None:
    found = judged(was, now, population)
    assert found is not None
    assert (found.amount, found.verdict.startswith(verdict)) == (amount, True), found.verdict


def test_values_of_other_units_are_not_subtracted() -> None:
    assert judged(of(Measure.GRIP, 48, "lb"), of(Measure.GRIP, 22, "kg"), "") is None
    assert judged(score("lefs", 30), flexion(40), "") is None


def test_a_threshold_of_another_condition_says_so() -> None:
    stroke = judged(score("tug", 20, "s"), score("tug", 15, "s"), "R knee replacement")
    assert stroke is not None
    assert "none on file for this condition" in stroke.verdict
    assert of_condition("chronic stroke", "left MCA stroke with hemiparesis")
    assert not of_condition("vestibular", "lumbar stenosis")


def points(*values: float) -> list[Point]:
    return [Point(date(2026, 1, 1 + n), flexion(value)) for n, value in enumerate(values)]


@pytest.mark.parametrize(
    ("values", "since"),
    [
        ((60, 90, 91, 90), date(2026, 1, 2)),  # level after a gain
        ((60, 90, 91), date(2026, 1, 2)),  # by a fraction of the error
        ((60, 90, 94), None),  # within error, but more than a fraction of it
        ((60, 84, 86, 88), None),  # small, but better each time
        ((60, 90), None),  # too few
        ((60, 135, 135, 135), None),  # full motion
        ((90, 90, 90), None),  # unchanged from the first value on: the verdict says it
    ],
)
def test_plateau(values: tuple[float, ...], since: date | None) -> None:
    assert plateau_since(points(*values), "") == since


@pytest.mark.parametrize(
    ("text", "days"),
    [("4 wks", 28), ("four weeks", 28), ("in 2 months", 61), ("10 days", 10), ("next spring", None), ("8wk", 56)],
)
def test_a_span_of_time_in_days(text: str, days: int | None) -> None:
    assert days_of(text) == days


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("sit to stand with min A", "Transfers"),
        ("stood at the sink", "Standing"),
        ("walks 50 ft", "Walking"),
        ("12 stairs reciprocally", "Stairs"),
        ("feels fine", None),
    ],
)
def test_tasks_by_their_words(text: str, task: str | None) -> None:
    assert task_of(text) == task


def case(*notes: str) -> list[CaseFile]:
    return [CaseFile(f"{n}.txt", note.encode()) for n, note in enumerate(notes)]


def row(document: Document, name: str) -> dict[str, str]:
    return next(dict(s.cells or ()) for s in document.statements() if s.table == "course" and name in s.text)


EVALUATION = (
    "PT evaluation 03/02/2026\nDx: L hip OA M16.12\nS: Pain 3/10 at rest, 7/10 worst.\nO: L hip flexion AROM 88.\n"
)
LATER = (
    "Visit 6, 03/23/2026\nS: Pain 2/10 after mowing, 1/10 at rest.\nO: L hip flexion AROM 99. TUG 12.1 s.\nA. Roe, PT\n"
)


def test_pain_of_different_situations_is_not_subtracted() -> None:
    document, _ = draft_files("progress_report", case(EVALUATION, LATER))
    assert row(document, "Pain at rest")["change"] == "−2"
    assert row(document, "Pain after mowing")["change"] == "–"
    assert not any(
        "7/10" in s.text and "2/10" in s.text for s in document.statements() if s.computed_by != "change.none"
    )


def test_a_missing_baseline_is_named_and_not_filled() -> None:
    document, _ = draft_files("progress_report", case(EVALUATION, LATER))
    tug = row(document, "TUG")
    assert (tug["was"], tug["change"], tug["verdict"]) == ("–", "–", "first value, no baseline")


def test_what_was_not_measured_again_is_said() -> None:
    document, _ = draft_files("progress_report", case(EVALUATION + "LEFS 40/80.\n", LATER))
    assert any(s.text.startswith("Measured once, not again:") and "LEFS 40/80 (03/02/26)" in s.text
               for s in document.statements())  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_the_order_of_files_does_not_matter(kind: str) -> None:
    files = files_of("total_knee")
    texts = [s.text for s in draft_files(kind, files)[0].statements()]
    for order in random.Random(7).sample(list(permutations(files)), 3):
        assert [s.text for s in draft_files(kind, list(order))[0].statements()] == texts


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_report_of_fewer_notes_is_clean(kind: str, count: int) -> None:
    for episode in ("total_knee", "stroke_gait", "neck_headache"):
        document, _ = draft_files(kind, files_of(episode)[:count])
        assert [f.message for f in document.flags if f.severity is Severity.BLOCK] == []
        assert document.scope is Scope.EPISODE


@pytest.mark.parametrize("kind", KINDS)
def test_a_report_as_of_an_earlier_visit_uses_nothing_later(kind: str) -> None:
    files = files_of("total_knee")
    document, canvas = draft_files(kind, files, visit_date=date(2026, 1, 29))
    assert [s.name for s in canvas.sources] == ["1_eval.txt", "2_visit4.txt", "3_visit9.txt"]
    assert {span.source for s in document.statements() for span in s.evidence} <= {s.id for s in canvas.sources}
    assert {fact.source for fact in canvas.facts} <= {s.id for s in canvas.sources}


@pytest.mark.parametrize("kind", KINDS)
def test_notes_without_any_date(kind: str) -> None:
    document, _ = draft_files(kind, case("O: L hip flexion AROM 88. TUG 14 s.\nP: continue 2x/wk\nA. Roe, PT\n"))
    assert [f.message for f in document.flags if f.severity is Severity.BLOCK] == []
    assert not any("(None)" in s.text for s in document.statements())


@pytest.mark.parametrize("kind", KINDS)
def test_abbreviations_written_out_keep_the_report_clean(kind: str) -> None:
    from chartside.domain.chart import ClinicProfile

    for episode in ("total_knee", "stroke_gait", "neck_headache"):
        document, _ = draft_files(kind, files_of(episode), profile=ClinicProfile(expand_abbreviations=True))
        assert [(f.message, f.where) for f in document.flags if f.severity is Severity.BLOCK] == []


def test_pictures_have_the_values_of_the_table() -> None:
    document, _ = draft_files("progress_report", files_of("total_knee"))
    figures = next(s.figures for s in document.sections if s.key == "measures")
    by_title = {f.title: f for f in figures}
    assert len(figures) == 4
    assert all(list(f.points) == sorted(f.points) for f in figures)
    assert by_title["KOOS JR"].goal == 70
    bent = by_title["R knee flexion AROM"]
    assert [*bent.points[0], bent.goal] == [date(2026, 1, 8), 78, 105]


def test_lines_to_sign_are_standing_text() -> None:
    document, _ = draft_files("recertification", files_of("stroke_gait"))
    lines = [s for s in document.statements() if s.basis is Basis.STANDARD]
    assert len(lines) == 4
    assert not any(s.evidence for s in lines)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 135), min_size=2, max_size=6))
def test_any_course_of_motion_is_told_truly(values: list[int]) -> None:
    notes = [f"Visit {n + 1}, 04/{n + 1:02}/2026\nO: R knee flexion AROM {value}.\n" for n, value in enumerate(values)]
    document, _ = draft_files("progress_report", case(*notes))
    assert [f.message for f in document.flags if f.severity is Severity.BLOCK] == []
    cells = row(document, "R knee flexion AROM")
    assert (cells["was"], cells["now"]) == (f"{values[0]}° (04/01/26)", f"{values[-1]}° (04/{len(values):02}/26)")
    gained = values[-1] - values[0]
    assert ("improved" in cells["verdict"]) == (gained >= 5)
    assert ("declined" in cells["verdict"]) == (gained <= -5)


def test_a_report_of_a_period_reads_its_visits_and_charts_from_the_start_of_care() -> None:
    files = files_of("total_knee")
    document, _ = draft_files("progress_report", files, since=date(2026, 2, 1))
    told = {section.key: [s.text for s in section.statements] for section in document.sections}
    assert told["period"][0].startswith("Period: 02/12/26 to ")
    assert not any("01/08/26" in text for text in told["period"])
    assert any("(01/08/26)" in text for text in told["measures"])
    assert not any(text.startswith("01/08/26") for text in told["skilled_care"])
    assert [f.message for f in document.flags if f.severity is Severity.BLOCK] == []
