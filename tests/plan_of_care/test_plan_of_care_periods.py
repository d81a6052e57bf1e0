"""How often and how long: visits and last day of a plan, reckoned from its own day."""

from __future__ import annotations

from datetime import date

from chartside.documents.letters.request import reckoned
from chartside.plan_of_care import plan_periods
from chartside.services.draft_files import CaseFile, draft_files

_EVAL = b"PT initial evaluation 04/06/2026\nR shoulder flexion AROM 95.\nPlan: 2x/wk x 6 weeks, then 1x/wk x 4 weeks.\n"
_VISIT = b"Visit 5, 04/20/2026\nR shoulder flexion AROM 118.\nP: continue 2x/wk.\n"


def test_steps_of_one_plan_add_up() -> None:
    _, canvas = draft_files("soap_note", [CaseFile("1.txt", _EVAL), CaseFile("2.txt", _VISIT)])
    (plan,) = plan_periods(canvas)
    assert (plan.visits, plan.weeks, plan.ends) == (16, 10, date(2026, 6, 15))
    assert reckoned(plan) == "16 visits, 04/06/26 to 06/15/26"
