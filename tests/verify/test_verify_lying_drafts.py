"""A lying draft: each seeded error is caught, and blocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chartside.domain import facts
from chartside.domain.documents import Basis, Review, Statement
from chartside.domain.flags import Severity
from chartside.domain.source import Span

if TYPE_CHECKING:
    from tests.verify.conftest import Case


def where(case: Case, words: str) -> Statement:
    return next(s for s in case.document.statements() if words in s.text)


def lie(case: Case, words: str, old: str, new: str) -> list[tuple[str, Severity]]:
    """Say `new` for `old` in the statement with these words; the flags it gets."""
    statement = where(case, words)
    cells = tuple((k, v.replace(old, new)) for k, v in statement.cells) if statement.cells else None
    case.change(statement.id, text=statement.text.replace(old, new), cells=cells)
    return [(f.rule, f.severity) for f in case.flags(statement.id)]


BLOCKED = [
    # what the statement says, what it should say, what the liar says, the rule that catches it
    ("Right knee flexion", "105", "115", "number.unsupported"),
    ("Right knee flexion", "gain of 10", "gain of 20", "number.unsupported"),
    ("Timed Up and Go", "12.4", "11.4", "number.unsupported"),
    ("Pain is", "3/10", "2/10", "number.unsupported"),
    ("leg press", "3x10", "3x12", "number.unsupported"),
    ("Quadriceps", "4-/5", "4+/5", "number.unsupported"),
    ("3 units", "3 units", "4 units", "number.unsupported"),
    ("Total treatment", "45", "54", "number.unsupported"),
    ("leg press", "97110", "97112", "number.unsupported"),
    ("leg press", "20 kg", "20 lb", "unit.wrong"),
    ("leg press", "23 min", "23 s", "unit.wrong"),
    ("Timed Up and Go", "12.4 s", "12.4 min", "unit.wrong"),
    ("Right knee flexion", "Right", "Left", "side.wrong"),
    ("patellar mobilization", "right knee", "left knee", "side.wrong"),
    ("History", "left hip", "right hip", "side.wrong"),
    ("Right knee flexion", "knee", "shoulder", "body_part.wrong"),
    ("Quadriceps", "Quadriceps", "Deltoid", "body_part.wrong"),
    ("denies", "foot", "hand", "body_part.wrong"),
    ("was -8", "04/29/2026", "04/22/2026", "date.unsupported"),
    ("denies", "denies", "reports", "negation.dropped"),
    ("Slept", "Slept 6 hours", "Could not sleep 6 hours", "negation.added"),
    ("History", "History: left hip replacement in 2019.", "Left hip replacement.", "tense.past_as_present"),
    ("Family", "Family history of rheumatoid arthritis (mother).", "Rheumatoid arthritis.", "tense.family_as_patient"),
    ("possible", "MRI: possible meniscal tear.", "MRI: meniscal tear.", "tense.possible_as_certain"),
    ("Slept", "Slept 6 hours.", "Slept 6 hours with dizziness.", "content.unsupported"),
    ("After treatment", "After treatment", "After ultrasound", "content.unsupported"),
    ("Loss of extension", "limits stance", "and swelling limit stance", "content.unsupported"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "old", "new", "rule"), BLOCKED)
def test_a_lie_blocks(case: Case, words: str, old: str, new: str, rule: str) -> None:
    assert (rule, Severity.BLOCK) in lie(case, words, old, new)


def test_planned_treatment_said_as_done(case: Case) -> None:
    planned = where(case, "Next visit add")
    case.change(planned.id, review=Review.REJECTED)
    done = case.say("Step-downs.", *planned.facts, section="objective")
    assert case.rules(done) == ["tense.planned_as_done"]


def test_an_earlier_value_said_as_todays(case: Case) -> None:
    fact = where(case, "Right knee flexion").facts[1]
    said = case.say("Right knee flexion AROM 95°.", fact)
    assert case.rules(said) == ["tense.earlier_value"]


def test_a_value_of_the_last_visit_said_as_todays(case: Case) -> None:
    fact = where(case, "Right knee extension").facts[1]
    said = case.say("Right knee extension AROM -8°.", fact)
    assert case.rules(said) == ["tense.earlier_value"]


def test_was_and_now_changed_over(case: Case) -> None:
    row = where(case, "Right knee flexion")
    swapped = {"measure": "Knee flexion AROM", "side": "R", "was": "105°", "now": "95°", "change": "+10°"}
    case.change(row.id, cells=tuple(swapped.items()))
    assert "tense.columns_swapped" in case.rules(row.id)


def test_a_goal_value_said_as_reached(case: Case) -> None:
    case.note = replace(case.note, text=case.note.text + "LTG: TUG 9 s\n")
    goal = case.fact(facts.Score, "TUG 9 s", instrument="tug", value=9.0, unit="s", when=facts.When.GOAL)
    assert case.rules(case.say("Timed Up and Go 9 s.", goal)) == ["tense.goal_as_finding"]
    assert case.rules(case.say("Timed Up and Go goal 9 s.", goal)) == []


def test_a_negative_test_said_as_positive_needs_its_words(case: Case) -> None:
    note = replace(case.note, text=case.note.text + "Lachman negative R knee.\n")
    case.note = note
    test = case.fact(
        facts.SpecialTest,
        "Lachman negative R knee",
        name="Lachman",
        side=facts.Side.RIGHT,
        result=facts.TestResult.NEGATIVE,
    )
    assert case.rules(case.say("Lachman negative, right knee.", test)) == []
    assert case.rules(case.say("Lachman left knee negative.", test)) == ["side.wrong"]


def test_a_citation_that_is_not_there(case: Case) -> None:
    said = case.say("Slept 6 hours.", spans=[Span("S1", 3, 17, "Slept 6 hours.")])
    assert ("citation.wrong", Severity.BLOCK) in [(f.rule, f.severity) for f in case.flags(said)]


def test_a_citation_of_a_source_that_is_not_on_the_canvas(case: Case) -> None:
    said = case.say("Slept 6 hours.", spans=[Span("S9", 0, 13, "Slept 6 hours")])
    assert "citation.wrong" in case.rules(said)


def test_a_fact_that_is_gone(case: Case) -> None:
    statement = where(case, "Slept")
    case.change(statement.id, facts=("F99",))
    assert "citation.fact_missing" in case.rules(statement.id)


def test_a_quotation_that_was_changed(case: Case) -> None:
    statement = where(case, "Slept")
    case.change(statement.id, text="“Slept 6 hours”")
    assert case.rules(statement.id) == []
    case.change(statement.id, text="“Slept 6 good hours”")
    assert case.rules(statement.id) == ["quote.changed"]


def test_an_invented_sentence_without_facts_is_read_against_its_quote(case: Case) -> None:
    start = case.note.text.index("Denies numbness")
    span = case.note.span(start, start + len("Denies numbness or tingling in the foot."))
    said = case.say("Numbness and tingling in the foot.", spans=[span])
    assert case.rules(said) == ["negation.dropped"]


def test_none_may_be_said_as_zero(case: Case) -> None:
    case.note = replace(case.note, text=case.note.text + "Falls since last: 0\n")
    falls = case.fact(facts.Symptom, "Falls since last: 0", text="falls", assertion=facts.Assertion.ABSENT)
    assert case.rules(case.say("Falls since last visit: 0.", falls)) == []
    assert case.rules(case.say("Falls since last visit.", falls)) == ["negation.dropped"]


def test_a_rejected_statement_is_not_checked(case: Case) -> None:
    statement = where(case, "Timed Up and Go")
    case.change(statement.id, text="Timed Up and Go 9 s.", review=Review.REJECTED, reason="not done")
    assert case.flags() == []


def test_standing_text_is_not_checked(case: Case) -> None:
    said = case.say("Call 911 if you have chest pain.", basis=Basis.STANDARD)
    assert case.rules(said) == []


def test_numbers_of_the_visit_may_be_used(case: Case) -> None:
    pain = where(case, "Pain is").facts
    said = case.say("Visit 6 of 12, 68 years old: pain 3/10 on 05/04/2026.", *pain, section="subjective")
    assert case.rules(said) == []


def test_a_number_that_another_sentence_has_is_still_wrong(case: Case) -> None:
    statement = where(case, "Timed Up and Go")
    case.change(statement.id, text="Timed Up and Go 20 s.")
    [flag] = case.flags(statement.id)
    assert flag.rule == "number.unsupported"
    assert "another place" in flag.message


def test_a_spinal_level_is_part_of_the_finding(case: Case) -> None:
    case.note = replace(case.note, text=case.note.text + "Hypomobile L4-5.\n")
    fact = case.fact(facts.Intervention, "Hypomobile L4-5", name="Hypomobile L4-5")
    assert case.rules(case.say("Hypomobile L4-5.", fact)) == []
    wrong = case.flags(case.say("Hypomobile L3-4.", fact))
    assert [(flag.rule, flag.message[:4]) for flag in wrong] == [("number.unsupported", "“L3”")]


def test_dates_are_compared_however_they_are_written(case: Case) -> None:
    extension = where(case, "Right knee extension")
    for written in ("4/29/26", "April 29, 2026", "29 Apr 2026", "2026-04-29", "Apr 29"):
        case.change(extension.id, text=f"Right knee extension AROM is -5°, was -8° on {written}.")
        assert case.rules(extension.id) == [], written
    case.change(extension.id, text="Right knee extension AROM is -5°, was -8° on April 28.")
    assert case.rules(extension.id) == ["date.unsupported"]
    assert case.header.visit_date == date(2026, 5, 4)


def test_a_due_date_may_be_reckoned_from_the_day_of_the_source(case: Case) -> None:
    goal = where(case, "Goal: climb").facts
    due = case.say(
        "Goal due 06/01/2026: climb 12 stairs.", *goal, section="plan", basis=Basis.COMPUTED, computed_by="goal.due"
    )
    assert case.rules(due) == []
    case.change(due, text="Goal due 06/08/2026: climb 12 stairs.")
    assert case.rules(due) == ["date.unsupported"]


def test_computed_values_follow_from_their_operands(case: Case) -> None:
    flexion = where(case, "Right knee flexion")
    for text, fine in (
        ("Right knee flexion AROM gained 10° (95° to 105°); the goniometer's error is 5°.", True),
        ("Right knee flexion AROM is 30° short of the normal 135°.", True),
        ("Right knee flexion AROM gained 12° (95° to 105°).", False),
        ("Right knee flexion AROM is 20° short of the normal 135°.", False),
    ):
        said = case.say(text, *flexion.facts, basis=Basis.COMPUTED, computed_by="change.since_last")
        assert (case.rules(said) == []) is fine, text


def test_thresholds_of_a_measure_may_be_named(case: Case) -> None:
    case.note = replace(case.note, text=case.note.text + "LEFS 42/80, was 31/80\n")
    score: dict[str, Any] = {"instrument": "lefs", "unit": "points"}
    now = case.fact(facts.Score, "LEFS 42/80", value=42.0, **score)
    was = case.fact(facts.Score, "was 31/80", value=31.0, when=facts.When.PRIOR, **score)
    said = case.say(
        "LEFS 42/80, was 31/80: 11 points, beyond the MCID of 9.",
        now,
        was,
        basis=Basis.COMPUTED,
        computed_by="change.since_last",
    )
    assert case.rules(said) == []
    case.change(said, text="LEFS 42/80, was 31/80: 11 points, beyond the MCID of 8.")
    assert case.rules(said) == ["number.unsupported"]


@given(number=st.integers(0, 300))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_invented_number_passes(case: Case, number: int) -> None:
    c = case
    tug = where(c, "Timed Up")
    c.change(tug.id, text=f"Timed Up and Go {number} s.")
    assert c.rules(tug.id) == ["number.unsupported"]
