"""How a note stands to what it mentions: negation in lists, history, possibility, plans, goals, family."""

from __future__ import annotations

import pytest

from chartside.domain.facts import Assertion
from chartside.extract.assertions import assertion_at, stance_at
from chartside.extract.reading import read
from chartside.ingest import receive_text


def stance(note: str, mention: str) -> Assertion:
    source = receive_text(note).source
    assert source is not None
    start = source.text.index(mention)
    return assertion_at(read(source), start, start + len(mention))


@pytest.mark.parametrize(
    ("note", "mention", "expected"),
    [
        # a denial runs over its whole list, a plain "no" only over bare items
        ("Denies numbness, tingling, or weakness but has swelling.", "numbness", Assertion.ABSENT),
        ("Denies numbness, tingling, or weakness but has swelling.", "weakness", Assertion.ABSENT),
        ("Denies numbness, tingling, or weakness but has swelling.", "swelling", Assertion.PRESENT),
        ("Denies night pain, chills, N/T.", "N/T", Assertion.ABSENT),
        ("Denies night pain, reports locking.", "locking", Assertion.PRESENT),
        ("No N/T.", "N/T", Assertion.ABSENT),
        ("No edema, mild tenderness at the joint line.", "tenderness", Assertion.PRESENT),
        ("No swelling, redness.", "redness", Assertion.ABSENT),
        ("No swelling, pain with stairs.", "pain", Assertion.PRESENT),
        ("No swelling, redness, or warmth at the incision.", "warmth", Assertion.ABSENT),
        ("No limp. Swelling present.", "Swelling", Assertion.PRESENT),
        ("Bridge w/o lag x 12", "lag", Assertion.ABSENT),
        ("Negative for dizziness and syncope.", "syncope", Assertion.ABSENT),
        ("Effusion: none", "Effusion", Assertion.ABSENT),
        ("Symptoms denied: tinnitus, diplopia, headache", "headache", Assertion.ABSENT),
        ("He no longer has numbness in the foot.", "numbness", Assertion.ABSENT),
        ("Constitutional: Denies fever.", "fever", Assertion.ABSENT),
        ("Extremities: No clubbing, cyanosis, or edema.", "cyanosis", Assertion.ABSENT),
        ("∅ saddle anesthesia, ∅ bowel changes", "saddle anesthesia", Assertion.ABSENT),
        ("Dizziness (-), nausea (-)", "Dizziness", Assertion.ABSENT),
        ("(-) N/T, (-) night pain, (+) popping", "popping", Assertion.PRESENT),
        ("Has not had any swelling or bruising.", "bruising", Assertion.ABSENT),
        ("Never had back pain before.", "back pain", Assertion.ABSENT),
        ("- Denies neck pain, numbness or tingling", "tingling", Assertion.ABSENT),
        # only look like negation
        ("No change in pain since Monday.", "pain", Assertion.PRESENT),
        ("Not only pain but also stiffness.", "stiffness", Assertion.PRESENT),
        ("No worse than last week, knee pain persists.", "knee pain", Assertion.PRESENT),
        # earlier, uncertain, conditional, intended, aimed at
        ("Hx of LBP.", "LBP", Assertion.HISTORICAL),
        ("Three year history of LBP.", "LBP", Assertion.PRESENT),
        ("A little puffy on Sunday, but it was gone by noon.", "puffy", Assertion.HISTORICAL),
        ("Numbness has resolved.", "Numbness", Assertion.HISTORICAL),
        ("r/o meniscus tear", "meniscus tear", Assertion.POSSIBLE),
        ("?meniscus tear", "meniscus tear", Assertion.POSSIBLE),
        ("Most likely due to a calf strain.", "calf strain", Assertion.POSSIBLE),
        ("Stop if pain increases.", "pain", Assertion.POSSIBLE),
        ("Will add lunges next visit.", "lunges", Assertion.PLANNED),
        ("Plan to order a rollator.", "rollator", Assertion.PLANNED),
        ("Goal: walk 1000 ft without pain", "walk", Assertion.GOAL),
        ("Goal: walk 1000 ft without pain", "pain", Assertion.GOAL),
        ("LTG1: indep stairs w/o rail", "stairs", Assertion.GOAL),
        ("Educated on signs/symptoms of DVT.", "DVT", Assertion.POSSIBLE),
        ("Stop exercise with any dizziness.", "dizziness", Assertion.POSSIBLE),
        ("Swelling concerning for DVT.", "DVT", Assertion.POSSIBLE),
        ("Scheduled for MRI Tuesday.", "MRI", Assertion.PLANNED),
        # of a relative, up to a new subject
        ("Dad noticed swelling after practice.", "swelling", Assertion.PRESENT),
        ("Mom reports pain in his knee at night.", "pain", Assertion.PRESENT),
        ("Mother had her hip replaced, father had a stroke.", "stroke", Assertion.FAMILY),
        ("Mother had osteoporosis.", "osteoporosis", Assertion.FAMILY),
        ("Mother had osteoporosis, patient has asthma.", "asthma", Assertion.PRESENT),
        ("No family history of heart disease.", "heart disease", Assertion.ABSENT),
    ],
)
def test_stance(note: str, mention: str, expected: Assertion) -> None:
    assert stance(note, mention) is expected


def test_headings_give_goals_and_plans() -> None:
    note = "Goals:\nStand 10 minutes\nPlan:\nAdd balance work\n"
    assert stance(note, "Stand") is Assertion.GOAL
    assert stance(note, "balance") is Assertion.PLANNED


def test_a_condition_is_told_from_a_possibility() -> None:
    source = receive_text("If swelling returns, ice. Possible effusion.").source
    assert source is not None
    reading = read(source)
    assert stance_at(reading, 3, 11).conditional
    assert not stance_at(reading, 35, 43).conditional


def test_a_far_cue_does_not_rule_a_mention() -> None:
    note = "No complaints today " + "and the session went on with many exercises " * 12 + "swelling"
    assert stance(note, "swelling") is Assertion.PRESENT
