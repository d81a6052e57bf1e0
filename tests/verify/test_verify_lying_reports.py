"""A lying report: each seeded error in the course of care is caught, and blocks; true ones are silent."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from tests.golden.conftest import files_of

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document, Statement
from chartside.domain.flags import Severity
from chartside.services.draft_files import draft_files
from chartside.verify import verify


@cache
def drafted(episode: str, kind: str = "progress_report") -> tuple[Document, Canvas]:
    return draft_files(kind, files_of(episode))


def lied(episode: str, words: str, old: str, new: str, kind: str = "progress_report") -> list[tuple[str, Severity]]:
    """Say `new` for `old` in the first statement with these words, cells included; the flags it gets."""
    document, canvas = drafted(episode, kind)
    statement = next(s for s in document.statements() if words in s.text)
    assert old in statement.text
    return flags_of(document, canvas, _changed(statement, old, new))


def _changed(statement: Statement, old: str, new: str) -> Statement:
    cells = tuple((k, v.replace(old, new)) for k, v in statement.cells) if statement.cells else None
    return replace(statement, text=statement.text.replace(old, new), cells=cells)


def flags_of(document: Document, canvas: Canvas, statement: Statement) -> list[tuple[str, Severity]]:
    found = verify(document.with_statement(statement), canvas).flags
    return [(f.rule, f.severity) for f in found if f.where.statement == statement.id]


KNEE, NECK, STROKE = "total_knee", "neck_headache", "stroke_gait"
BLOCKED = [
    # of which episode, where, what it should say, what the liar says, the rule that catches it
    (KNEE, "R knee flexion AROM 78° (", "+32°", "+42°", "course.change_wrong"),
    (KNEE, "R knee flexion AROM 78° (", "+32°", "−32°", "course.change_wrong"),
    (KNEE, "R knee flexion AROM 78° (", "78° (01/08/26)", "78° (01/15/26)", "course.value_of_other_day"),
    (KNEE, "R knee flexion AROM 78° (", "110° (03/05/26)", "112° (03/05/26)", "number.unsupported"),
    (KNEE, "R knee flexion AROM 78° (", "20° short", "10° short", "course.change_wrong"),
    (KNEE, "KOOS JR 38/100 (", "+26", "+32", "course.change_wrong"),
    (KNEE, "KOOS JR 38/100 (", "MCID 14", "MCID 8", "course.threshold_wrong"),
    (KNEE, "TUG 24.6 s (", "Parkinson", "total knee", "course.threshold_wrong"),
    (KNEE, "TUG 24.6 s (", "−14.2 s", "−14.2 min", "unit.wrong"),
    (KNEE, "R knee flexion AROM 78° (", "R knee", "L knee", "side.wrong"),
    (KNEE, "Improved beyond error", "78° → 110°", "110° → 78°", "tense.columns_swapped"),
    (KNEE, "Improved beyond error", "(+32°)", "(+42°)", "number.unsupported"),
    (KNEE, "Goals: 2 of 4 met", "2 of 4", "4 of 40", "number.unsupported"),
    (NECK, "NDI 19/50 (", "within error, no change shown", "improved beyond error", "course.verdict_wrong"),
    (NECK, "No change shown", "No change shown, within error", "Improved, not within measure", "course.verdict_wrong"),
    (NECK, "R cervical rotation ROM 62° (", "within error, no change shown", "declined", "course.verdict_wrong"),
    (NECK, "L cervical rotation ROM 48° (", "improved beyond error", "within error", "course.verdict_wrong"),
    (NECK, "L cervical rotation ROM 48° (", "improved beyond error", "declined beyond error", "course.verdict_wrong"),
    (NECK, "Cervical flexion-rotation L", "negative (03/24/26)", "positive (03/24/26)", "test_result.wrong"),
    (NECK, "Cervical flexion-rotation L", "positive (02/03/26)", "negative (02/03/26)", "test_result.wrong"),
    (NECK, "pain, current 5/10", "(−4)", "(−5)", "course.change_wrong"),
    (STROKE, "Berg 32/56 (", "improved beyond error", "improved beyond the important change", "course.verdict_wrong"),
    (STROKE, "Gait speed 0.38 m/s (", "+0.24 m/s", "+0.42 m/s", "course.change_wrong"),
]  # fmt: skip


@pytest.mark.parametrize(("episode", "words", "old", "new", "rule"), BLOCKED, ids=[f"{r[4]}-{r[3]}" for r in BLOCKED])
def test_a_lie_about_the_course_blocks(episode: str, words: str, old: str, new: str, rule: str) -> None:
    assert (rule, Severity.BLOCK) in lied(episode, words, old, new)


def test_first_and_latest_changed_over() -> None:
    document, canvas = drafted(KNEE)
    row = next(s for s in document.statements() if s.text.startswith("R knee flexion AROM"))
    cells = dict(row.cells or ())
    swapped = {**cells, "was": cells["now"], "now": cells["was"]}
    flags = flags_of(document, canvas, replace(row, cells=tuple(swapped.items())))
    assert ("tense.columns_swapped", Severity.BLOCK) in flags


@pytest.mark.parametrize(("old", "new"), [("02/05/26 (4 wks)", "02/19/26 (4 wks)"), ("Met, PT", "Met, PT 02/20/26,")])
def test_a_target_date_or_day_of_status_that_is_not_so(old: str, new: str) -> None:
    document, canvas = drafted(KNEE)
    row = next(s for s in document.statements() if s.table == "goals" and "105°" in s.text)
    cells = tuple((key, text.replace(old, new)) for key, text in row.cells or ())
    assert ("date.unsupported", Severity.WARN) in flags_of(document, canvas, replace(row, cells=cells))


def test_an_end_of_the_plan_that_is_not_so() -> None:
    assert ("date.unsupported", Severity.WARN) in lied(STROKE, "The first plan", "07/03/26", "07/31/26")


def test_a_certification_longer_than_the_rule_allows() -> None:
    flags = lied(STROKE, "First certification can hold to", "08/02/26", "10/02/26", "recertification")
    assert ("date.unsupported", Severity.WARN) in flags


@pytest.mark.parametrize("episode", [KNEE, NECK, STROKE])
@pytest.mark.parametrize("kind", ["progress_report", "discharge_summary", "recertification"])
def test_a_true_report_gets_no_flag(episode: str, kind: str) -> None:
    document, _ = drafted(episode, kind)
    assert [(f.rule, f.message) for f in document.flags] == []
