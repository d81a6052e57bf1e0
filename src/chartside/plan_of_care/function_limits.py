"""Whether what is said of a task is a limit of it."""

from __future__ import annotations

import re
from functools import cache

from chartside.domain.facts import Assertion, AssistLevel, Function, When
from chartside.plan_of_care.care_rows import care_rows


@cache
def _words() -> re.Pattern[str]:
    return re.compile("|".join(care_rows("function_limits")["limit"]["words"]), re.I)


def is_limited(fact: Function) -> bool:
    """Whether a present function is one the patient cannot do, or not without help, time or pain."""
    if fact.when is not When.CURRENT or fact.assertion not in (Assertion.PRESENT, Assertion.ABSENT):
        return False
    if fact.assertion is Assertion.ABSENT or (fact.assist is not None and fact.assist is not AssistLevel.INDEPENDENT):
        return True
    return _words().search(f"{fact.level or ''} {fact.place.quote}") is not None
