"""Letters that lie: changes, places in exhibits, visits asked for, and verdicts are looked up again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.golden.conftest import files_of

from chartside.domain.documents import Document
from chartside.domain.flags import Severity
from chartside.services.compose_document import recheck
from chartside.services.draft_files import draft_files


def _blocked(kind: str, true: str, lie: str) -> set[str]:
    """Rules that block the letter of an episode once words of its first statement that has them are changed."""
    document, canvas = draft_files(kind, files_of("wrist_fracture"))
    assert _rules(recheck(document, canvas)) == set()
    said = next(s for s in document.statements() if true in s.text or any(true in c for _, c in s.cells or ()))
    cells = None if said.cells is None else tuple((key, text.replace(true, lie)) for key, text in said.cells)
    changed = replace(said, text=said.text.replace(true, lie), cells=cells)
    return _rules(recheck(document.with_statement(changed), canvas))


def _rules(document: Document) -> set[str]:
    return {flag.rule for flag in document.flags if flag.severity is Severity.BLOCK}


def _row(kind: str, table: str) -> dict[str, str]:
    document, _ = draft_files(kind, files_of("wrist_fracture"))
    return dict(next(s.cells or () for s in document.statements() if s.table == table))


def test_a_change_that_is_not_the_difference() -> None:
    change = _row("medical_necessity_letter", "results")["change"].partition(",")[0]
    assert _blocked("medical_necessity_letter", change, f"{change[0]}99") & {
        "course.change_wrong",
        "number.unsupported",
    }


def test_first_and_newest_value_changed_over() -> None:
    row = _row("medical_necessity_letter", "results")
    document, canvas = draft_files("medical_necessity_letter", files_of("wrist_fracture"))
    said = next(s for s in document.statements() if s.table == "results")
    over = {**dict(said.cells or ()), "was": row["now"], "now": row["was"]}
    lied = document.with_statement(replace(said, cells=tuple(over.items())))
    assert "tense.columns_swapped" in _rules(recheck(lied, canvas))


@pytest.mark.parametrize("lie", ["line 97", "page 8"])
def test_a_place_where_nothing_stands(lie: str) -> None:
    place = _row("appeal_letter", "answers")["where"].partition(", ")[2].partition(";")[0]
    assert "number.unsupported" in _blocked("appeal_letter", place, lie)


def test_more_visits_than_the_plan_comes_to() -> None:
    document, _ = draft_files("prior_authorization_letter", files_of("wrist_fracture"))
    said = next(s.text for s in document.statements() if s.computed_by == "plan.period")
    visits = said.removeprefix("That is ").partition(",")[0]
    assert "number.unsupported" in _blocked("prior_authorization_letter", visits, "41 visits")
