"""What the sources do not answer is asked; what they answer never is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from chartside.domain import facts as f
from chartside.domain.billing import UnitAllotment, UnitLine, UnitRule
from chartside.domain.chart import ClinicProfile, Payer, PayerType
from chartside.domain.documents import AnswerType, Question

if TYPE_CHECKING:
    from tests.verify.conftest import Case

COMMERCIAL = Payer("Harbor PPO", PayerType.COMMERCIAL, UnitRule.AMA)


def asked(case: Case) -> dict[str, Question]:
    return {q.id: q for q in case.verified().questions}


def treat(case: Case, text: str, **values: Any) -> None:
    """Let the note be this text, with one intervention that the whole text says."""
    case.note = replace(case.note, text=text)
    case.facts = {k: fact for k, fact in case.facts.items() if fact.source != case.note.id}
    case.sections = {"subjective": [], "objective": [], "assessment": [], "plan": []}
    case.fact(f.Intervention, text, **({"name": text} | values))


def without(case: Case, what: f.TimeOf) -> None:
    case.facts = {k: x for k, x in case.facts.items() if not (isinstance(x, f.TimeEntry) and x.what is what)}
    for name, statements in case.sections.items():
        case.sections[name] = [s for s in statements if set(s.facts) <= case.facts.keys()]


def test_a_full_note_is_asked_nothing(case: Case) -> None:
    assert asked(case) == {}


def test_total_treatment_time_blocks_under_medicare(case: Case) -> None:
    without(case, f.TimeOf.TOTAL_TREATMENT)
    question = asked(case)["q-total-treatment-minutes"]
    assert question.required
    assert question.answer is AnswerType.NUMBER
    assert question.rule == "time.total_treatment_missing"
    assert question.phrase.format(answer=45) == "Time: total treatment time 45 min."
    assert "220.3.E" in question.authority


def test_another_payer_waits_for_no_total(case: Case) -> None:
    case.payer = COMMERCIAL
    without(case, f.TimeOf.TOTAL_TREATMENT)
    assert not asked(case)["q-total-treatment-minutes"].required


def test_clock_in_and_out_answer_the_total(case: Case) -> None:
    without(case, f.TimeOf.TOTAL_TREATMENT)
    case.fact(f.TimeEntry, "05/04/2026", what=f.TimeOf.START, clock="4:10p")
    assert "q-total-treatment-minutes" in asked(case)
    case.fact(f.TimeEntry, "Visit 6", what=f.TimeOf.END, clock="4:55p")
    assert "q-total-treatment-minutes" not in asked(case)


def test_minutes_of_the_codes_answer_the_timed_total(case: Case) -> None:
    without(case, f.TimeOf.TIMED_TOTAL)
    assert asked(case) == {}


def test_a_code_without_minutes_is_asked_by_name(case: Case) -> None:
    without(case, f.TimeOf.TIMED_TOTAL)
    without(case, f.TimeOf.CODE)
    lines = (UnitLine("97110", 2, 23.0, True),)
    case.units = {UnitRule.CMS: UnitAllotment(UnitRule.CMS, 23.0, lines, ("why",), "source")}
    case.fact(f.TimeEntry, "TE 23 min", what=f.TimeOf.CODE, code="97110", minutes=23.0)
    question = asked(case)["q-code-minutes-97140"]
    assert question.text == "Minutes of manual therapy (97140)?"
    assert question.phrase.format(answer=15) == "Time: 97140 15 min."
    assert question.required
    assert "q-timed-minutes" not in asked(case)
    assert "q-code-minutes-97110" not in asked(case)


def test_with_a_timed_total_minutes_of_a_code_are_voluntary_for_medicare(case: Case) -> None:
    without(case, f.TimeOf.CODE)
    case.units = {}
    assert [q.required for q in asked(case).values()] == [False, False]
    case.payer = COMMERCIAL
    assert [q.required for q in asked(case).values()] == [True, True]


def test_a_block_of_minutes_that_names_no_service(case: Case) -> None:
    case.note = replace(case.note, text=case.note.text + "We worked 22 minutes on the steps.\n")
    case.fact(f.TimeEntry, "22 minutes on the steps", what=f.TimeOf.CODE, minutes=22.0)
    [question] = asked(case).values()
    assert question.text == "Which service were the 22 min of “22 minutes on the steps”?"
    assert question.choices[0] == "97110 therapeutic exercise"
    assert question.phrase.format(answer=question.choices[0]) == "Time: 97110 therapeutic exercise 22 min."
    assert "time.minutes_inconsistent" not in case.rules()
    answer = replace(case.note, id="S9", name="Answers", text="97110 therapeutic exercise 22 min.")
    case.more_sources = (answer,)
    case.fact(
        f.TimeEntry, "97110 therapeutic exercise 22 min", of=answer, what=f.TimeOf.CODE, code="97110", minutes=22.0
    )
    assert asked(case) == {}


def test_treatment_without_any_minutes_or_codes(bare: Case) -> None:
    treat(bare, "Leg press 3x10 with verbal cues")
    questions = asked(bare)
    assert questions["q-timed-minutes"].phrase.format(answer=30) == "Time: timed minutes 30."
    assert questions["q-timed-minutes"].required
    assert list(questions)[:2] == ["q-total-treatment-minutes", "q-timed-minutes"]


def test_an_untimed_service_alone_needs_no_timed_minutes(bare: Case) -> None:
    treat(bare, "Vasopneumatic compression R knee, low pressure", code="97016", category="modality_supervised")
    assert "q-timed-minutes" not in asked(bare)


def test_no_treatment_named(bare: Case) -> None:
    questions = asked(bare)
    assert questions["q-interventions"].required
    assert "q-skilled-need" not in questions, "one question at a time: first what was done"


def test_no_day(bare: Case) -> None:
    bare.header = replace(bare.header, visit_date=None)
    assert asked(bare)["q-visit-date"].required
    bare.header = replace(bare.header, visit_date=date(2026, 5, 4))
    assert "q-visit-date" not in asked(bare)


def test_a_supervised_modality_lacks_its_setting_and_place(bare: Case) -> None:
    treat(bare, "Vaso 10 min", code="97016", category="modality_supervised")
    question = asked(bare)["q-modality-elements-97016"]
    assert question.text == "Vasopneumatic compression: pressure and where it was applied?"
    assert question.rule == "modality.supervised_elements_missing"
    answer = replace(bare.note, id="S9", text=question.phrase.format(answer="50 mmHg to the R knee"))
    bare.more_sources = (answer,)
    assert "q-modality-elements-97016" not in asked(bare)
    bare.more_sources = ()
    treat(bare, "Vaso 10 min", category="modality")
    assert "q-modality-elements-97016" in asked(bare), "known by its name where no code is said"
    treat(bare, "Vaso 10 min R knee", code="97016", category="modality_supervised")
    assert asked(bare)["q-modality-elements-97016"].text == "Vasopneumatic compression: pressure?"
    treat(bare, "Vaso 10 min R knee 50 mmHg", code="97016", category="modality_supervised")
    assert "q-modality-elements-97016" not in asked(bare)


@pytest.mark.parametrize(
    ("note", "asked_for"),
    [
        ("Leg press 3x10", True),
        ("Leg press 3x10, verbal cues for knee valgus", False),
        ("Gait 200 ft CGA", False),
        ("Joint mobs gr III, ROM rechecked", False),
    ],
)
def test_skilled_need(bare: Case, note: str, asked_for: bool) -> None:
    treat(bare, note)
    assert ("q-skilled-need" in asked(bare)) is asked_for


def test_goals_of_an_earlier_note_answer_the_goal_link(bare: Case) -> None:
    treat(bare, "Leg press 3x10")
    assert "q-goal-link" in asked(bare)
    bare.fact(f.Goal, "climb 12 stairs reciprocally in 4 weeks", of=bare.last, text="climb 12 stairs")
    assert "q-goal-link" not in asked(bare)


def test_a_measure_or_function_is_asked_once_none_is_known(bare: Case) -> None:
    treat(bare, "Leg press 3x10")
    assert "q-objective-measure" in asked(bare)
    bare.fact(f.Score, "TUG 14.0 s", of=bare.last, instrument="tug", value=14.0)
    assert "q-objective-measure" not in asked(bare)


def test_required_questions_come_first_and_optional_ones_by_risk(bare: Case) -> None:
    treat(bare, "Leg press 3x10")
    questions = list(asked(bare).values())
    assert [q.required for q in questions] == sorted((q.required for q in questions), reverse=True)
    optional = [q.rank for q in questions if not q.required]
    assert optional == sorted(optional)


def test_every_question_has_a_home_a_rule_and_a_phrase(bare: Case) -> None:
    treat(bare, "Vaso 10 min", code="97016", category="modality_supervised")
    keys = {section.key for section in bare.document.sections}
    for question in asked(bare).values():
        assert question.section in keys
        assert question.rule
        assert question.authority
        assert "{answer}" in question.phrase
        assert ":" in question.phrase.split("{answer}")[0], "a heading, so that the answer is read in its own part"


def test_other_documents_have_other_elements(case: Case) -> None:
    from chartside.verify import verify

    letter = replace(case.document, kind="letter")
    assert verify(letter, case.canvas).questions == ()


def test_codes_the_clinic_bills_are_the_choices(case: Case) -> None:
    case.note = replace(case.note, text=case.note.text + "We worked 22 minutes on the steps.\n")
    case.fact(f.TimeEntry, "22 minutes on the steps", what=f.TimeOf.CODE, minutes=22.0)
    case.profile = ClinicProfile(codes=("97140", "97110"))
    [question] = asked(case).values()
    assert [choice.split()[0] for choice in question.choices] == ["97110", "97140"]
    case.profile = ClinicProfile(codes=("97161",))
    [question] = asked(case).values()
    assert len(question.choices) > 2
