"""The clinic's words, dates and sides in what the built-in writer says itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartside.documents.abbreviations import Style
from chartside.documents.house_words import in_house_words, worded
from chartside.domain.clinic_style import DateForm, PreferredWord, SideStyle, WordingStyle
from chartside.domain.documents import Basis, Statement
from chartside.domain.facts import Side
from chartside.domain.source import Span

CLIENT = WordingStyle(preferred=(PreferredWord("client", "patient"), PreferredWord("home program", "HEP")))


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (DateForm.SHORT, "Pain 4/10, was 6/10 on 02/09/26."),
        (DateForm.LONG_YEAR, "Pain 4/10, was 6/10 on 02/09/2026."),
        (DateForm.NAMED_MONTH, "Pain 4/10, was 6/10 on Feb 9, 2026."),
        (DateForm.ISO, "Pain 4/10, was 6/10 on 2026-02-09."),
    ],
)
def test_days_in_the_form_of_the_clinic(form: DateForm, said: str) -> None:
    assert worded("Pain 4/10, was 6/10 on 02/09/26.", WordingStyle(dates=form)) == said


@pytest.mark.parametrize("text", ["BP 120/80/60", "13/45/26", "Said “worse since 02/09/26”.", "ratio 02/09/261"])
def test_what_is_no_day_or_is_quoted_stays(text: str) -> None:
    assert worded(text, WordingStyle(dates=DateForm.ISO)) == text


def test_preferred_words_keep_capitals_and_whole_words() -> None:
    assert worded("Patient did the HEP; inpatient care, patients.", CLIENT) == (
        "Client did the home program; inpatient care, patients."
    )


def test_quotations_stay_as_they_were_said() -> None:
    assert worded('The patient said “a patient patient” and "patient".', CLIENT) == (
        'The client said “a patient patient” and "patient".'
    )


def test_words_are_exchanged_once() -> None:
    round_about = WordingStyle(preferred=(PreferredWord("gait", "walking"), PreferredWord("walking", "gait")))
    assert worded("gait and walking", round_about) == "walking and gait"


def _statement(basis: Basis) -> Statement:
    rule = "change.rom" if basis is Basis.COMPUTED else None
    return Statement(
        id="s-1", text="Patient walks.", basis=basis, evidence=(Span("S1", 0, 4, "Pt w"),), computed_by=rule
    )


@pytest.mark.parametrize("basis", list(Basis))
def test_only_the_writers_own_sentences_change(basis: Basis) -> None:
    changed = in_house_words(_statement(basis), CLIENT).text == "Client walks."
    assert changed == (basis in (Basis.RESTATED, Basis.COMPUTED))


@given(st.text(max_size=80))
def test_digits_never_change(text: str) -> None:
    assert [c for c in worded(text, CLIENT) if c.isdigit()] == [c for c in text if c.isdigit()]


def test_sides_follow_their_own_setting() -> None:
    words, letters = Style(sides=SideStyle.WORDS), Style(expanded=True, sides=SideStyle.LETTERS)
    assert words.side(Side.LEFT) == "left"
    assert words.words("R knee AROM") == "right knee AROM"
    assert letters.side(Side.LEFT) == "L"
    assert letters.words("R knee AROM") == "R knee active range of motion"
    assert Style().words("R knee AROM") == "R knee AROM"
    assert Style(expanded=True).words("R knee AROM") == "right knee active range of motion"
