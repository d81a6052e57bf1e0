"""A document that is true to its sources: no flag, no question."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.verify.conftest import Case


def test_silent_on_a_good_note(case: Case) -> None:
    verification = case.verified()
    assert [(f.rule, f.severity, f.message) for f in verification.flags] == []
    assert [q.id for q in verification.questions] == []
