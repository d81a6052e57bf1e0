"""Lies in documents of the invented episodes are caught, and what later days tell is unknown on earlier ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.golden.conftest import files_of
from tests.golden.episode_documents import drafted

from chartside.domain.flags import Severity
from chartside.services.draft_files import CaseFile, draft_files
from chartside.verify import verify


def _caught(name: str, kind: str, said: str, lie: str) -> set[str]:
    document, canvas = drafted(name, kind)
    statement = next(s for s in document.statements() if said in s.text)
    cells = statement.cells and tuple((key, text.replace(said, lie)) for key, text in statement.cells)
    told = document.with_statement(replace(statement, text=statement.text.replace(said, lie), cells=cells))
    return {
        flag.rule
        for flag in verify(told, canvas).flags
        if flag.where.statement == statement.id and flag.severity is Severity.BLOCK
    }


def test_pain_that_is_gone_is_not_told_as_there() -> None:
    assert "negation.dropped" in _caught(
        "wrist_fracture", "progress_report", "Ulnar pain gone since", "Ulnar pain since"
    )


def test_a_finding_no_source_has_is_caught_beside_a_name_that_looks_like_one() -> None:
    lie = "left wrist stiffness and vertigo"
    assert "content.unsupported" in _caught("wrist_fracture", "appeal_letter", "left wrist stiffness", lie)


def test_the_number_beside_a_goals_status_is_the_notes() -> None:
    assert _caught("pelvic_floor", "progress_report", "not met, 1 mile", "not met, 9 miles")


def test_an_allergy_none_is_known_of_is_not_turned_round() -> None:
    assert "negation.dropped" in _caught("wrist_fracture", "evaluation", "NKDA", "Drug allergy")


def test_a_work_note_tells_no_findings_of_the_evaluation() -> None:
    for name in ("neck_headache", "wrist_fracture", "pelvic_floor"):
        status = [s.text.casefold() for s in drafted(name, "work_status_letter")[0].statements()]
        assert not [t for t in status for word in ("c1-2", "pain", "flexor", "edema", "leak") if word in t]


def test_what_was_not_so_before_is_not_told_as_so() -> None:
    document, _ = drafted("pelvic_floor", "medical_necessity_letter")
    (before,) = [s.text for s in document.statements() if s.text.startswith("Prior level of function")]
    assert "no pads" in before


def test_an_evaluation_knows_nothing_of_later_visits() -> None:
    document, canvas = draft_files("evaluation", files_of("pelvic_floor"), visit_date=date(2026, 6, 3))
    visits = {s.name for s in canvas.sources}
    assert "2_visit3.txt" not in visits
    assert not [s.text for s in document.statements() if "(stated)" in s.text]


def test_minutes_of_an_evaluation_are_not_those_of_the_code_behind() -> None:
    note = "PT evaluation 02/03/2026\n97161 eval 35 min. 97140 10 min: C1-2 SNAG L\nTotal 45, timed 10\n"
    document, _ = draft_files("evaluation", [CaseFile("eval.txt", note.encode())])
    assert [flag.message for flag in document.flags if flag.rule == "time.minutes_inconsistent"] == []
