"""Conversations: who says what, and when, in every way recorders write them."""

from __future__ import annotations

import json

import pytest

from chartside.domain.source import Source, SourceKind, Speaker
from chartside.ingest import receive, receive_text

CLINICIAN, PATIENT, OTHER = Speaker.CLINICIAN, Speaker.PATIENT, Speaker.OTHER


def source(text: str, name: str = "session.txt") -> Source:
    received = receive(name, text.encode())
    assert received.source is not None, received.problem
    return received.source


def speakers(made: Source) -> list[tuple[str | None, Speaker | None]]:
    return [(s.label, s.speaker) for s in made.segments]


def test_labelled_text_is_shown_as_written_and_split_into_turns() -> None:
    text = "[clinic 2, Tuesday]\nPT: Any pain\ntoday?\n\nPatient: Two out of ten.\nPT: And on stairs?\nPatient: Four.\n"
    made = source(text)

    assert made.text == text
    assert made.kind is SourceKind.TRANSCRIPT
    assert [made.span(s.start, s.end).quote for s in made.segments] == [
        "PT: Any pain\ntoday?",
        "Patient: Two out of ten.",
        "PT: And on stairs?",
        "Patient: Four.",
    ]
    assert speakers(made) == [("PT", CLINICIAN), ("Patient", PATIENT)] * 2


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("D: Where is it?\nP: My back.\nD: Since when?\nP: Monday.", {"D": CLINICIAN, "P": PATIENT}),
        (
            "[doctor] how are you\n[patient] sore\n[doctor] where\n[patient] hip",
            {"doctor": CLINICIAN, "patient": PATIENT},
        ),
        (
            "00:00:04 PT: Any falls?\n00:00:09 DAUGHTER: She slipped.\n00:00:12 PATIENT: I did not.\n00:00:20 PT: OK.",
            {"PT": CLINICIAN, "DAUGHTER": OTHER, "PATIENT": PATIENT},
        ),
        ("Therapist: Better?\nPt: Yes.\nTherapist: Good.\nPt: Thanks.", {"Therapist": CLINICIAN, "Pt": PATIENT}),
        ("PT: Better?\nPt: Yes.\nPT: Good.\nPt: Thanks.", {"PT": CLINICIAN, "Pt": PATIENT}),
        ("pt: Better?\nPatient: Yes.\npt: Good.\nPatient: Thanks.", {"pt": CLINICIAN, "Patient": PATIENT}),
        ("Dr. Amory: Better?\nLena: Yes.\nDr. Amory: Good.\nLena: Thanks.", {"Dr. Amory": CLINICIAN, "Lena": PATIENT}),
        (
            "J. Falk, DPT: Better?\nRosa: Yes.\nJ. Falk, DPT: Good.\nRosa: Thanks.",
            {"J. Falk, DPT": CLINICIAN, "Rosa": PATIENT},
        ),
        (
            "Patient: It still hurts.\nKim: Where?\nPatient: The knee.\nKim: Show me.",
            {"Patient": PATIENT, "Kim": CLINICIAN},
        ),
        ("**PT:** Better?\n**Patient:** Yes.\n**PT:** Good.\n**Patient:** Bye.", {"PT": CLINICIAN, "Patient": PATIENT}),
        (
            "PT (0:04): Better?\nPatient (0:09): Yes.\nPT (0:12): Good.\nPatient (0:15): Bye.",
            {"PT": CLINICIAN, "Patient": PATIENT},
        ),
        (
            "Therapist  0:04\nBetter?\n\nPatient  0:09\nYes.\n\nTherapist  0:11\nGood.\n\nPatient  0:15\nBye.",
            {"Therapist": CLINICIAN, "Patient": PATIENT},
        ),
    ],
)
def test_labels_tell_who_speaks(lines: str, expected: dict[str, Speaker]) -> None:
    assert dict(speakers(source(lines))) == expected


def test_plain_names_are_told_apart_by_how_they_talk() -> None:
    made = source(
        "Noa: How has the shoulder been since Friday?\n"
        "Sam: My shoulder still aches at night.\n"
        "Noa: Any numbness or tingling?\n"
        "Sam: No, I slept better though.\n"
        "Noa: Let me measure. Flexion one forty-five degrees. Push up into me.\n"
        "Sam: That hurts a bit.\n"
    )

    assert dict(speakers(made)) == {"Noa": CLINICIAN, "Sam": PATIENT}


def test_strangers_who_cannot_be_told_apart_stay_unknown() -> None:
    made = source("Ann: Ready?\nBob: Ready?\nAnn: Go?\nBob: Go?\nAnn: Now?\nBob: Now?\n")

    assert dict(speakers(made)) == {"Ann": None, "Bob": None}


@pytest.mark.parametrize(
    "note",
    [
        "S: pain 3/10\nO: flexion 112\nA: improving\nP: continue",
        "Patient: Orla Brandvold\nPT: Ines Calloway\nDOS: 03/04/2026\nS: pain 3/10\nO: flexion 112",
        "Patient: Orla Brandvold\nProvider: Ines Calloway PT",
        "Knee flexion\nR: 120\nL: 110\nKnee extension\nR: 0\nL: -5\nHip flexion\nR: 100\nL: 95",
        "Plan: ice?\nGoals: stairs\nPlan: walk",
        "Patient Education: given\nPatient Agreements: yes, agrees\nMedical Reasoning: why?\nPatient Education: again",
    ],
)
def test_a_note_with_labels_is_no_conversation(note: str) -> None:
    made = source(note, "note.txt")

    assert made.segments == ()
    assert made.kind is not SourceKind.TRANSCRIPT


def test_what_follows_the_last_turn_after_an_empty_line_is_not_said_by_it() -> None:
    made = source("PT: Any pain?\nPatient: Two.\nPT: Better?\nPatient: Yes.\n\nSummary: flexion 112 degrees.\n")

    assert made.span(made.segments[-1].start, made.segments[-1].end).quote == "Patient: Yes."


VTT = """WEBVTT - Session

STYLE
::cue { color: red }

NOTE made by a recorder

intro
00:00:03.000 --> 00:00:05.500 align:start
<v PT>Rotation left,

00:00:05.500 --> 00:00:07.000
<v PT><i>fifty-four</i> degrees &amp; steady.

00:00:08.000 --> 00:00:10.000
<v.loud Tomas Vale>It pulls a little.</v>

01:00:10.250 --> 01:00:12.000
- Same as last week?
- Yes.
"""


def test_webvtt_joins_cut_sentences_and_keeps_voices_and_times() -> None:
    made = source(VTT, "session.vtt")

    assert made.text == (
        "PT: Rotation left, fifty-four degrees & steady.\nTomas Vale: It pulls a little.\n- Same as last week?\n- Yes."
    )
    assert [s.seconds for s in made.segments] == [3.0, 8.0, 3610.25, 3610.25]
    assert speakers(made)[:2] == [("PT", CLINICIAN), ("Tomas Vale", PATIENT)]


def test_subrip_with_labels_in_the_words_knows_its_speakers() -> None:
    made = source(
        "1\r\n00:00:01,000 --> 00:00:03,000\r\nPT: Any falls\r\nsince Monday?\r\n\r\n"
        "2\r\n00:00:04,000 --> 00:00:05,000\r\nPatient: No falls.\r\n",
        "session.srt",
    )

    assert made.text == "PT: Any falls since Monday?\nPatient: No falls."
    assert [(s.label, s.speaker, s.seconds) for s in made.segments] == [
        ("PT", CLINICIAN, 1.0),
        ("Patient", PATIENT, 4.0),
    ]


QUESTION, ANSWER = "Any falls since Monday?", "No falls, it is better."


@pytest.mark.parametrize(
    "record",
    [
        [{"speaker": "PT", "text": QUESTION, "start": 1.5}, {"speaker": "Patient", "text": ANSWER, "start": 4}],
        {
            "segments": [
                {"speaker": "PT", "text": QUESTION, "start": 1.5, "end": 3},
                {"speaker": "Patient", "text": ANSWER, "start": 4, "end": 6},
            ]
        },
        {
            "utterances": [
                {"speaker": "PT", "transcript": QUESTION, "start": 1.5},
                {"speaker": "Patient", "transcript": ANSWER, "start": 4},
            ]
        },
        {
            "results": {
                "utterances": [
                    {"speaker": "PT", "transcript": QUESTION, "start": 1.5},
                    {"speaker": "Patient", "transcript": ANSWER, "start": 4},
                ]
            }
        },
        {
            "transcript": [
                {"role": "PT", "content": QUESTION, "timestamp": "00:00:01.5"},
                {"role": "Patient", "content": ANSWER, "timestamp": "0:04"},
            ]
        },
        {
            "data": {
                "turns": [
                    {"participant": {"name": "PT"}, "words": QUESTION.split(), "startTime": "1.5s"},
                    {
                        "participant": {"name": "Patient"},
                        "words": [{"word": w} for w in ANSWER.split()],
                        "startTime": "4s",
                    },
                ]
            }
        },
    ],
)
def test_json_transcripts_of_every_usual_shape_read_the_same(record: object) -> None:
    made = source(json.dumps(record), "session.json")

    assert made.text == f"PT: {QUESTION}\nPatient: {ANSWER}"
    assert [(s.speaker, s.seconds) for s in made.segments] == [(CLINICIAN, 1.5), (PATIENT, 4.0)]
    assert made.kind is SourceKind.TRANSCRIPT


def test_json_times_in_milliseconds_become_seconds() -> None:
    turns = [{"speaker": "PT", "text": "Hello?", "start": 1500}, {"speaker": "Patient", "text": "Hi.", "start": 90_000}]

    assert [s.seconds for s in source(json.dumps(turns), "a.json").segments] == [1.5, 90.0]


def test_a_json_record_that_is_no_transcript_becomes_readable_lines() -> None:
    made = source(
        json.dumps({"chief_complaint": "R knee pain", "exam": {"flexion": 112}, "meds": ["ibuprofen"]}), "a.json"
    )

    assert made.text == "Chief complaint: R knee pain\nExam:\n  Flexion: 112\nMeds:\n  - ibuprofen"


def test_pasted_conversations_are_recognised_too() -> None:
    received = receive_text("PT: Any pain?\nPatient: Two.\nPT: Where?\nPatient: Knee.")

    assert received.source is not None
    assert received.source.kind is SourceKind.TRANSCRIPT
