"""Practice cases: each kind's draft has what a good draft has, and the checklist finds what is missing."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from chartside.cli.main import app
from chartside.documents import document_kinds
from chartside.domain.chart import ClinicProfile
from chartside.services import practice_prompt as service
from chartside.services.errors import NotFound
from chartside.services.practice_prompt import practice_prompt, practiced_kinds
from chartside.testing.practice import Expected, ExpectedQuestion, PracticeCase, practice_cases

CORE = {
    "soap_note",
    "home_exercise_program",
    "progress_report",
    "prior_authorization_letter",
    "discharge_summary",
}


def test_the_core_documents_have_a_case() -> None:
    assert practice_cases().keys() >= CORE
    assert set(practiced_kinds()) == practice_cases().keys() & document_kinds().keys()


@pytest.mark.parametrize("kind", practiced_kinds())
def test_the_draft_has_what_a_good_draft_has(kind: str) -> None:
    done = practice_prompt(kind)
    assert [(mark.what, mark.found) for mark in done.marks if not mark.good] == []
    assert done.good == len(done.marks) >= 8


@pytest.mark.parametrize("case", practice_cases().values(), ids=lambda case: case.kind)
def test_every_case_tells_what_it_looks_for(case: PracticeCase) -> None:
    assert case.about.strip()
    assert case.holds
    assert case.lacks
    assert all(row.what and row.words for row in (*case.holds, *case.lacks))
    assert len({source.name for source in case.sources}) == len(case.sources)


def test_a_miss_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    case = practice_cases()["soap_note"]
    wrong = replace(
        case,
        holds=(Expected("Something nobody wrote", ("unicorn",)), Expected("Denials elsewhere", ("denies",), "plan")),
        lacks=(Expected("Pain while walking", ("2/10",)),),
        asks=(ExpectedQuestion("The patient's shoe size", "shoe-size"),),
    )
    monkeypatch.setattr(service, "practice_cases", lambda: {"soap_note": wrong})
    done = practice_prompt("soap_note")
    assert [mark.good for mark in done.marks] == [False, False, False, True, False]
    assert "2/10" in done.lacks[0].found
    assert CliRunner().invoke(app, ["practice", "soap_note"]).exit_code == 1


def test_the_clinics_headings_are_practiced_with() -> None:
    done = practice_prompt("soap_note", ClinicProfile(headings=(("plan", "What comes next"),)))
    assert done.document.sections[-1].heading == "What comes next"
    assert done.good == len(done.marks)


def test_a_kind_without_a_case() -> None:
    with pytest.raises(NotFound, match=r"there is one for: .*soap_note"):
        practice_prompt("billing_summary")
    done = CliRunner().invoke(app, ["practice", "nothing"])
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)


def test_the_command_line_prints_the_checklist() -> None:
    done = CliRunner().invoke(app, ["practice", "soap_note"])
    assert done.exit_code == 0, done.output
    for wanted in ("It holds", "It does not hold", "It asks", "14 of 14 as a good draft has them.", "cellar stairs"):
        assert wanted in done.output
    record = json.loads(CliRunner().invoke(app, ["practice", "soap_note", "--json"]).stdout)
    assert record["document"]["kind"] == "soap_note"
    assert {mark["good"] for mark in record["holds"]} == {True}
