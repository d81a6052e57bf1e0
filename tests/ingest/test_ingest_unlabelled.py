"""Conversations that name no speaker, labels that say nothing or stand the wrong way round, and notes that are none."""

from __future__ import annotations

import pytest

from chartside.domain.source import Source, SourceKind, Speaker
from chartside.ingest import receive

C, P = Speaker.CLINICIAN, Speaker.PATIENT


def source(text: str, name: str = "session.txt") -> Source:
    received = receive(name, text.encode())
    assert received.source is not None, received.problem
    return received.source


def sides(text: str, name: str = "session.txt") -> list[Speaker | None]:
    return [s.speaker for s in source(text, name).segments]


def test_each_line_is_given_to_its_speaker_by_its_words() -> None:
    text = (
        "hi there how's that wrist\nstill aches when I type\nany tingling\nnot since friday\n"
        "okay bend it down for me. fifty one\nis that good\nit was forty. squeeze the gripper\nlike this\n"
        "[phone rings] yep harder. thirty pounds\n"
    )

    assert sides(text) == [C, P, C, P, C, P, C, P, C]
    assert source(text).kind is SourceKind.TRANSCRIPT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("how's the heel\nsore\n", [C, P]),
        ("my hip hurts when I sit\nlie down and let me have a look\n", [P, C]),
        ("lift your arm. ninety two\now that hurts\nokay relax\n", [C, P, C]),
    ],
)
def test_a_few_turns_are_enough(text: str, expected: list[Speaker]) -> None:
    assert sides(text) == expected


@pytest.mark.parametrize(
    "note",
    [
        "pt reports less pain\nrom 0-104\nbike 5 min, bridges 2x12\ncont per poc\n",
        "Saw Ulla this morning. She says the hip hurts when she sits.\nI had her lie down and bend it, 97 degrees.\n"
        "Gave her bridges for home.\n",
        "Lie on your back. Bend your knee.\nHold it for five seconds.\nDo eight.\nCall me if it hurts more.\n",
        "Hi Jo,\nMy ankle has been puffy since Monday and I can't point it.\nShould I come in early?\nThanks, Rolf\n",
        "Subjective\nMy back is better, I can sleep now\nObjective\nFlexion 50\nPlan\nContinue your walks\n",
        "What brings you in?\nMy neck hurts\nSince when?\n2 weeks\nHow bad is it?\n6/10\n",
    ],
)
def test_what_is_written_is_no_conversation(note: str) -> None:
    assert source(note).segments == ()


def test_captions_without_voices_know_their_sides() -> None:
    cues = ["how's the neck been", "it's still stiff on me", "look over your right shoulder. sixty one."]
    stamps = ["00:00:01.000 --> 00:00:03.000", "00:00:03.500 --> 00:00:05.000", "00:00:05.200 --> 00:00:09.000"]
    text = "WEBVTT\n\n" + "\n\n".join(f"{a}\n{b}" for a, b in zip(stamps, cues, strict=True)) + "\n"

    assert sides(text, "session.vtt") == [C, P, C]


def test_generic_labels_follow_what_is_said() -> None:
    made = source(
        "Speaker 1: I rolled my ankle on the curb, it hurts to walk.\nSpeaker 2: Any popping? Show me where.\n"
        "Speaker 1: It popped, right here.\nSpeaker 2: Pull your toes up. Let me measure.\n"
    )

    assert {s.label: s.speaker for s in made.segments} == {"Speaker 1": P, "Speaker 2": C}


def test_exchanged_labels_are_put_right() -> None:
    made = source(
        "PT: My elbow hurts when I lift the kettle.\nPatient: How long has it been? Any numbness?\n"
        "PT: I noticed it in May. No, no numbness.\nPatient: Let me measure. Bend your elbow for me.\n"
        "PT: Ow, it still hurts.\nPatient: Does this hurt? Push up into my hand.\n"
    )

    assert {s.label: s.speaker for s in made.segments} == {"PT": P, "Patient": C}


def test_labels_may_carry_a_role_in_brackets() -> None:
    made = source("Ines (PT): How's the knee?\nOrla: It hurts.\nInes (PT): Bend it for me.\nOrla: My knee is stiff.\n")

    assert {s.label: s.speaker for s in made.segments} == {"Ines (PT)": C, "Orla": P}


def test_two_labelled_turns_are_a_conversation_when_they_are_spoken() -> None:
    assert sides("PT: Bend it for me as far as you can.\nPatient: My knee hurts.") == [C, P]
