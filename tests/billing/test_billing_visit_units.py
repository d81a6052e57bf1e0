"""Units of a visit from the facts of its sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from chartside.billing import minutes_by_code, service_codes, units_of
from chartside.domain.billing import UnitRule
from chartside.domain.facts import Assertion, BilledLine, Fact, Intervention, TimeEntry, TimeOf
from chartside.domain.source import Span

CODES = service_codes()


def said(words: str, source: str = "S1") -> tuple[Span, ...]:
    return (Span(source, 0, len(words), words),)


def minutes(code: str, spent: float, source: str = "S1") -> TimeEntry:
    return TimeEntry(evidence=said(f"{code} {spent:g} min", source), what=TimeOf.CODE, code=code, minutes=spent)


def timed_total(spent: float) -> TimeEntry:
    return TimeEntry(evidence=said(f"timed {spent:g}"), what=TimeOf.TIMED_TOTAL, minutes=spent)


def exercise(name: str, category: str, spent: float | None = None, code: str | None = None) -> Intervention:
    return Intervention(evidence=said(name), name=name, category=category, minutes=spent, code=code)


def counted(facts: Iterable[Fact]) -> dict[str, float]:
    return minutes_by_code(list(facts), CODES)


def test_minutes_said_of_codes() -> None:
    units = units_of([minutes("97110", 23), minutes("97140", 15)], CODES)
    assert {x.code: x.units for x in units[UnitRule.CMS].lines} == {"97110": 2, "97140": 1}
    assert {x.code: x.units for x in units[UnitRule.AMA].lines} == {"97110": 2, "97140": 1}


def test_minutes_of_a_code_win_over_those_of_its_exercises() -> None:
    facts = [
        exercise("leg press", "therapeutic_exercise", 10),
        exercise("bike", "therapeutic_exercise", 8),
        minutes("97110", 23),
    ]
    assert counted(facts) == {"97110": 23}


def test_minutes_of_exercises_count_where_the_code_has_none() -> None:
    facts = [
        exercise("leg press", "therapeutic_exercise", 10),
        exercise("bike", "therapeutic_exercise", 8),
        minutes("97140", 15),
    ]
    assert counted(facts) == {"97110": 18, "97140": 15}


def test_a_value_said_twice_counts_once() -> None:
    assert counted([minutes("97110", 23), minutes("97140", 15), minutes("97110", 23)]) == {"97110": 23, "97140": 15}


def test_two_blocks_count_both_when_only_their_sum_fits_the_timed_total() -> None:
    assert counted([minutes("97110", 15), minutes("97110", 15), timed_total(30)]) == {"97110": 30}
    assert counted([minutes("97110", 15), minutes("97110", 15), timed_total(15)]) == {"97110": 15}
    assert counted([minutes("97110", 15), minutes("97110", 10)]) == {"97110": 25}


def test_a_second_source_does_not_add_minutes() -> None:
    assert counted([minutes("97110", 23), minutes("97110", 20, "S2")]) == {"97110": 23}


def test_untimed_services_are_one_unit() -> None:
    facts = [minutes("97161", 30), exercise("cold pack", "modality_supervised", 10, "97010"), minutes("97110", 15)]
    lines = units_of(facts, CODES)[UnitRule.CMS].lines
    assert [(x.code, x.units, x.minutes) for x in lines] == [
        ("97110", 1, 15),
        ("97161", 1, None),
        ("97010", 1, None),
    ]


def test_planned_and_denied_treatment_earns_nothing() -> None:
    planned = replace(exercise("treadmill", "therapeutic_exercise", 15), assertion=Assertion.PLANNED)
    assert units_of([planned], CODES) == {}


def test_a_timed_total_with_one_timed_code_belongs_to_it() -> None:
    facts = [exercise("joint mobilization", "manual_therapy"), timed_total(25)]
    assert counted(facts) == {"97140": 25}


def test_the_rest_of_the_timed_total_is_of_the_one_code_without_minutes() -> None:
    facts = [minutes("97110", 23), exercise("joint mobilization", "manual_therapy"), timed_total(35)]
    assert counted(facts) == {"97110": 23, "97140": 12}
    assert counted([minutes("97110", 40), *facts[1:]]) == {"97110": 40}


def test_a_timed_total_with_several_codes_says_how_many_units_only() -> None:
    facts = [
        exercise("joint mobilization", "manual_therapy"),
        exercise("leg press", "therapeutic_exercise"),
        timed_total(40),
    ]
    cms = units_of(facts, CODES)[UnitRule.CMS]
    assert cms.lines == ()
    assert cms.timed_minutes == 40
    assert "40 timed minutes are 3 units (38 to 52)" in cms.why[0]


def test_timed_minutes_without_a_code_are_named() -> None:
    units = units_of([minutes("97110", 23), minutes("97140", 15), timed_total(50)], CODES)
    assert units[UnitRule.CMS].timed_minutes == 38
    last = "50 timed minutes are documented; the other 12 belong to no code yet and are not counted."
    assert units[UnitRule.CMS].why[-1] == units[UnitRule.AMA].why[-1] == last


def test_minutes_in_the_billing_line_count_last() -> None:
    billed = BilledLine(evidence=said("97530 x1 (15 min)"), code="97530", units=1, minutes=15)
    assert counted([billed]) == {"97530": 15}
    assert counted([billed, minutes("97530", 12)]) == {"97530": 12}


def test_nothing_said_is_nothing_counted() -> None:
    assert units_of([], CODES) == {}
    assert units_of([exercise("leg press", "therapeutic_exercise")], CODES) == {}
    assert units_of([minutes("12345", 20)], CODES) == {}


def test_impossible_minutes_in_a_note_do_not_raise() -> None:
    assert units_of([minutes("97110", 99999)], CODES) == {}
    assert units_of([timed_total(99999)], CODES) == {}
