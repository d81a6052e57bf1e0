"""What others do for the patient, what takes help or care day by day, and forms that ask for it."""

from __future__ import annotations

from collections.abc import Callable

Told = Callable[[str, str], list[str]]
Said = Callable[..., list[str]]


def test_what_somebody_else_does_for_the_patient_is_one_function(told: Told) -> None:
    note = (
        "S: Her niece does the laundry and brings in the mail. Home health aide bathes her Tues and Fri. Son nearby.\n"
    )
    assert told(note, "function") == [
        "laundry: Her niece does the laundry and brings in the mail",
        "bathes her Tues and Fri: Home health aide bathes her Tues and Fri",
    ]
    assert told(note, "social") == ["Son nearby"]


def test_help_is_told_before_any_task(told: Told) -> None:
    note = "S: Needs a push from her brother to get out of the armchair. Not confident stepping over the tub edge.\n"
    assert [line.split(": ")[-1] for line in told(note, "function")] == [
        "Needs a push from her brother to get out of the armchair",
        "Not confident stepping over the tub edge",
    ]


def test_stopping_a_drug_or_smoking_is_no_function(told: Told) -> None:
    assert told("S: No longer taking the tramadol. Quit smoking 2015. Stopped the cream.\n", "function") == []


def test_a_breath_that_cannot_be_caught_is_a_symptom(told: Told) -> None:
    note = "S: She can't catch her breath after making the bed.\n"
    assert told(note, "function") == []
    assert len(told(note, "symptom")) == 1


def test_a_form_asks_what_cannot_be_done_and_how_often(told: Told) -> None:
    form = (
        "What brings you in?  heavy feeling in the pelvis\n"
        "How many pads a day?  3\n"
        "What can't you do now because of this?  hop with the kids, run, carry groceries upstairs\n"
        "What were you doing before?  ran 2 miles twice a week\n"
    )
    assert [line.split(": ")[-1] for line in told(form, "function")] == [
        "hop with the kids",
        "run",
        "carry groceries upstairs",
        "ran 2 miles twice a week <prior>",
    ]
    assert "How many pads a day? 3" in told(form, "symptom")


def test_ticked_medical_problems_are_history_alone(told: Told) -> None:
    form = "Medical problems: [x] anxiety  [x] migraine  [ ] asthma\n"
    assert told(form, "symptom") == []
    assert told(form, "history") == ["anxiety", "migraine", "asthma [absent]"]


def test_the_home_told_below_the_treatment(told: Told) -> None:
    note = "Interventions: ther ex 2x10\nPt lives alone w/ dog in one-level condo. Has rollator, shower chair.\n"
    assert told(note, "social") == ["lives alone w/ dog in one-level condo"]
    assert told(note, "equipment") == ["rollator", "shower chair"]


def test_a_home_without_steps_is_no_precaution(told: Told) -> None:
    assert told("Home: ranch house, ramp at side door, no steps.\n", "precaution") == []


def test_totals_of_scores_other_than_the_usual_ones(said: Said) -> None:
    note = (
        "O: SPADI 71/130. PASS 22/36. FIST 40/56. RPE 3/10. RPE 12. Six minute walk test 1,105 feet.\nPASS 2 doors.\n"
    )
    assert said(note, "score") == [
        "spadi 71 points",
        "pass_stroke 22 points",
        "function_in_sitting_test 40 points",
        "borg_cr10 3 points",
        "borg 12 points",
        "sixmwt 1105 ft",
    ]


def test_minutes_under_a_time_label_are_no_units(told: Told) -> None:
    note = "Time: TE 15, MT 8, TA 10; total 33\n"
    assert told(note, "billed") == []


def test_supine_to_sit_is_no_supination(said: Said) -> None:
    assert said("O: Sup>sit max A x1, HOB 30.\n", "measurement") == []


def test_an_ache_that_began_long_ago_is_still_there(told: Told) -> None:
    note = "S: aching in the L groin that began 3 years ago.\n"
    assert len(told(note, "symptom")) == 1
    assert len(told(note, "event")) == 1
