"""Where in an evaluation a sentence stands: by its label, by what it tells, by its words."""

from __future__ import annotations

from datetime import date

import pytest

from chartside.documents import document_kinds
from chartside.documents.evaluation_places import labelled
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document, Header
from chartside.domain.facts import Assertion, Fact, Goal, History, Medication, PlanItem, PlanOf, Social
from chartside.domain.source import Source, SourceKind

DAY = date(2026, 2, 2)


def note(text: str, kind: SourceKind = SourceKind.EVALUATION, name: str = "S1") -> Source:
    return Source(name, f"{name}.txt", kind, text, name.ljust(64, "0"), date=DAY)


def evaluation(text: str, *facts: Fact, forms: tuple[Source, ...] = ()) -> Document:
    canvas = Canvas(
        header=Header(visit_date=DAY, episode="R knee"),
        sources=(note(text), *forms),
        facts=facts,
        current=frozenset({"S1"}),
    )
    return document_kinds()["evaluation"].compose(canvas)


def told(document: Document, section: str) -> list[str]:
    return [s.text for part in document.sections if part.key == section for s in part.statements]


def section_at(text: str, words: str) -> str:
    at = text.index(words)
    return [section for start, section in labelled(note(text)) if start <= at][-1]


def test_a_label_holds_for_its_line_and_an_inner_one_for_its_sentence() -> None:
    text = "HPI: fell on ice. Eases: heat. No dizziness since.\nPLOF: independent\nHe skis."
    assert section_at(text, "fell") == "history"
    assert section_at(text, "heat") == "pain"
    assert section_at(text, "No dizziness") == "history"
    assert section_at(text, "independent") == "prior_level"
    assert section_at(text, "He skis") == ""


def test_a_label_alone_on_its_line_holds_until_a_blank_line() -> None:
    text = "Social history\n- Lives with sister\n- Two cats\n\nShe likes tea."
    assert section_at(text, "Lives") == "social"
    assert section_at(text, "Two cats") == "social"
    assert section_at(text, "likes tea") == ""


@pytest.mark.parametrize(
    ("line", "section", "printed"),
    [
        ("PLOF: walked two miles a day with the dog", "prior_level", "Walked two miles a day with the dog."),
        ("CLOF needs both rails on stairs", "function", "Needs both rails on stairs."),
        ("Precautions: no twisting for six weeks", "precautions", "No twisting for six weeks."),
        ("Complexity: two factors affect the plan", "complexity", "Two factors affect the plan."),
        ("Prognosis: good with regular attendance", "prognosis", "Good with regular attendance."),
        ("O: Incision clean and dry without drainage", "systems", "Incision clean and dry without drainage."),
        ("O: Patella tracks laterally in the last ten degrees", "examination", None),
        ("A: Weak hip abductors explain the limp", "impression", None),
        ("A: Rehab potential is good given prior activity", "prognosis", None),
        ("S: Worse climbing stairs after a long shift", "pain", None),
        ("Referral: Dr. Moss for evaluation and treatment", "referral", None),
    ],
)
def test_a_sentence_stands_under_its_heading(line: str, section: str, printed: str | None) -> None:
    texts = told(evaluation(f"PT evaluation\n{line}\n"), section)
    assert len(texts) == 1
    assert printed is None or texts == [printed]


def test_facts_decide_over_the_line_they_stand_on() -> None:
    text = "PLOF: walked daily. Works as a baker, retired wife at home."
    start = text.index("Works")
    social = Social(id="F1", evidence=(note(text).span(start, len(text) - 1),), text="works as a baker")
    document = evaluation(text, social)
    assert told(document, "social") == ["Works as a baker, retired wife at home."]
    assert told(document, "prior_level") == ["Walked daily."]


def test_the_title_of_the_note_is_no_sentence() -> None:
    document = evaluation("PHYSICAL THERAPY INITIAL EVALUATION AND PLAN OF CARE\nPrognosis: fair, slow healing\n")
    assert [s.text for s in document.statements()] == ["Fair, slow healing."]


def test_a_wish_is_told_as_the_patients_and_is_no_goal() -> None:
    text = "S: She wants to kneel in church again.\nGoals: LTG kneel 5 minutes in 8 weeks\n"
    wish = Goal(id="F1", evidence=(note(text).span(16, 37),), text="kneel in church again", assertion=Assertion.GOAL)
    document = evaluation(text, wish)
    assert told(document, "patient_goals") == ["She wants to kneel in church again."]
    assert not any(s.table for part in document.sections if part.key == "goals" for s in part.statements)


def test_what_a_form_repeats_is_not_told_twice() -> None:
    text = "Meds: ibuprofen\n"
    form = note("Medications: ibuprofen, sertraline\nConditions: [x] asthma [ ] cancer\n", SourceKind.INTAKE, "S2")
    facts = (
        Medication(id="F1", evidence=(note(text).span(6, 15),), text="ibuprofen"),
        Medication(id="F2", evidence=(form.span(13, 22),), text="ibuprofen"),
        Medication(id="F3", evidence=(form.span(24, 34),), text="sertraline"),
        History(id="F4", evidence=(form.span(47, 57),), text="asthma"),
        History(id="F5", evidence=(form.span(58, 68),), text="cancer", assertion=Assertion.ABSENT),
    )
    assert told(evaluation(text, *facts, forms=(form,)), "history") == [
        "Meds: ibuprofen.",
        "Patient’s intake form – medications: sertraline; medical history: asthma; answered no: cancer.",
    ]


def test_a_plan_without_duration_is_not_certified() -> None:
    text = "Plan: 2x/week. Manual therapy.\n"
    often = PlanItem(
        id="F1", evidence=(note(text).span(6, 13),), what=PlanOf.FREQUENCY, text="2x/week", per_week=2.0,
        assertion=Assertion.PLANNED,
    )  # fmt: skip
    document = evaluation(text, often)
    assert told(document, "certification") == []
    assert "Frequency and duration: 2x/week." in told(document, "plan")
