"""Typing slips: corrected when only one clinic word can be meant, and never a word that is right as it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartside.spelling import correct, corrected_word


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("shoudler", "shoulder"),
        ("everson", "eversion"),
        ("numbnes", "numbness"),
        ("ankel", "ankle"),
        ("extention", "extension"),
        ("exercse", "exercise"),
        ("kneee", "knee"),
        ("gaiit", "gait"),
    ],
)
def test_a_slip_with_one_meaning_is_corrected(slip: str, meant: str) -> None:
    assert corrected_word(slip) == meant


@pytest.mark.parametrize(
    "word",
    [
        "version",
        "golfed",
        "tended",
        "cueing",
        "harrison",
        "aduction",
        "knee",
        "planed",
        "flexon",
        "steep",
        "sheer",
        "hands",
    ],
)
def test_words_that_are_right_or_uncertain_stay(word: str) -> None:
    assert corrected_word(word) is None


def test_case_is_kept_and_names_are_left() -> None:
    assert correct("ROM OF SHOUDLER").text == "ROM OF SHOULDER"
    assert correct("Shoudler pain").text == "Shoulder pain"
    assert correct("seen with Dr. Shoudler").text == "seen with Dr. Shoudler"
    assert correct("Askling test negative").text == "Askling test negative"


def test_every_place_of_the_corrected_text_has_its_place_in_the_original() -> None:
    note = "R shoudler extention 20, then ankel 5"
    corrected = correct(note)
    assert corrected.text == "R shoulder extension 20, then ankle 5"
    begin = corrected.text.index("extension")
    start, end = corrected.original(begin), corrected.original(begin + len("extension 20"), end=True)
    assert note[start:end] == "extention 20"


@given(st.text(alphabet="abcdefghilnoprstu ,.0123456789\n", max_size=200))
def test_what_is_not_corrected_keeps_its_place(text: str) -> None:
    corrected = correct(text)
    at = 0
    for start, original in zip(corrected.starts, corrected.original_starts, strict=True):
        assert corrected.text[at:start] == text[corrected.original(at) : original]
        at = corrected.ends[corrected.starts.index(start)]
    assert corrected.original(len(corrected.text), end=True) == len(text)


def test_words_a_clinic_has_taught_and_a_glossary() -> None:
    taught = correct("PKB pos, pkb neg", {"PKB": "prone knee bend"})
    assert taught.text == "prone knee bend pos, pkb neg"
    assert correct("Dolor de rodilla", None, {"dolor": "pain", "rodilla": "knee"}, slips=False).text == "pain de knee"
