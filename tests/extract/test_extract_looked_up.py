"""Word lists looked up in one pass find what each of them would find by itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from chartside.extract.dosage import dose_of, dosed_text
from chartside.extract.looked_up import looked_up
from chartside.extract.reading import read
from chartside.extract.vocabulary import Term, Vocabulary, found_in, terms, vocabulary, whole_words
from chartside.ingest import receive_text

TEXT = (
    "TE 23': SLR 3x10 w/ min A, vc's; bridges 2x12 CGA. Gait training 8 min with SBA ×2. MT 10′ STM, mobs. HEP issued."
)


def _first_terms(name: str) -> Iterable[tuple[str, Term]]:
    found: dict[str, Term] = {}
    for term in terms(name):
        found.setdefault(term.phrase, term)
    return found.items()


@looked_up(dosed=True)
def _levels() -> Iterable[tuple[str, Any]]:
    return _first_terms("assist_levels.toml")


@looked_up(dosed=True)
def _services() -> Iterable[tuple[str, Any]]:
    return _first_terms("service_words.toml")


@pytest.mark.parametrize(("found", "name"), [(_levels, "assist_levels.toml"), (_services, "service_words.toml")])
def test_each_list_finds_what_its_vocabulary_finds(found: object, name: str) -> None:
    source = receive_text(TEXT, name="note.txt").source
    assert source is not None
    reading = read(source)
    text = dosed_text(reading)
    assert whole_words(text, found(reading)) == vocabulary(name).find(text) != ()  # type: ignore[operator]


@pytest.mark.parametrize(
    ("said", "sets", "reps", "hold", "load"),
    [
        ("slr 3x10", 3, 10, None, None),
        ("slr 2 sets of 10 2.5 lb", 2, 10, None, 2.5),
        ("stretch 3 x 30s", 3, None, 30, None),
        ("bridges 12 reps, 5 sec hold", None, 12, 5, None),
        ("rows 10-12 reps", None, 10, None, None),
        ("curls 15", None, None, None, None),
    ],
)
def test_a_number_is_read_by_the_letter_behind_it(
    said: str, sets: float | None, reps: float | None, hold: float | None, load: float | None
) -> None:
    dose = dose_of(said, 0, len(said))
    assert (dose.sets, dose.reps, dose.hold_seconds, dose.load) == (sets, reps, hold, load)


NAMED = "Both knees ache; knee's sore. Pt can't step-up x10 (steps hurt), w/ SPC. Ankle: +Homans, no falls."


def test_vocabularies_found_together_find_what_each_finds_alone() -> None:
    words = (("knee", "knees ache", "step", "step-up"), ("knees", "can", "steps", "w/", "+homans", "spc"), ("fall",))
    several = [Vocabulary(Term(w, "word", w, {}) for w in some) for some in words]
    source = receive_text(NAMED, name="note.txt").source
    assert source is not None
    alone = [one.find(read(source).folded) for one in several]
    for reading in (read(source), read(source)):  # one after another in the first note, together from the second on
        assert [found_in(reading, one) for one in several] == alone
    said = [[NAMED[m.start : m.end] for m in found] for found in alone]
    assert said == [["knees ache", "knee", "step-up", "steps"], ["knees", "steps", "w/", "SPC", "+Homans"], ["falls"]]


def test_a_plural_behind_a_stretch_is_left_out() -> None:
    knee = Vocabulary([Term("knee", "word", "knee", {})])
    assert [(m.start, m.end) for m in knee.find("both knees", 0, 9)] == [(5, 9)]
    assert knee.find("both knees", 0, 8) == knee.find("bothknee") == knee.find("both knees", 6) == ()
