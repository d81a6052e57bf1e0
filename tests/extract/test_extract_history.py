"""Medical, surgical, family and social history: fields, prose, forms."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Told = Callable[[str, str], list[str]]


def test_fields_of_an_evaluation(told: Told) -> None:
    note = (
        "PMHx: HTN, DM2 (A1c 7.9), breast CA 2010 s/p lumpectomy. Denies stroke.\n"
        "Surg hx: C-section x2, L TKA 2021\nAllergies: PCN\n"
    )
    assert told(note, "history") == [
        "HTN",
        "DM2 (A1c 7.9)",
        "breast CA 2010 s/p lumpectomy [historical]",
        "stroke [absent]",
        "C-section x2 [historical]",
        "L TKA 2021 [historical]",
        "allergy: PCN",
    ]


def test_prose(told: Told) -> None:
    note = (
        "Past medical history is significant for asthma, gout, and "
        "osteoarthritis of the right hip. MRI on 3/25/2026 showed a left labral tear. His mother had osteoporosis. He "
        "had a right knee arthroscopy in 2015."
    )
    assert told(note, "history") == [
        "asthma",
        "gout",
        "osteoarthritis of the right hip",
        "MRI on 3/25/2026 showed a left labral tear",
        "mother had osteoporosis [family]",
        "right knee arthroscopy in 2015 [historical]",
    ]


def test_ticked_form(told: Told) -> None:
    note = (
        "NEW PATIENT FORM   Date: 03/02/2026\nPlease check all that apply:\n"
        "[x] High blood pressure  [ ] Diabetes  [X] Asthma\n[ ] Cancer  [ ] Osteoporosis\n"
        "Have you fallen in the past year? [x] Yes [ ] No\nNumbness or tingling?  [ ] Yes  [x] No\n"
        "Do you smoke? [ ] Yes [x] No\nAllergies: none\n"
    )
    assert told(note, "history") == [
        "High blood pressure",
        "Diabetes [absent]",
        "Asthma",
        "Cancer [absent]",
        "Osteoporosis [absent]",
        "fallen in the past year",
        "allergies [absent]",
    ]
    assert told(note, "symptom") == ["Numbness or tingling [absent]"]
    assert told(note, "social") == ["smoke [absent]"]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (
            "Social: Lives w/ wife in 2-story home, 4 STE w/ B rails. Retired electrician. Nonsmoker.",
            ["Lives w/ wife", "2-story home, 4 STE w/ B rails", "Retired electrician", "Nonsmoker"],
        ),
        ("Living: alone, ranch house, 2 steps, rail R", ["lives alone", "ranch house, 2 steps, rail R"]),
        (
            "A 45 year old female warehouse worker who presents with neck pain. She smokes half a pack per day.",
            ["warehouse worker", "smokes half a pack per day"],
        ),
        (
            "He is a former smoker and lives with two roommates.",
            ["former smoker [historical]", "lives with two roommates"],
        ),
        ("Occupation: pharmacist", ["pharmacist"]),
        ("Goals: return to work full duty", []),
        ("P: cook meals standing", []),
    ],
)
def test_social(told: Told, note: str, expected: list[str]) -> None:
    assert told(note, "social") == expected


def test_questions_of_a_form_are_read_by_what_they_ask(told: Told) -> None:
    note = (
        "Why are you here today?  left wrist pain\nAre you left or right handed?   left\nWho lives in your household?  wife, two kids\n"
        "What do you do for work?  baker\nAny allergies to drugs?  penicillin\nDo you use an assistive device?  none\n"
        "Did you have surgeries?  appendix 1999\nList of medications you take?  Zyrtec, aspirin 81 mg\n"
    )
    assert told(note, "social") == ["left hand dominant", "lives with wife, two kids", "baker"]
    assert told(note, "history") == ["allergy: penicillin", "appendix 1999 [historical]"]
    assert told(note, "medication") == ["Zyrtec", "aspirin 81 mg"]
    assert told(note, "equipment") == []
    assert told(note, "symptom") == ["left wrist pain (left)"]


def test_stays_imaging_labs_and_relatives(told: Told) -> None:
    note = (
        "Dx: L knee OA, hx of BPPV in '21\n"
        "81 y/o female, s/p fall w/ hosp stay for pneumonia, CHF, COPD, OA knees.\n"
        "HPI: X-ray 3/2: mild DDD. EMG pending. Hgb 9.2. Mother w/ RA. Trach out 5/2.\n"
        "PMH: DVT L '17, T2DM. On metformin + apixaban.\n"
    )
    assert told(note, "history") == [
        "BPPV in '21",
        "hosp stay for pneumonia",
        "CHF",
        "COPD",
        "OA knees",
        "X-ray 3/2: mild DDD",
        "EMG pending",
        "Hgb 9.2",
        "Mother w/ RA [family]",
        "Trach out 5/2 [historical]",
        "DVT L '17",
        "T2DM",
    ]


def test_questions_and_boxes_of_a_form(told: Told) -> None:
    note = (
        "Symptoms in the past month (check all that apply):\n[x] numbness  [ ] dizziness\n"
        "Medical history:\n[x] asthma  [ ] stroke\n"
        "Q: Job?  A: dispatcher, 10 hr shifts\nQ: Do you smoke?  A: quit 4 yrs ago\nQ: Had PT before?\nA: no\n"
    )
    assert told(note, "history") == ["asthma", "stroke [absent]", "had pt before [absent]"]
    assert told(note, "social") == ["dispatcher, 10 hr shifts", "smoking, quit 4 yrs ago [historical]"]


def test_work_company_team_and_home_in_shorthand(told: Told) -> None:
    note = (
        "RHD, line cook, R lat epi x 3 mo\nS: Wife present. HS soccer player. 30 pk-yr, quit 2015.\n"
        "Home: 1-story, 2 STE w/ L rail, throw rugs hall, shower chair, tub/shower w/ no bars\n"
    )
    assert told(note, "social") == [
        "RHD",
        "line cook",
        "Wife present",
        "HS soccer player",
        "30 pk-yr, quit 2015 [historical]",
        "1-story",
        "2 STE w/ L rail",
        "throw rugs hall",
        "tub/shower w/ no bars",
    ]


def test_devices_listed_used_and_given_up(told: Told) -> None:
    note = (
        "S: Off the sling at home x 3 days. SPLINT D/C'D PER MD. Owns RTS, no walker. Has RW, tub bench (not set up), "
        "pulse ox, rollator in garage. Wearing CF strap at work."
    )
    assert told(note, "equipment") == [
        "Off the sling at home x 3 days [absent]",
        "SPLINT D/C'D PER MD [absent]",
        "RTS",
        "walker [absent]",
        "RW",
        "tub bench (not set up)",
        "pulse ox",
        "rollator in garage",
        "CF strap at work",
    ]
    assert told("O: amb 80 ft no AD, hallway, no cane", "equipment") == []


def test_listed_diseases_and_what_was_never_had(told: Told) -> None:
    note = "L THA, WBAT. Mild dementia, BIMS 12. CHF, CKD 3.\nNo prior spine surgery, no hx stress fx. EMG 10/2024 WNL."
    assert told(note, "history") == [
        "Mild dementia",
        "CHF",
        "CKD 3",
        "No prior spine surgery [absent]",
        "no hx stress fx [absent]",
        "EMG 10/2024 WNL",
    ]
    assert told("Vitals: BP 128/70, SpO2 96% RA, HR 70", "history") == []
