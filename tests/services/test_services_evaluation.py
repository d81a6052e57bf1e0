"""Goals proposed in an evaluation: asked, and part of the document only where the therapist takes them."""

from __future__ import annotations

from chartside.domain.documents import Document, Question
from chartside.services.add_source import add_source
from chartside.services.answer_question import answer_question
from chartside.services.draft_document import draft_document
from chartside.services.views import CanvasView

from .conftest import ClinicAtWork

EVALUATION = """PT EVALUATION 3/4/26
Referral: Dr. Sandoval, order dated 2/27/26
Dx: R total knee replacement 2/16/26 (Z47.1)
Patient goal: "garden again"
PLOF: independent, gardening daily, no device.
Lives with sister, 3 steps to enter.
CLOF: amb 100 ft with FWW CGA. Unable to kneel.
R knee AROM flexion 82 deg, extension -10 deg. L knee flexion 128 deg.
LEFS 24/80. Pain 6/10 worst.
Assessment: stiffness and quad weakness limit walking and stairs. Low complexity, stable presentation.
Prognosis: good in 8 weeks.
Plan: 2x/wk x 8 weeks. Manual therapy, therapeutic exercise.
97161 35 min. Total 35 min.
"""


def drafted(clinic: ClinicAtWork) -> CanvasView:
    with clinic.app.work() as work:
        add_source(work, clinic.pt, visit=clinic.visit, name="evaluation.txt", content=EVALUATION.encode())
        return draft_document(work, clinic.pt, visit=clinic.visit, kind="evaluation")


def document(view: CanvasView) -> Document:
    assert view.document is not None
    return view.document


def proposals(view: CanvasView) -> list[Question]:
    return [q for q in document(view).questions if q.rule == "goal.proposed"]


def test_no_proposal_stands_in_the_document(clinic: ClinicAtWork) -> None:
    view = drafted(clinic)
    texts = " ".join(s.text for s in document(view).statements())
    ready = [choice for question in proposals(view) for choice in question.choices]
    assert len(ready) >= 4
    assert not any(choice in texts for choice in ready)
    assert not any(section.statements for section in document(view).sections if section.key == "goals")


def test_proposals_are_dated_and_name_what_they_rest_on(clinic: ClinicAtWork) -> None:
    for question in proposals(drafted(clinic)):
        assert all(choice.startswith(("STG (4 wk): ", "LTG (8 wk): ")) for choice in question.choices)
        assert not question.required
    score = next(q for q in proposals(drafted(clinic)) if "LEFS" in q.text)
    assert "24/80" in score.text
    assert "MDC 9" in score.text
    assert score.choices[0].startswith("STG (4 wk): LEFS ≥ 33/80")


def test_a_proposal_taken_becomes_a_goal_with_its_day(clinic: ClinicAtWork) -> None:
    view = drafted(clinic)
    question = next(q for q in proposals(view) if "LEFS" in q.text)
    assert view.document_id is not None
    with clinic.app.work() as work:
        view = answer_question(
            work, clinic.pt, document=view.document_id, revision=view.revision, question=question.id,
            answer=question.choices[1],
        )  # fmt: skip
    goals = [s for section in document(view).sections if section.key == "goals" for s in section.statements]
    assert [s.cell("due") for s in goals] == ["04/29/26 (8 wk)"]
    assert goals[0].cell("baseline") == "24/80"
    assert goals[0].cell("beyond") == "9 points, beyond MDC 9 and MCID 9"
    assert question.id not in {q.id for q in document(view).questions}
    assert document(view).blocking() == ()
