"""What is said in a session: call-outs of the therapist, ratings of the patient, what is taken back."""

from __future__ import annotations

from collections.abc import Callable

Said = Callable[..., list[str]]
Told = Callable[..., list[str]]


def test_call_outs_measure_what_was_asked_for_before(said: Said) -> None:
    note = (
        "how's that knee\nthe right is the bad one\nlay back. bend it as far as you can. okay that's ninety seven\n"
        "is that good\nyou were eighty eight last time. now straighten. you're lacking seven. and the left one bends to one forty\n"
    )
    assert said(note, "measurement") == [
        "right knee flexion rom 97 deg",
        "right knee flexion rom 88 deg (prior)",
        "right knee extension rom -7 deg",
        "left knee flexion rom 140 deg",
    ]


def test_what_is_taken_back_is_no_value(said: Said) -> None:
    note = (
        "PT: Right hip, knee to your chest. Ninety, no wait, ninety-four. Roll it in. Twelve... fourteen. Out, thirty-one.\n"
        "Pt: My hip feels tight.\nPT: Arm up. One thirty on the right, sorry, left.\nPt: Okay.\n"
    )
    assert said(note, "measurement") == [
        "right hip flexion rom 94 deg",
        "right hip internal rotation rom 14 deg",
        "right hip external rotation rom 31 deg",
        "left shoulder flexion rom 130 deg",
    ]


def test_grades_follow_the_push(said: Said) -> None:
    note = (
        "Therapist: Which ankle is it?\nClient: The left.\nTherapist: Toes up toward your nose, don't let me push it down. "
        "Three plus. Other side five. Push down like a gas pedal, four. It was three plus last week.\nClient: That one's easy.\n"
    )
    assert said(note, "measurement") == [
        "left ankle dorsiflexion strength 3+/5",
        "right ankle dorsiflexion strength 5/5",
        "left ankle plantarflexion strength 4/5",
        "left ankle plantarflexion strength 3+/5 (prior)",
    ]


def test_grip_is_called_out_in_a_row(said: Said) -> None:
    note = (
        "PT: Squeeze the gripper. Fifty-two pounds left. Again. Fifty-five. And right... eighty. Last week the left was forty.\n"
        "Pt: My thumb hurts.\n"
    )
    assert said(note, "measurement") == [
        "left grip 52 lb",
        "left grip 55 lb",
        "right grip 80 lb",
        "left grip 40 lb (prior)",
    ]


def test_timed_tests_by_their_everyday_names(said: Said) -> None:
    note = (
        "how's the balance\nI feel wobbly\nokay the chair test. thirty seconds go\nphew\n"
        "eight, no that last one didn't count, seven\nwhat was I before\nfive the first day. now the up and go. twelve point six seconds\n"
        "what was it before\nsixteen. stand on one leg. four seconds\n"
    )
    assert said(note, "score") == [
        "cst30 7 reps",
        "cst30 5 reps (baseline)",
        "tug 12.6 s",
        "tug 16 s (prior)",
        "sls 4 s",
    ]


def test_what_counts_something_else_is_no_value(said: Said) -> None:
    note = (
        "PT: Bend your knee. That's one more. Hold it for five seconds. Five, four, three, two, one. Again, three sets of twelve.\n"
        "Pt: My knee likes that one.\nPT: Now the other one. Six minutes on the bike, level three. Visit nine next time.\n"
    )
    assert said(note, "measurement", "score") == []


def test_the_account_of_the_patient_is_no_measurement(said: Said) -> None:
    note = (
        "PT: How far does it bend?\nPt: I got my knee to one twenty at home.\nPT: Bend it for me. One eleven.\n"
        "Pt: My son says ninety.\n"
    )
    assert said(note, "measurement") == ["knee flexion rom 111 deg"]


def test_pain_as_patients_rate_it(said: Said) -> None:
    note = (
        "PT: How's the heel?\nPt: It's about a three coming in, it went up to a seven on Sunday.\nPT: And it was a nine last visit?\n"
        "Pt: Yeah. Maybe a four or a five with stairs.\n"
    )
    assert said(note, "measurement") == [
        "pain 3 /10",
        "pain 7 /10 activity",
        "pain 9 /10 (prior)",
        "pain 4-5 /10 activity",
    ]


def test_ratings_of_dizziness_are_no_pain(said: Said) -> None:
    note = "PT: How's the dizziness?\nPt: Like a four when I roll over.\nPT: And just sitting?\nPt: It was a one.\n"
    assert said(note, "measurement") == []


def test_a_dictated_note_is_read_as_before(said: Said) -> None:
    note = "Right knee flexion is one twelve, was one hundred four last week. Extension lacking six."
    assert said(note, "measurement") == [
        "right knee flexion rom 112 deg",
        "right knee flexion rom 104 deg (prior)",
        "right knee extension rom -6 deg",
    ]


def test_answers_with_limits(told: Told) -> None:
    note = (
        "PT: Any pain at night?\nPt: Only in the evenings.\nPT: Still taking the ibuprofen?\nPt: Just one in the evening.\n"
        "PT: How far can you walk?\nPt: About two blocks, then I sit.\n"
    )
    assert told(note, "symptom") == ["pain at night, only in the evenings"]
    assert told(note, "medication") == ["ibuprofen just one in the evening"]
    assert told(note, "function") == ["walk: About two blocks, then I sit (2.0, blocks)"]


def test_which_side_is_the_bad_one(told: Told) -> None:
    note = "how's the hip\nwhich one the left is the bad one right one's fine\nany swelling\nlittle puffy at night\n"
    assert told(note, "symptom")[:2] == ["the left is the bad one (left)", "right one's fine (right) [absent]"]


def test_a_side_said_to_compare_does_not_carry_over(said: Said) -> None:
    note = (
        "PT: Which ankle?\nPt: The left.\nPT: Plantarflexion forty on the left, right fifty. Inversion eighteen. Eversion ten, "
        "and that eversion was eight last time. Right twenty. Now the right. Dorsiflexion twelve.\nPt: Okay.\n"
    )
    assert said(note, "measurement") == [
        "left ankle plantarflexion rom 40 deg",
        "right ankle plantarflexion rom 50 deg",
        "left ankle inversion rom 18 deg",
        "left ankle eversion rom 10 deg",
        "left ankle eversion rom 8 deg (prior)",
        "right ankle eversion rom 20 deg",
        "right ankle dorsiflexion rom 12 deg",
    ]


def test_lunge_and_girth_by_their_everyday_names(said: Said) -> None:
    note = (
        "PT: Weight bearing lunge, right, six and a half centimeters. Left nine. Five was where you started. "
        "Figure eight is fifty one point five, left is fifty.\nPt: My right ankle swells.\n"
    )
    assert said(note, "score") == ["right wblt 6.5 cm", "left wblt 9 cm", "right wblt 5 cm (baseline)"]
    assert said(note, "measurement") == ["right ankle girth 51.5 cm", "left ankle girth 50 cm"]


def test_a_result_told_with_was_is_of_today(said: Said) -> None:
    note = (
        "PT: The NDI today was twelve out of fifty, you were at twenty when you started. Stand on your left leg. "
        "Nine seconds. Right was twenty-two. Oswestry was thirty percent, down from forty.\nPt: Is that good?\n"
    )
    assert said(note, "score") == [
        "ndi 12 points",
        "ndi 20 points (baseline)",
        "left sls 9 s",
        "right sls 22 s",
        "odi 30 %",
        "odi 40 % (prior)",
    ]


def test_an_aim_is_no_value(said: Said) -> None:
    note = "PT: Turn your head right. Forty-eight. My aim is you turn seventy degrees right by June.\nPt: Okay.\n"
    assert said(note, "measurement") == ["right cervical rotation rom 48 deg"]


def test_pain_told_again_and_last_week(said: Said) -> None:
    note = (
        "PT: How's the pain, zero to ten?\nPt: It's a three just sitting, it was seven on the stairs.\n"
        "PT: Seven on the stairs, okay. And last week you told me nine for that.\nPt: Right.\n"
    )
    assert said(note, "measurement") == ["pain 7 /10 activity", "pain 3 /10 rest", "pain 9 /10 (prior)"]


def test_spoken_marks_end_what_a_dictated_moment_is_of(said: Said) -> None:
    note = (
        "objective colon d g i twenty out of twenty four comma last visit eighteen period "
        "cervical rotation right seventy comma left seventy five period\n"
    )
    assert said(note, "measurement") == ["right cervical rotation rom 70 deg", "left cervical rotation rom 75 deg"]


def test_an_arc_said_in_words_is_extension_and_flexion(said: Said) -> None:
    note = "Right knee AROM, zero to one twenty.\n"
    assert said(note, "measurement") == [
        "right knee extension rom active 0 deg",
        "right knee flexion rom active 120 deg",
    ]
