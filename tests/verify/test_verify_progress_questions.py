"""What a report of an episode must hold and the notes do not say is asked, the most needed first."""

from __future__ import annotations

from datetime import date

from tests.golden.conftest import files_of

from chartside.services.draft_files import CaseFile, draft_files

EVALUATION = """PT evaluation 04/06/2026
Dx: R rotator cuff tendinopathy M75.101
O: R shoulder flexion AROM 110. QuickDASH 48.
STG 1 (3 wks): R shoulder flexion 140 deg to reach a shelf
LTG 1 (8 wks): QuickDASH 15 or less
P: 2x/wk x 6 wks
S. Okonjo, PT
"""
VISIT = """Visit 7, 05/11/2026
S: Pain 2/10.
O: R shoulder flexion AROM 128.
97110 23': wall slides 3x10, vc for scapula
{status}
A: {assessment}
P: {plan}
{signed}
"""


def asked(
    *,
    status: str = "",
    assessment: str = "Reach to the shelf still limited by hiking.",
    plan: str = "Continue 2x/wk x 3 wks",
    signed: str = "S. Okonjo, PT",
    kind: str = "progress_report",
) -> dict[str, str]:
    visit = VISIT.format(status=status, assessment=assessment, plan=plan, signed=signed)
    files = [CaseFile("1.txt", EVALUATION.encode()), CaseFile("2.txt", visit.encode())]
    document, _ = draft_files(kind, files)
    return {q.id: q.text for q in document.questions}


def test_goals_without_a_value_of_the_day_are_asked_in_one_question() -> None:
    text = asked()["q-goal-measurement-goals"]
    assert "QuickDASH 15 or less" in text
    assert "04/06/26" in text
    assert "flexion" not in text


def test_a_passed_target_date_is_asked() -> None:
    assert asked()["q-goal-date-passed-goals"] == (
        "New target date of “STG: R shoulder flexion 140° to reach a shelf” (was 04/27/26)?"
    )


def test_a_goal_called_met_is_asked_for_no_date() -> None:
    questions = asked(status="Goals: STG 1 met.")
    assert "q-goal-date-passed-goals" not in questions
    assert [text for key, text in questions.items() if key.startswith("q-goal-unproven")] == [
        "“STG: R shoulder flexion 140° to reach a shelf” is called met, but the number is 12° short. Is it met?"
    ]


def test_a_target_reached_that_nobody_calls_met() -> None:
    files = [
        CaseFile("1.txt", EVALUATION.encode()),
        CaseFile("2.txt", b"Visit 9, 05/18/2026\nO: R shoulder flexion AROM 144.\nP: 1x/wk x 2 wks\nS. Okonjo, PT\n"),
    ]
    document, _ = draft_files("progress_report", files)
    reached = [q for q in document.questions if q.id.startswith("q-goal-reached")]
    assert [q.text for q in reached] == [
        "“STG: R shoulder flexion 140° to reach a shelf”: 144° (05/18/26) reaches the target. Is the whole goal met?"
    ]
    assert reached[0].choices == ("met", "not met", "revised")
    row = next(s for s in document.statements() if s.table == "goals" and "140" in s.text)
    assert "Met" not in row.cell("status")


def test_an_assistant_does_not_sign_a_progress_report() -> None:
    assert "q-author" in asked(signed="B. Lindqvist, PTA")
    assert "q-author" not in asked(signed="B. Lindqvist, PTA, with S. Okonjo, PT")
    assert "q-author" not in asked()


def test_a_plan_for_going_on_is_asked() -> None:
    assert "q-continuing-plan" in asked(plan="Progress wall slides next visit")
    assert "q-continuing-plan" not in asked()
    assert "q-continuing-plan" not in asked(plan="Discharge to home program")


def test_treatment_past_the_plan_is_asked() -> None:
    assert asked()["q-recertify-plan"] == (
        "Treatment is planned to 06/01/26, past the plan's end on 05/18/26: recertify?"
    )
    assert "q-recertify-plan" not in asked(plan="Continue 2x/wk x 1 wk")


def test_words_of_progress_that_the_numbers_do_not_bear() -> None:
    notes = files_of("neck_headache")
    document, _ = draft_files("progress_report", notes, visit_date=date(2026, 2, 20))
    text = next(q.text for q in document.questions if q.rule == "progress.no_objective_change")
    assert "NDI" in text
    assert "no change beyond error (−4)" in text


def test_no_goal_at_all_is_asked_first() -> None:
    files = [
        CaseFile("1.txt", b"Visit 2, 05/11/2026\nO: R shoulder flexion AROM 128.\nP: Continue 2x/wk\nA. Roe, PT\n")
    ]
    document, _ = draft_files("progress_report", files)
    assert document.questions[0].id == "q-goals"


def test_all_goals_met_and_going_on_asks_for_a_new_goal() -> None:
    assert "q-new-goal" in asked(status="Goals: STG 1 met. LTG 1 met.")
    assert "q-new-goal" not in asked(status="Goals: STG 1 met. LTG 1 met.", plan="Discharge to home program")


def test_the_end_of_care_is_asked_until_a_source_says_it() -> None:
    assert "q-discharge-date" in asked(kind="discharge_summary")
    assert "q-discharge-date" not in asked(kind="discharge_summary", plan="Discharged today, home program given")


def test_a_certification_that_ran_out_is_asked() -> None:
    late = b"Visit 20, 07/20/2026\nO: R shoulder flexion AROM 150.\nP: 1x/wk x 4 wks\nS. Okonjo, PT\n"
    document, _ = draft_files("recertification", [CaseFile("1.txt", EVALUATION.encode()), CaseFile("2.txt", late)])
    text = next(q.text for q in document.questions if q.id.startswith("q-late-recertification"))
    assert text.startswith("A certification from 04/06/26 holds to 07/05/26 at most")


def test_every_question_names_its_rule_and_authority() -> None:
    document, _ = draft_files("progress_report", [CaseFile("1.txt", EVALUATION.encode())])
    assert all(q.rule and q.authority and q.section for q in document.questions)
