"""Minutes and clock times of a visit, as notes write and clinicians say them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartside.domain.facts import TimeEntry, TimeOf
from chartside.extract import facts_of
from chartside.extract.extractors.time_entries import EXTRACTOR
from chartside.extract.reading import read
from chartside.ingest import receive_text


def times(note: str) -> list[str]:
    """Time entries of a note: what, code, minutes or clock."""
    source = receive_text(note).source
    assert source is not None
    found = []
    for fact in facts_of(source).facts:
        if isinstance(fact, TimeEntry):
            span = fact.evidence[0]
            assert source.text[span.start : span.end] == span.quote
            said = fact.clock if fact.minutes is None else f"{fact.minutes:g}"
            found.append(" ".join(str(x) for x in (fact.what, fact.code, said) if x is not None))
    return found


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("TE 21': clams 3x10", ["code 97110 21"]),
        ("97140 (9 min): scar massage", ["code 97140 9"]),
        ("97140 x15': inferior glides gr II", ["code 97140 15"]),
        ("Neuro Re-ed (97112) - 24 minutes", ["code 97112 24"]),
        ("97112 min: 17", ["code 97112 17"]),
        ("97163 PT eval high complexity, 50 min", ["code 97163 50"]),
        ("She was evaluated for 35 minutes (97161, stable).", ["code 97161 35"]),
        (
            "Did thirteen minutes of manual, then ther ex nineteen minutes, rows 3x10.",
            ["code 97140 13", "code 97110 19"],
        ),
        ("hip hinge x 15 (26 min TE). 11 min MT - L5 PAs", ["code 97110 26", "code 97140 11"]),
        ("Gait training with RW 150 ft CGA, 14 min.", ["code 97116 14"]),
    ],
)
def test_minutes_of_a_service(note: str, expected: list[str]) -> None:
    assert times(note) == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Total treatment time 45 min.", ["total_treatment 45"]),
        ("Timed minutes 38.", ["timed_total 38"]),
        ("TIMED: 32 | TOTAL: 47", ["timed_total 32", "total_treatment 47"]),
        ("Total Timed Minutes: 47", ["timed_total 47"]),
        ("Total tx 50 min, timed 38 min", ["total_treatment 50", "timed_total 38"]),
        ("Tot 39 min  all timed.", ["total_treatment 39", "timed_total 39"]),
        ("52 min tot, 40 timed", ["total_treatment 52", "timed_total 40"]),
        (
            "Total treatment time was 48 minutes, of which 23 minutes were timed.",
            ["total_treatment 48", "timed_total 23"],
        ),
        ("Timed 25 min, untimed 15 min, total 40 min", ["timed_total 25", "total_treatment 40"]),
    ],
)
def test_totals(note: str, expected: list[str]) -> None:
    assert times(note) == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("In 1:10p Out 1:52p", ["start 1:10p", "end 1:52p"]),
        ("Time in: 2:00 PM Time out: 2:45 PM", ["start 2:00 PM", "end 2:45 PM"]),
        ("IN 1300 OUT 1348", ["start 1300", "end 1348"]),
        ("Seen 0900-0953", ["start 0900", "end 0953"]),
        ("Timed 41 min (3:00-3:41)", ["start 3:00", "timed_total 41", "end 3:41"]),
        ("In at eight oh five, out eight forty-two.", ["start eight oh five", "end eight forty-two"]),
    ],
)
def test_clock_times_of_the_visit(note: str, expected: list[str]) -> None:
    assert sorted(times(note)) == sorted(expected)


@pytest.mark.parametrize(
    "note",
    [
        "S: works 9:00-5:00 at a bank, sleeps 10 pm to 6 am",
        "O: TUG 14.2 s. Timed Up and Go 12 s. SPADI total 45",
        "Phone 555-0900. DOB 03/04/1950. Total knee 2019",
        "S: walked 20 minutes, sat 45 min. Took naproxen 220 mg.",
        "Signed 3:12 PM",
        "97110x1\nM. Sato PT",
    ],
)
def test_other_numbers_are_no_minutes(note: str) -> None:
    assert times(note) == []


def test_what_a_clinician_says_of_a_block_has_no_code() -> None:
    note = "PT: Bridges, three sets of ten. That whole block was about nineteen minutes.\nPatient: Felt like an hour.\n"
    assert times(note) == ["code 19"]


@given(st.text(alphabet="TE97110 min:'x()-.,\n23total timed in out", max_size=200))
def test_never_raises(text: str) -> None:
    source = receive_text("O: " + text).source
    assert source is not None
    for fact in EXTRACTOR.extract(read(source)):
        assert isinstance(fact, TimeEntry)
        assert fact.what in TimeOf


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("TE 23' MT 16, amb 200 ft", ["code 97110 23", "code 97140 16"]),
        (
            "MINS: MAN 9 / EX 21 / NEURO 12 = 42 TIMED, 55 TOTL",
            ["total_treatment 55", "timed_total 42", "code 97140 9", "code 97110 21", "code 97112 12"],
        ),
        ("te 20, mt 12, ta 8", ["code 97110 20", "code 97140 12", "code 97530 8"]),
        ("97530 20, 97110 10", ["code 97530 20", "code 97110 10"]),
        ("eval 97161; manual 14 min", ["code 97140 14"]),
        ("Group (3 pts, 40 min, 97150): seated marching", ["code 97150 40"]),
        ("Manual therapy to the left hip for 12 minutes.", ["code 97140 12"]),
        ("Charges: TE 2, MT 1", []),
    ],
)
def test_lists_of_minutes(note: str, expected: list[str]) -> None:
    assert sorted(times(note)) == sorted(expected)
