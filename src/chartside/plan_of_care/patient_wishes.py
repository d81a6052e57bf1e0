"""Whether a goal is a wish in the patient's words, not yet a goal of the plan."""

from __future__ import annotations

import re
from functools import cache

from chartside.domain.facts import Goal
from chartside.domain.source import Source
from chartside.plan_of_care.care_rows import care_rows

_REACH = 40


@cache
def _words() -> re.Pattern[str]:
    return re.compile("|".join(care_rows("function_limits")["wish"]["words"]), re.I)


def is_wish(goal: Goal, source: Source) -> bool:
    """Whether a goal has neither term, status, target nor time, or the words right before it say that it is wanted."""
    if goal.term is not None or goal.status is not None:
        return False
    before = source.text[max(0, goal.start - _REACH) : goal.start].rsplit("\n", 1)[-1]
    before = re.split(r"[.;!?]\s", before)[-1]
    return goal.target_value is None or _words().search(f"{before}{goal.place.quote}") is not None
