"""Dialogues: a question is no fact, its answer makes it one; small talk and advice stay out."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chartside.domain.source import Segment, Source, SourceKind, Speaker
from chartside.extract import facts_of
from chartside.extract.questions_and_answers import Answer, exchanges
from chartside.extract.reading import read

Told = Callable[[str, str], list[str]]

AFTER_SURGERY = """\
PT: Good morning Mr. Alvarez. How's your shoulder feeling after surgery?
Patient: It aches at night, I'm still sleeping in the recliner.
PT: Are you wearing the sling?
Patient: Yes, all the time except for exercises.
PT: Any fever, redness around the incision?
Patient: No, nothing like that.
PT: Any headache or ringing?
Patient: No, neither.
PT: What meds are you on right now?
Patient: Just ibuprofen 600 and I stopped the oxycodone last week.
PT: Are you driving yet?
Patient: No, not yet.
PT: Okay. Remember, no active lifting of the arm until week six. If it swells, ice it.
Patient: My dad had the same surgery, took him six months.
PT: Alright. Incision looks great, no drainage. There's some swelling in the hand still.
"""


def test_answers_make_facts(told: Told) -> None:
    assert told(AFTER_SURGERY, "symptom") == [
        "It aches at night",
        "fever, redness around the incision [absent]",
        "headache or ringing [absent]",
        "drainage [absent]",
        "swelling in the hand still",
    ]
    assert told(AFTER_SURGERY, "function") == [
        "sleeping: still sleeping in the recliner",
        "driving: No",
    ]
    assert told(AFTER_SURGERY, "equipment") == ["sling"]
    assert told(AFTER_SURGERY, "medication") == [
        "ibuprofen 600",
        "stopped the oxycodone last week [historical]",
    ]
    assert told(AFTER_SURGERY, "precaution") == ["no active lifting of the arm until week six"]


def test_denials_quote_the_question_with_its_answer() -> None:
    source = talk(AFTER_SURGERY)
    denied = [f for f in facts_of(source).facts if getattr(f, "text", "") == "headache or ringing"]
    assert [f.evidence[0].quote for f in denied] == ["Any headache or ringing?\nPatient: No, neither"]


def talk(text: str) -> Source:
    """A dialogue of "PT:" and "Patient:" lines as the reader of transcripts gives it."""
    segments, start = [], 0
    for line in text.split("\n"):
        label = line.split(":")[0] if ":" in line else None
        if label is not None:
            speaker = Speaker.CLINICIAN if label in ("PT", "D") else Speaker.PATIENT
            segments.append(Segment(start, start + len(line), label=label, speaker=speaker))
        start += len(line) + 1
    return Source("S1", "talk.txt", SourceKind.TRANSCRIPT, text, "0" * 64, segments=tuple(segments))


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("No.", Answer.NO),
        ("Uh, nope.", Answer.NO),
        ("No, neither.", Answer.NO),
        ("Not really.", Answer.NO),
        ("No, I don't think so.", Answer.NO),
        ("I do n't .", Answer.NO),
        ("Nothing like that, been fine.", Answer.NO),
        ("Um, yeah, a bit.", Answer.YES),
        ("A little.", Answer.YES),
        ("Yes, definitely.", Answer.YES),
        ("No, I am. Every day.", Answer.OPEN),
        ("Since Tuesday.", Answer.OPEN),
    ],
)
def test_short_answers(answer: str, expected: Answer) -> None:
    source = talk(f"PT: OK, and have you had any numbness?\nPatient: {answer}\n")
    assert [e.answer for e in exchanges(read(source))] == [expected]


def test_a_question_begins_after_its_small_talk() -> None:
    source = talk("PT: Great. Okay, and any locking?\nPatient: No.\n")
    (exchange,) = exchanges(read(source))
    assert source.text[exchange.question_start : exchange.question_end] == "any locking?"


def test_the_place_of_what_hurts() -> None:
    note = "D: Which knee is it?\nP: It's my left knee.\nD: And when did it happen?\nP: About four days ago.\n"
    source = talk(note)
    facts = facts_of(source).facts
    assert [getattr(f, "text", "") for f in facts if f.kind == "symptom"] == ["pain It's my left knee"]
    assert [getattr(f, "text", "") for f in facts if f.kind == "event"] == ["About four days ago"]


def test_interview_history() -> None:
    source = talk(
        "D: Have you been diagnosed with any medical conditions?\nP: Uh, type 2 diabetes.\n"
        "D: Any allergies?\nP: Nope.\nD: Any previous surgeries?\nP: I had an appendectomy ten years ago.\n"
        "D: Any family history of heart problems?\nP: No.\nD: Do you smoke?\nP: No, never.\nD: And how do you feel?\n"
        "P: I sprained the same ankle before.\n"
    )
    facts = facts_of(source).facts
    assert [(getattr(f, "text", ""), f.assertion.value) for f in facts if f.kind == "history"] == [
        ("type 2 diabetes", "present"),
        ("allergies", "absent"),
        ("appendectomy ten years ago", "historical"),
        ("family history of heart problems", "absent"),
        ("I sprained the same ankle before", "historical"),
    ]
    assert [(getattr(f, "text", ""), f.assertion.value) for f in facts if f.kind == "social"] == [("smoke", "absent")]


def test_advice_and_small_talk_are_no_facts() -> None:
    note = (
        "D: So you can take some ibuprofen for pain, things like Advil.\nP: Okay.\n"
        "D: If it swells or gets numb, call us.\nP: Sure.\nD: My daughter plays soccer too.\nP: Nice.\n"
        "D: Do you think the pain will ever go away?\nP: I hope so.\n"
    )
    assert [f for f in facts_of(talk(note)).facts if f.kind in ("medication", "symptom", "social")] == []


PIECES = [
    "PT: ",
    "Patient: ",
    "No",
    "any pain?",
    "denies ",
    "N/T",
    ", ",
    "[x] Yes",
    "[ ] No",
    "Dx: ",
    "M25.561",
    "\n",
    "lives with ",
    "walks 10 ft",
    "if ",
    "(",
    ")",
    ":",
    "Falls: 2 ",
    "1/1/26",
    "Meds: ",
    "aspirin 81 mg",
    "“",
    "İ",
    "x-ray normal",
    "mother ",
    "IR to L4 / T8",
    " - ",
    ".",
    "?",
    "s/p ",
    "CGA",
    "\t",
    "PMH ",
    "worse with ",
]
LINES = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(text=LINES | st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_without_failing(text: str) -> None:
    for source in (Source("S1", "n", SourceKind.SESSION_NOTE, text, "0" * 64), talk(text)):
        extraction = facts_of(source)
        assert extraction.flags == ()
        for fact in extraction.facts:
            assert all(text[s.start : s.end] == s.quote for s in fact.evidence)


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["no pain, ", "pain and ", "fell on ", "lives with ", "walk 10 ft ", "x-ray normal ", "( ", "any? "]
)
def test_a_long_hostile_line_takes_no_more_than_seconds(piece: str) -> None:
    text = (piece * (200_000 // len(piece)))[:200_000]
    begin = time.perf_counter()
    assert facts_of(Source("S1", "n", SourceKind.SESSION_NOTE, text, "0" * 64)).flags == ()
    assert time.perf_counter() - begin < 15


def test_what_patients_say_they_can_do(told: Told) -> None:
    note = (
        "PT: How's it going at home?\nPt: I can do maybe three blocks then I gotta sit. I can't get the pan off the hook without it "
        "catching. I need my husband to tie my laces. I can't remember the name. I can do stairs now. Used to take me one at a time.\n"
        "PT: Still using the cane outside?\nPt: Just for the church lot. I don't use it in the house.\n"
    )
    assert told(note, "function") == [
        "do maybe three blocks then I gotta sit: I can do maybe three blocks then I gotta sit (3.0, blocks)",
        "get the pan off the hook without it catching: I can't get the pan off the hook without it catching",
        "tie my laces: I need my husband to tie my laces",
        "stairs: I can do stairs now",
        "stairs: Used to take me one at a time <prior>",
        "ambulation with cane: cane Just for the church lot. I don't use it in the house (cane)",
    ]
    assert told(note, "symptom") == []


def test_denied_lists_and_the_family(told: Told) -> None:
    note = (
        "PT: Any dizziness, double vision, night sweats?\nPt: No, none of that.\nPT: Anything run in the family?\n"
        "Pt: My mom has diabetes. No cancer that I know of.\n"
    )
    assert told(note, "symptom") == ["dizziness [absent]", "double vision [absent]", "night sweats [absent]"]
    assert told(note, "history") == ["mom has diabetes [family]", "family history of cancer [absent]"]


def test_what_a_therapist_tells_to_expect_is_no_symptom(told: Told) -> None:
    note = (
        "PT: You may feel some soreness tonight. If you have pain, stop. Tell me if it pinches.\nPt: No, that's good.\n"
        "PT: How's the ankle been?\nPt: Better. Still puffy by dinner.\nPT: Where's the pain?\nPt: Right shoulder blade.\n"
    )
    assert told(note, "symptom") == [
        "ankle better (better)",
        "Still puffy by dinner",
        "pain Right shoulder blade (right)",
    ]
